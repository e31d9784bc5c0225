#include "engine/rules/paragraphs.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/codec.hpp"

namespace paraph {
namespace {

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
}

/// Longest common subsequence of digests: for each old index the new one it lives on at, or -1.
std::vector<int> match(const std::vector<Paragraph>& before, const std::vector<Digest>& after,
                       std::size_t from, std::size_t before_end, std::size_t after_end) {
    const std::size_t rows = before_end - from, columns = after_end - from;
    std::vector<std::uint32_t> length((rows + 1) * (columns + 1), 0);
    auto at = [&](std::size_t i, std::size_t j) -> std::uint32_t& {
        return length[i * (columns + 1) + j];
    };
    for (std::size_t i = rows; i-- > 0;)
        for (std::size_t j = columns; j-- > 0;)
            at(i, j) = before[from + i].digest == after[from + j]
                           ? at(i + 1, j + 1) + 1
                           : std::max(at(i + 1, j), at(i, j + 1));
    std::vector<int> found(rows, -1);
    for (std::size_t i = 0, j = 0; i < rows && j < columns;) {
        if (before[from + i].digest == after[from + j])
            found[i++] = static_cast<int>(from + j++);
        else if (at(i + 1, j) >= at(i, j + 1))
            ++i;
        else
            ++j;
    }
    return found;
}

/// For each old paragraph the new index with equal text, or -1; equal ends are matched directly.
std::vector<int> match_all(const std::vector<Paragraph>& before, const std::vector<Digest>& after) {
    std::vector<int> found(before.size(), -1);
    const std::size_t shorter = std::min(before.size(), after.size());
    std::size_t head = 0;
    for (; head < shorter && before[head].digest == after[head]; ++head)
        found[head] = static_cast<int>(head);
    std::size_t tail = 0;
    for (; tail < shorter - head; ++tail) {
        const std::size_t i = before.size() - 1 - tail, j = after.size() - 1 - tail;
        if (before[i].digest != after[j]) break;
        found[i] = static_cast<int>(j);
    }
    const auto middle = match(before, after, head, before.size() - tail, after.size() - tail);
    std::ranges::copy(middle, found.begin() + static_cast<std::ptrdiff_t>(head));
    return found;
}

}  // namespace

std::vector<std::string> split_paragraphs(std::string_view text) {
    std::vector<std::string> found;
    std::string block;
    auto finish = [&] {
        if (!block.empty()) found.push_back(std::move(block));
        block.clear();
    };
    while (!text.empty()) {
        const auto end = text.find('\n');
        std::string_view line = text.substr(0, end);
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
        if (is_blank(line)) {
            finish();
            continue;
        }
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        if (!block.empty()) block += '\n';
        block += line;
    }
    finish();
    return found;
}

int highest_paragraph(const std::vector<Paragraph>& paragraphs) {
    int highest = 0;
    for (const auto& paragraph : paragraphs) {
        int number = 0;
        const auto& id = paragraph.id;
        if (id.starts_with('p')) std::from_chars(id.data() + 1, id.data() + id.size(), number);
        highest = std::max(highest, number);
    }
    return highest;
}

ParagraphMap map_paragraphs(const std::vector<Paragraph>& before, std::string_view text, int used) {
    std::vector<Digest> after;
    for (const auto& block : split_paragraphs(text)) after.push_back(sha256(block));
    ParagraphMap map;
    for (const auto& digest : after) map.paragraphs.push_back({.id = {}, .digest = digest});
    const auto found = match_all(before, after);
    // Between two matches, old and new are paired in order: those are the changed ones.
    std::size_t j = 0;
    std::vector<std::string> gap;
    auto pair_gap = [&](std::size_t until) {
        std::size_t taken = 0;
        for (; j < until && taken < gap.size(); ++j, ++taken) {
            map.paragraphs[j].id = gap[taken];
            map.changed.push_back(gap[taken]);
        }
        for (; taken < gap.size(); ++taken) map.deleted.push_back(gap[taken]);
        for (; j < until; ++j) {
            map.paragraphs[j].id = "p" + std::to_string(++used);
            if (!before.empty()) map.inserted.push_back(map.paragraphs[j].id);
        }
        gap.clear();
    };
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (found[i] < 0) {
            gap.push_back(before[i].id);
            continue;
        }
        pair_gap(static_cast<std::size_t>(found[i]));
        map.paragraphs[j++].id = before[i].id;
    }
    pair_gap(after.size());
    return map;
}

Digest manifest_digest(std::string_view text, std::string_view media_type,
                       std::string_view language, const std::vector<Paragraph>& list,
                       Digest& paragraphs) {
    paragraphs = sha256(encode(list));
    const Digest source = sha256(text);
    const json::object document{
        {"authoritative", true},    {"language", language},
        {"media type", media_type}, {"paragraphs sha256", to_hex(paragraphs)},
        {"role", "main"},           {"source sha256", to_hex(source)}};
    return sha256(canonical(json::array{document}));
}

}  // namespace paraph
