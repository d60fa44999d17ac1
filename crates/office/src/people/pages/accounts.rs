//! `/accounts`: all accounts, and making one.

use super::{in_county, post_name, shown_again};
use crate::people::actions::accounts::{NewAccount, Password};
use crate::people::actions::create_account;
use crate::people::password;
use crate::people::record::{Account, AccountState, Login, PostRef};
use crate::people::setup::works;
use crate::people::store::accounts::{self as store, Filter};
use crate::people::store::secrets;
use crate::posts::door::{self as posts, Directory};
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::{Submitted, query_pair};
use kit::{HallError, Phrase, Visit, Words};
use rulebook::person::{PersonName, Phone};
use serde::Deserialize;

#[derive(askama::Template)]
#[template(path = "people/pages/accounts.html")]
struct AccountsPage {
    chrome: Chrome,
    text: FieldView,
    state: FieldView,
    centre: FieldView,
    rows: Vec<AccountRow>,
    next: String,
}

struct AccountRow {
    account: i64,
    login: String,
    name: String,
    posts: String,
    state: String,
    is_fine: bool,
    signed_in: String,
}

#[derive(Debug, Default, Deserialize)]
pub(in crate::people) struct Asked {
    #[serde(default)]
    text: String,
    #[serde(default)]
    state: String,
    #[serde(default)]
    centre: String,
    #[serde(default)]
    after: String,
}

const PAGE: u32 = 50;

/// What people call the state of an account, and whether it can be used.
pub(super) fn state_of(words: Words, account: &Account, now_ms: i64) -> (String, bool) {
    if account.state == AccountState::Disabled {
        return (words.phrase(&account.state.phrase()).to_owned(), false);
    }
    if account.locked_until_ms > now_ms {
        return (words.say("锁定中", "Locked").to_owned(), false);
    }
    if account.password_at_ms == 0 {
        return (words.say("未设密码", "No password yet").to_owned(), false);
    }
    (words.phrase(&account.state.phrase()).to_owned(), true)
}

/// An account and the posts it holds, on a line.
fn row(
    visit: &Visit,
    directory: &Directory,
    (held, account): (Vec<PostRef>, Account),
) -> AccountRow {
    let words = visit.words();
    let (state, is_fine) = state_of(words, &account, visit.now_ms);
    let names: Vec<String> = held.iter().map(|post| post_name(directory, words, post)).collect();
    AccountRow {
        account: account.account,
        login: account.login,
        name: account.name,
        posts: names.join(words.say("；", "; ")),
        state,
        is_fine,
        signed_in: match account.signed_in_at_ms {
            0 => words.say("从未登录", "Never").to_owned(),
            at_ms => words.instant(at_ms),
        },
    }
}

/// `GET /accounts`
pub(in crate::people) async fn list(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let words = visit.words();
    let directory = posts::directory(&visit.hall).await?;
    let filter = Filter {
        text: asked.text.trim().chars().take(40).collect(),
        state: asked.state.clone(),
        centre: asked.centre.parse().unwrap_or(0),
    };
    let (county, now_ms, after) = (visit.hall.site.county, visit.now_ms, asked.after.clone());
    let found = visit
        .read(move |read| {
            let found = store::list(read, county, &filter, &after, (PAGE + 1, now_ms))?;
            found
                .into_iter()
                .map(|it| Ok((store::holdings(read, county, it.account)?, it)))
                .collect::<Result<Vec<_>, HallError>>()
        })
        .await?;
    let has_more = found.len() > PAGE as usize;
    let rows: Vec<AccountRow> =
        found.into_iter().take(PAGE as usize).map(|found| row(&visit, &directory, found)).collect();
    let next = match rows.last().filter(|_| has_more) {
        Some(last) => [
            ("text", asked.text.as_str()),
            ("state", asked.state.as_str()),
            ("centre", asked.centre.as_str()),
            ("after", last.login.as_str()),
        ]
        .map(|(name, value)| query_pair(name, value))
        .join("&"),
        None => String::new(),
    };
    let everywhere = OptionView::new("", words.say("全部机构", "All centres"));
    let centres = directory
        .all()
        .map(|it| OptionView::new(it.id.to_string(), words.phrase(&it.centre.record.title())));
    let states = [
        ("", words.say("全部状态", "All states")),
        ("active", words.say("启用", "Active")),
        ("disabled", words.say("停用", "Disabled")),
        ("locked", words.say("锁定中", "Locked")),
    ];
    let page = AccountsPage {
        chrome: visit.chrome(words.say("账号", "Accounts"), Face::Office),
        text: FieldView::new("text", words.say("姓名或登录名", "Name or sign-in name"))
            .value(asked.text),
        state: FieldView::new("state", words.say("状态", "State"))
            .options(states.iter().map(|(code, name)| OptionView::new(*code, *name)).collect())
            .value(asked.state),
        centre: FieldView::new("centre", words.say("机构", "Centre"))
            .options(std::iter::once(everywhere).chain(centres).collect())
            .value(asked.centre),
        rows,
        next,
    };
    visit.page(&page)
}

