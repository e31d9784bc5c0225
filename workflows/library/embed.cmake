# Writes OUT, a C++ file with the text of each file of CALENDARS and DEFINITIONS (lists of paths).
# A raw string may have 65,535 bytes at most by the standard's advice; library files are far below.
set(rows "")
foreach(kind calendar definition)
  if(kind STREQUAL "calendar")
    set(files ${CALENDARS})
  else()
    set(files ${DEFINITIONS})
  endif()
  foreach(file ${files})
    get_filename_component(name ${file} NAME_WE)
    file(READ ${file} text)
    string(APPEND rows "    {Shipped::Kind::${kind}, \"${name}\", R\"~yaml~(${text})~yaml~\"},\n")
  endforeach()
endforeach()
file(WRITE ${OUT} "#include \"workflows/library/shipped.hpp\"

namespace paraph {
namespace {

constexpr Shipped files[] = {
${rows}};

}  // namespace

std::span<const Shipped> shipped() { return files; }

}  // namespace paraph
")
