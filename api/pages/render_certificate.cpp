// The certificate of an outcome: one file that holds all it needs, fonts included.

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "api/pages/assets.hpp"
#include "api/pages/page.hpp"
#include "api/pages/render.hpp"
#include "engine/base/digest.hpp"

namespace paraph::pages {
namespace {

struct Face {
    std::string_view asset;
    std::string_view family;
    int weight;
    bool bengali;
};
constexpr std::array<Face, 4> faces{
    {{"NotoSans-Regular.woff2", "Noto Sans", 400, false},
     {"NotoSans-Bold.woff2", "Noto Sans", 700, false},
     {"NotoSansBengali-Regular.woff2", "Noto Sans Bengali", 400, true},
     {"NotoSansBengali-Bold.woff2", "Noto Sans Bengali", 700, true}}};

std::string_view asset_bytes(std::string_view name) {
    return find_asset(asset_path(name))->bytes;
}

/// U+0980 to U+09FF in UTF-8, or the danda that Bangla ends its sentences with.
bool has_bengali(std::string_view text) {
    return text.find("\xE0\xA6") != text.npos || text.find("\xE0\xA7") != text.npos ||
           text.find("\xE0\xA5\xA4") != text.npos;
}

std::string font_faces(bool bengali) {
    std::string css;
    for (const auto& face : faces) {
        if (face.bengali && !bengali) continue;
        css += fmt::format(
            "@font-face {{ font-family: \"{}\"; font-weight: {}; "
            "src: url(data:font/woff2;base64,{}) format(\"woff2\"); }}\n",
            face.family, face.weight, to_base64(asset_bytes(face.asset)));
    }
    return css;
}

Data rounds(const CertificateView& view, const Wording& wording) {
    Data list(Data::type::list);
    for (const auto& round : view.rounds) {
        auto item = data_of(round, wording);
        put(item, "silent_words", wording.language.list(round.silent), wording);
        list.push_back(std::move(item));
    }
    return list;
}

}  // namespace

std::string render(const CertificateView& view, const Language& language) {
    const Wording wording{language, view.zone};
    auto data = data_of(view, wording);
    data.set("rounds", rounds(view, wording));
    put(data, "lang", std::string(language.code()), wording);
    put(data, "zone_name", language.zone_name(view.zone), wording);
    // Which letters occur is known once everything stands there; then the fonts come in.
    const bool bengali = has_bengali(fill("certificate", data, language));
    data.set("fonts", font_faces(bengali));
    return fill("certificate", data, language);
}

}  // namespace paraph::pages
