#pragma once

#include <string>
#include <string_view>

#include "api/pages/timeline.hpp"
#include "api/routes/present.hpp"

namespace paraph::api {

/// What ids and names of one cycle are called for its reader, on pages and in mails. Refers to
/// what it was made of, which must outlive it.
class Naming {
public:
    Naming(const Seen& seen, const pages::Language& language) : seen_(seen), language_(language) {}

    std::string body(std::string_view id) const;
    std::string person(std::string_view id) const;  // "" where the reader may not know who it was
    std::string stage(std::string_view name) const;
    /// Of a position as `stage` knows it; results and outcomes
    /// go by the words of the pictures, or as they are written.
    std::string position(std::string_view name, std::string_view stage = {}) const;
    std::string role(std::string_view name) const;
    /// A rule of `stage`.
    std::string rule(const Expression& rule, std::string_view stage) const;
    std::string definition() const;
    /// In which the cycle's deadlines are counted.
    std::string zone() const;
    /// Who stands behind an entry: a person's name, a token's label; "" by rule.
    std::string actor(std::string_view id) const;

    /// For in_words(). Refers to this naming.
    pages::Names names() const;
    const pages::Language& language() const { return language_; }

private:
    const Seen& seen_;
    const pages::Language& language_;
};

/// What no reply means in a ballot or a comment round, a sentence for each role that it asks.
std::vector<std::string> silence_of_roles(const Stage& stage, const Naming& naming,
                                          const Definition& definition);

/// An entry of the cycle in words, with what people wrote in it. Where the reader may not read it,
/// only the leaf.
pages::TimelineRow timeline_row(const Seen& seen, const Entry& entry, const Naming& naming);

}  // namespace paraph::api
