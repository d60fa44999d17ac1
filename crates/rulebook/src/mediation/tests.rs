//! Mediation, rule by rule.

use super::*;
use jiff::ToSpan;
use jiff::civil::date;
use proptest::prelude::*;

const TODAY: Date = date(2026, 11, 23);

fn on(days: i64) -> Moment {
    Moment { at_ms: days * 86_400_000, day: TODAY + days.days() }
}

fn opened() -> Mediation {
    let about = About {
        origin: Origin::Oral,
        dispute: Dispute::Boundary,
        item: "TJ-001".into(),
        case: String::new(),
    };
    let parties = vec![("A1".into(), Side::One), ("B1".into(), Side::Other)];
    Mediation::open(about, parties, date(2026, 12, 23), on(0)).expect("opened").0
}

fn mediators() -> Vec<Mediator> {
    vec![Mediator { name: "金云澜".into() }]
}

fn consented() -> Mediation {
    let one = opened().hear("A1", Consent::Given, on(0)).expect("heard").0;
    one.hear("B1", Consent::Given, on(0)).expect("heard").0
}

fn mediating() -> Mediation {
    consented().name(mediators(), Choice::Parties, on(0)).expect("named").0
}

fn heard() -> Mediation {
    let set = mediating().set_session(TODAY, 540, "调解室", on(0)).expect("set").0;
    set.hold_session(1, &["A1".into(), "B1".into()], "双方陈述", on(0)).expect("held").0
}

fn both() -> Vec<String> {
    vec!["A1".into(), "B1".into()]
}

fn terms() -> Vec<(String, String, Date)> {
    vec![("按原界桩恢复".into(), "B1".into(), TODAY + 7.days())]
}

fn agreed() -> Mediation {
    let signed = (both(), TODAY + 20.days());
    heard().agree(Form::Written, terms(), signed, on(0)).expect("agreed").0
}

#[test]
fn a_dispute_has_two_sides() {
    let about = opened().about;
    let one_side = vec![("A1".into(), Side::One), ("A2".into(), Side::One)];
    let refused = Mediation::open(about, one_side, TODAY, on(0));
    assert_eq!(refused.unwrap_err(), Refusal::BothSidesNeeded);
}

#[test]
fn a_party_that_clearly_refuses_ends_the_matter_and_nothing_else_goes_on() {
    let refusing = mediating().hear("B1", Consent::Refused, on(1)).expect("heard").0;
    assert_eq!(refusing.stage(), Stage::Consulting);
    let session = refusing.clone().set_session(TODAY + 2.days(), 540, "调解室", on(1));
    assert_eq!(session.unwrap_err(), Refusal::PartyRefuses);
    let silent = refusing.clone().end(Why::Refused, Vec::new(), on(1));
    assert_eq!(silent.unwrap_err(), Refusal::WaysNotTold, "art. 26");
    let ended = refusing.end(Why::Refused, vec![Way::Court], on(1)).expect("ended").0;
    assert_eq!((ended.stage(), ended.next_due()), (Stage::Ended, None));
    assert!(ended.archive(on(1)).is_ok());
}

#[test]
fn nobody_mediates_before_everybody_consents_and_mediators_are_named() {
    let silent = opened().set_session(TODAY, 540, "调解室", on(0));
    assert_eq!(silent.unwrap_err(), Refusal::ConsentMissing);
    let nobody = consented().set_session(TODAY, 540, "调解室", on(0));
    assert_eq!(nobody.unwrap_err(), Refusal::MediatorsMissing);
    assert_eq!(mediating().stage(), Stage::Mediating);
}

#[test]
fn a_session_is_recorded_on_its_day_and_not_before() {
    let set = mediating().set_session(TODAY + 1.days(), 540, "村委会", on(0)).expect("set").0;
    assert_eq!(set.next_due(), Some((Due::Session, TODAY + 1.days())));
    assert_eq!(set.light(TODAY), Some(Light::Amber), "the session of tomorrow shows");
    let early = set.clone().hold_session(1, &both(), "x", on(0));
    assert_eq!(early.unwrap_err(), Refusal::SessionNotYet);
    let past = set.clone().set_session(TODAY, 540, "村委会", on(1));
    assert_eq!(past.unwrap_err(), Refusal::SessionInThePast);
    assert!(set.hold_session(1, &both(), "双方到场", on(1)).is_ok());
}

#[test]
fn an_agreement_needs_a_session_terms_and_the_hand_of_every_party() {
    let signed = |keys: &[String]| (keys.to_vec(), TODAY + 20.days());
    let early = mediating().agree(Form::Written, terms(), signed(&both()), on(0));
    assert_eq!(early.unwrap_err(), Refusal::NoSessionHeld);
    let empty = heard().agree(Form::Written, Vec::new(), signed(&both()), on(0));
    assert_eq!(empty.unwrap_err(), Refusal::TermsMissing);
    for form in Form::ALL {
        let half = heard().agree(*form, terms(), signed(&both()[..1]), on(0));
        assert_eq!(half.unwrap_err(), Refusal::SignaturesMissing);
    }
    let agreed = agreed();
    assert_eq!(agreed.next_due(), Some((Due::Term, TODAY + 7.days())));
    assert_eq!(agreed.light(TODAY + 8.days()), Some(Light::Red), "a term overdue");
}

