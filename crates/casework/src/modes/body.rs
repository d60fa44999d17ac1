//! What an act in the work of a mode needs, read alike from a form and from a program.

use crate::cases::door::{
    ConsignmentDraft, Deed, GroundsRecord, Loaded, MeetingDraft, customs, load,
};
use calendar::Limit;
use jiff::civil::Date;
use kit::form::FormData;
use kit::rights::Power;
use kit::{HallError, Phrase, Visit};
use office::posts::door::CentreDirectory;
use rulebook::case::Act;
use rulebook::case::agency::Returned;
use rulebook::case::coordination::{Answer, LeadKeys, Solution};
use rulebook::case::joint::{Opinion, Participant, Reply, Speaker};
use rulebook::event::PaperAsked;
use rulebook::item::{Definition, JointDepartment};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

/// What an act in the work of a mode needs; each act reads its own fields.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
pub(crate) struct WorkBody {
    /// Names of the departments the case is passed on to (circulation); empty for all that the
    /// item names.
    pub departments: Vec<String>,
    /// The department, by name (opinion, branch-return).
    pub department: String,
    /// `agrees`, `agrees_if`, `refuses` or `asks_for` (opinion); `solved` or `unsolved` (answer);
    /// `granted`, `refused` or `sent_back` (superior-answer).
    pub verdict: String,
    /// Opinion, conditions, reason, progress, answer, what was found, whom one asked again.
    pub text: String,
    /// Legal basis of an opinion that refuses.
    pub basis: String,
    /// Why the director speaks for a department (opinion).
    pub on_behalf: String,
    /// Papers asked for (opinion, superior-answer).
    pub asked: Vec<AskedBody>,
    /// The day it was held (site-visit, joint-meeting); absent for today.
    #[schema(value_type = Option<String>, format = Date)]
    pub held_on: Option<Date>,
    /// Who came (site-visit, joint-meeting).
    pub present: Vec<String>,
    /// Whose the matter is, by name (coordination).
    pub owner: String,
    /// The same by account, who then finds the case in the inbox; 0 for somebody by name only.
    pub owner_account: i64,
    /// Liaison bodies by name (coordination).
    pub bodies: Vec<String>,
    /// Liaison bodies that are departments of the centre, by key (coordination).
    pub body_departments: Vec<String>,
    /// What way is left where it was not solved (answer).
    pub remedy: String,
    /// To which body (consignment).
    pub to: String,
    /// By which channel (consignment).
    pub channel: String,
    /// Keys of the papers that go up (consignment).
    pub papers: Vec<String>,
    /// The superior's limit in working days; 0 for twenty (consignment).
    pub working_days: u16,
    /// Name and number of the result (superior-answer).
    pub result: String,
    /// Grounds of a refusal (superior-answer).
    pub grounds: GroundsRecord,
}

/// A paper asked for in the work of a case.
#[derive(Clone, Debug, Default, Serialize, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct AskedBody {
    /// Its key in the item.
    pub key: String,
    /// What is wrong with it.
    pub why: String,
}

impl WorkBody {
    /// From a form; lists are typed one to a line or with commas between them.
    pub(crate) fn of_form(data: &FormData) -> Result<Self, HallError> {
        let text = |name: &str| data.text(name).to_owned();
        let all = |name: &str| data.all(name).into_iter().map(str::to_owned).collect();
        let listed = |name: &str| {
            let text = data.text(name);
            let parts = text.split(['\n', '、', '，', ',', ';', '；']).map(str::trim);
            parts.filter(|part| !part.is_empty()).map(str::to_owned).collect()
        };
        let asked = match data.text("asked") {
            "" => Vec::new(),
            key => vec![AskedBody { key: key.to_owned(), why: text("why") }],
        };
        Ok(Self {
            departments: all("departments"),
            department: text("department"),
            verdict: text("verdict"),
            text: text("text"),
            basis: text("basis"),
            on_behalf: text("on_behalf"),
            asked,
            held_on: day(data)?,
            present: listed("present"),
            owner: text("owner"),
            owner_account: text("owner_account").parse().unwrap_or(0),
            body_departments: all("body_departments"),
            bodies: listed("bodies"),
            remedy: text("remedy"),
            to: text("to"),
            channel: text("channel"),
            papers: all("papers"),
            working_days: whole_number(data)?,
            result: text("result"),
            grounds: GroundsRecord {
                reason_code: text("reason_code"),
                facts: text("facts"),
                legal_basis: text("legal_basis"),
                remedy: text("remedy"),
            },
        })
    }

