//! The fields of the acts that a mediation takes now.

use super::view;
use crate::mediations::store::Held;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::{Phrase, Words};
use rulebook::mediation::{
    Choice, Confirmation, Consent, Form, Performance, Ruling, Sitting, Stage, State, Way, Why,
};

/// Rows for terms that the form of an agreement has.
const TERM_ROWS: usize = 4;

/// What was typed into a form, to be shown again with its faults.
pub(in crate::mediations) struct Typed<'a> {
    pub(in crate::mediations) data: &'a FormData,
    pub(in crate::mediations) errors: &'a FormErrors,
    pub(in crate::mediations) words: Words,
}

impl Typed<'_> {
    /// A field with what was typed and what is wrong with it.
    pub(in crate::mediations) fn field(&self, name: &str, zh: &str, en: &str) -> FieldView {
        FieldView::new(name, self.words.say(zh, en))
            .value(self.data.text(name))
            .fault(self.errors, self.words)
    }

    /// Boxes of which several may be ticked.
    fn boxes(&self, name: &str, (zh, en): (&str, &str), all: Vec<OptionView>) -> FieldView {
        let ticked = self.data.all(name);
        let mut field = FieldView::new(name, self.words.say(zh, en)).fault(self.errors, self.words);
        field.options = all;
        for option in &mut field.options {
            option.is_chosen = ticked.contains(&option.value.as_str());
        }
        field
    }
}

/// Words and phrases as choices.
pub(in crate::mediations) fn options(
    all: impl Iterator<Item = (&'static str, Phrase)>,
    words: Words,
) -> Vec<OptionView> {
    all.map(|(word, phrase)| OptionView::new(word, words.phrase(&phrase))).collect()
}

/// How a field is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mediations) enum Kind {
    Text,
    Day,
    Time,
    Area,
    Select,
    Boxes,
}

/// An act that may be taken, with its fields.
pub(in crate::mediations) struct ActForm {
    /// The last part of the address.
    pub(in crate::mediations) word: &'static str,
    pub(in crate::mediations) title: String,
    pub(in crate::mediations) hint: String,
    pub(in crate::mediations) fields: Vec<(Kind, FieldView)>,
    pub(in crate::mediations) is_open: bool,
}

/// The acts that the mediation takes as it stands, the likeliest first and open.
pub(in crate::mediations) fn of(held: &Held, typed: &Typed<'_>, open: &str) -> Vec<ActForm> {
    let mut forms = match &held.mediation.state {
        State::Consulting | State::Mediating => before_agreement(held, typed),
        State::Performing(_) => in_performance(held, typed),
        State::Ended(_) => vec![archive(typed)],
        State::Archived(_) => Vec::new(),
    };
    let wanted = if forms.iter().any(|it| it.word == open) {
        open.to_owned()
    } else {
        forms.first().map(|it| it.word.to_owned()).unwrap_or_default()
    };
    for form in &mut forms {
        form.is_open = form.word == wanted;
    }
    forms
}

fn form(
    typed: &Typed<'_>,
    word: &'static str,
    (zh, en): (&str, &str),
    (hint_zh, hint_en): (&str, &str),
    fields: Vec<(Kind, FieldView)>,
) -> ActForm {
    let (title, hint) = (typed.words.say(zh, en), typed.words.say(hint_zh, hint_en));
    ActForm { word, title: title.to_owned(), hint: hint.to_owned(), fields, is_open: false }
}

fn before_agreement(held: &Held, typed: &Typed<'_>) -> Vec<ActForm> {
    let it = &held.mediation;
    let is_set = |sitting: &Sitting| *sitting == Sitting::Set;
    let waits = it.sessions.iter().any(|it| is_set(&it.sitting));
    let was_held = it.sessions.iter().any(|it| matches!(it.sitting, Sitting::Held { .. }));
    let mut forms = Vec::new();
    if it.stage() == Stage::Mediating {
        if waits {
            forms.push(record(held, typed));
        }
        if was_held {
            forms.push(agreement(held, typed));
        }
        forms.push(session(typed));
    }
    if it.parties.iter().any(|it| it.consent == Consent::Awaited) || it.mediators.is_empty() {
        forms.push(consent(held, typed));
        forms.push(mediators(typed));
    } else {
        forms.push(consent(held, typed));
    }
    if waits {
        let fields = vec![
            (Kind::Select, sessions(held, typed, "called_off")),
            (Kind::Text, typed.field("reason", "理由", "Why")),
        ];
        let title = ("取消调解会", "Call a session off");
        forms.push(form(typed, "session-cancellations", title, ("", ""), fields));
    }
    forms.push(termination(typed));
    forms
}

