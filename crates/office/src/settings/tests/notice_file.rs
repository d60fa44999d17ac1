//! Notices as files, read and written back.

use crate::settings::notice_file::{About, decode, read, shipped, to_json};
use calendar::Notice;
use jiff::civil::date;

#[test]
fn the_shipped_notices_are_whole() {
    let notices = shipped().unwrap();
    assert_eq!(notices.iter().map(Notice::year).collect::<Vec<_>>(), [2024, 2025, 2026]);
    assert_eq!(notices[2].make_up_days().len(), 6);
    assert!(notices[2].source().starts_with("https://www.gov.cn/"));
}

#[test]
fn a_public_data_set_is_read() {
    let text = r#"{"year":2027,"papers":["https://www.gov.cn/x"],"days":[
        {"name":"元旦","date":"2027-01-01","isOffDay":true},
        {"name":"元旦","date":"2027-01-03","isOffDay":false}]}"#;
    let file = read(text, About::default()).unwrap();
    assert_eq!(file.notices[0].days_off()[0].date, date(2027, 1, 1));
    assert_eq!(file.notices[0].make_up_days()[0].date, date(2027, 1, 3));
}

#[test]
fn what_is_written_is_read_back() {
    let notices = shipped().unwrap();
    let text = to_json(&notices).unwrap();
    assert_eq!(read(&text, About::default()).unwrap().notices, notices);
}

#[test]
fn a_file_of_an_older_machine_is_understood() {
    let (bytes, _, _) = encoding_rs::GBK.encode("元旦：1月1日放假");
    assert_eq!(decode(&bytes).unwrap(), "元旦：1月1日放假");
    assert_eq!(decode("元旦".as_bytes()).unwrap(), "元旦");
    assert!(decode(&[0x80, 0xff]).is_err());
}

#[test]
fn text_is_read_with_the_year_and_source_given() {
    let about = About { year: Some(2027), source: "国办发明电" };
    let file = read("一、元旦：1月1日放假。\n祝节日快乐", about).unwrap();
    assert_eq!(file.notices[0].source(), "国办发明电");
    assert_eq!(file.unread, ["祝节日快乐"]);
}

#[test]
fn what_is_wrong_is_said_in_words() {
    let said = |text: &str| read(text, About::default()).unwrap_err()[0].zh.to_string();
    assert!(said("{\"years\": 3}").contains("不是可识别的JSON"));
    assert_eq!(said("{\"years\": {}}"), "文件中没有任何年份");
    assert_eq!(
        said(r#"{"year":2027,"source":"x","off_days":[{"date":"2027-02-30"}]}"#),
        "2027年：“2027-02-30”不是日期"
    );
    assert_eq!(said("你好"), "看不出是哪一年的通知，请填写年份");
    assert_eq!(said(""), "看不出是哪一年的通知，请填写年份");
}
