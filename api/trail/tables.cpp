#include "api/trail/tables.hpp"

#include <map>

#include "api/trail/event_rows.hpp"

namespace paraph::trail {
namespace {

/// Text from people is never a formula: a leading =, +, -, @, tab or return gets a quote before it.
std::string csv_cell(std::string_view text) {
    std::string cell;
    if (!text.empty() && std::string_view("=+-@\t\r").find(text.front()) != text.npos) cell = "'";
    cell += text;
    if (cell.find_first_of(",\"\r\n") == cell.npos) return cell;
    std::string quoted = "\"";
    for (const char c : cell) quoted.append(c == '"' ? 2 : 1, c);
    return quoted + "\"";
}

class Csv final : public Table {
public:
    std::string begin() override {
        return "number,cycle,sequence,at,effective,kind,actor,via,stage,round,body,position,"
               "result,reason,leaf\r\n";
    }
    Result<std::string> add(const Line& line) override {
        const auto row = rows_.next(line);
        if (!row) return row.error();
        if (!*row) return std::string();
        const auto& event = **row;
        std::string text = std::to_string(event.number);
        for (const auto& cell :
             {event.cycle, std::to_string(event.sequence), event.at, event.effective, event.kind,
              event.actor, event.via, event.stage,
              event.round > 0 ? std::to_string(event.round) : std::string(), event.body,
              event.position, event.result, event.reason, event.leaf})
            text += "," + csv_cell(cell);
        return text + "\r\n";
    }
    std::string end() override { return {}; }

private:
    EventRows rows_;
};

constexpr std::string_view xes_head =
    R"(<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1849-2016" xes.features="" xmlns="http://www.xes-standard.org/">
<extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
<extension name="Lifecycle" prefix="lifecycle" uri="http://www.xes-standard.org/lifecycle.xesext"/>
<extension name="Organizational" prefix="org" uri="http://www.xes-standard.org/org.xesext"/>
<extension name="Time" prefix="time" uri="http://www.xes-standard.org/time.xesext"/>
<global scope="trace">
<string key="concept:name" value="unknown"/>
</global>
<global scope="event">
<string key="concept:name" value="unknown"/>
<string key="lifecycle:transition" value="complete"/>
<string key="org:resource" value="unknown"/>
<date key="time:timestamp" value="1970-01-01T00:00:00.000Z"/>
</global>
<classifier name="Activity" keys="concept:name"/>
<classifier name="Resource" keys="org:resource"/>
)";

std::string xml_text(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            out += "&amp;";
        else if (c == '<')
            out += "&lt;";
        else if (c == '"')
            out += "&quot;";
        else if (byte == '\t' || byte == '\n' || byte == '\r')
            out += ' ';
        else if (byte >= 32)  // XML 1.0 has no place for the other control characters
            out += c;
    }
    return out;
}

std::string attribute(std::string_view type, std::string_view key, std::string_view value) {
    if (value.empty()) return {};
    std::string out = "<";
    out.append(type).append(" key=\"").append(key).append("\" value=\"");
    return out + xml_text(value) + "\"/>\n";
}

/// What a miner calls an activity: the stage it happened in, and what happened.
std::string activity(const EventRow& event) {
    return event.stage.empty() ? event.kind : event.stage + ": " + event.kind;
}

class Xes final : public Table {
public:
    std::string begin() override { return std::string(xes_head); }
    Result<std::string> add(const Line& line) override {
        const auto row = rows_.next(line);
        if (!row) return row.error();
        if (*row) traces_[(**row).cycle] += event_of(**row);
        return std::string();
    }
    std::string end() override {
        std::string out;
        for (const auto& [cycle, events] : traces_)
            out += "<trace>\n" + attribute("string", "concept:name", cycle) + events + "</trace>\n";
        return out + "</log>\n";
    }

private:
    static std::string event_of(const EventRow& event) {
        return "<event>\n" + attribute("string", "concept:name", activity(event)) +
               attribute("string", "lifecycle:transition", "complete") +
               attribute("string", "org:resource", event.actor) +
               attribute("string", "org:group", event.body) +
               attribute("date", "time:timestamp", event.at) +
               attribute("int", "paraph:number", std::to_string(event.number)) +
               attribute("int", "paraph:sequence", std::to_string(event.sequence)) +
               attribute("string", "paraph:position", event.position) +
               attribute("string", "paraph:result", event.result) +
               attribute("string", "paraph:via", event.via) + "</event>\n";
    }

    EventRows rows_;
    std::map<std::string, std::string> traces_;  // ids sort by the time when they were made
};

}  // namespace

std::unique_ptr<Table> make_table(std::string_view name) {
    if (name == "csv") return std::make_unique<Csv>();
    if (name == "xes") return std::make_unique<Xes>();
    return nullptr;
}

}  // namespace paraph::trail
