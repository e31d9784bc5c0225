#include "api/trail/excerpt.hpp"

#include <utility>

#include "engine/core/record.hpp"

namespace paraph::trail {

Line cut_to(std::string_view cycle, Line line) {
    if (line.withheld() || line.stream == cycle) return line;
    if (line.stream != registry_stream) return withheld_line(line.number, line.leaf);
    const auto record = read_registry_entry(line.body, {});
    if (!record || !std::holds_alternative<DefinitionPublished>(record->fact)) line.secret.clear();
    return line;
}

std::string Excerpt::add(const Line& line) {
    const auto number = static_cast<std::uint64_t>(line.number);
    if (!line.withheld()) return end() + write(line) + "\n";
    std::string before = number == meets_ ? end() : std::string();
    if (!run_) run_.emplace(number);
    run_->append(line.leaf);
    return before;
}

std::string Excerpt::end() {
    const auto run = std::exchange(run_, std::nullopt);
    return run ? write(withheld_line(*run)) + "\n" : std::string();
}

}  // namespace paraph::trail
