#pragma once

#include "api/http/form.hpp"
#include "api/pages/views/board.hpp"
#include "api/routes/naming.hpp"
#include "engine/core/decide.hpp"

namespace paraph::api {

/// "add-participant" in an address.
std::optional<pages::Act> act_in(std::string_view address);

/// The command that an act's form asks for. What it leaves out is refused by the engine, in words
/// for the same field.
Result<Command> act_command(pages::Act act, const http::Form& form,
                            const CalendarVersion& calendar);

/// The form's field that a refusal of the engine is about; "" for the form as a whole.
std::string act_field(pages::Act act, const std::string& where);

/// What would be decided now, on the committed state. Pure but for the clock and the seed.
Result<Decided> try_out(const House& house, const Seen& seen, const Command& command,
                        const Actor& actor);

/// The same for several, one after the other; not none.
Result<Decided> try_all(const House& house, const Seen& seen, const std::vector<Command>& commands,
                        const Actor& actor);

/// The acts of which nothing but what a form asks for could be refused.
std::vector<pages::Act> possible_acts(const House& house, const Seen& seen, const Actor& actor);

}  // namespace paraph::api