fn party_options(held: &Held) -> Vec<OptionView> {
    let all = held.parties.iter();
    all.map(|it| OptionView::new(it.key.clone(), format!("{} {}", it.key, it.masked))).collect()
}

fn consent(held: &Held, typed: &Typed<'_>) -> ActForm {
    let said = [Consent::Given, Consent::Refused].iter().map(|it| (it.word(), it.phrase()));
    let said = options(said, typed.words);
    let fields = vec![
        (Kind::Select, typed.field("party", "当事人", "Party").options(party_options(held))),
        (Kind::Select, typed.field("consent", "意见", "Says").options(said)),
    ];
    let hint = (
        "先告知权利义务：可以选择或接受调解员，可以接受、拒绝或要求终止调解。",
        "First tell the rights and duties: to choose mediators, to accept, refuse or end it.",
    );
    form(typed, "consents", ("征求意见", "Hear a party"), hint, fields)
}

fn mediators(typed: &Typed<'_>) -> ActForm {
    let all = options(Choice::ALL.iter().map(|it| (it.word(), it.phrase())), typed.words);
    let fields = vec![
        (
            Kind::Text,
            typed
                .field("mediators", "调解员", "Mediators")
                .hint(typed.words.say("一人或数人，用顿号隔开", "one or more, with commas")),
        ),
        (Kind::Select, typed.field("choice", "怎么定的", "How they were chosen").options(all)),
    ];
    form(typed, "mediators", ("确定调解员", "Name the mediators"), ("", ""), fields)
}

fn session(typed: &Typed<'_>) -> ActForm {
    let fields = vec![
        (Kind::Day, typed.field("day", "日期", "Day")),
        (Kind::Time, typed.field("time", "时间", "Time")),
        (Kind::Text, typed.field("place", "地点", "Place")),
    ];
    form(typed, "sessions", ("约定调解会", "Set a session"), ("", ""), fields)
}

/// The sessions that wait.
fn sessions(held: &Held, typed: &Typed<'_>, name: &str) -> FieldView {
    let waiting = held.mediation.sessions.iter().filter(|it| it.sitting == Sitting::Set);
    let all = waiting.map(|it| {
        let label = format!("{} · {}", it.number, view::when(it, typed.words));
        OptionView::new(it.number.to_string(), label)
    });
    typed.field(name, "哪一次", "Which session").options(all.collect())
}

fn record(held: &Held, typed: &Typed<'_>) -> ActForm {
    let fields = vec![
        (Kind::Select, sessions(held, typed, "session")),
        (Kind::Boxes, typed.boxes("came", ("到场的当事人", "Who came"), party_options(held))),
        (Kind::Area, typed.field("record", "调解情况", "What was said")),
    ];
    form(typed, "session-records", ("登记调解笔录", "Record a session"), ("", ""), fields)
}

