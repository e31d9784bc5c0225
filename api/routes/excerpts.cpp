#include <algorithm>

#include "api/notary.hpp"
#include "api/readings.hpp"
#include "api/routes/input.hpp"
#include "api/routes/present.hpp"
#include "api/routes/routes.hpp"
#include "api/trail/excerpt.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t entries_max = 10'000'000;  // entries of one cycle, or of the registry
constexpr std::int64_t withheld_at_once = 65'536;

/// The record of one cycle: its entries and the registry's, of all others what their place in the
/// tree takes.
class CycleRecord {
public:
    CycleRecord(const House& house, std::string cycle, Principal reader, std::uint64_t meets)
        : house_(house), cycle_(std::move(cycle)), reader_(std::move(reader)), lines_(meets) {}

    Result<std::string> write() {
        auto header = header_now();
        if (!header) return header.error();
        const auto size =
            static_cast<std::int64_t>(peek_checkpoint(header->checkpoint).value().size);
        std::int64_t next = 0;
        for (const auto& entry : shown()) {
            if (entry.number >= size) break;
            withhold(next, entry.number);
            text_ += lines_.add(line_of(entry));
            next = entry.number + 1;
        }
        withhold(next, size);
        text_ += lines_.end();
        if (whole_) header->cycle = seen_.state->id;
        return trail::write(*header) + "\n" + std::move(text_);
    }

private:
    /// Signed first, so that what the reader may see is judged by a state that knows all of it.
    Result<trail::Header> header_now() {
        auto checkpoint = house_.notary.checkpoint_over(house_.desk.head().size - 1);
        if (!checkpoint) return checkpoint.error();
        auto seen = know_of(house_, cycle_, reader_);
        if (!seen) return seen.error();
        seen_ = std::move(*seen);
        return trail::Header{.checkpoint = std::move(*checkpoint),
                             .format = std::string(trail::format),
                             .origin = house_.notary.origin(),
                             .vkey = house_.notary.vkey()};
    }

    /// In the log's order.
    std::vector<Entry> shown() const {
        auto entries = house_.archive.stream(seen_.state->id, 0, entries_max);
        auto registry = house_.archive.stream(registry_stream, 0, entries_max);
        std::ranges::move(registry, std::back_inserter(entries));
        std::ranges::sort(entries, {}, &Entry::number);
        return entries;
    }

    trail::Line line_of(const Entry& entry) {
        const auto extent = entry.stream == registry_stream ? extent_of_registry(reader_, entry)
                                                            : extent_of(seen_, entry);
        whole_ = whole_ && (extent != Extent::leaf || entry.stream == registry_stream);
        if (extent == Extent::leaf) return trail::withheld_line(entry.number, entry.leaf);
        return trail::cut_to(seen_.state->id, trail::line_of(entry, extent == Extent::whole));
    }

    void withhold(std::int64_t from, std::int64_t end) {
        while (from < end)
            for (const auto& leaf :
                 house_.archive.leaves(from, std::min(end, from + withheld_at_once)))
                text_ += lines_.add(trail::withheld_line(from++, leaf));
    }

    const House& house_;
    std::string cycle_;
    Principal reader_;
    Seen seen_;
    trail::Excerpt lines_;
    std::string text_;
    bool whole_ = true;  // nothing of the cycle itself is withheld
};

Result<std::uint64_t> size_to_meet(const http::Request& request) {
    const auto since = request.parameter("since").value_or("");
    if (since.empty()) return std::uint64_t{0};
    const auto size = number_in(since, "since");
    return size ? Result<std::uint64_t>(static_cast<std::uint64_t>(*size)) : size.error();
}

void read_excerpt(const House& house, const http::Context& context, http::Answer answer) {
    const auto fail = [&](const Refusal& why) { answer(problem_for(context.request, why)); };
    const auto seen = know_of(house, context.param("id"), context.principal);
    if (!seen) return fail(seen.error());
    const auto meets = size_to_meet(context.request);
    if (!meets) return fail(meets.error());
    if (house.readings.awaits(Readings::Kind::taking, context.principal, seen->state->id,
                              house.clock.now()))
        return fail(refuse(Refused::forbidden,
                           "Say first that you take this record along: POST "
                           "/api/v1/trail/exports with the cycle and \"jsonl\". It becomes an "
                           "entry of the trail."));
    in_background(house, context, std::move(answer),
                  [&house, cycle = seen->state->id, reader = context.principal, meets = *meets,
                   path = context.request.path] {
                      auto text = CycleRecord(house, cycle, reader, meets).write();
                      if (!text) return http::problem(text.error(), path);
                      auto response = http::with_type(200, "application/jsonl", std::move(*text));
                      response.headers.set("Content-Disposition",
                                           "attachment; filename=\"" + cycle + ".jsonl\"");
                      return response;
                  });
}

}  // namespace

void bind_excerpts(http::Router& router, const House& house) {
    router.bind("trail.excerpt", handler_in(house, read_excerpt));
}

}  // namespace paraph::api
