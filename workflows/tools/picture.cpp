#include "workflows/tools/picture.hpp"

#include <algorithm>

#include "engine/base/enums.hpp"

namespace paraph {
namespace {

constexpr std::size_t dots_max = 24;  // beyond, those that don't block are only counted
constexpr int title_width_max = 190;

std::string capital(std::string text) {
    if (!text.empty() && text[0] >= 'a' && text[0] <= 'z')
        text[0] = static_cast<char>(text[0] - 32);
    return text;
}

std::string who_in_words(const Definition& definition, const Stage& stage,
                         std::string_view language) {
    std::string text;
    for (const auto& participant : stage.who) {
        const auto* role = participant.kind == Participant::Kind::role
                               ? definition.role(participant.name)
                               : nullptr;
        text += text.empty() ? "" : ", ";
        text +=
            role ? in_language(role->title, definition, language, role->name) : participant.name;
    }
    return text;
}

/// How a stage stands; of one that is stopped, its note says it.
std::string state_word(Standing::State state, std::string_view language) {
    switch (state) {
        case Standing::State::now:
            return picture_word("now", language);
        case Standing::State::settled:
            return picture_word("settled", language);
        case Standing::State::skipped:
            return picture_word("skipped", language);
        case Standing::State::unreached:
            return picture_word("not reached", language);
        case Standing::State::stopped:
            return {};
        case Standing::State::to_come:
            break;
    }
    return picture_word("to come", language);
}

std::string due_in_words(const Stage& stage, std::string_view language) {
    if (!stage.due) return {};
    const auto length = span_in_words(stage.due->span, language);
    return counted_in_words(*stage.due, length, language);
}

/// The bodies of the present stage: all of them, or those that block and how many others.
void add_dots(Picture::Box& box, const Standing::Stage& stage, std::string_view language) {
    const bool all = stage.bodies.size() <= dots_max;
    std::size_t left_out = 0;
    for (const auto kind : {Standing::Dot::Kind::blocking, Standing::Dot::Kind::awaited,
                            Standing::Dot::Kind::answered, Standing::Dot::Kind::asked}) {
        for (const auto& dot : stage.bodies) {
            if (dot.kind != kind) continue;
            if (all || box.dots.size() + 1 < dots_max)
                box.dots.push_back({kind, dot.label});
            else
                ++left_out;
        }
    }
    if (left_out > 0) {
        box.more = "+ " + digits_in(std::to_string(left_out), language) + ' ' +
                   picture_word("more", language);
    }
}

Picture::Box stage_box(const Definition& definition, const Stage& stage, const Standing* standing,
                       std::string_view language) {
    Picture::Box box;
    box.id = stage.name;
    box.start = stage.name == definition.start;
    const auto title = in_language(stage.title, definition, language, capital(stage.name));
    box.title = wrapped(title, title_size, title_width_max);
    const auto kind = picture_word(enum_text(stage.kind), language);
    const auto who = who_in_words(definition, stage, language);
    if (!standing) {
        const auto what = stage.procedure.empty() ? who : stage.procedure;
        box.lines =
            wrapped(what.empty() ? kind : kind + " \xC2\xB7 " + what, line_size, title_width_max);
        if (auto due = due_in_words(stage, language); !due.empty()) box.lines.push_back(due);
        return box;
    }
    Standing::Stage untouched;
    if (standing->over) untouched.state = Standing::State::unreached;
    const auto found = standing->stages.find(stage.name);
    const auto& here = found == standing->stages.end() ? untouched : found->second;
    box.state = here.state;
    if (auto word = state_word(here.state, language); !word.empty())
        box.lines.push_back(std::move(word));
    if (!here.note.empty()) {
        for (auto& line : wrapped(picture_word(here.note, language), line_size, title_width_max)) {
            box.lines.push_back(std::move(line));
        }
    }
    if (here.state == Standing::State::now || here.state == Standing::State::stopped)
        add_dots(box, here, language);
    return box;
}

std::size_t index_of(const Picture& picture, std::string_view id, bool end) {
    std::size_t i = 0;
    while (i < picture.boxes.size() && (picture.boxes[i].end != end || picture.boxes[i].id != id))
        ++i;
    return i;
}

/// Where the branches of a block come together again; made when the first of them is done.
std::size_t join_of(Picture& picture, const Definition& definition, const std::string& block,
                    const Standing* standing, std::string_view language) {
    const auto id = block + " joined";
    if (const auto known = index_of(picture, id, false); known < picture.boxes.size()) return known;
    Picture::Box box;
    box.id = id;
    box.join = true;
    box.title = {capital(picture_word("joined", language))};
    if (const auto* stage = definition.stage(block))
        box.lines = wrapped(join_in_words(*stage, language), line_size, title_width_max);
    if (standing)
        if (const auto here = standing->stages.find(block); here != standing->stages.end())
            box.state = here->second.state == Standing::State::settled ? Standing::State::settled
                                                                       : Standing::State::to_come;
    picture.boxes.push_back(std::move(box));
    return picture.boxes.size() - 1;
}

/// The index of the box that a way leads to; joins and ends are made as they come up.
std::size_t box_of(Picture& picture, const Definition& definition, const Stage& from,
                   const Target& target, const Standing* standing, std::string_view language) {
    if (target.kind == Target::Kind::done)
        return join_of(picture, definition, from.block, standing, language);
    if (target.kind == Target::Kind::leave) {
        const auto& block = *definition.stage(from.block);
        return box_of(picture, definition, block, block.then.at(target.name), standing, language);
    }
    const auto known = index_of(picture, target.name, target.ends());
    if (known < picture.boxes.size()) return known;
    Picture::Box box;
    box.id = target.name;
    box.end = true;
    const auto titled = definition.outcomes.find(target.name);
    const auto word = capital(picture_word(target.name, language));
    const auto title = titled == definition.outcomes.end()
                           ? word
                           : in_language(titled->second, definition, language, word);
    box.title = wrapped(title, title_size, title_width_max);
    if (standing && standing->outcome == target.name) {
        box.state = Standing::State::settled;
        box.lines = {picture_word("ends here", language)};
    }
    picture.boxes.push_back(std::move(box));
    return picture.boxes.size() - 1;
}

Picture::Way& way_between(Picture& picture, std::size_t from, std::size_t to) {
    for (auto& way : picture.ways) {
        if (way.from == from && way.to == to) return way;
    }
    const bool back = !picture.boxes[to].end && to <= from && !picture.boxes[from].join;
    return picture.ways.emplace_back(Picture::Way{from, to, "", back, false, 0});
}

/// A block leads into its branches; what its own results lead to begins where they join, or in the
/// branch from which it is left.
void add_branches(Picture& picture, const Definition& definition, const Stage& block,
                  std::size_t from, const Standing* standing, std::string_view language) {
    for (const auto& branch : block.branches)
        way_between(picture, from, index_of(picture, branch, false));
    const auto joined = block.then.find("joined");
    if (joined == block.then.end()) return;
    const auto join = join_of(picture, definition, block.name, standing, language);
    way_between(picture, join,
                box_of(picture, definition, block, joined->second, standing, language));
}

void add_ways(Picture& picture, const Definition& definition, const Stage& stage, std::size_t from,
              const Standing* standing, std::string_view language) {
    const auto add = [&](const Target& target, const std::string& label) -> Picture::Way& {
        const auto to = box_of(picture, definition, stage, target, standing, language);
        auto& way = way_between(picture, from, to);
        way.label += (way.label.empty() ? "" : ", ") + label;
        return way;
    };
    if (stage.kind == StageKind::parallel)
        add_branches(picture, definition, stage, from, standing, language);
    for (const auto& [result, target] : stage.then) {
        if (stage.kind == StageKind::parallel && result != "overdue") continue;
        auto& way = add(target, picture_word(result, language));
        if (!standing) continue;
        const auto here = standing->stages.find(stage.name);
        if (here != standing->stages.end() && here->second.note == result) way.taken = true;
    }
    if (!stage.at_most) return;
    add(stage.at_most_then, times_in_words(*stage.at_most, language));
}

/// Of the first letter of `text`, in thousandths of the font's size.
int letter_width(std::string_view text) {
    constexpr std::string_view narrow = "iljtfrI.,:;|!' ()", wide = "mwMWQ@%";
    const char c = text.front();
    if (static_cast<unsigned char>(c) >= 0x80) {
        // Bangla's vowel signs (U+09BC to U+09CC) sit around their letter; U+09CD joins two.
        if (text.starts_with("\xE0\xA7\x8D")) return 0;
        const bool sign = (text.starts_with("\xE0\xA6") && text[2] >= '\xBC') ||
                          (text.starts_with("\xE0\xA7") && text[2] <= '\x8C');
        return sign ? 400 : 640;
    }
    if (narrow.find(c) != std::string_view::npos) return 360;
    if (wide.find(c) != std::string_view::npos) return 900;
    return c >= 'A' && c <= 'Z' ? 690 : 575;
}

}  // namespace

std::vector<std::string> wrapped(std::string_view text, int size, int width) {
    std::vector<std::string> lines{""};
    while (!text.empty()) {
        const auto end = std::min(text.find(' '), text.size());
        const std::string word{text.substr(0, end)};
        text.remove_prefix(std::min(end + 1, text.size()));
        auto& line = lines.back();
        const auto longer = line.empty() ? word : line + ' ' + word;
        if (line.empty() || text_width(longer, size) <= width)
            line = longer;
        else
            lines.push_back(word);
    }
    return lines;
}

int head_height(const Picture::Box& box) {
    return static_cast<int>(box.title.size() + box.lines.size()) * row + 2 * padding - 4;
}

void size_box(Picture::Box& box) {
    int width = 72;
    const auto fit = [&](std::string_view text, int size, int more = 0) {
        width = std::max(width, text_width(text, size) + more);
    };
    for (const auto& text : box.title) fit(text, title_size);
    for (const auto& text : box.lines) fit(text, line_size);
    for (const auto& dot : box.dots) fit(dot.label, line_size, 20);
    for (const auto& text : box.ways) fit(text, line_size);
    fit(box.more, line_size);
    const auto rows = static_cast<int>(box.dots.size() + box.ways.size()) + !box.more.empty();
    const int gaps = (box.dots.empty() ? 0 : padding) + (box.ways.empty() ? 0 : padding);
    box.width = width + 2 * padding + (box.state == Standing::State::settled ? 26 : 0);
    box.height = head_height(box) + rows * row + gaps;
}

Picture make_picture(const Definition& definition, const Standing* standing, const Look& look) {
    Picture picture;
    picture.live = standing != nullptr;
    picture.down = look.direction == Look::Direction::down;
    const auto language = language_of(definition, look);
    for (const auto& stage : definition.stages) {
        picture.boxes.push_back(stage_box(definition, stage, standing, language));
    }
    for (std::size_t i = 0; i < definition.stages.size(); ++i) {
        add_ways(picture, definition, definition.stages[i], i, standing, language);
    }
    for (auto& box : picture.boxes) size_box(box);
    for (auto& way : picture.ways) way.label_width = text_width(way.label, line_size) + 8;
    return picture;
}

int text_width(std::string_view text, int size) {
    int thousandths = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const auto byte = static_cast<unsigned char>(text[i]);
        if ((byte & 0xC0) != 0x80) thousandths += letter_width(text.substr(i));
    }
    return thousandths * size / 1000 + 2;
}

}  // namespace paraph
