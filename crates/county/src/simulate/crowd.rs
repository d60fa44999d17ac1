//! The people who come: drawn, not real.
//!
//! Their division code is assigned to nobody and their telephone numbers cannot be called, as
//! those of the residents who ship with the demonstration.

use anyhow::Context;
use casework::cases::door::PartyDraft;
use fastrand::Rng;
use rulebook::person::{IdentityNumber, PersonName};

const SURNAMES: [&str; 24] = [
    "王", "李", "张", "刘", "陈", "杨", "赵", "黄", "周", "吴", "徐", "孙", "胡", "朱", "高", "林",
    "何", "郭", "马", "罗", "梁", "宋", "郑", "谢",
];
const GIVEN: [&str; 32] = [
    "秀英", "桂英", "秀兰", "玉兰", "桂兰", "玉珍", "凤英", "建国", "建华", "国强", "志强", "志明",
    "永福", "长根", "春梅", "海燕", "小红", "文军", "大勇", "卫东", "晓东", "丽华", "丽娟", "雪梅",
    "天佑", "子涵", "雨欣", "浩然", "思远", "德顺", "来喜", "水生",
];
/// The last sign of an identity number.
const CHECKS: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'X'];

/// Draws somebody of a division: a newborn's parent and an old man of ninety alike.
///
/// # Errors
/// Where what was drawn is no identity number; a test sees to it that it always is one.
pub fn somebody(random: &mut Rng, division: i64) -> anyhow::Result<PartyDraft> {
    let (year, month, day) = (random.u16(1936..2006), random.u8(1..=12), random.u8(1..=28));
    let body = format!("{division:06}{year:04}{month:02}{day:02}{:03}", random.u16(1..1000));
    let identity = CHECKS
        .into_iter()
        .find_map(|check| IdentityNumber::parse(&format!("{body}{check}")).ok())
        .with_context(|| format!("{body} has no check digit"))?;
    let name = format!(
        "{}{}",
        random.choice(SURNAMES).unwrap_or_default(),
        random.choice(GIVEN).unwrap_or_default()
    );
    let name =
        PersonName::parse(&name).map_err(|fault| anyhow::anyhow!("{}", fault.phrase().en))?;
    Ok(PartyDraft {
        masked: name.masked(),
        name: name.as_str().to_owned(),
        identity_masked: identity.masked(),
        identity: identity.as_str().to_owned(),
        phone: format!("100{:08}", random.u32(0..100_000_000)),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn everybody_who_is_drawn_has_a_number_that_checks_and_that_nobody_can_have() {
        let mut random = Rng::with_seed(7);
        for _ in 0..2_000 {
            let drawn = somebody(&mut random, 990_126).unwrap();
            assert!(drawn.identity.starts_with("990126"), "{}", drawn.identity);
            assert!(drawn.phone.starts_with("100"));
        }
    }

    #[test]
    fn the_same_seed_draws_the_same_people() {
        let drawn = |seed| {
            let mut random = Rng::with_seed(seed);
            (0..20).map(|_| somebody(&mut random, 990_126).unwrap().identity).collect::<Vec<_>>()
        };
        assert_eq!(drawn(3), drawn(3));
        assert_ne!(drawn(3), drawn(4));
    }
}
