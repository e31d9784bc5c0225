#pragma once

#include "engine/base/json.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// A definition for programs: what was read, complete (the kind's own positions, the usual closing)
/// and in the words of the language. Members that say nothing are left out. For reading only:
/// definitions are published as YAML, whose digest is in `digest`.
json::object to_json(const Definition& definition);
json::object to_json(const Stage& stage);

}  // namespace paraph
