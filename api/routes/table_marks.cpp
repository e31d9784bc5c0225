#include "api/routes/table_marks.hpp"

#include <charconv>

#include "engine/base/digest.hpp"
#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

/// What stands before the next hyphen, which goes too.
std::string_view next_part(std::string_view& text) {
    const auto end = std::min(text.find('-'), text.size());
    const auto part = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    return part;
}

/// "v57" -> 57.
std::optional<std::int64_t> number_after(char letter, std::string_view text) {
    if (!text.starts_with(letter)) return std::nullopt;
    text.remove_prefix(1);
    std::int64_t number = 0;
    const auto [end, wrong] = std::from_chars(text.data(), text.data() + text.size(), number);
    if (wrong != std::errc() || end != text.data() + text.size() || number < 0) return std::nullopt;
    return number;
}

}  // namespace

std::string mark_text(const RowMark& mark) {
    return "c" + std::to_string(mark.number) + "-v" + std::to_string(mark.changed) + "-" +
           mark.answer + "-" + mark.cycle;
}

std::optional<RowMark> mark_in_cell(std::string_view cell) {
    auto rest = trimmed(cell, cell_blanks);
    const auto number = number_after('c', next_part(rest));
    const auto changed = number_after('v', next_part(rest));
    RowMark mark{.answer = std::string(next_part(rest)), .cycle = std::string(next_part(rest))};
    if (!number || *number > 1'000'000'000 || !changed || mark.answer.size() != 4 ||
        mark.cycle.size() != 5 || !rest.empty())
        return std::nullopt;
    mark.number = static_cast<int>(*number);
    mark.changed = *changed;
    return mark;
}

/// The last four characters number what lies in a cycle; the first ten are the time.
std::string cycle_print(std::string_view cycle) {
    constexpr std::size_t numbering = 4, length = 5;
    if (cycle.size() < numbering + length) return std::string(length, '0');
    return std::string(cycle.substr(cycle.size() - numbering - length, length));
}

std::string answer_print(const std::array<std::string, 5>& cells) {
    std::string all;
    for (const auto& cell : cells) all += cell_words(cell) + '\n';
    return to_hex(sha256(all)).substr(0, 4);
}

std::string answer_print_of(const SheetRow& written) {
    const auto cell = [&](Column column) { return written[std::size_t(column)]; };
    return answer_print({cell(Column::state), cell(Column::disposition), cell(Column::observation),
                         cell(Column::same_as), cell(Column::group)});
}

std::string origin_text(std::string_view cycle, std::int64_t sequence) {
    return std::string(cycle) + " v" + std::to_string(sequence);
}

std::optional<std::int64_t> sequence_in(std::string_view origin, std::string_view cycle) {
    if (cycle.empty() || !origin.starts_with(cycle)) return std::nullopt;
    origin.remove_prefix(cycle.size());
    if (!origin.starts_with(' ')) return std::nullopt;
    return number_after('v', origin.substr(1));
}

}  // namespace paraph::api
