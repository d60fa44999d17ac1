//! Routes: every address states the power it needs, and the list of all is kept.

use crate::error::HallError;
use crate::hall::Hall;
use crate::rights::Power;
use crate::visit::{Visit, left_behind};
use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::handler::Handler;
use axum::middleware::{self, Next};
use axum::response::{IntoResponse, Response};
use axum::routing::MethodRouter;
use std::convert::Infallible;
use std::sync::Arc;

/// An address of the house.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RouteInfo {
    /// `GET` or `POST`.
    pub method: &'static str,
    /// The path, with `{parameters}`.
    pub path: &'static str,
    /// What a visitor must be able to do.
    pub power: Power,
}

/// The addresses of a room.
#[derive(Default)]
pub struct Routes {
    pub(crate) router: Router<Arc<Hall>>,
    pub(crate) list: Vec<RouteInfo>,
}

/// Bodies of ordinary forms and JSON requests at most.
const BODY_MAX: usize = 512 * 1024;

impl Routes {
    /// None yet.
    pub fn new() -> Self {
        Self::default()
    }

    /// A page or a read of the API.
    #[must_use]
    pub fn get<H, T>(self, path: &'static str, power: Power, handler: H) -> Self
    where
        H: Handler<T, Arc<Hall>>,
        T: 'static,
    {
        self.add(("GET", path, power), axum::routing::get(handler), BODY_MAX)
    }

    /// An act.
    #[must_use]
    pub fn post<H, T>(self, path: &'static str, power: Power, handler: H) -> Self
    where
        H: Handler<T, Arc<Hall>>,
        T: 'static,
    {
        self.add(("POST", path, power), axum::routing::post(handler), BODY_MAX)
    }

    /// An act with a file: bodies up to `body_max` bytes.
    #[must_use]
    pub fn post_file<H, T>(
        self,
        path: &'static str,
        power: Power,
        body_max: usize,
        handler: H,
    ) -> Self
    where
        H: Handler<T, Arc<Hall>>,
        T: 'static,
    {
        self.add(("POST", path, power), axum::routing::post(handler), body_max)
    }

    /// All of both.
    #[must_use]
    pub fn merge(mut self, other: Self) -> Self {
        self.router = self.router.merge(other.router);
        self.list.extend(other.list);
        self
    }

    fn add(
        mut self,
        (method, path, power): (&'static str, &'static str, Power),
        handler: MethodRouter<Arc<Hall>>,
        body_max: usize,
    ) -> Self {
        self.list.push(RouteInfo { method, path, power });
        let guarded = handler
            .layer::<_, Infallible>(middleware::from_fn(move |request: Request, next: Next| {
                guard(power, request, next)
            }))
            .layer(DefaultBodyLimit::max(body_max));
        self.router = self.router.route(path, guarded);
        self
    }
}

async fn guard(power: Power, request: Request, next: Next) -> Response {
    let allowed = request
        .extensions()
        .get::<Visit>()
        .ok_or_else(|| HallError::broken("a request that nobody admitted"))
        .and_then(|visit| visit.require(power));
    match allowed {
        Ok(()) => next.run(request).await,
        Err(HallError::SignIn) => {
            left_behind(request).await.unwrap_or_else(|| HallError::SignIn.into_response())
        }
        Err(error) => error.into_response(),
    }
}
