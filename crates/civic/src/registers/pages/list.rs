//! `/registers` and `/registers/households`: applications and households, newest first.

use super::view::{self, HouseholdLine, Line};
use crate::acting::{Typed, options};
use crate::registers::persons::mark_of;
use crate::registers::store;
use askama::Template;
use axum::extract::Query;
use axum::response::Response;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit};
use serde::Deserialize;
use statutes::household::{Item, Stage};

const PAGE: u32 = 50;

/// What a list is narrowed by.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(in crate::registers) struct Asked {
    stage: String,
    item: String,
    text: String,
    after: String,
}

#[derive(Template)]
#[template(path = "registers/pages/list.html")]
struct ListPage {
    chrome: Chrome,
    stage: FieldView,
    item: FieldView,
    lines: Vec<Line>,
    older: String,
    may_keep: bool,
}

#[derive(Template)]
#[template(path = "registers/pages/households.html")]
struct HouseholdsPage {
    chrome: Chrome,
    text: FieldView,
    lines: Vec<HouseholdLine>,
    older: String,
}

/// Applications.
pub(in crate::registers) async fn applications(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let stage = Stage::from_word(&asked.stage).map(Stage::word).unwrap_or_default();
    let item = Item::from_word(&asked.item).map(Item::word).unwrap_or_default();
    let after = asked.after.trim().to_owned();
    let lines: Vec<Line> = visit
        .read(move |read| {
            let held = store::applications(read, centre, (stage, item), &after, PAGE)?;
            Ok(held.iter().map(|it| view::row(it, words)).collect())
        })
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full).map_or_else(String::new, |last| {
        format!("/registers?stage={stage}&item={item}&after={}", last.number)
    });
    let pairs = [("stage", stage), ("item", item)];
    let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec();
    let (data, errors) = (FormData::from_pairs(pairs), FormErrors::new());
    let typed = Typed { data: &data, errors: &errors, words };
    let any = || [OptionView::new("", words.say("（不限）", "(any)"))].into_iter();
    let stages = options(Stage::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let items = options(Item::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    visit.page(&ListPage {
        chrome: visit.chrome(words.say("户籍", "Household register"), Face::Office),
        stage: typed.field("stage", "状态", "State").options(any().chain(stages).collect()),
        item: typed.field("item", "业务", "What for").options(any().chain(items).collect()),
        lines,
        older,
        may_keep: visit.may(Power::KeepRegisters),
    })
}

/// Households; one, where a number of a household or a person is given.
pub(in crate::registers) async fn households(
    visit: Visit,
    Query(asked): Query<Asked>,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let mark = mark_of(&asked.text, &visit.hall.vault);
    let (text, after) = (asked.text.trim().to_owned(), asked.after.trim().to_owned());
    let lines: Vec<HouseholdLine> = visit
        .read(move |read| {
            let number = match mark {
                Some(mark) => {
                    store::household_of(read, centre, &mark)?.unwrap_or_else(|| "-".into())
                }
                None => text,
            };
            let held = store::households(read, centre, &number, &after, PAGE)?;
            Ok(held.iter().map(|it| view::household(it, words)).collect())
        })
        .await?;
    let is_full = lines.len() == PAGE as usize;
    let older = lines.last().filter(|_| is_full);
    let older =
        older.map_or_else(String::new, |it| format!("/registers/households?after={}", it.number));
    let text =
        FieldView::new("text", words.say("户号或公民身份号码", "Number of household or person"));
    visit.page(&HouseholdsPage {
        chrome: visit.chrome(words.say("户", "Households"), Face::Office),
        text: text.value(asked.text),
        lines,
        older,
    })
}