    fn papers_asked(&self) -> Vec<PaperAsked> {
        let asked = self.asked.iter().cloned();
        asked.map(|AskedBody { key, why }| PaperAsked { key, why }).collect()
    }

    fn reply(&self) -> Result<Reply, HallError> {
        let text = self.text.trim().to_owned();
        Ok(Reply::Opinion(match self.verdict.as_str() {
            "agrees" => Opinion::Agrees { remark: text },
            "agrees_if" => Opinion::AgreesIf { conditions: text },
            "refuses" => Opinion::Refuses { reason: text, basis: self.basis.trim().to_owned() },
            "asks_for" => return Ok(Reply::AsksFor(self.papers_asked())),
            _ => return Err(no_verdict()),
        }))
    }

    fn answer(&self) -> Result<Answer, HallError> {
        let solution = match self.verdict.as_str() {
            "solved" => Solution::Solved,
            "unsolved" => Solution::Unsolved { remedy: self.remedy.trim().to_owned() },
            _ => return Err(no_verdict()),
        };
        Ok(Answer { text: self.text.clone(), solution })
    }

    fn returned(&self) -> Result<Returned, HallError> {
        Ok(match self.verdict.as_str() {
            "granted" => Returned::Granted { result: self.result.trim().to_owned() },
            "refused" => Returned::Refused { grounds: self.grounds.clone().into() },
            "sent_back" => Returned::SentBack { papers: self.papers_asked() },
            _ => return Err(no_verdict()),
        })
    }

    fn meeting(&self) -> MeetingDraft {
        let (present, findings) = (self.present.clone(), self.text.clone());
        MeetingDraft { held_on: self.held_on, present, findings }
    }
}

fn no_verdict() -> HallError {
    HallError::invalid("verdict", Phrase::of("请选择一项。", "Choose one."))
}

fn day(data: &FormData) -> Result<Option<Date>, HallError> {
    match data.text("held_on") {
        "" => Ok(None),
        text => text.parse().map(Some).map_err(|_| {
            let fault =
                Phrase::of("请填写日期，例如 2026-12-01。", "Enter a day, such as 2026-12-01.");
            HallError::invalid("held_on", fault)
        }),
    }
}

fn whole_number(data: &FormData) -> Result<u16, HallError> {
    match data.text("working_days") {
        "" => Ok(0),
        text => text.parse().map_err(|_| {
            let fault =
                Phrase::of("请填写 1 至 250 的整数。", "Enter a whole number from 1 to 250.");
            HallError::invalid("working_days", fault)
        }),
    }
}

/// The deed of an act in the work of a mode or about a denial; none for the other acts.
pub(crate) async fn deed(
    visit: &Visit,
    number: &str,
    act: Act,
    body: &WorkBody,
) -> Result<Option<Deed>, HallError> {
    let (text, department) = (body.text.clone(), body.department.clone());
    Ok(Some(match act {
        Act::Circulate => {
            let loaded = load(visit, number).await?;
            Deed::Circulate(chosen(&loaded, &body.departments)?)
        }
        Act::GiveOpinion => {
            let speaker = speaker(visit, body)?;
            Deed::GiveOpinion { department, reply: body.reply()?, speaker }
        }
        Act::ReturnBranch => Deed::ReturnBranch { department, reason: text },
        Act::RecordVisit => Deed::RecordVisit(body.meeting()),
        Act::RecordMeeting => Deed::RecordMeeting(body.meeting()),
        Act::Lead => led(&load(visit, number).await?, body)?,
        Act::Progress => Deed::Progress(text),
        Act::Answer => Deed::Answer(body.answer()?),
        Act::PassPrecheck => Deed::PassPrecheck(text),
        Act::SendUp => Deed::SendUp(ConsignmentDraft {
            to: body.to.clone(),
            channel: body.channel.clone(),
            papers: body.papers.clone(),
            working_days: body.working_days,
        }),
        Act::Urge => Deed::Urge(text),
        Act::TakeReturn => Deed::TakeReturn(body.returned()?),
        Act::Inquire => Deed::Inquire(text),
        Act::AnswerInquiry => Deed::AnswerInquiry(text),
        Act::CallBack => Deed::CallBack(text),
        _ => return Ok(None),
    }))
}

