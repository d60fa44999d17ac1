//! Bad input at every form of the house and at every act of the API.
//!
//! The demonstration is walked by every role; each form that is found is handed in with what
//! people paste and attackers try. Nothing may break, nothing may come back unescaped, and where a
//! form is shown again it says what is wrong and still holds what was typed.

use crate::support::forms::{Field, Form, Kind, forms, links};
use crate::support::{load_demonstration, tell_causes};
use house::plan;
use kit::rights::{Power, Role, holds};
use kit::testing::{Browser, CENTRE, House, Page};
use std::collections::{BTreeMap, BTreeSet};

/// What is typed, and what of it must be on the page again.
const TYPED: [(&str, &str); 16] = [
    ("nothing", ""),
    ("a script", "zq<script>alert(1)</script>"),
    ("an attribute", "zq\" autofocus onfocus=\"alert(1)"),
    ("a template", "zq{{7*7}}${7*7}<%= 7*7 %>"),
    ("SQL", "zq' OR 1=1; DROP TABLE cases_cases; --"),
    ("a path", "../../../../etc/passwd"),
    ("a NUL", "zq\0zq"),
    ("line breaks", "zq\r\nSet-Cookie: a=b\r\n\r\n<b>"),
    ("right to left", "zq\u{202e}文档\u{2066}txt.exe"),
    ("emoji", "zq👨‍👩‍👧‍👦🇨🇳🀄"),
    ("marks without a letter", "\u{0301}\u{0301}\u{0301}zq"),
    ("a rare sign", "zq𠮷𬉼㐂"),
    ("a large figure", "99999999999999999999999"),
    ("a negative figure", "-1"),
    ("a day that never was", "2026-02-30"),
    ("a small figure", "0.1e-9"),
];
/// A word longer than any page should hold.
const LONG: usize = 60_000;
/// GBK in a form that claims UTF-8: 中文.
const GBK: &str = "%D6%D0%CE%C4";
/// The last digits of a phone are half of the key to a case, and never shown again.
const HALF_KEY: &str = "digits";
/// Pages of one kind that are looked at.
const SAMPLES: usize = 6;
/// Pages that one role looks at.
const PAGES_MAX: usize = 260;

/// A form, and who may hand it in.
struct Found {
    form: Form,
    role: Role,
    page: String,
}

