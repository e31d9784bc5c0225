#pragma once

#include <string>

#include "api/pages/language.hpp"
#include "api/pages/views/board.hpp"
#include "api/pages/views/certificate.hpp"
#include "api/pages/views/comments.hpp"
#include "api/pages/views/commitments.hpp"
#include "api/pages/views/common.hpp"
#include "api/pages/views/house.hpp"
#include "api/pages/views/inside.hpp"
#include "api/pages/views/link.hpp"
#include "api/pages/views/mail.hpp"
#include "api/pages/views/time.hpp"

namespace paraph::pages {

/// A view as a whole HTML page in the reader's language. Cannot fail: what a caller can cause is in
/// the view (errors of forms, ErrorView). Thread-safe; about a millisecond.
std::string render(const Frame& frame, const LinkView& view, const Language& language);
std::string render(const Frame& frame, const DeadLinkView& view, const Language& language);
std::string render(const Frame& frame, const EndedLinkView& view, const Language& language);
std::string render(const Frame& frame, const AnswerView& view, const Language& language);
std::string render(const Frame& frame, const PauseView& view, const Language& language);
std::string render(const Frame& frame, const ReceiptView& view, const Language& language);
std::string render(const Frame& frame, const MoreTimeView& view, const Language& language);
std::string render(const Frame& frame, const ColleaguesView& view, const Language& language);
std::string render(const Frame& frame, const DelegationsView& view, const Language& language);
std::string render(const Frame& frame, const ReviseView& view, const Language& language);
std::string render(const Frame& frame, const MeetView& view, const Language& language);
std::string render(const Frame& frame, const FollowView& view, const Language& language);
std::string render(const Frame& frame, const PublicView& view, const Language& language);
std::string render(const Frame& frame, const SignInView& view, const Language& language);
std::string render(const Frame& frame, const SignInContinueView& view, const Language& language);
std::string render(const Frame& frame, const SignedOutView& view, const Language& language);
std::string render(const Frame& frame, const ErrorView& view, const Language& language);

std::string render(const Frame& frame, const BoardView& view, const Language& language);
std::string render(const Frame& frame, const CycleView& view, const Language& language);
std::string render(const Frame& frame, const RevisionView& view, const Language& language);
std::string render(const Frame& frame, const ActView& view, const Language& language);
std::string render(const Frame& frame, const CommentsView& view, const Language& language);
std::string render(const Frame& frame, const CommentsActView& view, const Language& language);
std::string render(const Frame& frame, const BesideView& view, const Language& language);

std::string render(const Frame& frame, const CommitmentsView& view, const Language& language);
std::string render(const Frame& frame, const OpenCycleView& view, const Language& language);
std::string render(const Frame& frame, const DefinitionsView& view, const Language& language);
std::string render(const Frame& frame, const DefinitionView& view, const Language& language);
std::string render(const Frame& frame, const BodiesView& view, const Language& language);
std::string render(const Frame& frame, const BodyView& view, const Language& language);
std::string render(const Frame& frame, const ReadingView& view, const Language& language);
std::string render(const Frame& frame, const CaughtMailsView& view, const Language& language);
std::string render(const Frame& frame, const CaughtMailView& view, const Language& language);
std::string render(const Frame& frame, const AuditListView& view, const Language& language);
std::string render(const Frame& frame, const QuestionView& view, const Language& language);
std::string render(const Frame& frame, const AuditView& view, const Language& language);

/// A document that stands alone: style and fonts are in it, and nothing is fetched.
std::string render(const CertificateView& view, const Language& language);

MailView render(const Notice& notice, const Language& language);

}  // namespace paraph::pages
