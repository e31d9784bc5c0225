#include "api/trail/verifier.hpp"

#include <algorithm>

#include "engine/base/codec.hpp"
#include "engine/core/record.hpp"
#include "engine/trail/merkle.hpp"
#include "engine/trail/succession.hpp"

namespace paraph::trail {
namespace {

constexpr const char* rewritten = "the line is not in canonical form (RFC 8785): it was rewritten";

std::string with_place(const OpenLine& line, const std::string& text) {
    std::string place = "entry " + std::to_string(line.number);
    const auto* stream = line.entry ? line.entry->if_contains("stream") : nullptr;
    if (stream && stream->is_string()) place += " (" + std::string(stream->get_string()) + ")";
    return place + ": " + text;
}

}  // namespace

Found Verifier::unless_skipped(Found found) const {
    return found && skips(found->check) ? std::nullopt : found;
}

Found Verifier::begin(std::string_view header_line) {
    if (auto f = read_header_line(header_line)) return f;
    if (auto f = unless_skipped(check_key())) return f;
    const auto own = peek_checkpoint(header_.checkpoint);
    if (!own) return Fault{Check::form, own.error().text};
    size_ = own->size;
    if (auto f = heads_.add(Check::tree, "the trail's own checkpoint", header_.checkpoint))
        return f;
    if (known_.remembered && !skips(Check::memory))
        if (auto f =
                heads_.add(Check::memory, "the checkpoint that you remember", *known_.remembered))
            return f;
    for (std::size_t i = 0; !skips(Check::checkpoints) && i < known_.seen.size(); ++i)
        if (auto f = heads_.add(Check::checkpoints,
                                "checkpoint " + std::to_string(i + 1) + " of those you brought",
                                known_.seen[i]))
            return f;
    if (auto f = unless_skipped(heads_.sort(size_))) return f;
    if (auto f = unless_skipped(check_witnesses())) return f;
    return unless_skipped(heads_.grown(frontier_));
}

Found Verifier::read_header_line(std::string_view line) {
    auto value = parse_json(line);
    if (!value) return Fault{Check::form, value.error().text};
    if (!skips(Check::canonical) && canonical(*value) != line)
        return Fault{Check::canonical, rewritten};
    auto header = decode<Header>(*value);
    if (!header) return Fault{Check::form, header.error().text};
    if (header->format != format)
        return Fault{Check::form, "this build reads \"" + std::string(format) +
                                      "\", the file says \"" + header->format + "\""};
    header_ = std::move(*header);
    return std::nullopt;
}

/// The key is of the origin, and has signed. Whether it is the one that is trusted is known only
/// once the trail has shown who followed whom.
Found Verifier::check_key() {
    auto key = note::parse_key(header_.vkey);
    if (!key) return Fault{Check::key, key.error().text};
    if (key->name != header_.origin)
        return Fault{Check::key, "The log's origin is \"" + header_.origin +
                                     "\", its key is of \"" + key->name + "\"."};
    const auto checkpoint = open_checkpoint(header_.checkpoint, *key);
    if (!checkpoint) return Fault{Check::key, checkpoint.error().text};
    key_ = std::move(*key);
    return std::nullopt;
}

/// The policy is met by the trail's own checkpoint, or by one that somebody brought.
Found Verifier::check_witnesses() {
    if (!known_.policy) return std::nullopt;
    auto met = known_.policy->met_by(header_.checkpoint);
    if (met) {
        cosigned_ = size_;
        witnesses_ = std::move(*met);
        return std::nullopt;
    }
    for (const auto& note : known_.seen) {
        auto other = known_.policy->met_by(note);
        const auto checkpoint = peek_checkpoint(note);
        if (!other || !checkpoint || checkpoint->size < cosigned_) continue;
        cosigned_ = checkpoint->size;
        witnesses_ = std::move(*other);
    }
    if (!witnesses_.empty()) return std::nullopt;
    std::string text = met.error().text;
    if (!known_.seen.empty()) text += " Nor is it met by a checkpoint that you brought.";
    return Fault{Check::witnesses, std::move(text)};
}

Found Verifier::add(std::string_view text) {
    const auto read = reader_.read(text);
    if (!read) return Fault{Check::form, read.error().text};
    const OpenLine& line = **read;
    if (!skips(Check::canonical) && !reader_.was_canonical())
        return Fault{Check::canonical, with_place(line, rewritten)};
    if (line.number != static_cast<std::int64_t>(frontier_.size()))
        return Fault{Check::tree, "entry " + std::to_string(line.number) + " stands where entry " +
                                      std::to_string(frontier_.size()) + " is expected"};
    if (line.withheld()) {
        withheld_ += line.count;
        replay_.skip(line.count);
    } else if (auto f = check_body(line)) {
        f->text = with_place(line, f->text);
        return f;
    }
    return unless_skipped(line.roots.empty() ? grow(line.leaf, 0) : grow(line));
}

Found Verifier::grow(const Digest& root, unsigned level) {
    frontier_.append(root, level);
    return heads_.grown(frontier_);
}

/// By a run, of which a checkpoint can be compared where one of its subtrees ends.
Found Verifier::grow(const OpenLine& run) {
    const auto levels = subtree_levels(static_cast<std::uint64_t>(run.number),
                                       static_cast<std::uint64_t>(run.count));
    for (std::size_t i = 0; i < levels.size(); ++i)
        if (auto f = grow(run.roots[i], levels[i])) return f;
    return std::nullopt;
}

Found Verifier::check_body(const OpenLine& line) {
    if (!skips(Check::tree) && leaf_hash(line.body) != line.leaf)
        return Fault{Check::tree, "its bytes do not give its leaf hash: it was changed"};
    return replay_.add(line);
}

Found Verifier::end(bool longer) {
    const std::uint64_t size = frontier_.size();
    const bool has_head = !header_.checkpoint.empty();
    if (has_head && !skips(Check::tree) && (size < size_ || (size > size_ && !longer)))
        return Fault{Check::tree, "The trail has " + std::to_string(size) +
                                      " entries, its signed checkpoint commits to " +
                                      std::to_string(size_) + "."};
    if (auto f = replay_.end()) return f;
    if (!header_.cycle.empty())
        if (auto f = unless_skipped(replay_.is_whole(header_.cycle))) return f;
    if (!has_head) return std::nullopt;
    if (auto f = unless_skipped(check_pin())) return f;
    if (skips(Check::key)) return std::nullopt;
    return unless_skipped(heads_.are_signed_by(all_keys()));
}

/// Whom the auditor trusts to sign for this log: by the pin, by the policy.
std::vector<note::Key> Verifier::trusted() const {
    std::vector<note::Key> keys;
    if (known_.key) keys.push_back(*known_.key);
    if (known_.policy)
        keys.insert(keys.end(), known_.policy->logs().begin(), known_.policy->logs().end());
    return keys;
}

/// All that the log has ever signed with, as it says itself, and those that are trusted.
std::vector<note::Key> Verifier::all_keys() const {
    auto keys = trusted();
    keys.push_back(key_);
    for (const auto& published : replay_.keys())
        if (auto key = note::parse_key(published.vkey)) keys.push_back(std::move(*key));
    return keys;
}

/// From a key that is trusted the word of each key for the next leads to the one that has signed.
Found Verifier::check_pin() const {
    auto trust = trusted();
    std::optional<note::Key> before;
    std::string last;
    for (const auto& published : replay_.keys()) {
        if (published.number >= static_cast<std::int64_t>(size_)) break;
        last = published.vkey;
        auto key = note::parse_key(published.vkey);
        if (!key)
            return Fault{Check::key,
                         "entry " + std::to_string(published.number) + " publishes what is no key"};
        const auto is_before = [&](const note::Key& k) {
            return before && note::to_text(k) == note::to_text(*before);
        };
        if (before && !published.voucher.empty() && !vouches(published.voucher, *before, *key))
            return Fault{Check::key, "entry " + std::to_string(published.number) +
                                         ": the key before has not given its word for this one"};
        if (before && !published.voucher.empty() && std::ranges::any_of(trust, is_before))
            trust.push_back(*key);
        before = std::move(*key);
    }
    if (!last.empty() && last != header_.vkey)
        return Fault{Check::key, "The log says that " + last +
                                     " signs for it; the checkpoint is "
                                     "signed by " +
                                     header_.vkey + "."};
    const auto is_own = [&](const note::Key& k) { return note::to_text(k) == header_.vkey; };
    if (trust.empty() || std::ranges::any_of(trust, is_own)) return std::nullopt;
    return Fault{Check::key,
                 "The log is signed by " + header_.vkey + ", not by the key that you trust, " +
                     note::to_text(trust.front()) + ", nor by one that followed it with its word."};
}

namespace {

bool at_end(std::istream& file) {
    return file.peek() == std::istream::traits_type::eof();
}

/// Lines end in one line feed, the last one too: else a cut in the last byte would pass.
bool take_line(std::istream& file, std::string& line) {
    std::getline(file, line);
    return !file.eof();
}

const Fault cut{Check::form, "the last line has no end: the file was cut"};

}  // namespace

Outcome verify_export(std::istream& file, Verifier& verifier,
                      const std::function<void(std::int64_t)>& progress) {
    std::int64_t number = 1;
    std::string line;
    if (!take_line(file, line)) return {cut, number};
    if (auto fault = verifier.begin(line)) return {std::move(fault), number};
    while (!at_end(file)) {
        if (progress) progress(number);
        ++number;
        if (!take_line(file, line)) return {cut, number};
        if (auto fault = verifier.add(line)) return {std::move(fault), number};
    }
    return {verifier.end(), number};
}

}  // namespace paraph::trail
