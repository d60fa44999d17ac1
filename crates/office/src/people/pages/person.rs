//! `/accounts/{account}`: one account and what the security administrator does with it.

use super::account::{TokenRow, token_rows};
use super::accounts::{drawn, name_and_phone, state_of};
use super::{SessionRow, in_county, post_name, session_rows, shown_again};
use crate::people::actions::accounts as acts;
use crate::people::password;
use crate::people::record::{Account, AccountState, PostRef};
use crate::people::setup::{policy, works};
use crate::people::store::{accounts as store, sessions};
use crate::posts::door::{self as posts, Directory};
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::db::Act;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::journal::Committed;
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use rulebook::person::Phone;

#[derive(askama::Template)]
#[template(path = "people/pages/person.html")]
struct PersonPage {
    chrome: Chrome,
    form: FormView,
    account: i64,
    facts: Vec<(String, String)>,
    posts: Vec<PostRow>,
    vacancies: FieldView,
    name: FieldView,
    phone: FieldView,
    acts: Vec<ActView>,
    sessions: Vec<SessionRow>,
    tokens: Vec<TokenRow>,
    is_own: bool,
}

struct PostRow {
    value: String,
    name: String,
    key: String,
}

/// Something that can be done for a reason.
struct ActView {
    noun: &'static str,
    path: &'static str,
    label: String,
    key: String,
}

fn not_there() -> HallError {
    HallError::not_found("没有这个账号。", "There is no such account.")
}

