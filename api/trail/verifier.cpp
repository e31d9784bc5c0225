#include "api/trail/verifier.hpp"

namespace paraph::trail {
namespace {

Refusal broken(std::string text) {
    return refuse(Refused::invalid, std::move(text));
}

std::string entries(std::uint64_t n) {
    return std::to_string(n) + (n == 1 ? " entry" : " entries");
}

std::string joined(const std::set<std::string>& names) {
    std::string text;
    for (const auto& name : names) text += (text.empty() ? "" : ", ") + name;
    return text;
}

std::string with_place(const Line& line, const std::string& text) {
    std::string place = "entry " + std::to_string(line.number);
    if (!line.stream.empty()) place += " (" + line.stream + ")";
    return place + ": " + text;
}

}  // namespace

Result<> Verifier::begin(const Header& header) {
    auto key = note::parse_key(header.vkey);
    if (!key) return key.error();
    if (known_.key && note::to_text(*known_.key) != header.vkey)
        return broken("The log names the key " + header.vkey + ", not the one that you trust, " +
                      note::to_text(*known_.key) + ".");
    if (key->name != header.origin)
        return broken("The log's origin is \"" + header.origin + "\", its key is of \"" +
                      key->name + "\".");
    auto checkpoint = open_checkpoint(header.checkpoint, *key);
    if (!checkpoint) return checkpoint.error();
    key_ = std::move(*key);
    checkpoint_ = std::move(*checkpoint);
    if (!known_.since) return {};
    auto since = open_checkpoint(*known_.since, key_);
    if (!since)
        return broken("The checkpoint that you remember is not of this log: " + since.error().text);
    if (since->size > checkpoint_->size)
        return broken("You remember a checkpoint of " + entries(since->size) +
                      "; this trail ends at " + entries(checkpoint_->size) + ": it is older.");
    since_ = std::move(*since);
    return compare(since_, "the checkpoint that you remember");
}

Result<> Verifier::compare(const std::optional<Checkpoint>& with, std::string_view name) const {
    if (!with || with->size != frontier_.size() || with->root == frontier_.root()) return {};
    return broken("The first " + entries(with->size) + " are not those that " + std::string(name) +
                  " commits to: at least one of them was changed, or left out, or put in.");
}

Result<> Verifier::add(const Line& line) {
    if (line.number != static_cast<std::int64_t>(frontier_.size()))
        return broken("entry " + std::to_string(line.number) + " stands where entry " +
                      std::to_string(frontier_.size()) + " is expected");
    if (line.withheld()) {
        ++withheld_;
        replayed_.skip();
    } else if (leaf_of(line.body) != line.leaf) {
        return broken(with_place(line, "its bytes do not give its leaf hash: it was changed"));
    } else if (auto step = replayed_.add(line); !step) {
        return broken(with_place(line, step.error().text));
    }
    frontier_.append(line.leaf);
    if (auto same = compare(since_, "the checkpoint that you remember"); !same) return same;
    return compare(checkpoint_, "the signed checkpoint");
}

Result<Report> Verifier::end(bool longer) {
    const std::uint64_t size = frontier_.size();
    if (checkpoint_ && (size < checkpoint_->size || (size > checkpoint_->size && !longer)))
        return broken("The trail has " + entries(size) + ", its signed checkpoint commits to " +
                      std::to_string(checkpoint_->size) + ".");
    if (checkpoint_ && size == 0)
        if (auto same = compare(checkpoint_, "the signed checkpoint"); !same) return same.error();
    if (auto judged = replayed_.judge(); !judged) return judged.error();
    Report report;
    report.checked.push_back(entries(size) + ": numbers, canonical bytes, leaf hashes; each " +
                             "stream's sequence has no gap, no time goes back");
    if (withheld_ != 0)
        report.unchecked.push_back(entries(static_cast<std::uint64_t>(withheld_)) +
                                   " withheld: their leaf hash is in the tree, what they say is "
                                   "not known");
    report_signature(report);
    report_replay(report);
    return report;
}

void Verifier::report_signature(Report& report) const {
    if (!checkpoint_) {
        report.unchecked.push_back(
            "the signature: there is no checkpoint beside the key, or the key is not here");
        return;
    }
    report.checked.push_back("the tree over the first " + entries(checkpoint_->size) +
                             " has the root of the checkpoint, signed by " + note::to_text(key_));
    if (frontier_.size() > checkpoint_->size)
        report.unchecked.push_back(entries(frontier_.size() - checkpoint_->size) +
                                   " at the end that no checkpoint has been signed for yet");
    if (known_.key)
        report.checked.push_back("this is the key that you trust");
    else
        report.unchecked.push_back(
            "whose key that is: it came with the trail. Pin it: --key FILE, got from elsewhere");
    if (since_)
        report.checked.push_back("it begins with the log of " + entries(since_->size) +
                                 " that you remember");
    else
        report.unchecked.push_back(
            "whether it continues what you saw before: remember a checkpoint, --since FILE");
}

void Verifier::report_replay(Report& report) const {
    const auto& counts = replayed_.counts();
    const auto number = [](auto n) { return std::to_string(n); };
    report.checked.push_back(number(counts.opened) + " of " + number(counts.sealed) +
                             " private parts fit their seals");
    if (counts.opened != counts.sealed)
        report.unchecked.push_back(number(counts.sealed - counts.opened) +
                                   " private parts: erased or left out");
    report.checked.push_back(number(counts.texts) + " texts of revisions fit their digests");
    report.checked.push_back(number(replayed_.cycles()) +
                             " cycles replayed: each step is one that the lifecycles know");
    report.checked.push_back(
        number(counts.judged) + " cycles judged by their definitions: " + number(counts.positions) +
        " positions (entitled, four eyes, on the text in force), " + number(counts.silences) +
        " silences, " + number(counts.deadlines) + " deadlines, " + number(counts.closings) +
        " closings with their figures, results and ways");
    if (!counts.cut.empty())
        report.unchecked.push_back("cycles of which entries are withheld, not replayed: " +
                                   joined(counts.cut));
    if (!counts.unruled.empty())
        report.unchecked.push_back(
            "cycles not judged, since the definition's text or the registry "
            "is erased or left out: " +
            joined(counts.unruled));
    report.unchecked.push_back(
        "whether what was never written down happened, and who used a person's or a token's "
        "access");
}

namespace {

bool at_end(std::istream& file) {
    return file.peek() == std::istream::traits_type::eof();
}

/// Lines end in one line feed, the last one too: else a cut in the last byte would pass.
Result<std::string> take_line(std::istream& file) {
    std::string line;
    std::getline(file, line);
    if (file.eof()) return broken("the last line has no end: the file was cut");
    return line;
}

template <class Read, class Take>
Result<> feed(std::istream& file, Read read, Take take) {
    const auto text = take_line(file);
    if (!text) return text.error();
    const auto line = read(*text);
    if (!line) return line.error();
    return take(*line);
}

}  // namespace

Result<Report> verify_export(std::istream& file, Verifier& verifier,
                             const std::function<void(std::int64_t)>& progress) {
    std::int64_t number = 1;
    const auto at_line = [&](Refusal refusal) {
        refusal.where = std::to_string(number);
        return refusal;
    };
    const auto begun =
        feed(file, read_header, [&](const Header& header) { return verifier.begin(header); });
    if (!begun) return at_line(begun.error());
    while (!at_end(file)) {
        if (progress) progress(number);
        ++number;
        const auto added =
            feed(file, read_line, [&](const Line& line) { return verifier.add(line); });
        if (!added) return at_line(added.error());
    }
    auto report = verifier.end();
    return report ? std::move(report) : Result<Report>(at_line(report.error()));
}

}  // namespace paraph::trail
