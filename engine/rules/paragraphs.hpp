#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/state.hpp"

namespace paraph {

/// The numbered paragraphs of a text: blocks between blank lines (LF or CRLF), trailing blanks cut.
/// Nothing is lost but the blank lines.
std::vector<std::string> split_paragraphs(std::string_view text);

/// What became of a text's paragraphs in the next revision.
struct ParagraphMap {
    std::vector<Paragraph> paragraphs;                    // of the new text, each with its id
    std::vector<std::string> inserted, deleted, changed;  // ids
};

/// Ids stay where the text stays: equal paragraphs are matched in order (longest common
/// subsequence); what lies between two matches is paired in order as changed and keeps its id too;
/// the rest is inserted, with new ids "p<n>" that were never used, or deleted. `before`
/// empty: all are "p1", "p2", … and nothing counts as inserted. `used`: the highest n ever given.
/// Quadratic in the paragraphs that differ; equal beginnings and ends cost nothing.
ParagraphMap map_paragraphs(const std::vector<Paragraph>& before, std::string_view text, int used);

/// The highest n of ids "p<n>" in use.
int highest_paragraph(const std::vector<Paragraph>& paragraphs);

/// The digest by which positions name a revision: SHA-256 of the canonical manifest
/// (docs/formats/trail.md); `paragraphs` gets the digest of the paragraph list.
Digest manifest_digest(std::string_view text, std::string_view media_type,
                       std::string_view language, const std::vector<Paragraph>& list,
                       Digest& paragraphs);

}  // namespace paraph
