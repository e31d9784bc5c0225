#pragma once

#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

inline constexpr std::string_view docx_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A DOCX file as Markdown, by pandoc: in a folder of its own, without network, with limits on
/// time, memory and what it writes. Each item of a list is a paragraph, and a table is one; what a
/// cell or an item holds is joined, so that nothing that is written gets lost but what
/// `left_out_of` counts. What unpacks to more than 64 MiB is refused before pandoc sees it. Blocks
/// for a second or so.
Result<std::string> docx_to_markdown(std::string_view bytes);

/// What a DOCX file shows and Markdown doesn't: pictures, with drawings and charts; and boxes of
/// text that float beside the text.
struct LeftOut {
    int images = 0;
    int text_boxes = 0;

    bool any() const { return images > 0 || text_boxes > 0; }
};
/// Reads the file's body once; nothing of what is no DOCX file.
LeftOut left_out_of(std::string_view bytes);

/// Whether pandoc is there.
bool can_read_docx();

}  // namespace paraph
