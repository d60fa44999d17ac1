//! `/registers/{number}`: what is applied for, what would stand there, and what may be done now.

use super::act::power;
use super::view;
use crate::acting::{ActForm, Again, Kind, Typed, opened, options};
use crate::registers::actions::{subject, unknown};
use crate::registers::events::{self as deeds, Checked, Said};
use crate::registers::persons::PersonFile;
use crate::registers::record::{EntryFacts, FiledFacts};
use crate::registers::store::{self, Held, HeldEntry};
use crate::timeline::{Fact, Step, fact, step};
use askama::Template;
use axum::extract::Path;
use axum::http::StatusCode;
use axum::response::Response;
use kit::form::{FieldView, FormView, OptionView};
use kit::journal::{Entry, reading};
use kit::rights::Power;
use kit::shell::{Chrome, Face};
use kit::{HallError, Visit, Words};
use statutes::household::{Answer, State};

const ENTRIES_MAX: u32 = 200;

#[derive(Template)]
#[template(path = "registers/pages/show.html")]
struct ShowPage {
    chrome: Chrome,
    number: String,
    case: String,
    household: String,
    stage: String,
    late: String,
    form: FormView,
    forms: Vec<ActForm>,
    facts: Vec<Fact>,
    papers: Vec<(String, &'static str)>,
    entry: String,
    before: Vec<Fact>,
    after: Vec<Fact>,
    may_unmask: bool,
    is_clear: bool,
    look: FieldView,
    steps: Vec<Step>,
}

/// An application with its entries and what was entered.
pub(in crate::registers) struct Loaded {
    pub(in crate::registers) held: Held,
    pub(in crate::registers) entry: Option<HeldEntry>,
    pub(in crate::registers) told: Vec<Entry>,
    /// The name of the member it is about.
    pub(in crate::registers) member: Option<PersonFile>,
}

/// An application of the visitor's centre.
pub(in crate::registers) async fn load(visit: &Visit, number: &str) -> Result<Loaded, HallError> {
    let (centre, number) = (visit.centre()?, number.to_owned());
    visit
        .read(move |read| {
            let held = store::find(read, centre, &number)?.ok_or_else(|| unknown(&number))?;
            let entry = match &held.application.state {
                State::Entered(entry) => store::entry(read, centre, entry)?,
                _ => None,
            };
            let household = store::household(read, centre, &held.filed.household)?;
            let key = held.filed.change.member;
            let members = household.into_iter().flat_map(|it| it.file.members);
            let member = members.into_iter().find(|it| it.key == key).map(|it| it.person);
            let told = reading::of_subject(read, centre, &subject(&number), 0, ENTRIES_MAX)?;
            Ok(Loaded { held, entry, told, member })
        })
        .await
}

/// The application.
pub(in crate::registers) async fn show(
    visit: Visit,
    Path(number): Path<String>,
) -> Result<Response, HallError> {
    page(&visit, &number, Again::default(), StatusCode::OK).await
}

/// The page, as it stands or with what was refused.
pub(in crate::registers) async fn page(
    visit: &Visit,
    number: &str,
    again: Again,
    status: StatusCode,
) -> Result<Response, HallError> {
    let loaded = load(visit, number).await?;
    let (words, held) = (visit.words(), &loaded.held);
    let typed = Typed { data: &again.data, errors: &again.errors, words };
    let seen = (&visit.hall.vault, again.clear);
    let lines = |lines: Option<&Vec<crate::registers::record::LineFile>>| {
        let lines = lines.map(Vec::as_slice).unwrap_or_default();
        lines.iter().map(|it| view::line(it, seen, words)).collect::<Result<Vec<_>, _>>()
    };
    let late = if held.filed.is_late {
        words.fill("逾期申报：{}", "Filed late: {}", &[&held.filed.late_reason])
    } else {
        String::new()
    };
    let paper = |it: &crate::registers::record::PaperFile| {
        let name = if it.name_english.is_empty() { &it.name } else { &it.name_english };
        let checked = held.checked.contains(&it.key);
        let state = if checked {
            words.say("已核对", "checked")
        } else if it.is_required {
            words.say("待核对", "to be checked")
        } else {
            words.say("非必要", "not required")
        };
        (words.say(&it.name, name).to_owned(), state)
    };
    visit.page_with(
        status,
        &ShowPage {
            chrome: visit.chrome(view::item(&held.filed.item, words), Face::Office),
            number: held.number.clone(),
            case: held.filed.case.clone(),
            household: held.household.clone(),
            stage: words.phrase(&held.application.stage().phrase()).to_owned(),
            late,
            form: FormView::new("", visit, &again.errors).version(held.version),
            forms: opened(forms(visit, held, &typed), &again.open),
            facts: facts(&loaded, seen, words)?,
            papers: held.filed.papers.iter().map(paper).collect(),
            entry: loaded.entry.as_ref().map(|it| it.number.clone()).unwrap_or_default(),
            before: lines(loaded.entry.as_ref().map(|it| &it.facts.before))?,
            after: lines(loaded.entry.as_ref().map(|it| &it.facts.after))?,
            may_unmask: visit.may(Power::UnmaskPersons) && !again.clear,
            is_clear: again.clear,
            look: typed.field("look_reason", "理由（记入台账）", "Reason (goes into the journal)"),
            steps: loaded
                .told
                .iter()
                .rev()
                .map(|entry| Ok(step(entry, told(entry, words)?, words)))
                .collect::<Result<_, HallError>>()?,
        },
    )
}

fn facts(
    loaded: &Loaded,
    (vault, is_clear): (&kit::privacy::Vault, bool),
    words: Words,
) -> Result<Vec<Fact>, HallError> {
    let (held, change) = (&loaded.held, &loaded.held.filed.change);
    let mut all = vec![
        fact(words.say("发生日期", "Happened on"), words.date(held.filed.happened_on)),
        fact(words.say("申报时间", "Filed at"), words.instant(held.opened_at_ms)),
    ];
    if !held.filed.code.is_empty() {
        all.push(fact(words.say("对应事项", "Item"), held.filed.code.clone()));
    }
    if let Some(person) = change.person.as_ref().or(loaded.member.as_ref()) {
        all.push(fact(words.say("姓名", "Name"), person.name.shown(vault, is_clear)?));
        let number = person.identity.shown(vault, is_clear)?;
        all.push(fact(words.say("公民身份号码", "Identity number"), number));
    }
    if let Some(person) = change.person.as_ref() {
        all.push(fact(words.say("性别", "Sex"), view::sex(&person.sex, words)));
        all.push(fact(words.say("出生日期", "Born"), person.born.shown(vault, is_clear)?));
    }
    if let Some(person) = change.renumbered.as_ref() {
        let number = person.identity.shown(vault, is_clear)?;
        all.push(fact(words.say("更正后的号码", "Number afterwards"), number));
    }
    if !change.relation.is_empty() {
        let relation = view::relation(&change.relation, words);
        all.push(fact(words.say("关系", "Relation"), relation));
    }
    if !change.text.masked.is_empty() {
        let text = change.text.shown(vault, is_clear)?;
        all.push(fact(words.say("地址或内容", "Address or content"), text));
    }
    match &held.application.state {
        State::Sent(said) => all.push(fact(words.say("报送文号", "Sent as"), said.clone())),
        State::Refused(said) | State::Withdrawn(said) => {
            all.push(fact(words.say("理由", "Why"), said.clone()));
        }
        State::Filed | State::Entered(_) => {}
    }
    Ok(all)
}

fn forms(visit: &Visit, held: &Held, typed: &Typed<'_>) -> Vec<ActForm> {
    let words = typed.words;
    let form = |word: &'static str, (title, hint): (&str, &str), fields| ActForm {
        action: format!("/registers/{}/{word}", held.number),
        word,
        title: title.to_owned(),
        hint: hint.to_owned(),
        fields,
        is_open: false,
    };
    let text = |name: &str, zh: &str, en: &str| vec![(Kind::Text, typed.field(name, zh, en))];
    let is_for_station = held.application.filed.item.is_for_station();
    let mut all = Vec::new();
    match held.application.state {
        State::Filed => {
            if !held.filed.papers.is_empty() {
                let title = words.say("核对材料", "Check the papers");
                all.push(form("papers", (title, ""), vec![(Kind::Boxes, papers(held, typed))]));
            }
            if !is_for_station {
                let hint = words.say("登记后不能修改。", "What is entered is never altered.");
                let title = words.say("当场登记", "Make the entry");
                all.push(form("entry", (title, hint), Vec::new()));
            }
            let fields = text("reference", "报送文号", "Number under which it is sent");
            let title = words.say("报派出所", "Send it to the police station");
            all.push(form("sending", (title, ""), fields));
            let fields = text("refusal_reason", "理由", "Why");
            all.push(form("refusal", (words.say("不予登记", "Refuse the entry"), ""), fields));
        }
        State::Sent(_) => {
            let answers = options(Answer::ALL.iter().map(|it| (it.word(), it.phrase())), words);
            let answer = typed.field("answer", "派出所意见", "Says").options(answers);
            let said = typed.field("answer_words", "答复内容、文号", "Its words, number");
            let title = words.say("派出所答复", "Answer of the police station");
            all.push(form("answer", (title, ""), vec![(Kind::Select, answer), (Kind::Text, said)]));
        }
        _ => return all,
    }
    let fields = text("withdrawal_reason", "理由", "Why");
    all.push(form("withdrawal", (words.say("撤回申报", "Withdraw it"), ""), fields));
    all.retain(|it| visit.may(power(it.word)));
    all
}

