#pragma once

#include <filesystem>
#include <span>
#include <string_view>

#include "adapters/store/session.hpp"

namespace paraph {

/// One step of the schema. Steps are never edited once released, only added: a database knows by
/// number which of them it has had. docs/formats/store.md
struct Migration {
    int version;
    std::string_view name;
    std::string_view sql;  // statements, each ended by ";" at the end of a line
};

/// All steps, in order; the last one's version is the schema of this build.
std::span<const Migration> migrations();

/// The version that the database has; 0 when it is empty.
int schema_version(Session& session);

/// Takes the database forward to the last of `steps`, all in one transaction: what fails half way
/// leaves the old schema. A database that holds something is first copied to
/// FILE.before-VERSION. Throws StoreBroken also when the database is newer than this build.
void migrate(Session& session, const std::filesystem::path& file,
             std::span<const Migration> steps = migrations());

}  // namespace paraph
