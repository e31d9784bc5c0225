#pragma once

#include "adapters/mail/mail.hpp"

namespace paraph::test {

inline Mail english_mail() {
    Mail mail;
    mail.message_id = "asg_01h455vb4pex5vsknk084sn02q.1@house.example";
    mail.from = {"Secretariat", "secretariat@house.example"};
    mail.to = {"Ministry of Foreign Affairs", "focal@mofa.example"};
    mail.subject =
        "Your ministry's answer by Mon 22 Dec: National position, objective 6, second revision";
    mail.text =
        "Does your ministry agree?\n\nYou have until Monday 22 December, 17:00 (Dhaka). If you say "
        "nothing, your ministry counts as agreeing.\n\nhttps://house.example/l/abc=def\n";
    mail.html =
        "<p>Does your ministry <b>agree</b>?</p>\n<p><a href=\"https://house.example/\">"
        "Answer</a></p>";
    mail.headers = {{"List-Id", "<cyc.house.example>"}};
    mail.at = Instant{std::chrono::sys_days{std::chrono::year{2026} / 3 / 1} +
                      std::chrono::hours(3) + std::chrono::minutes(4) + std::chrono::seconds(5)};
    mail.language = "en";
    return mail;
}

inline Mail bangla_mail() {
    Mail mail = english_mail();
    mail.from.name = "টাস্কফোর্স সচিবালয়";
    mail.to.name = "প্রবাসী কল্যাণ ও বৈদেশিক কর্মসংস্থান মন্ত্রণালয়";
    mail.subject = "সোমবার ২২ ডিসেম্বরের মধ্যে মন্ত্রণালয়ের উত্তর: জাতীয় অবস্থান, উদ্দেশ্য ৬";
    mail.text = "আপনার মন্ত্রণালয় কি সম্মত?\n\nসোমবার ২২ ডিসেম্বর, ১৭:০০ পর্যন্ত সময় পাবেন।\n";
    mail.html = "<p lang=\"bn\">আপনার মন্ত্রণালয় কি <b>সম্মত</b>?</p>";
    mail.language = "bn-BD";
    return mail;
}

}  // namespace paraph::test
