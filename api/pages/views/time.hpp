#pragma once

#include "api/pages/views/common.hpp"

namespace paraph::pages {

/// A body asks for more time, `/task/{assignment}/time`. Posts date, hour, reason and token to
/// `action`.
struct MoreTimeView {
    Asked asked;
    std::string task_href;
    std::string action;
    std::string token;
    std::string date;  // YYYY-MM-DD
    std::string hour;  // HH:MM
    std::string reason;
    bool sent = false;  // the secretariat has been told
    std::vector<FieldError> errors;
};
BOOST_DESCRIBE_STRUCT(MoreTimeView, (),
                      (asked, task_href, action, token, date, hour, reason, sent, errors))

}  // namespace paraph::pages
