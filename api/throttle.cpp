#include "api/throttle.hpp"

#include <algorithm>
#include <cctype>
#include <cmath>

#include "engine/base/words.hpp"

namespace paraph::api {
namespace {

constexpr std::size_t buckets_max = 10'000;
constexpr double seconds_in_a_minute = 60;

/// An IPv4 address written as IPv6 ("::ffff:192.0.2.1"), as a listener on both gets it.
std::string_view unmapped(std::string_view address) {
    constexpr std::string_view mapped = "::ffff:";
    const auto rest = address.starts_with(mapped) ? address.substr(mapped.size()) : "";
    return rest.find('.') == rest.npos ? address : rest;
}

std::string house_of(const std::string& address) {
    auto parsed = parse_address(unmapped(address));
    if (!parsed) return address;
    constexpr std::size_t network_bytes = 8;
    if (parsed->v6) std::fill(parsed->bytes.begin() + network_bytes, parsed->bytes.end(), 0);
    return to_text(*parsed);
}

}  // namespace

std::chrono::seconds Throttle::wait(const std::string& address, Clock::time_point now) {
    using std::chrono::seconds;
    if (per_minute_ <= 0) return seconds(0);
    const auto full = static_cast<double>(per_minute_);
    std::lock_guard lock(lock_);
    auto house = house_of(address);
    if (buckets_.size() >= buckets_max && !buckets_.contains(house)) {
        forget_full(now);
        if (buckets_.size() >= buckets_max) house.clear();
    }
    auto& bucket = buckets_.try_emplace(std::move(house), Bucket{full, now}).first->second;
    const std::chrono::duration<double> passed = now - bucket.at;
    bucket.left = std::min(full, bucket.left + passed.count() * full / seconds_in_a_minute);
    bucket.at = now;
    if (bucket.left < 1) {
        const double lacks = (1 - bucket.left) * seconds_in_a_minute / full;
        return seconds(static_cast<std::int64_t>(std::ceil(lacks)));
    }
    bucket.left -= 1;
    return seconds(0);
}

/// Whoever has sent nothing for a minute may send a minute's worth: as if it had never come.
void Throttle::forget_full(Clock::time_point now) {
    if (now - swept_ < std::chrono::seconds(1)) return;
    swept_ = now;
    std::erase_if(buckets_, [&](const auto& bucket) {
        return now - bucket.second.at >= std::chrono::minutes(1);
    });
}

namespace {

/// A proxy may add to the line that is there, or write one of its own below it.
std::string forwarded(const http::Request& request) {
    std::string all;
    for (const auto& [name, value] : request.headers) {
        const bool same = std::ranges::equal(
            name, std::string_view("x-forwarded-for"), {},
            [](char c) { return static_cast<char>(std::tolower(static_cast<unsigned char>(c))); });
        if (same) all += (all.empty() ? "" : ",") + value;
    }
    return all;
}

}  // namespace

std::string client_address(const http::Request& request, const std::vector<IpNetwork>& proxies) {
    const auto is_proxy = [&](std::string_view text) {
        const auto address = parse_address(text);
        return address && contains(proxies, *address);
    };
    std::string_view client = unmapped(request.peer);
    const auto all = forwarded(request);
    std::string_view hops = all;
    while (is_proxy(client) && !hops.empty()) {
        const auto comma = hops.rfind(',');
        const auto last = trimmed(comma == hops.npos ? hops : hops.substr(comma + 1));
        if (!parse_address(last)) break;  // not written by a proxy of ours
        client = last;
        hops = comma == hops.npos ? std::string_view() : hops.substr(0, comma);
    }
    return std::string(client);
}

}  // namespace paraph::api
