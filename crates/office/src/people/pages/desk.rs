//! `/desk`: where everybody begins, with what the post does.

use super::active_post::seats;
use super::own_post_name;
use crate::people::record::Account;
use crate::people::setup::policy;
use crate::people::store::accounts as store;
use crate::posts::door as posts;
use axum::response::Response;
use kit::shell::{Chrome, DeskPart, Face, MenuGroup};
use kit::{HallError, Visit};

#[derive(askama::Template)]
#[template(path = "people/pages/desk.html")]
struct DeskPage {
    chrome: Chrome,
    day: String,
    post: String,
    roles: Vec<String>,
    parts: Vec<DeskPart>,
    groups: Vec<MenuGroup>,
    notices: Vec<Notice>,
    has_other_posts: bool,
}

/// Something that its reader should do.
struct Notice {
    text: String,
    href: &'static str,
    link: String,
}

/// Days before the end of a password on which its owner is told.
const TOLD_BEFORE_DAYS: i64 = 14;
const DAY_MS: i64 = 86_400_000;

/// `GET /desk`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    let words = visit.words();
    let member = visit.member()?;
    let (county, account) = (visit.hall.site.county, member.account);
    let held = visit.read(move |read| store::account(read, county, account)).await?;
    let seats = seats(&visit).await?;
    let seen = visit.clone();
    let parts = visit.read(move |read| seen.hall.desk(read, &seen)).await?;
    let directory = posts::directory(&visit.hall).await?;
    let chrome = visit.chrome(words.say("工作台", "Desk"), Face::Office);
    let is_elsewhere = |group: &&MenuGroup| group.entries.iter().all(|it| it.href != "/desk");
    let page = DeskPage {
        day: words.date_and_weekday(visit.today()),
        post: own_post_name(&directory, words, member),
        roles: member.roles.iter().map(|it| words.phrase(&it.phrase()).to_owned()).collect(),
        parts,
        groups: chrome.menu.iter().filter(is_elsewhere).cloned().collect(),
        notices: held.map(|held| notices(&visit, &held)).unwrap_or_default(),
        has_other_posts: seats.len() > 1,
        chrome,
    };
    visit.page(&page)
}

fn notices(visit: &Visit, held: &Account) -> Vec<Notice> {
    let words = visit.words();
    let policy = policy(&visit.hall);
    let mut notices = Vec::new();
    let left_days = (held.password_at_ms + policy.password_ms() - visit.now_ms) / DAY_MS;
    if left_days <= TOLD_BEFORE_DAYS {
        notices.push(Notice {
            text: words.fill(
                "您的密码还有 {} 天到期。",
                "Your password ends in {} days.",
                &[&left_days],
            ),
            href: "/account/password",
            link: words.say("修改密码", "Change it").to_owned(),
        });
    }
    let roles = visit.member.as_ref().map(|it| it.roles.clone()).unwrap_or_default();
    if roles.iter().any(|role| role.is_administrator()) && held.factor_at_ms == 0 {
        notices.push(Notice {
            text: words
                .say(
                    "管理员账号建议启用双因子认证。",
                    "Administrators should set up a second factor.",
                )
                .to_owned(),
            href: "/account/second-factor",
            link: words.say("现在启用", "Set it up").to_owned(),
        });
    }
    notices
}
