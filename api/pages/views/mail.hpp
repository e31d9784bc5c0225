#pragma once

#include "api/pages/views/common.hpp"
#include "engine/core/notices.hpp"

namespace paraph::pages {

/// Words of somebody's, and what they are.
struct Words {
    std::string title;
    std::string text;
};

/// What somebody still owes.
struct OpenTask {
    std::string cycle;  // title
    std::string stage;  // title; empty: not to be told in a mail
    std::optional<Instant> due = {};
    std::string zone = {};  // IANA, of its cycle's calendar
};

/// What one person is told in one mail.
struct Notice {
    bool restricted = false;  // then nothing stands here that tells what it is about
    NoticeKind kind = NoticeKind::request;
    Asked asked;
    bool awaited = true;   // the reader is: what moves a deadline or goes on asks for something
    bool personal = true;  // the link acts in the reader's name; else it is a page to sign in to
    bool certificate = false;   // the link leads to that of the outcome
    bool changeable = false;    // receipt: the answer still is
    bool sent_back = false;     // receipt: the file was returned
    bool over_outside = false;  // abandoned: since the round outside the body is over
    bool asked_again = false;   // and the body is asked anew there
    std::string url;            // of the button; empty: there is nothing to open
    std::string house;          // name of the taskforce
    std::string contact;        // e-mail of the secretariat
    std::string zone;           // the reader's
    std::string reason;         // objection, acts: why, in the words of who did it
    std::string by;  // objection, overdue: the body; extended …: who did it; consent: to what
    std::string outcome;  // the definition's word
    std::string result;   // of a stage: the kind's own word, which the definition gives no title
    std::string next;     // title of the stage that follows; empty: none, or not known yet
    std::optional<int> comments;  // that a stage brought, where the reader may see them
    std::vector<OpenTask> open;   // handed back: of the one for whom somebody stood in
    bool returns = false;         // then: that is the reader
    std::vector<Notice> also;     // outcome: of what came at the same moment before it
    std::vector<int> about;       // replied: the numbers of the comments
    int commenters = 0;           // the bodies that they came from; 0: from the public, too
    std::vector<FigureRow> tally;
    std::vector<std::string> missing;  // overdue, reminder
    std::optional<Instant> from;       // consent: when it is to begin
    std::optional<Instant> until;      // deferred, consent; sign in: until when the link works
    std::string meeting;               // deferred
    std::optional<Given> given;        // receipt, revised: the answer that stands or stood
    bool carried = false;              // revised: it stands; otherwise a new one is needed
    bool renewed = false;     // request: the text is another than when they were asked last
    std::string stands = {};  // inside a body: title of the answer that it has given
    int revision = 0;
    std::vector<Words> words;        // receipt: the reason, the comments
    std::string digest;              // receipt
    std::string checkpoint;          // outcome: the log's head, a signed note
    Changes changes;                 // revised
    int others = 0;                  // how many other bodies were asked
    bool commitment = false;         // reminder, overdue: of one, which `reason` quotes
    std::optional<Instant> written;  // of another year than this a day is said with its year
};

struct MailView {
    std::string subject;
    std::string text;
    std::string html;
};

}  // namespace paraph::pages
