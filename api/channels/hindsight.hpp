#pragma once

#include <map>
#include <memory>
#include <string>

#include "engine/core/desk.hpp"
#include "engine/core/record.hpp"

namespace paraph::api {

/// Cycles as they were right after an entry, for a channel that reads the log in order: what it
/// says of an entry must be the same at once, after a stop of days, and on the tenth attempt.
/// One thread's own. Cheap for the newest entry of a cycle and for the one after the last asked
/// for; else the cycle is folded anew.
class Hindsight {
public:
    Hindsight(Desk& desk, Archive& archive) : desk_(desk), archive_(archive) {}

    std::shared_ptr<const State> after(const Entry& entry, const Record<Fact>& record);

    /// After the entry that follows the one of which `before` is; nullptr: it is the first.
    static std::shared_ptr<const State> next(const std::shared_ptr<const State>& before,
                                             const Entry& entry, const Record<Fact>& record);

private:
    std::shared_ptr<const State> fold(const Entry& entry) const;

    Desk& desk_;
    Archive& archive_;
    std::map<std::string, std::shared_ptr<const State>, std::less<>> known_;
};

}  // namespace paraph::api
