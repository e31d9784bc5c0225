#include "api/pages/catalogue.hpp"

#include <cstdint>
#include <stdexcept>

namespace paraph::pages {

namespace {

std::uint32_t word(std::string_view file, std::size_t at) {
    if (at + 4 > file.size()) throw std::logic_error("a catalogue is cut off");
    std::uint32_t value = 0;
    for (std::size_t i = 4; i-- > 0;) {
        value = value << 8 | static_cast<unsigned char>(file[at + i]);
    }
    return value;
}

std::string_view text(std::string_view file, std::size_t row) {
    return file.substr(word(file, row + 4), word(file, row));
}

std::vector<std::string> split(std::string_view forms) {
    std::vector<std::string> all;
    for (std::size_t end = 0; end != forms.npos; forms.remove_prefix(end + 1)) {
        end = forms.find('\0');
        all.emplace_back(forms.substr(0, end));
        if (end == forms.npos) break;
    }
    return all;
}

}  // namespace

Catalogue read_catalogue(std::string_view mo_file) {
    constexpr std::uint32_t magic = 0x950412de;
    if (word(mo_file, 0) != magic) throw std::logic_error("a catalogue is no .mo file");
    const auto count = word(mo_file, 8);
    const auto keys = word(mo_file, 12), texts = word(mo_file, 16);
    Catalogue catalogue;
    for (std::uint32_t i = 0; i < count; ++i) {
        const auto key = text(mo_file, keys + 8 * i);
        if (key.empty()) continue;  // the header
        // A plural's key is followed by NUL and the key again.
        catalogue.emplace(key.substr(0, key.find('\0')), split(text(mo_file, texts + 8 * i)));
    }
    return catalogue;
}

}  // namespace paraph::pages
