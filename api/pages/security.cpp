#include "api/pages/security.hpp"

#include <array>

namespace paraph::pages {

namespace {

using Header = std::pair<std::string_view, std::string_view>;

constexpr std::array<Header, 6> for_pages{{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'self'; font-src 'self'; img-src 'self'; frame-src 'self'; "
     "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
    {"Cache-Control", "no-store"},
}};

constexpr std::array<Header, 4> for_documents{{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'unsafe-inline'; font-src data:; form-action 'none'; "
     "base-uri 'none'; frame-ancestors 'none'"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cache-Control", "no-store"},
}};

constexpr std::array<Header, 4> for_mail_parts{{
    {"Content-Security-Policy",
     "default-src 'none'; style-src 'unsafe-inline'; img-src data:; form-action 'none'; "
     "base-uri 'none'; frame-ancestors 'self'; sandbox"},
    {"Referrer-Policy", "no-referrer"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cache-Control", "no-store"},
}};

constexpr std::array<Header, 3> for_assets{{
    {"Cache-Control", "public, max-age=31536000, immutable"},
    {"X-Content-Type-Options", "nosniff"},
    {"Cross-Origin-Resource-Policy", "same-origin"},
}};

}  // namespace

Headers page_headers() {
    return for_pages;
}
Headers document_headers() {
    return for_documents;
}
Headers mail_part_headers() {
    return for_mail_parts;
}
Headers asset_headers() {
    return for_assets;
}

}  // namespace paraph::pages
