#pragma once

#include <string>
#include <vector>

#include "api/pages/language.hpp"
#include "api/pages/views/mail.hpp"
#include "engine/base/enums.hpp"

namespace paraph::pages {

/// A page or mail with sample data, as tests look at it: with all its parts, long and short texts,
/// errors, and every state.
struct Sample {
    std::string name;  // "answer-stale"
    std::string html;
    std::string text;       // of a mail
    bool document = false;  // stands alone: its style and fonts are in it
};

/// Every page of the product in this language, and every mail.
std::vector<Sample> all_samples(const Language& language);

// In parts, by who reads them.
void add_link_samples(std::vector<Sample>& all, const Language& language);
void add_board_samples(std::vector<Sample>& all, const Language& language);
void add_house_samples(std::vector<Sample>& all, const Language& language);
void add_inside_samples(std::vector<Sample>& all, const Language& language);
void add_document_samples(std::vector<Sample>& all, const Language& language);
void add_mail_samples(std::vector<Sample>& all, const Language& language);

/// In English and Bangla; one of them is chosen.
std::string in(const Language& language, std::string english, std::string bangla);
Instant moment(std::string_view text);
Asked sample_asked(const Language& language, StageKind task);
Text sample_text(const Language& language);
Changes sample_changes(const Language& language);
Frame sample_frame(Section section);

inline const std::string sample_digest =
    "7f3a9c1be24d5f60718293a4b5c6d7e8f90a1b2c3d4e5f60718293a4b5c6d7e8";

}  // namespace paraph::pages
