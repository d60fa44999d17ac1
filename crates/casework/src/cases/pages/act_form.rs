//! The form of each act on a case's page, filled with what was typed or what is likely.

use super::handover_form::{self, SignatureField};
use super::ticks::{self, PaperField};
use super::view;
use crate::cases::loaded::Loaded;
use crate::cases::wording::{self, reason_phrase};
use crate::modes::forms as work_form;
use kit::form::{FieldView, FormData, FormErrors, OptionView};
use kit::{Visit, Words};
use office::settings::door::Parameter;
use rulebook::case::joint::JOINT_EXTENSION_DAYS_MAX;
use rulebook::case::{Act, Case, DenialReason, EXTENSION_DAYS_MAX, State, Work};
use rulebook::event::Procedure;
use rulebook::item::HandlingMode;

/// An act's form.
pub(crate) struct ActForm {
    pub(crate) word: &'static str,
    pub(crate) name: String,
    /// Whether it is unfolded.
    pub(crate) is_open: bool,
    /// What the act does, before its fields.
    pub(crate) lead: String,
    /// What it is about, line by line.
    pub(crate) listed: Vec<String>,
    pub(crate) inputs: Vec<Input>,
    pub(crate) papers: Vec<PaperField>,
    /// Where it is signed by hand.
    pub(crate) signature: Option<SignatureField>,
    /// What follows in the same act, and what the button says; the usual one first.
    pub(crate) buttons: Vec<(&'static str, String)>,
}

/// A field with an id of its own: several forms stand on one page.
pub(crate) struct Input {
    pub(crate) id: String,
    pub(crate) kind: &'static str,
    pub(crate) field: FieldView,
}

/// What a form is filled from.
pub(crate) struct Source<'a> {
    pub(crate) visit: &'a Visit,
    pub(crate) loaded: &'a Loaded,
    pub(crate) typed: &'a FormData,
    pub(crate) errors: &'a FormErrors,
    pub(crate) words: Words,
}

impl Source<'_> {
    pub(crate) fn case(&self) -> &Case {
        &self.loaded.case
    }

    pub(crate) fn say(&self, zh: &'static str, en: &'static str) -> String {
        self.words.say(zh, en).to_owned()
    }

    /// What was typed, or what is likely.
    pub(crate) fn value(&self, name: &str, likely: &str) -> String {
        let typed = self.typed.pairs().iter().find(|(it, _)| it == name);
        typed.map_or_else(|| likely.to_owned(), |(_, value)| value.clone())
    }

    fn names(&self, keys: impl Iterator<Item = String>) -> Vec<String> {
        keys.map(|key| view::paper_name(&key, self.loaded, self.words)).collect()
    }
}

impl ActForm {
    pub(crate) fn field(&mut self, kind: &'static str, field: FieldView) {
        let id = format!("{}-{}", self.word, field.name);
        self.inputs.push(Input { id, kind, field });
    }

    pub(crate) fn text(
        &mut self,
        from: &Source<'_>,
        kind: &'static str,
        name: &'static str,
        (label, likely): (String, &str),
    ) {
        let field = FieldView::new(name, label).value(from.value(name, likely)).required();
        self.field(kind, field.fault(from.errors, from.words));
    }

    pub(crate) fn choice(
        &mut self,
        from: &Source<'_>,
        kind: &'static str,
        name: &'static str,
        (label, options): (String, Vec<OptionView>),
    ) {
        let likely = options.first().map(|option| option.value.clone()).unwrap_or_default();
        let field = FieldView::new(name, label).options(options).value(from.value(name, &likely));
        self.field(kind, field.fault(from.errors, from.words));
    }
}

