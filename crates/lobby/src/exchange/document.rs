//! The OpenAPI 3.1 document of the whole house.

use kit::Hall;
use utoipa::openapi::security::{Http, HttpAuthScheme, SecurityScheme};
use utoipa::openapi::{ComponentsBuilder, InfoBuilder, OpenApi, OpenApiBuilder};

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
    let components = ComponentsBuilder::new().security_scheme("token", scheme).build();
    let mut whole = OpenApiBuilder::new().info(info).components(Some(components)).build();
    for part in hall.openapi() {
        whole.merge(part);
    }
    whole
}
