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

bool has_changed(const Paragraph& before, const Paragraph& after) {
    if (before.digest != after.digest) return true;
    return std::ranges::any_of(after.versions, [&](const auto& version) {
        const auto former = before.versions.find(version.first);
        return former != before.versions.end() && former->second != version.second;
    });
}

std::vector<Paragraph> latest_paragraphs(const State& state) {
    const auto* revision = state.revision();
    if (!revision || !revision->paragraphs) return {};
    std::map<std::string_view, std::map<std::string, Digest>> versions;
    for (const auto& each : state.revisions) {
        if (!each->paragraphs) continue;
        for (const auto& paragraph : *each->paragraphs)
            for (const auto& [language, digest] : paragraph.versions)
                versions[paragraph.id][language] = digest;
    }
    auto latest = *revision->paragraphs;
    for (auto& paragraph : latest)
        if (const auto found = versions.find(paragraph.id); found != versions.end())
            paragraph.versions = found->second;
    return latest;
}

ParagraphMap map_paragraphs(const std::vector<Paragraph>& before, std::string_view text, int used,
                            const std::vector<NewVersion>& versions) {
    ParagraphMap map;
    for (const auto& block : split_paragraphs(text))
        map.paragraphs.push_back({.digest = sha256(block), .sketch = sketch_of(block)});
    for (const auto& version : versions) {
        const auto blocks = split_paragraphs(version.text);
        for (std::size_t i = 0; i < std::min(blocks.size(), map.paragraphs.size()); ++i)
            map.paragraphs[i].versions[version.language] = sha256(blocks[i]);
    }
    const auto found = align(before, map.paragraphs);
    for (std::size_t i = 0; i < before.size(); ++i) {
        if (found.after[i] < 0) {
            map.deleted.push_back(before[i].id);
            continue;
        }
        auto& after = map.paragraphs[static_cast<std::size_t>(found.after[i])];
        after.id = before[i].id;
        if (has_changed(before[i], after)) map.changed.push_back(before[i].id);
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
