//! The OpenAPI 3.1 document of the whole house.
//!
//! What holds for every address is said once, from the house's own list of them: who may ask, the
//! key that makes a request one act, and how an error is told. No room can forget it.

use kit::Hall;
use kit::rights::Power;
use kit::routes::RouteInfo;
use utoipa::openapi::path::{Operation, ParameterBuilder, ParameterIn};
use utoipa::openapi::schema::{ObjectBuilder, Type};
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityRequirement, SecurityScheme};
use utoipa::openapi::{
    ComponentsBuilder, ContentBuilder, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr,
    Required, Response, ResponseBuilder,
};

/// The scheme of tokens.
const TOKEN: &str = "token";
/// How errors are told (RFC 9457).
const PROBLEM: &str = "application/problem+json";

/// The rooms' parts under one title.
pub fn openapi(hall: &Hall) -> OpenApi {
    let info = InfoBuilder::new()
        .title("Yimen 一门")
        .version("1")
        .description(Some(
            "The face of a township convenience service centre for programs. Bearer tokens carry \
             scopes; every POST carries an Idempotency-Key; errors are problem documents (RFC \
             9457); lists are read page by page with `after`; reads carry an ETag.",
        ))
        .build();
    let scheme = SecurityScheme::Http(Http::new(HttpAuthScheme::Bearer));
    let components = ComponentsBuilder::new().security_scheme(TOKEN, scheme).build();
    let mut whole = OpenApiBuilder::new().info(info).components(Some(components)).build();
    for part in hall.openapi() {
        whole.merge(part);
    }
    for route in hall.routes() {
        if let Some(item) = whole.paths.paths.get_mut(route.path)
            && let Some(operation) = operation_of(item, route.method)
        {
            complete(operation, route);
        }
    }
    whole
}

fn operation_of<'a>(item: &'a mut PathItem, method: &str) -> Option<&'a mut Operation> {
    match method {
        "GET" => item.get.as_mut(),
        _ => item.post.as_mut(),
    }
}

/// Says of an operation what its address says of it.
fn complete(operation: &mut Operation, route: &RouteInfo) {
    let is_act = route.method == "POST";
    operation.operation_id = Some(name_of(route));
    if is_act {
        let key = ParameterBuilder::new()
            .name("Idempotency-Key")
            .parameter_in(ParameterIn::Header)
            .required(Required::True)
            .schema(Some(
                ObjectBuilder::new()
                    .schema_type(Type::String)
                    .min_length(Some(1))
                    .max_length(Some(128)),
            ))
            .description(Some(
                "Chosen by the caller: the same key with the same request is the same act, and \
                 gets the same answer.",
            ))
            .build();
        operation.parameters.get_or_insert_default().push(RefOr::T(key));
    }
    if route.power != Power::Public {
        let scope = route.power.code();
        operation.security = Some(vec![SecurityRequirement::new(TOKEN, [scope])]);
        let said = operation.description.take().unwrap_or_default();
        let needs = format!("Scope: `{scope}`.");
        let all = if said.is_empty() { needs } else { format!("{said} {needs}") };
        operation.description = Some(all);
    }
    for (status, text) in errors(route) {
        let told = operation.responses.responses.entry(status.to_owned());
        told.or_insert_with(|| RefOr::T(Response::new(text)));
    }
    for (status, answer) in &mut operation.responses.responses {
        if let RefOr::T(answer) = answer
            && status.as_str() >= "400"
        {
            *answer = problem(&answer.description);
        }
    }
}

/// An answer that is a problem document.
fn problem(text: &str) -> Response {
    let schema = Ref::from_schema_name("Problem");
    let content = ContentBuilder::new().schema(Some(schema)).build();
    ResponseBuilder::new().description(text).content(PROBLEM, content).build()
}

/// What may be answered instead, at any address of its kind.
fn errors(route: &RouteInfo) -> Vec<(&'static str, &'static str)> {
    let mut all = Vec::new();
    if route.power != Power::Public {
        all.push(("401", "No token, or one that is not known or no longer holds"));
        all.push(("403", "The token's scopes or the post do not allow it"));
    }
    if route.path.contains('{') {
        all.push(("404", "There is no such thing, or not in this centre"));
    }
    if route.method == "POST" {
        all.push(("409", "Somebody else acted meanwhile: read again, then decide again"));
        all.push(("422", "A rule said no, with its basis, or a field is wrong"));
    }
    all.push(("429", "Asked too often; `Retry-After` says how many seconds to wait"));
    all.push(("500", "Our fault; `instance` is the reference number in our log"));
    all
}

/// The one name of an operation: `post_cases_number_suspension`.
fn name_of(route: &RouteInfo) -> String {
    let path = route.path.trim_start_matches("/api/v1/").replace(['{', '}'], "");
    format!("{}_{}", route.method.to_lowercase(), path.replace(['/', '-', '.'], "_"))
}
