#pragma once

#include "api/routes/page_support.hpp"
#include "api/routes/present.hpp"

namespace paraph::api {

/// Whether the request may go on to one of the secretariat's pages. Else it is answered: with the
/// way to sign in, or that it is not for this reader.
bool enters_as_secretariat(const House& house, const http::Context& context,
                           const http::Answer& answer);

/// One cycle and who reads of it, kept until the page is made.
struct CycleVisit {
    Reader reader;
    Seen seen;

    const State& state() const { return *seen.state; }
    std::string address() const { return "/cycles/" + state().id; }
};

/// The cycle of the address, for whoever is signed in and may see it. Nothing: it is answered.
std::optional<CycleVisit> visit_cycle(const House& house, const http::Context& context,
                                      const http::Answer& answer);

/// A page about one cycle: its times are those of the cycle's calendar.
template <class View>
http::Response cycle_page(const House& house, const Reader& reader, const State& state,
                          const View& view, unsigned status = 200) {
    auto frame = frame_of(house, reader);
    frame.zone = zone_of(house, state);
    return page_response(reader, status, pages::render(frame, view, *reader.language));
}

/// Part of bind_house_pages.
void bind_body_pages(http::Router& router, const House& house);
/// Parts of bind_cycle_pages.
void bind_open_pages(http::Router& router, const House& house);
void bind_revision_pages(http::Router& router, const House& house);
void bind_act_pages(http::Router& router, const House& house);
void bind_comment_pages(http::Router& router, const House& house);
void bind_time_pages(http::Router& router, const House& house);
void bind_commitment_pages(http::Router& router, const House& house);
void bind_inside_pages(http::Router& router, const House& house);
void bind_public_pages(http::Router& router, const House& house);
void bind_delegation_pages(http::Router& router, const House& house);

}  // namespace paraph::api
