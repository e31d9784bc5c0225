#include "api/routes/comment_acts.hpp"

#include "api/routes/act_form.hpp"
#include "api/routes/comment_filter.hpp"
#include "api/routes/cycle_view.hpp"
#include "api/routes/foretold.hpp"
#include "api/routes/naming.hpp"
#include "api/telling/titles.hpp"

namespace paraph::api {

bool is_shown_first(const Command& command) {
    return std::holds_alternative<PartComments>(command) ||
           std::holds_alternative<WithdrawComments>(command);
}

Result<pages::CommentsActView> comments_act(const House& house, const CycleVisit& visit,
                                            const http::Form& form, const Command& command) {
    const auto decided = try_out(house, visit.seen, command, actor_of(visit.reader.principal));
    if (!decided) return decided.error();
    auto foretold = foretell(house, visit, *decided);
    pages::CommentsActView view{.cycle_href = visit.address(),
                                .cycle = title_of_cycle(visit.seen, *visit.reader.language),
                                .act = std::string(form.get("act")),
                                .received = std::string(form.get("received")),
                                .will_change = std::move(foretold.will_change),
                                .told = std::move(foretold.told)};
    const Naming naming(visit.seen, *visit.reader.language);
    const Said said(house.archive, visit.state());
    const Carryings carryings(visit.state());
    for (const auto id : form.all("comment"))
        if (const auto* comment = visit.state().comment(id); comment && sees(visit.seen, *comment))
            view.comments.push_back(
                comment_row(house, visit.seen, *comment, naming, said, carryings));
    return view;
}

}  // namespace paraph::api
