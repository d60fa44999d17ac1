//! `/registers/new`: what is applied for and for which household, then its fields.

use super::view;
use crate::acting::{Kind, Typed, faults, options};
use crate::registers::actions::{self, is_register};
use crate::registers::draft::new_application;
use crate::registers::store::{self, HeldHousehold};
use askama::Template;
use axum::extract::Query;
use axum::http::StatusCode;
use axum::response::Response;
use counter::catalogue::door as catalogue;
use kit::form::{FieldView, FormData, FormErrors, FormView, OptionView};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::visit::Submitted;
use kit::{HallError, Phrase, Visit};
use statutes::household::{HouseholdKind, Item};

#[derive(Template)]
#[template(path = "registers/pages/choose.html")]
struct ChoosePage {
    chrome: Chrome,
    item: FieldView,
    household: FieldView,
    form: FormView,
    unknown: bool,
}

#[derive(Template)]
#[template(path = "registers/pages/new.html")]
struct NewPage {
    chrome: Chrome,
    form: FormView,
    hint: &'static str,
    item: String,
    household: String,
    fields: Vec<(Kind, FieldView)>,
}

/// What for and for whom; then the form of it.
pub(in crate::registers) async fn show(
    visit: Visit,
    Query(pairs): Query<Vec<(String, String)>>,
) -> Result<Response, HallError> {
    let known = ["for", "household", "code", "case"];
    let pairs = pairs.into_iter().filter(|(name, _)| known.contains(&name.as_str())).collect();
    draw(&visit, &FormData::from_pairs(pairs), &FormErrors::new(), StatusCode::OK).await
}

/// Files the application, or shows the form again with everything typed.
pub(in crate::registers) async fn create(
    visit: Visit,
    form: Submitted,
) -> Result<Response, HallError> {
    let outcome = match new_application(&form.data, &visit.hall.vault) {
        Ok(new) => {
            visit.act(Power::KeepRegisters, &form.once, move |act| actions::file(act, &new)).await
        }
        Err(error) => Err(error),
    };
    match outcome {
        Ok(done) => {
            let told = Phrase::of("已申报。请核对材料。", "Filed. Check the papers.");
            Ok(visit.redirect(&format!("/registers/{}", done.number), &told))
        }
        Err(error @ HallError::NotFound(_)) => {
            let errors = FormErrors::one("household", error.sentence());
            draw(&visit, &form.data, &errors, StatusCode::UNPROCESSABLE_ENTITY).await
        }
        Err(error) => {
            let (errors, status) = faults(error)?;
            draw(&visit, &form.data, &errors, status).await
        }
    }
}

async fn draw(
    visit: &Visit,
    data: &FormData,
    errors: &FormErrors,
    status: StatusCode,
) -> Result<Response, HallError> {
    let (words, centre) = (visit.words(), visit.centre()?);
    let number = data.text("household").trim().to_owned();
    let asked = number.clone();
    let found = visit.read(move |read| store::household(read, centre, &asked)).await?;
    let typed = Typed { data, errors, words };
    let item = Item::from_word(data.text("for"));
    let Some(item) = item.filter(|it| *it == Item::Founding || found.is_some()) else {
        let items = options(Item::ALL.iter().map(|it| (it.word(), it.phrase())), words);
        let page = ChoosePage {
            chrome: visit.chrome(words.say("户籍申报", "File an application"), Face::Office),
            item: typed.field("for", "业务", "What for").options(items).required(),
            household: typed
                .field("household", "户号", "Household")
                .hint(words.say("立户不用填", "not for a founding")),
            form: FormView::new("/registers/new", visit, errors),
            unknown: !number.is_empty() && errors.is_empty(),
        };
        return visit.page_with(status, &page);
    };
    let catalogue = catalogue::catalogue(&visit.hall, centre).await?;
    let none = OptionView::new("", words.say("（没有对应事项）", "(no item)"));
    let listed = catalogue.items.values().filter(|it| is_register(&it.definition)).map(|it| {
        let name = it.definition.name();
        OptionView::new(it.code.clone(), format!("{} {}", it.code, words.phrase(&name)))
    });
    let codes: Vec<OptionView> = [none].into_iter().chain(listed).collect();
    visit.page_with(
        status,
        &NewPage {
            chrome: visit.chrome(words.phrase(&item.phrase()).to_owned(), Face::Office),
            form: FormView::new("/registers", visit, errors),
            hint: hint(item, words),
            item: item.word().to_owned(),
            household: if item == Item::Founding { String::new() } else { number },
            fields: fields((item, found.as_ref()), codes, &typed),
        },
    )
}

fn hint(item: Item, words: kit::Words) -> &'static str {
    match item {
        Item::Birth => words.say(
            "出生后一个月以内申报；逾期的照样受理，写明原因（户口登记条例第七条）。",
            "Within a month of the birth; late, it is taken with the reason (art. 7).",
        ),
        Item::Death => words.say(
            "死亡后一个月以内申报；逾期的照样受理，写明原因（户口登记条例第八条）。",
            "Within a month of the death; late, it is taken with the reason (art. 8).",
        ),
        Item::MoveIn => words.say(
            "到达后十日以内申报，由派出所审批（户口登记条例第十三条）。",
            "Within ten days of coming; the police station decides (art. 13).",
        ),
        Item::MoveOut | Item::Correction => {
            words.say("由派出所审批。", "The police station decides.")
        }
        Item::Split => words.say(
            "迁往新户的成员与新户主的关系，分户后再逐一更正。",
            "How those who go are related to the new head is corrected afterwards.",
        ),
        Item::Founding | Item::Head => "",
    }
}

