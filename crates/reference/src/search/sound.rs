//! Pinyin: finding a name by its sound, whole, by initials, or mixed.
//!
//! Polyphones are the trap: a dictionary that gives one reading turns 重庆 into *zhongqing* and
//! 银行行长 into *yxxz*. Here every character keeps all its readings, and a query is matched along
//! them, so that `chongqing`, `zhongqing`, `cq` and `yhhz` all lead there.

use pinyin::{ToPinyin as _, ToPinyinMulti as _};
use std::collections::HashMap;

/// Fewer letters than this sound like everything.
pub(super) const LETTERS_MIN: usize = 2;
/// No name sounds longer than this.
const LETTERS_MAX: usize = 64;

/// The sound of a name: for each character its readings, as places in the [`SoundTable`].
pub(super) type Sound = Vec<u16>;

/// The readings of all characters that occur, each list once.
pub(super) struct SoundTable {
    readings: Vec<Vec<&'static str>>,
    by_character: HashMap<char, u16>,
}

impl SoundTable {
    pub(super) fn new() -> Self {
        // Place 0: a character without a sound, which no letter passes.
        Self { readings: vec![Vec::new()], by_character: HashMap::new() }
    }

    /// The sound of a name in comparable form; letters and digits sound like themselves.
    pub(super) fn sound(&mut self, name: &str) -> Sound {
        name.chars().map(|character| self.place(character)).collect()
    }

    fn place(&mut self, character: char) -> u16 {
        if let Some(place) = self.by_character.get(&character) {
            return *place;
        }
        let readings = readings_of(character);
        let place = if readings.is_empty() {
            0
        } else {
            self.readings.push(readings);
            u16::try_from(self.readings.len() - 1).unwrap_or(0)
        };
        self.by_character.insert(character, place);
        place
    }

    /// Where in a name the letters sound, if anywhere: the first place counted in characters.
    pub(super) fn find(&self, letters: &str, sound: &[u16]) -> Option<usize> {
        let letters = letters.as_bytes();
        if !(LETTERS_MIN..=LETTERS_MAX).contains(&letters.len()) {
            return None;
        }
        (0..sound.len()).find(|start| self.sounds_from(letters, &sound[*start..]))
    }

    /// Whether the letters can be spoken along the characters, a set of reached places at a time.
    fn sounds_from(&self, letters: &[u8], sound: &[u16]) -> bool {
        let mut reached: u128 = 1;
        let end: u128 = 1 << letters.len();
        for place in sound {
            let mut next: u128 = 0;
            for reading in &self.readings[usize::from(*place)] {
                next |= spoken(letters, reading.as_bytes(), reached);
            }
            if next & end != 0 {
                return true;
            }
            if next == 0 {
                return false;
            }
            reached = next;
        }
        false
    }
}

/// The places reached when one reading is spoken whole, by its initial, or as far as letters go.
fn spoken(letters: &[u8], reading: &[u8], reached: u128) -> u128 {
    let mut next = 0;
    let mut places = reached;
    while places != 0 {
        let at = places.trailing_zeros() as usize;
        places &= places - 1;
        let rest = &letters[at..];
        if rest.first() != reading.first() {
            continue;
        }
        next |= 1 << (at + 1);
        if rest.starts_with(reading) {
            next |= 1 << (at + reading.len());
        } else if reading.starts_with(rest) {
            next |= 1 << letters.len();
        }
    }
    next
}

fn readings_of(character: char) -> Vec<&'static str> {
    if let Some(letter) = ascii(character) {
        return vec![letter];
    }
    let mut readings: Vec<&'static str> = character
        .to_pinyin_multi()
        .map(|all| all.into_iter().map(pinyin::Pinyin::plain).collect())
        .or_else(|| character.to_pinyin().map(|one| vec![one.plain()]))
        .unwrap_or_default();
    readings.sort_unstable();
    readings.dedup();
    // Keyboards write ü as v.
    let with_v: Vec<&'static str> = readings
        .iter()
        .filter_map(|reading| match *reading {
            "lü" => Some("lv"),
            "nü" => Some("nv"),
            "lüe" => Some("lve"),
            "nüe" => Some("nve"),
            _ => None,
        })
        .collect();
    readings.extend(with_v);
    readings
}

/// Small letters and digits as text.
fn ascii(character: char) -> Option<&'static str> {
    const SYMBOLS: &str = "abcdefghijklmnopqrstuvwxyz0123456789";
    let at = SYMBOLS.find(character)?;
    SYMBOLS.get(at..=at)
}

#[cfg(test)]
mod tests {
    use super::SoundTable;

    fn finds(name: &str, letters: &str) -> bool {
        let mut table = SoundTable::new();
        let sound = table.sound(name);
        table.find(letters, &sound).is_some()
    }

    #[test]
    fn a_name_is_found_by_its_whole_sound_by_initials_and_mixed() {
        for letters in ["yiliaobaoxian", "ylbx", "yiliaobx", "yliaobxian", "yil", "liaobao", "bx"] {
            assert!(finds("医疗保险", letters), "{letters}");
        }
        for letters in ["ylxb", "yiliaob x", "xyl", "b", ""] {
            assert!(!finds("医疗保险", letters), "{letters}");
        }
    }

    #[test]
    fn polyphones_are_found_by_each_of_their_sounds() {
        for letters in ["chongqing", "zhongqing", "cq", "zq"] {
            assert!(finds("重庆", letters), "{letters}");
        }
        for letters in ["yinhanghangzhang", "yhhz", "yinhang", "yxxz"] {
            assert!(finds("银行行长", letters), "{letters}");
        }
        assert!(finds("更正", "genggai") == finds("更改", "genggaix"));
        assert!(finds("音乐", "yinyue"));
        assert!(finds("会计", "kuaiji"));
    }

    #[test]
    fn the_last_sound_may_be_half_typed() {
        assert!(finds("最低生活保障", "zuidish"));
        assert!(finds("最低生活保障", "zuidishenghuoba"));
        assert!(!finds("最低生活保障", "zuidishex"));
    }

    #[test]
    fn the_umlaut_is_typed_as_v() {
        assert!(finds("绿化", "lvhua"));
        assert!(finds("女方", "nvfang"));
    }

    #[test]
    fn digits_and_letters_sound_like_themselves() {
        assert!(finds("80周岁以上老年人高龄津贴", "80zs"));
    }

    #[test]
    fn long_and_hostile_queries_end_quickly() {
        let name = "安".repeat(200);
        assert!(!finds(&name, &"a".repeat(65)));
        assert!(!finds(&name, &format!("{}z", "an".repeat(31))));
    }
}
