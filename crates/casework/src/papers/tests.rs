//! The room, asked in process: files are taken, kept with the case, seen on record, swept.

use crate::testing::{
    COMPLETE, SHORT, accepted, clerk, count, days, director, done, entries, everything_is_whole,
    intake, open, plan, refused, run, take,
};
use kit::rights::Role;
use kit::testing::{Browser, CENTRE, House, OTHER_CENTRE, Page, on_each_engine};
use std::path::PathBuf;

const PNG: &[u8] = b"\x89PNG\r\n\x1a\n a page";
const PDF: &[u8] = b"%PDF-1.7 a page";

fn attach(browser: &mut Browser, case: &str, file: (&str, &str, &[u8])) -> Page {
    browser.post_file(&format!("{case}/files"), &[], file)
}

fn attached(browser: &mut Browser, case: &str, bytes: &[u8]) {
    let page = attach(browser, case, ("file.identity", "奚怡达身份证.png", bytes));
    assert_eq!(page.status, 303, "{}", page.body);
}

/// Files of a centre on the disk.
fn on_disk(house: &House, centre: kit::db::CentreId) -> Vec<PathBuf> {
    let root = house.hall.site.data_directory.join("files/papers").join(centre.to_string());
    let Ok(folders) = std::fs::read_dir(root) else { return Vec::new() };
    let inner = folders.flat_map(|it| std::fs::read_dir(it.expect("a folder").path()));
    inner.flatten().map(|it| it.expect("a file").path()).collect()
}

fn sweep(house: &House) {
    run(super::sweep_files(&house.hall)).expect("the sweep ends well");
}

#[test]
fn pages_are_attached_to_a_listed_paper_and_every_look_stands_in_the_journal() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        attached(&mut clerk, &case, PNG);
        attached(&mut clerk, &case, PDF);
        let page = clerk.get(&format!("{case}/files"));
        assert!(page.shows("居民身份证-1.png") && page.shows("居民身份证-2.pdf"), "{}", page.body);
        let mut supervisor = house.browser_of(CENTRE, &[Role::Supervisor]);
        let seen = supervisor.post(&format!("{case}/files/1/viewing"), &[]);
        assert_eq!(
            (seen.status, seen.kind.as_str(), seen.bytes.as_slice()),
            (200, "image/png", PNG)
        );
        let header = |page: &Page, name: &str| {
            page.headers.get(name).and_then(|it| it.to_str().ok()).unwrap_or_default().to_owned()
        };
        assert_eq!(header(&seen, "x-content-type-options"), "nosniff");
        assert!(header(&seen, "content-security-policy").contains("sandbox"));
        assert!(header(&seen, "content-disposition").starts_with("inline"));
        let saved = supervisor.post(&format!("{case}/files/2/viewing"), &[]);
        assert!(header(&saved, "content-disposition").starts_with("attachment"));
        assert_eq!(count(house, &case, "papers.viewed"), 2);
        assert_eq!(count(house, &case, "papers.attached"), 2);
        let page = clerk.get(&case);
        assert!(page.shows("查看材料电子件") && page.shows("居民身份证-1.png"), "the timeline");
        for entry in entries(house, &case) {
            assert!(!entry.payload.contains("奚怡达"), "what people call their files is not kept");
        }
        everything_is_whole(house);
    });
}

#[test]
fn what_is_no_picture_or_pdf_is_refused_in_words_and_the_rest_is_taken() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let page = attach(&mut clerk, &case, ("file.identity", "a.png", b"<svg onload=x>"));
        refused(&page, 422, "不是 PDF、JPEG 或 PNG 文件");
        assert!(page.shows("id=\"file.identity-error\""), "{}", page.body);
        refused(&attach(&mut clerk, &case, ("file.identity", "a.png", b"")), 422, "是空文件");
        let large = [PDF, &vec![0; 11 * 1024 * 1024]].concat();
        refused(&attach(&mut clerk, &case, ("file.identity", "a.pdf", &large)), 422, "超过 10 MB");
        refused(
            &attach(&mut clerk, &case, ("file.passport", "a.pdf", PDF)),
            422,
            "不在本事项的清单上",
        );
        refused(&clerk.post(&format!("{case}/files"), &[]), 422, "请先选择文件或拍照");
        assert_eq!(count(house, &case, "papers.attached"), 0);
        let camera =
            attach(&mut clerk, &case, ("camera.account", "image.jpg", &[0xff, 0xd8, 0xff]));
        assert_eq!(camera.status, 303, "{}", camera.body);
        let english = clerk.clone().in_english().get(&format!("{case}/files"));
        assert!(english.shows("Files of case") && english.shows("Bank card"), "{}", english.body);
    });
}

