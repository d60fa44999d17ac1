//! Certificates, deliveries, denials by the list and broken undertakings, rule by rule.

use super::tests::{CUSTOMS, calendar, grounds, monday, on, paper, received};
use super::{
    Act, ApplicantStanding, Case, Certificate, DeliveryMethod, Handover, Received, ResultDuty,
    Signature, Stage, Validity,
};
use crate::breach::Breach;
use crate::event::{Demand, PaperState, RefusalGrounds, WithdrawnBy};
use jiff::civil::{Date, date};

pub(super) fn certificate(number: &str, issued_on: Date) -> Certificate {
    Certificate {
        name: "老年人优待证".into(),
        number: number.into(),
        issued_on,
        validity: Validity::Unlimited,
    }
}

fn accepted(duty: ResultDuty) -> Case {
    let papers = vec![
        paper("identity", Demand::Indispensable, PaperState::Present),
        paper("income", Demand::Deferrable, PaperState::Deferred),
    ];
    let start = Received { duty, ..received(papers) };
    let case = Case::receive(start, monday()).expect("receipt").0;
    case.accept(ApplicantStanding::Good, &CUSTOMS, monday(), &calendar()).expect("acceptance").0
}

fn granted(duty: ResultDuty) -> Case {
    let case = accepted(duty).bring_deferred("income", monday()).expect("the paper").0;
    case.grant("结果", monday()).expect("grant").0
}

#[test]
fn a_certificate_is_on_record_before_it_is_delivered() {
    let case = granted(ResultDuty::Certificate);
    let handover = Handover::at_the_window("本人");
    let early = case.clone().deliver(handover.clone(), monday()).unwrap_err();
    assert_eq!(early, Breach::CertificateMissing);
    let offers = case.offers(monday(), &calendar());
    assert!(offers.contains(&(Act::Deliver, Err(Breach::CertificateMissing))));
    let day = monday().day;
    let nameless = Certificate { name: " ".into(), ..certificate("A1", day) };
    let tomorrow = certificate("A1", date(2026, 3, 3));
    let ended =
        Certificate { validity: Validity::Until(date(2026, 3, 1)), ..certificate("A1", day) };
    for wrong in [nameless, tomorrow, ended] {
        let refused = case.clone().issue_certificate(&wrong, monday()).unwrap_err();
        assert_eq!(refused, Breach::CertificateIncomplete, "{wrong:?}");
    }
    let (case, _) = case.issue_certificate(&certificate("A1", day), monday()).expect("issued");
    let again = case.clone().issue_certificate(&certificate("A1", day), monday()).unwrap_err();
    assert_eq!(again, Breach::CertificateNumberTaken);
    assert_eq!(case.deliver(handover, monday()).expect("delivery").0.stage(), Stage::Delivered);
}

#[test]
fn a_paper_that_is_no_certificate_is_delivered_at_once() {
    let case = granted(ResultDuty::Paper);
    assert!(case.deliver(Handover::at_the_window("本人"), monday()).is_ok());
}

#[test]
fn whoever_receives_signs_and_what_goes_by_post_has_a_number() {
    let case = granted(ResultDuty::Paper);
    let window = Handover::at_the_window("本人");
    let refusal = |handover: Handover| case.clone().deliver(handover, monday()).unwrap_err();
    let unsigned = Handover { signature: Signature::Unsaid, ..window.clone() };
    assert_eq!(refusal(unsigned), Breach::SignatureMissing);
    assert_eq!(refusal(Handover::at_the_window(" ")), Breach::RecipientMissing);
    assert_eq!(refusal(Handover::at_the_window("王*某")), Breach::RelationMissing);
    let post = Handover { method: DeliveryMethod::Post, ..window.clone() };
    assert_eq!(refusal(post.clone()), Breach::TrackingMissing);
    let strange = Handover { returned: vec!["passport".into()], ..window.clone() };
    assert_eq!(refusal(strange), Breach::UnknownPaper);
    let signature = Signature::Unsaid;
    let sent = Handover { tracking: "1234567890123".into(), signature, ..post };
    assert!(case.clone().deliver(sent, monday()).is_ok());
    let son = Handover { relation: "儿子".into(), ..Handover::at_the_window("王*某") };
    let kept = Signature::Kept { digest: "00".into() };
    assert!(case.clone().deliver(Handover { signature: kept, ..son }, monday()).is_ok());
}

#[test]
fn an_attempt_that_failed_stays_on_record_and_the_case_waits() {
    let case = granted(ResultDuty::Paper);
    let nothing = case.clone().fail_delivery(DeliveryMethod::Post, " ", monday()).unwrap_err();
    assert_eq!(nothing, Breach::ReasonMissing);
    let due = super::face(&case, monday().day, &calendar()).due_on();
    let (case, _) =
        case.fail_delivery(DeliveryMethod::VillageAgent, "无人在家", monday()).expect("noted");
    assert_eq!((case.stage(), case.attempts.len()), (Stage::Decided, 1));
    assert_eq!(super::face(&case, monday().day, &calendar()).due_on(), due, "the ten days run on");
}

#[test]
fn a_denial_gives_a_reason_of_the_list_and_is_reported_within_the_days_of_the_centre() {
    let case = accepted(ResultDuty::Paper);
    let unknown = RefusalGrounds { reason_code: "R1".into(), ..grounds() };
    let refused = case.clone().propose_refusal(unknown, monday()).unwrap_err();
    assert_eq!(refused, Breach::DenialReasonUnknown);
    let (case, _) = case.propose_refusal(grounds(), monday()).expect("proposal");
    let customs = super::Customs { report_days: 3, ..CUSTOMS };
    let (case, _) = case.refuse(&customs, monday(), &calendar()).expect("refusal");
    assert_eq!(case.report_day(&calendar()), Some(date(2026, 3, 5)));
    let none = case.issue_certificate(&certificate("A1", monday().day), monday()).unwrap_err();
    assert_eq!(none, Breach::WrongState, "nothing was granted");
}

#[test]
fn an_undertaking_ends_the_case_once_it_is_broken_and_not_before() {
    let case = accepted(ResultDuty::Paper);
    let due = case.outstanding()[0].due_on;
    let by = WithdrawnBy::BrokenUndertaking;
    let early = case.clone().withdraw(by, "逾期", on(due), &calendar()).unwrap_err();
    assert_eq!(early, Breach::WrongState);
    let late = due.tomorrow().expect("a day");
    let (case, _) = case.withdraw(by, "逾期", on(late), &calendar()).expect("ended");
    assert_eq!(case.stage(), Stage::Withdrawn);
}

#[test]
fn a_sample_is_never_empty_and_never_more_than_there_is() {
    let table = [(0, 20, 0), (1, 1, 1), (5, 20, 1), (6, 20, 2), (10, 100, 10), (3, 0, 1)];
    for (denials, share, most) in table {
        assert_eq!(super::sample_size(denials, share), most, "{share} % of {denials}");
    }
}
