#include "workflows/tools/layout.hpp"

#include <cmath>
#include <graphviz/gvc.h>
#include <memory>
#include <mutex>
#include <stdexcept>
#include <string>

namespace paraph {
namespace {

std::mutex graphviz;  // the library has process-wide state

struct CloseContext {
    void operator()(GVC_t* context) const { gvFreeContext(context); }
};
struct CloseGraph {
    GVC_t* context;
    void operator()(Agraph_t* graph) const {
        gvFreeLayout(context, graph);
        agclose(graph);
    }
};
using Context = std::unique_ptr<GVC_t, CloseContext>;
using Graph = std::unique_ptr<Agraph_t, CloseGraph>;

void set(void* object, const char* name, const std::string& value) {
    agsafeset(object, const_cast<char*>(name), const_cast<char*>(value.c_str()),
              const_cast<char*>(""));
}

/// A label of a fixed size, so that no font of the machine has a say in where things stand.
void set_label(Agraph_t* graph, Agedge_t* edge, int width) {
    const auto table = "<TABLE BORDER=\"0\" FIXEDSIZE=\"TRUE\" CELLPADDING=\"0\" WIDTH=\"" +
                       std::to_string(width) + "\" HEIGHT=\"20\"><TR><TD></TD></TR></TABLE>";
    char* html = agstrdup_html(graph, const_cast<char*>(table.c_str()));
    agattr(graph, AGEDGE, const_cast<char*>("label"), const_cast<char*>(""));
    agset(edge, const_cast<char*>("label"), html);
    agstrfree(graph, html);
}

std::string inches(int pixels) {
    const auto thousandths = pixels * 1000 / 72;
    auto rest = std::to_string(thousandths % 1000);
    return std::to_string(thousandths / 1000) + '.' + std::string(3 - rest.size(), '0') + rest;
}

std::vector<Agnode_t*> add_boxes(Agraph_t* graph, const Picture& picture) {
    std::vector<Agnode_t*> nodes;
    for (std::size_t i = 0; i < picture.boxes.size(); ++i) {
        auto name = "n" + std::to_string(i);
        auto* node = agnode(graph, name.data(), 1);
        set(node, "shape", "box");
        set(node, "fixedsize", "true");
        set(node, "label", "");
        set(node, "width", inches(picture.boxes[i].width));
        set(node, "height", inches(picture.boxes[i].height));
        nodes.push_back(node);
    }
    return nodes;
}

std::vector<Agedge_t*> add_ways(Agraph_t* graph, const Picture& picture,
                                const std::vector<Agnode_t*>& nodes) {
    std::vector<Agedge_t*> edges;
    for (std::size_t i = 0; i < picture.ways.size(); ++i) {
        const auto& way = picture.ways[i];
        auto name = "e" + std::to_string(i);
        auto* edge = agedge(graph, nodes[way.from], nodes[way.to], name.data(), 1);
        set_label(graph, edge, way.label_width);
        // The main way, from one stage to the next as written, comes out straight.
        set(edge, "weight", way.to == way.from + 1 ? "8" : way.back ? "1" : "2");
        edges.push_back(edge);
    }
    return edges;
}

class Taken {
public:
    explicit Taken(const boxf& bounds) : bounds_(bounds) {}
    Point point(const pointf& p) const {
        return {tenths(p.x - bounds_.LL.x), tenths(bounds_.UR.y - p.y)};
    }
    static int tenths(double value) { return static_cast<int>(std::lround(value * 10)); }

private:
    boxf bounds_;
};

void take_way(const Taken& taken, Agedge_t* edge, Layout& layout) {
    layout.curves.emplace_back();
    layout.tips.emplace_back();
    layout.labels.push_back(ED_label(edge) ? taken.point(ED_label(edge)->pos) : Point{});
    const auto* splines = ED_spl(edge);
    if (!splines || splines->size == 0) return;
    const auto& curve = splines->list[0];
    for (int i = 0; i < curve.size; ++i) layout.curves.back().push_back(taken.point(curve.list[i]));
    const auto last = curve.list[curve.size - 1];
    layout.tips.back() = taken.point(curve.eflag ? curve.ep : last);
}

}  // namespace

Layout lay_out(const Picture& picture) {
    const std::lock_guard one_at_a_time{graphviz};
    static const Context context{gvContext()};  // plug-ins are found once
    std::string name = "picture";
    const Graph graph{agopen(name.data(), Agdirected, nullptr), CloseGraph{context.get()}};
    set(graph.get(), "rankdir", "LR");
    set(graph.get(), "nodesep", "0.45");
    set(graph.get(), "ranksep", "0.4");
    const auto nodes = add_boxes(graph.get(), picture);
    const auto edges = add_ways(graph.get(), picture, nodes);
    if (gvLayout(context.get(), graph.get(), "dot") != 0) {
        throw std::runtime_error("Graphviz could not place the picture");
    }
    const Taken taken{GD_bb(graph.get())};
    Layout layout;
    layout.width = Taken::tenths(GD_bb(graph.get()).UR.x - GD_bb(graph.get()).LL.x);
    layout.height = Taken::tenths(GD_bb(graph.get()).UR.y - GD_bb(graph.get()).LL.y);
    for (auto* node : nodes) layout.boxes.push_back(taken.point(ND_coord(node)));
    for (auto* edge : edges) take_way(taken, edge, layout);
    return layout;
}

}  // namespace paraph
