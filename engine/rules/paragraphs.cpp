#include "engine/rules/paragraphs.hpp"

#include <algorithm>
#include <charconv>

#include "engine/base/codec.hpp"
#include "engine/rules/alignment.hpp"
#include "engine/rules/sketch.hpp"

namespace paraph {
namespace {

bool is_blank(std::string_view line) {
    return line.find_first_not_of(" \t\r") == std::string_view::npos;
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
    ParagraphMap map;
    for (const auto& block : split_paragraphs(text))
        map.paragraphs.push_back({.digest = sha256(block), .sketch = sketch_of(block)});
    const auto found = align(before, map.paragraphs);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (found.after[i] < 0) {
            map.deleted.push_back(before[i].id);
            continue;
        }
        map.paragraphs[static_cast<std::size_t>(found.after[i])].id = before[i].id;
        if (!found.same[i]) map.changed.push_back(before[i].id);
        if (found.moved[i]) map.moved.push_back(before[i].id);
    }
    for (auto& paragraph : map.paragraphs) {
        if (!paragraph.id.empty()) continue;
        paragraph.id = "p" + std::to_string(++used);
        if (!before.empty()) map.inserted.push_back(paragraph.id);
    }
    return map;
}

Digest manifest_digest(const Manifest& manifest) {
    json::array documents{json::object{{"authoritative", true},
                                       {"language", manifest.language},
                                       {"media type", manifest.media_type},
                                       {"paragraphs sha256", to_hex(manifest.paragraphs)},
                                       {"role", "main"},
                                       {"source sha256", to_hex(manifest.text)}}};
    for (const auto& version : manifest.versions)
        documents.push_back(json::object{{"authoritative", version.authoritative},
                                         {"language", version.language},
                                         {"media type", version.media_type},
                                         {"role", "version"},
                                         {"source sha256", to_hex(version.digest)}});
    if (manifest.source)
        documents.push_back(json::object{{"media type", manifest.source->media_type},
                                         {"role", "file"},
                                         {"source sha256", to_hex(manifest.source->digest)}});
    return sha256(canonical(documents));
}

}  // namespace paraph
