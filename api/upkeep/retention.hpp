#pragma once

#include <boost/describe/enum.hpp>

#include "api/house.hpp"
#include "api/upkeep/periodic.hpp"

namespace paraph::api {

/// Classes of data that are kept for a time of their own. What is public, and every hash, stays for
/// ever: the trail verifies as before.
BOOST_DEFINE_FIXED_ENUM_CLASS(DataClass, std::uint8_t,
                              words,   // what people wrote in cycles that are over
                              texts,   // texts and files of cycles that are over
                              people)  // name and address of who has left

/// Since when the cycle is over, as the time to be kept is counted: with the outermost cycle's end.
/// Nothing: it runs, or the cycle does inside whose round it ran.
std::optional<Instant> over_since(const House& house, const State& state);

/// Erases what was over before that moment, and says so in an entry first, where it is anything:
/// by whom. Gives how many private parts, files and people went. A sub-cycle is over when the
/// outermost cycle is. Reads every cycle that is over; beside the I/O, one at a time.
Result<std::int64_t> erase_before(const House& house, DataClass data_class, Instant before,
                                  const Actor& by);

/// Does so once a day, as the configuration says.
class Retention {
public:
    explicit Retention(const House& house) : house_(house) {}

    void start();
    void stop() { rounds_.stop(); }

private:
    void round() const;

    const House& house_;
    Periodic rounds_;
};

}  // namespace paraph::api
