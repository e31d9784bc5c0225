#include "engine/model/comment.hpp"

#include <algorithm>

#include "engine/base/id.hpp"

namespace paraph {
namespace {

/// What is shared is copied before it changes; what is ours alone changes in place.
template <class T>
T& own(std::shared_ptr<const T>& shared) {
    if (!shared) shared = std::make_shared<T>();
    if (shared.use_count() > 1) shared = std::make_shared<T>(*shared);
    return const_cast<T&>(*shared);
}

}  // namespace

bool is_open_condition(const Comment& comment) {
    return comment.force == Force::condition && comment.status == CommentStatus::open;
}

bool is_unanswered(const Comment& comment) {
    return comment.status == CommentStatus::open && !comment.disposition;
}

const Comments::Shared& Comments::operator[](std::size_t at) const {
    return (*chunks_)[at / chunk_size]->comments[at % chunk_size];
}

/// Comments are numbered within their cycle as they are made, so their ids are in order.
std::size_t Comments::place_of(std::string_view id) const {
    if (!id::is(id::comment, id)) return size_;
    const auto ordinal = id::ordinal_of(id);
    const auto found =
        std::lower_bound(begin(), end(), ordinal, [](const Shared& comment, std::uint32_t wanted) {
            return id::ordinal_of(comment->id) < wanted;
        });
    return found != end() && (*found)->id == id ? static_cast<std::size_t>(found - begin()) : size_;
}

const Comment* Comments::find(std::string_view id) const {
    const auto place = place_of(id);
    return place == size_ ? nullptr : (*this)[place].get();
}

void Comments::each_open_condition(const std::function<void(const Comment&)>& visit) const {
    if (open_conditions_ == 0) return;
    for (const auto& chunk : *chunks_) {
        if (chunk->open_conditions == 0) continue;
        for (const auto& comment : chunk->comments)
            if (is_open_condition(*comment)) visit(*comment);
    }
}

Comments::Chunk& Comments::own_chunk(std::size_t at) {
    auto& chunks = own(chunks_);
    if (at == chunks.size()) chunks.push_back(std::make_shared<Chunk>());
    return own(chunks[at]);
}

void Comments::count(Chunk& chunk, const Comment& comment, int by) {
    if (is_open_condition(comment)) {
        chunk.open_conditions += by;
        open_conditions_ += by;
    }
    if (is_unanswered(comment)) unanswered_ += by;
    if (!comment.same_as.empty()) merged_ += by;
}

void Comments::add(Comment comment) {
    auto& chunk = own_chunk(size_ / chunk_size);
    count(chunk, comment, 1);
    chunk.comments.push_back(std::make_shared<const Comment>(std::move(comment)));
    ++size_;
}

bool Comments::change(std::string_view id, const std::function<void(Comment&)>& change) {
    const auto place = place_of(id);
    if (place == size_) return false;
    auto& chunk = own_chunk(place / chunk_size);
    auto& comment = own(chunk.comments[place % chunk_size]);
    count(chunk, comment, -1);
    change(comment);
    count(chunk, comment, 1);
    return true;
}

void write_other(std::string& out, const Comments& comments) {
    codec::write_list(out, comments);
}

bool read_other(const json::value& value, Comments& out, const codec::Place& place,
                Refusal& refusal) {
    std::vector<Comment> list;
    if (!codec::read_list(value, list, place, refusal)) return false;
    out = {};
    for (auto& comment : list) out.add(std::move(comment));
    return true;
}

}  // namespace paraph
