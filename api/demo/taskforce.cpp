#include "api/demo/taskforce.hpp"

namespace paraph::demo {
namespace {

struct Sample {
    std::string_view id, name_en, name_bn, kind, person;
    std::string_view language = "bn";
    std::string_view function = "focal point";
};

constexpr Sample samples[] = {
    {"foreign-affairs", "Ministry of Foreign Affairs", "পররাষ্ট্র মন্ত্রণালয়", "ministry",
     "Nasreen Haque", "en", "chair"},
    {"expatriates-welfare", "Ministry of Expatriates", "প্রবাসী কল্যাণ মন্ত্রণালয়", "ministry",
     "Tanvir Alam", "bn", "chair"},
    {"labour", "Ministry of Labour", "শ্রম মন্ত্রণালয়", "ministry", "Shirin Akter", "en"},
    {"home", "Ministry of Home Affairs", "স্বরাষ্ট্র মন্ত্রণালয়", "ministry", "Mahbub Talukder"},
    {"finance", "Finance Division", "অর্থ বিভাগ", "ministry", "Rezaul Karim"},
    {"law", "Ministry of Law", "আইন মন্ত্রণালয়", "ministry", "Farhana Islam"},
    {"women-children", "Ministry of Women and Children", "মহিলা ও শিশু মন্ত্রণালয়", "ministry",
     "Sultana Begum"},
    {"health", "Ministry of Health", "স্বাস্থ্য মন্ত্রণালয়", "ministry", "Imran Chowdhury"},
    {"education", "Ministry of Education", "শিক্ষা মন্ত্রণালয়", "ministry", "Laila Parvin"},
    {"social-welfare", "Ministry of Social Welfare", "সমাজকল্যাণ মন্ত্রণালয়", "ministry",
     "Habib Sarker"},
    {"disaster-management", "Ministry of Disaster Management", "দুর্যোগ ব্যবস্থাপনা মন্ত্রণালয়",
     "ministry", "Momena Khatun"},
    {"environment", "Ministry of Environment", "পরিবেশ মন্ত্রণালয়", "ministry", "Arif Siddique"},
    {"planning", "Planning Commission", "পরিকল্পনা কমিশন", "agency", "Rokeya Sultana"},
    {"statistics", "Bureau of Statistics", "পরিসংখ্যান ব্যুরো", "agency", "Jamal Uddin"},
    {"local-government", "Local Government Division", "স্থানীয় সরকার বিভাগ", "ministry",
     "Nazma Akhter"},
    {"information", "Ministry of Information", "তথ্য মন্ত্রণালয়", "ministry", "Selim Reza"},
    {"civil-aviation", "Ministry of Civil Aviation", "বেসামরিক বিমান মন্ত্রণালয়", "ministry",
     "Dilara Zaman"},
    {"youth", "Ministry of Youth", "যুব মন্ত্রণালয়", "ministry", "Rakib Hasan"},
    {"manpower-bureau", "Bureau of Manpower", "জনশক্তি ব্যুরো", "agency", "Monira Yasmin"},
    {"central-bank", "Central Bank", "কেন্দ্রীয় ব্যাংক", "agency", "Ashraf Ali"},
    {"un-migration", "UN organisation for migration", "জাতিসংঘ অভিবাসন সংস্থা",
     "international organisation", "Elena Marin", "en"},
    {"un-labour", "UN organisation for labour", "জাতিসংঘ শ্রম সংস্থা", "international organisation",
     "Jonas Weber", "en"},
    {"migrants-forum", "Forum of Returned Migrants", "প্রত্যাগত অভিবাসী ফোরাম", "civil society",
     "Parveen Sheikh"},
    {"recruitment-watch", "Recruitment Watch", "নিয়োগ পর্যবেক্ষণ", "civil society", "Anwar Kabir"},
};

constexpr std::string_view text =
    R"(# National position on objective 6: fair and ethical recruitment

The fees and costs of recruitment are borne by the employer. No worker pays for a job abroad,
neither in money nor by a deduction from wages.

A recruitment agency works under a licence of the Ministry of Expatriates. The list of
licensed agencies is public and is renewed every quarter.

Every worker receives the contract in a language that the worker understands before departure,
and a copy of it stays with the worker.

Domestic workers have the same rights in recruitment as all others.

A worker who was deceived may complain at home and at the mission abroad, free of charge, and
is answered within thirty days.

The Ministry of Labour reports each year to the taskforce on complaints, sanctions and the fees
that were paid back.
)";

Texts names(std::string_view english, std::string_view bangla) {
    return {{"en", std::string(english)}, {"bn", std::string(bangla)}};
}

std::string address_of(std::string_view person, std::string_view body) {
    std::string local(person);
    for (char& c : local) c = c == ' ' ? '.' : static_cast<char>(c | 0x20);
    return local + "@" + std::string(body) + ".example";
}

RegisterBody house_body(std::string id, Texts name, std::string person, std::string_view email,
                        std::vector<HouseRole> roles) {
    RegisterBody body;
    body.id = std::move(id);
    body.name = std::move(name);
    body.kind = "secretariat";
    body.people.push_back({.name = std::move(person),
                           .email = std::string(email),
                           .language = "en",
                           .function = "focal point",
                           .roles = std::move(roles)});
    return body;
}

}  // namespace

std::vector<RegisterBody> bodies() {
    std::vector<RegisterBody> all;
    all.push_back(house_body("secretariat", names("Taskforce secretariat", "টাস্কফোর্স সচিবালয়"),
                             "Amina Rahman", secretary,
                             {HouseRole::secretariat, HouseRole::operator_}));
    all.push_back(house_body("audit", names("Office of the Auditor", "নিরীক্ষা কার্যালয়"),
                             "Karim Hossain", auditor, {HouseRole::auditor}));
    for (const auto& sample : samples) {
        RegisterBody body;
        body.id = sample.id;
        body.name = names(sample.name_en, sample.name_bn);
        body.kind = sample.kind;
        body.people.push_back({.name = std::string(sample.person),
                               .email = address_of(sample.person, sample.id),
                               .language = std::string(sample.language),
                               .function = std::string(sample.function)});
        all.push_back(std::move(body));
    }
    return all;
}

OpenCycle cycle() {
    OpenCycle open;
    open.definition = "write-round";
    open.title = "National position, objective 6: fair and ethical recruitment";
    open.attributes["financial"] = false;
    open.attributes["objectives"] = json::array{"6"};
    open.text = text;
    open.media_type = "text/markdown";
    open.language = "en";
    open.roles["lead"] = {"labour"};
    for (const auto& sample : samples)
        if ((sample.kind == "ministry" || sample.kind == "agency") && sample.id != "labour" &&
            sample.function != "chair")
            open.roles["members"].push_back(std::string(sample.id));
    open.roles["chairs"] = {"foreign-affairs", "expatriates-welfare"};
    open.roles["secretary"] = {"secretariat"};
    return open;
}

}  // namespace paraph::demo
