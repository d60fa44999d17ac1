//! The forms of joint handling, coordination, agency and of what the centre does about denials.

use super::body::candidates;
use crate::cases::door::act_form::{self, ActForm, Source};
use crate::cases::door::view;
use kit::form::{FieldView, OptionView};
use kit::rights::Power;
use rulebook::case::joint::{Branch, BranchState};
use rulebook::case::{Act, Work};
use rulebook::event::PaperState;

/// Fills the form of an act in the work of a mode; says whether it is one.
pub(crate) fn fill(form: &mut ActForm, act: Act, from: &Source<'_>) -> bool {
    match act {
        Act::Circulate => circulation(form, from),
        Act::GiveOpinion => opinion(form, from),
        Act::ReturnBranch => {
            department(form, from, &|branch| matches!(branch.state, BranchState::Given { .. }));
            area(form, from, ("退回理由", "Why it is sent back"));
        }
        Act::RecordVisit | Act::RecordMeeting => meeting(form, from),
        Act::Lead => lead(form, from),
        Act::Progress => area(form, from, ("有什么进展", "What has moved")),
        Act::Answer => answer(form, from),
        Act::PassPrecheck => area(form, from, ("初审意见", "Opinion of the check")),
        Act::SendUp => consignment(form, from),
        Act::Urge => area(
            form,
            from,
            ("向谁催办、怎么说的、对方答复", "Who was asked, how, and what they said"),
        ),
        Act::TakeReturn => superior_answer(form, from),
        Act::Inquire => area(form, from, ("质询内容", "What is asked")),
        Act::AnswerInquiry => area(form, from, ("答复", "The answer")),
        Act::CallBack => {
            form.lead = from.say(
                "撤回后重新审查，时限不停，原不予批准决定不再有效。",
                "The case is examined again, the clock has not stopped, and the denial falls.",
            );
            area(form, from, ("撤回重办的理由", "Why it is called back"));
        }
        _ => return false,
    }
    true
}

fn area(form: &mut ActForm, from: &Source<'_>, (zh, en): (&'static str, &'static str)) {
    form.text(from, "area", "text", (from.say(zh, en), ""));
}

/// A field that only some of the choices above it need.
fn optional(
    form: &mut ActForm,
    from: &Source<'_>,
    name: &'static str,
    label: (&'static str, &'static str),
    hint: (&'static str, &'static str),
) {
    let field = FieldView::new(name, from.say(label.0, label.1))
        .hint(from.say(hint.0, hint.1))
        .value(from.value(name, ""));
    form.field("text", field.fault(from.errors, from.words));
}

fn circulation(form: &mut ActForm, from: &Source<'_>) {
    form.lead = from.say(
        "同时分送各会办部门，各自计会办期限，都不超过本件时限。",
        "Passed on to all at once; each has its inner limit, never beyond that of the case.",
    );
    let chosen = from.typed.all("departments");
    let all = candidates(from.loaded);
    // Where the item names nobody the lead chooses; where it does, all are asked.
    let item = from.loaded.item.as_ref();
    let is_named = item.is_some_and(|it| !it.definition.joint_departments.is_empty());
    let options = all
        .iter()
        .map(|it| {
            let limit = it.limit.phrase();
            let limit = from.words.phrase(&limit);
            let label = from.words.fill("{}（{}）", "{} ({})", &[&it.name, &limit]);
            let mut option = OptionView::new(it.name.clone(), label);
            option.is_chosen = chosen.contains(&it.name.as_str()) || is_named;
            option
        })
        .collect();
    let label = from.say("会办部门", "Departments");
    let field = FieldView::new("departments", label).options(options);
    form.field("checks", field.fault(from.errors, from.words));
}

/// A choice among the branches.
fn department(form: &mut ActForm, from: &Source<'_>, is_wanted: &dyn Fn(&Branch) -> bool) {
    let Work::Joint(joint) = &from.case().work else { return };
    let options = joint
        .branches
        .iter()
        .filter(|branch| is_wanted(branch))
        .map(|it| OptionView::new(it.participant.name.clone(), it.participant.name.clone()))
        .collect();
    form.choice(from, "select", "department", (from.say("部门", "Department"), options));
}

fn opinion(form: &mut ActForm, from: &Source<'_>) {
    let is_director = from.visit.may(Power::ConcurWithCases);
    let own = from.visit.member.as_ref().map(|it| it.department.clone());
    department(form, from, &|branch| {
        branch.is_waiting() && (is_director || branch.participant.key == own)
    });
    let options = vec![
        OptionView::new("agrees", from.say("同意", "agrees")),
        OptionView::new("agrees_if", from.say("附条件同意", "agrees with conditions")),
        OptionView::new("refuses", from.say("不同意", "refuses")),
        OptionView::new("asks_for", from.say("要求补充材料", "asks for a paper")),
    ];
    form.choice(from, "radio", "verdict", (from.say("意见", "Opinion"), options));
    let label = from.say("说明（附条件的写条件，不同意的写理由）", "Remark, conditions or reasons");
    let field = FieldView::new("text", label).value(from.value("text", ""));
    form.field("area", field.fault(from.errors, from.words));
    optional(form, from, "basis", ("依据", "Legal basis"), ("不同意的必填", "where it refuses"));
    asked(form, from);
    if is_director {
        form.text(
            from,
            "text",
            "on_behalf",
            (from.say("为什么代为登记", "Why you enter it on its behalf"), ""),
        );
    }
}

