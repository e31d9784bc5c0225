#include "workflows/language/attribute_samples.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace paraph {
namespace {

constexpr std::size_t samples_max = 10'000;
constexpr std::size_t choices_max = 8;  // of "some of", each in or out
constexpr std::size_t guesses_max = 500;

/// What a condition compares each of its attributes with.
class Mentioned {
public:
    std::map<std::string, std::set<std::string>> texts;
    std::map<std::string, std::set<std::int64_t>> numbers;
    bool can_tell = true;

    void look(const Expression& e) {
        using Op = Expression::Op;
        switch (e.op) {
            case Op::attribute:
                texts[e.name];
                break;
            case Op::all_of:
            case Op::any_of:
            case Op::negation:
                for (const auto& argument : e.arguments) look(argument);
                break;
            case Op::equal:
            case Op::unequal:
            case Op::less:
            case Op::at_most:
            case Op::greater:
            case Op::at_least:
            case Op::is_in:
                compare(e);
                break;
            default:
                can_tell = can_tell && !has_attribute(e);
        }
    }

    /// The value itself and its neighbours stand for all numbers below, between and above.
    void note(const std::string& name, const Rational& value) {
        const auto n = value.numerator(), d = value.denominator();
        const auto floor = n >= 0 ? n / d : -((-n + d - 1) / d);
        constexpr auto most = static_cast<Rational::Term>(1) << 52;
        if (floor > most || floor < -most) {
            can_tell = false;
            return;
        }
        for (int by = -1; by <= 1; ++by)
            numbers[name].insert(static_cast<std::int64_t>(floor) + by);
        if (d != 1) numbers[name].insert(static_cast<std::int64_t>(floor) + 2);
    }

private:
    static bool has_attribute(const Expression& e) {
        return e.op == Expression::Op::attribute || std::ranges::any_of(e.arguments, has_attribute);
    }

    /// What is computed, from figures or numbers, has no value that could be tried.
    static bool is_plain(const Expression& side) {
        using Op = Expression::Op;
        return side.op == Op::attribute || side.op == Op::text || side.op == Op::number ||
               side.op == Op::truth;
    }

    /// One attribute, and what stands plainly beside it.
    void compare(const Expression& e) {
        const Expression* attribute = nullptr;
        for (const auto& side : e.arguments) {
            if (side.op != Expression::Op::attribute) {
                can_tell = can_tell && !has_attribute(side);
                continue;
            }
            can_tell = can_tell && !attribute;
            attribute = &side;
            texts[side.name];
        }
        if (!attribute) return;
        for (const auto& side : e.arguments) {
            if (side.op == Expression::Op::text) texts[attribute->name].insert(side.name);
            if (side.op == Expression::Op::number) note(attribute->name, side.value);
            can_tell = can_tell && is_plain(side);
        }
    }
};

json::array list_of(const std::set<std::string>& texts) {
    json::array list;
    for (const auto& text : texts) list.emplace_back(text);
    return list;
}

/// Every choice of the mentioned ones, with and without each.
void add_subsets(std::vector<json::value>& values, const std::set<std::string>& mentioned) {
    for (std::size_t bits = 0; bits < (std::size_t{1} << mentioned.size()); ++bits) {
        std::set<std::string> some;
        std::size_t at = 0;
        for (const auto& text : mentioned) {
            if ((bits >> at++) & 1) some.insert(text);
        }
        values.emplace_back(list_of(some));
    }
}

/// What stands for all answers to one attribute; an empty value for none.
std::vector<json::value> values_of(const Attribute& attribute, const Mentioned& mentioned) {
    const auto& texts = mentioned.texts.at(attribute.name);
    std::vector<json::value> values;
    if (!attribute.required) values.emplace_back(nullptr);
    switch (attribute.type) {
        case Attribute::Type::yes_no:
            values.insert(values.end(), {json::value(true), json::value(false)});
            break;
        case Attribute::Type::number: {
            const auto found = mentioned.numbers.find(attribute.name);
            if (found == mentioned.numbers.end())
                values.emplace_back(0);
            else
                values.insert(values.end(), found->second.begin(), found->second.end());
            break;
        }
        case Attribute::Type::one_of:
            for (const auto& choice : attribute.choices) values.emplace_back(choice);
            break;
        case Attribute::Type::some_of:
            add_subsets(values, texts);
            break;
        case Attribute::Type::text:
        case Attribute::Type::date:
            values.emplace_back("");  // before all others
            for (const auto& text : texts) {
                values.emplace_back(text);
                values.emplace_back(text + ' ');  // after this one and before the next
            }
            break;
    }
    return values;
}

/// What a condition reads, whether or not it can be told what stands for all answers.
class Reads {
public:
    std::set<std::string> attributes;
    Mentioned values;

    void look(const Expression& e) {
        if (e.op == Expression::Op::attribute) attributes.insert(e.name);
        if (e.op == Expression::Op::number) numbers_.push_back(e.value);
        if (e.op == Expression::Op::text) texts_.insert(e.name);
        for (const auto& argument : e.arguments) look(argument);
    }

    /// Every value that is mentioned anywhere may matter for each attribute.
    const Mentioned& spread() {
        for (const auto& name : attributes) {
            values.texts[name] = texts_;
            for (const auto& number : numbers_) values.note(name, number);
            for (const int usual : {0, 1'000'000}) values.numbers[name].insert(usual);
        }
        return values;
    }

private:
    std::vector<Rational> numbers_;
    std::set<std::string> texts_;
};

}  // namespace

std::vector<json::object> guesses_for(const Definition& definition, const Expression& condition) {
    Reads read;
    read.look(condition);
    const auto& mentioned = read.spread();
    std::vector<std::pair<std::string, std::vector<json::value>>> choices;
    for (const auto& name : read.attributes) {
        const auto found = definition.attributes.find(name);
        if (found == definition.attributes.end()) continue;
        if (found->second.type == Attribute::Type::some_of &&
            mentioned.texts.at(name).size() > choices_max)
            continue;
        auto values = values_of(found->second, mentioned);
        if (!values.empty()) choices.emplace_back(name, std::move(values));
    }
    std::vector<json::object> guesses;
    std::uint32_t turn = 1;  // the numbers of a fixed sequence: the same guesses each time
    while (guesses.size() < guesses_max) {
        auto& guess = guesses.emplace_back();
        for (const auto& [name, values] : choices) {
            turn = turn * 1'664'525u + 1'013'904'223u;
            const auto& value = values[(turn >> 8) % values.size()];
            if (!value.is_null()) guess[name] = value;
        }
        if (choices.empty()) break;
    }
    return guesses;
}

std::optional<std::vector<json::object>> samples_for(const Definition& definition,
                                                     const Expression& condition) {
    Mentioned mentioned;
    mentioned.look(condition);
    if (!mentioned.can_tell) return std::nullopt;
    std::vector<json::object> samples{{}};
    for (const auto& [name, texts] : mentioned.texts) {
        const auto found = definition.attributes.find(name);
        if (found == definition.attributes.end()) return std::nullopt;
        if (found->second.type == Attribute::Type::some_of && texts.size() > choices_max)
            return std::nullopt;
        const auto values = values_of(found->second, mentioned);
        if (samples.size() * values.size() > samples_max) return std::nullopt;
        std::vector<json::object> more;
        for (const auto& sample : samples) {
            for (const auto& value : values) {
                more.push_back(sample);
                if (!value.is_null()) more.back()[name] = value;
            }
        }
        samples = std::move(more);
    }
    return samples;
}

}  // namespace paraph
