//! Lines in, lines out.

use super::*;
use calendar::LocalDays;

fn answers(input: &[u8], telling: Telling) -> (Vec<serde_json::Value>, Tally) {
    let notices = office::settings::notice_file::shipped().unwrap();
    let calendar = WorkingCalendar::new(&notices, LocalDays::none());
    let mut output = Vec::new();
    let tally = answer_all(input, &mut output, &calendar, telling).unwrap();
    let text = String::from_utf8(output).unwrap();
    (text.lines().map(|line| serde_json::from_str(line).unwrap()).collect(), tally)
}

#[test]
fn each_line_gets_its_day() {
    let input = [
        r#"{"start":"2026-02-13","limit":5,"unit":"working_days","#,
        r#""pauses":[["2026-03-02","2026-03-05"]]}"#,
        "\n",
        r#"{"start":"2026-12-18","limit":10,"unit":"working_days"}"#,
        "\n",
        r#"{"start":"2026-01-31","limit":1,"unit":"months","pauses":null}"#,
        "\n",
        r#"{"start":"2026-09-16","limit":15,"unit":"days","pauses":[]}"#,
    ];
    let (lines, tally) = answers(input.concat().as_bytes(), Telling::When);
    assert_eq!(
        lines,
        [
            serde_json::json!({"due": "2026-02-27", "provisional": false}),
            serde_json::json!({"due": "2027-01-04", "provisional": true}),
            serde_json::json!({"due": "2026-02-28", "provisional": false}),
            serde_json::json!({"due": "2026-10-08", "provisional": false}),
        ]
    );
    assert_eq!(tally, Tally { lines: 4, refused: 0 });
}

#[test]
fn a_bad_line_gets_an_error_and_the_next_one_is_answered() {
    let dated = |start: &str, limit: &str, unit: &str, rest: &str| {
        format!(r#"{{"start":{start},"limit":{limit},"unit":{unit}{rest}}}"#).into_bytes()
    };
    let day = r#""2026-02-13""#;
    let days = r#""days""#;
    let bad: Vec<Vec<u8>> = vec![
        b"".to_vec(),
        b"not json".to_vec(),
        b"[]".to_vec(),
        b"[\"2026-02-13\",5,\"days\"]".to_vec(),
        b"{\"start\":\"2026-02-13\",\"limit\":5}".to_vec(),
        b"{\"limit\":5,\"unit\":\"days\"}".to_vec(),
        b"{\"start\":\"\xff\xfe\",\"limit\":5,\"unit\":\"days\"}".to_vec(),
        dated(r#""2026-02-30""#, "5", days, ""),
        dated(r#""9999-12-31""#, "5", days, ""),
        dated("20260213", "5", days, ""),
        dated(day, "-1", days, ""),
        dated(day, "1.5", days, ""),
        dated(day, "99999999999999999999", days, ""),
        dated(day, "5", r#""weeks""#, ""),
        dated(day, "5", days, r#","pauses":[["2026-03-05","2026-03-02"]]"#),
        dated(day, "5", days, r#","pauses":[["2026-03-05"]]"#),
    ];
    for line in bad {
        let mut input = line.clone();
        input.extend_from_slice(b"\r\n");
        input.extend(dated(r#""2026-01-02""#, "1", r#""工作日""#, ""));
        let (lines, tally) = answers(&input, Telling::When);
        let shown = String::from_utf8_lossy(&line);
        assert_eq!(lines.len(), 2, "{shown}");
        assert_eq!(lines[0]["error"]["line"], 1, "{shown}");
        for language in ["zh", "en"] {
            assert!(!lines[0]["error"][language].as_str().unwrap().is_empty(), "{shown}");
        }
        assert_eq!(lines[1]["due"], "2026-01-04");
        assert_eq!(tally, Tally { lines: 2, refused: 1 });
    }
}

#[test]
fn a_line_without_end_is_refused_and_not_kept() {
    let mut input = vec![b'x'; LINE_MAX * 2];
    input.extend_from_slice(b"\n{\"start\":\"2026-01-02\",\"limit\":1,\"unit\":\"working_days\"}");
    let (lines, _) = answers(&input, Telling::When);
    assert_eq!(lines[0]["error"]["en"], "the line is too long");
    assert_eq!(lines[1]["due"], "2026-01-04");
}

#[test]
fn an_explained_line_tells_why_in_both_languages() {
    let (lines, _) =
        answers(br#"{"start":"2026-02-13","limit":5,"unit":"working_days"}"#, Telling::WhenAndWhy);
    assert_eq!(lines[0]["due"], "2026-02-27");
    assert!(lines[0]["why"]["zh"].as_str().unwrap().starts_with("2026年2月13日（星期五）起算"));
    assert_eq!(lines[0]["why"]["days"][0]["en"], "13 Feb is the first day and is not counted");
    assert_eq!(lines[0]["why"]["days"][2]["zh"], "2月15日至23日为春节放假，不计入");
}

#[test]
fn nothing_in_is_nothing_out() {
    let (lines, tally) = answers(b"", Telling::When);
    assert!(lines.is_empty());
    assert_eq!(tally, Tally::default());
}

/// Hands out one line at a time and notes that the answer was there before the next was asked.
#[test]
fn answers_are_handed_on_before_the_next_read_can_wait() {
    use std::cell::RefCell;
    use std::rc::Rc;

    struct Asking {
        left: Vec<&'static [u8]>,
        answered: Rc<RefCell<Vec<u8>>>,
        asked: usize,
    }
    impl Read for Asking {
        fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
            let lines = self.answered.borrow().split(|byte| *byte == b'\n').count() - 1;
            assert_eq!(lines, self.asked, "an answer was held back");
            let Some(line) = self.left.pop() else { return Ok(0) };
            self.asked += 1;
            buffer[..line.len()].copy_from_slice(line);
            Ok(line.len())
        }
    }
    struct Held(Vec<u8>, Rc<RefCell<Vec<u8>>>);
    impl Write for Held {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            self.0.extend_from_slice(bytes);
            Ok(bytes.len())
        }
        fn flush(&mut self) -> io::Result<()> {
            self.1.borrow_mut().append(&mut self.0);
            Ok(())
        }
    }
    let answered = Rc::new(RefCell::new(Vec::new()));
    let line: &[u8] = b"{\"start\":\"2026-01-02\",\"limit\":1,\"unit\":\"days\"}\n";
    let asking = Asking { left: vec![line; 3], answered: Rc::clone(&answered), asked: 0 };
    let mut held = Held(Vec::new(), Rc::clone(&answered));
    let calendar = WorkingCalendar::without_notices();
    let tally = answer_all(asking, &mut held, &calendar, Telling::When).unwrap();
    assert_eq!(tally.lines, 3);
}
