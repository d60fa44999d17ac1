//! Application materials (申请材料): what has to be brought, in which form, and what becomes of it.

use super::Label;
use crate::condition::{Condition, Key};
use calendar::Phrase;

word_set! {
    /// Where a paper comes from (来源渠道).
    #[doc(alias = "来源渠道")]
    Origin {
        GovernmentIssued = "government", "政府部门核发", "issued by a government department";
        Applicant = "applicant", "申请人自备", "made by the applicant";
        Other = "other", "其他", "from elsewhere";
    }
}

word_set! {
    /// The form of a paper (材料形式).
    #[doc(alias = "材料形式")]
    MaterialForm {
        Paper = "paper", "纸质", "on paper";
        Electronic = "electronic", "电子", "electronic";
        PaperOrElectronic = "either", "纸质/电子", "on paper or electronic";
    }
}

word_set! {
    /// How the window takes a paper (收取方式).
    #[doc(alias = "收取方式")]
    Taking {
        KeepOriginal = "keep", "收原件", "the original is kept";
        CheckOriginal = "check", "验原件", "the original is checked and returned";
        CheckOriginalKeepCopy = "check_and_copy", "验原件、收复印件",
            "the original is checked, a copy is kept";
        KeepCopy = "copy", "收复印件", "a copy is kept";
        Seen = "seen", "查验电子证照", "the electronic certificate is checked";
    }
}

word_set! {
    /// Whether a paper must be there (材料必要性).
    #[doc(alias = "材料必要性")]
    Necessity {
        Required = "required", "必要", "required";
        Optional = "optional", "非必要", "not required";
    }
}

word_set! {
    /// Whether a paper may follow later (容缺受理); only secondary papers may.
    #[doc(alias = "容缺")]
    Deferral {
        Never = "never", "不可容缺", "must be there at once";
        Allowed = "allowed", "可容缺后补", "may follow later";
    }
}

word_set! {
    /// Who gets the paper (数据共享): the applicant, or the hall itself.
    #[doc(alias = "数据共享")]
    Sharing {
        ApplicantBrings = "applicant", "申请人提交", "the applicant brings it";
        HallMayObtain = "hall", "可由大厅共享获取", "the hall may obtain it itself";
    }
}

/// An application material (申请材料).
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
#[doc(alias = "申请材料")]
pub struct Material {
    /// Known by it from version to version.
    pub key: Key,
    /// 材料名称
    pub name: Label,
    /// 来源渠道
    pub origin: Origin,
    /// 出具机构
    pub issued_by: String,
    /// 出具时间要求, such as “within the last six months”.
    pub issued_within: String,
    /// 办理地点: where it is made out or handed in, where that is not the hall; else empty.
    pub place: Label,
    /// 材料形式
    pub form: MaterialForm,
    /// 原件份数
    pub originals: u8,
    /// 复印件份数
    pub copies: u8,
    /// 收取方式
    pub taking: Taking,
    /// 是否必备
    pub necessity: Necessity,
    /// 容缺
    pub deferral: Deferral,
    /// 数据共享
    pub sharing: Sharing,
    /// 受理标准: when the window accepts it.
    pub criterion: Label,
    /// 填报须知
    pub instructions: Label,
    /// 要求提供材料的依据
    pub basis: String,
    /// 空白表格: where the blank form is.
    pub blank_form: String,
    /// 示例样表: where a filled-in sample is.
    pub sample: String,
    /// 适用情形: for whom.
    pub when: Condition,
}

impl Material {
    /// One required original on paper, brought by everybody.
    pub fn required(key: Key, name: Label) -> Self {
        Self {
            key,
            name,
            origin: Origin::Applicant,
            issued_by: String::new(),
            issued_within: String::new(),
            place: Label::default(),
            form: MaterialForm::Paper,
            originals: 1,
            copies: 0,
            taking: Taking::KeepOriginal,
            necessity: Necessity::Required,
            deferral: Deferral::Never,
            sharing: Sharing::ApplicantBrings,
            criterion: Label::default(),
            instructions: Label::default(),
            basis: String::new(),
            blank_form: String::new(),
            sample: String::new(),
            when: Condition::always(),
        }
    }

    /// Whether it must be there at once: required, and not allowed to follow.
    pub fn is_indispensable(&self) -> bool {
        self.necessity == Necessity::Required && self.deferral == Deferral::Never
    }

    /// How many and how taken: `原件 1 份、复印件 1 份，验原件、收复印件`.
    pub fn count(&self) -> Phrase {
        let mut zh = Vec::new();
        let mut en = Vec::new();
        if self.originals > 0 {
            zh.push(format!("原件 {} 份", self.originals));
            en.push(counted(self.originals, "original"));
        }
        if self.copies > 0 {
            zh.push(format!("复印件 {} 份", self.copies));
            let one = "photocopy";
            en.push(if self.copies == 1 {
                format!("1 {one}")
            } else {
                format!("{} photocopies", self.copies)
            });
        }
        if zh.is_empty() {
            return Phrase::of("无需提交份数", "no copies handed in");
        }
        Phrase::new(zh.join("、"), en.join(", "))
    }
}

fn counted(count: u8, noun: &str) -> String {
    if count == 1 { format!("1 {noun}") } else { format!("{count} {noun}s") }
}
