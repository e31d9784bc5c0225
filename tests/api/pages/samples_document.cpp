#include "api/pages/render.hpp"
#include "tests/api/pages/samples.hpp"

namespace paraph::pages {
namespace {

CertifiedRound request_round(const Language& language) {
    const auto agree = in(language, "We agree", "আমরা একমত");
    const auto object = in(language, "We object", "আমরা আপত্তি করছি");
    const auto members = in(language, "Members", "সদস্য");
    CertifiedRound round;
    round.stage = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    round.number = 2;
    round.revision = 2;
    round.opened = moment("2025-12-07T04:00:00Z");
    round.due = moment("2025-12-22T11:00:00Z");
    round.closed = round.due;
    round.result = in(language, "passed", "গৃহীত");
    round.rule = "at least 2/3 of (agree, cast)";
    round.passed = true;
    round.quorum = "cast at least 2";
    round.silence = {in(language, "Silence of Members counts as: We agree.",
                        "উত্তর না এলে সদস্য হিসেবে গণ্য হবে: আমরা একমত।")};
    round.figures = {agree + in(language, ": 17 (3 by silence)", ": ১৭ (৩ নীরবতায়)"),
                     object + in(language, ": 1", ": ১")};
    round.positions = {{.body = in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়"),
                        .role = members,
                        .function = in(language, "Director", "পরিচালক"),
                        .status = AssignmentStatus::answered,
                        .position = agree,
                        .how = How::explicit_,
                        .person = "Rahima Khatun",
                        .at = moment("2025-12-09T05:00:00Z"),
                        .revision = 2},
                       {.body = in(language, "Ministry of Home Affairs", "স্বরাষ্ট্র"),
                        .role = members,
                        .status = AssignmentStatus::blocking,
                        .position = object,
                        .how = How::explicit_,
                        .at = moment("2025-12-10T05:00:00Z"),
                        .revision = 2,
                        .reason = in(language, "Section 12 <of 2013> says otherwise.",
                                     "২০১৩ সালের <আইনের> ১২ ধারা ভিন্ন কথা বলে।")},
                       {.body = in(language, "Finance Division", "অর্থ বিভাগ"),
                        .role = members,
                        .status = AssignmentStatus::closed},
                       {.body = in(language, "Ministry of Law", "আইন মন্ত্রণালয়"),
                        .role = members,
                        .status = AssignmentStatus::answered,
                        .position = agree,
                        .how = How::explicit_,
                        .received = in(language, "by letter", "চিঠিতে"),
                        .reason_erased = true},
                       {.body = in(language, "Ministry of Health", "স্বাস্থ্য মন্ত্রণালয়"),
                        .role = members,
                        .status = AssignmentStatus::closed,
                        .done = language.say("did.revised", {{"revision", 2}})}};
    round.silent = {in(language, "Finance Division", "অর্থ বিভাগ")};
    return round;
}

CertificateView certificate(const Language& language) {
    const auto round = request_round(language);
    CertificateView view;
    view.title = in(language, "National position, objective 6", "জাতীয় অবস্থান, উদ্দেশ্য ৬");
    view.id = "cyc_01h455vb4pex5vsknk084sn02q";
    view.outcome = in(language, "cleared", "সম্মত");
    view.opened = moment("2025-12-07T04:00:00Z");
    view.ended = moment("2025-12-22T11:00:00Z");
    view.procedure = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    view.definition = "write-round";
    view.version = 3;
    view.definition_digest = sample_digest;
    view.calendar = "bangladesh-government";
    view.calendar_version = 1;
    view.picture.html = "<svg viewBox=\"0 0 4 1\" role=\"img\"><title>P</title></svg>";
    view.roles = {{in(language, "Members", "সদস্য"), {round.positions[0].body, round.silent[0]}}};
    view.rounds = {round};
    view.dissents = {{round.positions[1].body,
                      round.stage,
                      round.positions[1].position,
                      "",
                      {round.positions[1].reason}},
                     {round.silent[0], round.stage, "", "¶3", {}},
                     {round.silent[0], round.stage, "", "¶4", {}, true}};
    view.erased = language.say("erased.on", {{"day", language.day(view.ended, view.zone)}});
    view.revisions = {{.number = 2,
                       .issued = moment("2025-12-06T04:00:00Z"),
                       .person = "Nasrin Akter",
                       .digest = sample_digest,
                       .editorial = true}};
    view.text = sample_text(language);
    view.timeline = {{.entry = 1203,
                      .at = moment("2025-12-22T11:00:00Z"),
                      .words = in(language, "ended the cycle: cleared", "শেষ করেছে: সম্মত"),
                      .leaf = sample_digest},
                     {.entry = 1204, .at = moment("2025-12-22T11:00:00Z"), .withheld = true}};
    view.entry = 1203;
    view.leaf = sample_digest;
    view.proof = "c2sp.org/tlog-proof@v1\nindex 1203\n";
    view.entries = 1205;
    view.origin = "taskforce.example";
    view.key = "taskforce.example+40380011+AYMgpRl32MOMqKSSfGcN9YIeRJdhlF4V6e+yahUJ0jDq";
    view.record_address = "https://taskforce.example/audit/cycles/" + view.id;
    view.verify_command = "paraph trail verify cycle.jsonl --key log.vkey";
    view.zone = "Asia/Dhaka";
    return view;
}

}  // namespace

void add_document_samples(std::vector<Sample>& all, const Language& language) {
    all.push_back(
        {.name = "certificate", .html = render(certificate(language), language), .document = true});
}

}  // namespace paraph::pages
