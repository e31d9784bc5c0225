#include "tests/api/pages/samples.hpp"

namespace paraph::pages {

std::vector<Sample> all_samples(const Language& language) {
    std::vector<Sample> all;
    add_link_samples(all, language);
    add_board_samples(all, language);
    add_house_samples(all, language);
    add_inside_samples(all, language);
    add_document_samples(all, language);
    add_mail_samples(all, language);
    return all;
}

std::string in(const Language& language, std::string english, std::string bangla) {
    return language.code() == "bn" ? std::move(bangla) : std::move(english);
}

Instant moment(std::string_view text) {
    return parse_instant(text).value();
}

Asked sample_asked(const Language& language, StageKind task) {
    Asked asked;
    asked.cycle = in(language, "National position, objective 6", "জাতীয় অবস্থান, উদ্দেশ্য ৬");
    asked.stage = in(language, "Clearance by correspondence", "পত্রবিনিময়ে সম্মতি");
    asked.task = task;
    asked.body = in(language, "Ministry of Labour", "শ্রম মন্ত্রণালয়");
    asked.person = "Rahima Khatun";
    asked.due = moment("2025-12-22T11:00:00Z");
    asked.working_days_left = 3;
    asked.silence = Silence::Kind::counts_as;
    asked.silence_position = in(language, "We agree", "আমরা সম্মত");
    return asked;
}

Text sample_text(const Language& language) {
    Text text;
    text.revision = 2;
    text.issued = moment("2025-12-14T05:30:00Z");
    text.digest = sample_digest;
    text.language = language.code();
    const auto say = [&](std::string english, std::string bangla) {
        const auto number = static_cast<int>(text.paragraphs.size()) + 1;
        text.paragraphs.push_back({"p" + std::to_string(number),
                                   number,
                                   number == 1,
                                   in(language, std::move(english), std::move(bangla)),
                                   {}});
    };
    say("Fair and ethical recruitment", "ন্যায্য ও নৈতিক নিয়োগ");
    say("Every recruitment agency is licensed, and its licence is published. A worker pays no fee "
        "for being recruited, neither at home nor abroad.",
        "প্রতিটি নিয়োগ সংস্থার লাইসেন্স থাকবে এবং তা প্রকাশিত হবে। "
        "নিয়োগের জন্য কর্মী দেশে বা বিদেশে "
        "কোনো ফি দেবেন না।");
    say("Inspections are joint, at least twice a year, and their reports are public <within 30 "
        "days>.",
        "পরিদর্শন হবে যৌথভাবে, বছরে অন্তত দুবার, এবং প্রতিবেদন ৩০ দিনের মধ্যে প্রকাশিত হবে।");
    text.sources = {{"/cycles/cyc_1/revisions/2/source", "position-2.docx"}};
    text.only_in_file = in(language, "In the Word file only, not in this text: 3 pictures.",
                           "শুধু ওয়ার্ড ফাইলে আছে, এই পাঠে নেই: ৩টি ছবি।");
    return text;
}

Changes sample_changes(const Language& language) {
    Changes changes;
    changes.revised_why = in(language, "The budget was wrong.", "বাজেটে ভুল ছিল।");
    changes.since = 1;
    changes.revision = 2;
    changes.paragraphs = {
        {"p2",
         2,
         Change::changed,
         in(language, "A worker pays no fee.", "কর্মী কোনো ফি দেবেন না।"),
         in(language, "A worker pays no fee, neither at home nor abroad.",
            "কর্মী দেশে বা বিদেশে কোনো ফি দেবেন না।"),
         {{false, false, in(language, "A worker pays no ", "কর্মী ")},
          {true, false, in(language, "fee.", "কোনো")},
          {false, true, in(language, "fee, neither at home nor abroad.", "দেশে বা বিদেশে কোনো")}}},
        {"p3", 3, Change::inserted, {}, in(language, "Inspections are joint.", "পরিদর্শন যৌথ।")},
        {"p9", 4, Change::deleted, in(language, "To be completed.", "পরে লেখা হবে।"), {}},
        {"p5", 5, Change::moved, {}, in(language, "It is printed.", "এটি ছাপা হয়।"), {}, 8},
    };
    return changes;
}

Frame sample_frame(Section section) {
    Frame frame;
    frame.house = "GCM Taskforce";
    frame.contact = "secretariat@taskforce.example";
    frame.path = "/here";
    frame.zone = "Asia/Dhaka";
    frame.section = section;
    if (section == Section::none) return frame;
    frame.person = "Nasrin Akter";
    frame.secretariat = true;
    frame.auditor = true;
    frame.demo = true;
    frame.token = "form-token";
    return frame;
}

}  // namespace paraph::pages
