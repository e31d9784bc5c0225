#pragma once

#include <span>

#include "api/house.hpp"

namespace paraph::api {

/// All routes of the server, on one screen: table.cpp.
std::span<const http::Route> routes();

// One file a resource; each binds its handlers' names. `house` outlives the router.
void bind_bodies(http::Router& router, const House& house);
void bind_calendars(http::Router& router, const House& house);
void bind_definitions(http::Router& router, const House& house);
void bind_cycles(http::Router& router, const House& house);
void bind_acts(http::Router& router, const House& house);
void bind_revisions(http::Router& router, const House& house);
void bind_assignments(http::Router& router, const House& house);
void bind_comments(http::Router& router, const House& house);
void bind_comment_tables(http::Router& router, const House& house);
void bind_attachments(http::Router& router, const House& house);
void bind_inside(http::Router& router, const House& house);
void bind_commitments(http::Router& router, const House& house);
void bind_audits(http::Router& router, const House& house);
void bind_delegations(http::Router& router, const House& house);
void bind_public_comments(http::Router& router, const House& house);
void bind_trail(http::Router& router, const House& house);
void bind_excerpts(http::Router& router, const House& house);
void bind_webhooks(http::Router& router, const House& house);
void bind_events(http::Router& router, const House& house);
void bind_operations(http::Router& router, const House& house);

// Pages.
void bind_link_pages(http::Router& router, const House& house);
void bind_sign_in_pages(http::Router& router, const House& house);
void bind_board_pages(http::Router& router, const House& house);
void bind_cycle_pages(http::Router& router, const House& house);
void bind_house_pages(http::Router& router, const House& house);
void bind_audit_pages(http::Router& router, const House& house);
void bind_questions(http::Router& router, const House& house);
void bind_certificates(http::Router& router, const House& house);

}  // namespace paraph::api
