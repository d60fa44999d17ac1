//! The State Council's sentences and clerks' lists, read and refused.

use super::*;
use crate::tests::published;
use jiff::civil::date;

/// The sentences of the notice for 2026, published on 4 November 2025.
const NOTICE_2026: &str = "国务院办公厅关于2026年
部分节假日安排的通知
国办发明电〔2025〕7号

各省、自治区、直辖市人民政府，国务院各部委、各直属机构：
　　经国务院批准，现将2026年元旦、春节、清明节、劳动节、端午节、中秋节和国庆节放假调休日期的具体安排通知如下。
　　一、元旦：1月1日（周四）至3日（周六）放假调休，共3天。1月4日（周日）上班。
　　二、春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假调休，共9天。2月14日（周六）、2月28日（周六）上班。
　　三、清明节：4月4日（周六）至6日（周一）放假，共3天。
　　四、劳动节：5月1日（周五）至5日（周二）放假调休，共5天。5月9日（周六）上班。
　　五、端午节：6月19日（周五）至21日（周日）放假，共3天。
　　六、中秋节：9月25日（周五）至27日（周日）放假，共3天。
　　七、国庆节：10月1日（周四）至7日（周三）放假调休，共7天。9月20日（周日）、10月10日（周六）上班。
　　节假日期间，各地区、各部门要妥善安排好值班和安全、保卫等工作，遇有重大突发事件，要按规定及时报告并妥善处置，确保人民群众祥和平安度过节日假期。
国务院办公厅
2025年11月4日
";

#[test]
fn the_notice_itself_can_be_pasted() {
    let pasted = read_pasted(NOTICE_2026, None, "国办发明电〔2025〕7号").unwrap();
    let known = &published()[2];
    assert_eq!(pasted.notice.year(), 2026);
    assert_eq!(pasted.notice.days_off(), known.days_off());
    assert_eq!(pasted.notice.make_up_days(), known.make_up_days());
    let unread: Vec<usize> = pasted.unread.iter().map(|line| line.number).collect();
    assert_eq!(unread, [1, 2, 3, 5, 6, 14, 15, 16]);
}

#[test]
fn the_year_given_is_held_against_the_weekdays() {
    let faults = read_pasted(NOTICE_2026, Some(2027), "来源").unwrap_err();
    assert_eq!(
        faults[0],
        PastedFault::Line {
            number: 7,
            fault: LineFault::WeekdayUnfit { date: date(2027, 1, 1), said: Weekday::Thursday }
        }
    );
    assert_eq!(faults.len(), 7);
    assert!(faults[0].phrase().zh.starts_with("第7行：2027年1月1日（星期五），不是星期四"));
}

#[test]
fn one_day_a_line_is_read_in_full_width_and_out_of_order() {
    let pasted = read_pasted(
        "２０２７－０１－０１　休　元旦\n\
         2027/1/2 放假 元旦\n\
         班 2027年1月4日 元旦\n\
         2027.1.3 周日 off New Year\n\
         20270109\twork\t元旦\n",
        None,
        "来源",
    );
    let faults = pasted.unwrap_err();
    assert_eq!(
        faults,
        [PastedFault::Notice(NoticeFault::MakeUpOnWeekday { date: date(2027, 1, 4) })]
    );
}

#[test]
fn lists_of_days_are_read() {
    let pasted = read_pasted(
        "2026-01-01 休 元旦\n2026-01-02 休\n2026年1月3日休\n2026-01-04 班 元旦",
        None,
        "来源",
    )
    .unwrap();
    let names: Vec<&str> = pasted.notice.days_off().iter().map(|day| day.name.as_str()).collect();
    assert_eq!(names, ["元旦", UNNAMED, UNNAMED]);
    assert_eq!(pasted.notice.make_up_days(), [NoticeDay::new(date(2026, 1, 4), "元旦")]);
}

#[test]
fn older_notices_read_as_well() {
    let pasted = read_pasted(
        "一、元旦：2022年12月31日至2023年1月2日放假调休，共3天。
         二、春节：1月21日至27日放假调休，共7天。1月28日（星期六）、1月29日（星期日）上班。
         三、清明节：4月5日放假，共1天。
         六、中秋节、国庆节：9月29日至10月6日放假调休，共8天。10月7日（星期六）、10月8日（星期日）上班。
         春节：2月10日前鼓励各单位结合带薪年休假等制度落实",
        Some(2023),
        "来源",
    );
    assert_eq!(
        pasted.unwrap_err(),
        [PastedFault::Line { number: 5, fault: LineFault::NeitherOffNorWorked }]
    );
    let unwritten = read_pasted("元旦：12月31日至1月2日放假，共3天。", Some(2023), "来源").unwrap();
    assert_eq!(unwritten.notice.days_off()[0].date, date(2022, 12, 31));
}

#[test]
fn a_range_and_its_total_must_agree() {
    let fault = |line: &str| match read_pasted(line, Some(2026), "来源").unwrap_err()[..] {
        [PastedFault::Line { number: 1, fault }] => fault,
        ref other => panic!("{line}: {other:?}"),
    };
    assert_eq!(fault("1月1日至3日放假，共4天"), LineFault::TotalUnfit { said: 4, counted: 3 });
    assert_eq!(fault("共4天：1月1日至3日共4天放假"), LineFault::TotalUnfit { said: 4, counted: 3 });
    assert_eq!(
        fault("1月3日至1日放假"),
        LineFault::RangeUnfit { from: date(2026, 1, 3), through: date(2026, 1, 1) }
    );
    assert_eq!(
        fault("1月1日至3月1日放假"),
        LineFault::RangeUnfit { from: date(2026, 1, 1), through: date(2026, 3, 1) }
    );
    assert_eq!(fault("2月30日放假"), LineFault::NoSuchDay);
    assert_eq!(fault("2026-13-01 休"), LineFault::NoSuchDay);
    assert_eq!(fault("1-4 班 元旦"), LineFault::NumberUnread);
    assert_eq!(fault("2026-01-04 斑 元旦"), LineFault::NeitherOffNorWorked);
    assert_eq!(fault("3日放假"), LineFault::NoSuchDay);
}

#[test]
fn a_text_without_a_year_is_asked_for_one() {
    let faults = read_pasted("1月1日放假", None, "来源").unwrap_err();
    assert_eq!(faults, [PastedFault::YearUnknown]);
    assert_eq!(read_pasted("", None, "来源").unwrap_err(), [PastedFault::YearUnknown]);
    assert!(matches!(
        read_pasted("今天天气很好", Some(2026), "来源").unwrap_err()[..],
        [PastedFault::Notice(NoticeFault::NewYearMissing { year: 2026 })]
    ));
}
