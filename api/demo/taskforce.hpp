#pragma once

#include <vector>

#include "engine/core/registrar.hpp"

namespace paraph::demo {

/// The sample taskforce: a secretariat, two co-chairing ministries, eighteen other ministries and
/// agencies, two organisations of the United Nations, two of civil society, and an auditor. All
/// people are invented, all addresses lie in domains reserved for examples.
std::vector<RegisterBody> bodies();

/// The sample cycle: a national position on fair recruitment, which is objective 6 of the Global
/// Compact for Migration (A/RES/73/195). The text is our own.
OpenCycle cycle();

inline constexpr std::string_view secretary = "amina.rahman@secretariat.example";
inline constexpr std::string_view auditor = "karim.hossain@audit.example";

}  // namespace paraph::demo