/// Whose a matter is and who is asked, with their keys where the centre knows them.
fn led(loaded: &Loaded, body: &WorkBody) -> Result<Deed, HallError> {
    let wanted = (body.owner_account != 0).then_some(body.owner_account);
    let owner = match wanted {
        None => body.owner.clone(),
        Some(account) => {
            let known = loaded.colleagues.iter().find(|(it, _)| *it == account);
            let fault =
                Phrase::of("本中心没有这位人员。", "Nobody in the centre is known by that.");
            known.ok_or_else(|| HallError::invalid("owner_account", fault))?.1.clone()
        }
    };
    let mut bodies = Vec::new();
    for key in &body.body_departments {
        let department = loaded.place.as_deref().and_then(|place| place.department(key));
        let fault = Phrase::of("本中心没有这个部门。", "The centre has no such department.");
        let department = department.ok_or_else(|| HallError::invalid("body_departments", fault))?;
        bodies.push(department.name.clone());
    }
    bodies.extend(body.bodies.iter().cloned());
    let keys = LeadKeys { account: wanted, departments: body.body_departments.clone() };
    Ok(Deed::Lead { owner, bodies, keys })
}

/// Who speaks: the director on behalf of a department, or somebody of the department of the post.
fn speaker(visit: &Visit, body: &WorkBody) -> Result<Speaker, HallError> {
    if visit.may(Power::ConcurWithCases) {
        return Ok(Speaker::Director { reason: body.on_behalf.clone() });
    }
    Ok(Speaker::Of(visit.member()?.department.clone()))
}

/// The departments chosen, or all that are named for the case.
fn chosen(loaded: &Loaded, names: &[String]) -> Result<Vec<Participant>, HallError> {
    let mut all = candidates(loaded);
    if names.is_empty() {
        return Ok(all);
    }
    if let Some(name) = names.iter().find(|name| !all.iter().any(|it| it.name == **name)) {
        return Err(HallError::invalid(
            "departments",
            Phrase::new(
                format!("“{name}”不能参加本件会办。"),
                format!("“{name}” cannot take part in this case."),
            ),
        ));
    }
    all.retain(|it| names.contains(&it.name));
    Ok(all)
}

/// Departments a case may be passed on to.
pub(crate) fn candidates(loaded: &Loaded) -> Vec<Participant> {
    let inner = Limit::working_days(customs(&loaded.parameters).inner_days);
    let item = loaded.item.as_ref().map(|item| &item.definition);
    match (item, &loaded.place) {
        (Some(item), Some(place)) => participants(item, place, inner),
        (Some(item), None) => {
            let key = |it: &JointDepartment| it.department.as_ref().map(ToString::to_string);
            named(item, &key, inner)
        }
        _ => Vec::new(),
    }
}

/// The departments an item names, each with its key in the centre where it has one; where the item
/// names none, as after a change of mode, all others of the centre.
pub fn participants(item: &Definition, place: &CentreDirectory, inner: Limit) -> Vec<Participant> {
    if item.joint_departments.is_empty() {
        let lead = place.department_named(&item.authority.department).map(|it| it.key.as_str());
        let others = place.open_departments().filter(|it| Some(it.key.as_str()) != lead);
        return others
            .map(|it| Participant {
                key: Some(it.key.clone()),
                name: it.name.clone(),
                opinion_on: String::new(),
                limit: inner,
            })
            .collect();
    }
    named(item, &|joint| key_of(joint, place), inner)
}

fn named(
    item: &Definition,
    key: &dyn Fn(&JointDepartment) -> Option<String>,
    inner: Limit,
) -> Vec<Participant> {
    let participant = |it: &JointDepartment| Participant {
        key: key(it),
        name: it.name.zh.clone(),
        opinion_on: it.opinion_on.clone(),
        limit: it.limit.unwrap_or(inner),
    };
    item.joint_departments.iter().map(participant).collect()
}

/// The key of a department the item names, by key, or by a name that stands at the end of the
/// department's own (自然资源所 for 青榕镇自然资源所).
fn key_of(joint: &JointDepartment, place: &CentreDirectory) -> Option<String> {
    let (name, key) = (joint.name.zh.as_str(), joint.department.as_ref());
    place
        .open_departments()
        .find(|it| {
            key.is_some_and(|key| key.to_string() == it.key)
                || it.short == name
                || (!name.is_empty() && it.name.ends_with(name))
        })
        .map(|it| it.key.clone())
}
