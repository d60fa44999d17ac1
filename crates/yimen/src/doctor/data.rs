//! The data: reachable, migrated, whole, in step with the clock.

use super::Finding;
use crate::backup::Tables;
use house::config::Settings;
use kit::Phrase;
use kit::db::{CentreId, Location, Read, Snapshot};
use kit::journal::{checkpoint, reading};
use std::collections::BTreeMap;

const DAY_MS: i64 = 86_400_000;
/// 2026-01-01 in China: no house of this program is older.
const EARLIEST_MS: i64 = 1_767_196_800_000;
const LATEST_MS: i64 = 4_102_416_000_000;

pub(super) fn examine(settings: &Settings, now_ms: i64) -> Vec<Finding> {
    let mut findings = vec![clock(now_ms)];
    match database(&settings.location) {
        Err(finding) => findings.push(*finding),
        Ok(finding) => {
            let is_ready = finding.health == super::Health::Good;
            findings.push(finding);
            if is_ready {
                findings.extend(content(settings, now_ms));
            }
        }
    }
    findings
}

fn clock(now_ms: i64) -> Finding {
    let subject = Phrase::of("时钟", "clock");
    let local = kit::words::local_time(now_ms).strftime("%F %T");
    let seen = Phrase::new(format!("北京时间 {local}"), format!("{local} in China"));
    if (EARLIEST_MS..LATEST_MS).contains(&now_ms) {
        return Finding::good(subject, seen);
    }
    Finding::bad(
        subject,
        seen,
        Phrase::of(
            "校正系统时间并启用对时（chrony 或 systemd-timesyncd）",
            "set the clock and keep it right (chrony or systemd-timesyncd)",
        ),
    )
}

/// Reachable and migrated.
fn database(location: &Location) -> Result<Finding, Box<Finding>> {
    let subject = || Phrase::of("数据库", "database");
    let shown = location.shown();
    if let Location::Sqlite(path) = location
        && !path.exists()
    {
        return Ok(Finding::warning(
            subject(),
            Phrase::new(format!("{shown} 尚未建立"), format!("{shown} is not there yet")),
            Phrase::of("首次启动时会建立", "it is made at the first start"),
        ));
    }
    let missing = missing_steps(location).map_err(|error| {
        let seen = format!("{error:#}");
        Box::new(Finding::bad(
            subject(),
            Phrase::new(seen.clone(), seen),
            Phrase::of(
                "检查数据库地址、账号和服务是否启动",
                "check the address, the account and whether the server runs",
            ),
        ))
    })?;
    if missing.is_empty() {
        return Ok(Finding::good(subject(), Phrase::new(shown.clone(), shown)));
    }
    let rooms: Vec<&str> = missing.into_iter().collect();
    let rooms = rooms.join(", ");
    Ok(Finding::warning(
        subject(),
        Phrase::new(
            format!("有未执行的升级步骤：{rooms}"),
            format!("steps not applied yet: {rooms}"),
        ),
        Phrase::of("执行 yimen migrate，或重新启动", "run yimen migrate, or start the house"),
    ))
}

/// Rooms with steps that the database has not seen.
fn missing_steps(location: &Location) -> anyhow::Result<Vec<&'static str>> {
    let mut wanted: BTreeMap<&'static str, u64> = BTreeMap::new();
    for step in house::plan().migrations() {
        *wanted.entry(step.room).or_default() += 1;
    }
    let mut tables = Tables::snapshot(location)?;
    let names = tables.names()?;
    let mut missing = Vec::new();
    for (room, steps) in wanted {
        let history = format!("{room}_migrations");
        let applied = if names.contains(&history) { tables.count(&history)? } else { 0 };
        if applied < steps {
            missing.push(room);
        }
    }
    Ok(missing)
}

fn content(settings: &Settings, now_ms: i64) -> Vec<Finding> {
    let opened = Snapshot::open(&settings.location).map_err(anyhow::Error::new);
    let looked = opened.and_then(|mut snapshot| {
        let mut findings = house::told(journal(&mut snapshot, now_ms))?;
        if let Some(county) = &settings.county {
            let calendar = super::calendar::examine(&mut snapshot, county.code, now_ms);
            findings.push(house::told(calendar)?);
        }
        Ok(findings)
    });
    looked.unwrap_or_else(|error| {
        let seen = format!("{error:#}");
        vec![Finding::bad(
            Phrase::of("数据", "data"),
            Phrase::new(seen.clone(), seen),
            Phrase::of("执行 yimen journal verify 查明", "run yimen journal verify to learn more"),
        )]
    })
}

fn journal(read: &mut dyn Read, now_ms: i64) -> Result<Vec<Finding>, kit::HallError> {
    let (mut findings, mut entries) = (Vec::new(), 0);
    for centre in reading::centres(read)? {
        let Some(last) = reading::before(read, centre, i64::MAX, 1)?.into_iter().next() else {
            continue;
        };
        entries += last.sequence;
        if last.at_ms > now_ms {
            findings.push(ahead(centre, last.at_ms));
        }
        let signed = checkpoint::latest(read, centre)?;
        let (sequence, at_ms) = signed.map_or((0, last.at_ms), |it| (it.sequence, it.at_ms));
        if last.sequence > sequence && now_ms - at_ms > 2 * DAY_MS {
            findings.push(unsigned(centre, last.sequence - sequence));
        }
    }
    if findings.is_empty() {
        findings.push(Finding::good(
            Phrase::of("台账", "journal"),
            Phrase::new(format!("{entries} 条"), format!("{entries} entries")),
        ));
    }
    Ok(findings)
}

fn ahead(centre: CentreId, at_ms: i64) -> Finding {
    let local = kit::words::local_time(at_ms).strftime("%F %T");
    Finding::bad(
        Phrase::of("时钟", "clock"),
        Phrase::new(
            format!("比中心 {centre} 台账最后一条（{local}）还早"),
            format!("behind the last entry of centre {centre} ({local})"),
        ),
        Phrase::of(
            "校正系统时间；在此之前新条目会沿用最后一条的时刻",
            "set the clock; until then new entries carry the instant of the last one",
        ),
    )
}

fn unsigned(centre: CentreId, entries: i64) -> Finding {
    Finding::warning(
        Phrase::of("台账", "journal"),
        Phrase::new(
            format!("中心 {centre} 有 {entries} 条超过两天未签署检查点"),
            format!("centre {centre}: {entries} entries without a checkpoint for two days"),
        ),
        Phrase::of(
            "服务运行时会自动签署；也可执行 yimen journal checkpoint",
            "the running house signs by itself; or run yimen journal checkpoint",
        ),
    )
}
