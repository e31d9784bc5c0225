#include "api/channels/restricted.hpp"

namespace paraph::api {

void restrict(pages::Notice& content, const pages::Language& language) {
    content.asked.cycle = language.say("mail.restricted");
    content.asked.stage.clear();
    content.restricted = true;
    content.commitment = false;
    content.changes = {};
    content.reason.clear();
    content.missing.clear();
    content.tally.clear();
    content.outcome.clear();
    content.result.clear();
    content.next.clear();
    content.comments.reset();
    content.given.reset();
    content.words.clear();
    content.about.clear();
    content.stands.clear();
    if (content.asked.outside) content.asked.outside->stands.clear();
}

}  // namespace paraph::api
