#include "api/routes/text_upload.hpp"

#include <algorithm>

#include "adapters/documents/convert.hpp"
#include "engine/base/json.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

/// A text as it came in a file.
struct UploadedText {
    std::string text;
    std::string media_type;
    std::optional<Document> source;
};

/// What is wrong is said by the catalogue under this key.
Refusal wrong(std::string_view key) {
    return refuse(Refused::invalid, std::string(key));
}

Result<UploadedText> read_word(Vault& vault, const std::string& bytes) {
    if (!can_read_docx()) return wrong("open.error.file_kind");
    auto text = docx_to_markdown(bytes);
    if (!text) return wrong("open.error.file_word");
    if (is_blank(*text)) return wrong("open.error.file_empty");
    return UploadedText{.text = std::move(*text),
                        .media_type = "text/markdown",
                        .source = Document{.digest = vault.put(bytes),
                                           .size = static_cast<std::int64_t>(bytes.size()),
                                           .media_type = std::string(docx_type)}};
}

std::string in_lower_case(std::string name) {
    std::ranges::transform(name, name.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return name;
}

Result<UploadedText> read_text(Vault& vault, const http::Upload& file) {
    const auto name = in_lower_case(file.name);
    if (name.ends_with(".docx")) return read_word(vault, file.bytes);
    const bool plain = name.ends_with(".txt");
    if (!plain && !name.ends_with(".md") && !name.ends_with(".markdown"))
        return wrong("open.error.file_kind");
    std::string_view bytes = file.bytes;
    if (bytes.starts_with(byte_order_mark)) bytes.remove_prefix(byte_order_mark.size());
    if (!is_valid_utf8(bytes) || bytes.find('\0') != bytes.npos)
        return wrong("open.error.file_bytes");
    if (is_blank(bytes)) return wrong("open.error.file_empty");
    return UploadedText{.text = http::with_plain_line_ends(bytes),
                        .media_type = plain ? "text/plain" : "text/markdown"};
}

void read_version(const House& house, const http::Form& form, const pages::Language& language,
                  WantedText& wanted) {
    NewVersion version{.language = std::string(form.get("version_language")),
                       .media_type = wanted.media_type,
                       .text = std::string(form.get("version_text"))};
    if (const auto* file = form.upload("version_file"); file && !file->bytes.empty()) {
        auto read = read_text(*house.vault, *file);
        if (!read)
            return wanted.errors.push_back({"version_file", language.say(read.error().text)});
        version.text = std::move(read->text);
        version.media_type = std::move(read->media_type);
    }
    if (version.media_type.empty()) version.media_type = "text/markdown";
    if (is_blank(version.text)) return;
    if (version.language.empty())
        return wanted.errors.push_back(
            {"version_language", language.say("version.error.language")});
    wanted.versions.push_back(std::move(version));
}

/// "<digest of the file> <our word that this text was read from it>".
std::string note_source(const House& house, const Digest& file, std::string_view text) {
    const auto name = to_hex(file);
    return name + " " +
           house.keys.sessions().form_token("source " + name + " " + to_hex(sha256(text)));
}

}  // namespace

bool is_blank(std::string_view text) {
    return text.find_first_not_of(" \t\r\n") == text.npos;
}

std::optional<Document> kept_source(const House& house, const http::Form& form,
                                    std::string_view text) {
    const auto note = form.get("source");
    const auto digest = digest_from_hex(note.substr(0, note.find(' ')));
    if (!digest || !equal_secrets(note, note_source(house, *digest, text))) return std::nullopt;
    const auto bytes = house.vault->get(*digest);
    if (!bytes) return std::nullopt;
    return Document{.digest = *digest,
                    .size = static_cast<std::int64_t>(bytes->size()),
                    .media_type = std::string(docx_type)};
}

WantedText text_in_form(const House& house, const http::Form& form,
                        const pages::Language& language) {
    WantedText wanted{.text = std::string(form.get("text"))};
    if (const auto* file = form.upload("file"); file && !file->bytes.empty()) {
        auto read = read_text(*house.vault, *file);
        if (read) {
            wanted.text = std::move(read->text);
            wanted.media_type = std::move(read->media_type);
            wanted.source = std::move(read->source);
        } else {
            wanted.errors.push_back({"file", language.say(read.error().text)});
        }
    } else {
        wanted.source = kept_source(house, form, wanted.text);
    }
    if (wanted.source) wanted.kept = note_source(house, wanted.source->digest, wanted.text);
    read_version(house, form, language, wanted);
    return wanted;
}

std::vector<pages::Choice> version_languages(std::string_view of_text, std::string_view chosen) {
    std::vector<pages::Choice> choices{{"", "", {}, chosen.empty()}};
    for (const auto* language : pages::languages())
        if (language->code() != of_text)
            choices.push_back({std::string(language->code()),
                               language->code() == "bn" ? "বাংলা" : "English",
                               {},
                               language->code() == chosen});
    return choices;
}

}  // namespace paraph::api
