//! One department: how it stands, its items, and the form to change it.

use super::{DepartmentLine, ItemLine, department_name};
use crate::stationing::{actions, door};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit, Words};
use rulebook::stationing::{Delegation, DepartmentStanding, Obligation, Presence, SealPlace};

#[derive(Template)]
#[template(path = "stationing/pages/department.html")]
struct DepartmentPage {
    chrome: Chrome,
    line: DepartmentLine,
    line_management: String,
    changed: String,
    items: Vec<ItemLine>,
    form: FormView,
    fields: Fields,
    may_edit: bool,
    is_own: bool,
}

struct Fields {
    obligation: FieldView,
    presence: FieldView,
    delegation: FieldView,
    seal: FieldView,
    reason: FieldView,
}

/// `GET /stationing/departments/{department}`
pub(in crate::stationing) async fn show(
    visit: Visit,
    Path(key): Path<String>,
) -> Result<Response, HallError> {
    let page = page(&visit, &key, None, &FormErrors::new()).await?;
    visit.page(&page)
}

async fn page(
    visit: &Visit,
    key: &str,
    typed: Option<&FormData>,
    errors: &FormErrors,
) -> Result<DepartmentPage, HallError> {
    let words = visit.words();
    let report = door::report(&visit.hall, visit.centre()?).await?;
    let found = report.department(key).ok_or_else(actions::unknown_department)?;
    let department = found.department.as_ref().ok_or_else(actions::unknown_department)?;
    let name = department_name(&department.name, words);
    let changed = words.fill(
        "{} 由 {} 修改",
        "Changed {} by {}",
        &[&words.instant(department.changed_at_ms), &department.changed_by],
    );
    // A form shown again keeps the revision it was first filled from.
    let seen = typed.map_or(department.revision, seen);
    Ok(DepartmentPage {
        chrome: visit.chrome(words.fill("{}进驻情况", "Stationing of {}", &[&name]), Face::Office),
        line: DepartmentLine::new(found, words),
        line_management: department.line_management.clone(),
        changed,
        items: found.items.iter().map(|item| ItemLine::new(item, words)).collect(),
        form: FormView::new(format!("/stationing/departments/{key}/standing"), visit, errors)
            .version(seen),
        fields: fields(&department.standing, typed, errors, words),
        may_edit: visit.may(Power::EditStationing),
        is_own: true,
    })
}

fn fields(
    standing: &DepartmentStanding,
    typed: Option<&FormData>,
    errors: &FormErrors,
    words: Words,
) -> Fields {
    let value = |name: &str, now: &str| {
        typed.map_or_else(|| now.to_owned(), |typed| typed.text(name).to_owned())
    };
    let field = |name: &'static str, label: &str, now: &str, options: Vec<OptionView>| {
        FieldView::new(name, label)
            .options(options)
            .value(value(name, now))
            .required()
            .fault(errors, words)
    };
    let option = |word: &str, phrase: Phrase| OptionView::new(word, words.phrase(&phrase));
    let obligations =
        Obligation::ALL.iter().rev().map(|it| option(it.word(), it.phrase())).collect();
    let presences = Presence::ALL.iter().rev().map(|it| option(it.word(), it.phrase())).collect();
    let delegations =
        Delegation::ALL.iter().rev().map(|it| option(it.word(), it.phrase())).collect();
    let seals = SealPlace::ALL.iter().rev().map(|it| option(it.word(), it.phrase())).collect();
    let hint = words.say(
        "没有完全到位时必填：是什么限制、何时解决。会进入全县报告。",
        "Needed where it falls short: the obstacle, and when it will be removed.",
    );
    Fields {
        obligation: field(
            "obligation",
            words.say("要求", "Asked"),
            standing.obligation.word(),
            obligations,
        ),
        presence: field(
            "presence",
            words.say("进驻", "Presence"),
            standing.presence.word(),
            presences,
        ),
        delegation: field(
            "delegation",
            words.say("窗口授权", "Delegation"),
            standing.delegation.word(),
            delegations,
        ),
        seal: field("seal", words.say("公章", "Seal"), standing.seal.word(), seals),
        reason: FieldView::new("reason", words.say("原因", "Reason"))
            .hint(hint)
            .value(value("reason", &standing.reason))
            .fault(errors, words),
    }
}

fn seen(form: &FormData) -> i64 {
    form.text("version").parse().unwrap_or(0)
}

fn parsed(form: &FormData) -> Result<DepartmentStanding, FormErrors> {
    let mut errors = FormErrors::new();
    let choose = Phrase::of("请从列表中选择。", "Choose one of the list.");
    let missing = || choose.clone();
    let obligation = errors
        .take("obligation", Obligation::from_word(form.text("obligation")).ok_or_else(missing));
    let presence =
        errors.take("presence", Presence::from_word(form.text("presence")).ok_or_else(missing));
    let delegation = errors
        .take("delegation", Delegation::from_word(form.text("delegation")).ok_or_else(missing));
    let seal = errors.take("seal", SealPlace::from_word(form.text("seal")).ok_or_else(missing));
    let (Some(obligation), Some(presence), Some(delegation), Some(seal)) =
        (obligation, presence, delegation, seal)
    else {
        return Err(errors);
    };
    let reason = form.text("reason").to_owned();
    DepartmentStanding { obligation, presence, delegation, seal, reason }.checked().map_err(
        |fault| {
            errors.add(fault.field(), fault.phrase());
            errors
        },
    )
}

/// `POST /stationing/departments/{department}/standing`
pub(in crate::stationing) async fn change(
    visit: Visit,
    Path(key): Path<String>,
    form: Submitted,
) -> Result<Response, HallError> {
    let standing = match parsed(&form.data) {
        Ok(standing) => standing,
        Err(errors) => {
            let page = page(&visit, &key, Some(&form.data), &errors).await?;
            return visit.page_with(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let (seen, to) = (seen(&form.data), format!("/stationing/departments/{key}"));
    visit
        .act(Power::EditStationing, &form.once, move |act| {
            actions::change_department(act, &key, &standing, seen)
        })
        .await?;
    Ok(visit.redirect(&to, &Phrase::of("进驻情况已更新。", "The stationing was updated.")))
}
