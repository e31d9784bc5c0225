#include "adapters/documents/print.hpp"
#include "api/routes/certificate.hpp"
#include "api/routes/input.hpp"
#include "api/routes/page_support.hpp"
#include "api/routes/routes.hpp"

namespace paraph::api {
namespace {

constexpr std::string_view html_type = "text/html", pdf_type = "application/pdf";

/// The document is a file of its own: it brings its style and fonts, and needs nobody.
http::Response document(std::string_view type, std::string bytes, const std::string& cycle) {
    const bool pdf = type == pdf_type;
    auto response =
        http::with_type(200, pdf ? pdf_type : "text/html; charset=utf-8", std::move(bytes));
    for (const auto& [name, value] : pages::document_headers())
        response.headers.set(name, std::string(value));
    response.headers.set("Content-Disposition",
                         "inline; filename=\"certificate-" + cycle + (pdf ? ".pdf\"" : ".html\""));
    return response;
}

Result<http::Response> certificate(const House& house, const Seen& seen,
                                   const pages::Language& language, std::string_view type) {
    const auto view = certificate_of(house, seen, language);
    if (!view) return view.error();
    auto html = pages::render(*view, language);
    if (type != pdf_type) return document(type, std::move(html), seen.state->id);
    auto pdf = print_pdf(html);
    if (!pdf) return pdf.error();
    return document(type, std::move(*pdf), seen.state->id);
}

void read_certificate(const House& house, const http::Context& context, http::Answer answer) {
    static constexpr std::string_view offered[] = {html_type, pdf_type};
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto type = negotiate(context.request, offered);
    if (!type) return answer(problem_for(context.request, type.error()));
    const auto& language = pages::language(context.request.parameter("lang").value_or("en"));
    in_background(
        house, context, std::move(answer),
        [&house, &language, seen = std::move(*seen), type = *type, path = context.request.path] {
            auto made = certificate(house, seen, language, type);
            return made ? std::move(*made) : http::problem(made.error(), path);
        });
}

void show_certificate(const House& house, const http::Context& context, http::Answer answer) {
    if (context.principal.id.empty()) return answer(http::see_other("/sign-in"));
    const auto reader = reader_of(house, context);
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(refusal_page(house, reader, seen.error()));
    const bool pdf = context.request.parameter("as").value_or("") == "pdf";
    render_later(house, reader, std::move(answer), [&house, reader, seen = std::move(*seen), pdf] {
        auto made = certificate(house, seen, *reader.language, pdf ? pdf_type : html_type);
        return made ? std::move(*made)
                    : refusal_page(house, reader, made.error(), "/cycles/" + seen.state->id);
    });
}

}  // namespace

void bind_certificates(http::Router& router, const House& house) {
    router.bind("cycles.certificate", [&](const http::Context& context, http::Answer answer) {
        read_certificate(house, context, std::move(answer));
    });
    router.bind("page.certificate", [&](const http::Context& context, http::Answer answer) {
        show_certificate(house, context, std::move(answer));
    });
}

}  // namespace paraph::api
