// What a body does among its own people, and where anyone comments.

#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

namespace {

ColleaguesView colleagues(const Language& language) {
    ColleaguesView view;
    view.asked = sample_asked(language, StageKind::comment);
    view.task_href = "/task/asg_1";
    view.delegate_href = "/task/asg_1/delegate";
    view.action = "/task/asg_1/colleagues";
    view.token = "t";
    view.claimed = "Rahima Khatun";
    view.may_release = true;
    view.people = {{"per_2", "Karim Uddin, alternate", "", false}};
    view.levels = {
        {"reviewer", "Karim Uddin", AssignmentStatus::answered, moment("2025-12-15T11:00:00Z"),
         false},
        {"assistant", "", AssignmentStatus::awaited, std::nullopt, false},
        {"contact point", "Rahima Khatun", AssignmentStatus::awaited, std::nullopt, true, true}};
    view.functions = {{"reviewer", "reviewer", "", true}, {"assistant", "assistant", "", false}};
    view.clears = true;
    CommentRow row{.id = "com_4",
                   .number = 4,
                   .paragraph = "¶2",
                   .paragraph_id = "p2",
                   .text = in(language, "Name the fee.", "ফি উল্লেখ করুন।"),
                   .proposed = in(language, "A fee of zero.", "শূন্য ফি।"),
                   .quote = in(language, "no fee", "কোনো ফি")};
    InsideComment pending{.comment = row, .person = "Karim Uddin", .supports = "Imran Chowdhury"};
    pending.may_verify = pending.may_support = pending.may_withdraw = true;
    auto verified = pending;
    verified.comment.id = "com_5";
    verified.comment.number = 5;
    verified.clearance = Clearance::verified;
    verified.may_verify = false;
    verified.may_submit = true;
    auto submitted = pending;
    submitted.comment.id = "com_6";
    submitted.comment.number = 6;
    submitted.clearance = Clearance::submitted;
    submitted.may_verify = submitted.may_support = submitted.may_withdraw = false;
    view.comments = {pending, verified, submitted};
    return view;
}

DelegationsView delegations(const Language& language) {
    DelegationsView view;
    view.back_href = "/task/asg_1";
    view.back = view.cycle = in(language, "National position", "জাতীয় অবস্থান");
    view.action = "/task/asg_1/delegate";
    view.token = "t";
    view.rows = {{"dlg_1", "Rahima Khatun", "Karim Uddin", "", moment("2025-12-14T18:00:00Z"),
                  moment("2025-12-31T18:00:00Z"), true, true, true},
                 {"dlg_2", "Imran Chowdhury", "Karim Uddin", view.cycle,
                  moment("2025-12-14T18:00:00Z"), std::nullopt, false, true, false}};
    view.delegates = {{"per_2", "Karim Uddin, alternate", "", false}};
    view.body = in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়");
    view.consents = {{"/bodies/home/delegations",
                      in(language, "Ministry of Home", "স্বরাষ্ট্র মন্ত্রণালয়"), "Mahbub Talukder",
                      "Nasrin Akter"}};
    return view;
}

}  // namespace

void add_inside_samples(std::vector<Sample>& all, const Language& language) {
    const auto frame = sample_frame(Section::none);
    const auto add = [&](std::string name, const auto& view) {
        all.push_back({std::move(name), render(frame, view, language), {}});
    };
    auto view = colleagues(language);
    add("colleagues", view);
    view.errors = {{"date", in(language, "Say a day.", "দিন লিখুন।")},
                   {"text-com_5", in(language, "Say something.", "কিছু লিখুন।")}};
    add("colleagues-errors", view);
    auto who = delegations(language);
    add("delegations", who);
    who.people = {{"per_1", "Rahima Khatun, focal point", "", true}};
    who.errors = {{"until", in(language, "It ends after it begins.", "শুরুর পরে শেষ হবে।")}};
    add("delegations-body", who);
    add("delegations-alone", DelegationsView{.action = "/delegations", .token = "t"});
    PublicView open{.cycle = in(language, "National position", "জাতীয় অবস্থান"),
                    .stage = in(language, "Hearing", "শুনানি"),
                    .due = moment("2025-12-22T11:00:00Z"),
                    .action = "/cycles/cyc_1/public",
                    .token = "t",
                    .text = sample_text(language)};
    add("public", open);
    open.sent = true;
    open.errors = {{"quote", in(language, "Not there.", "সেখানে নেই।")},
                   {"text", in(language, "Say something.", "কিছু লিখুন।")}};
    add("public-errors", open);
}

}  // namespace paraph::pages
