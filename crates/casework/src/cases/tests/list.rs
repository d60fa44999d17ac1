//! The work list: views, search, and its Excel.

use crate::testing::{
    COMPLETE, SHORT, accepted, clerk, days, done, intake, open, plan, take, with,
};
use calamine::{Reader, Xlsx};
use kit::testing::on_each_engine;
use std::io::Cursor;

#[test]
fn the_list_is_narrowed_by_state_by_date_and_by_who_took_the_case() {
    on_each_engine(plan, |house| {
        let mut first = open(house);
        let in_hand = accepted(&mut first);
        let mut second = clerk(house);
        let mut fields = intake("MZ-004", &SHORT);
        fields.extend([("another", "yes"), ("then", "notice")]);
        let waiting = take(&mut second, &fields);
        let both = first.get("/cases?view=open");
        assert!(both.shows(&in_hand) && both.shows(&waiting), "{}", both.body);
        let page = first.get("/cases?view=awaiting_supplement");
        assert!(page.shows(&waiting) && !page.shows(&in_hand));
        let page = first.get("/cases?view=mine");
        assert!(page.shows(&in_hand) && !page.shows(&waiting), "the same name, another account");
        days(house, 14);
        let page = first.get("/cases?view=today");
        assert!(page.shows(&in_hand) && !page.shows(&waiting));
        days(house, 1);
        let page = first.get("/cases?view=overdue");
        assert!(page.shows(&in_hand) && page.shows("light-red"), "{}", page.body);
        assert!(first.get("/cases").shows("light-red"), "the view chosen last is kept");
        done(&mut first, &in_hand, "withdrawal", &[("text", "申请人不办了")]);
        let page = first.get("/cases?view=closed");
        assert!(page.shows(&in_hand) && !page.shows(&waiting));
        let page = first.get("/cases?view=nonsense");
        assert!(page.shows(&waiting) && !page.shows(&in_hand), "open ones");
    });
}

#[test]
fn a_case_is_found_by_number_by_name_and_by_identity_number_open_or_not() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let other = take(
            &mut clerk,
            &with(
                with(intake("MZ-004", &COMPLETE), "identity", "990126198703142625"),
                "name",
                "马景艺",
            ),
        );
        let number = case.rsplit('/').next().expect("a number").to_owned();
        let name = "%E5%A5%9A%E6%80%A1%E8%BE%BE";
        for text in [&number, name, "990126196011276412", "9901%2026196011276412"] {
            let page = clerk.get(&format!("/cases?text={text}"));
            assert!(page.shows(&case) && !page.shows(&other), "{text}: {}", page.body);
        }
        done(&mut clerk, &case, "withdrawal", &[("text", "申请人不办了")]);
        for text in [&number, "990126196011276412"] {
            let page = clerk.get(&format!("/cases?view=open&text={text}"));
            assert!(page.shows(&case), "{text} is found though it is closed: {}", page.body);
        }
        let page = clerk.get(&format!("/cases?view=all&text={name}"));
        assert!(page.shows(&case) && !page.shows(&other));
        let page = clerk.get("/cases?view=all&text=MZ-004");
        assert!(page.shows(&case) && page.shows(&other));
        assert!(clerk.get("/cases?view=all&text=nobody").shows("没有符合条件的办件"));
    });
}

#[test]
fn the_list_is_read_on_page_by_page() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let fields = with(intake("MZ-004", &COMPLETE), "another", "yes");
        for _ in 0..51 {
            take(&mut clerk, &fields);
        }
        for view in ["open", "all"] {
            let page = clerk.get(&format!("/cases?view={view}"));
            let start = page.body.find("rel=\"next\" href=\"").expect("a next page") + 17;
            let end = start + page.body[start..].find('"').expect("its end");
            let next = page.body[start..end].replace("&#38;", "&").replace("&amp;", "&");
            let rest = clerk.get(&next);
            assert_eq!(rest.body.matches("<tr>").count(), 2, "head and one: {}", rest.body);
        }
    });
}

pub(super) fn sheet(bytes: Vec<u8>) -> Vec<Vec<String>> {
    let mut book: Xlsx<_> = calamine::open_workbook_from_rs(Cursor::new(bytes)).expect("opens");
    let name = book.sheet_names().first().cloned().expect("a sheet");
    assert!(book.worksheet_formula(&name).expect("formulas").is_empty(), "no formula at all");
    let range = book.worksheet_range(&name).expect("cells");
    range.rows().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

#[test]
fn the_excel_holds_what_the_filter_shows_and_never_a_formula() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut record = crate::testing::allowance();
        record.code = "MZ-009".into();
        record.name.zh = "=HYPERLINK(\"http://example.invalid\")津贴".into();
        crate::testing::publish(house, kit::testing::CENTRE, vec![record]);
        let case = take(&mut clerk, &intake("MZ-009", &COMPLETE));
        accepted(&mut clerk);
        let page = clerk.get("/cases/export?view=received");
        assert_eq!(page.status, 200);
        let rows = sheet(page.bytes);
        assert_eq!(rows.len(), 2, "head and the one that waits: {rows:?}");
        assert!(case.ends_with(&rows[1][0]));
        assert!(rows[1][1].starts_with("=HYPERLINK"), "a text, not a formula");
        assert_eq!(rows[1][2], "奚*达", "masked in the file, too");
        let mut english = crate::testing::clerk(house).in_english();
        let rows = sheet(english.get("/cases/export?view=all").bytes);
        assert_eq!((rows.len(), rows[0][0].as_str()), (3, "Number"));
    });
}
