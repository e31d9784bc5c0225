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
constexpr std::size_t table_bytes_max = 26u << 20;
constexpr std::size_t document_bytes_max = 25u << 20;

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
    {post, "/api/v1/cycles/{id}/acts",       participants, "acts.perform",    "An act: extend, suspend, resume, defer, reopen, abandon, close, waive, …"},
    {get,  "/api/v1/cycles/{id}/revisions",  readers,     "revisions.list",   "The revisions of the text"},
    {post, "/api/v1/cycles/{id}/revisions",  participants, "revisions.issue", "Issue a revision", text_bytes_max, {}, {}, 201},
    {get,  "/api/v1/cycles/{id}/revisions/{n}", readers,  "revisions.read",   "One revision with its numbered paragraphs"},
    {get,  "/api/v1/cycles/{id}/revisions/{n}/diff/{m}", readers, "revisions.diff", "What changed from revision n to m, by paragraph and word"},
    {get,  "/api/v1/cycles/{id}/assignments", readers,    "assignments.list", "What each body owes or owed"},
    {post, "/api/v1/cycles/{id}/positions",  participants, "positions.take",  "Take a position, by body"},
    {get,  "/api/v1/cycles/{id}/comments",   readers,     "comments.list",    "The comments, as far as the reader may see them"},
    {post, "/api/v1/cycles/{id}/comments",   participants, "comments.add",    "Comment on the text without taking a position, or record what came otherwise"},
    {get,  "/api/v1/cycles/{id}/comments.xlsx", readers,  "comments.xlsx",    "The comments as a table, in the columns of the ISO commenting template"},
    {get,  "/api/v1/cycles/{id}/comments.csv", readers,   "comments.csv",     "The same as CSV"},
    {post, "/api/v1/cycles/{id}/comments/import", secretariat, "comments.import", "Read a table of comments (XLSX or CSV): all rows or none; rows=good: the good ones", table_bytes_max},
    {post, "/api/v1/cycles/{id}/comments/answers", participants, "comments.answer", "Answer many comments at once"},
    {post, "/api/v1/cycles/{id}/comments/groups", participants, "comments.group", "Put comments into a group, or out of it"},
    {get,  "/api/v1/cycles/{id}/attachments", readers,    "attachments.list", "The files that were added"},
    {post, "/api/v1/cycles/{id}/attachments", participants, "attachments.add", "Add a file: its bytes as the body; name=, comment=, assignment= in the query", document_bytes_max, {}, {}, 201},
    {get,  "/api/v1/cycles/{id}/attachments/{sha256}", readers, "attachments.read", "One file, to be saved"},
    {get,  "/api/v1/cycles/{id}/trail",      readers,     "trail.cycle",      "The entries of one cycle"},
    {get,  "/api/v1/assignments/{id}",       readers,     "assignments.read", "One assignment"},
    {post, "/api/v1/assignments/{id}/position", participants, "assignments.position", "Take or change a position"},
    {post, "/api/v1/assignments/{id}/lift",  participants, "assignments.lift", "Take a blocking position back"},
    {post, "/api/v1/assignments/{id}/maintain", participants, "assignments.maintain", "Confirm a blocking position"},
    {post, "/api/v1/assignments/{id}/time",  participants, "assignments.time", "Ask the secretariat for more time"},
    {post, "/api/v1/assignments/{id}/forward", participants, "assignments.forward", "In a chain: sign and send on"},
    {post, "/api/v1/assignments/{id}/return", participants, "assignments.return", "In a chain: return with a reason"},
    {post, "/api/v1/assignments/{id}/link",  participants, "assignments.link", "Issue a person's link anew, or revoke it"},
    {get,  "/api/v1/comments/{id}",          readers,     "comments.read",    "One comment and what was said about it"},
    {put,  "/api/v1/comments/{id}/disposition", participants, "comments.dispose", "Answer a comment; needs If-Match"},
    {post, "/api/v1/comments/{id}/lift",     participants, "comments.lift",   "Lift a condition"},
    {post, "/api/v1/comments/{id}/withdraw", participants, "comments.withdraw", "Withdraw a comment"},
    {post, "/api/v1/comments/{id}/maintain", participants, "comments.maintain", "Stay with a comment after its answer"},
    {post, "/api/v1/comments/{id}/replies",  participants, "comments.reply",  "Reply to a comment: its body and the lead"},
    {post, "/api/v1/comments/{id}/merge",    participants, "comments.merge",  "Say which comments say the same, and are answered with it"},
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
    {get,  "/task/{assignment}/time",        anyone,      "page.time",        "Ask for more time"},
    {post, "/task/{assignment}/time",        anyone,      "page.time.send",   "Tell the secretariat"},
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
    {get,  "/cycles/{id}/comments",          anyone,      "page.comments",    "The comments: filter, answer many, tables both ways"},
    {post, "/cycles/{id}/comments",          anyone,      "page.comments.send", "Answer, group or read in comments", table_bytes_max},
    {get,  "/cycles/{id}/comments.xlsx",     anyone,      "page.comments.xlsx", "The comments as a table"},
    {get,  "/cycles/{id}/comments.csv",      anyone,      "page.comments.csv", "The same as CSV"},
    {get,  "/cycles/{id}/beside",            anyone,      "page.beside",      "The text with all comments beside it"},
    {get,  "/cycles/{id}/beside.pdf",        anyone,      "page.beside.pdf",  "The same as PDF"},
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