/// The form of an act.
pub(crate) fn form(act: Act, from: &Source<'_>) -> ActForm {
    let name = from.words.phrase(&act.phrase()).to_owned();
    let mut form = ActForm {
        word: act.word(),
        buttons: vec![("", name.clone())],
        name,
        is_open: false,
        lead: String::new(),
        listed: Vec::new(),
        inputs: Vec::new(),
        papers: Vec::new(),
        signature: None,
    };
    match act {
        Act::TickPapers | Act::Supplement => papers(&mut form, act, from),
        Act::GiveNotice => notice(&mut form, from),
        Act::RefuseAcceptance => non_acceptance(&mut form, from),
        Act::Accept => acceptance(&mut form, from),
        Act::Suspend => suspension(&mut form, from),
        Act::Extend => extension(&mut form, from),
        Act::ChangeMode => mode(&mut form, from),
        Act::ProposeRefusal => proposal(&mut form, from),
        Act::Refuse => refusal(&mut form, from),
        act if handover_form::fill(&mut form, act, from) => {}
        act if work_form::fill(&mut form, act, from) => {}
        act => simple(&mut form, act, from),
    }
    form
}

fn papers(form: &mut ActForm, act: Act, from: &Source<'_>) {
    form.papers = ticks::of_case(from.loaded, form.word, from.typed, from.words);
    if act == Act::TickPapers {
        form.buttons = vec![
            ("acceptance", from.say("核验并受理", "Check and accept")),
            ("notice", from.say("核验并一次性告知", "Check and give the one-time notice")),
            ("", from.say("仅登记核验结果", "Record the check only")),
        ];
        return;
    }
    // What was asked for and has not come; the rest has been checked before.
    let short = from.case().shortfalls();
    form.papers.retain(|field| short.iter().any(|paper| paper.key == field.key));
    form.buttons = vec![
        ("acceptance", from.say("补正并受理", "Take in and accept")),
        ("", from.say("仅登记补正", "Take in only")),
    ];
}

fn notice(form: &mut ActForm, from: &Source<'_>) {
    form.lead = from.say(
        "将一次性告知以下全部缺项：",
        "Everything that is missing or defective is asked for at once:",
    );
    let views = view::papers(from.case(), from.loaded, from.words);
    let short = from.case().shortfalls();
    form.listed = views
        .into_iter()
        .filter(|view| short.iter().any(|paper| paper.key == view.key))
        .map(|view| {
            if view.why.is_empty() {
                return view.name;
            }
            from.words.fill("{}：{}", "{}: {}", &[&view.name, &view.why])
        })
        .collect();
    if !from.case().notices.is_empty() {
        form.name = from.say("再次告知（会提请监督）", "Second notice (supervision is told)");
        form.buttons = vec![("", from.say("再次告知", "Give a second notice"))];
        let label = from.say(
            "为什么第一次没有告知（提请监督）",
            "Why it was not asked the first time (supervision is told)",
        );
        form.text(from, "area", "second_reason", (label, ""));
    }
}

fn non_acceptance(form: &mut ActForm, from: &Source<'_>) {
    let options = vec![
        OptionView::new("not_ours", from.say("不属于本机关职权", "Not within our power")),
        OptionView::new("not_needed", from.say("依法不需要办理", "Not needed by law")),
    ];
    form.choice(from, "radio", "ground", (from.say("原因", "Ground"), options));
    let label = from.say("应向哪个机关申请", "The right body");
    let hint = from.say("不属于本机关职权的必填", "where it is not within our power");
    let field = FieldView::new("right_body", label).hint(hint).value(from.value("right_body", ""));
    form.field("text", field.fault(from.errors, from.words));
}

fn acceptance(form: &mut ActForm, from: &Source<'_>) {
    let case = from.case();
    let (promised, legal) = (case.promised.phrase(), case.legal.map(calendar::Limit::phrase));
    let promised = from.words.phrase(&promised);
    // Of a supplemented case they run from the day the last paper came (arts. 32, 42).
    let since = match case.completed {
        Some(came) => {
            let day = from.words.date(came.day);
            from.words.fill("材料补齐之日（{}）", "the day the last paper came, {}", &[&day])
        }
        None => from.say("今天", "today"),
    };
    form.lead = match &legal {
        Some(legal) => from.words.fill(
            "自{}起计时：承诺 {}，法定 {}。",
            "The limits run from {}: promised {}, legal {}.",
            &[&since, &promised, &from.words.phrase(legal)],
        ),
        None => from.words.fill(
            "自{}起计时：承诺 {}。",
            "The limit runs from {}: promised {}.",
            &[&since, &promised],
        ),
    };
    let deferred: Vec<String> = case.deferred().iter().map(|it| it.key.clone()).collect();
    if !deferred.is_empty() {
        form.lead += &from.say(
            "以下材料容缺后补，请先打印容缺承诺书由申请人签名：",
            " These papers follow later; have the undertaking signed first:",
        );
        form.listed = from.names(deferred.into_iter());
    }
}

