//! Steps of the procedure (办理流程): what is done, by which department and post, within what time.

use super::Label;
use crate::condition::Key;
use calendar::{Limit, Phrase};

word_set! {
    /// What kind of step it is; the flow chart is drawn from it.
    #[doc(alias = "环节类型")]
    StepKind {
        Intake = "intake", "受理", "intake";
        Examination = "examination", "审查", "examination";
        Circulation = "circulation", "抄告分办", "passed on to departments";
        SiteVisit = "site_visit", "现场勘验", "site visit";
        PublicNotice = "public_notice", "公示公告", "public notice";
        JointExamination = "joint_examination", "并联审查", "parallel examination";
        JointMeeting = "joint_meeting", "联合会审", "joint meeting";
        Mediation = "mediation", "协调调解", "coordination or mediation";
        ReferralUp = "referral", "上报", "sent up";
        Superior = "superior", "上级审批", "decided above";
        Decision = "decision", "决定", "decision";
        Payment = "payment", "发放缴费", "payment";
        Issue = "issue", "制证出件", "issue of the result";
        FollowUp = "follow_up", "后续", "follow-up";
    }
}

impl StepKind {
    /// The kind that a step's name in a list most likely means (`乡镇初审`, `抄告协办窗口`).
    pub fn of_name(name: &str) -> Self {
        const SIGNS: &[(&str, StepKind)] = &[
            ("长期公示", StepKind::FollowUp),
            ("动态", StepKind::FollowUp),
            ("回访", StepKind::FollowUp),
            ("归档", StepKind::FollowUp),
            ("立卷", StepKind::FollowUp),
            ("并联", StepKind::JointExamination),
            ("会审", StepKind::JointMeeting),
            ("抄告", StepKind::Circulation),
            ("分流", StepKind::Circulation),
            ("交办", StepKind::Circulation),
            ("资格", StepKind::Examination),
            ("退保证金", StepKind::FollowUp),
            ("当场办结", StepKind::Issue),
            ("出件", StepKind::Issue),
            ("送达", StepKind::Issue),
            ("出证", StepKind::Issue),
            ("发证", StepKind::Issue),
            ("制证", StepKind::Issue),
            ("领取", StepKind::Issue),
            ("结果回传", StepKind::Issue),
            ("答复", StepKind::Issue),
            ("公示", StepKind::PublicNotice),
            ("公告", StepKind::PublicNotice),
            ("现场", StepKind::SiteVisit),
            ("勘", StepKind::SiteVisit),
            ("入户", StepKind::SiteVisit),
            ("到场", StepKind::SiteVisit),
            ("上门", StepKind::SiteVisit),
            ("上报", StepKind::ReferralUp),
            ("报送", StepKind::ReferralUp),
            ("转报", StepKind::ReferralUp),
            ("县级", StepKind::Superior),
            ("上级", StepKind::Superior),
            ("调解", StepKind::Mediation),
            ("协调", StepKind::Mediation),
            ("发放", StepKind::Payment),
            ("缴", StepKind::Payment),
            ("收费", StepKind::Payment),
            ("拨付", StepKind::Payment),
            ("受理", StepKind::Intake),
            ("登记", StepKind::Intake),
            ("申请", StepKind::Intake),
            ("申报", StepKind::Intake),
            ("决定", StepKind::Decision),
            ("审批", StepKind::Decision),
            ("确认", StepKind::Decision),
            ("竞价", StepKind::Decision),
        ];
        SIGNS
            .iter()
            .find(|(sign, _)| name.contains(sign))
            .map_or(Self::Examination, |(_, kind)| *kind)
    }
}

/// One step of the procedure (环节).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "环节")]
pub struct Step {
    /// Known by it from version to version.
    pub key: Key,
    /// 环节名称
    pub name: Label,
    /// What kind of step it is.
    pub kind: StepKind,
    /// 办理部门
    pub department: String,
    /// 岗位 that does it.
    pub post: String,
    /// 办理时限; none where it has none of its own.
    pub limit: Option<Limit>,
    /// 审查标准
    pub criterion: String,
    /// 环节依据
    pub basis: String,
}

impl Step {
    /// A step of a kind, nothing else said yet.
    pub fn new(key: Key, name: Label, kind: StepKind) -> Self {
        Self {
            key,
            name,
            kind,
            department: String::new(),
            post: String::new(),
            limit: None,
            criterion: String::new(),
            basis: String::new(),
        }
    }
}
