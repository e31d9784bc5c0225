"""Writes files into a C++ source, so that the server is one binary.

  embed.py assets OUT.cpp FILE…      what browsers fetch: named with their hash, with a gzip variant
  embed.py resources OUT.cpp FILE…   templates and catalogues, by their file names

A stylesheet names its fonts as url("NAME"); each is replaced by the hashed name.
"""

import gzip
import hashlib
import pathlib
import re
import sys

TYPES = {
    ".css": "text/css; charset=utf-8",
    ".woff2": "font/woff2",
    ".svg": "image/svg+xml",
}
CHUNK = 64  # bytes a line


def literal(data):
    """Adjacent C++ string literals. Octal escapes of three digits swallow nothing behind them."""
    def char(byte):
        if byte in b'"\\?' or not 32 <= byte < 127:
            return f"\\{byte:03o}"
        return chr(byte)
    lines = ['"' + "".join(map(char, data[at:at + CHUNK])) + '"'
             for at in range(0, len(data), CHUNK)]
    return "\n    ".join(lines) if lines else '""'


def view(data):
    return f"std::string_view(\n    {literal(data)}, {len(data)})"


def assets(files):
    names, rows = {}, []
    # The stylesheet comes last, since its own hash covers the hashed names in it.
    for file in sorted(files, key=lambda path: path.suffix == ".css"):
        data = file.read_bytes()
        if file.suffix == ".css":
            data = re.sub(rb'url\("?([\w.-]+)"?\)',
                          lambda found: b"url(" + names[found[1].decode()].encode() + b")", data)
        digest = hashlib.sha256(data).hexdigest()[:16]
        names[file.name] = f"{file.stem}.{digest}{file.suffix}"
        packed = gzip.compress(data, 9, mtime=0) if file.suffix != ".woff2" else b""
        rows.append(f'{{"{file.name}", "/assets/{names[file.name]}", "{TYPES[file.suffix]}",\n'
                    f'     "\\"{digest}\\"", {view(data)}, {view(packed)}}},')
    return ("#include \"api/pages/assets.hpp\"\n\nnamespace paraph::pages {\n\n"
            "static constexpr Asset asset_table[] = {\n    " + "\n    ".join(rows) + "\n};\n\n"
            "std::span<const Asset> all_assets() { return asset_table; }\n\n"
            "}  // namespace paraph::pages\n")


def resources(files):
    rows = [f'{{"{file.name}", {view(file.read_bytes())}}},' for file in sorted(files)]
    return ("#include \"api/pages/resources.hpp\"\n\nnamespace paraph::pages {\n\n"
            "static constexpr Resource resource_table[] = {\n"
            "    " + "\n    ".join(rows) + "\n};\n\n"
            "std::span<const Resource> all_resources() { return resource_table; }\n\n"
            "}  // namespace paraph::pages\n")


def main():
    kind, out, *files = sys.argv[1:]
    write = {"assets": assets, "resources": resources}[kind]
    pathlib.Path(out).write_text(write([pathlib.Path(file) for file in files]), encoding="utf-8")


main()
