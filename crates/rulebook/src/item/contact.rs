//! Where to go, whom to ask, how to complain, what else to know.

use super::Label;

/// Where and when, and whom to ask (办理地点、时间、咨询).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Contact {
    /// 办理地点
    pub place: Label,
    /// 办理时间
    pub hours: Label,
    /// 咨询电话
    pub consult_phone: String,
    /// 监督投诉渠道
    pub complaint: ComplaintChannel,
}

/// How to complain (投诉方式).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "投诉方式")]
pub struct ComplaintChannel {
    /// 监督电话
    pub phone: String,
    /// Where to go or write.
    pub place: Label,
    /// Where to complain online.
    pub url: String,
}

impl ComplaintChannel {
    /// Whether nothing is said at all.
    pub fn is_empty(&self) -> bool {
        self.phone.is_empty() && self.place.is_empty() && self.url.is_empty()
    }
}

/// Remedies against a decision (行政复议、行政诉讼).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "救济途径")]
pub struct Remedy {
    /// 行政复议: where and within what time.
    #[doc(alias = "行政复议")]
    pub reconsideration: String,
    /// 行政诉讼: where and within what time.
    #[doc(alias = "行政诉讼")]
    pub litigation: String,
}

/// A frequent question (常见问题).
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
#[doc(alias = "常见问题")]
pub struct FrequentQuestion {
    /// The question.
    pub question: Label,
    /// The answer.
    pub answer: Label,
}
