#include "adapters/mail/smtp.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <cstring>

#include <boost/url.hpp>

#include "adapters/mail/mime.hpp"
#include "adapters/net/curl.hpp"

namespace paraph {
namespace {

/// What libcurl's callbacks need of one mail.
struct Upload {
    std::string_view rest;
    bool begun = false;      // the server asked for the mail itself
    std::string last_reply;  // the server's newest line
};

std::size_t give_mail(char* out, std::size_t size, std::size_t count, void* data) {
    Upload& upload = *static_cast<Upload*>(data);
    const std::size_t length = std::min(size * count, upload.rest.size());
    std::memcpy(out, upload.rest.data(), length);
    upload.rest.remove_prefix(length);
    upload.begun = true;
    return length;
}

std::size_t keep_reply(char* line, std::size_t size, std::size_t count, void* data) {
    constexpr std::string_view goodbye = "221";  // to libcurl's QUIT, after what counts
    const std::string_view bytes(line, size * count);
    if (bytes.starts_with(goodbye)) return bytes.size();
    std::string& reply = static_cast<Upload*>(data)->last_reply;
    reply = bytes;
    std::replace_if(
        reply.begin(), reply.end(), [](unsigned char c) { return c < ' '; }, ' ');
    reply.erase(reply.find_last_not_of(' ') + 1);
    return bytes.size();
}

bool is_loopback(std::string_view host) {
    return host == "localhost" || host == "127.0.0.1" || host == "[::1]";
}

Result<> check_url(const std::string& text) {
    const auto url = boost::urls::parse_uri(text);
    const bool fine = url && (url->scheme() == "smtp" || url->scheme() == "smtps") &&
                      !url->encoded_host().empty() && !url->has_userinfo() &&
                      (url->encoded_path().empty() || url->encoded_path() == "/") &&
                      !url->has_query() && !url->has_fragment();
    if (fine) return {};
    return refuse(Refused::invalid,
                  "Write the mail server as smtp://host:587 or smtps://host:465; user and password "
                  "are settings of their own.",
                  "mail.url");
}

/// Replies about us rather than about this mail: a login that is missing, wrong or too weak.
bool is_about_login(long reply) {
    constexpr std::array<long, 4> codes = {530, 534, 535, 538};
    return std::find(codes.begin(), codes.end(), reply) != codes.end();
}

/// Only a 5xx to MAIL, RCPT, DATA or the mail itself is an answer about the mail. One to the
/// greeting or the login is the house's trouble with its server, and every mail survives it.
Sent judge(CURLcode code, long reply, const Upload& upload, std::string text) {
    if (code == CURLE_OK) return {Sent::How::sent, upload.last_reply};
    if (!upload.last_reply.empty()) text += " (" + upload.last_reply + ")";
    const bool about_mail =
        code == CURLE_SEND_ERROR || (code == CURLE_WEIRD_SERVER_REPLY && upload.begun);
    const bool never = about_mail && reply >= 500 && reply < 600 && !is_about_login(reply);
    return {never ? Sent::How::refused : Sent::How::retry, std::move(text)};
}

}  // namespace

struct SmtpMailer::Connection {
    CurlHandle handle = make_curl();
};

Result<std::unique_ptr<SmtpMailer>> SmtpMailer::make(const SmtpSettings& settings) {
    if (const Result<> url = check_url(settings.url); !url) return url.error();
    const bool name = std::all_of(settings.helo.begin(), settings.helo.end(), [](unsigned char c) {
        return std::isalnum(c) || c == '-' || c == '.';
    });
    if (!name) return refuse(Refused::invalid, "This is no host name.", "mail.helo");
    return std::unique_ptr<SmtpMailer>(new SmtpMailer(settings));
}

SmtpMailer::SmtpMailer(SmtpSettings settings)
    : settings_(std::move(settings)), connection_(std::make_unique<Connection>()) {}

SmtpMailer::~SmtpMailer() = default;

void SmtpMailer::set_server() {
    CURL* handle = connection_->handle.get();
    curl_easy_reset(handle);  // forgets the options, keeps the connection
    const std::string host(boost::urls::parse_uri(settings_.url)->encoded_host());
    const bool in_clear = is_loopback(host) && settings_.ca_file.empty();
    std::string url = settings_.url;
    if (!settings_.helo.empty()) url += (url.ends_with('/') ? "" : "/") + settings_.helo;
    set(handle, CURLOPT_URL, url.c_str());
    set(handle, CURLOPT_PROTOCOLS_STR, "smtp,smtps");
    set(handle, CURLOPT_PROXY, "");
    set(handle, CURLOPT_NOSIGNAL, 1L);
    end_when(handle, over_);
    set(handle, CURLOPT_USE_SSL, static_cast<long>(in_clear ? CURLUSESSL_NONE : CURLUSESSL_ALL));
    set(handle, CURLOPT_CONNECTTIMEOUT_MS, static_cast<long>(settings_.connect_timeout.count()));
    set(handle, CURLOPT_TIMEOUT_MS, static_cast<long>(settings_.total_timeout.count()));
    if (!settings_.ca_file.empty()) set(handle, CURLOPT_CAINFO, settings_.ca_file.c_str());
    if (!settings_.user.empty()) {
        set(handle, CURLOPT_USERNAME, settings_.user.c_str());
        set(handle, CURLOPT_PASSWORD, settings_.password.c_str());
    }
}

Sent SmtpMailer::send(const Mail& mail) {
    const Result<std::string> bytes = compose(mail);
    if (!bytes) return {Sent::How::refused, bytes.error().where + ": " + bytes.error().text};

    set_server();
    CURL* handle = connection_->handle.get();
    CurlList recipients;
    append(recipients, mail.to.email);
    Upload upload{*bytes, false, {}};
    std::array<char, CURL_ERROR_SIZE> detail{};
    set(handle, CURLOPT_ERRORBUFFER, detail.data());
    set(handle, CURLOPT_MAIL_FROM, mail.from.email.c_str());
    set(handle, CURLOPT_MAIL_RCPT, recipients.get());
    set(handle, CURLOPT_UPLOAD, 1L);
    set(handle, CURLOPT_READFUNCTION, &give_mail);
    set(handle, CURLOPT_READDATA, &upload);
    set(handle, CURLOPT_HEADERFUNCTION, &keep_reply);
    set(handle, CURLOPT_HEADERDATA, &upload);

    const CURLcode code = curl_easy_perform(handle);
    long reply = 0;
    curl_easy_getinfo(handle, CURLINFO_RESPONSE_CODE, &reply);
    curl_easy_reset(handle);  // it must not point to what ends here
    return judge(code, reply, upload, detail[0] != '\0' ? detail.data() : curl_easy_strerror(code));
}

}  // namespace paraph