/// The code that is offered first.
fn likely(item: Item) -> &'static str {
    match item {
        Item::Birth => "GA-001",
        Item::Death => "GA-002",
        Item::MoveIn | Item::MoveOut => "GA-003",
        Item::Correction => "GA-004",
        Item::Founding | Item::Head | Item::Split => "",
    }
}

type Fields = Vec<(Kind, FieldView)>;

fn fields(
    (item, household): (Item, Option<&HeldHousehold>),
    codes: Vec<OptionView>,
    typed: &Typed<'_>,
) -> Fields {
    let words = typed.words;
    let members = || household.map(|it| view::members(&it.file, words)).unwrap_or_default();
    let member =
        |zh: &str, en: &str| (Kind::Select, typed.field("member", zh, en).options(members()));
    let place = |zh: &str, en: &str| (Kind::Text, typed.field("place", zh, en).required());
    let address = || (Kind::Text, typed.field("address", "地址", "Address").required());
    let mut all = Vec::new();
    match item {
        Item::Founding => {
            all = person(typed, true);
            let kinds = HouseholdKind::ALL.iter().map(|it| (it.word(), it.phrase()));
            let kinds = options(kinds, words);
            all.push((Kind::Select, typed.field("kind", "户别", "Kind").options(kinds)));
            all.push(address());
        }
        Item::Birth => {
            all = person(typed, false);
            all.push(related(typed, "与户主关系", "Relation to the head"));
        }
        Item::MoveIn => {
            all = person(typed, true);
            all.push(related(typed, "与户主关系", "Relation to the head"));
            all.push(place("迁自何处", "From where"));
        }
        Item::Death => all.push(member("死者", "Who died")),
        Item::MoveOut => {
            all.push(member("迁出人", "Who moves"));
            all.push(place("迁往何处", "To where"));
        }
        Item::Correction => {
            all.push(member("成员", "Member"));
            let field = typed.field("field", "更正项目", "What to correct");
            all.push((Kind::Select, field.options(view::fields(words))));
            all.push((Kind::Text, typed.field("value", "更正为", "To stand there")));
            all.push(related(typed, "更正关系的选这里", "The relation, where it is that"));
        }
        Item::Head => {
            all.push(member("新户主", "New head"));
            all.push(related(typed, "原户主与新户主的关系", "The former head's relation"));
        }
        Item::Split => {
            let who = ("迁往新户的成员", "Who goes");
            all.push((Kind::Boxes, typed.boxes("members", who, members())));
            all.push((
                Kind::Select,
                typed.field("head", "新户户主", "New head").options(members()),
            ));
            all.push(address());
        }
    }
    all.extend(common(item, codes, typed));
    all
}

fn related(typed: &Typed<'_>, zh: &str, en: &str) -> (Kind, FieldView) {
    (Kind::Select, typed.field("relation", zh, en).options(view::relations(typed.words)))
}

fn person(typed: &Typed<'_>, is_known: bool) -> Fields {
    let words = typed.words;
    let mut all = vec![(Kind::Text, typed.field("name", "姓名", "Name").required())];
    let sex = typed.field("sex", "性别", "Sex").options(view::sexes(words));
    all.push((Kind::Select, sex));
    let identity = typed.field("identity", "公民身份号码", "Identity number");
    if is_known {
        all.push((Kind::Day, typed.field("born", "出生日期", "Born").required()));
        all.push((Kind::Text, identity.required()));
    } else {
        let hint = words.say("还没有编号的留空", "empty where there is none yet");
        all.push((Kind::Text, identity.hint(hint)));
    }
    all
}

fn common(item: Item, codes: Vec<OptionView>, typed: &Typed<'_>) -> Fields {
    let words = typed.words;
    let (zh, en) = match item {
        Item::Birth => ("出生日期", "Day of birth"),
        Item::Death => ("死亡日期", "Day of death"),
        Item::MoveIn => ("到达日期", "Day of coming"),
        _ => ("发生日期", "Day on which it happened"),
    };
    let mut code = typed.field("code", "对应事项（核对其材料）", "Item, whose papers are checked");
    if !typed.data.has("code") {
        code = code.value(likely(item));
    }
    let mut all = vec![(Kind::Day, typed.field("happened_on", zh, en).required())];
    if item.in_time_until(jiff::civil::Date::ZERO).is_some() {
        let hint = words.say("在期限内的留空", "empty where it is in time");
        let late = typed.field("late_reason", "逾期原因", "Why it is late").hint(hint);
        all.push((Kind::Text, late));
    }
    all.push((Kind::Select, code.options(codes)));
    all.push((Kind::Text, typed.field("case", "所属办件编号", "Case")));
    all
}