#[test]
fn judicial_confirmation_is_asked_for_within_thirty_days_and_once() {
    let late = agreed().ask_confirmation(on(31));
    assert_eq!(late.unwrap_err(), Refusal::ConfirmationTooLate);
    let asked = agreed().ask_confirmation(on(30)).expect("asked").0;
    let twice = asked.clone().ask_confirmation(on(30));
    assert_eq!(twice.unwrap_err(), Refusal::ConfirmationTooLate);
    assert!(asked.rule(Ruling::Confirmed, "（2026）民特1号", on(31)).is_ok());
    let unasked = agreed().rule(Ruling::Confirmed, "x", on(1));
    assert_eq!(unasked.unwrap_err(), Refusal::ConfirmationOpen);
}

#[test]
fn a_file_is_archived_when_every_term_is_told_and_somebody_asked_how_it_went() {
    assert_eq!(agreed().archive(on(1)).unwrap_err(), Refusal::TermsOpen);
    let bare = agreed().perform(1, Performance::None, " ", on(8));
    assert_eq!(bare.unwrap_err(), Refusal::WordsMissing);
    let performed = agreed().perform(1, Performance::Full, "", on(6)).expect("performed").0;
    assert_eq!(performed.clone().archive(on(6)).unwrap_err(), Refusal::RevisitMissing);
    assert_eq!(performed.next_due(), Some((Due::Revisit, TODAY + 20.days())));
    let again = performed.clone().perform(1, Performance::Full, "", on(6));
    assert_eq!(again.unwrap_err(), Refusal::NoOpenTerm);
    let asked = performed.revisit(Performance::Full, "双方满意", on(20)).expect("told").0;
    assert_eq!(asked.archive(on(20)).expect("archived").0.stage(), Stage::Archived);
}

#[test]
fn every_refusal_of_mediation_says_what_is_wrong_in_both_languages() {
    for refusal in Refusal::ALL {
        let (sentence, basis) = (refusal.phrase(), refusal.basis());
        assert!(sentence.zh.ends_with('。') && sentence.en.ends_with('.'), "{refusal:?}");
        assert!(!basis.zh.is_empty() && !basis.en.is_empty(), "{refusal:?}");
    }
}

/// Any act, tried on any day.
fn attempt(state: Mediation, kind: u8, day: i64) -> Moved {
    match kind {
        0 => state.hear("A1", Consent::Given, on(day)),
        1 => state.hear("B1", Consent::Given, on(day)),
        2 => state.hear("B1", Consent::Refused, on(day)),
        3 => state.name(mediators(), Choice::Committee, on(day)),
        4 => state.set_session(TODAY + day.days(), 600, "调解室", on(day)),
        5 => state.hold_session(1, &both(), "记录", on(day)),
        6 => state.call_off(1, "改期", on(day)),
        7 => {
            let terms = vec![("付款".into(), "A1".into(), TODAY + (day + 3).days())];
            state.agree(Form::Oral, terms, (both(), TODAY + (day + 9).days()), on(day))
        }
        8 => state.perform(1, Performance::Part, "一半", on(day)),
        9 => state.revisit(Performance::Full, "已问", on(day)),
        10 => state.ask_confirmation(on(day)),
        11 => state.rule(Ruling::Dismissed, "号", on(day)),
        12 => state.end(Why::Failed, vec![Way::Court], on(day)),
        _ => state.archive(on(day)),
    }
}

proptest! {
    #[test]
    fn whatever_is_tried_a_mediation_never_leaves_its_graph(
        tries in prop::collection::vec(0_u8..14, 1..60),
    ) {
        use Stage::{Archived, Consulting, Ended, Mediating, Performing};
        const STEPS: [(Stage, Stage); 8] = [
            (Consulting, Mediating),
            (Mediating, Consulting),
            (Mediating, Performing),
            (Consulting, Ended),
            (Mediating, Ended),
            (Performing, Archived),
            (Ended, Archived),
            (Performing, Performing),
        ];
        let mut state = opened();
        let mut folded = opened();
        for (day, kind) in tries.into_iter().enumerate() {
            let before = state.stage();
            let day = i64::try_from(day).expect("few");
            let Ok((next, event)) = attempt(state.clone(), kind, day) else { continue };
            let step = (before, next.stage());
            prop_assert!(before == next.stage() || STEPS.contains(&step), "{step:?}");
            prop_assert!(before != Archived, "nothing moves an archived file");
            folded = folded.apply(&event).expect("the event folds");
            prop_assert_eq!(&folded, &next, "the events tell it all");
            if next.stage() == Performing {
                prop_assert!(next.parties.iter().all(|it| it.consent == Consent::Given));
            }
            state = next;
        }
    }
}