#[test]
fn nothing_typed_at_intake_and_no_good_file_is_lost_when_another_is_refused() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = intake("MZ-004", &SHORT);
        let first = clerk.post_file("/cases/checklist", &fields, ("file.identity", "a.png", PNG));
        assert!(first.status == 200 && first.shows("奚怡达"), "{}", first.body);
        let kept = first.value_of("kept.identity");
        assert!(!kept.is_empty(), "{}", first.body);
        fields.push(("kept.identity", &*kept.leak()));
        let page = clerk.post_file("/cases", &fields, ("file.account", "a.exe", b"MZ\x90"));
        refused(&page, 422, "不是 PDF、JPEG 或 PNG 文件");
        assert!(page.shows("奚怡达") && page.shows("990126196011276412"), "{}", page.body);
        assert!(page.shows("name=\"kept.identity\"") && page.shows("PNG · 1 KB"));
        let page = clerk.post_file("/cases", &fields, ("file.account", "b.pdf", PDF));
        assert_eq!(page.status, 303, "{}", page.body);
        let files = clerk.get(&format!("{}/files", page.location));
        assert!(files.shows("居民身份证-1.png") && files.shows("银行卡-1.pdf"), "{}", files.body);
        everything_is_whole(house);
    });
}

#[test]
fn a_file_that_a_form_only_claims_to_have_is_not_attached() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let mut fields = intake("MZ-004", &COMPLETE);
        fields.push(("kept.identity", "{\"digest\":\"00\"}"));
        let page = clerk.post("/cases", &fields);
        refused(&page, 422, "之前传的文件已失效");
        assert!(page.shows("奚怡达"));
    });
}

#[test]
fn a_file_is_removed_with_a_reason_and_not_after_the_end_of_the_case() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        attached(&mut clerk, &case, PNG);
        let at = format!("{case}/files/1/removal");
        refused(&clerk.post(&at, &[("reason", " ")]), 422, "请写明理由");
        assert_eq!(director(house).post(&at, &[("reason", "x")]).status, 403);
        attached(&mut clerk, &case, PDF);
        let page = clerk.post(&at, &[("reason", "拍反了")]);
        assert_eq!(page.status, 303, "{}", page.body);
        let page = clerk.get(&format!("{case}/files"));
        assert!(!page.shows("居民身份证-1.png") && page.shows("居民身份证-2.pdf"), "{}", page.body);
        assert_eq!(clerk.post(&format!("{case}/files/1/viewing"), &[]).status, 404);
        assert!(clerk.get(&case).shows("拍反了"));
        attached(&mut clerk, &case, PNG);
        assert!(clerk.get(&format!("{case}/files")).shows("居民身份证-3.png"), "no name twice");
        done(&mut clerk, &case, "withdrawal", &[("text", "不办了")]);
        refused(&attach(&mut clerk, &case, ("file.identity", "a.png", PNG)), 422, "本件已经结束");
        everything_is_whole(house);
    });
}

#[test]
fn no_centre_sees_anothers_files_and_no_stranger_any() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        attached(&mut clerk, &case, PNG);
        let mut other = house.browser_of(OTHER_CENTRE, &[Role::WindowClerk, Role::Director]);
        assert_eq!(other.get(&format!("{case}/files")).status, 404);
        assert_eq!(other.post(&format!("{case}/files/1/viewing"), &[]).status, 404);
        assert_eq!(other.post(&format!("{case}/files/1/removal"), &[("reason", "x")]).status, 404);
        assert_eq!(attach(&mut other, &case, ("file.identity", "a.png", PNG)).status, 404);
        let mut stranger = house.stranger();
        assert_eq!(stranger.post(&format!("{case}/files/1/viewing"), &[]).status, 303);
        assert_eq!(on_disk(house, CENTRE).len(), 1);
        let mut auditor = house.browser_of(CENTRE, &[Role::AuditAdministrator]);
        assert_eq!(auditor.post(&format!("{case}/files/1/viewing"), &[]).status, 403);
    });
}

