//! The search index: the whole catalogue in memory, ranked by how a name was met.
//!
//! Substring search, not a word index: two characters must find something, and no segmentation
//! of Chinese agrees with what people type. Ten thousand items are 3 MB; scanning them takes
//! less than a millisecond, so nothing more clever is needed (`stack.md` 6).
//!
//! Ranks, best first: the exact name or code, the beginning of a name, somewhere in a name, a
//! synonym in a name, its sound, the body of the guide, and at last names that share most of the
//! letters typed.

use super::sound::{LETTERS_MIN, Sound, SoundTable};
use super::synonyms::{Synonym, Synonyms};
use super::text::{plain, terms};
use memchr::memmem::Finder;
use std::collections::HashSet;

/// What is indexed of an item.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Indexed {
    /// Its code: `MZ-001`.
    pub(super) code: String,
    /// Its Chinese name.
    pub(super) name: String,
    /// Its English name; may be empty.
    pub(super) name_english: String,
    /// Words under which its guide says people look for it.
    pub(super) keywords: Vec<String>,
    /// Everything else worth finding it by: department, papers, result.
    pub(super) body: String,
}

/// How an item was met, best first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Met {
    /// The query is the name or the code.
    Exactly,
    /// The name begins with it.
    AtBeginning,
    /// The name holds it.
    InName,
    /// The name holds what it means, or a keyword of the item holds it.
    BySynonym,
    /// The name sounds like it.
    BySound,
    /// The guide holds it.
    InBody,
    /// The name shares most of its letters.
    Loosely,
}

/// An item found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Hit {
    /// Its code.
    pub(super) code: String,
    /// How it was met.
    pub(super) met: Met,
}

struct Item {
    code: String,
    plain_code: String,
    name: String,
    name_english: String,
    sound: Sound,
    keywords: Vec<String>,
    body: String,
}

/// The index of one centre's catalogue.
pub(super) struct Index {
    items: Vec<Item>,
    sounds: SoundTable,
    synonyms: Synonyms,
}

/// Queries longer than this are cut: nobody types more.
const QUERY_LENGTH_MAX: usize = 100;

impl Index {
    /// Indexes a catalogue.
    pub(super) fn build(catalogue: &[Indexed], synonyms: &[Synonym]) -> Self {
        let mut sounds = SoundTable::new();
        let items = catalogue
            .iter()
            .map(|indexed| {
                let name = plain(&indexed.name);
                Item {
                    sound: sounds.sound(&name),
                    name,
                    code: indexed.code.clone(),
                    plain_code: plain(&indexed.code),
                    name_english: plain(&indexed.name_english),
                    keywords: indexed.keywords.iter().map(|word| plain(word)).collect(),
                    body: plain(&indexed.body),
                }
            })
            .collect();
        Self { items, sounds, synonyms: Synonyms::new(synonyms) }
    }

    /// The items met by a query, best first, at most `limit`.
    pub(super) fn find(&self, query: &str, limit: usize) -> Vec<Hit> {
        let query: String = query.chars().take(QUERY_LENGTH_MAX).collect();
        let terms = terms(&query);
        if terms.is_empty() {
            return Vec::new();
        }
        let probes: Vec<Probe> =
            terms.iter().map(|term| Probe::new(term, &self.synonyms)).collect();
        let mut met: Vec<(Met, usize, usize)> = Vec::new();
        for (position, item) in self.items.iter().enumerate() {
            if let Some((met_how, at)) = self.meet_all(&probes, item) {
                met.push((met_how, at, position));
            }
        }
        if met.is_empty() {
            met = self.loosely(&terms.concat());
        }
        self.best(met, limit)
    }

