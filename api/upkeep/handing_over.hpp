#pragma once

#include <optional>
#include <string>

#include "api/house.hpp"

namespace paraph::api {

/// After the people of a body have changed: what it owes, and everybody who was asked for it has
/// left, passes to those who speak for it now, or have the same function. Each who never had a link
/// gets one, by mail, and an entry says so. Returns at once; may be repeated.
void pass_on_open_tasks(const House& house, const std::string& body);

/// After a delegation was given or consented to: the delegate gets a link, by mail, to what the
/// person owes in the cycles that it is for, at once and not only with the next question. It acts
/// as long as the delegation is in force. Nothing is mailed of one that begins later or awaits
/// consent. `actor`: who gave it. Of one for all cycles it returns at once; of one it reads that.
void pass_on_to_delegate(const House& house, const Delegation& delegation, const Actor& actor);

/// The same, by rule, for the delegations that began after that moment and are in force, with what
/// was open before they began. May be repeated: nobody is mailed a second time. May read every
/// cycle; beside the I/O, not on the desk's thread.
void pass_on_what_began(const House& house, Instant after);
/// Records, by rule, the end of delegations whose time is over: both people are mailed of that
/// entry, and so once. Returns at once; may be repeated.
void hand_back_what_ended(const House& house);
/// When the next delegation begins or ends after the one moment and not after the other.
std::optional<Instant> next_handover(const Registry& registry, Instant after, Instant until);

}  // namespace paraph::api
