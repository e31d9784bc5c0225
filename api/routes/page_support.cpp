#include "api/routes/page_support.hpp"

#include "api/channels/mail_text.hpp"
#include "api/http/cookies.hpp"
#include "api/log.hpp"
#include "api/pages/refusals.hpp"
#include "api/pages/view_data.hpp"
#include "api/telling/titles.hpp"
#include "engine/base/language_tag.hpp"

namespace paraph::api {
namespace {

constexpr std::chrono::hours language_kept{24 * 365};

std::string path_without_language(const http::Request& request) {
    std::string path = request.path;
    char joint = '?';
    for (const auto& [name, value] : request.query) {
        if (name == "lang") continue;
        path += joint + http::percent_encode(name) + "=" + http::percent_encode(value);
        joint = '&';
    }
    return path;
}

/// Browsers say where a request comes from; those that don't still need the token.
bool from_elsewhere(const http::Request& request) {
    const auto site = request.headers.get("Sec-Fetch-Site");
    return !site.empty() && site != "same-origin" && site != "none";
}

std::string purpose_text(const Reader& reader, std::string_view purpose) {
    return reader.principal.person + " " + std::string(purpose);
}

std::shared_ptr<const SentForm> sent_in(const http::Request& request) {
    constexpr std::size_t kept_bytes_max = 256u << 10;
    const bool fields =
        request.headers.get("Content-Type").starts_with("application/x-www-form-urlencoded");
    if (request.method != "POST" || !fields || request.body.size() > kept_bytes_max) return nullptr;
    return std::make_shared<const SentForm>(SentForm{request.target, request.body});
}

/// What is nobody's mistake here, and may be over in a while.
bool may_pass(Refused code) {
    return code == Refused::too_many || code == Refused::internal || code == Refused::unavailable;
}

void offer_again(pages::ErrorView& view, const SentForm& sent) {
    const auto fields = http::parse_pairs(sent.body);
    if (!fields) return;
    view.action = sent.target;
    for (const auto& [name, value] : *fields) view.fields.push_back({name, value});
}

/// Refusals whose kind can't tell what to mend: then the engine's own words do, in English.
bool is_one_of_many(Refused code) {
    return code == Refused::invalid || code == Refused::malformed ||
           code == Refused::unsound_definition;
}

}  // namespace

Reader reader_of(const House& house, const http::Request& request, const Principal& principal,
                 pages::Section section) {
    const auto registry = house.desk.registry();
    const auto* person = registry->person(principal.person);
    const auto query = request.parameter("lang");
    Reader reader{.principal = principal,
                  .language = &pages::choose_language(
                      {.query = query.value_or(""),
                       .cookie = http::cookie(request, pages::language_cookie).value_or(""),
                       .person = person ? std::string_view(person->language) : "",
                       .accept = request.headers.get("Accept-Language")}),
                  .path = path_without_language(request),
                  .section = section,
                  .sent = sent_in(request)};
    reader.text_language =
        canonical_language(request.parameter("text").value_or(reader.language->code()));
    reader.chose_language = query && reader.language->code() == *query;
    return reader;
}

Reader reader_of(const House& house, const http::Context& context, const Principal& principal,
                 pages::Section section) {
    return reader_of(house, context.request, principal, section);
}

Reader reader_of(const House& house, const http::Context& context, pages::Section section) {
    return reader_of(house, context, context.principal, section);
}

pages::Frame frame_of(const House& house, const Reader& reader) {
    pages::Frame frame;
    frame.contact = mail_sender(house.config);
    frame.path = reader.path;
    frame.zone = house.zone();
    frame.now = house.clock.now();
    frame.section = reader.section;
    frame.demo = house.catcher != nullptr;
    const auto& principal = reader.principal;
    if (principal.via != "page") return frame;
    frame.person = person_name(*house.desk.registry(), principal.person);
    frame.secretariat = principal.roles.has(Role::secretariat);
    frame.auditor = frame.secretariat || principal.roles.has(Role::auditor);
    frame.token = form_token(house, reader, "sign-out");
    return frame;
}

http::Response page_response(const Reader& reader, unsigned status, std::string html) {
    auto response = http::html(status, std::move(html));
    for (const auto& [name, value] : pages::page_headers())
        response.headers.set(name, std::string(value));
    if (reader.chose_language)
        http::set_cookie(response, pages::language_cookie, reader.language->code(), language_kept);
    return response;
}

http::Response refusal_page(const House& house, const Reader& reader, const Refusal& refusal,
                            std::string back) {
    const auto status = http_status(refusal.code);
    const bool passes = may_pass(refusal.code);
    const bool speaks = !passes && !refusal.text.empty();
    pages::ErrorView view{.status = static_cast<int>(status),
                          .text = speaks ? refusal_words(refusal, *reader.language) : "",
                          .back = std::move(back),
                          .passes = passes};
    if (passes && reader.sent) offer_again(view, *reader.sent);
    return page(house, reader, view, status);
}

std::string refusal_words(const Refusal& refusal, const pages::Language& language) {
    if (auto sentence = pages::refusal_in(refusal.text, language)) return *sentence;
    if (language.code() == "en") return refusal.text;
    auto words = language.say("refused." + pages::code_of(name(refusal.code)));
    if (!is_one_of_many(refusal.code) || refusal.text.empty()) return words;
    return language.say("refused.detail", {{"words", words}, {"text", refusal.text}});
}

void render_later(const House& house, const Reader& reader, http::Answer answer,
                  std::function<std::optional<http::Response>()> work) {
    house.background([&house, reader, answer = std::move(answer), work = std::move(work)] {
        try {
            if (auto response = work()) answer(std::move(*response));
        } catch (const std::exception& error) {
            log::error("a page failed", {{"what", error.what()}});
            answer(refusal_page(house, reader,
                                refuse(Refused::internal, "A fault of ours; it has been logged.")));
        }
    });
}

std::string form_token(const House& house, const Reader& reader, std::string_view purpose) {
    return house.keys.sessions().form_token(purpose_text(reader, purpose));
}

Result<http::Form> own_form(const House& house, const http::Request& request, const Reader& reader,
                            std::string_view purpose, const http::FormLimits& limits) {
    const auto foreign =
        refuse(Refused::forbidden, "This form did not come from our page. Open the page anew.");
    if (from_elsewhere(request)) return foreign;
    auto form = http::parse_form(request, limits);
    if (!form) return form.error();
    if (!equal_secrets(form->get("token"), form_token(house, reader, purpose))) return foreign;
    return form;
}

Result<Instant> moment_in(const CalendarVersion& version, std::string_view day,
                          std::string_view hour) {
    const auto wrong = refuse(Refused::invalid, "Say a day, and an hour if it matters.", "/due");
    const auto calendar = Calendar::make(version);
    if (!calendar || day.size() != 10) return wrong;
    const auto midnight = parse_instant(std::string(day) + "T00:00:00Z");
    if (!midnight) return wrong;
    const Calendar::Day date{std::chrono::floor<std::chrono::days>(midnight->time_since_epoch())};
    if (hour.empty()) return calendar->close(date);
    const auto time = parse_instant("1970-01-01T" + std::string(hour) + ":00Z");
    if (!time) return wrong;
    return calendar->at(date, static_cast<int>(time->time_since_epoch() / std::chrono::minutes(1)));
}

DayAndHour fields_of(const CalendarVersion& version, Instant instant) {
    const auto calendar = Calendar::make(version);
    if (!calendar) return {};
    // The wall clock's figures, written as if they were UTC's.
    const Instant wall{calendar->local(instant).time_since_epoch()};
    const auto text = to_text(wall);
    return {text.substr(0, 10), text.substr(11, 5)};
}

std::string zone_of(const House& house, const State& state) {
    const auto registry = house.desk.registry();
    const auto& opening = *state.opening;
    const auto* calendar = registry->calendar_of(opening);
    return calendar ? calendar->zone : house.zone();
}

}  // namespace paraph::api