/// A paper of the list that is asked for, and what is wrong with it.
fn asked(form: &mut ActForm, from: &Source<'_>) {
    let mut options = vec![OptionView::new("", from.say("（不要求）", "(none)"))];
    options.extend(
        from.case().papers.iter().filter(|paper| paper.state != PaperState::NotNeeded).map(|it| {
            OptionView::new(it.key.clone(), view::paper_name(&it.key, from.loaded, from.words))
        }),
    );
    let label = from.say("要补充的材料（经窗口一次性告知）", "Paper asked for, through the window");
    form.choice(from, "select", "asked", (label, options));
    optional(
        form,
        from,
        "why",
        ("这份材料要补什么", "What is wrong with it"),
        ("要求补充材料的必填", "where a paper is asked for"),
    );
}

/// Whose a coordination is: somebody of the centre, who finds it in the inbox, or by name.
fn lead(form: &mut ActForm, from: &Source<'_>) {
    let mut owners = vec![OptionView::new("", from.say("（其他人，填写姓名）", "(somebody else)"))];
    let colleagues = from.loaded.colleagues.iter();
    owners.extend(colleagues.map(|(id, name)| OptionView::new(id.to_string(), name.clone())));
    form.choice(from, "select", "owner_account", (from.say("协调责任人", "Owner"), owners));
    optional(
        form,
        from,
        "owner",
        ("其他责任人的姓名、职务", "Name and post of somebody else"),
        ("没有从上面选人的必填", "where nobody was chosen above"),
    );
    let chosen = from.typed.all("body_departments");
    let departments = from.loaded.place.iter().flat_map(|place| place.open_departments());
    let options: Vec<OptionView> = departments
        .map(|it| {
            let mut option = OptionView::new(it.key.clone(), it.name.clone());
            option.is_chosen = chosen.contains(&it.key.as_str());
            option
        })
        .collect();
    if !options.is_empty() {
        let label = from.say("联络部门", "Departments of the centre to liaise with");
        let field = FieldView::new("body_departments", label).options(options);
        form.field("checks", field.fault(from.errors, from.words));
    }
    let label = from.say("其他联络单位（每行一个）", "Other liaison bodies (one to a line)");
    let field = FieldView::new("bodies", label).value(from.value("bodies", ""));
    form.field("area", field.fault(from.errors, from.words));
}

fn meeting(form: &mut ActForm, from: &Source<'_>) {
    let today = from.visit.today().to_string();
    form.text(from, "date", "held_on", (from.say("日期", "Day"), &today));
    let label = from.say("参加部门和人员（每行一个）", "Who came (one to a line)");
    form.text(from, "area", "present", (label, ""));
    area(form, from, ("结论", "What was found or agreed"));
}

fn answer(form: &mut ActForm, from: &Source<'_>) {
    let options = vec![
        OptionView::new("solved", from.say("已解决", "solved")),
        OptionView::new("unsolved", from.say("未能解决", "not solved")),
    ];
    form.choice(from, "radio", "verdict", (from.say("结果", "Result"), options));
    area(form, from, ("答复内容", "The answer"));
    optional(
        form,
        from,
        "remedy",
        ("救济途径", "What way is left"),
        ("未能解决的必填", "where it was not solved"),
    );
}

fn consignment(form: &mut ActForm, from: &Source<'_>) {
    let definition = from.loaded.item.as_ref().map(|it| &it.definition);
    let above = definition.map(|it| it.authority.final_authority.clone()).unwrap_or_default();
    form.text(from, "text", "to", (from.say("报送机关", "To which body"), &above));
    let label = from.say("报送方式", "Channel");
    form.text(from, "text", "channel", (label, from.words.say("政务专网", "government network")));
    let chosen = from.typed.all("papers");
    let options = from
        .case()
        .papers
        .iter()
        .filter(|paper| paper.state != PaperState::NotNeeded)
        .map(|paper| {
            let name = view::paper_name(&paper.key, from.loaded, from.words);
            let mut option = OptionView::new(paper.key.clone(), name);
            option.is_chosen = chosen.is_empty() || chosen.contains(&paper.key.as_str());
            option
        })
        .collect();
    let field = FieldView::new("papers", from.say("上报材料", "Papers")).options(options);
    form.field("checks", field.fault(from.errors, from.words));
    let step = definition.and_then(|it| {
        it.steps.iter().find(|step| step.kind == rulebook::item::StepKind::Superior)?.limit
    });
    let days = step.map_or_else(|| rulebook::case::agency::SUPERIOR_DAYS, calendar::Limit::value);
    let label = from.say("上级办理时限（工作日）", "The superior's limit in working days");
    form.text(from, "number", "working_days", (label, &days.to_string()));
}

fn superior_answer(form: &mut ActForm, from: &Source<'_>) {
    let options = vec![
        OptionView::new("granted", from.say("准予", "granted")),
        OptionView::new("refused", from.say("不予批准", "refused")),
        OptionView::new("sent_back", from.say("退回补件", "sent back for papers")),
    ];
    form.choice(from, "radio", "verdict", (from.say("办复结果", "The answer"), options));
    optional(
        form,
        from,
        "result",
        ("结果名称与编号", "Name and number of the result"),
        ("准予的必填", "where it is granted"),
    );
    asked(form, from);
    let before = form.inputs.len();
    act_form::grounds(form, from);
    // The grounds are needed for a refusal only.
    for input in form.inputs.iter_mut().skip(before) {
        input.field.is_required = false;
        input.field.hint = from.say("不予批准的填写", "where it is refused");
    }
}