fn suspension(form: &mut ActForm, from: &Source<'_>) {
    let item = from.loaded.item.as_deref();
    let named = |it: &Procedure| {
        let name = view::procedure(&it.key, item, from.words);
        let Some(longest) = it.longest else { return OptionView::new(&it.key, name) };
        let longest = longest.phrase();
        let longest = from.words.phrase(&longest);
        let named = from.words.fill("{}（最长{}）", "{} (at most {})", &[&name, &longest]);
        OptionView::new(&it.key, named)
    };
    let causes = from.case().procedures.iter().map(named).collect();
    form.lead = from.say(
        "中止期间不计时限，须告知申请人；到期自动恢复。",
        "The time does not count; the applicant is told in writing. It ends by itself on its day.",
    );
    form.choice(from, "select", "cause", (from.say("特别程序", "Special procedure"), causes));
    form.text(from, "date", "until", (from.say("预计恢复日期", "To end on"), ""));
}

fn extension(form: &mut ActForm, from: &Source<'_>) {
    // Joint handling may take fifteen more (art. 42).
    let most = match from.case().mode {
        HandlingMode::Joint => JOINT_EXTENSION_DAYS_MAX,
        _ => EXTENSION_DAYS_MAX,
    };
    let label =
        from.words.fill("延长几个工作日（最多 {} 个）", "Working days ({} at most)", &[&most]);
    form.text(from, "number", "working_days", (label, ""));
    let label = from.say("理由（告知申请人）", "Reason (told to the applicant)");
    form.text(from, "area", "reason", (label, ""));
}

fn mode(form: &mut ActForm, from: &Source<'_>) {
    let now = from.case().mode;
    let option = |to: &HandlingMode| OptionView::new(to.word(), from.words.phrase(&to.phrase()));
    let others = HandlingMode::ALL.iter().filter(|to| **to != now).map(option).collect();
    form.choice(from, "select", "to", (from.say("改为", "Change to"), others));
    let label = from.say("承诺时限（工作日）", "Promised limit in working days");
    if now == HandlingMode::Direct {
        form.text(from, "number", "promised_days", (label, ""));
    } else {
        let hint = from.say("不填则不变", "leave empty to keep the one there is");
        let field = FieldView::new("promised_days", label).hint(hint);
        let field = field.value(from.value("promised_days", ""));
        form.field("number", field.fault(from.errors, from.words));
    }
    form.text(from, "area", "reason", (from.say("理由", "Reason"), ""));
}

pub(crate) fn grounds(form: &mut ActForm, from: &Source<'_>) {
    let option = |it: &DenialReason| OptionView::new(it.word(), from.words.phrase(&it.phrase()));
    let options = DenialReason::ALL.iter().map(option).collect();
    form.choice(from, "select", "reason_code", (from.say("理由类别", "Kind of reason"), options));
    form.text(from, "area", "facts", (from.say("事实和理由", "Facts and reasons"), ""));
    form.text(from, "area", "legal_basis", (from.say("法律依据", "Legal basis"), ""));
    let likely = remedy(from.loaded);
    let label = from.say("救济途径与期限", "Remedies and their limits");
    form.text(from, "area", "remedy", (label, &likely));
}

fn proposal(form: &mut ActForm, from: &Source<'_>) {
    form.lead = from.say(
        "提出后由中心主任审核；同意才作出决定，不同意会退回。",
        "The director concurs, or hands it back; nothing is decided before.",
    );
    grounds(form, from);
}

