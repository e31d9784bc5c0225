#include "api/upkeep/heads.hpp"

#include <charconv>
#include <fstream>

#include "adapters/net/exchange.hpp"
#include "api/log.hpp"
#include "api/notary.hpp"
#include "engine/trail/checkpoint.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t answer_bytes_max = 64u << 10;

std::string add_checkpoint(std::int64_t old_size, const std::vector<Digest>& proof,
                           const std::string& note) {
    std::string text = "old " + std::to_string(old_size) + "\n";
    for (const auto& hash : proof)
        text += to_base64({reinterpret_cast<const char*>(hash.data()), hash.size()}) + "\n";
    return text + "\n" + note;
}

/// The file holds one checkpoint after the other, an empty line between them, so that it can be
/// compared with any later state of the log. Nothing of it is ever rewritten.
bool append_to(const std::string& file, const std::string& note) {
    std::ofstream out(file, std::ios::binary | std::ios::app);
    return static_cast<bool>(out << note << '\n' << std::flush);
}

}  // namespace

Heads::Heads(const House& house, AskWitness ask) : house_(house), ask_(std::move(ask)) {}

void Heads::start() {
    const auto& config = house_.config.heads;
    if (config.file.empty() && config.witnesses.empty() && config.mailbox.empty()) return;
    rounds_.start(std::chrono::seconds(config.every_seconds), "the log's head was not posted",
                  [this] { post(); });
}

void Heads::post() {
    const auto note = house_.notary.checkpoint();
    if (note == posted_) return;
    const auto cosigned = witnessed(note);
    const auto& file = house_.config.heads.file;
    if (!file.empty() && !append_to(file, cosigned)) {
        log::warning("the log's head was not written", {{"file", file}});
        return;
    }
    if (!house_.config.heads.mailbox.empty() && house_.send_head) house_.send_head(cosigned);
    posted_ = note;
}

/// The checkpoint with what the witnesses signed below it.
std::string Heads::witnessed(const std::string& note) {
    std::string text = note;
    for (const auto& witness : house_.config.heads.witnesses) {
        auto lines = ask(witness, note, known_[witness]);
        if (lines)
            text += *lines;
        else
            log::warning("a witness did not cosign the log's head",
                         {{"witness", witness}, {"detail", lines.error().text}});
    }
    return text;
}

Result<std::string> Heads::ask(const std::string& witness, const std::string& note,
                               std::int64_t size) {
    const auto now = static_cast<std::int64_t>(peek_checkpoint(note).value().size);
    for (const bool first : {true, false}) {
        if (size > now)
            return refuse(Refused::conflict, "It remembers a log of " + std::to_string(size) +
                                                 " entries, and this one has " +
                                                 std::to_string(now) +
                                                 ": the log has lost its end.");
        const auto proof = house_.notary.prove_growth(size, now);
        if (!proof) return proof.error();
        const auto answer = ask_(witness, add_checkpoint(size, *proof, note));
        if (!answer) return answer.error();
        if (answer->size < 0) {
            known_[witness] = now;
            return answer->cosignatures;
        }
        if (!first || answer->size == size) break;
        size = answer->size;
    }
    return refuse(Refused::conflict, "It will not go on from the log that it remembers.");
}

Result<Witnessed> ask_witness(const std::string& url, const std::string& request) {
    constexpr unsigned good = 200, other_size = 409;
    const auto answer = exchange({.method = "POST",
                                  .url = url + "/add-checkpoint",
                                  .headers = {"Content-Type: text/plain; charset=utf-8"},
                                  .body = request,
                                  .time = std::chrono::seconds(10),
                                  .answer_bytes_max = answer_bytes_max});
    if (!answer)
        return refuse(Refused::unavailable, "It does not answer: " + answer.error().text + ".");
    if (answer->status == good) return Witnessed{.cosignatures = answer->body, .size = -1};
    if (answer->status == other_size) {
        std::int64_t size = 0;
        const auto& text = answer->body;
        const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), size);
        if (error == std::errc() && size >= 0) return Witnessed{.size = size};
    }
    return refuse(Refused::unavailable, "It answers " + std::to_string(answer->status) + ".");
}

}  // namespace paraph::api
