#include "adapters/documents/archive.hpp"

#include <algorithm>
#include <cstring>
#include <minizip/unzip.h>

#include "engine/base/contains.hpp"

namespace paraph {

/// A file in memory, as minizip wants to read one.
struct ZipBytes {
    std::string_view all;
    std::uint64_t at = 0;
};

namespace {

ZipBytes& bytes_of(voidpf stream) {
    return *static_cast<ZipBytes*>(stream);
}

uLong read_some(voidpf, voidpf stream, void* to, uLong size) {
    auto& bytes = bytes_of(stream);
    const auto there = std::min<std::uint64_t>(size, bytes.all.size() - bytes.at);
    std::memcpy(to, bytes.all.data() + bytes.at, there);
    bytes.at += there;
    return static_cast<uLong>(there);
}

long seek(voidpf, voidpf stream, ZPOS64_T offset, int origin) {
    auto& bytes = bytes_of(stream);
    const std::uint64_t from = origin == ZLIB_FILEFUNC_SEEK_CUR   ? bytes.at
                               : origin == ZLIB_FILEFUNC_SEEK_END ? bytes.all.size()
                                                                  : 0;
    if (from + offset > bytes.all.size()) return -1;
    bytes.at = from + offset;
    return 0;
}

zlib_filefunc64_def reading(ZipBytes& bytes) {
    zlib_filefunc64_def functions{};
    functions.zopen64_file = [](voidpf opaque, const void*, int) -> voidpf { return opaque; };
    functions.zread_file = read_some;
    functions.zwrite_file = [](voidpf, voidpf, const void*, uLong) -> uLong { return 0; };
    functions.ztell64_file = [](voidpf, voidpf stream) -> ZPOS64_T { return bytes_of(stream).at; };
    functions.zseek64_file = seek;
    functions.zclose_file = [](voidpf, voidpf) { return 0; };
    functions.zerror_file = [](voidpf, voidpf) { return 0; };
    functions.opaque = &bytes;
    return functions;
}

Refusal no_archive() {
    return refuse(Refused::malformed, "The file is damaged, or not of the type that it says.");
}

}  // namespace

struct ZipReader::Open {
    explicit Open(std::string_view all) : bytes{all} {}
    Open(const Open&) = delete;
    Open& operator=(const Open&) = delete;
    ~Open() {
        if (file != nullptr) unzClose(file);
    }
    ZipBytes bytes;
    unzFile file = nullptr;
};

ZipReader::ZipReader(std::unique_ptr<Open> open) : open_(std::move(open)) {}
ZipReader::ZipReader(ZipReader&& other) noexcept = default;
ZipReader::~ZipReader() = default;

Result<ZipReader> ZipReader::open(std::string_view bytes) {
    auto open = std::make_unique<Open>(bytes);
    auto functions = reading(open->bytes);
    open->file = unzOpen2_64("", &functions);
    if (open->file == nullptr) return no_archive();
    ZipReader reader(std::move(open));
    const auto file = reader.open_->file;
    std::uint64_t unpacked = 0;
    for (int at = unzGoToFirstFile(file); at == UNZ_OK; at = unzGoToNextFile(file)) {
        unz_file_info64 info{};
        char name[512];
        if (unzGetCurrentFileInfo64(file, &info, name, sizeof name, nullptr, 0, nullptr, 0) !=
            UNZ_OK)
            return no_archive();
        unpacked += info.uncompressed_size;
        reader.names_.emplace_back(name);
        if (unpacked > unpacked_bytes_max || reader.names_.size() > members_max)
            return refuse(Refused::too_large, "The file unpacks to more than 64 MiB.");
    }
    if (reader.names_.empty()) return no_archive();
    return reader;
}

Result<std::optional<std::string>> ZipReader::read(const std::string& name) {
    const auto file = open_->file;
    if (unzLocateFile(file, name.c_str(), 1) != UNZ_OK) return std::optional<std::string>();
    if (unzOpenCurrentFile(file) != UNZ_OK) return no_archive();
    std::string text;
    char buffer[65'536];
    int size = 0;
    // What its header says it unpacks to may be a lie.
    while ((size = unzReadCurrentFile(file, buffer, sizeof buffer)) > 0) {
        text.append(buffer, static_cast<std::size_t>(size));
        if (text.size() > unpacked_bytes_max) break;
    }
    const bool whole = unzCloseCurrentFile(file) == UNZ_OK && size == 0;
    if (text.size() > unpacked_bytes_max)
        return refuse(Refused::too_large, "The file unpacks to more than 64 MiB.");
    if (!whole) return no_archive();
    return std::optional(std::move(text));
}

Result<> check_archive(std::string_view bytes, std::initializer_list<std::string_view> members) {
    auto reader = ZipReader::open(bytes);
    if (!reader) return reader.error();
    for (const auto member : members)
        if (!contains(reader->names(), member)) return no_archive();
    // Each is unpacked once, so that none holds more than it says.
    std::uint64_t unpacked = 0;
    for (const auto& name : reader->names()) {
        auto text = reader->read(name);
        if (!text) return text.error();
        unpacked += *text ? (*text)->size() : 0;
        if (unpacked > unpacked_bytes_max)
            return refuse(Refused::too_large, "The file unpacks to more than 64 MiB.");
    }
    return {};
}

}  // namespace paraph
