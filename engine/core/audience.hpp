#pragma once

#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/core/notices.hpp"

namespace paraph {

/// Collects who hears of an entry: each person once for a kind, only those who are still there,
/// and nobody from outside where the cycle runs inside a body.
class Audience {
public:
    explicit Audience(const Occasion& occasion) : occasion_(occasion) {}

    /// What those who are added from here on are told of.
    Audience& tell(NoticeKind kind, int round, std::string source = {});

    /// They are not told of it.
    void leave_out(const std::vector<const Person*>& people);
    void people_of(const Assignment& assignment);
    /// Its people, or whoever speaks for the body where its answer is made inside.
    void body_of(const Assignment& assignment);
    void speakers_of(std::string_view body);
    void person(const std::string& id, const std::string& assignment);
    /// Everyone who takes part, or took part and was not removed.
    void everyone();
    /// A role, or "everyone", "secretariat", "those who agreed" and so on.
    void group(std::string_view name);
    /// As the definition's `notify` says for the event; as `usual` says where it is silent.
    void event(std::string_view name, std::vector<std::string_view> usual);

    std::vector<Notice> take() { return std::move(notices_); }

private:
    void secretariat();
    void answered(bool (*wanted)(const Assignment&));
    void function_holders(std::string_view function);
    std::string assignment_of(const std::string& person) const;
    std::set<std::string> removed_bodies() const;
    const Round* round() const;

    const Occasion& occasion_;
    Notice next_;
    std::set<std::pair<NoticeKind, std::string>> known_;
    std::vector<Notice> notices_;
};

}  // namespace paraph
