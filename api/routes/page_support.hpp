#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "api/house.hpp"
#include "api/http/form.hpp"
#include "api/pages/render.hpp"
#include "api/pages/security.hpp"
#include "engine/rules/calendar.hpp"

namespace paraph::api {

// What all pages share: who reads, in which language, within which frame; and how a form is known
// to be ours.

/// A form as it came, so that a page that could not take it can offer to send it again. Files are
/// not kept.
struct SentForm {
    std::string target;
    std::string body;  // application/x-www-form-urlencoded
};

/// What a page keeps of its request, since its answer may come after the request is gone.
struct Reader {
    Principal principal;
    const pages::Language* language = nullptr;
    bool chose_language = false;  // by ?lang=, which a cookie then remembers
    std::string path;             // with its query, but without lang=
    std::string text_language;    // of cycles' texts: by ?text=, else the reader's
    pages::Section section = pages::Section::none;
    std::shared_ptr<const SentForm> sent;  // null: nothing, a file, or too much to keep
};
Reader reader_of(const House& house, const http::Request& request, const Principal& principal,
                 pages::Section section = pages::Section::none);
Reader reader_of(const House& house, const http::Context& context, const Principal& principal,
                 pages::Section section = pages::Section::none);
/// As the session's cookie says.
Reader reader_of(const House& house, const http::Context& context,
                 pages::Section section = pages::Section::none);

pages::Frame frame_of(const House& house, const Reader& reader);
/// An HTML response with the headers of every page.
http::Response page_response(const Reader& reader, unsigned status, std::string html);

template <class View>
http::Response page(const House& house, const Reader& reader, const View& view,
                    unsigned status = 200) {
    return page_response(reader, status,
                         pages::render(frame_of(house, reader), view, *reader.language));
}

/// A refusal as a page. Without a text of its own, it says what its status means; so does what may
/// be over in a while (429, 500, 503), and it offers to send again what was sent. `back`: where to
/// go on.
http::Response refusal_page(const House& house, const Reader& reader, const Refusal& refusal,
                            std::string back = {});

/// Why something was refused, in the reader's language. English has the engine's own words; others
/// what their catalogue has for them, else a sentence for the kind of refusal, with the English
/// words where the kind can't say what to mend.
std::string refusal_words(const Refusal& refusal, const pages::Language& language);

/// Answers beside the I/O and the desk's thread: for what reads the disk. A fault is logged and
/// answered as a page. Nothing: the work has passed the answer on to somebody else.
void render_later(const House& house, const Reader& reader, http::Answer answer,
                  std::function<std::optional<http::Response>()> work);

/// The token of a form: good for this reader and this purpose ("task asg_…", "sign-in") only.
std::string form_token(const House& house, const Reader& reader, std::string_view purpose);
/// The form, if it was sent by our own page to this reader; a refusal in words otherwise.
Result<http::Form> own_form(const House& house, const http::Request& request, const Reader& reader,
                            std::string_view purpose, const http::FormLimits& limits = {});

/// A day and an hour of the calendar's clock, "2025-12-22" and "17:00"; without an hour the close
/// of office.
Result<Instant> moment_in(const CalendarVersion& calendar, std::string_view day,
                          std::string_view hour);
/// The same back: an instant as the fields of a form have it.
struct DayAndHour {
    std::string day, hour;
};
DayAndHour fields_of(const CalendarVersion& calendar, Instant instant);
/// IANA zone of the calendar that the cycle runs by.
std::string zone_of(const House& house, const State& state);

}  // namespace paraph::api
