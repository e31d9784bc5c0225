#pragma once

#include "api/house.hpp"
#include "api/pages/language.hpp"
#include "api/pages/views/certificate.hpp"

namespace paraph::api {

/// What the certificate of the cycle's outcome says, with the proof that the entry of the outcome
/// is in the log. Reads the archive and signs a checkpoint where the last is too old. Refused where
/// the reader may not read the trail, and (`conflict`) while there is no outcome.
Result<pages::CertificateView> certificate_of(const House& house, const Seen& reader,
                                              const pages::Language& language);

}  // namespace paraph::api
