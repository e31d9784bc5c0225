#include "workflows/language/schema.hpp"

#include "api/cli/commands.hpp"
#include "api/cli/output.hpp"

namespace paraph::cli {

int schema(const SchemaOptions& options) {
    return put_out(definition_schema_text(), options.out);
}

}  // namespace paraph::cli
