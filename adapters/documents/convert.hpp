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

/// A page of ours as PDF, by Chromium, whose text layer is right for Bangla. Blocks for a second or
/// two, and for some seconds with a long text. `html` must not point outside itself.
Result<std::string> html_to_pdf(std::string_view html);

/// Whether those programs are there.
bool can_read_docx();
bool can_print();

}  // namespace paraph
