// Writes every page and mail with sample data into a folder, for eyes and for axe:
//   page_samples DIR      ->  DIR/en/answer.html, DIR/en/mail-request.txt, …, DIR/assets/…

#include <filesystem>
#include <fstream>
#include <iostream>

#include "api/pages/assets.hpp"
#include "tests/api/pages/samples.hpp"

namespace {

void write(const std::filesystem::path& path, std::string_view bytes) {
    std::filesystem::create_directories(path.parent_path());
    std::ofstream(path, std::ios::binary) << bytes;
}

/// As a browser finds the assets when the page is a file beside them.
std::string with_relative_assets(std::string html) {
    for (std::size_t at = 0; (at = html.find("\"/assets/", at)) != std::string::npos;) {
        html.replace(at, 2, "\"../");
    }
    return html;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::cerr << "usage: page_samples DIR\n";
        return 2;
    }
    const std::filesystem::path folder = argv[1];
    for (const auto& asset : paraph::pages::all_assets()) {
        write(folder / asset.path.substr(1), asset.bytes);
    }
    for (const auto* language : paraph::pages::languages()) {
        for (const auto& sample : paraph::pages::all_samples(*language)) {
            const auto base = folder / language->code();
            write(base / (sample.name + ".html"), with_relative_assets(sample.html));
            if (!sample.text.empty()) write(base / (sample.name + ".txt"), sample.text);
        }
    }
}
