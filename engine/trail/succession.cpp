#include "engine/trail/succession.hpp"

namespace paraph {
namespace {

std::string text_of(const note::Key& before, const note::Key& next) {
    return before.name + "\nnext key " + note::to_text(next) + "\n";
}

}  // namespace

std::string vouch(const note::Key& before, const note::Key& next, const note::Sign& sign) {
    return note::to_text(note::sign(text_of(before, next), before, sign));
}

bool vouches(std::string_view voucher, const note::Key& before, const note::Key& next) {
    const auto opened = note::open(voucher, {&before, 1});
    return opened && opened->text == text_of(before, next);
}

}  // namespace paraph
