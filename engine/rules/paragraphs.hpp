#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "engine/model/command.hpp"
#include "engine/model/state.hpp"

namespace paraph {

/// The numbered paragraphs of a text: blocks between blank lines (LF or CRLF), trailing blanks cut.
/// Nothing is lost but the blank lines.
std::vector<std::string> split_paragraphs(std::string_view text);

/// What became of a text's paragraphs in the next revision.
struct ParagraphMap {
    std::vector<Paragraph> paragraphs;  // of the new text, each with its id
    std::vector<std::string> inserted, deleted, changed, moved;  // ids, in the order of the texts
};

/// Ids stay with their text: an equal paragraph keeps its id also at another place, a changed one
/// as alignment.hpp says; the rest is inserted, with new ids "p<n>" that were never used, or
/// deleted. `before` empty: all are "p1", "p2", … and nothing counts as inserted. `used`: the
/// highest n ever given. `versions` follow the text, paragraph for paragraph: one that differs in
/// any language has changed.
ParagraphMap map_paragraphs(const std::vector<Paragraph>& before, std::string_view text, int used,
                            const std::vector<NewVersion>& versions = {});

/// Whether it reads otherwise than before, in its text or in a language that both are in: to be
/// translated changes no paragraph.
bool has_changed(const Paragraph& before, const Paragraph& after);

/// Those of the revision in force, with the versions that were left out since as they read last, so
/// that a change to them is found when they come back. None: empty.
std::vector<Paragraph> latest_paragraphs(const State& state);

/// The highest n of ids "p<n>" in use.
int highest_paragraph(const std::vector<Paragraph>& paragraphs);

/// What a revision consists of, each by its digest.
struct Manifest {
    std::string_view language, media_type;
    Digest text{};
    Digest paragraphs{};  // of the canonical list
    const std::vector<Version>& versions;
    const std::optional<Document>& source;
};

/// The digest by which positions name a revision: SHA-256 of the canonical manifest
/// (docs/formats/trail.md).
Digest manifest_digest(const Manifest& manifest);

}  // namespace paraph
