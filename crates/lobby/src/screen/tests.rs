//! The screens of the hall.

use crate::testing::{county, plan};
use kit::rights::Role;
use kit::testing::{CENTRE, on_each_engine, well_formed};

#[test]
fn the_board_tells_who_is_called_where_and_holds_no_personal_data() {
    on_each_engine(plan, |house| {
        county(house);
        let mut clerk = house.browser_at(CENTRE, &[Role::WindowClerk], "01号");
        clerk.post("/queue/window/opening", &[("line_1", "A")]);
        for _ in 0..2 {
            clerk.post("/queue/tickets", &[("line", "A"), ("phone", "13800138000")]);
        }
        let mut screen = house.stranger();
        assert!(screen.get("/centres/990126101/board").shows("请取号等候"));
        clerk.post("/queue/calls", &[]);
        let board = screen.get("/centres/990126101/board");
        assert!(board.shows("data-call=\"A001 1\""), "{}", board.body);
        assert!(board.shows("请A零零一号到1号窗口"));
        assert!(!board.shows("138"));
        clerk.post("/queue/tickets/20261123-A001/recall", &[]);
        assert!(screen.get("/centres/990126101/board").shows("data-call=\"A001 2\""));
        let display = screen.get("/centres/990126101/windows/W01/display");
        assert!(display.shows("A001") && display.shows("请到本窗口"), "{}", display.body);
        assert_eq!(screen.get("/centres/990126101/windows/W99/display").status, 404);
        for language in ["zh-CN", "en"] {
            screen.language = language;
            for path in ["board", "windows/W01/display"] {
                let path = format!("/centres/990126101/{path}");
                well_formed(&path, &screen.get(&path));
            }
        }
    });
}

#[test]
fn the_six_disclosures_of_some_items_stand_on_the_board_in_rotation() {
    on_each_engine(plan, |house| {
        county(house);
        let board = house.stranger().get("/centres/990126101/board");
        for text in ["申报材料", "承诺期限", "收费依据与标准", "投诉方式"] {
            assert!(board.shows(text), "{text}");
        }
    });
}
