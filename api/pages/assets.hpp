#pragma once

#include <span>
#include <string_view>

namespace paraph::pages {

/// A file that browsers fetch, compiled into the binary. Its path holds a hash of its bytes, so it
/// never changes: Cache-Control: public, max-age=31536000, immutable.
struct Asset {
    std::string_view name;  // "paraph.css": how templates name it
    std::string_view path;  // "/assets/paraph.0123456789abcdef.css"
    std::string_view content_type;
    std::string_view etag;  // with its quotes
    std::string_view bytes;
    std::string_view gzip;  // the same, compressed; empty: not worth it
};

std::span<const Asset> all_assets();
/// By the path of a request; nullptr when there is none.
const Asset* find_asset(std::string_view path);
/// The path of the asset of that name. A name that does not exist is a bug: std::logic_error.
std::string_view asset_path(std::string_view name);

}  // namespace paraph::pages
