#include "adapters/documents/print.hpp"
#include "api/background.hpp"
#include "api/log.hpp"
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

/// What is asked for, in which language, and how whoever asks is told that it can't be had.
struct Wish {
    Seen seen;
    const pages::Language* language = nullptr;
    std::string_view type;
    std::function<http::Response(const Refusal&)> refuse;
};

void make(const House& house, Background& printing, Wish wish, http::Answer answer) {
    const bool prints = wish.type == pdf_type;
    auto work = [&house, wish = std::move(wish), answer = std::move(answer)] {
        try {
            auto made = certificate(house, wish.seen, *wish.language, wish.type);
            answer(made ? std::move(*made) : wish.refuse(made.error()));
        } catch (const std::exception& error) {
            log::error("a certificate failed", {{"what", error.what()}});
            answer(wish.refuse(refuse(Refused::internal, "A fault of ours; it has been logged.")));
        }
    };
    if (prints)
        printing.run(std::move(work));
    else
        house.background(std::move(work));
}

void read_certificate(const House& house, Background& printing, const http::Context& context,
                      http::Answer answer) {
    static constexpr std::string_view offered[] = {html_type, pdf_type};
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen) return answer(problem_for(context.request, seen.error()));
    const auto type = negotiate(context.request, offered);
    if (!type) return answer(problem_for(context.request, type.error()));
    const auto& language = pages::language(context.request.parameter("lang").value_or("en"));
    make(house, printing,
         {.seen = std::move(*seen),
          .language = &language,
          .type = *type,
          .refuse = [path = context.request.path](
                        const Refusal& refusal) { return http::problem(refusal, path); }},
         std::move(answer));
}

void show_certificate(const House& house, Background& printing, const http::Context& context,
                      http::Answer answer) {
    if (context.principal.id.empty()) return answer(http::see_other("/sign-in"));
    const auto reader = reader_of(house, context);
    auto seen = look_at(house, context.param("id"), context.principal);
    if (!seen && know_of(house, context.param("id"), context.principal))
        return answer(http::see_other("/audit/cycles/" + context.param("id")));
    if (!seen) return answer(refusal_page(house, reader, seen.error()));
    const bool pdf = context.request.parameter("as").value_or("") == "pdf";
    make(house, printing,
         {.seen = *seen,
          .language = reader.language,
          .type = pdf ? pdf_type : html_type,
          .refuse =
              [&house, reader, back = "/cycles/" + seen->state->id](const Refusal& refusal) {
                  return refusal_page(house, reader, refusal, back);
              }},
         std::move(answer));
}

}  // namespace

void bind_certificates(http::Router& router, const House& house) {
    // Printing takes seconds: on a thread of its own it keeps no page waiting.
    const auto printing = std::make_shared<Background>();
    router.bind("cycles.certificate",
                [&house, printing](const http::Context& context, http::Answer answer) {
                    read_certificate(house, *printing, context, std::move(answer));
                });
    router.bind("page.certificate",
                [&house, printing](const http::Context& context, http::Answer answer) {
                    show_certificate(house, *printing, context, std::move(answer));
                });
}

}  // namespace paraph::api
