//! Parameters of the centre: what holds, who changed it, and the form to change it.

use super::attempted;
use crate::settings::actions::{Choices, choose_parameters};
use crate::settings::store::{self, Choice};
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, FormView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use terms::parameters::{Parameter, Parameters};

#[derive(askama::Template)]
#[template(path = "settings/pages/parameters.html")]
struct ParametersPage {
    chrome: Chrome,
    lines: Vec<ParameterLine>,
    form: FormView,
    fields: Vec<FieldView>,
    reason: FieldView,
    seen: Vec<(String, i64)>,
    may_choose: bool,
}

/// A parameter as it holds.
struct ParameterLine {
    name: String,
    meaning: String,
    value: String,
    default: String,
    chosen: String,
}

pub(super) async fn show(visit: Visit) -> Result<Response, HallError> {
    page(&visit, StatusCode::OK, &FormData::default(), &FormErrors::new()).await
}

async fn page(
    visit: &Visit,
    status: StatusCode,
    typed: &FormData,
    errors: &FormErrors,
) -> Result<Response, HallError> {
    let centre = visit.centre()?;
    let choices = visit.read(move |read| store::choices(read, centre)).await?;
    let parameters =
        Parameters::of(choices.iter().map(|choice| (choice.name.as_str(), choice.value)));
    let words = visit.words();
    let fields = Parameter::ALL
        .into_iter()
        .map(|parameter| {
            let description = parameter.description();
            let (low, high) = description.bounds;
            let typed = typed.text(parameter.code());
            let now = parameters.get(parameter).to_string();
            FieldView::new(parameter.code(), words.phrase(&description.name))
                .hint(words.fill(
                    "{} 至 {} {}",
                    "{} to {} {}",
                    &[&low, &high, &words.phrase(&description.unit)],
                ))
                .required()
                .value(if typed.is_empty() { &now } else { typed })
                .fault(errors, words)
        })
        .collect();
    let page = ParametersPage {
        chrome: visit.chrome(words.say("参数", "Parameters"), Face::Office),
        lines: Parameter::ALL
            .into_iter()
            .map(|parameter| line(visit, parameter, &parameters, &choices))
            .collect(),
        form: FormView::new("/settings/parameters", visit, errors),
        fields,
        reason: FieldView::new("reason", words.say("调整原因", "Reason of the change"))
            .hint(words.say("写入台账，1至200字", "Kept in the journal, 1 to 200 characters"))
            .required()
            .value(typed.text("reason"))
            .fault(errors, words),
        seen: Parameter::ALL
            .into_iter()
            .map(|parameter| (seen_name(parameter), parameters.get(parameter)))
            .collect(),
        may_choose: visit.may(Power::ManageSettings),
    };
    visit.page_with(status, &page)
}

fn seen_name(parameter: Parameter) -> String {
    format!("seen-{}", parameter.code())
}

fn line(
    visit: &Visit,
    parameter: Parameter,
    parameters: &Parameters,
    choices: &[Choice],
) -> ParameterLine {
    let words = visit.words();
    let description = parameter.description();
    let unit = words.phrase(&description.unit);
    let choice = choices.iter().find(|choice| choice.name == parameter.code());
    ParameterLine {
        name: words.phrase(&description.name).to_owned(),
        meaning: words.phrase(&description.meaning).to_owned(),
        value: format!("{} {unit}", parameters.get(parameter)),
        default: format!("{} {unit}", description.default),
        chosen: choice.map_or_else(
            || words.say("未调整", "as the house has it").to_owned(),
            |it| format!("{} {}：{}", words.instant(it.changed_at_ms), it.changed_by, it.reason),
        ),
    }
}

fn choices_of(typed: &FormData) -> Result<Choices, FormErrors> {
    let mut errors = FormErrors::new();
    let mut values = Vec::new();
    for parameter in Parameter::ALL {
        let wanted = errors.take(parameter.code(), parameter.parse(typed.text(parameter.code())));
        let seen = typed.text(&seen_name(parameter)).parse::<i64>().ok();
        if let Some(wanted) = wanted {
            values.push((parameter, seen.unwrap_or(wanted), wanted));
        }
    }
    if errors.is_empty() {
        Ok(Choices { values, reason: typed.text("reason").to_owned() })
    } else {
        Err(errors)
    }
}

/// Chooses parameters.
pub(super) async fn choose(visit: Visit, submitted: Submitted) -> Result<Response, HallError> {
    let chosen = choices_of(&submitted.data).map(|choices| {
        visit.act(Power::ManageSettings, &submitted.once, move |act| {
            choose_parameters(act, &choices)
        })
    });
    match attempted(chosen).await? {
        Ok(()) => {
            let message = Phrase::of("参数已保存，自现在起适用。", "Saved; they hold from now on.");
            Ok(visit.redirect("/settings/parameters", &message))
        }
        Err(errors) => {
            let status = StatusCode::UNPROCESSABLE_ENTITY;
            page(&visit, status, &submitted.data, &errors).await
        }
    }
}
