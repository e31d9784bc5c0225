#include "workflows/language/expression_tokens.hpp"

#include <algorithm>
#include <array>
#include <optional>

#include "engine/base/json.hpp"

namespace paraph {

namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_letter(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
           static_cast<unsigned char>(c) >= 0x80;
}
bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

class TokenScanner {
public:
    explicit TokenScanner(std::string_view text) : text_(text) {}

    bool skip_space() {
        while (at_ < text_.size() && is_space(text_[at_])) ++at_;
        return at_ < text_.size();
    }
    std::size_t at() const { return at_; }

    std::optional<ExpressionToken> next() {
        const char c = text_[at_];
        if (c == '"' || c == '\'') return quoted(c);
        if (is_date()) return take(ExpressionToken::Kind::date, 10);
        if (is_digit(c)) return number_or_word();
        if (is_letter(c)) return take(ExpressionToken::Kind::word, word_length());
        return symbol();
    }

private:
    ExpressionToken take(ExpressionToken::Kind kind, std::size_t length) {
        const ExpressionToken token{kind, text_.substr(at_, length), at_};
        at_ += length;
        return token;
    }

    char peek(std::size_t ahead) const {
        return at_ + ahead < text_.size() ? text_[at_ + ahead] : '\0';
    }

    std::size_t word_length() const {
        std::size_t length = 0;
        while (is_letter(peek(length)) || is_digit(peek(length)) ||
               ((peek(length) == '-' || peek(length) == '\'') && length > 0 &&
                (is_letter(peek(length + 1)) || is_digit(peek(length + 1)))))
            ++length;
        return length;
    }

    bool is_date() const {
        constexpr std::string_view shape = "0000-00-00";
        for (std::size_t i = 0; i < shape.size(); ++i)
            if (shape[i] == '0' ? !is_digit(peek(i)) : peek(i) != shape[i]) return false;
        return !is_digit(peek(shape.size())) && !is_letter(peek(shape.size()));
    }

    /// "12", "2.5", "25%"; a word where letters follow: "3rd".
    ExpressionToken number_or_word() {
        std::size_t length = 0;
        while (is_digit(peek(length))) ++length;
        if (is_letter(peek(length))) return take(ExpressionToken::Kind::word, word_length());
        if (peek(length) == '.' && is_digit(peek(length + 1))) {
            ++length;
            while (is_digit(peek(length))) ++length;
        }
        if (peek(length) == '%') ++length;
        return take(ExpressionToken::Kind::number, length);
    }

    std::optional<ExpressionToken> quoted(char quote) {
        const std::size_t end = text_.find(quote, at_ + 1);
        if (end == std::string_view::npos) return std::nullopt;
        const ExpressionToken token{ExpressionToken::Kind::text,
                                    text_.substr(at_ + 1, end - at_ - 1), at_};
        at_ = end + 1;
        return token;
    }

    std::optional<ExpressionToken> symbol() {
        constexpr std::array<std::string_view, 13> symbols{"!=", "<=", ">=", "=", "<", ">", ",",
                                                           "+",  "-",  "*",  "/", "(", ")"};
        const auto found = std::ranges::find_if(
            symbols, [&](std::string_view s) { return text_.substr(at_).starts_with(s); });
        if (found == symbols.end()) return std::nullopt;
        return take(ExpressionToken::Kind::symbol, found->size());
    }

    std::string_view text_;
    std::size_t at_ = 0;
};

}  // namespace

boost::system::result<std::vector<ExpressionToken>, ExpressionError> expression_tokens(
    std::string_view text) {
    if (!is_valid_utf8(text)) return ExpressionError{0, "The text is not valid UTF-8."};
    std::vector<ExpressionToken> tokens;
    TokenScanner scanner(text);
    while (scanner.skip_space()) {
        const auto token = scanner.next();
        if (!token) {
            const char c = text[scanner.at()];
            const bool quote = c == '"' || c == '\'';
            return ExpressionError{scanner.at(),
                                   quote ? std::string("This quoted text does not end.")
                                         : std::string("\"") + c + "\" has no meaning here."};
        }
        tokens.push_back(*token);
    }
    tokens.push_back({ExpressionToken::Kind::end, {}, text.size()});
    return tokens;
}

}  // namespace paraph
