//! The pages of the people: at the door, on the own account, and for the security administrator.

pub(super) mod account;
pub(super) mod accounts;
pub(super) mod active_post;
pub(super) mod desk;
pub(super) mod door;
pub(super) mod factor;
pub(super) mod left;
pub(super) mod password;
pub(super) mod person;
pub(super) mod roles;
pub(super) mod second_factor;
pub(super) mod tokens;

use super::record::PostRef;
use super::store::sessions::SessionLine;
use crate::posts::door::{Directory, Held, Post};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use kit::db::Act;
use kit::form::FormErrors;
use kit::journal::Committed;
use kit::rights::Power;
use kit::session::Member;
use kit::visit::{Once, other_centre};
use kit::{HallError, Visit, Words};
use serde::Serialize;
use serde::de::DeserializeOwned;

/// What a form is shown again with; other errors go on to their own pages.
fn shown_again(error: HallError) -> Result<FormErrors, HallError> {
    match error {
        HallError::Invalid(errors) => Ok(errors),
        HallError::Breach { sentence, .. } => {
            let mut errors = FormErrors::new();
            errors.add("", sentence);
            Ok(errors)
        }
        other => Err(other),
    }
}

/// Accounts are kept by the county office.
fn in_county(visit: &Visit) -> Result<(), HallError> {
    if visit.is_county() { Ok(()) } else { Err(other_centre()) }
}

/// An act on the own account that carries a secret, so that no digest of its form is kept.
async fn own_act<T, F>(visit: &Visit, work: F) -> Result<T, HallError>
where
    T: Serialize + DeserializeOwned + Send + 'static,
    F: Fn(&mut Act<'_>) -> Result<Committed<T>, HallError> + Send + 'static,
{
    visit.act_in(visit.hall.site.county, Power::Public, &Once::unkeyed(), work).await
}

/// A path of this site to come back to, or the desk.
fn local_back(path: &str) -> &str {
    let is_local = path.starts_with('/')
        && !path.starts_with("//")
        && !path.starts_with("/session")
        && !path.contains('\\')
        && !path.chars().any(char::is_control);
    if is_local { path } else { "/desk" }
}

/// A post as people call it: centre, title, window.
fn post_name(directory: &Directory, words: Words, post: &PostRef) -> String {
    let Some(centre) = directory.centre(post.centre) else { return post.to_string() };
    let place = centre.centre.record.title();
    let Some(held) = centre.post(&post.post) else { return post.to_string() };
    let title = held.record.title();
    let window = centre
        .window(&held.record.window)
        .map(|window| format!("（{}）", window.record.number))
        .unwrap_or_default();
    format!("{} · {}{window}", words.phrase(&place), words.phrase(&title))
}

/// The post that a member acts in, as people call it.
fn own_post_name(directory: &Directory, words: Words, member: &Member) -> String {
    let Some(centre) = directory.centre(member.centre) else { return member.post.clone() };
    let is_it = |it: &&Held<Post>| {
        it.record.title == member.post && it.record.department == member.department
    };
    let title = centre.posts.iter().find(is_it).map(|it| it.record.title());
    let title = title.map_or_else(|| member.post.clone(), |it| words.phrase(&it).to_owned());
    let window = match member.window.as_str() {
        "" => String::new(),
        number => format!("（{number}）"),
    };
    format!("{} · {title}{window}", words.phrase(&centre.centre.record.title()))
}

/// A session as a table shows it.
struct SessionRow {
    session: i64,
    post: String,
    address: String,
    made: String,
    seen: String,
    is_this: bool,
    key: String,
}

fn session_rows(
    visit: &Visit,
    directory: &Directory,
    lines: &[SessionLine],
    own: Option<i64>,
) -> Vec<SessionRow> {
    let words = visit.words();
    let alive = lines.iter().filter(|line| line.is_alive(visit.now_ms));
    alive
        .map(|line| SessionRow {
            session: line.session,
            post: match line.stage.as_str() {
                "factor" => words.say("等待验证码", "Waiting for the code").to_owned(),
                _ => post_name(directory, words, &line.post),
            },
            address: line.address.clone(),
            made: words.instant(line.made_at_ms),
            seen: words.instant(line.seen_at_ms),
            is_this: own == Some(line.session),
            key: visit.form_key(),
        })
        .collect()
}

fn with_cookie(mut response: Response, cookie: &str) -> Response {
    if let Ok(value) = HeaderValue::from_str(cookie) {
        response.headers_mut().append(header::SET_COOKIE, value);
    }
    response
}

#[cfg(test)]
mod tests {
    use super::local_back;

    #[test]
    fn only_a_path_of_this_site_is_gone_back_to() {
        assert_eq!(local_back("/cases?page=2"), "/cases?page=2");
        for path in ["", "https://x.cn", "//x.cn", "/\\x.cn", "/a\nb", "cases", "/session/end"] {
            assert_eq!(local_back(path), "/desk", "{path:?}");
        }
    }
}
