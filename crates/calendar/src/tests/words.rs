//! What an explanation says, word for word.

use super::calendar;
use crate::{DayKind, Explanation, Limit, Pause, Pauses, Phrase, WorkingCalendar, explain};
use jiff::civil::{Date, date};

fn sentences(explanation: &Explanation) -> Vec<Phrase> {
    explanation.stretches().iter().map(crate::Stretch::phrase).collect()
}

fn chinese(explanation: &Explanation) -> Vec<String> {
    sentences(explanation).into_iter().map(|phrase| phrase.zh.into_owned()).collect()
}

#[test]
fn spring_festival_is_explained_day_by_day() {
    let visit = Pause::new(date(2026, 2, 26), date(2026, 2, 27)).unwrap();
    let explanation =
        explain(date(2026, 2, 13), Limit::working_days(5), &Pauses::of([visit]), calendar());
    assert_eq!(
        chinese(&explanation),
        [
            "2月13日为起算日，当日不计",
            "2月14日（春节调休上班）为第1个工作日",
            "2月15日至23日为春节放假，不计入",
            "2月24日至25日为第2至第3个工作日",
            "2月26日至27日中止，不计入",
            "2月28日（春节调休上班）为第4个工作日",
            "3月1日为周末，不计入",
            "3月2日为第5个工作日",
        ]
    );
    let english: Vec<Phrase> = sentences(&explanation);
    assert_eq!(english[1].en, "14 Feb (make-up working day, Spring Festival) is day 1");
    assert_eq!(english[2].en, "15 Feb to 23 Feb: holiday, Spring Festival, not counted");
    assert_eq!(
        explanation.summary().zh,
        "2026年2月13日（星期五）起算，当日不计，5个工作日，2026年3月2日（星期一）届满，\
         其间休息日10天，中止2天不计。"
    );
    assert_eq!(
        explanation.summary().en,
        "5 working days from Fri 13 Feb 2026, which is not counted, ends on Mon 2 Mar 2026; \
         10 days off; 2 days paused."
    );
}

#[test]
fn a_natural_limit_says_where_its_end_moves() {
    let explanation = explain(date(2026, 9, 16), Limit::days(15), &Pauses::none(), calendar());
    assert_eq!(
        chinese(&explanation),
        [
            "9月16日为起算日，当日不计",
            "9月17日至10月1日为第1至第15日",
            "10月2日至7日为国庆节放假，不计入",
            "期限顺延至10月8日（工作日）",
        ]
    );
}

#[test]
fn a_provisional_end_says_which_notice_is_missing() {
    let explanation =
        explain(date(2026, 12, 18), Limit::working_days(10), &Pauses::none(), calendar());
    assert_eq!(explanation.unpublished, [2027]);
    assert!(explanation.summary().zh.ends_with("2027年放假安排尚未载入，日期为暂定。"));
    assert!(explanation.summary().en.ends_with("so the day is provisional."));
    assert_eq!(
        explain(date(2026, 3, 2), Limit::days(3), &Pauses::none(), calendar()).provisional_note(),
        None
    );
}

#[test]
fn on_the_spot_is_said_plainly() {
    let said = |start: Date| {
        explain(start, Limit::SAME_DAY, &Pauses::none(), calendar()).summary().zh.into_owned()
    };
    assert_eq!(said(date(2026, 3, 2)), "2026年3月2日（星期一）即办，2026年3月2日（星期一）届满。");
    assert_eq!(
        said(date(2026, 3, 7)),
        "2026年3月7日（星期六）即办，2026年3月9日（星期一）届满，其间休息日1天。"
    );
}

#[test]
fn every_kind_of_day_has_words_and_marks() {
    let reason = Phrase::of("停电", "power cut");
    for (kind, mark) in [
        (DayKind::Working, None),
        (DayKind::Weekend, None),
        (DayKind::Holiday { name: reason.clone() }, Some("休")),
        (DayKind::MakeUp { name: reason.clone() }, Some("班")),
        (DayKind::LocalClosure { reason }, Some("闭")),
    ] {
        assert_eq!(kind.mark().as_ref().map(|mark| mark.zh.as_ref()), mark);
        assert!(!kind.phrase().zh.is_empty() && !kind.phrase().en.is_empty());
    }
    assert_eq!(WorkingCalendar::without_notices().source(2026), None);
    assert!(calendar().source(2026).is_some_and(|source| source.starts_with("https://www.gov.cn")));
}