fn agreement(held: &Held, typed: &Typed<'_>) -> ActForm {
    let words = typed.words;
    let forms = options(Form::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let mut fields = vec![(Kind::Select, typed.field("form", "协议形式", "Form").options(forms))];
    for place in 1..=TERM_ROWS {
        let named = |name: &str, zh: &str, en: &str| {
            let (zh, en) = (format!("{zh} {place}"), format!("{en} {place}"));
            typed.field(&format!("{name}_{place}"), &zh, &en)
        };
        fields.push((Kind::Text, named("term", "约定事项", "Term")));
        let by = named("by", "由谁履行", "Performed by").options(party_options(held));
        fields.push((Kind::Select, by));
        fields.push((Kind::Day, named("due", "履行期限", "Until")));
    }
    let signed = ("已签名、盖章或按指印（口头协议为同意）", "Signed (or agreed, where it is oral)");
    fields.push((Kind::Boxes, typed.boxes("signed", signed, party_options(held))));
    fields.push((Kind::Day, typed.field("revisit_on", "回访日期", "Day of the re-visit")));
    let hint = ("没有用到的约定事项留空。", "Leave terms that are not used empty.");
    form(typed, "agreement", ("登记调解协议", "Record the agreement"), hint, fields)
}

fn termination(typed: &Typed<'_>) -> ActForm {
    let words = typed.words;
    let why = options(Why::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let ways = options(Way::ALL.iter().map(|it| (it.word(), it.phrase())), words);
    let fields = vec![
        (Kind::Select, typed.field("why", "终止原因", "Why").options(why)),
        (Kind::Boxes, typed.boxes("ways", ("已告知可以走的途径", "Ways they were told of"), ways)),
    ];
    let title = ("终止调解", "End it without an agreement");
    form(typed, "termination", title, ("", ""), fields)
}

fn archive(typed: &Typed<'_>) -> ActForm {
    let hint = ("归档后不能再改。", "An archived file does not change any more.");
    form(typed, "archive", ("归档", "Archive the file"), hint, Vec::new())
}

fn in_performance(held: &Held, typed: &Typed<'_>) -> Vec<ActForm> {
    let Some(agreement) = held.mediation.agreement() else { return Vec::new() };
    let outcomes =
        || options(Performance::ALL.iter().map(|it| (it.word(), it.phrase())), typed.words);
    let mut forms = Vec::new();
    let open = agreement.terms.iter().enumerate().filter(|(_, it)| it.outcome.is_none());
    let open: Vec<OptionView> = open
        .map(|(place, term)| {
            let (by, until) = (view::name_of(&held.parties, &term.by), words_date(typed, term));
            OptionView::new((place + 1).to_string(), format!("{} · {by} · {until}", place + 1))
        })
        .collect();
    let all_told = open.is_empty();
    if !all_told {
        let fields = vec![
            (Kind::Select, typed.field("term", "约定事项", "Term").options(open)),
            (Kind::Select, typed.field("outcome", "履行情况", "Outcome").options(outcomes())),
            (Kind::Area, typed.field("told", "说明", "Remark")),
        ];
        let title = ("登记履行", "Note what was performed");
        forms.push(form(typed, "performance", title, ("", ""), fields));
    }
    let fields = vec![
        (Kind::Select, typed.field("finding", "履行情况", "Outcome").options(outcomes())),
        (Kind::Area, typed.field("said", "回访情况", "What was said")),
    ];
    forms.push(form(typed, "revisits", ("登记回访", "Note a re-visit"), ("", ""), fields));
    match &agreement.confirmation {
        Confirmation::NotAsked => {
            let title = ("申请司法确认", "Ask for judicial confirmation");
            let hint = (
                "双方共同申请，协议生效之日起三十日内。",
                "Both sides together, within thirty days of effect.",
            );
            forms.push(form(typed, "confirmation", title, hint, Vec::new()));
        }
        Confirmation::Asked(_) => {
            let rulings = Ruling::ALL.iter().map(|it| (it.word(), it.phrase()));
            let rulings = options(rulings, typed.words);
            let fields = vec![
                (Kind::Select, typed.field("ruling", "法院答复", "Ruling").options(rulings)),
                (Kind::Text, typed.field("document", "文书编号", "Number of the ruling")),
            ];
            let title = ("登记司法确认结果", "Note the ruling");
            forms.push(form(typed, "ruling", title, ("", ""), fields));
        }
        Confirmation::Ruled(..) => {}
    }
    if all_told && !agreement.revisits.is_empty() {
        forms.insert(0, archive(typed));
    }
    forms
}

fn words_date(typed: &Typed<'_>, term: &rulebook::mediation::AgreedTerm) -> String {
    typed.words.date(term.due_on)
}
