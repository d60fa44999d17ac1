//! `/posts/active`: in which of one's posts one acts.

use super::{post_name, shown_again};
use crate::people::actions::{own, seat};
use crate::people::keeper::session_number;
use crate::people::record::PostRef;
use crate::people::store::{accounts as store, sessions};
use crate::posts::door as posts;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormErrors, FormView, OptionView};
use kit::rights::{Power, Role};
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};

#[derive(askama::Template)]
#[template(path = "people/pages/active_post.html")]
struct ActivePostPage {
    chrome: Chrome,
    form: FormView,
    posts: FieldView,
}

/// The posts somebody can act in, each with its roles.
pub(super) async fn seats(visit: &Visit) -> Result<Vec<(PostRef, Vec<Role>)>, HallError> {
    let (county, account) = (visit.hall.site.county, visit.member()?.account);
    visit
        .read(move |read| {
            let mut seats = Vec::new();
            for post in store::holdings(read, county, account)? {
                let roles = seat(read, county, &post)?;
                if !roles.is_empty() {
                    seats.push((post, roles));
                }
            }
            Ok(seats)
        })
        .await
}

async fn page(visit: &Visit, errors: &FormErrors) -> Result<Response, HallError> {
    let words = visit.words();
    let directory = posts::directory(&visit.hall).await?;
    let (county, account) = (visit.hall.site.county, visit.member()?.account);
    let session = session_number(visit.member()?);
    let lines = visit.read(move |read| sessions::sessions_of(read, county, account)).await?;
    let this = lines.iter().find(|line| Some(line.session) == session);
    let active = this.map(|line| line.post.to_string()).unwrap_or_default();
    let option = |(post, roles): &(PostRef, Vec<Role>)| {
        let names: Vec<String> =
            roles.iter().map(|role| words.phrase(&role.phrase()).to_owned()).collect();
        OptionView {
            hint: names.join(words.say("、", ", ")),
            ..OptionView::new(post.to_string(), post_name(&directory, words, post))
        }
    };
    let options: Vec<OptionView> = seats(visit).await?.iter().map(option).collect();
    let page = ActivePostPage {
        chrome: visit.chrome(words.say("切换岗位", "Switch the post"), Face::Office),
        form: FormView::new("/posts/active", visit, errors),
        posts: FieldView::new("post", words.say("以哪个岗位工作", "Act in this post"))
            .required()
            .options(options)
            .value(active)
            .fault(errors, words),
    };
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    visit.page_with(status, &page)
}

/// `GET /posts/active`
pub(in crate::people) async fn show(visit: Visit) -> Result<Response, HallError> {
    page(&visit, &FormErrors::new()).await
}

/// `POST /posts/active`
pub(in crate::people) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let member = visit.member()?;
    let account = member.account;
    let session = session_number(member).ok_or(HallError::SignIn)?;
    let Some(post) = PostRef::parse(form.data.text("post")) else {
        let mut errors = FormErrors::new();
        errors.add("post", Phrase::of("请选择一个岗位。", "Choose a post."));
        return page(&visit, &errors).await;
    };
    let county = visit.hall.site.county;
    let done = visit.act_in(county, Power::Public, &form.once, move |act| {
        own::switch_post(act, (account, session), &post)
    });
    match done.await {
        Ok(()) => {
            let done = Phrase::of("岗位已切换。", "You act in another post now.");
            Ok(visit.redirect("/desk", &done))
        }
        Err(error) => page(&visit, &shown_again(error)?).await,
    }
}
