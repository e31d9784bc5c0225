#pragma once

#include <string>

#include "adapters/documents/convert.hpp"
#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/common.hpp"

namespace paraph::api {

// A cycle's texts as pages show them.

/// The revision of that number, as an address writes it; null: there is none. What runs for a round
/// begins with the number that its text has around it.
std::shared_ptr<const Revision> revision_named(const State& state, std::string_view number);

/// A revision in numbered paragraphs, in one of its languages; its own, where it has none such.
/// Reads the disk, as the next three.
pages::Text text_in(const House& house, const State& state, const Revision& revision,
                    std::string_view language = {});
/// The newest revision; empty before the first.
pages::Text text_in_force(const House& house, const State& state, std::string_view language = {});

bool is_in(const Revision& revision, std::string_view language);

/// The paragraphs that differ from one revision to another, in the newer one's order, with what
/// became of their words in that language, where both revisions are in it; else in their own. What
/// differs in other languages only is among them.
pages::Changes changes_between(const House& house, const State& state, const Revision& before,
                               const Revision& after, std::string_view language = {});
/// What the newest revision did to the text.
pages::Changes changes_in(const House& house, const State& state, std::string_view language);

/// What the Word file that a text was read from shows beyond it; nothing where there is none. Reads
/// the file.
LeftOut left_out_from(const House& house, const std::optional<Document>& source);
/// The same in words; "": nothing.
std::string only_in_file(const LeftOut& left_out, const pages::Language& language);

/// "¶3", or "" for the whole text and for a paragraph that is gone.
std::string paragraph_mark(const pages::Text& text, const std::string& id,
                           const pages::Language& language);

}  // namespace paraph::api
