#pragma once

#include <span>
#include <string_view>
#include <utility>

namespace paraph::pages {

using Headers = std::span<const std::pair<std::string_view, std::string_view>>;

/// What every page is sent with: nothing but our own style, fonts, pictures and forms; no script
/// at all; no framing; and no address of a page ever leaves it (addresses may be capabilities).
Headers page_headers();
/// For a document that stands alone: style and fonts are in it.
Headers document_headers();
/// For the HTML part of a caught mail, which only our own sandboxed frame shows.
Headers mail_part_headers();
/// For assets, beside Content-Type and ETag.
Headers asset_headers();

}  // namespace paraph::pages
