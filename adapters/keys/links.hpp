#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "engine/base/digest.hpp"
#include "engine/base/instant.hpp"

namespace paraph {

/// What a link's token says before anybody checked it: take it for a claim.
struct LinkToken {
    std::string assignment;  // asg_…
    std::string person;      // per_…
    Digest mac{};
};

/// What the cookie behind a link's *Continue* says: this browser holds that one link.
struct LinkPass {
    std::string assignment;
    std::string person;
    Instant issued;
    Digest mac{};
};

/// Links and the cookies behind them (docs/formats/link.md). Both are derived from the key, so
/// they need no table: the assignment, which the caller finds by its id, knows who its links are
/// for and their generation. Reissuing or revoking raises the generation, and every token and
/// pass of an older one is void.
class Links {
public:
    explicit Links(std::string key) : key_(std::move(key)) {}

    /// 86 characters of base64url, the segment after "/l/".
    std::string token(std::string_view assignment, std::string_view person,
                      std::uint64_t generation) const;
    /// Empty where the text is no token at all. Cheap: what floods /l/ is turned away by it.
    static std::optional<LinkToken> parse(std::string_view text);
    /// In constant time.
    bool verify(const LinkToken& token, std::uint64_t generation) const;

    /// The value of the cookie that the link's POST sets, bound to the link's generation.
    std::string pass(std::string_view assignment, std::string_view person, std::uint64_t generation,
                     Instant issued) const;
    static std::optional<LinkPass> parse_pass(std::string_view text);
    bool verify(const LinkPass& pass, std::uint64_t generation) const;

private:
    std::string key_;
};

}  // namespace paraph
