#include "adapters/documents/convert.hpp"
#include "adapters/documents/vault.hpp"
#include "api/routes/input.hpp"
#include "api/routes/input_schema.hpp"
#include "api/routes/kept_context.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/routes/text_view.hpp"
#include "api/routes/version_input.hpp"
#include "engine/base/enums.hpp"
#include "engine/base/language_tag.hpp"
#include "engine/rules/paragraphs.hpp"

namespace paraph::api {
namespace {

struct RevisionInput {
    std::string text;
    std::string media_type;
    std::string language;
    bool editorial = false;
    std::vector<VersionInput> versions;
    std::string reason;  // of the secretariat, where it does not lead
};
BOOST_DESCRIBE_STRUCT(RevisionInput, (), (text, media_type, language, editorial, versions, reason))

std::string reason_in_address(const http::Request& request) {
    return std::string(request.parameter("reason").value_or(""));
}

/// A revision comes as JSON, or as the bare text with its own Content-Type.
Result<IssueRevision> revision_of(const http::Request& request) {
    IssueRevision command;
    const auto type = request.headers.get("Content-Type");
    if (type.starts_with("text/")) {
        command.text = request.body;
        command.media_type = type.substr(0, type.find(';'));
        if (!is_valid_utf8(command.text))
            return refuse(Refused::malformed, "The text is not UTF-8.");
        command.reason = reason_in_address(request);
        return command;
    }
    auto input = read_body<RevisionInput>(request);
    if (!input) return input.error();
    command.text = std::move(input->text);
    command.media_type = markdown_unless(std::move(input->media_type));
    command.language = std::move(input->language);
    command.editorial = input->editorial;
    command.versions = versions_of(std::move(input->versions));
    command.reason = std::move(input->reason);
    return command;
}

/// A Word file is read by pandoc, which takes its time, and kept as it came.
Result<IssueRevision> command_of_docx(const House& house, const http::Request& request) {
    auto text = docx_to_markdown(request.body);
    if (!text) return text.error();
    return IssueRevision{.text = std::move(*text),
                         .media_type = "text/markdown",
                         .language = std::string(request.parameter("language").value_or("")),
                         .editorial = request.parameter("editorial") == "true",
                         .source = Document{.digest = house.vault->put(request.body),
                                            .size = static_cast<std::int64_t>(request.body.size()),
                                            .media_type = std::string(docx_type)},
                         .reason = reason_in_address(request)};
}

/// With what stands in its Word file alone.
json::object with_left_out(json::object revision, const LeftOut& left_out) {
    json::object counts;
    if (left_out.images > 0) counts["images"] = left_out.images;
    if (left_out.text_boxes > 0) counts["text_boxes"] = left_out.text_boxes;
    if (!counts.empty()) revision["only_in_file"] = std::move(counts);
    return revision;
}

void issue(const House& house, const http::Context& context, IssueRevision command,
           http::Answer answer, const LeftOut& left_out = {}) {
    submit(house, context, context.param("id"), Command(std::move(command)), std::move(answer),
           [left_out](const Settled& settled) {
               const auto revision = revision_named(*settled.state, settled.made);
               auto response = http::json(
                   201, json::serialize(with_left_out(revision_json(*revision), left_out)));
               response.headers.set(
                   "Location", "/api/v1/cycles/" + settled.stream + "/revisions/" + settled.made);
               return response;
           });
}

/// With its paragraphs; where there are versions, each paragraph in all languages.
json::object whole_revision(const House& house, const State& state, const Revision& revision) {
    auto item = with_left_out(revision_json(revision), left_out_from(house, revision.source));
    const auto text = text_of(house, state, revision);
    item["text"] = text;
    if (auto reason = Said(house.archive, state).reason(revision.entry); !reason.empty())
        item["reason"] = std::move(reason);
    std::vector<std::vector<std::string>> versions;
    for (const auto& version : revision.versions)
        versions.push_back(split_paragraphs(text_of(house, state, revision, version.language)));
    json::array paragraphs;
    const auto blocks = split_paragraphs(text);
    for (std::size_t i = 0; i < blocks.size(); ++i) {
        json::object paragraph{{"number", i + 1}, {"text", blocks[i]}};
        if (revision.paragraphs && i < revision.paragraphs->size())
            paragraph["id"] = (*revision.paragraphs)[i].id;
        json::object others;
        for (std::size_t v = 0; v < versions.size(); ++v)
            if (i < versions[v].size()) others[revision.versions[v].language] = versions[v][i];
        if (!others.empty()) paragraph["versions"] = std::move(others);
        paragraphs.push_back(std::move(paragraph));
    }
    item["paragraphs"] = std::move(paragraphs);
    return item;
}

json::array tags(const std::vector<pages::TextVersion>& versions) {
    json::array all;
    for (const auto& version : versions) all.emplace_back(version.language);
    return all;
}

/// `languages`: those in which a paragraph changed, the one that is shown first.
json::object changes_json(const pages::Changes& changes) {
    json::array paragraphs;
    for (const auto& changed : changes.paragraphs) {
        json::object item{
            {"id", changed.id}, {"number", changed.number}, {"change", enum_text(changed.change)}};
        if (changed.from) item["from"] = *changed.from;
        if (!changed.before.empty()) item["before"] = changed.before;
        if (!changed.after.empty()) item["after"] = changed.after;
        json::array words;
        for (const auto& run : changed.words)
            words.push_back(json::object{{"change", run.deleted    ? "deleted"
                                                    : run.inserted ? "inserted"
                                                                   : "same"},
                                         {"text", run.text}});
        if (!words.empty()) item["words"] = std::move(words);
        if (changed.change == pages::Change::changed) {
            auto languages = tags(changed.elsewhere);
            if (!changed.only_elsewhere)
                languages.insert(languages.begin(), json::value(changes.language));
            item["languages"] = std::move(languages);
        }
        paragraphs.push_back(std::move(item));
    }
    json::object all{{"from", changes.since},
                     {"to", changes.revision},
                     {"language", changes.language},
                     {"paragraphs", std::move(paragraphs)},
                     {"unchanged", json::value_from(changes.unchanged)}};
    if (!changes.added.empty()) all["added"] = tags(changes.added);
    if (!changes.left_out.empty()) all["left_out"] = tags(changes.left_out);
    return all;
}

void compare(const House& house, const http::Context& context, http::Answer answer) {
    const auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto before = revision_named(*seen->state, context.param("n"));
    const auto after = revision_named(*seen->state, context.param("m"));
    if (!before || !after || !seen->view.text)
        return answer(
            problem_for(context.request, refuse(Refused::not_found, "There is no such revision.")));
    const auto language = canonical_language(context.request.parameter("language").value_or(""));
    if (!language.empty() && !(is_in(*before, language) && is_in(*after, language)))
        return answer(problem_for(
            context.request,
            refuse(Refused::not_found, "Not both revisions are in this language.", "language")));
    in_background(
        house, context, std::move(answer), [&house, state = seen->state, before, after, language] {
            return http::json(200, json::serialize(changes_json(
                                       changes_between(house, *state, *before, *after, language))));
        });
}

}  // namespace

void bind_revisions(http::Router& router, const House& house) {
    auto content = text_content({"text/markdown", "text/plain", docx_type});
    for (auto& [type, schema] : json_content<RevisionInput>()) content[type] = schema;
    router.describe("revisions.issue", std::move(content));
    router.bind("revisions.list", [&](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        json::array items;
        for (const auto& revision : seen->state->revisions)
            items.push_back(revision_json(*revision));
        answer(list(std::move(items), context.request.path));
    });
    router.bind("revisions.read", [&](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        const auto revision = revision_named(*seen->state, context.param("n"));
        if (!revision)
            return answer(problem_for(context.request,
                                      refuse(Refused::not_found, "There is no such revision.")));
        in_background(house, context, std::move(answer), [&house, state = seen->state, revision] {
            return http::json(200, json::serialize(whole_revision(house, *state, *revision)));
        });
    });
    router.bind("revisions.diff", handler_in(house, compare));
    router.bind("revisions.issue", [&](const http::Context& context, http::Answer answer) {
        const auto seen = look_at(house, context.param("id"), context.principal);
        if (!seen) return answer(problem_for(context.request, seen.error()));
        if (context.request.headers.get("Content-Type").starts_with(docx_type)) {
            const KeptContext kept(context);
            house.background([&house, kept, answer] {
                auto read = command_of_docx(house, kept.request());
                if (!read) return answer(problem_for(kept.request(), read.error()));
                issue(house, kept.context(), std::move(*read), answer,
                      left_out_of(kept.request().body));
            });
            return;
        }
        auto command = revision_of(context.request);
        if (!command) return answer(problem_for(context.request, command.error()));
        issue(house, context, std::move(*command), std::move(answer));
    });
}

}  // namespace paraph::api
