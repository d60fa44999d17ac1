//! A rule said no, in the clerk's words: what is wrong, what to do, and by what rule.

use calendar::Phrase;

mod door;
mod table;

use door::of_the_door;
use table::breaches;

of_the_door! { breaches,
    /// The act does not fit the state the case is in.
    WrongState {
        "这一步与办件当前状态不符。请刷新页面，按页面列出的可办动作办理。",
        "This act does not fit the state of the case. Reload the page and take an act it offers.",
        basis: "办件流程", "Procedure of cases"
    }
    /// Something required is still missing.
    PapersIncomplete {
        "必要材料还不齐，不能受理。请一次性告知申请人，或对可容缺的材料办理容缺承诺。",
        "Required papers are missing, so the case cannot be accepted. Give the one-time notice, \
         or take an undertaking for papers that may follow.",
        basis: "行政许可法第三十二条", "Administrative Licensing Law art. 32"
    }
    /// Nothing is missing, so there is nothing to give notice of.
    NothingMissing {
        "材料已经齐全，应当受理，不能再要求补正。",
        "All papers are there: the case has to be accepted, not sent back for more.",
        basis: "行政许可法第三十二条", "Administrative Licensing Law art. 32"
    }
    /// A second notice without a reason.
    SecondNotice {
        "已经一次性告知过，不得再次要求补正。确有必须，请写明理由；系统会同时提请监督。",
        "A one-time notice was already given; a second asking is not allowed. If it cannot be \
         avoided, give a reason; supervision is told at the same time.",
        basis: "一次性告知制；行政许可法第三十二条", "One-time notice; Administrative Licensing Law art. 32"
    }
    /// The notice comes after the fifth working day.
    NoticeTooLate {
        "收件已超过五个工作日，依法自收件之日起视为受理，不能再告知补正。",
        "More than five working days have passed: the case counts as accepted from the day of \
         receipt, and no notice can be given any more.",
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)"
    }
    /// Too early to count as accepted.
    NotDeemedYet {
        "收件未满五个工作日，还不能视为受理。",
        "Five working days have not passed since receipt; the case does not count as accepted yet.",
        basis: "行政许可法第三十二条第一款第四项", "Administrative Licensing Law art. 32(1)(4)"
    }
    /// A paper the item does not list.
    UnknownPaper {
        "这份材料不在本事项的清单上，不得另行要求。",
        "This paper is not on the item's list and must not be asked for.",
        basis: "六公开；行政许可法第三十条", "Six disclosures; Administrative Licensing Law art. 30"
    }
    /// A defect without saying what is wrong.
    DefectUnexplained {
        "请写明这份材料哪里不符合要求，申请人才知道怎么改。",
        "Say what is wrong with the paper, so that the applicant knows how to mend it.",
        basis: "一次性告知制", "One-time notice"
    }
    /// The paper may not follow later.
    NotDeferrable {
        "这是主要材料，不能容缺。",
        "This is a principal paper; it may not follow later.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// Somebody who broke an undertaking before.
    UndertakingBroken {
        "申请人有未履行的容缺承诺，不能再次容缺。",
        "The applicant has broken an undertaking before; papers may not be deferred again.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// A reason is required.
    ReasonMissing {
        "请写明理由，理由会记入台账。",
        "Give a reason; it goes into the journal.",
        basis: "留痕台账", "The journal"
    }
    /// Nobody said what was asked.
    NothingAsked {
        "请写明群众问的是什么：选一个事项，或用几个字写下来。",
        "Say what was asked: choose an item, or put it in a few words.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// Somebody else answers for it.
    NotResponsible {
        "责任人不是您。需要由您办理的，请先承接。",
        "Somebody else answers for this. If it should be yours, accept it first.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// It is one's own already.
    YoursAlready {
        "已经由您负责，不用再承接。",
        "You answer for this already; there is nothing to accept.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// It was offered to somebody else, or to nobody.
    NotOfferedToYou {
        "没有移交给您或您所在的部门，不能由您承接或退回。",
        "This was not offered to you or your department; you can neither accept nor decline it.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// Offered before, and not answered yet.
    OfferedAlready {
        "已经移交，正在等对方承接；对方承接之前仍由您负责。",
        "It has been offered and waits to be accepted; until then it stays with you.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// No colleague or department was chosen.
    OfferedToNobody {
        "请选择移交给哪位同事或哪个部门（不能移交给自己）。",
        "Choose the colleague or department it is offered to, other than yourself.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// The first contact is over.
    ContactEnded {
        "这次首问已经办结，不能再办。群众再来问的，请重新登记。",
        "This first contact is over. If the visitor asks again, open a new one.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// An answer that says nothing.
    AnswerMissing {
        "请写明答复了什么。",
        "Say what the answer was.",
        basis: "首问负责制", "First-contact responsibility"
    }
    /// A guide without its item.
    GuideMissing {
        "请选择给的是哪个事项的办事指南。",
        "Choose the item whose guide was given.",
        basis: "首问负责制；一次性告知制", "First-contact responsibility; one-time notice"
    }
    /// A report without anything in it.
    NothingReported {
        "请选一个原因，或写下是什么事没有办成。",
        "Choose a reason, or say what could not be done.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// Nobody has accepted the matter yet.
    NotAcceptedYet {
        "还没有人承办。请先承办，再登记跟进或结论。",
        "Nobody has accepted this matter yet. Accept it first.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// A follow-up that says nothing.
    FollowUpMissing {
        "请写明做了什么、联系了谁。",
        "Say what was done and who was contacted.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// Solved, but not how.
    SolutionMissing {
        "请写明是怎么解决的。",
        "Say how it was solved.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// Not solved, and without reason or remedy.
    ExplanationMissing {
        "不能解决的，请写明为什么，以及群众还可以怎么办。",
        "Where it cannot be solved, say why not and what the resident can do.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// The matter is concluded.
    MatterConcluded {
        "这件事已经有结论。群众不满意的，可以重新办理一次。",
        "This matter is concluded. A resident who is not content may have it reopened once.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// The matter is not concluded yet.
    NotConcluded {
        "还没有结论。请先登记怎么解决的，或者为什么不能解决。",
        "There is no conclusion yet. Say first how it was solved, or why it cannot be.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// Reopened before.
    ReopenedOnce {
        "已经重新办理过一次。仍不满意的，请拨打监督投诉电话。",
        "It has been reopened once. If it is still not right, call the complaints number.",
        basis: "GB/T 47366-2026", "GB/T 47366-2026"
    }
    /// The right body has to be named.
    RightBodyMissing {
        "不属于本中心职权的，应当告知申请人向哪个机关申请。",
        "Where the matter is not ours, the applicant has to be told which body it belongs to.",
        basis: "行政许可法第三十二条第一款第二项", "Administrative Licensing Law art. 32(1)(2)"
    }
    /// The item does not allow this pause.
    CauseNotNamed {
        "本事项没有列明这个特别程序，不能以此中止计时。",
        "The item does not name this special procedure; the clock may not stop for it.",
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45"
    }
    /// A pause that ends before it begins, or never.
    PauseEndsWrong {
        "请填写预计恢复的日期，须在今天之后、一年之内。",
        "Enter the day the pause is to end: after today and within a year.",
        basis: "行政许可法第四十五条", "Administrative Licensing Law art. 45"
    }
    /// A pause longer than the item says its procedure takes.
    PauseTooLong {
        "本事项规定了这个特别程序的时长，中止不能超过它。请把恢复日期提前。",
        "The item says how long this procedure takes; the pause cannot be longer. Enter an earlier \
         day.",
        basis: "行政许可法第四十五条；实施清单", "Administrative Licensing Law art. 45; the item"
    }
    /// Extended once already.
    ExtendedOnce {
        "办理期限只能延长一次，本件已经延长过。",
        "A limit may be extended only once; this case has been extended before.",
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42"
    }
    /// The limit is over already.
    ExtensionTooLate {
        "时限已经届满，不能再延长；请尽快决定，逾期如实留痕。",
        "The limit is over, so it cannot be extended. Decide now; the delay stays on record.",
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42"
    }
    /// More than the law allows.
    ExtensionTooLong {
        "延长期限最多十个工作日；联办件最多十五个工作日。",
        "An extension is ten working days at most; of a joint case, fifteen.",
        basis: "行政许可法第四十二条", "Administrative Licensing Law art. 42"
    }
    /// Direct items are decided the same day.
    DirectIsSameDay {
        "即办件应当当日办结，不能中止或延长；确需较长时间的，请变更办理方式并写明理由。",
        "An immediate case is decided the same day: it can be neither paused nor extended. If it \
         needs longer, change the mode and give the reason.",
        basis: "直接办理制", "Direct handling"
    }
    /// A refusal without grounds.
    RefusalUngrounded {
        "不予批准应当写明事实、法律依据和救济途径。",
        "A refusal has to state the facts, the legal basis and the remedies.",
        basis: "行政许可法第三十八条第二款；否定报备制", "Administrative Licensing Law art. 38(2); denial on record"
    }
    /// A denial without the leader's concurrence.
    ConcurrenceMissing {
        "不予批准须经分管领导审核同意后作出。",
        "A refusal needs the concurrence of the leader in charge first.",
        basis: "否定报备制", "Denial on record"
    }
    /// Deferred papers are still out.
    DeferralOutstanding {
        "容缺的材料还没有补齐，不能作出准予决定。",
        "Deferred papers are still outstanding; the case cannot be granted yet.",
        basis: "容缺受理制", "Acceptance with deferred papers"
    }
    /// A denial has not been reported.
    DenialUnreported {
        "不予批准尚未报备，不能办结。",
        "The denial has not been reported yet; the case cannot be completed.",
        basis: "否定报备制", "Denial on record"
    }
    /// The same mode again.
    SameMode {
        "已经是这种办理方式。",
        "The case is handled in this mode already.",
        basis: "分类服务", "Modes of handling"
    }
    /// An act of another mode.
    WrongMode {
        "这一步不属于本件的办理方式。",
        "This act does not belong to the mode in which the case is handled.",
        basis: "分类服务", "Modes of handling"
    }
    /// Nobody to take part, or somebody twice.
    ParticipantsWrong {
        "请选定会办部门，每个部门一次。",
        "Choose the departments that take part, each of them once.",
        basis: "联合办理制；行政许可法第二十六条", "Joint handling; Administrative Licensing Law art. 26"
    }
    /// Passed on before.
    AlreadyCirculated {
        "已经分送会办，不能重复分送。",
        "The case has been passed on to the departments before.",
        basis: "联合办理制", "Joint handling"
    }
    /// Not passed on yet.
    NotCirculated {
        "联办件还没有分送会办部门，不能作出准予决定。",
        "A joint case has to be passed on to the other departments before it can be granted.",
        basis: "联合办理制", "Joint handling"
    }
    /// A department that does not take part.
    NotConsulted {
        "这个部门不在本件的会办部门之列。",
        "This department does not take part in the case.",
        basis: "联合办理制", "Joint handling"
    }
    /// Somebody of another department.
    OtherDepartment {
        "会办意见由该部门的人员出具，您的岗位不属于这个部门。",
        "An opinion is given by somebody of that department; your post belongs to another.",
        basis: "联合办理制；岗位职权", "Joint handling; powers of posts"
    }
    /// The director speaks for a department and does not say why.
    OnBehalfWithoutReason {
        "中心主任代为登记会办意见的，请写明理由。",
        "Where the director gives an opinion on behalf of a department, the reason has to be said.",
        basis: "联合办理制；留痕台账", "Joint handling; the journal"
    }
    /// No opinion can be given now.
    OpinionGiven {
        "这个部门已经反馈，不用再出具意见。",
        "This department has answered; no further opinion is due from it.",
        basis: "联合办理制", "Joint handling"
    }
    /// Conditions that are not said.
    ConditionsUnsaid {
        "附条件同意的，请写明条件。",
        "An agreement with conditions has to say the conditions.",
        basis: "联合办理制", "Joint handling"
    }
    /// A refusing opinion without grounds.
    OpinionUngrounded {
        "不同意的，请写明理由和依据。",
        "An opinion that refuses has to say its reasons and its legal basis.",
        basis: "行政许可法第三十八条第二款", "Administrative Licensing Law art. 38(2)"
    }
    /// Opinions are still to come.
    OpinionsOutstanding {
        "会办意见还没有到齐，不反馈不等于同意。请催办，或由中心主任代为登记。",
        "Opinions are still outstanding, and silence is no consent. Ask again, or have the \
         director enter one on the department's behalf.",
        basis: "联合办理制", "Joint handling"
    }
    /// A department refuses.
    RefusedByParticipant {
        "有会办部门不同意，不能准予。请按不予批准办理，或退回该部门重新研究。",
        "A department refuses, so the case cannot be granted. Propose a refusal, or send its \
         opinion back to be looked at again.",
        basis: "联合办理制；否定报备制", "Joint handling; denial on record"
    }
    /// Nobody came.
    NobodyPresent {
        "请写明参加的部门和人员。",
        "Say which departments and people came.",
        basis: "联合办理制", "Joint handling"
    }
    /// A day that cannot be.
    DayOutOfPlace {
        "日期须在受理之后、今天以前（含当日）。",
        "The day lies between acceptance and today, both included.",
        basis: "留痕台账", "The journal"
    }
    /// Coordination without somebody whose it is.
    OwnerMissing {
        "请先确定协调责任人和联络单位。",
        "Name the owner of the matter and at least one liaison body first.",
        basis: "受理协调制", "Acceptance and coordination"
    }
    /// Unsolved, and no way left.
    RemedyMissing {
        "没有解决的，请告知申请人还有什么救济途径。",
        "Where the matter could not be solved, the applicant is told what way is left.",
        basis: "受理协调制；否定报备制", "Acceptance and coordination; denial on record"
    }
    /// A coordination is answered, not granted.
    AnswerInstead {
        "协调件以答复结束，请办理“答复”；确应作出许可决定的，请先变更办理方式。",
        "A coordination ends by an answer. For a decision to grant, change the mode first.",
        basis: "受理协调制", "Acceptance and coordination"
    }
    /// The superior decides.
    SuperiorDecides {
        "本件由上级机关决定，请上报并登记上级办复结果。",
        "The superior decides this case: send it up, and enter the answer that comes back.",
        basis: "全程代理制；行政许可法第三十五、四十三条", "Agency; Administrative Licensing Law arts. 35, 43"
    }
    /// An act of another leg of the way up and back.
    WrongLeg {
        "这一步与代办所处环节不符。先初审，再上报，上级办复后登记结果。",
        "This does not fit where the case is on its way: it is checked, then sent up, then the \
         answer is entered.",
        basis: "全程代理制", "Agency"
    }
    /// A list of what goes up that lacks something.
    ConsignmentIncomplete {
        "请写明报送机关、报送方式，并勾选上报的材料。",
        "Enter the body, the channel, and tick the papers that are sent up.",
        basis: "全程代理制", "Agency"
    }
    /// A superior's limit that cannot be.
    SuperiorLimitWrong {
        "上级办理时限请填写 1 至 250 的整数。",
        "Enter the superior's limit as a whole number from 1 to 250.",
        basis: "全程代理制", "Agency"
    }
    /// A grant without a result.
    ResultMissing {
        "请填写结果名称与编号。",
        "Enter the name and number of the result.",
        basis: "行政许可法第三十八条第一款", "Administrative Licensing Law art. 38(1)"
    }
    /// The centre has asked about a denial and nobody has answered.
    InquiryOpen {
        "中心对这份不予批准决定提出的质询还没有答复，不能办结。",
        "The centre's question about this denial has not been answered; the case cannot be \
         completed.",
        basis: "否定报备制", "Denial on record"
    }
    /// Instants run forward.
    Backdated {
        "办理时间由系统记录，不能倒填。",
        "Times are set by the system and cannot be put back.",
        basis: "留痕台账", "The journal"
    }
    /// Nothing was brought.
    NothingBrought {
        "请勾选申请人这次补来的材料。",
        "Tick the papers that were brought this time.",
        basis: "一次性告知制", "One-time notice"
    }
    /// Somebody has to sign for what is handed over.
    RecipientMissing {
        "请填写领取人姓名。",
        "Enter the name of the person who received it.",
        basis: "行政许可法第四十四条", "Administrative Licensing Law art. 44"
    }
    /// Somebody by name received it, and nobody said who that is.
    RelationMissing {
        "由其他人领取的，请写明与申请人的关系。",
        "Say what the person who received it is to the applicant.",
        basis: "民事诉讼法第八十八条", "Civil Procedure Law art. 88"
    }
    /// A delivery without a signature.
    SignatureMissing {
        "请由领取人签收：在屏幕上手写签名，或者在纸上签名后勾选“已在纸质回证上签名”。",
        "Have it signed for: by hand on the screen, or on paper, and tick that it was.",
        basis: "民事诉讼法第八十七条（送达回证）", "Civil Procedure Law art. 87 (proof of delivery)"
    }
    /// Sent by post without a tracking number.
    TrackingMissing {
        "邮寄送达的，请填写邮件号。",
        "Enter the tracking number of what was sent by post.",
        basis: "行政许可法第四十四条", "Administrative Licensing Law art. 44"
    }
    /// A certificate is not on record yet.
    CertificateMissing {
        "本事项的办理结果是证照，请先登记证照，再送达。",
        "The item results in a certificate: put it on record before the delivery.",
        basis: "行政许可法第三十九条", "Administrative Licensing Law art. 39"
    }
    /// A certificate without name, number or sound dates.
    CertificateIncomplete {
        "请填写证照名称、编号和发证日期；发证日期不晚于今天，有效期不早于发证日期。",
        "Enter name, number and day of issue, not after today; its validity ends after that day.",
        basis: "行政许可法第三十九条", "Administrative Licensing Law art. 39"
    }
    /// A certificate number that is on record already.
    CertificateNumberTaken {
        "这个证照编号已经登记过。请核对编号。",
        "This certificate number is on record already. Check the number.",
        basis: "证照登记", "Record of certificates"
    }
    /// A partial grant where the item or the opinions leave no room for it.
    PartialNotAllowed {
        "部分准予要事项允许，而且有部门同意、有部门不同意。请全部准予，或者按不予批准办理。",
        "A grant in part needs an item that allows it, and departments that differ. Grant all of \
         it, or propose a refusal.",
        basis: "联合办理制；行政许可法第二十六条", "Joint handling; Administrative Licensing Law art. 26"
    }
    /// A denial whose reason is none of the list.
    DenialReasonUnknown {
        "请从清单中选择不予批准的理由类别。",
        "Choose the kind of reason for the denial from the list.",
        basis: "否定报备制", "Denial on record"
    }
}

#[cfg(test)]
mod tests;
