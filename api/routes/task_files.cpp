// Files beside an answer or a report: the scan of what came on paper, an annex, evidence.

#include "api/routes/attached_file.hpp"
#include "api/routes/task_telling.hpp"
#include "api/telling/levels.hpp"

namespace paraph::api {
namespace {

/// nullptr: none was chosen.
const http::Upload* upload_in(const http::Form& form) {
    const auto* file = form.upload("scan");
    return file && !file->name.empty() ? file : nullptr;
}

/// Whether what this level sends is what goes out of the body.
bool goes_out(const Task& task) {
    if (task.stage->clearance) return submitting_level(task).empty();
    return !next_level(*task.seen.definition, *task.seen.registry, task.stage, task.seat->body);
}

void put_files_at(const Telling& telling, const State& state, const std::string& seat,
                  std::vector<pages::SourceFile>& files) {
    const Said said(telling.house.archive, state);
    for (const auto& attachment : state.attachments)
        if (attachment->assignment == seat)
            files.push_back({telling.address() + "/files/" + to_hex(attachment->document.digest),
                             said.text(attachment->entry, "name")});
}

}  // namespace

std::string seat_for_files(const Task& task) {
    if (records(task)) return task.seat->id;
    if (!may_draft(task)) return {};
    if (!task.state().is_inside()) return task.seat->id;
    return goes_out(task) ? task.state().opening->parent->assignment : std::string();
}

std::optional<Command> file_in(const House& house, const Task& task, const http::Form& form) {
    const auto* file = upload_in(form);
    auto seat = seat_for_files(task);
    if (!file || seat.empty()) return std::nullopt;
    return AttachDocument{.document = {.digest = house.vault->put(file->bytes),
                                       .size = static_cast<std::int64_t>(file->bytes.size()),
                                       .media_type = "application/octet-stream"},
                          .name = file->name,
                          .assignment = std::move(seat)};
}

void put_mistakes_of_file(std::vector<pages::FieldError>& errors, const http::Form& form,
                          const pages::Language& language) {
    const auto* file = upload_in(form);
    if (file && file->bytes.empty())
        errors.push_back({"scan", language.say("record.error.scan_empty")});
    if (file && file->bytes.size() > document_bytes_max)
        errors.push_back({"scan", language.say("record.error.scan_large")});
}

std::vector<pages::SourceFile> files_of(const Telling& telling) {
    std::vector<pages::SourceFile> files;
    const auto& own = telling.seat().id;
    put_files_at(telling, telling.state(), own, files);
    const auto seat = seat_for_files(telling.task);
    if (seat.empty() || seat == own) return files;
    if (const auto outer = telling.house.cycle(id::cycle_of(seat)))
        put_files_at(telling, *outer, seat, files);
    return files;
}

Result<http::Response> task_file(const House& house, const Task& task, const std::string& digest) {
    auto file = attached_file(house, task.seen, digest);
    const auto seat = seat_for_files(task);
    if (file || seat.empty() || seat == task.seat->id) return file;
    const auto outer = look_at(house, id::cycle_of(seat), task.principal);
    return outer ? attached_file(house, *outer, digest) : std::move(file);
}

}  // namespace paraph::api
