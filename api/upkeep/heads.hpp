#pragma once

#include <functional>
#include <map>
#include <string>

#include "api/house.hpp"
#include "api/upkeep/periodic.hpp"
#include "engine/base/refusal.hpp"

namespace paraph::api {

/// What a witness said to a checkpoint (c2sp.org/tlog-witness).
struct Witnessed {
    std::string cosignatures;  // signature lines, each with its line end
    std::int64_t size = -1;    // >= 0: what it remembers the log to be; it wants to hear from there
};
using AskWitness =
    std::function<Result<Witnessed>(const std::string& url, const std::string& request)>;

/// Carries the log's head out of the house, on a schedule: to witnesses, who cosign it and so
/// notice a log that lost its end or has two histories, and into a file, which may lie on another
/// machine. A head that nobody outside knows proves nothing to anybody outside. Trouble is logged,
/// and tried again the next time.
class Heads {
public:
    Heads(const House& house, AskWitness ask);

    /// Posts at once, and then each `heads.every_seconds`, if the log has grown.
    void start();
    void stop() { rounds_.stop(); }
    /// One round. Any thread, one at a time.
    void post();

private:
    std::string witnessed(const std::string& note);
    Result<std::string> ask(const std::string& witness, const std::string& note, std::int64_t size);

    const House& house_;
    AskWitness ask_;
    std::map<std::string, std::int64_t> known_;  // witness -> the size it cosigned last
    std::string posted_;
    Periodic rounds_;
};

/// Over the network: POST URL/add-checkpoint.
Result<Witnessed> ask_witness(const std::string& url, const std::string& request);

}  // namespace paraph::api
