#pragma once

#include "engine/base/codec.hpp"
#include "engine/model/command.hpp"

namespace paraph::api {

/// The text in one more language, as the API takes it.
struct VersionInput {
    std::string language, text, media_type;
    bool authoritative = false;
};
BOOST_DESCRIBE_STRUCT(VersionInput, (), (language, text, media_type, authoritative))

inline std::string markdown_unless(std::string media_type) {
    return media_type.empty() ? "text/markdown" : std::move(media_type);
}

inline std::vector<NewVersion> versions_of(std::vector<VersionInput> inputs) {
    std::vector<NewVersion> versions;
    for (auto& input : inputs)
        versions.push_back({.language = std::move(input.language),
                            .media_type = markdown_unless(std::move(input.media_type)),
                            .text = std::move(input.text),
                            .authoritative = input.authoritative});
    return versions;
}

}  // namespace paraph::api
