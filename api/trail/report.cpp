#include <algorithm>

#include "api/trail/verifier.hpp"

namespace paraph::trail {
namespace {

/// 1,234,567: figures of a report are read by people.
std::string figure(auto n) {
    std::string digits = std::to_string(n);
    for (auto at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3)
        digits.insert(static_cast<std::size_t>(at), ",");
    return digits;
}

std::string some(auto n, const char* one, const char* many) {
    return figure(n) + " " + (n == 1 ? one : many);
}

std::string joined(const auto& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

/// That the log lost something is no flaw of what is left, and for people to ask about.
std::string told_of(const Replay::Restored& restored) {
    const auto number = static_cast<std::uint64_t>(restored.number);
    return "entry " + figure(number) + " says that the log was restored from a backup: what was " +
           "signed for from there on, " + some(restored.lost - number, "entry", "entries") +
           ", is lost. Ask why, and hold whatever was handed out before to it" +
           (restored.signed_by_known ? ""
                                     : "; no key that was published before has signed what it "
                                       "quotes");
}

}  // namespace

/// Which of the checks had something to check, and by what; then what no check has looked at.
Report Verifier::report() const {
    Report report;
    report_bytes(report);
    report_heads(report);
    report_replay(report);
    std::ranges::sort(report.checks, {}, &Report::Line::check);
    report.unchecked = unchecked();
    return report;
}

void Verifier::report_bytes(Report& report) const {
    const auto& counts = replay_.counts();
    const bool has_head = !header_.checkpoint.empty();
    const auto said = [&](Check check, bool done, std::string text) {
        report.checks.push_back({check, done, std::move(text)});
    };
    said(Check::form, true, some(frontier_.size(), "entry", "entries") + " read strictly");
    said(Check::canonical, true, "each line is the one spelling of what it says");
    said(Check::tree, has_head,
         has_head ? "the leaf hashes of " + some(size_, "entry", "entries") +
                        " have the root that was signed"
                  : "leaf hashes fit; no root was signed");
    said(Check::order, true, "each stream's sequence has no gap, no time goes back");
    said(Check::seals, counts.opened > 0 || counts.sealed == 0,
         figure(counts.opened) + " of " + figure(counts.sealed) +
             " private parts fit their seals; " + figure(counts.judged.unsealed) + " of " +
             some(counts.judged.sealed, "sealed answer", "sealed answers") +
             " opened, each as it was sealed");
}

void Verifier::report_heads(Report& report) const {
    const auto said = [&](Check check, bool done, std::string text) {
        report.checks.push_back({check, done, std::move(text)});
    };
    if (header_.checkpoint.empty())
        said(Check::key, false, "there is no checkpoint beside the key, or the key is not here");
    else if (trusted().empty())
        said(Check::key, true,
             "signed by " + header_.vkey +
                 ", which came with the trail. Pin it: --key FILE, got from elsewhere");
    else
        said(Check::key, true, "signed by the key that you trust, " + header_.vkey);
    if (known_.policy)
        said(Check::witnesses, true,
             "the policy is met for " + some(cosigned_, "entry", "entries") + ": " +
                 (witnesses_.empty() ? "nobody is asked for" : joined(witnesses_)));
    else
        said(Check::witnesses, false, "no policy was given: --witnesses FILE");
    if (known_.remembered)
        said(Check::memory, true,
             "it goes on from the " + some(heads_.size(Check::memory), "entry", "entries") +
                 " that you remember");
    else
        said(Check::memory, false, "no earlier checkpoint was given: --remember or --since FILE");
    const auto seen = heads_.count(Check::checkpoints);
    said(Check::checkpoints, seen > 0,
         seen > 0
             ? some(seen, "further checkpoint agrees", "further checkpoints agree") + " with it"
             : "no others were given: --checkpoint FILE");
}

void Verifier::report_replay(Report& report) const {
    const auto& counts = replay_.counts();
    const auto& judged = counts.judged;
    const auto said = [&](Check check, bool done, std::string text) {
        report.checks.push_back({check, done, std::move(text)});
    };
    said(Check::texts, counts.texts + counts.definitions > 0,
         some(counts.texts, "text", "texts") + " of revisions and " +
             some(counts.definitions, "definition", "definitions") + " fit their digests");
    said(Check::steps, counts.steps > 0,
         some(counts.cycles, "cycle", "cycles") + " replayed, " +
             some(counts.steps, "step", "steps") +
             " judged: " + some(judged.positions, "position", "positions") + ", " +
             some(judged.silences, "silence", "silences") + ", " +
             some(judged.deadlines, "deadline", "deadlines"));
    said(Check::outcomes, judged.closings > 0,
         some(judged.closings, "closing", "closings") + " counted again: figures, results, ways");
}

/// What could not be held against each other: cycles, and those that run for their rounds.
void Verifier::unchecked_around(std::vector<std::string>& lines) const {
    const auto& counts = replay_.counts();
    const auto& judged = counts.judged;
    if (counts.unseen > 0)
        lines.push_back("what happened inside bodies or in sub-cycles, by people and by rule: " +
                        some(counts.unseen, "cycle", "cycles") +
                        " for rounds of those here withheld");
    if (judged.uncited > 0)
        lines.push_back("whether what is withheld says what is cited of it: " +
                        some(judged.uncited, "answer", "answers"));
    if (!judged.apart.empty())
        lines.push_back("whether all that happened by rule in " +
                        some(judged.apart.size(), "cycle", "cycles") +
                        " follows from the cycle around, of which something is withheld");
}

std::vector<std::string> Verifier::unchecked() const {
    std::vector<std::string> lines;
    const auto& counts = replay_.counts();
    const auto size = frontier_.size();
    const auto open = [&](std::string text) { lines.push_back(std::move(text)); };
    if (withheld_ != 0)
        open(some(withheld_, "entry", "entries") +
             " withheld: each leaf hash is in the tree, what they say is not known");
    if (!header_.cycle.empty() && replay_.may_go_on(header_.cycle))
        open("whether " + header_.cycle +
             " went on, or was reopened, after its last entry here: what is withheld behind that "
             "may "
             "be of it");
    if (!header_.checkpoint.empty() && size > size_)
        open(some(size - size_, "entry", "entries") +
             " at the end that no checkpoint has been signed for yet");
    if (known_.policy && cosigned_ < size_)
        open(some(size_ - cosigned_, "entry", "entries") + " at the end that no witness has seen");
    if (counts.opened != counts.sealed)
        open(some(counts.sealed - counts.opened, "private part", "private parts") +
             ": erased or left out");
    if (counts.judged.unsealed != counts.judged.sealed)
        open(some(counts.judged.sealed - counts.judged.unsealed, "answer", "answers") +
             " sealed and not opened: the round is open still, or ended without a close");
    if (!counts.cut.empty())
        open("cycles of which entries are withheld, not replayed: " + joined(counts.cut));
    if (!counts.unruled.empty())
        open(
            "cycles not judged, since the definition's text or the registry is erased or left "
            "out: " +
            joined(counts.unruled));
    unchecked_around(lines);
    if (!counts.judged.open.empty()) open("replayed but not judged: " + joined(counts.judged.open));
    if (replay_.registry_may_go_on())
        open(
            "whether the registry went on after its last entry here (who left, whose access was "
            "revoked): what is withheld behind that may be of it");
    for (const auto& restored : replay_.restored()) open(told_of(restored));
    for (std::size_t i = 1; i < replay_.keys().size(); ++i)
        if (replay_.keys()[i].voucher.empty())
            open("entry " + figure(replay_.keys()[i].number) +
                 " publishes a key without the word of the one before: ask why");
    open(
        "whether what was never written down happened, and who used a person's or a token's "
        "access");
    return lines;
}

}  // namespace paraph::trail
