//! The appointments of the demonstration: what is left of today, and the next days.

use ::appointments::appointments::door::{self as room, Wish};
use kit::Hall;
use kit::db::{ActHead, CentreId};
use kit::form::FormErrors;
use kit::journal::Actor;
use reception::contacts::door::{PhoneNeed, read_asker};

/// What people come for, and when after the first free time of the day.
const COMING: [(&str, &str, usize); 5] = [
    ("MZ-002", "奚怡达", 0),
    ("RS-003", "马景艺", 1),
    ("YB-002", "柏溪达", 1),
    ("GA-002", "安禾宁", 3),
    ("MZ-007", "卢景川", 5),
];
/// Days that have some.
const DAYS: usize = 3;

/// Lets people make appointments in a centre, where there are none yet.
pub(super) fn load(hall: &Hall, centre: CentreId) -> anyhow::Result<()> {
    let now_ms = hall.now_ms();
    let days = house::told(hall.db.read_now(move |read| room::days(read, centre, now_ms)))?;
    for (turn, day) in days.into_iter().take(DAYS).enumerate() {
        let so_far = hall.db.read_now(move |read| room::count(read, centre, day));
        if house::told(so_far)? > 0 {
            continue;
        }
        let times = hall.db.read_now(move |read| room::times(read, centre, (day, "A"), now_ms));
        let times = house::told(times)?;
        for (at, (item, name, after)) in COMING.into_iter().enumerate() {
            let Some((slot, _)) = times.get(after) else { continue };
            let phone = format!("1000000{:04}", 200 + turn * 10 + at);
            let mut errors = FormErrors::new();
            let asker = read_asker((name, &phone), PhoneNeed::Needed, &hall.vault, &mut errors);
            let found =
                hall.db.read_now(move |read| counter::catalogue::door::current(read, centre, item));
            let Some(found) = house::told(found)? else { continue };
            let title = &found.definition.title.name;
            let wish = Wish {
                slot: *slot,
                line: "A".to_owned(),
                item: (item.to_owned(), title.zh.clone(), title.en.clone()),
                person: hall.vault.fingerprint("appointments-phone", &phone),
                digits: asker.digits().to_owned(),
                asker,
            };
            let head = ActHead { centre, actor: Actor::resident() };
            house::told(hall.db.act_now(head, move |act| room::book(act, &wish)))?;
        }
    }
    Ok(())
}
