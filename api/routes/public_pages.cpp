// Where a stage is open to anyone: its page, for people who have no link and no account.

#include <charconv>

#include "api/routes/comment_input.hpp"
#include "api/routes/page_entrance.hpp"
#include "api/routes/public_round.hpp"
#include "api/routes/text_view.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {
namespace {

constexpr http::FormLimits public_form_limits{.fields = 20, .bytes = 1u << 20};

std::string public_purpose(const PublicRound& open) {
    return "public " + open.seen.state->id;
}

std::string address(const PublicRound& open) {
    return "/cycles/" + open.seen.state->id + "/public";
}

http::Response public_page(const House& house, const Reader& reader, const PublicRound& open,
                           pages::PublicView view, unsigned status = 200) {
    const auto& state = *open.seen.state;
    const auto* stage = open.seen.definition->stage(open.round->stage);
    view.cycle = title_of_cycle(open.seen, *reader.language);
    view.stage = stage_title(stage, open.round->stage, *reader.language);
    view.due = open.round->due;
    view.action = address(open);
    view.token = form_token(house, reader, public_purpose(open));
    view.text = text_in_force(house, state, reader.text_language);
    return cycle_page(house, reader, state, view, status);
}

/// Nothing is known of the reader here, whoever is signed in: all are told the same.
Reader reader_for(const House& house, const http::Context& context) {
    return reader_of(house, context, Principal{});
}

void show_public(const House& house, const http::Context& context, http::Answer answer) {
    auto open = public_round(house, context.param("id"));
    const auto reader = reader_for(house, context);
    if (!open) return answer(refusal_page(house, reader, open.error()));
    render_later(house, reader, std::move(answer),
                 [&house, reader, open = std::move(*open),
                  sent = context.request.parameter("sent") == "yes"] {
                     return public_page(house, reader, open, {.sent = sent});
                 });
}

http::Response again(const House& house, const Reader& reader, const PublicRound& open,
                     const http::Form& form, const Refusal& refusal) {
    pages::PublicView view;
    view.name = form.get("name");
    view.comment = {.paragraph = std::string(form.get("paragraph")),
                    .quote = std::string(form.get("quote")),
                    .text = std::string(form.get("text")),
                    .proposed = std::string(form.get("proposed"))};
    const auto& where = refusal.where;
    const bool quote = where.ends_with("/quote") || where.ends_with("/selection");
    const bool stale = refusal.code == Refused::stale;
    view.errors = {
        {stale              ? ""
         : where == "/name" ? "name"
         : quote            ? "quote"
                            : "text",
         stale ? reader.language->say("refused.stale") : refusal_words(refusal, *reader.language)}};
    return public_page(house, reader, open, std::move(view), http_status(refusal.code));
}

Result<TakePosition> command_of(const House& house, const PublicRound& open,
                                const http::Form& form) {
    auto command = public_position(open);
    command.name = form.get("name");
    int revision = 0;
    const auto number = form.get("revision");
    std::from_chars(number.data(), number.data() + number.size(), revision);
    if (revision > 0) command.revision = revision;
    if (const auto digest = digest_from_hex(form.get("digest"))) command.digest = *digest;
    std::vector<CommentInput> said;
    said.push_back({.paragraph = std::string(form.get("paragraph")),
                    .force = Force::remark,
                    .type = CommentType::general,
                    .text = std::string(form.get("text")),
                    .proposed = std::string(form.get("proposed")),
                    .quote = std::string(form.get("quote"))});
    auto comments = comments_of(house, *open.seen.state, command.revision, std::move(said));
    if (!comments) return comments.error();
    command.comments = std::move(*comments);
    return command;
}

std::optional<http::Response> perform(const House& house, const Reader& reader,
                                      const PublicRound& open, const http::Form& form,
                                      const http::Answer& answer) {
    auto command = command_of(house, open, form);
    if (!command) return again(house, reader, open, form, command.error());
    Submission submission{.stream = open.seen.state->id,
                          .command = Command(std::move(*command)),
                          .actor = actor_of(the_public())};
    house.desk.submit(std::move(submission), [&house, reader, open, form,
                                              answer](const Result<Settled>& settled) {
        if (settled) return answer(http::see_other(address(open) + "?sent=yes"));
        render_later(house, reader, answer,
                     [&house, reader, open, form, refusal = settled.error()] {
                         return std::optional(again(house, reader, open, form, refusal));
                     });
    });
    return std::nullopt;
}

void send_public(const House& house, const http::Context& context, http::Answer answer) {
    auto open = public_round(house, context.param("id"));
    const auto reader = reader_for(house, context);
    if (!open) return answer(refusal_page(house, reader, open.error()));
    auto form = own_form(house, context.request, reader, public_purpose(*open), public_form_limits);
    if (!form) return answer(refusal_page(house, reader, form.error(), address(*open)));
    render_later(house, reader, answer,
                 [&house, reader, open = std::move(*open), form = std::move(*form), answer] {
                     return perform(house, reader, open, form, answer);
                 });
}

}  // namespace

void bind_public_pages(http::Router& router, const House& house) {
    router.bind("page.public", handler_in(house, show_public));
    router.bind("page.public.send", handler_in(house, send_public));
}

}  // namespace paraph::api
