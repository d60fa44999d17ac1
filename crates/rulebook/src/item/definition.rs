//! The definition of an item (实施清单要素): everything one version says.

use super::{
    Audience, Authority, Contact, Fee, FrequentQuestion, HandlingMode, HandlingRules, ItemCode,
    JointDepartment, Label, Limits, Material, NationalCodes, Remedy, Scenario, SpecialProcedure,
    Step,
};
use crate::condition::{Condition, Key};
use calendar::Phrase;

/// One version of a service item (政务服务事项), GB/T 39046-2020 table 4.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "政务服务事项")]
#[doc(alias = "实施清单")]
pub struct Definition {
    /// Its identity in the house.
    pub code: ItemCode,
    /// Its codes in the national and provincial lists.
    pub national: NationalCodes,
    /// What it is called.
    pub title: Title,
    /// By what right, and who.
    pub authority: Authority,
    /// Departments that decide together with the lead.
    pub joint_departments: Vec<JointDepartment>,
    /// How it is handled.
    pub handling: HandlingRules,
    /// Whom it serves.
    pub audience: Audience,
    /// What is asked to select papers, fee and limits.
    pub scenario: Scenario,
    /// 申请材料
    pub materials: Vec<Material>,
    /// 办理流程
    pub steps: Vec<Step>,
    /// 办结时限
    pub limits: Limits,
    /// 特别程序
    pub procedures: Vec<SpecialProcedure>,
    /// 收费
    pub fee: Fee,
    /// 办理结果
    pub result: ResultDocument,
    /// Where, when, whom to ask, how to complain.
    pub contact: Contact,
    /// 复议、诉讼
    pub remedy: Remedy,
    /// 常见问题
    pub questions: Vec<FrequentQuestion>,
    /// How long its files are kept.
    pub retention: Retention,
    /// Where this definition comes from.
    pub provenance: Provenance,
}

/// What an item is called (事项名称), and under which words it is found.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "事项名称")]
pub struct Title {
    /// 事项名称
    pub name: Label,
    /// In one or two plain sentences.
    pub summary: Label,
    /// Further words under which people look for it (低保).
    pub keywords: Vec<String>,
}

word_set! {
    /// Kind of result (审批结果类型).
    #[doc(alias = "审批结果类型")]
    ResultKind {
        Certificate = "certificate", "证照", "certificate or licence";
        Approval = "approval", "批文", "approval document";
        Proof = "proof", "证明文件", "certified statement";
        Registration = "registration", "登记回执", "registration receipt";
        Payment = "payment", "资金发放", "payment";
        Other = "other", "其他", "other";
    }
}

/// What the applicant gets (办理结果).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "办理结果")]
pub struct ResultDocument {
    /// 结果名称
    pub name: Label,
    /// 审批结果类型
    pub kind: ResultKind,
    /// 有效期限, in words.
    pub validity: Label,
    /// 结果样本: its text.
    pub sample: String,
}

word_set! {
    /// How long the file of a case is kept (保管期限): GB/T 42727-2023, GB/T 18894-2016.
    #[doc(alias = "保管期限")]
    Retention {
        Permanent = "permanent", "永久", "for ever";
        ThirtyYears = "30_years", "30 年", "30 years";
        TenYears = "10_years", "10 年", "10 years";
    }
}

/// Where a definition comes from (数据来源).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Provenance {
    /// Documents and pages it was taken from.
    pub sources: Vec<String>,
    /// What the catalogue clerk should know; not shown to the public.
    pub note: String,
}

impl Definition {
    /// A new draft: nothing but code, name and mode.
    pub fn blank(code: ItemCode, name: Label, mode: HandlingMode) -> Self {
        Self {
            code,
            national: NationalCodes::default(),
            title: Title { name, ..Title::default() },
            authority: Authority::of_the_township(),
            joint_departments: Vec::new(),
            handling: HandlingRules::at_the_window(mode),
            audience: Audience::default(),
            scenario: Scenario::default(),
            materials: Vec::new(),
            steps: Vec::new(),
            limits: Limits::default(),
            procedures: Vec::new(),
            fee: Fee::Unstated,
            result: ResultDocument {
                name: Label::default(),
                kind: ResultKind::Other,
                validity: Label::default(),
                sample: String::new(),
            },
            contact: Contact::default(),
            remedy: Remedy::default(),
            questions: Vec::new(),
            retention: Retention::TenYears,
            provenance: Provenance::default(),
        }
    }

    /// What it is called, for showing.
    pub fn name(&self) -> Phrase {
        self.title.name.phrase()
    }

    /// The material of a key.
    pub fn material(&self, key: &Key) -> Option<&Material> {
        self.materials.iter().find(|material| material.key == *key)
    }

    /// The special procedure of a key.
    pub fn procedure(&self, key: &Key) -> Option<&SpecialProcedure> {
        self.procedures.iter().find(|procedure| procedure.key == *key)
    }

    /// Every condition in the definition but those of the questions themselves, with the path of
    /// the field it stands at (`materials.0.when`).
    pub fn conditions(&self) -> Vec<(String, &Condition)> {
        let mut all: Vec<(String, &Condition)> = Vec::new();
        let mut note = |list: &str, position: usize, field: &str, condition| {
            all.push((format!("{list}.{position}.{field}"), condition));
        };
        for (position, requirement) in self.audience.requirements.iter().enumerate() {
            note("requirements", position, "test", &requirement.test);
        }
        for (position, material) in self.materials.iter().enumerate() {
            note("materials", position, "when", &material.when);
        }
        for (position, variant) in self.limits.variants.iter().enumerate() {
            note("limit_variants", position, "when", &variant.when);
        }
        for (position, procedure) in self.procedures.iter().enumerate() {
            note("procedures", position, "when", &procedure.when);
        }
        if let Fee::Charged { rates, .. } = &self.fee {
            for (position, rate) in rates.iter().enumerate() {
                note("fee.rates", position, "when", &rate.when);
            }
        }
        all
    }
}
