//! Who is let in where: asked of every address of the house, with every role.

use house::plan;
use kit::rights::{Power, Role, holds};
use kit::routes::RouteInfo;
use kit::testing::{Browser, CENTRE, House, Page, on_each_engine};

/// An address with something in place of its parameters.
fn path_of(route: &RouteInfo, fill: &str) -> String {
    let mut path = String::new();
    for part in route.path.split('/').skip(1) {
        path.push('/');
        let parameter = part.strip_prefix('{').and_then(|it| it.strip_suffix('}'));
        path.push_str(if parameter.is_some() { fill } else { part });
    }
    path
}

fn ask(browser: &mut Browser, route: &RouteInfo, fill: &str) -> Page {
    let path = path_of(route, fill);
    let is_api = path.starts_with("/api/");
    match route.method {
        "GET" => browser.get(&path),
        _ if is_api => browser.post_json(&path, "coverage", &serde_json::json!({})),
        _ => browser.post(&path, &[("idempotency_key", "coverage")]),
    }
}

fn visitor(house: &House, route: &RouteInfo, role: Role) -> Browser {
    if route.path.starts_with("/api/") {
        house.program_of(CENTRE, &[role])
    } else {
        house.browser_of(CENTRE, &[role])
    }
}

/// `/live` never ends for whom it lets in; whom it refuses is asked of every address but here.
fn routes(house: &House) -> Vec<RouteInfo> {
    house.hall.routes().iter().copied().filter(|route| route.path != "/live").collect()
}

#[test]
fn every_page_but_the_public_ones_refuses_strangers() {
    on_each_engine(plan, |house| {
        let routes = house.hall.routes().iter();
        for route in routes.filter(|it| it.power != Power::Public) {
            let page = ask(&mut house.stranger(), route, "1");
            let name = format!("{} {}", route.method, route.path);
            if route.path.starts_with("/api/") {
                assert_eq!(page.status, 401, "{name}");
            } else {
                assert_eq!(page.status, 303, "{name}");
                assert!(page.location.starts_with("/session/new"), "{name}: {}", page.location);
            }
        }
    });
}

#[test]
fn every_page_refuses_every_role_that_lacks_its_power() {
    on_each_engine(plan, |house| {
        for route in routes(house) {
            for role in Role::ALL.into_iter().filter(|role| !holds(*role, route.power)) {
                let page = ask(&mut visitor(house, &route, role), &route, "1");
                assert_eq!(page.status, 403, "{} {} {role:?}", route.method, route.path);
            }
        }
    });
}

#[test]
fn no_token_goes_beyond_its_scopes() {
    on_each_engine(plan, |house| {
        let api = routes(house).into_iter().filter(|it| it.path.starts_with("/api/"));
        for route in api.filter(|it| !matches!(it.power, Power::Public | Power::SignedIn)) {
            let Some(role) = Role::ALL.into_iter().find(|role| holds(*role, route.power)) else {
                panic!("{:?} is held by nobody", route.power);
            };
            let mut program = house.program_with_scopes(CENTRE, &[role], &[]);
            let page = ask(&mut program, &route, "1");
            assert_eq!(page.status, 403, "{} {}", route.method, route.path);
        }
    });
}

#[test]
fn every_act_refuses_a_request_from_another_site() {
    on_each_engine(plan, |house| {
        for route in routes(house).iter().filter(|it| it.method == "POST") {
            let role = Role::ALL.into_iter().find(|role| holds(*role, route.power));
            let mut browser = visitor(house, route, role.unwrap_or(Role::WindowClerk));
            for (name, value) in
                [("sec-fetch-site", "cross-site"), ("origin", "https://elsewhere.example")]
            {
                let headers = [
                    ("content-type", "application/x-www-form-urlencoded"),
                    ("idempotency-key", "elsewhere"),
                    (name, value),
                ];
                let page = browser.send("POST", &path_of(route, "1"), &headers, Vec::new());
                assert_eq!(page.status, 403, "{} with {name}", route.path);
            }
        }
    });
}

/// What somebody may type into an address.
const GARBAGE: [&str; 9] = [
    "1",
    "0",
    "-1",
    "99999999999999999999",
    "not-a-number",
    "%00",
    "%E5%8A%9E%E4%BB%B6",
    "'%20OR%201=1--",
    "..%2F..%2Fetc%2Fpasswd",
];

#[test]
fn no_address_breaks_on_garbage() {
    crate::support::tell_causes();
    on_each_engine(plan, |house| {
        let mut broken = Vec::new();
        for route in routes(house) {
            let holders = Role::ALL.into_iter().filter(|role| holds(*role, route.power));
            let mut browser = match holders.into_iter().next() {
                Some(role) => visitor(house, &route, role),
                None => house.stranger(),
            };
            for garbage in GARBAGE {
                let page = ask(&mut browser, &route, garbage);
                if page.status >= 500 {
                    broken.push(format!("{} {} with {garbage}", route.method, route.path));
                }
            }
        }
        assert!(broken.is_empty(), "{broken:#?}");
    });
}

#[test]
fn no_query_breaks_a_page() {
    const NAMES: [&str; 12] = [
        "q",
        "after",
        "below",
        "page",
        "state",
        "department",
        "year",
        "from",
        "to",
        "day",
        "kind",
        "back",
    ];
    crate::support::tell_causes();
    on_each_engine(plan, |house| {
        let mut broken = Vec::new();
        for route in routes(house).iter().filter(|it| it.method == "GET") {
            let role = Role::ALL.into_iter().find(|role| holds(*role, route.power));
            let mut browser = visitor(house, route, role.unwrap_or(Role::WindowClerk));
            for garbage in GARBAGE {
                let query: Vec<String> =
                    NAMES.iter().map(|name| format!("{name}={garbage}")).collect();
                let path = format!("{}?{}", path_of(route, "1"), query.join("&"));
                let page = browser.get(&path);
                if page.status >= 500 {
                    broken.push(path);
                }
            }
        }
        assert!(broken.is_empty(), "{broken:#?}");
    });
}
