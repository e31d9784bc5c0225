#include <future>

#include "adapters/keys/random.hpp"
#include "api/app_parts.hpp"
#include "api/demo/taskforce.hpp"

namespace paraph::api {
namespace {

std::string sign_in_link(const App::Parts& parts, std::string_view email) {
    const auto registry = parts.desk.registry();
    const auto* person = registry->person_by_email(email);
    if (!person) return {};
    const auto expires = parts.clock->now() + std::chrono::hours(1);
    return parts.config.public_url + "/sign-in/" +
           parts.keys.sessions().sign_in_token(person->id, expires, random_bytes(16));
}

/// The link of the first person whom the open rounds ask for the body.
std::string answer_link(const App::Parts& parts, const std::string& body) {
    for (const auto& row : parts.archive->cycles(CycleFilter{})) {
        const auto state = parts.house.cycle(row.id);
        const auto* round = state ? state->current() : nullptr;
        if (!round) continue;
        for (const auto& seat : round->assignments)
            if (seat->body == body)
                for (const auto& [person, generation] : seat->links)
                    if (generation > 0)
                        return parts.config.public_url + "/l/" +
                               parts.keys.links().token(seat->id, person,
                                                        static_cast<std::uint64_t>(generation));
    }
    return {};
}

}  // namespace

std::vector<std::pair<std::string, std::string>> App::demo_links() const {
    std::promise<void> written;
    parts_->desk.catch_up([&written] { written.set_value(); });
    written.get_future().wait();
    std::vector<std::pair<std::string, std::string>> links{
        {"The secretariat", sign_in_link(*parts_, demo::secretary)},
        {"The Ministry of Home Affairs", answer_link(*parts_, "home")},
        {"The Ministry of Health", answer_link(*parts_, "health")},
        {"The auditor", sign_in_link(*parts_, demo::auditor)}};
    std::erase_if(links, [](const auto& link) { return link.second.empty(); });
    return links;
}

}  // namespace paraph::api
