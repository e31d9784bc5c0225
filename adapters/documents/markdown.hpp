#pragma once

#include <string>
#include <string_view>

namespace paraph {

/// Markdown (CommonMark with tables and strikethrough) as HTML that is safe in a page of ours: raw
/// HTML is shown as text, links go to http, https, mailto or within the page, images become links
/// to where they lie. What a person wrote is never markup of ours. Some 50 MB/s.
///
/// Headings begin at `<h3>`, since the page has its own above them.
std::string markdown_to_html(std::string_view text);

/// Plain text as HTML: escaped, line ends kept.
std::string plain_to_html(std::string_view text);

}  // namespace paraph
