#include "engine/trail/policy.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

namespace paraph {
namespace {

constexpr std::size_t policy_bytes_max = 64u << 10;
constexpr std::size_t members_max = 200;

std::vector<std::string_view> words_of(std::string_view line) {
    std::vector<std::string_view> words;
    constexpr std::string_view blanks = " \t\r";
    for (auto from = line.find_first_not_of(blanks); from != line.npos;) {
        const auto end = std::min(line.find_first_of(blanks, from), line.size());
        words.push_back(line.substr(from, end - from));
        from = line.find_first_not_of(blanks, end);
    }
    return words;
}

}  // namespace

/// One pass over the lines; each names only what stands before it.
class PolicyReader {
public:
    Result<WitnessPolicy> read(std::string_view text) {
        if (text.size() > policy_bytes_max) return wrong("it is too long");
        for (number_ = 1; !text.empty(); ++number_) {
            const auto end = std::min(text.find('\n'), text.size());
            const auto words = words_of(text.substr(0, end));
            text.remove_prefix(std::min(end + 1, text.size()));
            if (words.empty() || words.front().starts_with('#')) continue;
            if (auto taken = take(words); !taken) return taken.error();
        }
        if (!asked_) return wrong("it has no quorum");
        return std::move(policy_);
    }

private:
    using Words = std::vector<std::string_view>;

    Refusal wrong(std::string why) const {
        return refuse(Refused::malformed,
                      "The witness policy, line " + std::to_string(number_) + ": " + why + ".");
    }

    std::optional<std::size_t> find(std::string_view name) const {
        const auto found = std::ranges::find(policy_.members_, name, &WitnessPolicy::Member::name);
        if (found == policy_.members_.end()) return std::nullopt;
        return static_cast<std::size_t>(found - policy_.members_.begin());
    }

    Result<> take(const Words& words) {
        if (words[0] == "log" && (words.size() == 2 || words.size() == 3)) return log(words[1]);
        if (words[0] == "witness" && (words.size() == 3 || words.size() == 4))
            return witness(words[1], words[2]);
        if (words[0] == "group" && words.size() >= 4) return group(words);
        if (words[0] == "quorum" && words.size() == 2) return quorum(words[1]);
        return wrong("\"" + std::string(words[0]) + "\" is not said like this here");
    }

    Result<> log(std::string_view vkey) {
        auto key = note::parse_key(vkey);
        if (!key || key->algorithm != note::Algorithm::ed25519)
            return wrong("this is no log's verifier key");
        policy_.logs_.push_back(std::move(*key));
        return {};
    }

    Result<> add(std::string_view name, WitnessPolicy::Member member) {
        if (find(name)) return wrong("\"" + std::string(name) + "\" stands twice");
        if (policy_.members_.size() == members_max) return wrong("there are too many");
        member.name = name;
        policy_.members_.push_back(std::move(member));
        return {};
    }

    Result<> witness(std::string_view name, std::string_view vkey) {
        auto key = note::parse_key(vkey);
        if (!key || key->algorithm != note::Algorithm::cosignature)
            return wrong("this is no witness's verifier key");
        return add(name, {.needed = 1, .key = std::move(*key)});
    }

    Result<> group(const Words& words) {
        WitnessPolicy::Member group;
        for (std::size_t i = 3; i < words.size(); ++i) {
            const auto member = find(words[i]);
            if (!member) return wrong("\"" + std::string(words[i]) + "\" is not known above");
            group.members.push_back(*member);
        }
        const auto count = words[2];
        const auto end = count.data() + count.size();
        if (count == "all") {
            group.needed = group.members.size();
        } else if (count != "any") {
            const auto [after, error] = std::from_chars(count.data(), end, group.needed);
            if (error != std::errc{} || after != end || group.needed == 0 ||
                group.needed > group.members.size())
                return wrong("so many of the group can't be needed");
        }
        return add(words[1], std::move(group));
    }

    Result<> quorum(std::string_view name) {
        if (asked_) return wrong("a policy has one quorum");
        asked_ = true;
        policy_.none_ = name == "none";
        if (policy_.none_) return {};
        const auto member = find(name);
        if (!member) return wrong("\"" + std::string(name) + "\" is not known above");
        policy_.quorum_ = *member;
        return {};
    }

    WitnessPolicy policy_;
    bool asked_ = false;
    std::size_t number_ = 1;
};

Result<WitnessPolicy> WitnessPolicy::parse(std::string_view text) {
    return PolicyReader().read(text);
}

bool WitnessPolicy::holds(std::size_t index, const std::vector<note::Signature>& verified) const {
    const Member& member = members_[index];
    if (member.members.empty())
        return std::ranges::any_of(verified, [&](const note::Signature& signature) {
            return signature.name == member.key.name && signature.key_id == member.key.id();
        });
    const auto held = std::ranges::count_if(
        member.members, [&](std::size_t inner) { return holds(inner, verified); });
    return static_cast<std::size_t>(held) >= member.needed;
}

Result<std::vector<std::string>> WitnessPolicy::met_by(std::string_view note) const {
    const auto parsed = note::parse(note);
    if (!parsed) return parsed.error();
    std::vector<note::Key> keys;
    for (const auto& member : members_) {
        const auto signs = [&](const note::Signature& signature) {
            return signature.name == member.key.name && signature.key_id == member.key.id();
        };
        if (member.members.empty() && std::ranges::any_of(parsed->signatures, signs))
            keys.push_back(member.key);
    }
    std::vector<note::Signature> verified;
    if (!keys.empty()) {
        auto opened = note::open(note, keys);
        if (!opened) return opened.error();
        verified = std::move(opened->verified);
    }
    std::vector<std::string> names;
    for (const auto& signature : verified) names.push_back(signature.name);
    if (none_ || holds(quorum_, verified)) return names;
    return refuse(Refused::invalid, "The policy asks for the word of " + asked() +
                                        ". Of what it asks for this checkpoint has " +
                                        held(verified) + ".");
}

namespace {

void add_name(std::string& list, const std::string& name) {
    list += (list.empty() ? "\"" : ", \"") + name + "\"";
}

}  // namespace

/// "w", or 2 of "a", "b", "c": what the quorum is made of.
std::string WitnessPolicy::asked() const {
    const Member& quorum = members_[quorum_];
    std::string list;
    if (quorum.members.empty()) {
        add_name(list, quorum.name);
        return list;
    }
    for (const auto inner : quorum.members) add_name(list, members_[inner].name);
    return std::to_string(quorum.needed) + " of " + list;
}

/// Which of these it has; others may have cosigned, and don't count.
std::string WitnessPolicy::held(const std::vector<note::Signature>& verified) const {
    const Member& quorum = members_[quorum_];
    std::string list;
    for (const auto inner : quorum.members)
        if (holds(inner, verified)) add_name(list, members_[inner].name);
    return list.empty() ? "nothing" : list;
}

}  // namespace paraph