fn refusal(form: &mut ActForm, from: &Source<'_>) {
    let State::RefusalProposed { grounds, .. } = &from.case().state else { return };
    let fill = |zh, en, text: &String| from.words.fill(zh, en, &[text]);
    let days = from.loaded.parameters.get(Parameter::DenialReportDays);
    form.lead = from.words.fill(
        "同意以下理由，作出不予批准决定，并在 {} 个工作日内报备：",
        "You concur with these grounds; the refusal is decided, and reported within {} working \
         days:",
        &[&days],
    );
    let reason = reason_phrase(&grounds.reason_code);
    form.listed = vec![
        from.words.fill("理由类别：{}", "Kind of reason: {}", &[&from.words.phrase(&reason)]),
        fill("事实和理由：{}", "Facts and reasons: {}", &grounds.facts),
        fill("法律依据：{}", "Legal basis: {}", &grounds.legal_basis),
        fill("救济途径：{}", "Remedies: {}", &grounds.remedy),
    ];
}

fn simple(form: &mut ActForm, act: Act, from: &Source<'_>) {
    match act {
        Act::Grant => {
            let item = from.loaded.item.as_deref();
            let likely = item.map(|it| it.definition.result.name.zh.clone()).unwrap_or_default();
            let label = from.say("结果名称与编号", "Name and number of the result");
            form.text(from, "text", "result", (label, &likely));
        }
        Act::GrantInPart => grant_in_part(form, from),
        Act::BringDeferred => {
            let outstanding = from.case().outstanding();
            let keys = outstanding.iter().map(|it| it.key.clone());
            let options = keys
                .map(|key| {
                    let name = view::paper_name(&key, from.loaded, from.words);
                    OptionView::new(key, name)
                })
                .collect();
            let label = from.say("补来的材料", "Paper brought");
            form.choice(from, "select", "paper", (label, options));
        }
        Act::Examine => {
            form.text(from, "area", "text", (from.say("审查意见", "Opinion"), ""));
        }
        Act::SendBack => {
            form.text(from, "area", "text", (from.say("退回理由", "Why it is sent back"), ""));
        }
        Act::Withdraw => {
            let label = from.say("申请人撤回的理由", "Why the applicant withdraws");
            form.text(from, "area", "text", (label, ""));
        }
        Act::Resume => {
            let label = from.say("程序结果", "What came of the procedure");
            let field = FieldView::new("text", label).value(from.value("text", ""));
            form.field("area", field);
        }
        Act::ReportDenial => {
            form.lead = from.say(
                "登记已向中心报备这份不予批准决定。",
                "Records that the denial has been reported to the centre.",
            );
        }
        Act::Complete => {
            form.lead =
                from.say("结果已送达，办结归档。", "The result is delivered; close the case.");
        }
        _ => {}
    }
}

fn grant_in_part(form: &mut ActForm, from: &Source<'_>) {
    form.lead = from.say(
        "本事项允许部分准予：以下部门不同意的部分不予准予，其余准予。",
        "The item allows a grant in part: what is refused below falls, the rest is granted.",
    );
    if let Work::Joint(joint) = &from.case().work {
        let parts = joint.refused_parts();
        form.listed = parts.iter().map(|it| wording::refused_part(it, from.words)).collect();
    }
    let item = from.loaded.item.as_deref();
    let likely = item.map(|it| it.definition.result.name.zh.clone()).unwrap_or_default();
    let label = from.say("结果名称与编号", "Name and number of the result");
    form.text(from, "text", "result", (label, &likely));
    let label = from.say("对不予准予部分的救济途径与期限", "Remedies against what is refused");
    form.text(from, "area", "remedy", (label, &remedy(from.loaded)));
}

/// The remedies that the item names, to begin a refusal with.
fn remedy(loaded: &Loaded) -> String {
    let remedy = loaded.item.as_deref().map(|item| &item.definition.remedy);
    remedy.map_or_else(String::new, |it| {
        let both = [it.reconsideration.as_str(), it.litigation.as_str()];
        both.into_iter().filter(|it| !it.is_empty()).collect::<Vec<_>>().join("；")
    })
}
