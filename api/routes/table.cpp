#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

using http::Route;
using enum http::Verb;

constexpr RoleSet secretariat = Role::secretariat | Role::operations;
constexpr RoleSet readers = Role::secretariat | Role::participant | Role::auditor;
constexpr RoleSet participants = Role::secretariat | Role::participant;
constexpr RoleSet operators = Role::operations | Role::secretariat;
constexpr RoleSet auditors = Role::secretariat | Role::auditor;
constexpr std::size_t text_bytes_max = 9u << 20;

// clang-format off
constexpr Route table[] = {
    {get,  "/api/v1/bodies",                 readers,     "bodies.list",      "The bodies of the house"},
    {post, "/api/v1/bodies",                 secretariat, "bodies.register",  "Register a body and its people", 0, {}, {}, 201},
    {get,  "/api/v1/bodies/{id}",            readers,     "bodies.read",      "One body; its people, for the secretariat"},
    {put,  "/api/v1/bodies/{id}",            secretariat, "bodies.change",    "Change a body's record; needs If-Match"},
    {get,  "/api/v1/calendars",              readers,     "calendars.list",   "The calendars in force"},
    {post, "/api/v1/calendars",              secretariat, "calendars.publish", "Publish a calendar's next version", 0, {}, {}, 201},
    {get,  "/api/v1/calendars/{name}/versions/{n}", readers, "calendars.read", "One version of a calendar"},
    {get,  "/api/v1/definitions",            readers,     "definitions.list", "The definitions in force"},
    {post, "/api/v1/definitions",            secretariat, "definitions.publish", "Check a definition (YAML) and publish its next version", 0, {}, {}, 201},
    {get,  "/api/v1/definitions/{name}",     readers,     "definitions.read", "The newest version; Accept: YAML, JSON or SVG"},
    {get,  "/api/v1/definitions/{name}/versions/{n}", readers, "definitions.version", "One version; Accept: YAML, JSON or SVG"},
    {get,  "/api/v1/cycles",                 readers,     "cycles.list",      "Cycles, the one changed last first"},
    {post, "/api/v1/cycles",                 secretariat, "cycles.open",      "Open a cycle", text_bytes_max, {}, {}, 201},
    {get,  "/api/v1/cycles/{id}",            readers,     "cycles.read",      "One cycle: stages, positions, what is missing, whose turn it is"},
    {get,  "/api/v1/cycles/{id}/picture",    readers,     "cycles.picture",   "The procedure and where the cycle stands in it; Accept: SVG, Graphviz or Mermaid"},
    {post, "/api/v1/cycles/{id}/acts",       participants, "acts.perform",    "An act: extend, suspend, resume, defer, reopen, abandon, close, waive, migrate, …"},
    {get,  "/api/v1/cycles/{id}/revisions",  readers,     "revisions.list",   "The revisions of the text"},
    {post, "/api/v1/cycles/{id}/revisions",  participants, "revisions.issue", "Issue a revision", text_bytes_max, {}, {}, 201},
    {get,  "/api/v1/cycles/{id}/revisions/{n}", readers,  "revisions.read",   "One revision with its numbered paragraphs"},
    {get,  "/api/v1/cycles/{id}/revisions/{n}/diff/{m}", readers, "revisions.diff", "What changed from revision n to m, by paragraph and word"},
    {get,  "/api/v1/cycles/{id}/assignments", readers,    "assignments.list", "What each body owes or owed"},
    {post, "/api/v1/cycles/{id}/positions",  participants, "positions.take",  "Take a position, by body"},
    {get,  "/api/v1/cycles/{id}/comments",   readers,     "comments.list",    "The comments, as far as the reader may see them"},
    {get,  "/api/v1/cycles/{id}/trail",      readers,     "trail.cycle",      "The entries of one cycle"},
    {get,  "/api/v1/assignments/{id}",       readers,     "assignments.read", "One assignment"},
    {post, "/api/v1/assignments/{id}/position", participants, "assignments.position", "Take or change a position"},
    {post, "/api/v1/assignments/{id}/lift",  participants, "assignments.lift", "Take a blocking position back"},
    {post, "/api/v1/assignments/{id}/maintain", participants, "assignments.maintain", "Confirm a blocking position"},
    {post, "/api/v1/assignments/{id}/forward", participants, "assignments.forward", "In a chain: sign and send on"},
    {post, "/api/v1/assignments/{id}/return", participants, "assignments.return", "In a chain: return with a reason"},
    {post, "/api/v1/assignments/{id}/claim", participants, "assignments.claim", "Take it on, so that no colleague does"},
    {post, "/api/v1/assignments/{id}/release", participants, "assignments.release", "Give it back"},
    {post, "/api/v1/assignments/{id}/hand-over", participants, "assignments.hand-over", "Hand it over to a colleague"},
    {post, "/api/v1/assignments/{id}/delegate", participants, "assignments.delegate", "Let a colleague act for its person in this cycle, for a time", 0, {}, {}, 201},
    {post, "/api/v1/assignments/{id}/link",  participants, "assignments.link", "Issue a person's link anew, or revoke it"},
    {put,  "/api/v1/comments/{id}/disposition", participants, "comments.dispose", "Answer a comment; needs If-Match"},
    {post, "/api/v1/comments/{id}/lift",     participants, "comments.lift",   "Lift a condition"},
    {post, "/api/v1/comments/{id}/withdraw", participants, "comments.withdraw", "Withdraw a comment"},
    {post, "/api/v1/comments/{id}/verify",   participants, "comments.verify", "Inside a body: verify a comment"},
    {post, "/api/v1/comments/{id}/submit",   participants, "comments.submit", "Inside a body: send a comment out as the body's"},
    {post, "/api/v1/comments/{id}/support",  participants, "comments.support", "Inside a body: support a colleague's comment"},
    {get,  "/api/v1/cycles/{id}/commitments", readers,    "commitments.list", "The commitments of a follow-up"},
    {post, "/api/v1/cycles/{id}/commitments", participants, "commitments.make", "Make a commitment", 0, {}, {}, 201},
    {post, "/api/v1/commitments/{id}/reports", participants, "commitments.report", "Report on a commitment"},
    {post, "/api/v1/cycles/{id}/end-date",   participants, "cycles.end-date", "Inside a body: when a level ends"},
    {get,  "/api/v1/cycles/{id}/public",     anyone,      "public.read",      "The text on which anyone may comment"},
    {post, "/api/v1/cycles/{id}/public",     anyone,      "public.comment",   "Comment, as somebody from the public", 0, {}, {}, 201},
    {get,  "/api/v1/delegations",            readers,     "delegations.list", "Who acts for whom"},
    {post, "/api/v1/delegations",            participants, "delegations.give", "Let a colleague act for a person, for a time", 0, {}, {}, 201},
    {post, "/api/v1/delegations/{id}/consent", secretariat, "delegations.consent", "Consent to a delegation"},
    {del,  "/api/v1/delegations/{id}",       participants, "delegations.end", "End a delegation", 0, {}, {}, 204},
    {get,  "/api/v1/trail",                  auditors,    "trail.log",        "The whole log, in order"},
    {get,  "/api/v1/trail/checkpoint",       anyone,      "trail.checkpoint", "The newest signed checkpoint"},
    {get,  "/api/v1/trail/entries/{n}",      auditors,    "trail.entry",      "One entry"},
    {get,  "/api/v1/trail/entries/{n}/proof", auditors,   "trail.proof",      "Proof that the entry is in the log"},
    {get,  "/api/v1/trail/consistency",      anyone,      "trail.consistency", "Proof that the log only grew: from, to"},
    {get,  "/api/v1/webhooks",               operators,   "webhooks.list",    "Subscriptions"},
    {post, "/api/v1/webhooks",               operators,   "webhooks.subscribe", "Subscribe; the secret is shown once", 0, {}, {}, 201},
    {get,  "/api/v1/webhooks/{id}",          operators,   "webhooks.read",    "One subscription"},
    {put,  "/api/v1/webhooks/{id}",          operators,   "webhooks.change",  "Change, switch off or on, rotate the secret; needs If-Match"},
    {get,  "/api/v1/webhooks/{id}/deliveries", operators, "webhooks.deliveries", "What was sent, and what came back"},
    {post, "/api/v1/webhooks/{id}/deliveries/{delivery}/redeliver", operators, "webhooks.redeliver", "Send a delivery again under its id", 0, {}, {}, 202},
    {get,  "/api/v1/tokens",                 operators,   "tokens.list",      "Tokens, without their secrets"},
    {post, "/api/v1/tokens",                 operators,   "tokens.issue",     "Issue a token; it is shown once", 0, {}, {}, 201},
    {del,  "/api/v1/tokens/{id}",            operators,   "tokens.revoke",    "Revoke a token", 0, {}, {}, 204},
    {post, "/api/v1/clock/advance",          operators,   "clock.advance",    "Move a virtual clock; what falls due on the way happens"},
    {get,  "/l/{token}",                     anyone,      "page.link",        "What a link asks; changes nothing"},
    {post, "/l/{token}",                     anyone,      "page.link.go",     "From the link to its task"},
    {get,  "/task/{assignment}",             anyone,      "page.task",        "The text, what an answer commits to, the form"},
    {post, "/task/{assignment}",             anyone,      "page.task.send",   "Send the answer", text_bytes_max},
    {get,  "/task/{assignment}/receipt",     anyone,      "page.receipt",     "What was sent"},
    {get,  "/sign-in",                       anyone,      "page.sign-in",     "Ask for a sign-in link"},
    {post, "/sign-in",                       anyone,      "page.sign-in.ask", "Mail a sign-in link"},
    {get,  "/sign-in/{token}",               anyone,      "page.sign-in.link", "What a sign-in link asks; changes nothing"},
    {post, "/sign-in/{token}",               anyone,      "page.sign-in.go",  "Sign in"},
    {post, "/sign-out",                      anyone,      "page.sign-out",    "Sign out"},
    {get,  "/assets/{file}",                 anyone,      "page.asset",       "Style, fonts, the mark"},
    {get,  "/healthz",                       anyone,      "health",           "The process is up"},
    {get,  "/readyz",                        anyone,      "ready",            "It takes work"},
    {get,  "/metrics",                       anyone,      "metrics",          "Figures for Prometheus"},
    {get,  "/openapi.json",                  anyone,      "openapi",          "This interface, described"},
    {get,  "/definition.schema.json",        anyone,      "definitions.schema", "The language of definitions as JSON Schema (draft-07), for editors"},
    {get,  "/docs",                          anyone,      "docs",             "This interface, for people"},
    {get,  "/docs/problems",                 anyone,      "docs.problems",    "What each problem means"},
    {get,  "/",                              anyone,      "page.board",       "The secretariat's board"},
    {get,  "/cycles/new",                    anyone,      "page.open",        "Open a cycle: which procedure, then its form"},
    {post, "/cycles/new",                    anyone,      "page.open.send",   "Show what opening will do, or open", text_bytes_max},
    {get,  "/cycles/{id}",                   anyone,      "page.cycle",       "One cycle"},
    {get,  "/cycles/{id}/revisions/{n}",     anyone,      "page.revision",    "The text of a revision"},
    {get,  "/cycles/{id}/revisions/{n}/differences", anyone, "page.differences", "What a revision changed; since=: compared with an older one"},
    {get,  "/cycles/{id}/revisions/{n}/text", anyone,     "page.source",      "The text as a file"},
    {get,  "/cycles/{id}/acts/{act}",        anyone,      "page.act",         "What an act will change, before it is done"},
    {post, "/cycles/{id}/acts/{act}",        anyone,      "page.act.send",    "Do it", text_bytes_max},
    {get,  "/definitions",                   anyone,      "page.definitions", "The procedures"},
    {get,  "/definitions/{name}",            anyone,      "page.definition",  "One procedure: picture, text, versions"},
    {get,  "/bodies",                        anyone,      "page.bodies",      "The bodies"},
    {get,  "/bodies/{id}",                   anyone,      "page.body",        "One body and its people"},
    {post, "/bodies/{id}",                   anyone,      "page.body.send",   "Change a body"},
    {get,  "/audit",                         anyone,      "page.audits",      "The auditor's reading room"},
    {get,  "/audit/cycles/{id}",             anyone,      "page.audit",       "A cycle's timeline in words, with its checkpoint"},
    {get,  "/demo/mail",                     anyone,      "page.mails",       "Mail that was caught"},
    {get,  "/demo/mail/{id}",                anyone,      "page.mail",        "One caught mail"},
    {get,  "/demo/mail/{id}/html",           anyone,      "page.mail.html",   "Its HTML part"},
};
// clang-format on

}  // namespace

std::span<const http::Route> routes() {
    return table;
}

}  // namespace paraph::api
