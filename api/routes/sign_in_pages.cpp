#include "api/auth.hpp"
#include "api/http/cookies.hpp"
#include "api/routes/page_support.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view ask_purpose = "sign-in", use_purpose = "sign-in link",
                           out_purpose = "sign-out";

/// Who signs in is nobody yet, whoever was signed in before.
Reader stranger(const House& house, const http::Context& context) {
    return reader_of(house, context, Principal{});
}

/// The same answer for every address: who is on file is nobody's business.
void ask(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto reader = stranger(house, context);
    const auto form = own_form(house, context.request, reader, ask_purpose);
    if (!form) return answer(refusal_page(house, reader, form.error(), "/sign-in"));
    const auto registry = house.desk.registry();
    const auto* person = registry->person_by_email(form->get("email"));
    if (person && house.send_sign_in) house.send_sign_in(person->id);
    answer(page(house, reader,
                pages::SignInView{.token = form_token(house, reader, ask_purpose), .sent = true}));
}

/// A link that was used, or is too old: the same page offers a new one.
http::Response offer_new_link(const House& house, const Reader& reader, const Refusal& refusal) {
    return page(house, reader,
                pages::SignInView{.token = form_token(house, reader, ask_purpose),
                                  .errors = {{"email", refusal_words(refusal, *reader.language)}}},
                http_status(refusal.code));
}

/// Whether the link is ours and in time is said at once; that it works once, when it is used.
void show_sign_in(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto reader = stranger(house, context);
    const auto& token = context.param("token");
    const auto link = house.keys.sessions().open_sign_in(token, house.clock.now());
    if (!link) return answer(offer_new_link(house, reader, link.error()));
    answer(page(house, reader,
                pages::SignInContinueView{.action = "/sign-in/" + token,
                                          .token = form_token(house, reader, use_purpose)}));
}

/// Where people start: the board, or the reading room for those who only read.
std::string home_of(const Principal& principal) {
    const bool reads_only =
        principal.roles.has(Role::auditor) && !principal.roles.has(Role::secretariat);
    return reads_only ? "/audit" : "/";
}

http::Response signed_in(const House& house, const Principal& principal) {
    const auto now = house.clock.now();
    auto response = http::see_other(home_of(principal));
    http::set_cookie(
        response, session_cookie,
        house.keys.sessions().session_token(principal.person, now, now + session_length),
        session_length);
    return response;
}

void use(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto reader = stranger(house, context);
    const auto form = own_form(house, context.request, reader, use_purpose);
    if (!form) return answer(refusal_page(house, reader, form.error(), "/sign-in"));
    const auto link = house.keys.sessions().open_sign_in(context.param("token"), house.clock.now());
    if (!link) return answer(offer_new_link(house, reader, link.error()));
    const auto principal = principal_of_person(*house.desk.registry(), link->person, "page");
    if (!principal) return answer(refusal_page(house, reader, principal.error(), "/sign-in"));
    UseSignIn command{
        .person = link->person, .nonce = sha256(link->nonce), .expires = link->expires};
    house.desk.submit({.stream = std::string(registry_stream),
                       .command = RegistryCommand(std::move(command)),
                       .actor = actor_of(*principal)},
                      [&house, reader, principal = *principal, answer](Result<Settled> settled) {
                          answer(settled ? signed_in(house, principal)
                                         : offer_new_link(house, reader, settled.error()));
                      });
}

void leave(const House& house, const http::Context& context, const http::Answer& answer) {
    const auto reader = reader_of(house, context);
    if (const auto form = own_form(house, context.request, reader, out_purpose); !form)
        return answer(refusal_page(house, reader, form.error(), "/"));
    auto response = page(house, stranger(house, context), pages::SignedOutView{});
    http::clear_cookie(response, session_cookie);
    answer(std::move(response));
}

}  // namespace

void bind_sign_in_pages(http::Router& router, const House& house) {
    router.bind("page.sign-in", [&](const http::Context& context, http::Answer answer) {
        const auto reader = stranger(house, context);
        answer(page(
            house, reader,
            pages::SignInView{.token = form_token(house, reader, ask_purpose), .sent = false}));
    });
    router.bind("page.sign-in.ask", handler_in(house, ask));
    router.bind("page.sign-in.link", handler_in(house, show_sign_in));
    router.bind("page.sign-in.go", handler_in(house, use));
    router.bind("page.sign-out", handler_in(house, leave));
}

}  // namespace paraph::api