    /// All terms must be met; the weakest counts.
    fn meet_all(&self, probes: &[Probe<'_>], item: &Item) -> Option<(Met, usize)> {
        let mut weakest = (Met::Exactly, 0);
        for probe in probes {
            weakest = weakest.max(self.meet(probe, item)?);
        }
        let is_part = probes.len() > 1 && weakest.0 == Met::AtBeginning;
        Some(if is_part { (Met::InName, weakest.1) } else { weakest })
    }

    fn meet(&self, probe: &Probe<'_>, item: &Item) -> Option<(Met, usize)> {
        if probe.term == item.name || probe.term == item.name_english || probe.is(&item.plain_code)
        {
            return Some((Met::Exactly, 0));
        }
        let in_names = [&item.name, &item.name_english]
            .into_iter()
            .filter_map(|name| probe.finder.find(name.as_bytes()))
            .min();
        if let Some(at) = in_names {
            return Some(if at == 0 { (Met::AtBeginning, 0) } else { (Met::InName, at) });
        }
        if item.keywords.iter().any(|word| probe.finder.find(word.as_bytes()).is_some()) {
            return Some((Met::BySynonym, 0));
        }
        let meaning = probe.meanings.iter().position(|meaning| {
            meaning.find(item.name.as_bytes()).is_some()
                || meaning.find(item.name_english.as_bytes()).is_some()
        });
        if let Some(at) = meaning {
            return Some((Met::BySynonym, at));
        }
        if let Some(at) = probe.letters.and_then(|letters| self.sounds.find(letters, &item.sound)) {
            return Some((Met::BySound, at));
        }
        let at = probe.finder.find(item.body.as_bytes())?;
        Some((Met::InBody, at))
    }

    /// Names that hold at least half of the neighbouring pairs of characters typed.
    fn loosely(&self, typed: &str) -> Vec<(Met, usize, usize)> {
        let characters: Vec<char> = typed.chars().collect();
        let pairs: HashSet<String> =
            characters.windows(2).map(|pair| pair.iter().collect()).collect();
        if pairs.len() < 2 || typed.is_ascii() {
            return Vec::new();
        }
        let mut met = Vec::new();
        for (position, item) in self.items.iter().enumerate() {
            let shared = pairs.iter().filter(|pair| item.name.contains(pair.as_str())).count();
            if shared * 2 >= pairs.len() {
                met.push((Met::Loosely, pairs.len() - shared, position));
            }
        }
        met
    }

    /// The best: by rank, by place in the name, shorter names first, then by code.
    fn best(&self, mut met: Vec<(Met, usize, usize)>, limit: usize) -> Vec<Hit> {
        let order = |left: &(Met, usize, usize), right: &(Met, usize, usize)| {
            let key = |entry: &(Met, usize, usize)| {
                let place = if entry.0 == Met::InBody { 0 } else { entry.1 };
                (entry.0, place, self.items[entry.2].name.len())
            };
            let by_code = || self.items[left.2].code.cmp(&self.items[right.2].code);
            key(left).cmp(&key(right)).then_with(by_code)
        };
        if met.len() > limit && limit > 0 {
            met.select_nth_unstable_by(limit - 1, order);
        }
        met.truncate(limit);
        met.sort_unstable_by(order);
        met.into_iter()
            .map(|(met, _, position)| Hit { code: self.items[position].code.clone(), met })
            .collect()
    }
}

/// A term made ready for looking everywhere.
struct Probe<'a> {
    term: &'a str,
    finder: Finder<'a>,
    meanings: Vec<Finder<'a>>,
    letters: Option<&'a str>,
}

impl<'a> Probe<'a> {
    fn new(term: &'a str, synonyms: &'a Synonyms) -> Self {
        let is_sound = term.len() >= LETTERS_MIN
            && term.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
            && term.bytes().any(|byte| byte.is_ascii_lowercase());
        Self {
            term,
            finder: Finder::new(term.as_bytes()),
            meanings: synonyms.meanings(term).iter().map(|it| Finder::new(it.as_bytes())).collect(),
            letters: is_sound.then_some(term),
        }
    }

    /// Codes are compared without their hyphen: `mz001`, `MZ-001`, `mz 001`.
    fn is(&self, plain_code: &str) -> bool {
        let same = |left: &str, right: &str| {
            left.bytes().filter(|b| *b != b' ').eq(right.bytes().filter(|b| *b != b' '))
        };
        !plain_code.is_empty() && same(self.term, plain_code)
    }
}

#[cfg(test)]
mod tests {
    use super::{Hit, Index, Indexed, Met};
    use crate::search::synonyms::Synonym;

    fn item(code: &str, name: &str, name_english: &str, body: &str) -> Indexed {
        Indexed {
            code: code.into(),
            name: name.into(),
            name_english: name_english.into(),
            keywords: Vec::new(),
            body: body.into(),
        }
    }

    fn index() -> Index {
        let catalogue = [
            item("MZ-001", "最低生活保障审核确认", "Subsistence allowance", "民政 低收入 户口簿"),
            item(
                "YB-001",
                "城乡居民基本医疗保险参保登记",
                "Residents' medical insurance",
                "户口簿",
            ),
            item("YB-004", "门诊慢特病病种待遇认定", "Outpatient benefits", "医疗保险 诊断证明"),
            item("YB-009", "医疗保险", "Medical insurance", ""),
            item("GA-003", "户口迁移审批", "Moving a household registration", ""),
            item("GA-005", "居民身份证申领、换领、补领", "Resident identity card", "照片"),
            item("XX-001", "重庆籍务工人员登记", "", ""),
            item("XX-002", "银行行长办公会预约", "", ""),
            item("MZ-004", "80周岁以上老年人高龄津贴申请", "Old-age allowance", ""),
        ];
        let synonyms = [
            Synonym::parse("低保", "最低生活保障").unwrap(),
            Synonym::parse("医保", "医疗保险，门诊慢特病").unwrap(),
            Synonym::parse("id card", "identity card").unwrap(),
        ];
        Index::build(&catalogue, &synonyms)
    }

