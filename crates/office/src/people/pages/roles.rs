//! `/roles`: which roles the posts of a centre carry, and who holds them.

use super::{in_county, post_name, shown_again};
use crate::people::actions::accounts::grant_roles;
use crate::people::record::PostRef;
use crate::people::store::accounts as store;
use crate::posts::door as posts;
use axum::extract::{Path, Query};
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::CentreId;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::{Power, Role};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "people/pages/roles.html")]
struct RolesPage {
    chrome: Chrome,
    centre: FieldView,
    rows: Vec<RoleRow>,
}

struct RoleRow {
    href: String,
    key: String,
    title: String,
    department: String,
    roles: Vec<String>,
    holders: Vec<(i64, String)>,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::people) struct Asked {
    #[serde(default)]
    centre: String,
}

/// `GET /roles`
pub(in crate::people) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let words = visit.words();
    let county = visit.hall.site.county;
    let directory = posts::directory(&visit.hall).await?;
    let chosen = CentreId::parse(&asked.centre).unwrap_or(county);
    let (roles, holders) = visit
        .read(move |read| {
            let roles = store::all_roles(read, county, chosen)?;
            Ok((roles, store::holders(read, county, chosen)?))
        })
        .await?;
    let mut rows = Vec::new();
    for held in directory.centre(chosen).map(|it| it.posts.as_slice()).unwrap_or_default() {
        let post = &held.record;
        if !held.is_open() {
            continue;
        }
        let carried = roles.iter().find(|(key, ..)| *key == post.key).map(|(_, roles, _)| roles);
        let department = directory.centre(chosen).and_then(|it| it.department(&post.department));
        rows.push(RoleRow {
            href: format!("/roles/{chosen}/{}", post.key),
            key: post.key.clone(),
            title: words.phrase(&post.title()).to_owned(),
            department: department
                .map(|it| words.phrase(&it.short_title()).to_owned())
                .unwrap_or_default(),
            roles: carried
                .into_iter()
                .flatten()
                .map(|role| words.phrase(&role.phrase()).to_owned())
                .collect(),
            holders: holders
                .iter()
                .filter(|holder| holder.post == post.key)
                .map(|holder| (holder.account, holder.name.clone()))
                .collect(),
        });
    }
    let options = directory
        .all()
        .map(|it| OptionView::new(it.id.to_string(), words.phrase(&it.centre.record.title())));
    let page = RolesPage {
        chrome: visit.chrome(words.say("岗位权限", "Roles of posts"), Face::Office),
        centre: FieldView::new("centre", words.say("机构", "Centre"))
            .options(options.collect())
            .value(chosen.to_string()),
        rows,
    };
    visit.page(&page)
}

#[derive(askama::Template)]
#[template(path = "people/pages/role.html")]
struct RolePage {
    chrome: Chrome,
    form: FormView,
    post: String,
    back: String,
    roles: FieldView,
    reason: FieldView,
}

fn post_of(centre: &str, post: &str) -> Result<PostRef, HallError> {
    PostRef::parse(&format!("{centre}/{post}")).ok_or_else(not_there)
}

fn not_there() -> HallError {
    HallError::not_found("没有这个岗位。", "There is no such post.")
}

async fn page(
    visit: &Visit,
    post: &PostRef,
    typed: Option<&FormData>,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    in_county(visit)?;
    let words = visit.words();
    let (county, asked) = (visit.hall.site.county, post.clone());
    let directory = posts::directory(&visit.hall).await?;
    let is_there = directory.centre(post.centre).is_some_and(|it| it.post(&post.post).is_some());
    if !is_there {
        return Err(not_there());
    }
    let (carried, version) = visit.read(move |read| store::roles(read, county, &asked)).await?;
    let is_chosen = |role: Role| match typed {
        Some(typed) => typed.all("roles").contains(&role.code()),
        None => carried.contains(&role),
    };
    let option = |role: Role| OptionView {
        is_chosen: is_chosen(role),
        ..OptionView::new(role.code(), words.phrase(&role.phrase()))
    };
    let reason = typed.map(|it| it.text("reason")).unwrap_or_default();
    let name = post_name(&directory, words, post);
    let page = RolePage {
        chrome: visit.chrome(words.say("设定岗位权限", "Roles of a post"), Face::Office),
        form: FormView::new(format!("/roles/{post}"), visit, errors).version(version),
        post: name,
        back: format!("/roles?centre={}", post.centre),
        roles: FieldView {
            options: Role::ALL.into_iter().map(option).collect(),
            ..FieldView::new("roles", words.say("权限角色", "Roles"))
        }
        .hint(words.say(
            "系统、安全、审计管理员不得与其他角色由同一人担任。",
            "The system, security and audit administrators hold no other role.",
        ))
        .fault(errors, words),
        reason: FieldView::new("reason", words.say("理由", "Reason"))
            .value(reason)
            .required()
            .fault(errors, words),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /roles/{centre}/{post}`
pub(in crate::people) async fn show(
    visit: Visit,
    Path((centre, post)): Path<(String, String)>,
) -> Result<Response, HallError> {
    page(&visit, &post_of(&centre, &post)?, None, &FormErrors::new()).await
}

/// `POST /roles/{centre}/{post}`
pub(in crate::people) async fn create(
    visit: Visit,
    Path((centre, post)): Path<(String, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let post = post_of(&centre, &post)?;
    let roles: Vec<Role> = form.data.all("roles").into_iter().filter_map(Role::from_code).collect();
    let seen = form.data.text("version").parse().unwrap_or(0);
    let (reason, granted) = (form.data.text("reason").to_owned(), post.clone());
    let county = visit.hall.site.county;
    let done = visit.act_in(county, Power::ManageAccounts, &form.once, move |act| {
        grant_roles(act, &granted, &roles, (seen, &reason))
    });
    match done.await {
        Ok(()) => {
            let done = Phrase::of("岗位权限已设定，即时生效。", "The roles are set, at once.");
            Ok(visit.redirect(&format!("/roles?centre={}", post.centre), &done))
        }
        Err(error) => page(&visit, &post, Some(&form.data), &shown_again(error)?).await,
    }
}
