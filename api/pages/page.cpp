#include "api/pages/page.hpp"

#include <algorithm>

#include <fmt/format.h>

namespace paraph::pages {

namespace {

Data link(std::string_view href, std::string_view title, bool chosen) {
    Data item(Data::type::object);
    item.set("value", std::string(href));
    item.set("href", std::string(href));
    item.set("title", std::string(title));
    item.set("chosen", chosen);
    return item;
}

}  // namespace

void Page::put_errors(const std::vector<FieldError>& errors) {
    put("has_errors", !errors.empty());
    Data list(Data::type::list);
    for (const auto& error : errors) {
        auto item = data_of(error, wording_);
        item.set("anchor", code_of(error.field));
        list.push_back(std::move(item));
        auto field = error.field;
        std::ranges::replace(field, '-', '_');
        put("error_" + field, error.text);
    }
    set("errors", std::move(list));
}

void Page::put_received(const std::string& name, const std::optional<Received>& asked,
                        const std::vector<FieldError>& errors) {
    if (!asked) return;
    auto section = data_of(*asked, wording_);
    pages::put(section, "error", error_of(errors, asked->name), wording_);
    set(name, std::move(section));
}

void Page::put_languages() {
    Data list(Data::type::list);
    for (const auto* one : languages()) {
        const auto joint = frame_.path.find('?') == std::string::npos ? '?' : '&';
        auto item = link(fmt::format("{}{}lang={}", frame_.path, joint, one->code()),
                         own_name(one->code()), one == &language());
        item.set("value", std::string(one->code()));
        list.push_back(std::move(item));
    }
    set("languages", std::move(list));
}

void Page::put_menu() {
    struct Item {
        Section section;
        std::string_view href;
        std::string_view key;
        bool shown;
    };
    const Item items[] = {
        {Section::board, "/", "menu.board", frame_.secretariat},
        {Section::definitions, "/definitions", "menu.definitions", frame_.secretariat},
        {Section::bodies, "/bodies", "menu.bodies", frame_.secretariat},
        {Section::audit, "/audit", "menu.audit", frame_.secretariat || frame_.auditor},
        {Section::mails, "/demo/mail", "menu.mails", frame_.demo},
    };
    Data list(Data::type::list);
    for (const auto& item : items) {
        if (!item.shown) continue;
        list.push_back(link(item.href, language().say(item.key), item.section == frame_.section));
    }
    put("has_menu", !list.is_empty_list() || !frame_.person.empty());
    set("menu", std::move(list));
}

std::string Page::fill(std::string_view template_name, std::string_view title) {
    put("frame", frame_);
    put("lang", std::string(language().code()));
    put("page_title", std::string(title));
    put("zone_name", language().zone_name(frame_.zone));
    put_languages();
    put_menu();
    return fill_page(template_name, data_, language());
}

std::string error_of(const std::vector<FieldError>& errors, std::string_view field) {
    const auto found = std::ranges::find(errors, field, &FieldError::field);
    return found == errors.end() ? std::string() : found->text;
}

Data choice_list(const std::string& name, std::span<const Choice> choices, const Wording& wording) {
    const auto anchor = code_of(name);
    Data list(Data::type::list);
    std::size_t index = 0;
    for (const auto& choice : choices) {
        auto item = data_of(choice, wording);
        item.set("name", name);
        item.set("id", index == 0 ? anchor : fmt::format("{}-{}", anchor, index));
        // Unlike elsewhere, an empty value is one.
        item.set("value", choice.value);
        list.push_back(std::move(item));
        ++index;
    }
    return list;
}

Data options(std::span<const Choice> choices, const Wording& wording) {
    return choice_list({}, choices, wording);
}

void add_filter(Data& list, const std::string& name, std::string_view label,
                std::span<const Choice> choices, const Wording& wording) {
    Data item(Data::type::object);
    item.set("name", name);
    item.set("label", wording.language.say(label));
    item.set("options", options(choices, wording));
    list.push_back(std::move(item));
}

std::string task_code(const Asked& asked) {
    if (asked.outside) return asked.next_level.empty() ? "last-level" : "level";
    return asked.first_text ? "first-text" : code_of(asked.task);
}

std::string ask_words(const Asked& asked, const Language& language) {
    if (asked.outside && !asked.outside->stands.empty())
        return language.say("ask.stands", {{"position", asked.outside->stands}});
    return language.say("ask." + task_code(asked),
                        {{"next", asked.next_level}, {"stage", asked.stage}});
}

namespace {

std::string_view outside_key(const Outside& outside) {
    const bool must = outside.silence == Silence::Kind::must_answer;
    switch (outside.task) {
        case StageKind::silence:
            return must ? "silence.outside.must-answer" : "silence.outside.adopts";
        case StageKind::ballot:
            if (must) return "silence.outside.must-answer";
            return outside.silence == Silence::Kind::counts_as ? "silence.outside.counts-as"
                                                               : "silence.outside.not-counted";
        default:
            return "silence.outside.due";
    }
}

}  // namespace

std::string silence_words(const Asked& asked, const Wording& wording) {
    const auto& language = wording.language;
    if (!asked.own || asked.answered) return {};
    if (asked.outside && asked.outside->due && !asked.outside->stands.empty())
        return language.say("silence.outside.stands",
                            {{"due", language.date_time(*asked.outside->due, wording.zone)},
                             {"position", asked.outside->stands}});
    if (asked.outside && asked.outside->due)
        return language.say(outside_key(*asked.outside),
                            {{"due", language.date_time(*asked.outside->due, wording.zone)},
                             {"position", asked.outside->silence_position}});
    switch (asked.task) {
        case StageKind::silence:
            return language.say(asked.silence == Silence::Kind::must_answer ? "silence.must_answer"
                                                                            : "silence.adopts");
        case StageKind::sign_off:
        case StageKind::revise:
        case StageKind::meet:
        case StageKind::choose:
            return language.say("silence.waits");
        case StageKind::ballot:
            break;
        default:  // whoever says nothing there has said nothing
            return {};
    }
    switch (asked.silence) {
        case Silence::Kind::must_answer:
            return language.say("silence.must_answer");
        case Silence::Kind::counts_as:
            return language.say("silence.counts_as", {{"position", asked.silence_position}});
        case Silence::Kind::not_counted:
            break;
    }
    return language.say("silence.not_counted");
}

std::string changeable_until(const Asked& asked, const Wording& wording) {
    const auto due = wording.language.date_time(*asked.due, wording.zone);
    switch (asked.early) {
        case Early::all_answered:
            return wording.language.say("until.all_answered", {{"until", due}});
        case Early::sooner:
            return wording.language.say("until.sooner", {{"until", due}});
        case Early::no:
            break;
    }
    return due;
}

std::string days_left(const Asked& asked, const Language& language) {
    if (!asked.working_days_left) return {};
    if (*asked.working_days_left <= 0) return language.say("asked.last_day");
    return language.say("asked.days_left", {{"n", *asked.working_days_left}});
}

Data asked_data(const Asked& asked, const Wording& wording) {
    auto data = data_of(asked, wording);
    put(data, "days_left", days_left(asked, wording.language), wording);
    return data;
}

std::string given_words(const Given& given, const Wording& wording) {
    const auto& language = wording.language;
    const auto comments = language.say("given.comments", {{"n", given.comments}});
    const auto& position = given.position.empty() ? comments : given.position;
    const auto at = language.date_time(given.at, wording.zone);
    const auto* key = "given.words";
    if (given.person.empty())  // nobody's, or that of a system: only what nobody said is by rule
        key = given.how == How::explicit_ ? "given.recorded" : "given.no_person";
    auto words = language.say(key, {{"position", position}, {"person", given.person}, {"at", at}});
    if (!given.received.empty())
        words = language.say("given.received", {{"answer", words}, {"received", given.received}});
    if (!given.lifted) return words;
    const auto lifted = language.date_time(*given.lifted, wording.zone);
    return language.say("given.lifted", {{"answer", words}, {"lifted", lifted}});
}

std::string changes_summary(const Changes& changes, const Language& language) {
    return language.say(
        "changes.summary",
        {{"since", changes.since}, {"n", static_cast<std::int64_t>(changes.paragraphs.size())}});
}

}  // namespace paraph::pages
