//! Every page reads well in both languages, and says what a visitor may do.

use super::{calls, clerk, done, gives, in_hall, opens};
use kit::rights::Role;
use kit::testing::CENTRE;

#[test]
fn every_page_of_the_queue_reads_well_in_both_languages() {
    in_hall(|house| {
        let mut clerk = clerk(house, "02号");
        opens(&mut clerk, &["C", "A"]);
        for priority in ["ordinary", "elderly", "soldier"] {
            gives(&mut clerk, "C", priority);
        }
        let number = calls(&mut clerk);
        for language in ["zh-CN", "en"] {
            clerk.language = language;
            let mut director = house.browser_of(CENTRE, &[Role::Director]);
            director.language = language;
            for path in ["/queue", "/queue/tickets", "/queue/lines"] {
                kit::testing::well_formed(path, &clerk.get(path));
                kit::testing::well_formed(path, &director.get(path));
            }
            kit::testing::well_formed("given", &clerk.get("/queue/tickets/new"));
            for path in ["/queue/lines/new", "/queue/lines/C"] {
                kit::testing::well_formed(path, &director.get(path));
                // The clerk has no power for them.
                assert_eq!(clerk.get(path).status, 403);
            }
        }
        clerk.language = "zh-CN";
        done(&mut clerk, &number, "service", &[]);
        kit::testing::well_formed("/queue", &clerk.get("/queue"));
    });
}

#[test]
fn a_priority_is_told_with_its_reason_and_an_unknown_one_is_asked_for() {
    in_hall(|house| {
        let mut clerk = clerk(house, "01号");
        opens(&mut clerk, &["A"]);
        gives(&mut clerk, "A", "ordinary");
        let fields = [("line", "A"), ("priority", "other"), ("priority_text", "腿脚不便")];
        assert_eq!(clerk.post("/queue/tickets", &fields).status, 303);
        assert_eq!(calls(&mut clerk), "A002", "the favoured one goes first");
        assert!(clerk.get("/queue").shows("腿脚不便"));
        let page = clerk.post("/queue/tickets", &[("line", "A"), ("priority", "other")]);
        assert_eq!(page.status, 422);
        assert!(page.shows("优先须说明情形"));
    });
}

#[test]
fn a_post_at_no_window_looks_and_does_not_call() {
    in_hall(|house| {
        let mut back = house.browser_at(CENTRE, &[Role::WindowClerk], "");
        assert!(back.get("/queue").shows("您的岗位不在窗口"));
        let page = back.post("/queue/calls", &[]);
        assert_eq!(page.status, 422);
        assert!(page.shows("您的岗位不在窗口，不能叫号"));
        assert_eq!(gives(&mut back, "A", "ordinary"), "A001", "but may give a ticket");
    });
}
