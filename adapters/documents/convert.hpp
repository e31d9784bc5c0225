#pragma once

#include <string>
#include <string_view>

#include "engine/base/refusal.hpp"

namespace paraph {

inline constexpr std::string_view docx_type =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";

/// A DOCX file as Markdown, one paragraph a line, by pandoc: in a folder of its own, without
/// network, with limits on time, memory and what it writes. What unpacks to more than 64 MiB is
/// refused before pandoc sees it. Blocks for a second or so.
Result<std::string> docx_to_markdown(std::string_view bytes);

/// Whether pandoc is there.
bool can_read_docx();

}  // namespace paraph