#[derive(askama::Template)]
#[template(path = "people/pages/account_new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    login: FieldView,
    name: FieldView,
    phone: FieldView,
}

/// A drawn password, shown once.
#[derive(askama::Template)]
#[template(path = "people/pages/password_drawn.html")]
struct DrawnPage {
    chrome: Chrome,
    account: i64,
    login: String,
    password: String,
}

fn form_page(visit: &Visit, typed: &FormData, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let field = |name: &str, label: &str| {
        FieldView::new(name, label).value(typed.text(name)).fault(errors, words)
    };
    let page = NewPage {
        chrome: visit.chrome(words.say("新建账号", "New account"), Face::Office),
        form: FormView::new("/accounts", visit, errors),
        login: field("login", words.say("登录名", "Sign-in name"))
            .hint(words.say(
                "3 至 32 位小写字母、数字、点、连字符或下划线，建议用工号。",
                "3 to 32 small letters, digits, full stops, hyphens, underscores; best the work \
                 number.",
            ))
            .required(),
        name: field("name", words.say("姓名", "Name")).required(),
        phone: field("phone", words.say("电话", "Telephone")),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /accounts/new`
pub(in crate::people) async fn new(visit: Visit) -> Result<Response, HallError> {
    in_county(&visit)?;
    form_page(&visit, &FormData::default(), &FormErrors::new())
}

/// Name and telephone as typed; the telephone sealed.
pub(super) fn name_and_phone(
    visit: &Visit,
    typed: &FormData,
    errors: &mut FormErrors,
) -> Option<(String, String)> {
    let name = PersonName::parse(typed.text("name")).map_err(rulebook::person::NameFault::phrase);
    let name = errors.take("name", name)?;
    let phone = match typed.text("phone") {
        "" => String::new(),
        text => {
            let phone = errors
                .take("phone", Phone::parse(text).map_err(rulebook::person::PhoneFault::phrase))?;
            visit.hall.vault.seal(phone.as_str(), "people.phone")
        }
    };
    Some((name.as_str().to_owned(), phone))
}

/// `POST /accounts`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let hall = &visit.hall;
    let mut errors = FormErrors::new();
    let login = errors.take("login", Login::parse(form.data.text("login")));
    let person = name_and_phone(&visit, &form.data, &mut errors);
    let (Some(login), Some((name, phone))) = (login, person) else {
        return form_page(&visit, &form.data, &errors);
    };
    let password = password::drawn(&*hall.randomness);
    let hash = works(hall).hash(&password, &*hall.randomness).await?;
    let new =
        NewAccount { login: login.clone(), name, phone, password: Password::Initial(hash.clone()) };
    let made = visit.act_in(hall.site.county, Power::ManageAccounts, &form.once, move |act| {
        create_account(act, &new)
    });
    match made.await {
        Ok(account) => drawn(&visit, account, (login.as_str(), password), hash).await,
        Err(error) => form_page(&visit, &form.data, &shown_again(error)?),
    }
}

/// Shows a drawn password, where it is the one in force: a replayed form drew another in vain.
pub(super) async fn drawn(
    visit: &Visit,
    account: i64,
    (login, password): (&str, String),
    hash: String,
) -> Result<Response, HallError> {
    let county = visit.hall.site.county;
    let held = visit.read(move |read| secrets::credential(read, county, account)).await?;
    if held.is_some_and(|it| it.hash == hash) {
        return visit.page(&DrawnPage {
            chrome: visit.chrome(visit.words().say("初始密码", "First password"), Face::Office),
            account,
            login: login.to_owned(),
            password,
        });
    }
    let shown = Phrase::of(
        "初始密码只显示一次。如未记下，请重置密码。",
        "The first password is shown once. If it was not noted, reset it.",
    );
    Ok(visit.redirect(&format!("/accounts/{account}"), &shown))
}