#[test]
fn what_no_act_speaks_of_is_swept_and_what_a_case_holds_stays() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        attached(&mut clerk, &case, PNG);
        let fields = intake("MZ-004", &SHORT);
        clerk.post_file("/cases/checklist", &fields, ("file.account", "a.pdf", PDF));
        assert_eq!(on_disk(house, CENTRE).len(), 2);
        days(house, 15);
        sweep(house);
        assert_eq!(on_disk(house, CENTRE).len(), 2, "a draft may still want it");
        days(house, 2);
        sweep(house);
        assert_eq!(on_disk(house, CENTRE).len(), 1);
        let mut later = self::clerk(house);
        assert_eq!(later.post(&format!("{case}/files/1/viewing"), &[]).bytes, PNG);
        later.post(&format!("{case}/files/1/removal"), &[("reason", "附错了")]);
        sweep(house);
        assert_eq!(on_disk(house, CENTRE).len(), 0, "nobody holds it any more");
    });
}

#[test]
fn the_same_page_in_two_cases_is_kept_once_and_stays_while_one_holds_it() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let first = accepted(&mut clerk);
        let mut again = intake("MZ-004", &COMPLETE);
        again.push(("another", "yes"));
        let second = take(&mut clerk, &again);
        attached(&mut clerk, &first, PNG);
        attached(&mut clerk, &second, PNG);
        assert_eq!(on_disk(house, CENTRE).len(), 1);
        clerk.post(&format!("{first}/files/1/removal"), &[("reason", "附错了")]);
        days(house, 20);
        sweep(house);
        assert_eq!(clerk.post(&format!("{second}/files/1/viewing"), &[]).bytes, PNG);
    });
}

#[test]
fn a_program_attaches_a_file_to_a_paper_with_the_checks_of_the_page_and_once() {
    on_each_engine(plan, |house| {
        let mut clerk = open(house);
        let case = accepted(&mut clerk);
        let mut program = house.program_of(CENTRE, &[Role::WindowClerk]);
        let mut send = |paper: &str, key: &str, bytes: &[u8]| {
            let part = "--b\r\nContent-Disposition: form-data; name=\"file\"; \
                        filename=\"scan.png\"\r\n\r\n";
            let body = [part.as_bytes(), bytes, b"\r\n--b--\r\n"].concat();
            let headers =
                [("content-type", "multipart/form-data; boundary=b"), ("idempotency-key", key)];
            program.send("POST", &format!("/api/v1{case}/papers/{paper}/files"), &headers, body)
        };
        let made = send("identity", "k1", PNG);
        assert_eq!(made.status, 201, "{}", made.body);
        assert_eq!(made.json()[0]["name"], "居民身份证-1.png");
        assert_eq!(send("identity", "k1", PNG).json(), made.json(), "a replay is the same act");
        let unkeyed = send("identity", "", PNG);
        assert!(unkeyed.status == 422 && unkeyed.shows("Idempotency-Key"), "{}", unkeyed.body);
        let wrong = send("identity", "k2", b"<svg onload=x>");
        assert!(wrong.status == 422 && wrong.shows("不是 PDF、JPEG 或 PNG"), "{}", wrong.body);
        let unlisted = send("passport", "k3", PDF);
        assert!(unlisted.status == 422 && unlisted.shows("不在本事项的清单上"));
        assert_eq!(count(house, &case, "papers.attached"), 1);
        let all = program.get(&format!("/api/v1{case}/files")).json();
        assert_eq!(all.as_array().map(Vec::len), Some(1), "{all}");
        let mut other = house.program_of(OTHER_CENTRE, &[Role::WindowClerk]);
        assert_eq!(other.get(&format!("/api/v1{case}/files")).status, 404);
        everything_is_whole(house);
    });
}
