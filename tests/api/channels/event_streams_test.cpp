// What those hear who listen to the house, from where on, and until when.

#include <condition_variable>

#include "tests/api/channels/house.hpp"

namespace paraph::test {
namespace {

/// A connection that takes what it is sent, and says so when it is asked to.
class Ear final : public http::EventSink {
public:
    bool send(std::string block) override {
        std::lock_guard guard(lock_);
        if (closed_) return false;
        heard_ += block;
        ++sends_;
        changed_.notify_all();
        return true;
    }
    void when_drained(std::function<void()> then) override {
        std::lock_guard guard(lock_);
        drained_ = std::move(then);
        changed_.notify_all();
    }
    void close() override {
        std::lock_guard guard(lock_);
        closed_ = true;
        changed_.notify_all();
    }

    void drain() {
        std::lock_guard guard(lock_);
        if (drained_) drained_();
    }
    void hang_up() { close(); }
    /// Once it has been sent something so many times.
    std::string heard(int sends) {
        std::unique_lock guard(lock_);
        changed_.wait(guard, [&] { return sends_ >= sends; });
        return heard_;
    }
    void wait_for_end() {
        std::unique_lock guard(lock_);
        changed_.wait(guard, [&] { return closed_; });
    }

private:
    std::mutex lock_;
    std::condition_variable changed_;
    std::function<void()> drained_;
    std::string heard_;
    int sends_ = 0;
    bool closed_ = false;
};

/// The values of one field of the stream, joined by blanks.
std::string all(const std::string& stream, const std::string& field) {
    std::string values;
    std::istringstream lines(stream);
    for (std::string line; std::getline(lines, line);)
        if (line.starts_with(field + ": ")) values += line.substr(field.size() + 2) + " ";
    return values;
}

class EventStreams : public ::testing::Test {
protected:
    void SetUp() override {
        for (const auto* name : {"labour", "home"}) house.body(name, {"focal point"});
        house.start();
    }
    void listen(const std::shared_ptr<Ear>& ear, std::int64_t next) {
        house.channels->join(
            {.sink = ear, .next = next, .entitled = [this] { return entitled.load(); }});
    }
    std::string open() {
        OpenCycle command;
        command.definition = "silence-procedure";
        command.title = "Objective 6";
        command.roles = {{"members", {"labour", "home"}}, {"chair", {"labour"}}};
        command.text = "One.\n";
        command.media_type = "text/plain";
        return house.open(command);
    }
    std::int64_t head() { return house.desk.head().size; }

    TestHouse house;
    std::atomic<bool> entitled = true;
};

TEST_F(EventStreams, TellWhatHappensInOrderAndNoMoreThanWebhooks) {
    const auto ear = std::make_shared<Ear>();
    const auto before = head();
    listen(ear, before);
    const auto cycle = open();
    const auto heard = ear->heard(1);
    EXPECT_EQ(all(heard, "event"),
              "paraph.cycle.opened paraph.revision.issued paraph.round.opened ");
    EXPECT_EQ(all(heard, "id"), std::to_string(before) + " " + std::to_string(before + 1) + " " +
                                    std::to_string(before + 2) + " ");
    EXPECT_NE(heard.find("\"subject\":\"" + cycle + "\""), heard.npos) << heard;
    EXPECT_EQ(heard.find("Objective 6"), heard.npos) << heard;
}

TEST_F(EventStreams, GoOnBehindWhatTheListenerHasWithoutLoss) {
    const auto before = head();
    open();
    const auto ear = std::make_shared<Ear>();
    listen(ear, before + 1);
    EXPECT_EQ(all(ear->heard(1), "event"), "paraph.revision.issued paraph.round.opened ");
}

TEST_F(EventStreams, SendTheNextPageOnlyOnceTheOneBeforeHasGoneOut) {
    const auto slow = std::make_shared<Ear>(), quick = std::make_shared<Ear>();
    listen(slow, head());
    open();
    const auto first = slow->heard(1);
    open();
    listen(quick, head() - 1);
    quick->heard(1);  // the thread has been round since
    EXPECT_EQ(slow->heard(1), first);
    slow->drain();
    EXPECT_EQ(all(slow->heard(2), "event"), all(first, "event") + all(first, "event"));
}

TEST_F(EventStreams, EndForWhoeverIsNoLongerEntitled) {
    const auto ear = std::make_shared<Ear>();
    listen(ear, head());
    open();
    ear->heard(1);
    ear->drain();
    entitled = false;
    open();
    ear->wait_for_end();
    EXPECT_EQ(all(ear->heard(1), "event"),
              "paraph.cycle.opened paraph.revision.issued paraph.round.opened ");
}

TEST_F(EventStreams, EndWithTheHouse) {
    const auto ear = std::make_shared<Ear>(), gone = std::make_shared<Ear>();
    listen(ear, head());
    listen(gone, head());
    gone->hang_up();
    open();
    ear->heard(1);
    house.stop();
    ear->wait_for_end();
}

}  // namespace
}  // namespace paraph::test
