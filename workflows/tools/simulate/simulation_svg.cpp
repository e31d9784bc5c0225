#include <algorithm>

#include "workflows/tools/simulate/simulate.hpp"
#include "workflows/tools/svg.hpp"

namespace paraph {
namespace {

// In tenths of a pixel, as all pictures.
constexpr int left = 600, top = 900, plot_width = 6400, plot_height = 2400, bar_gap = 20;

std::string subtitle(const Simulation& simulation) {
    std::string text;
    for (const auto& each : simulation.percentiles)
        if (each.name == "50%" || each.name == "90%")
            text += (text.empty() ? "" : ", ") + std::string(each.name) + " within " +
                    decimal(each.working_days) + " working days (" + decimal(each.calendar_days) +
                    " calendar days)";
    return text;
}

std::string outcome_shares(const Simulation& simulation) {
    std::string text;
    for (const auto& each : simulation.outcomes)
        text += (text.empty() ? "" : ", ") + each.name + ' ' + percent(each.runs, simulation.runs);
    return text;
}

void draw_bars(Svg& svg, const Simulation& simulation) {
    int most = 1;
    for (const auto& each : simulation.histogram) most = std::max(most, each.runs);
    const int count = static_cast<int>(simulation.histogram.size());
    const int width = plot_width / std::max(count, 1);
    for (int i = 0; i < count; ++i) {
        const auto& each = simulation.histogram[static_cast<std::size_t>(i)];
        const int height = static_cast<int>(std::int64_t{each.runs} * plot_height / most);
        const int x = left + i * width, base = top + plot_height;
        svg.rect({x + bar_gap, base - height}, width - 2 * bar_gap, height, 0, fill(accent));
        svg.text({x, base + 160}, std::to_string(each.from), quiet, 11);
    }
    svg.text({left, top - 60}, "up to " + std::to_string(most) + " runs", quiet, 11);
    svg.stroke({left, top + plot_height}, {left + plot_width, top + plot_height}, line(ink, "1"));
    svg.text({left, top + plot_height + 340}, "working days", ink, 12);
}

}  // namespace

std::string to_svg(const Simulation& simulation) {
    const int width = left * 2 + plot_width, height = top + plot_height + 800;
    const auto title = simulation.definition + ": how long it takes";
    Svg svg;
    svg.out =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"" + px(width) + "\" height=\"" +
        px(height) + "\" viewBox=\"0 0 " + px(width) + ' ' + px(height) +
        "\" role=\"img\" font-family=\"'Noto Sans','Noto Sans Bengali',sans-serif\">\n<title>" +
        escaped(title) + "</title>\n<desc>" +
        escaped(subtitle(simulation) + ". " + outcome_shares(simulation) + ".") + "</desc>\n";
    svg.rect({0, 0}, width, height, 0, fill(paper));
    svg.text({left, 400}, title, ink, 20, "font-weight=\"bold\"");
    svg.text({left, 620}, subtitle(simulation), ink, 13);
    draw_bars(svg, simulation);
    svg.text({left, top + plot_height + 560}, outcome_shares(simulation), ink, 12);
    svg.text({left, top + plot_height + 720},
             std::to_string(simulation.runs) + " runs, seed " + std::to_string(simulation.seed) +
                 ", behaviour \"" + simulation.behaviour + "\"; " + simulation.bodies,
             quiet, 11);
    svg.out += "</svg>\n";
    return svg.out;
}

}  // namespace paraph