#[test]
fn no_form_breaks_on_hostile_input_or_gives_it_back_raw_or_loses_it() {
    tell_causes();
    let house = House::on_sqlite(plan());
    load_demonstration(&house);
    let found = all_forms(&house);
    assert!(found.len() > 60, "the house has many forms: {}", found.len());
    let mut faults = Vec::new();
    for one in &found {
        let mut browser = house.browser_of(CENTRE, &[one.role]);
        for (what, typed) in TYPED {
            let page = hand_in(&mut browser, one, &|_| typed.to_owned());
            faults.extend(fault(&mut browser, one, (what, typed), &page));
        }
        let long = "长".repeat(LONG / 3);
        let page = hand_in(&mut browser, one, &|_| long.clone());
        faults.extend(fault(&mut browser, one, ("a long word", ""), &page));
        let page = raw(&mut browser, one, &pairs(&one.form, GBK));
        faults.extend(fault(&mut browser, one, ("GBK", ""), &page));
        let page = raw(&mut browser, one, &format!("{0}&{0}&zq=1", pairs(&one.form, "zq")));
        faults.extend(fault(&mut browser, one, ("everything twice", ""), &page));
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}

/// Every form of the house, found by walking it.
fn all_forms(house: &House) -> Vec<Found> {
    let mut found: BTreeMap<String, Found> = BTreeMap::new();
    for role in Role::ALL {
        let mut browser = house.browser_of(CENTRE, &[role]);
        let mut waiting: Vec<String> = house
            .hall
            .routes()
            .iter()
            .filter(|it| it.method == "GET" && !it.path.contains('{') && may(role, it.power))
            .map(|it| it.path.to_owned())
            .filter(|it| it != "/live" && !it.starts_with("/api"))
            .collect();
        let mut looked: BTreeMap<String, usize> = BTreeMap::new();
        let mut seen: BTreeSet<String> = BTreeSet::new();
        let mut count = 0;
        while let Some(address) = waiting.pop() {
            let Some(kind) = kind_of(house, "GET", &address) else { continue };
            let times = looked.entry(kind).or_default();
            if *times >= SAMPLES || count >= PAGES_MAX || !seen.insert(address.clone()) {
                continue;
            }
            *times += 1;
            count += 1;
            let page = browser.get(&address);
            if page.status != 200 || !page.kind.starts_with("text/html") {
                continue;
            }
            for form in forms(&page.body) {
                let Some(kind) = kind_of(house, "POST", &form.action) else { continue };
                // Leaving, and what is about the test's own person.
                if kind == "/session/end" {
                    continue;
                }
                let names: Vec<&str> = form.fields.iter().map(|it| it.name.as_str()).collect();
                let key = format!("{kind} {}", names.join(","));
                found.entry(key).or_insert(Found { form, role, page: address.clone() });
            }
            waiting.extend(links(&page.body));
        }
    }
    found.into_values().collect()
}

fn may(role: Role, power: Power) -> bool {
    matches!(power, Power::Public | Power::SignedIn) || holds(role, power)
}

/// The address of the house that a path is, with its parameters unnamed.
fn kind_of(house: &House, method: &str, path: &str) -> Option<String> {
    let path = path.split('?').next().unwrap_or(path);
    let parts: Vec<&str> = path.split('/').collect();
    let fits = |pattern: &str| {
        let named: Vec<&str> = pattern.split('/').collect();
        named.len() == parts.len()
            && named.iter().zip(&parts).all(|(named, part)| named.starts_with('{') || named == part)
    };
    let routes = house.hall.routes();
    let mut all = routes.iter().filter(|it| it.method == method && fits(it.path));
    // `/cases/new` is not the case of that number.
    let exact = routes.iter().any(|it| it.method == method && it.path == path);
    if exact { Some(path.to_owned()) } else { all.next().map(|it| it.path.to_owned()) }
}

/// Hands a form in with something typed into each field that is typed into.
fn hand_in(browser: &mut Browser, one: &Found, typed: &dyn Fn(&Field) -> String) -> Page {
    let fields: Vec<(&str, String)> = one
        .form
        .fields
        .iter()
        .filter(|it| it.kind != Kind::File)
        .map(|it| {
            let value = match it.kind {
                Kind::Typed | Kind::Secret => typed(it),
                _ => it.value.clone(),
            };
            (it.name.as_str(), value)
        })
        .collect();
    let fields: Vec<(&str, &str)> =
        fields.iter().map(|(name, value)| (*name, value.as_str())).collect();
    if one.form.is_multipart {
        let file = one.form.fields.iter().find(|it| it.kind == Kind::File);
        let name = file.map_or("zq", |it| it.name.as_str());
        return browser.post_file(&one.form.action, &fields, (name, "zq<b>.exe", b"MZ\x90\x00"));
    }
    browser.post(&one.form.action, &fields)
}

fn pairs(form: &Form, typed: &str) -> String {
    let of = |it: &Field| {
        let typed = if it.kind == Kind::Typed { typed } else { it.value.as_str() };
        format!("{}={}", it.name, typed.replace(['&', '#', ' '], "+"))
    };
    let all: Vec<String> = form.fields.iter().filter(|it| it.kind != Kind::File).map(of).collect();
    all.join("&")
}

fn raw(browser: &mut Browser, one: &Found, body: &str) -> Page {
    let kind = ("content-type", "application/x-www-form-urlencoded");
    browser.send("POST", &one.form.action, &[kind], body.as_bytes().to_vec())
}

/// What is wrong with an answer.
fn fault(
    browser: &mut Browser,
    one: &Found,
    (what, typed): (&str, &str),
    page: &Page,
) -> Option<String> {
    let at = format!("{} as {:?} with {what} (from {})", one.form.action, one.role, one.page);
    if page.status >= 500 {
        return Some(format!("{at}: {}", page.status));
    }
    if is_raw(&page.body) {
        return Some(format!("{at}: given back unescaped"));
    }
    if page.headers.get_all("set-cookie").iter().any(|it| it.to_str().is_ok_and(|it| it == "a=b")) {
        return Some(format!("{at}: a header was made of it"));
    }
    if (300..400).contains(&page.status) && page.location.starts_with('/') {
        let next = browser.get(&page.location);
        if next.status >= 500 || is_raw(&next.body) {
            return Some(format!("{at}: {} is {}", page.location, next.status));
        }
    }
    if page.status == 422 {
        let again = forms(&page.body);
        let shown = again.iter().find(|it| it.action == one.form.action);
        // A page that is not the form gives back what was typed, to be copied.
        let is_given_back = shown.is_none() && page.body.contains(typed);
        if !is_given_back && let Some(lost) = lost(&one.form, shown, typed) {
            return Some(format!("{at}: what was typed into {lost} is lost"));
        }
        if !page.body.contains("error") && !page.body.contains("role=\"alert\"") {
            return Some(format!("{at}: nothing says what is wrong"));
        }
    }
    None
}

fn is_raw(body: &str) -> bool {
    body.contains("<script>alert") || body.contains("\" autofocus onfocus=\"alert")
}

/// A field whose content is not there any more. Secrets do not count, nor what no text field can
/// hold; some fields are shown in capitals.
fn lost(sent: &Form, shown: Option<&Form>, typed: &str) -> Option<String> {
    let is_plain = !typed.is_empty() && !typed.contains(['\0', '\r', '\n', '<', '&', '"', '\'']);
    if !is_plain {
        return None;
    }
    let is_kept = |it: &Field| {
        let Some(shown) = shown else { return false };
        let Some(again) = shown.fields.iter().find(|other| other.name == it.name) else {
            return true;
        };
        again.kind != Kind::Typed
            || again.value.trim().to_uppercase() == typed.trim().to_uppercase()
    };
    let mut typed_into =
        sent.fields.iter().filter(|it| it.kind == Kind::Typed && it.name != HALF_KEY);
    typed_into.find(|it| !is_kept(it)).map(|it| it.name.clone())
}

#[test]
fn no_act_of_the_api_breaks_on_hostile_bodies() {
    const BODIES: [&[u8]; 12] = [
        b"",
        b"null",
        b"[]",
        b"\"zq\"",
        b"{",
        b"{\"zq\": 1}",
        b"{\"text\": {\"text\": []}}",
        b"{\"number\": -1, \"version\": 99999999999999999999}",
        b"{\"text\": \"\\u0000\\ud800\"}",
        b"{\"text\": \"<script>alert(1)</script>\"}",
        b"\xd6\xd0\xce\xc4",
        b"{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":{\"a\":[[[[[[[[[]]]]]]]]]}}}}}}}}",
    ];
    tell_causes();
    let house = House::on_sqlite(plan());
    load_demonstration(&house);
    let mut faults = Vec::new();
    let acts = house.hall.routes().iter().filter(|it| it.method == "POST");
    for (number, route) in acts.filter(|it| it.path.starts_with("/api/")).enumerate() {
        let role = Role::ALL.into_iter().find(|role| may(*role, route.power));
        let mut program = house.program_of(CENTRE, &[role.unwrap_or(Role::WindowClerk)]);
        let path: Vec<&str> =
            route.path.split('/').map(|it| if it.starts_with('{') { "1" } else { it }).collect();
        let deep = [b"{\"a\":".repeat(5_000), b"1".to_vec(), b"}".repeat(5_000)].concat();
        let long = format!("{{\"text\": \"{}\"}}", "长".repeat(LONG));
        let all = BODIES.iter().map(|it| it.to_vec()).chain([deep, long.into_bytes()]);
        for (body_number, body) in all.enumerate() {
            let key = format!("h{number}-{body_number}");
            let headers = [("content-type", "application/json"), ("idempotency-key", key.as_str())];
            let page = program.send("POST", &path.join("/"), &headers, body);
            let is_problem = page.kind.starts_with("application/problem+json");
            if page.status >= 500 || (page.status >= 400 && !is_problem) {
                faults.push(format!(
                    "{} body {body_number}: {} {}",
                    route.path, page.status, page.kind
                ));
            }
        }
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
