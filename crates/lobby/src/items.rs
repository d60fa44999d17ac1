//! Items in a list, and the ways in to a catalogue: what pages, kiosk and disclosures share.

use crate::centres::CentreFace;
use counter::catalogue::door::PublishedItem;
use kit::visit::query_pair;
use kit::{Phrase, Words};
use reference::search::door::Entrances;
use rulebook::codes::ServiceObject;
use rulebook::item::{Fee, LifeEvent};

/// An item as a line of a list.
#[derive(Clone, Debug)]
pub(crate) struct ItemRow {
    /// Item code.
    pub(crate) code: String,
    /// 事项名称
    pub(crate) name: String,
    /// In a sentence; may be empty.
    pub(crate) summary: String,
    /// Department, limit, fee: a few words each.
    pub(crate) facts: Vec<String>,
}

impl ItemRow {
    /// The line of an item in force in a centre.
    pub(crate) fn of(item: &PublishedItem, centre: &CentreFace, words: Words) -> Self {
        let definition = &item.definition;
        let department = centre.department(&definition.authority.department);
        let mut facts = vec![words.phrase(&department).to_owned()];
        if let Some(promised) = &definition.limits.promised {
            let limit = promised.limit.phrase();
            facts.push(words.fill("承诺 {}", "promised: {}", &[&words.phrase(&limit)]));
        }
        match &definition.fee {
            Fee::Unstated => {}
            Fee::Free { .. } => facts.push(words.say("不收费", "free of charge").to_owned()),
            Fee::Charged { .. } => facts.push(words.say("收费", "with a fee").to_owned()),
        }
        Self {
            code: item.code.clone(),
            name: words.phrase(&definition.name()).to_owned(),
            summary: words.phrase(&definition.title.summary.phrase()).to_owned(),
            facts,
        }
    }
}

/// A way in: an icon, a name, how many items stand behind it.
#[derive(Clone, Debug)]
pub(crate) struct Entrance {
    /// Where it leads.
    pub(crate) href: String,
    /// Icon of the sprite.
    pub(crate) icon: &'static str,
    /// What it says.
    pub(crate) label: String,
    /// How many items.
    pub(crate) count: usize,
}

/// By occasion in life (生活场景); `list` is the address of the list they narrow.
pub(crate) fn life_events(list: &str, entrances: &Entrances, words: Words) -> Vec<Entrance> {
    let entrance = |(event, count): &(LifeEvent, usize)| Entrance {
        href: format!("{list}?life_event={}", event.word()),
        icon: icon_of(*event),
        label: sentence_case(words.phrase(&event.phrase())),
        count: *count,
    };
    entrances.life_events.iter().map(entrance).collect()
}

/// By department (部门).
pub(crate) fn departments(
    list: &str,
    entrances: &Entrances,
    centre: &CentreFace,
    words: Words,
) -> Vec<Entrance> {
    let entrance = |(name, count): &(String, usize)| Entrance {
        href: format!("{list}?{}", query_pair("department", name)),
        icon: "building",
        label: words.phrase(&centre.department(name)).to_owned(),
        count: *count,
    };
    entrances.departments.iter().map(entrance).collect()
}

/// By whom it serves (服务对象).
pub(crate) fn audiences(list: &str, entrances: &Entrances, words: Words) -> Vec<Entrance> {
    let entrance = |(object, count): &(ServiceObject, usize)| Entrance {
        href: format!("{list}?audience={}", object.code()),
        icon: match object {
            ServiceObject::NaturalPerson => "person",
            ServiceObject::Enterprise => "shop",
            ServiceObject::SocialOrganisation => "people",
            _ => "building",
        },
        label: words.phrase(&audience(*object)).to_owned(),
        count: *count,
    };
    entrances.audiences.iter().map(entrance).collect()
}

/// Whom an item serves, as people call themselves; guides keep the term of the standard.
pub(crate) const fn audience(object: ServiceObject) -> Phrase {
    match object {
        ServiceObject::NaturalPerson => Phrase::of("个人", "People"),
        ServiceObject::Enterprise => Phrase::of("企业", "Enterprises"),
        ServiceObject::PublicInstitution => Phrase::of("事业单位", "Public institutions"),
        ServiceObject::SocialOrganisation => Phrase::of("社会组织", "Social organisations"),
        ServiceObject::AdministrativeOrgan => Phrase::of("行政机关", "Administrative organs"),
        ServiceObject::OtherOrganisation => Phrase::of("其他组织", "Other organisations"),
    }
}

/// Terms of the rule book stand in the middle of sentences; a heading begins with a capital.
pub(crate) fn sentence_case(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}

fn icon_of(event: LifeEvent) -> &'static str {
    match event {
        LifeEvent::Birth => "baby",
        LifeEvent::Household => "people",
        LifeEvent::Marriage => "rings",
        LifeEvent::Education => "school",
        LifeEvent::Employment => "briefcase",
        LifeEvent::Farming => "wheat",
        LifeEvent::Land => "land",
        LifeEvent::Housing => "house",
        LifeEvent::SocialSecurity => "shield",
        LifeEvent::Relief => "care",
        LifeEvent::Disability => "disability",
        LifeEvent::Health => "health",
        LifeEvent::OldAge => "elder",
        LifeEvent::Veterans => "medal",
        LifeEvent::Documents => "id-card",
        LifeEvent::Justice => "scale",
        LifeEvent::Safety => "bell",
        LifeEvent::Enterprise => "shop",
        LifeEvent::Taxes => "coin",
        LifeEvent::Utilities => "water",
        LifeEvent::Trading => "handshake",
        LifeEvent::Party => "flag",
        LifeEvent::Death => "lotus",
        LifeEvent::Other => "list",
    }
}
