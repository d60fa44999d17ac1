//! The notices of the demonstration: two that are shown, one that was withdrawn, and a draft.

use ::notices::notices::door::{self as room, Content};
use anyhow::Context;
use jiff::ToSpan;
use kit::Hall;
use kit::db::{Act, ActHead, CentreId};
use kit::journal::Actor;

/// What becomes of a notice.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Then {
    Draft,
    Publish,
    Withdraw,
}

/// Title and text in both languages, places, days from today, what becomes of it.
type Row = ((&'static str, &'static str), (&'static str, &'static str), (&'static str, i64), Then);

const NOTICES: [Row; 4] = [
    (
        ("周六上午延时服务", "Open on Saturday mornings"),
        (
            "本月每周六 9:00—12:00 开放综合窗口和社保窗口，其他事项请工作日来办。",
            "This month the general and the social insurance windows open on Saturdays, 9 to 12.",
        ),
        ("board home kiosk", 30),
        Then::Publish,
    ),
    (
        ("城乡居民医保集中缴费", ""),
        ("请于 12 月 25 日前缴清下一年度医保费。可在线上缴，也可带身份证到社保窗口办理。", ""),
        ("board home", 26),
        Then::Publish,
    ),
    (
        ("今日系统维护", "Maintenance today"),
        ("今天 17:00 后网上查询暂停一小时。", "Progress online pauses for an hour after 17:00."),
        ("home", 0),
        Then::Withdraw,
    ),
    (
        ("退役军人优待证集中受理", "Cards for veterans"),
        (
            "下月起每周三上午集中受理，请带身份证和退役证件。",
            "From next month on Wednesday mornings; bring identity card and discharge papers.",
        ),
        ("board home kiosk", 60),
        Then::Draft,
    ),
];

/// Lets a centre announce something, where it has announced nothing yet.
pub(super) fn load(hall: &Hall, centre: CentreId) -> anyhow::Result<()> {
    if house::told(hall.db.read_now(move |read| room::has_any(read, centre)))? {
        return Ok(());
    }
    let head = || ActHead { centre, actor: Actor::house() };
    let today = hall.today();
    for ((title, title_english), (body, body_english), (places, days), then) in NOTICES {
        let content = Content {
            title: title.to_owned(),
            title_english: title_english.to_owned(),
            body: body.to_owned(),
            body_english: body_english.to_owned(),
            from: today,
            through: today.checked_add(days.days()).context("a day of the calendar")?,
            places: places.split(' ').map(str::to_owned).collect(),
        };
        let work = move |act: &mut Act<'_>| room::write(act, &content);
        let number = house::told(hall.db.act_now(head(), work))?;
        if then != Then::Draft {
            let work = move |act: &mut Act<'_>| room::publish(act, number);
            house::told(hall.db.act_now(head(), work))?;
        }
        if then == Then::Withdraw {
            let work = move |act: &mut Act<'_>| room::withdraw(act, number, "维护改到周日进行");
            house::told(hall.db.act_now(head(), work))?;
        }
    }
    Ok(())
}
