#include "api/http/router.hpp"

#include <algorithm>
#include <optional>
#include <stdexcept>

#include "api/http/route_tree.hpp"

namespace paraph::http {

namespace {

std::optional<Verb> verb_of(std::string_view method) {
    if (method == "HEAD") return Verb::get;
    for (const Verb verb : all_verbs)
        if (name(verb) == method) return verb;
    return std::nullopt;
}

std::string allowed(const RouteTree::Node& node) {
    std::string methods = "OPTIONS";
    for (const Verb verb : all_verbs) {
        if (node.route(verb) == RouteTree::none) continue;
        methods.append(", ").append(name(verb));
        if (verb == Verb::get) methods += ", HEAD";
    }
    return methods;
}

Response options(std::string methods) {
    Response response = empty(204);
    response.headers.add("Allow", std::move(methods));
    return response;
}

}  // namespace

std::string_view name(Verb verb) {
    switch (verb) {
        case Verb::get:
            return "GET";
        case Verb::post:
            return "POST";
        case Verb::put:
            return "PUT";
        case Verb::patch:
            return "PATCH";
        case Verb::del:
            return "DELETE";
    }
    throw std::logic_error("not a verb");
}

const std::string& Context::param(std::string_view name) const {
    for (const auto& [key, value] : params)
        if (key == name) return value;
    throw std::logic_error("the route " + std::string(route.path) + " has no parameter " +
                           std::string(name));
}

struct Router::Impl {
    std::span<const Route> table;
    RouteTree tree;
    std::vector<RouteHandler> handlers;  // in the order of the table
    std::vector<json::object> bodies;    // the same; empty: not described
    Authenticate who;
    RenderRefusal render;
    Throttle throttle;
    Observe observe;

    Response refusal(const Request& request, const Refusal& refused) const {
        return render ? render(request, refused) : problem(refused, request.target);
    }
    std::size_t index_of(std::string_view handler) const;
    Answer observed(const Route* route, Answer answer) const;
    void call(const Request& request, std::size_t index, const RouteTree::Found& found,
              Answer answer) const;
};

/// `answer`, timed and reported.
Answer Router::Impl::observed(const Route* route, Answer answer) const {
    if (!observe) return answer;
    const auto start = std::chrono::steady_clock::now();
    return [this, route, start, answer = std::move(answer)](Response response) {
        observe(route, response.status, std::chrono::steady_clock::now() - start);
        answer(std::move(response));
    };
}

void Router::Impl::call(const Request& request, std::size_t index, const RouteTree::Found& found,
                        Answer answer) const {
    const Route& route = table[index];
    api::Principal principal;
    if (who) {
        auto known = who(request);
        if (known) {
            principal = std::move(*known);
        } else if (!route.roles.empty()) {
            Response response = refusal(request, known.error());
            if (response.status == 401) response.headers.set("WWW-Authenticate", "Bearer");
            return answer(std::move(response));
        }
    }
    if (!route.roles.empty() && !route.roles.meets(principal.roles))
        return answer(
            refusal(request, refuse(Refused::forbidden, "Your role does not open this: it takes " +
                                                            role_text(route.roles) + ".")));
    if (const auto wait = throttle ? throttle(request, route, principal) : std::chrono::seconds(0);
        wait.count() > 0) {
        Response response = refusal(request, refuse(Refused::too_many,
                                                    "Too many requests came from your address. "
                                                    "Wait a little, then repeat."));
        response.headers.set("Retry-After", std::to_string(wait.count()));
        return answer(std::move(response));
    }
    if (!handlers[index])
        return answer(refusal(request, refuse(Refused::not_found, "There is nothing here.")));
    std::vector<std::pair<std::string_view, std::string>> params;
    for (std::size_t i = 0; i < found.values.size(); ++i)
        params.emplace_back(tree.names(index)[i], found.values[i]);
    const Answer failed = answer;
    try {
        handlers[index](Context{request, principal, route, params}, std::move(answer));
    } catch (const std::exception&) {
        failed(refusal(request, refuse(Refused::internal, "The request failed on our side.")));
        throw;  // to whoever serves, who logs it
    }
}

Router::Router(std::span<const Route> table) : impl_(std::make_unique<Impl>()) {
    impl_->table = table;
    impl_->handlers.resize(table.size());
    impl_->bodies.resize(table.size());
    for (std::size_t i = 0; i < table.size(); ++i) impl_->tree.add(table[i].verb, table[i].path, i);
}

Router::~Router() = default;

std::size_t Router::Impl::index_of(std::string_view handler) const {
    const auto found = std::find_if(table.begin(), table.end(),
                                    [&](const Route& route) { return route.handler == handler; });
    if (found == table.end())
        throw std::logic_error("no route names the handler " + std::string(handler));
    return static_cast<std::size_t>(found - table.begin());
}

void Router::bind(std::string_view handler, RouteHandler function) {
    RouteHandler& place = impl_->handlers[impl_->index_of(handler)];
    if (place) throw std::logic_error("bound twice: " + std::string(handler));
    place = std::move(function);
}

void Router::describe(std::string_view handler, json::object content, bool required) {
    impl_->bodies[impl_->index_of(handler)] = {{"required", required},
                                               {"content", std::move(content)}};
}

std::vector<std::string_view> Router::unbound() const {
    std::vector<std::string_view> names;
    for (std::size_t i = 0; i < impl_->table.size(); ++i)
        if (!impl_->handlers[i]) names.push_back(impl_->table[i].handler);
    return names;
}

void Router::authenticate(Authenticate authenticate) {
    impl_->who = std::move(authenticate);
}
void Router::render(RenderRefusal render) {
    impl_->render = std::move(render);
}
void Router::throttle(Throttle throttle) {
    impl_->throttle = std::move(throttle);
}
void Router::observe(Observe observe) {
    impl_->observe = std::move(observe);
}

void Router::operator()(Request&& request, Answer answer) const {
    if (request.path == "*") return answer(options("OPTIONS, GET, HEAD, POST, PUT, PATCH, DELETE"));
    const auto found = impl_->tree.find(request.path);
    if (!found) {
        answer = impl_->observed(nullptr, std::move(answer));
        return answer(
            impl_->refusal(request, refuse(Refused::not_found, "There is no such page.")));
    }
    if (request.method == "OPTIONS") return answer(options(allowed(*found->node)));
    const auto verb = verb_of(request.method);
    const std::size_t index = verb ? found->node->route(*verb) : RouteTree::none;
    if (index == RouteTree::none) {
        Response response =
            impl_->refusal(request, refuse(Refused::method_not_allowed,
                                           "This address takes " + allowed(*found->node) + "."));
        response.headers.set("Allow", allowed(*found->node));
        return impl_->observed(nullptr, std::move(answer))(std::move(response));
    }
    answer = impl_->observed(&impl_->table[index], std::move(answer));
    impl_->call(request, index, *found, std::move(answer));
}

std::size_t Router::body_bytes_max(std::string_view method, std::string_view path) const {
    const auto found = impl_->tree.find(path);
    const auto verb = verb_of(method);
    if (!found || !verb) return 0;
    const std::size_t index = found->node->route(*verb);
    return index == RouteTree::none ? 0 : impl_->table[index].body_bytes_max;
}

json::object Router::openapi_paths() const {
    return http::openapi_paths(impl_->table, impl_->bodies);
}

}  // namespace paraph::http
