#include <algorithm>
#include <iterator>
#include <map>
#include <set>

#include "adapters/keys/random.hpp"
#include "api/channels/mail_text.hpp"
#include "api/pages/positions.hpp"
#include "api/routes/foretold.hpp"
#include "api/routes/naming.hpp"
#include "api/routes/open_cycle.hpp"
#include "api/routes/picture.hpp"
#include "api/telling/onward.hpp"
#include "api/telling/titles.hpp"
#include "engine/core/notices.hpp"

namespace paraph::api {
namespace {

using pages::Language;

/// What no reply means, for each role that the round asks.
void put_silence(std::vector<std::string>& lines, const Stage& stage, const Naming& naming,
                 const Definition& definition) {
    if (stage.kind != StageKind::ballot && stage.kind != StageKind::comment) {
        const bool adopts = stage.kind == StageKind::silence;
        lines.push_back(naming.language().say(adopts ? "silence.adopts" : "silence.waits"));
        return;
    }
    for (auto& line : silence_of_roles(stage, naming, definition)) lines.push_back(std::move(line));
}

/// What may end the round before the time that it is said to have.
void put_early_end(std::vector<std::string>& lines, const Stage& stage, const Language& language) {
    const auto early = early_end(stage);
    if (early == pages::Early::all_answered) lines.push_back(language.say("open.ends_when_all"));
    if (early == pages::Early::sooner) lines.push_back(language.say("open.ends_sooner"));
}

/// One decision, told: the words of its events, the people of its notices, and the first mail.
class Foretelling {
public:
    Foretelling(const House& house, Seen seen, const Decided& decided, const Reader& reader)
        : house_(house),
          seen_(std::move(seen)),
          decided_(decided),
          actor_(actor_of(reader.principal)),
          language_(*reader.language) {}

    void put_words(std::vector<std::string>& lines) const {
        const Naming naming(seen_, language_);
        for (const auto& event : decided_.events) {
            lines.push_back(pages::in_words(event.fact, naming.names(), language_));
            const auto* opened = std::get_if<RoundOpened>(&event.fact);
            const auto* stage = opened ? seen_.definition->stage(opened->stage) : nullptr;
            if (!stage) continue;
            put_silence(lines, *stage, naming, *seen_.definition);
            put_early_end(lines, *stage, language_);
        }
    }

    void put_told(std::set<std::string>& told, std::optional<pages::SampleMail>& mail) const {
        State before;
        before.id = seen_.state->id;
        each_entry(before, decided_, actor_, house_.clock.now(),
                   [&](const Record<Fact>& record, const State& after) {
                       put_told_of({record, after, *seen_.registry, *seen_.definition}, told, mail);
                   });
    }

    const Seen& seen() const { return seen_; }

private:
    void put_told_of(const Occasion& occasion, std::set<std::string>& told,
                     std::optional<pages::SampleMail>& mail) const {
        const Naming naming(seen_, language_);
        MailText text(house_);
        for (const auto& notice : notices(occasion)) {
            const auto name = person_name(*seen_.registry, notice.person);
            told.insert(notice.body.empty() ? name : naming.body(notice.body) + ": " + name);
            if (mail) continue;
            if (const auto sample = text.sample(occasion, notice))
                mail = pages::SampleMail{.to = sample->to.name + " <" + sample->to.email + ">",
                                         .subject = sample->subject,
                                         .text = sample->text};
        }
    }

    const House& house_;
    Seen seen_;
    const Decided& decided_;
    Actor actor_;
    const Language& language_;
};

Seen seen_after(const Reader& reader, const std::shared_ptr<const Registry>& registry,
                const Decided& decided) {
    return see(std::make_shared<const State>(decided.after), registry, actor_of(reader.principal));
}

/// The functions of a procedure's levels that nobody of the body has. None where nobody has any:
/// then it does not run there at all.
std::vector<std::string> missing_levels(const Definition& inside, const Registry& registry,
                                        const std::string& body) {
    std::set<std::string> held, asked;
    for (const auto* person : registry.people_of(body)) held.insert(person->function);
    for (const auto& stage : inside.stages)
        for (const auto& who : stage.who)
            if (who.kind == Participant::Kind::function) asked.insert(who.name);
    std::vector<std::string> missing;
    std::ranges::set_difference(asked, held, std::back_inserter(missing));
    if (missing.size() == asked.size()) missing.clear();
    return missing;
}

/// Levels inside bodies that will be skipped, since nobody there has their function: that may be
/// meant, and is more often a function that was not registered.
std::vector<std::string> skipped_levels(const Seen& seen, const Language& language) {
    const Naming naming(seen, language);
    std::map<std::string, std::set<std::string>> lacking;  // function -> names of bodies
    for (const auto& role : seen.definition->roles) {
        const auto* inside = role.inside.empty() ? nullptr : seen.registry->definition(role.inside);
        const auto bound = seen.state->opening->roles.find(role.name);
        if (!inside || bound == seen.state->opening->roles.end()) continue;
        for (const auto& body : bound->second)
            for (const auto& level : missing_levels(*inside->definition, *seen.registry, body))
                lacking[level].insert(naming.body(body));
    }
    std::vector<std::string> lines;
    for (const auto& [function, names] : lacking) {
        const std::vector<std::string> bodies(names.begin(), names.end());
        lines.push_back(language.say("open.level_skipped",
                                     {{"function", pages::function_word(function, language)},
                                      {"bodies", language.list(bodies)}}));
    }
    return lines;
}

}  // namespace

Result<std::vector<Decided>> try_opening(const House& house, const Registry& registry,
                                         const OpenCycle& command, const Actor& actor) {
    Calendars calendars;
    std::vector<Decided> all;
    const auto now = house.clock.now();
    const auto decide_one = [&](std::string cycle, const Command& what,
                                const Actor& who) -> Result<> {
        State fresh;
        fresh.id = std::move(cycle);
        const Setting setting{now, random_seed(), registry, calendars};
        auto decided = decide(fresh, what, who, setting);
        if (!decided) return decided.error();
        all.push_back(std::move(*decided));
        return {};
    };
    if (auto done = decide_one(id::make(id::cycle, now, random_seed()), command, actor); !done)
        return done.error();
    const auto errands = all.front().errands;
    for (const auto& errand : errands)
        if (auto done = decide_one(errand.cycle, errand.command, errand.actor); !done)
            return done.error();
    return all;
}

void put_opening(pages::OpenCycleView& view, const House& house, const Reader& reader,
                 const std::shared_ptr<const Registry>& registry,
                 const std::vector<Decided>& decided) {
    std::set<std::string> told;
    for (const auto& one : decided) {
        const Foretelling telling(house, seen_after(reader, registry, one), one, reader);
        if (&one == &decided.front()) {
            telling.put_words(view.will_happen);
            view.warnings = skipped_levels(telling.seen(), *reader.language);
            const std::string language(reader.language->code());
            view.picture.html = picture_of(telling.seen(), language);
            view.picture_narrow.html = picture_of(telling.seen(), language, true);
        }
        telling.put_told(told, view.mail);
    }
    view.told.assign(told.begin(), told.end());
}

}  // namespace paraph::api