fn papers(held: &Held, typed: &Typed<'_>) -> FieldView {
    let words = typed.words;
    let option = |it: &crate::registers::record::PaperFile| {
        let english = if it.name_english.is_empty() { &it.name } else { &it.name_english };
        let mut option = OptionView::new(it.key.clone(), words.say(&it.name, english));
        option.is_chosen = held.checked.contains(&it.key);
        option
    };
    let mut field = FieldView::new("papers", words.say("已核对的材料", "Papers that were checked"));
    field.options = held.filed.papers.iter().map(option).collect();
    field
}

/// What an entry says.
fn told(entry: &Entry, words: Words) -> Result<(String, String), HallError> {
    let (what, note) = match entry.verb() {
        "filed" => {
            let filed = entry.facts::<FiledFacts>()?;
            (deeds::FILED, view::item(&filed.item, words))
        }
        "checked" => {
            let count = entry.facts::<Checked>()?.papers.len();
            (deeds::CHECKED, words.fill("{} 份", "{} papers", &[&count]))
        }
        "entered" => {
            let entered = entry.facts::<EntryFacts>()?;
            (deeds::ENTERED, format!("{} {}", entered.entry, entered.words))
        }
        "sent" => (deeds::SENT, entry.facts::<Said>()?.words),
        "refused" => (deeds::REFUSED, entry.facts::<Said>()?.words),
        "withdrawn" => (deeds::WITHDRAWN, entry.facts::<Said>()?.words),
        _ => (deeds::UNMASKED, entry.facts::<Said>()?.words),
    };
    Ok((words.phrase(&what.1).to_owned(), note))
}
