#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include <boost/describe.hpp>

#include "engine/base/codec.hpp"
#include "engine/model/definition.hpp"

namespace paraph {

/// What bodies say about a text, without the words: those stay with the entries that brought them.

BOOST_DEFINE_FIXED_ENUM_CLASS(Force, std::uint8_t, condition, recommendation, remark)
/// `lapsed`: a condition that lapsed with the position it was made with.
BOOST_DEFINE_FIXED_ENUM_CLASS(CommentStatus, std::uint8_t, open, lifted, withdrawn, lapsed)
BOOST_DEFINE_FIXED_ENUM_CLASS(Disposition, std::uint8_t, accepted, accepted_with_modification,
                              noted, rejected, deferred)

/// A part of a paragraph: characters (code points) from `start` up to, not with, `end`.
struct Selection {
    int start = 0;
    int end = 0;
};
BOOST_DESCRIBE_STRUCT(Selection, (), (start, end))

/// Where a comment stands that goes out level by level. Nobody outside sees it before the last.
BOOST_DEFINE_FIXED_ENUM_CLASS(Clearance, std::uint8_t, pending, verified, submitted)

/// An act inside a body: the entry of its cycle.
struct Citation {
    std::string cycle;
    std::int64_t sequence = 0;
};
BOOST_DESCRIBE_STRUCT(Citation, (), (cycle, sequence))

struct Comment {
    std::string id;
    int number = 0;  // 1, 2, … in the cycle: how people name it
    std::string body;
    std::string person;
    std::string stage;
    int revision = 0;
    std::string paragraph;  // id; empty: the whole text
    std::optional<Selection> selection;
    Force force = Force::remark;
    CommentType type = CommentType::general;
    CommentStatus status = CommentStatus::open;
    std::optional<Disposition> disposition;
    std::int64_t entry = 0;  // that brought it; its text is the `index`-th there
    int index = 0;
    std::int64_t answer = 0;           // sequence of the entry that holds the observation; 0: none
    int answer_index = 0;              // which of several observations there
    bool maintained = false;           // the body was told the answer, and stays with what it said
    std::string same_as;               // the comment that says the same, and is answered for both
    std::int64_t group = 0;            // sequence of the entry that holds the group's name; 0: none
    std::vector<std::int64_t> thread;  // entries of what was said about it since
    std::vector<std::string> voices;  // who answered it, or said that: people and tokens, once each
    std::optional<Clearance> clearance;
    std::vector<std::string> supports;  // people of the same body who support it
    std::optional<Citation> cites;      // the act inside the body that sent it out
    // Sequence of the last entry after which a table that was written before is out of date: it was
    // made, answered, maintained, merged, grouped, or came to another status.
    std::int64_t changed = 0;
};
BOOST_DESCRIBE_STRUCT(Comment, (),
                      (id, number, body, person, stage, revision, paragraph, selection, force, type,
                       status, disposition, entry, index, answer, answer_index, maintained, same_as,
                       group, thread, voices, clearance, supports, cites, changed))

bool is_open_condition(const Comment& comment);
/// Open, and the lead has not said what became of it.
bool is_unanswered(const Comment& comment);

/// A cycle's comments in the order they were made. A value whose copies share what they have in
/// common: to copy costs one pointer, to change one comment some hundred, whether there are ten or
/// 31,000. Any thread may read a copy; copies are changed apart.
class Comments {
public:
    using Shared = std::shared_ptr<const Comment>;

    class Iterator {
    public:
        using iterator_category = std::random_access_iterator_tag;
        using value_type = Shared;
        using difference_type = std::ptrdiff_t;
        using pointer = const Shared*;
        using reference = const Shared&;

        Iterator() = default;
        Iterator(const Comments* of, std::size_t at) : of_(of), at_(at) {}
        reference operator*() const { return (*of_)[at_]; }
        pointer operator->() const { return &(*of_)[at_]; }
        reference operator[](difference_type by) const { return *(*this + by); }
        Iterator& operator++() { return ++at_, *this; }
        Iterator operator++(int) { return {of_, at_++}; }
        Iterator& operator--() { return --at_, *this; }
        Iterator operator--(int) { return {of_, at_--}; }
        Iterator& operator+=(difference_type by) {
            at_ = static_cast<std::size_t>(static_cast<difference_type>(at_) + by);
            return *this;
        }
        Iterator& operator-=(difference_type by) { return *this += -by; }
        friend Iterator operator+(Iterator it, difference_type by) { return it += by; }
        friend Iterator operator+(difference_type by, Iterator it) { return it += by; }
        friend Iterator operator-(Iterator it, difference_type by) { return it -= by; }
        friend difference_type operator-(Iterator a, Iterator b) {
            return static_cast<difference_type>(a.at_) - static_cast<difference_type>(b.at_);
        }
        friend bool operator==(Iterator a, Iterator b) { return a.at_ == b.at_; }
        friend auto operator<=>(Iterator a, Iterator b) { return a.at_ <=> b.at_; }

    private:
        const Comments* of_ = nullptr;
        std::size_t at_ = 0;
    };

    std::size_t size() const { return size_; }
    bool empty() const { return size_ == 0; }
    const Shared& operator[](std::size_t at) const;
    Iterator begin() const { return {this, 0}; }
    Iterator end() const { return {this, size_}; }

    /// By id, in logarithmic time; nullptr: there is none.
    const Comment* find(std::string_view id) const;

    /// Figures that need no counting.
    int open_conditions() const { return open_conditions_; }
    int unanswered() const { return unanswered_; }
    int merged() const { return merged_; }  // those that another one stands for
    /// Every open condition; what holds none is passed over.
    void each_open_condition(const std::function<void(const Comment&)>& visit) const;

    void add(Comment comment);
    /// Changes one; false: there is none of that id.
    bool change(std::string_view id, const std::function<void(Comment&)>& change);

private:
    static constexpr std::size_t chunk_size = 128;
    struct Chunk {
        std::vector<Shared> comments;
        int open_conditions = 0;
    };
    using Chunks = std::vector<std::shared_ptr<const Chunk>>;

    std::size_t place_of(std::string_view id) const;  // size(): none
    Chunk& own_chunk(std::size_t at);
    void count(Chunk& chunk, const Comment& comment, int by);

    std::shared_ptr<const Chunks> chunks_;
    std::size_t size_ = 0;
    int open_conditions_ = 0;
    int unanswered_ = 0;
    int merged_ = 0;
};

// Their JSON is that of a list.

template <>
inline constexpr bool codec::is_omissible_list<Comments> = true;

void write_other(std::string& out, const Comments& comments);
bool read_other(const json::value& value, Comments& out, const codec::Place& place,
                Refusal& refusal);

}  // namespace paraph