    fn codes(query: &str) -> Vec<String> {
        index().find(query, 10).into_iter().map(|hit| hit.code).collect()
    }

    fn first(query: &str) -> Option<Hit> {
        index().find(query, 1).into_iter().next()
    }

    #[test]
    fn what_people_call_it_finds_what_the_catalogue_calls_it() {
        assert_eq!(first("低保"), Some(Hit { code: "MZ-001".into(), met: Met::BySynonym }));
        assert_eq!(codes("低保怎么办"), ["MZ-001"]);
        assert_eq!(codes("医保"), ["YB-009", "YB-001", "YB-004"]);
        assert_eq!(codes("ID card"), ["GA-005"]);
    }

    #[test]
    fn the_exact_name_comes_before_its_beginning_before_its_middle_before_the_body() {
        let hits = index().find("医疗保险", 10);
        let ranks: Vec<(&str, Met)> = hits.iter().map(|hit| (hit.code.as_str(), hit.met)).collect();
        assert_eq!(
            ranks,
            [("YB-009", Met::Exactly), ("YB-001", Met::InName), ("YB-004", Met::InBody)]
        );
        assert_eq!(first("居民身份证").map(|hit| hit.met), Some(Met::AtBeginning));
    }

    #[test]
    fn sounds_and_initials_find_names_with_polyphones() {
        assert_eq!(codes("ylbx"), ["YB-009", "YB-001"]);
        assert_eq!(codes("yiliao"), ["YB-009", "YB-001"]);
        assert_eq!(codes("chongqing"), ["XX-001"]);
        assert_eq!(codes("yinhanghangzhang"), ["XX-002"]);
        assert_eq!(codes("zdshbz"), ["MZ-001"]);
        assert_eq!(codes("hukou"), ["GA-003"]);
    }

    #[test]
    fn a_code_finds_its_item_however_it_is_typed() {
        for typed in ["MZ-001", "mz001", "ＭＺ－００１", "mz 001"] {
            assert_eq!(first(typed).map(|hit| hit.code).as_deref(), Some("MZ-001"), "{typed}");
        }
    }

    #[test]
    fn all_words_must_be_met() {
        assert_eq!(codes("身份证 照片"), ["GA-005"]);
        assert_eq!(codes("户口 登记"), ["YB-001"]);
        assert!(codes("户口 银行").is_empty());
    }

    #[test]
    fn where_nothing_is_met_names_that_share_most_letters_are_offered() {
        assert_eq!(
            first("老年高龄津贴申领"),
            Some(Hit { code: "MZ-004".into(), met: Met::Loosely })
        );
        assert!(codes("飞机驾驶执照考试").is_empty());
    }

    #[test]
    fn english_names_are_found() {
        assert_eq!(codes("medical insurance"), ["YB-009", "YB-001"]);
        assert_eq!(codes("Household Registration"), ["GA-003"]);
    }

    #[test]
    fn nothing_is_found_for_nothing() {
        for query in ["", "  ", "，", "a", "、、", "\u{0}"] {
            assert!(codes(query).is_empty(), "{query:?}");
        }
    }

    #[test]
    fn hostile_queries_are_only_text() {
        let long = "医".repeat(100_000);
        for query in ["%_'\";--", "<script>", "(.*)+", "\u{202e}医疗", long.as_str()] {
            let _ = codes(query);
        }
    }

    #[test]
    fn ten_thousand_items_give_the_right_ones() {
        let catalogue: Vec<Indexed> = (0..10_000)
            .map(|number| {
                let name = format!("第{number}号城乡居民事项办理登记");
                item(&format!("XX-{number}"), &name, "Item", &"办事指南材料".repeat(40))
            })
            .chain([item("MZ-001", "最低生活保障审核确认", "", "")])
            .collect();
        let index = Index::build(&catalogue, &[Synonym::parse("低保", "最低生活保障").unwrap()]);
        assert_eq!(index.find("低保", 20).len(), 1);
        assert_eq!(index.find("zdsh", 20)[0].code, "MZ-001");
        assert_eq!(index.find("第77号城乡居民事项办理登记", 20)[0].met, Met::Exactly);
        assert_eq!(index.find("办事指南", 20).len(), 20);
    }
}
