#pragma once

#include <vector>

#include "workflows/tools/svg.hpp"

namespace paraph {

/// Where everything stands: centres of boxes and labels, and for each way its cubic Bézier curve
/// (1 + 3n points) with the tip of its arrow.
struct Layout {
    int width = 0, height = 0;  // tenths of a pixel
    std::vector<Point> boxes;
    std::vector<Point> labels;
    std::vector<std::vector<Point>> curves;
    std::vector<Point> tips;
};

/// Places a picture with Graphviz. One at a time in the whole process, whoever calls.
Layout lay_out(const Picture& picture);

}  // namespace paraph
