//! The forms of certificates and deliveries.

use super::act_form::{ActForm, Source};
use super::view;
use crate::cases::handing::SIGNATURE;
use kit::form::{FieldView, OptionView};
use rulebook::case::{Act, DeliveryMethod, Outcome, Receiver};
use rulebook::event::PaperState;
use rulebook::person::ApplicantKind;

/// Where the recipient signs: by hand on the screen, or as the scan of a paper.
pub(crate) struct SignatureField {
    /// Name of the file.
    pub(crate) name: String,
    pub(crate) id: String,
    /// What was taken before the form came back.
    pub(crate) kept: String,
    /// What is wrong with it; empty where nothing is.
    pub(crate) error: String,
}

/// Fills the form of an act on a certificate or a delivery; says whether it is one.
pub(super) fn fill(form: &mut ActForm, act: Act, from: &Source<'_>) -> bool {
    match act {
        Act::IssueCertificate => certificate(form, from),
        Act::FailDelivery => {
            form.lead = from.say(
                "登记后继续送达；十个工作日的送达期限不停。",
                "The result is still to be delivered; the ten working days run on.",
            );
            method(form, from);
            let label = from.say("为什么没有送达", "Why it could not be delivered");
            form.text(from, "area", "text", (label, ""));
        }
        Act::Deliver => delivery(form, from),
        _ => return false,
    }
    true
}

fn certificate(form: &mut ActForm, from: &Source<'_>) {
    let item = from.loaded.item.as_deref();
    let likely = item.map(|it| it.definition.result.name.zh.clone()).unwrap_or_default();
    let label = from.say("证照名称", "Name of the certificate");
    form.text(from, "text", "certificate_name", (label, &likely));
    let label = from.say("证照编号", "Its number");
    form.text(from, "text", "certificate_number", (label, ""));
    let today = from.visit.today().to_string();
    form.text(from, "date", "issued_on", (from.say("发证日期", "Issued on"), &today));
    let label = from.say("有效期至", "Valid until");
    let hint = from.say("长期有效的不填", "leave empty where it is valid without end");
    let field = FieldView::new("valid_until", label).hint(hint);
    let field = field.value(from.value("valid_until", ""));
    form.field("date", field.fault(from.errors, from.words));
}

fn method(form: &mut ActForm, from: &Source<'_>) {
    let option = |it: &DeliveryMethod| OptionView::new(it.word(), from.words.phrase(&it.phrase()));
    let options = DeliveryMethod::ALL.iter().map(option).collect();
    form.choice(from, "radio", "method", (from.say("送达方式", "How"), options));
}

fn optional(
    form: &mut ActForm,
    from: &Source<'_>,
    name: &'static str,
    (label, hint): (String, String),
) {
    let field = FieldView::new(name, label).hint(hint).value(from.value(name, ""));
    form.field("text", field.fault(from.errors, from.words));
}

fn delivery(form: &mut ActForm, from: &Source<'_>) {
    method(form, from);
    let mut receivers = vec![Receiver::Applicant];
    if from.loaded.kind() == ApplicantKind::Organisation {
        receivers = vec![Receiver::Representative];
    }
    if from.loaded.agent().is_some() {
        receivers.push(Receiver::Agent);
    }
    receivers.push(Receiver::Family);
    let mut options: Vec<OptionView> = receivers
        .into_iter()
        .map(|it| OptionView::new(it.word(), from.words.phrase(&it.phrase())))
        .collect();
    options.push(OptionView::new("other", from.say("其他人（填写姓名）", "somebody else (name)")));
    form.choice(from, "radio", "who", (from.say("谁领取", "Received by"), options));
    let hint = from.say("本人领取的不用填", "leave empty where the applicant came");
    optional(form, from, "recipient", (from.say("其他人的姓名", "Their name"), hint));
    let label = from.say("与申请人的关系", "What they are to the applicant");
    let hint = from.say("其他人领取的必填", "where somebody else received it");
    optional(form, from, "relation", (label, hint));
    let label = from.say("邮件号", "Tracking number");
    optional(form, from, "tracking", (label, from.say("邮寄的必填", "by post")));
    returned(form, from);
    let mut option =
        OptionView::new("paper", from.say("已在纸质送达回证上签名", "signed on paper"));
    option.is_chosen = from.typed.has("signed");
    let field = FieldView::new("signed", from.say("签收", "Signature")).options(vec![option]);
    form.field("checks", field.fault(from.errors, from.words));
    let name = format!("file.{SIGNATURE}");
    let fault = from.errors.at(&name).map(|it| from.words.phrase(it).to_owned());
    form.signature = Some(SignatureField {
        id: format!("{}-{name}", form.word),
        kept: from.value(&format!("kept.{SIGNATURE}"), ""),
        error: fault.unwrap_or_default(),
        name,
    });
}

/// The papers that go back against the signature: of a denied case, all that were brought.
fn returned(form: &mut ActForm, from: &Source<'_>) {
    let brought =
        from.case().papers.iter().filter(|paper| {
            matches!(paper.state, PaperState::Present | PaperState::Defective { .. })
        });
    let is_denied = matches!(from.case().outcome(), Some(Outcome::Refused { .. }));
    let chosen = from.typed.all("returned");
    let is_typed = !from.typed.pairs().is_empty();
    let options: Vec<OptionView> = brought
        .map(|paper| {
            let name = view::paper_name(&paper.key, from.loaded, from.words);
            let mut option = OptionView::new(paper.key.clone(), name);
            option.is_chosen =
                if is_typed { chosen.contains(&paper.key.as_str()) } else { is_denied };
            option
        })
        .collect();
    if options.is_empty() {
        return;
    }
    let label = from.say("随件退还的材料（由领取人签收）", "Papers returned against the signature");
    let field = FieldView::new("returned", label).options(options);
    form.field("checks", field.fault(from.errors, from.words));
}
