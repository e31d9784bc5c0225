#include <algorithm>

#include "api/http/form.hpp"
#include "api/routes/act_form.hpp"
#include "api/routes/attached_file.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/kept_context.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/text_view.hpp"

namespace paraph::api {
namespace {

/// Whoever sees_file what it belongs to sees_file it; a file of the dossier goes with the text.
bool sees_file(const Seen& seen, const Attachment& attachment) {
    if (!attachment.comment.empty()) {
        const auto* comment = seen.state->comment(attachment.comment);
        return comment && api::sees(seen, *comment);
    }
    if (attachment.assignment.empty()) return seen.view.text;
    const auto seated = seen.state->seated(attachment.assignment);
    return seated && seen.view.sees_position(seated.assignment->body,
                                             is_hidden(*seen.definition, *seated.round));
}

json::object attachment_json(const Attachment& attachment, const Said& said) {
    json::object item{{"sha256", to_hex(attachment.document.digest)},
                      {"name", said.text(attachment.entry, "name")},
                      {"media_type", attachment.document.media_type},
                      {"size", attachment.document.size}};
    if (!attachment.body.empty()) item["body"] = attachment.body;
    if (!attachment.comment.empty()) item["comment"] = attachment.comment;
    if (!attachment.assignment.empty()) item["assignment"] = attachment.assignment;
    return item;
}

void list_attachments(const House& house, const http::Context& context, http::Answer answer) {
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    in_background(house, context, std::move(answer),
                  [&house, seen = std::move(*seen), path = context.request.path] {
                      const Said said(house.archive, *seen.state);
                      json::array items;
                      for (const auto& attachment : seen.state->attachments)
                          if (sees_file(seen, *attachment))
                              items.push_back(attachment_json(*attachment, said));
                      return list(std::move(items), path);
                  });
}

std::string name_of_source(const Revision& revision) {
    return "revision-" + std::to_string(revision.number) + ".docx";
}

/// Never shown by a browser as what it is: a page among files would act as one of ours.
http::Response as_download(std::string bytes, const std::string& name) {
    auto response = http::with_type(200, "application/octet-stream", std::move(bytes));
    response.headers.set("Content-Disposition",
                         "attachment; filename*=UTF-8''" + http::percent_encode(name));
    response.headers.set("X-Content-Type-Options", "nosniff");
    response.headers.set("Content-Security-Policy", "default-src 'none'; sandbox");
    return response;
}

}  // namespace

Result<http::Response> attached_file(const House& house, const Seen& seen,
                                     const std::string& digest) {
    const Said said(house.archive, *seen.state);
    std::string name;
    for (const auto& each : seen.state->attachments)
        if (to_hex(each->document.digest) == digest && sees_file(seen, *each))
            name = said.text(each->entry, "name");
    for (const auto& revision : seen.state->revisions)
        if (seen.view.text && revision->source && to_hex(revision->source->digest) == digest)
            name = name_of_source(*revision);
    const auto wanted = digest_from_hex(digest);
    auto bytes = name.empty() || !wanted ? std::nullopt : house.vault->get(*wanted);
    if (bytes) return as_download(std::move(*bytes), name);
    return refuse(Refused::not_found, "There is no such file, or not for you.");
}

std::vector<pages::SourceFile> files_beside_text(const House& house, const Seen& seen,
                                                 const std::string& base) {
    std::vector<pages::SourceFile> files;
    const auto add = [&](const Digest& digest, std::string name) {
        files.push_back({base + "/files/" + to_hex(digest), std::move(name)});
    };
    const auto* revision = seen.state->revision();
    if (revision && seen.view.text && revision->source)
        add(revision->source->digest, name_of_source(*revision));
    const Said said(house.archive, *seen.state);
    for (const auto& each : seen.state->attachments)
        if (each->comment.empty() && each->assignment.empty() && sees_file(seen, *each))
            add(each->document.digest, said.text(each->entry, "name"));
    return files;
}

pages::Text text_with_files(const House& house, const Seen& seen, const std::string& base,
                            std::string_view language) {
    auto text = text_in_force(house, *seen.state, language);
    text.sources = files_beside_text(house, seen, base);
    return text;
}

namespace {

void read_attachment(const House& house, const http::Context& context, http::Answer answer) {
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    in_background(house, context, std::move(answer),
                  [&house, seen = std::move(*seen), digest = context.param("sha256"),
                   path = context.request.path] {
                      auto file = attached_file(house, seen, digest);
                      return file ? std::move(*file) : http::problem(file.error(), path);
                  });
}

AttachDocument attachment_of(const http::Request& request) {
    const auto text = [&](std::string_view name) {
        return std::string(request.parameter(name).value_or(""));
    };
    auto type = std::string(request.headers.get("Content-Type"));
    if (type.empty() || type.size() > 200) type = "application/octet-stream";
    return {.document = {.digest = sha256(request.body),
                         .size = static_cast<std::int64_t>(request.body.size()),
                         .media_type = type.substr(0, type.find(';'))},
            .name = text("name"),
            .comment = text("comment"),
            .assignment = text("assignment")};
}

/// The bytes are kept before the entry names them: bytes without an entry are nobody's, but an
/// entry without its bytes would be a promise broken.
void keep(const House& house, const KeptContext& kept, const http::Answer& answer) {
    house.vault->put(kept.request().body);
    const auto context = kept.context();
    submit(house, context, context.param("id"), Command(attachment_of(kept.request())), answer,
           [digest = to_hex(sha256(kept.request().body))](const Settled& settled) {
               auto response = http::json(201, json::serialize(json::object{
                                                   {"sha256", digest}, {"cycle", settled.stream}}));
               response.headers.set("Location",
                                    "/api/v1/cycles/" + settled.stream + "/attachments/" + digest);
               return response;
           });
}

void add_attachment(const House& house, const http::Context& context, http::Answer answer) {
    const auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    // What the engine would refuse is not kept first.
    const Command command(attachment_of(context.request));
    if (const auto tried = try_out(house, *seen, command, actor_of(context.principal)); !tried)
        return answer(problem_for(context.request, tried.error()));
    house.background([&house, kept = KeptContext(context), answer = std::move(answer)] {
        try {
            keep(house, kept, answer);
        } catch (const std::exception&) {
            answer(problem_for(kept.request(),
                               refuse(Refused::unavailable, "The file could not be kept.")));
        }
    });
}

}  // namespace

void bind_attachments(http::Router& router, const House& house) {
    router.describe("attachments.add", text_content({"*/*"}));
    router.bind("attachments.list", handler_in(house, list_attachments));
    router.bind("attachments.add", handler_in(house, add_attachment));
    router.bind("attachments.read", handler_in(house, read_attachment));
}

}  // namespace paraph::api
