#include <array>
#include <memory>
#include <unistd.h>

#include <gtest/gtest.h>
#include <openssl/pem.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "tests/api/http/live_server.hpp"

namespace paraph::http {
namespace {

template <auto release>
struct Release {
    template <class T>
    void operator()(T* held) const {
        release(held);
    }
};
using Key = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Context = std::unique_ptr<SSL_CTX, Release<SSL_CTX_free>>;

/// A key and a certificate that it signed itself, in two files.
class Identity {
public:
    Identity() : folder_(testing::TempDir() + "paraph-tls-" + std::to_string(getpid())) {
        files = {folder_ + ".crt", folder_ + ".key"};
        const Key key(EVP_EC_gen("P-256"));
        const Certificate certificate(X509_new());
        X509_gmtime_adj(X509_getm_notBefore(certificate.get()), -60);
        X509_gmtime_adj(X509_getm_notAfter(certificate.get()), 3600);
        X509_set_pubkey(certificate.get(), key.get());
        X509_NAME_add_entry_by_txt(X509_get_subject_name(certificate.get()), "CN", MBSTRING_ASC,
                                   reinterpret_cast<const unsigned char*>("test"), -1, -1, 0);
        X509_set_issuer_name(certificate.get(), X509_get_subject_name(certificate.get()));
        X509_sign(certificate.get(), key.get(), EVP_sha256());
        const Bio certificate_file(BIO_new_file(files.certificate.c_str(), "w"));
        PEM_write_bio_X509(certificate_file.get(), certificate.get());
        const Bio key_file(BIO_new_file(files.key.c_str(), "w"));
        PEM_write_bio_PrivateKey(key_file.get(), key.get(), nullptr, nullptr, 0, nullptr, nullptr);
    }
    ~Identity() {
        ::unlink(files.certificate.c_str());
        ::unlink(files.key.c_str());
    }
    TlsFiles files;

private:
    std::string folder_;
};

/// What a client gets over TLS of at most that version; "" when there is no handshake.
std::string exchange(std::uint16_t port, const std::string& request, int version_max) {
    const Context context(SSL_CTX_new(TLS_client_method()));
    SSL_CTX_set_security_level(context.get(), 0);  // or the client itself refuses TLS 1.1
    SSL_CTX_set_max_proto_version(context.get(), version_max);
    const Bio connection(BIO_new_ssl_connect(context.get()));
    BIO_set_conn_hostname(connection.get(), ("127.0.0.1:" + std::to_string(port)).c_str());
    if (BIO_do_connect(connection.get()) != 1 || BIO_do_handshake(connection.get()) != 1) return {};
    BIO_write(connection.get(), request.data(), static_cast<int>(request.size()));
    std::string said;
    std::array<char, 4096> bytes{};
    for (int got = 0; (got = BIO_read(connection.get(), bytes.data(), bytes.size())) > 0;)
        said.append(bytes.data(), static_cast<std::size_t>(got));
    return said;
}

TEST(Tls, ServesTheSameOverTlsOneTwoAndLater) {
    const Identity identity;
    test::LiveServer live([](Request&& request, const Answer& answer) {
        answer(text(200, std::string(request.secure ? "secure " : "plain ") + request.body));
    });
    const auto port = live.server().listen_tls("127.0.0.1:0", identity.files);
    ASSERT_TRUE(port) << port.error().text;
    live.start();
    const std::string body(100'000, 'x');
    const std::string request =
        "POST / HTTP/1.1\r\nHost: h\r\nContent-Length: 100000\r\nConnection: close\r\n\r\n" + body;
    EXPECT_TRUE(exchange(*port, request, TLS1_3_VERSION).ends_with("secure " + body));
    EXPECT_TRUE(exchange(*port, request, TLS1_2_VERSION).ends_with("secure " + body));
    EXPECT_EQ(exchange(*port, request, TLS1_1_VERSION), "");
}

TEST(Tls, RefusesFilesThatDoNotBelongTogether) {
    const Identity identity;
    Server server([](Request&&, const Answer&) {}, {});
    EXPECT_FALSE(server.listen_tls("127.0.0.1:0", {"/nowhere.crt", identity.files.key}));
    EXPECT_FALSE(server.listen_tls("127.0.0.1:0", {identity.files.certificate, "/nowhere.key"}));
    EXPECT_FALSE(
        server.listen_tls("127.0.0.1:0", {identity.files.key, identity.files.certificate}));
}

}  // namespace
}  // namespace paraph::http
