#include "adapters/documents/markdown.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include <md4c.h>

namespace paraph {
namespace {

void escape(std::string& out, std::string_view text) {
    for (const char c : text) switch (c) {
            case '&':
                out += "&amp;";
                break;
            case '<':
                out += "&lt;";
                break;
            case '>':
                out += "&gt;";
                break;
            case '"':
                out += "&quot;";
                break;
            case '\'':
                out += "&#39;";
                break;
            default:
                out += c;
        }
}

std::string lower(std::string_view text) {
    std::string small(text);
    std::ranges::transform(small, small.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
    });
    return small;
}

/// Where a reader may be sent. A browser skips control characters in a scheme, so none is taken.
bool is_safe(std::string_view address) {
    const auto control = [](char c) { return static_cast<unsigned char>(c) < 0x21; };
    if (address.empty() || std::ranges::any_of(address, control)) return false;
    if (address.starts_with("#")) return true;
    const auto small = lower(address.substr(0, 8));
    constexpr std::array<std::string_view, 3> schemes{"https://", "http://", "mailto:"};
    return std::ranges::any_of(schemes, [&](auto scheme) { return small.starts_with(scheme); });
}

/// An attribute comes in pieces: text, entities, NUL characters.
std::string joined(const MD_ATTRIBUTE& attribute) {
    return {attribute.text, attribute.size};
}

class Writer {
public:
    std::string take() { return std::move(out_); }

    void enter(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_H:
                return open("h" + level(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
            case MD_BLOCK_OL:
                return open_list(static_cast<MD_BLOCK_OL_DETAIL*>(detail)->start);
            case MD_BLOCK_CODE:
                out_ += "<pre><code>";
                return;
            case MD_BLOCK_HR:
                out_ += "<hr>\n";
                return;
            case MD_BLOCK_DOC:
                return;
            default:
                return open(std::string(tag(type)));
        }
    }

    void leave(MD_BLOCKTYPE type, void* detail) {
        switch (type) {
            case MD_BLOCK_H:
                return close("h" + level(static_cast<MD_BLOCK_H_DETAIL*>(detail)->level));
            case MD_BLOCK_CODE:
                out_ += "</code></pre>\n";
                return;
            case MD_BLOCK_HR:
            case MD_BLOCK_DOC:
                return;
            default:
                return close(std::string(tag(type)));
        }
    }

    void enter(MD_SPANTYPE type, void* detail) {
        if (type == MD_SPAN_A) return link(joined(static_cast<MD_SPAN_A_DETAIL*>(detail)->href));
        if (type == MD_SPAN_IMG) return link(joined(static_cast<MD_SPAN_IMG_DETAIL*>(detail)->src));
        out_ += "<" + std::string(tag(type)) + ">";
    }

    void leave(MD_SPANTYPE type) {
        if (type == MD_SPAN_A || type == MD_SPAN_IMG) {
            out_ += links_.back() ? "</a>" : "</span>";
            links_.pop_back();
            return;
        }
        out_ += "</" + std::string(tag(type)) + ">";
    }

    void text(MD_TEXTTYPE type, std::string_view text) {
        switch (type) {
            case MD_TEXT_NULLCHAR:
                out_ += "\xEF\xBF\xBD";
                return;
            case MD_TEXT_BR:
                out_ += "<br>\n";
                return;
            case MD_TEXT_SOFTBR:
                out_ += '\n';
                return;
            case MD_TEXT_ENTITY:  // md4c found it well formed: a character, never markup
                out_ += text;
                return;
            default:
                return escape(out_, text);
        }
    }

private:
    static std::string level(unsigned written) { return std::to_string(std::min(written + 2, 6u)); }

    static std::string_view tag(MD_BLOCKTYPE type) {
        switch (type) {
            case MD_BLOCK_QUOTE:
                return "blockquote";
            case MD_BLOCK_UL:
                return "ul";
            case MD_BLOCK_OL:
                return "ol";
            case MD_BLOCK_LI:
                return "li";
            case MD_BLOCK_TABLE:
                return "table";
            case MD_BLOCK_THEAD:
                return "thead";
            case MD_BLOCK_TBODY:
                return "tbody";
            case MD_BLOCK_TR:
                return "tr";
            case MD_BLOCK_TH:
                return "th";
            case MD_BLOCK_TD:
                return "td";
            default:
                return "p";
        }
    }

    static std::string_view tag(MD_SPANTYPE type) {
        switch (type) {
            case MD_SPAN_EM:
                return "em";
            case MD_SPAN_STRONG:
                return "strong";
            case MD_SPAN_CODE:
                return "code";
            case MD_SPAN_DEL:
                return "s";
            default:
                return "span";
        }
    }

    void open(const std::string& name) { out_ += "<" + name + ">"; }
    void close(const std::string& name) { out_ += "</" + name + ">\n"; }
    void open_list(unsigned start) {
        out_ += start == 1 ? "<ol>" : "<ol start=\"" + std::to_string(start) + "\">";
    }

    void link(const std::string& address) {
        links_.push_back(is_safe(address));
        if (!links_.back()) {
            out_ += "<span>";
            return;
        }
        out_ += "<a rel=\"noopener noreferrer nofollow\" href=\"";
        escape(out_, address);
        out_ += "\">";
    }

    std::string out_;
    std::vector<bool> links_;  // the open ones: whether they lead anywhere
};

Writer& writer(void* user) {
    return *static_cast<Writer*>(user);
}

}  // namespace

std::string markdown_to_html(std::string_view text) {
    Writer out;
    MD_PARSER parser{};
    parser.flags = MD_FLAG_NOHTML | MD_FLAG_TABLES | MD_FLAG_STRIKETHROUGH;
    parser.enter_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        return writer(user).enter(type, detail), 0;
    };
    parser.leave_block = [](MD_BLOCKTYPE type, void* detail, void* user) {
        return writer(user).leave(type, detail), 0;
    };
    parser.enter_span = [](MD_SPANTYPE type, void* detail, void* user) {
        return writer(user).enter(type, detail), 0;
    };
    parser.leave_span = [](MD_SPANTYPE type, void*, void* user) {
        return writer(user).leave(type), 0;
    };
    parser.text = [](MD_TEXTTYPE type, const MD_CHAR* bytes, MD_SIZE size, void* user) {
        return writer(user).text(type, {bytes, size}), 0;
    };
    if (md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &out) != 0)
        return plain_to_html(text);
    return out.take();
}

std::string plain_to_html(std::string_view text) {
    std::string out = "<p>";
    for (std::size_t at = 0; at <= text.size();) {
        const auto end = std::min(text.find('\n', at), text.size());
        if (at > 0) out += "<br>\n";
        escape(out, text.substr(at, end - at));
        at = end + 1;
    }
    return out + "</p>\n";
}

}  // namespace paraph