async fn page(
    visit: &Visit,
    number: i64,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    in_county(visit)?;
    let words = visit.words();
    let directory = posts::directory(&visit.hall).await?;
    let county = visit.hall.site.county;
    let (held, holdings, lines, tokens) = visit
        .read(move |read| {
            let held = store::account(read, county, number)?.ok_or_else(not_there)?;
            let holdings = store::holdings(read, county, number)?;
            let lines = sessions::sessions_of(read, county, number)?;
            Ok((held, holdings, lines, sessions::tokens_of(read, county, number)?))
        })
        .await?;
    let name = if typed.has("name") { typed.text("name") } else { &held.name };
    let form = FormView::new(format!("/accounts/{number}/change"), visit, errors);
    let page = PersonPage {
        chrome: visit.chrome(
            words.fill("账号：{}（{}）", "Account: {} ({})", &[&held.name, &held.login]),
            Face::Office,
        ),
        form: form.version(held.version),
        account: number,
        facts: facts(visit, &held)?,
        posts: holdings
            .iter()
            .map(|post| PostRow {
                value: post.to_string(),
                name: post_name(&directory, words, post),
                key: visit.form_key(),
            })
            .collect(),
        vacancies: FieldView::new("post", words.say("岗位", "Post"))
            .options(vacancies(visit, &directory, &holdings))
            .fault(errors, words),
        name: FieldView::new("name", words.say("姓名", "Name"))
            .value(name)
            .required()
            .fault(errors, words),
        phone: FieldView::new("phone", words.say("新电话（留空不变）", "New telephone (or empty)"))
            .value(typed.text("phone"))
            .fault(errors, words),
        acts: on_offer(visit, &held),
        sessions: session_rows(visit, &directory, &lines, None),
        tokens: token_rows(visit, &directory, &tokens),
        is_own: visit.member()?.account == number,
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

fn facts(visit: &Visit, held: &Account) -> Result<Vec<(String, String)>, HallError> {
    let words = visit.words();
    let phone = visit.hall.vault.open(&held.phone, "people.phone")?;
    let phone = Phone::parse(&phone).map_or(String::new(), |it| it.masked());
    let when = |at_ms: i64, never: &str| {
        if at_ms == 0 { never.to_owned() } else { words.instant(at_ms) }
    };
    let mut facts = vec![
        (words.say("登录名", "Sign-in name"), held.login.clone()),
        (words.say("电话", "Telephone"), phone),
        (words.say("状态", "State"), state_of(words, held, visit.now_ms).0),
        (words.say("最近一次处理理由", "Reason of the last change"), held.reason.clone()),
        (words.say("建立于", "Made"), words.instant(held.made_at_ms)),
        (
            words.say("最近登录", "Last signed in"),
            when(held.signed_in_at_ms, words.say("从未登录", "Never")),
        ),
        (
            words.say("密码设定于", "Password set"),
            when(held.password_at_ms, words.say("未设置", "None")),
        ),
        (
            words.say("双因子认证启用于", "Second factor set up"),
            when(held.factor_at_ms, words.say("未启用", "None")),
        ),
    ];
    if held.locked_until_ms > visit.now_ms {
        facts.push((words.say("锁定至", "Locked until"), words.instant(held.locked_until_ms)));
    }
    facts.retain(|(_, value)| !value.is_empty());
    Ok(facts.into_iter().map(|(name, value)| (name.to_owned(), value)).collect())
}

/// Posts in use that the person does not hold.
fn vacancies(visit: &Visit, directory: &Directory, held: &[PostRef]) -> Vec<OptionView> {
    let words = visit.words();
    let mut options = vec![OptionView::new("", words.say("请选择", "Choose"))];
    for centre in directory.all().filter(|it| it.centre.is_open()) {
        for post in centre.posts.iter().filter(|it| it.is_open()) {
            let post = PostRef::new(centre.id, post.record.key.clone());
            if !held.contains(&post) {
                let name = format!("{}（{}）", post_name(directory, words, &post), post.post);
                options.push(OptionView::new(post.to_string(), name));
            }
        }
    }
    options
}

fn on_offer(visit: &Visit, held: &Account) -> Vec<ActView> {
    let words = visit.words();
    let mut acts = Vec::new();
    let mut add = |path: &'static str, label: &str| {
        let noun = path.trim_start_matches("acts/");
        acts.push(ActView { noun, path, label: label.to_owned(), key: visit.form_key() });
    };
    if held.locked_until_ms > visit.now_ms {
        add("acts/unlocking", words.say("解除锁定", "Unlock"));
    }
    add("password", words.say("重置密码", "Reset the password"));
    if held.factor_at_ms > 0 {
        add("acts/factor-removal", words.say("解除双因子认证", "Remove the second factor"));
    }
    match held.state {
        AccountState::Active => {
            add("acts/disablement", words.say("停用账号", "Disable the account"));
        }
        AccountState::Disabled => {
            add("acts/enablement", words.say("启用账号", "Enable the account"));
        }
    }
    acts
}

/// `GET /accounts/{account}`
pub(in crate::people) async fn show(
    visit: Visit,
    Path(account): Path<i64>,
) -> Result<Response, HallError> {
    page(&visit, account, &FormData::default(), &FormErrors::new()).await
}

/// Performs an act and shows the account again, with what was wrong or that it is done.
async fn done<F>(
    visit: &Visit,
    account: i64,
    form: &Submitted,
    act: F,
) -> Result<Response, HallError>
where
    F: Fn(&mut Act<'_>) -> Result<Committed<()>, HallError> + Send + 'static,
{
    in_county(visit)?;
    let county = visit.hall.site.county;
    match visit.act_in(county, Power::ManageAccounts, &form.once, act).await {
        Ok(()) => {
            let done = Phrase::of("已办理。", "Done.");
            Ok(visit.redirect(&format!("/accounts/{account}"), &done))
        }
        Err(error) => page(visit, account, &form.data, &shown_again(error)?).await,
    }
}

/// `POST /accounts/{account}/change`
pub(in crate::people) async fn change(
    visit: Visit,
    Path(account): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let mut errors = FormErrors::new();
    let Some((name, phone)) = name_and_phone(&visit, &form.data, &mut errors) else {
        return page(&visit, account, &form.data, &errors).await;
    };
    let seen = form.data.text("version").parse().unwrap_or(0);
    let county = visit.hall.site.county;
    let held = visit.read(move |read| store::account(read, county, account)).await?;
    let kept = held.ok_or_else(not_there)?.phone;
    let phone = if phone.is_empty() { kept } else { phone };
    done(&visit, account, &form, move |act| {
        acts::change_account(act, account, seen, (&name, &phone))
    })
    .await
}

/// `POST /accounts/{account}/acts/{noun}`: unlocking, disablement, enablement, removal of the
/// factor.
pub(in crate::people) async fn act(
    visit: Visit,
    Path((account, noun)): Path<(i64, String)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let deed: fn(&mut Act<'_>, i64, &str) -> Result<Committed<()>, HallError> = match noun.as_str()
    {
        "unlocking" => acts::unlock,
        "disablement" => acts::disable,
        "enablement" => acts::enable,
        "factor-removal" => acts::remove_factor,
        _ => return Err(not_there()),
    };
    let reason = form.data.text("reason").to_owned();
    done(&visit, account, &form, move |act| deed(act, account, &reason)).await
}

/// `POST /accounts/{account}/password`
pub(in crate::people) async fn reset(
    visit: Visit,
    Path(account): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    in_county(&visit)?;
    let hall = &visit.hall;
    let county = hall.site.county;
    let held = visit.read(move |read| store::account(read, county, account)).await?;
    let login = held.ok_or_else(not_there)?.login;
    let password = password::drawn(&*hall.randomness);
    let hash = works(hall).hash(&password, &*hall.randomness).await?;
    let (reason, kept) = (form.data.text("reason").to_owned(), hash.clone());
    let earlier = policy(hall).password_history;
    let reset = visit.act_in(county, Power::ManageAccounts, &form.once, move |act| {
        acts::reset_password(act, account, &kept, (&reason, earlier))
    });
    match reset.await {
        Ok(()) => drawn(&visit, account, (&login, password), hash).await,
        Err(error) => page(&visit, account, &form.data, &shown_again(error)?).await,
    }
}

fn chosen_post(form: &Submitted) -> Result<PostRef, HallError> {
    PostRef::parse(form.data.text("post"))
        .ok_or_else(|| HallError::invalid("post", Phrase::of("请选择一个岗位。", "Choose a post.")))
}

/// `POST /accounts/{account}/posts`
pub(in crate::people) async fn give_post(
    visit: Visit,
    Path(account): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    match chosen_post(&form) {
        Ok(post) => {
            done(&visit, account, &form, move |act| acts::give_post(act, account, &post)).await
        }
        Err(error) => page(&visit, account, &form.data, &shown_again(error)?).await,
    }
}

/// `POST /accounts/{account}/posts/removal`
pub(in crate::people) async fn take_post(
    visit: Visit,
    Path(account): Path<i64>,
    form: Submitted,
) -> Result<Response, HallError> {
    let reason = form.data.text("reason").to_owned();
    match chosen_post(&form) {
        Ok(post) => {
            done(&visit, account, &form, move |act| acts::take_post(act, account, &post, &reason))
                .await
        }
        Err(error) => page(&visit, account, &form.data, &shown_again(error)?).await,
    }
}

/// `POST /accounts/{account}/sessions/{session}/end`
pub(in crate::people) async fn end_session(
    visit: Visit,
    Path((account, session)): Path<(i64, i64)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let reason = form.data.text("reason").to_owned();
    done(&visit, account, &form, move |act| acts::revoke_session(act, account, session, &reason))
        .await
}

/// `POST /accounts/{account}/tokens/{token}/revocation`
pub(in crate::people) async fn revoke_token(
    visit: Visit,
    Path((account, token)): Path<(i64, i64)>,
    form: Submitted,
) -> Result<Response, HallError> {
    let reason = form.data.text("reason").to_owned();
    done(&visit, account, &form, move |act| acts::revoke_token(act, account, token, &reason)).await
}
