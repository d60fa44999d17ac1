//! The guide as linked data: schema.org `GovernmentService` and CPSV-AP 3.2, both in JSON-LD.
//!
//! Both are drawn from the same definition as the page, so they cannot disagree with it.

use calendar::{Limit, LimitUnit};
use rulebook::item::{Amount, Definition, Fee, Label, Material};
use serde_json::{Value, json};

/// Who answers for the item and where it is found.
#[derive(Clone, Debug, Default)]
pub(super) struct Place {
    /// Permalink of the guide page.
    pub url: String,
    /// Name of the centre.
    pub centre: String,
    /// Division code of the centre.
    pub centre_code: i64,
    /// Unified social credit code of the centre; may be empty.
    pub credit_code: String,
    /// Its address; may be empty.
    pub address: String,
    /// Its phone; may be empty.
    pub phone: String,
    /// Its opening hours in words; may be empty.
    pub hours: String,
}

/// Which vocabulary is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Profile {
    /// schema.org, the default.
    SchemaOrg,
    /// The Core Public Service Vocabulary Application Profile.
    CpsvAp,
}

impl Profile {
    /// From the `profile` parameter.
    pub(super) fn parse(text: &str) -> Self {
        if text.eq_ignore_ascii_case("cpsv-ap") { Self::CpsvAp } else { Self::SchemaOrg }
    }

    /// From an `Accept` head (RFC 9110, 12.5.1): linked data where it is wanted at least as much
    /// as a page, in CPSV-AP where the `profile` of RFC 6906 names it. `None` asks for the page.
    pub(super) fn accepted(accept: &str) -> Option<Self> {
        let ranges: Vec<Range<'_>> = accept.split(',').map(Range::read).collect();
        let page = ranges.iter().find(|it| it.kind == "text/html").map_or(0, |it| it.thousandths);
        let linked = ranges.iter().filter(|it| it.kind == "application/ld+json");
        let best = linked.max_by_key(|it| it.thousandths)?;
        let is_wanted = best.thousandths > 0 && best.thousandths >= page;
        is_wanted.then(|| {
            let is_cpsv = best.profile.to_ascii_lowercase().contains("cpsv");
            if is_cpsv { Self::CpsvAp } else { Self::SchemaOrg }
        })
    }
}

/// A media range of an `Accept` head with its weight.
struct Range<'a> {
    kind: &'a str,
    profile: &'a str,
    /// 1000 where nothing is said, 0 where it is refused.
    thousandths: u16,
}

impl<'a> Range<'a> {
    fn read(text: &'a str) -> Self {
        let mut parts = text.split(';').map(str::trim);
        let mut range =
            Self { kind: parts.next().unwrap_or_default(), profile: "", thousandths: 1000 };
        for (name, value) in parts.filter_map(|part| part.split_once('=')) {
            match name.trim() {
                "q" => range.thousandths = weight(value.trim()),
                "profile" => range.profile = value.trim().trim_matches('"'),
                _ => {}
            }
        }
        range
    }
}

/// A weight in thousandths; what is none wants nothing.
fn weight(text: &str) -> u16 {
    let (whole, rest) = text.split_once('.').unwrap_or((text, ""));
    let digits = format!("{rest:0<3}");
    match (whole.parse::<u16>(), digits.get(..3).and_then(|it| it.parse::<u16>().ok())) {
        (Ok(whole @ 0..=1), Some(part)) => (whole * 1000 + part).min(1000),
        _ => 0,
    }
}

/// The document of an item.
pub(super) fn document(definition: &Definition, place: &Place, profile: Profile) -> Value {
    match profile {
        Profile::SchemaOrg => schema_org(definition, place),
        Profile::CpsvAp => cpsv_ap(definition, place),
    }
}

/// A label in the languages it is written in.
fn texts(label: &Label) -> Value {
    if label.en.is_empty() {
        json!([{"@value": label.zh, "@language": "zh-CN"}])
    } else {
        json!([
            {"@value": label.zh, "@language": "zh-CN"},
            {"@value": label.en, "@language": "en"}
        ])
    }
}

/// An estimate in calendar time (ISO 8601): five working days are a week.
pub(super) fn duration(limit: Limit) -> String {
    let value = u32::from(limit.value());
    match limit.unit() {
        LimitUnit::WorkingDays => format!("P{}D", (value * 7).div_ceil(5).max(1)),
        LimitUnit::Days => format!("P{value}D"),
        LimitUnit::Months => format!("P{value}M"),
    }
}

fn description(definition: &Definition) -> Label {
    let summary = &definition.title.summary;
    if summary.is_empty() { definition.title.name.clone() } else { summary.clone() }
}

fn schema_org(definition: &Definition, place: &Place) -> Value {
    let promised = definition.limits.promised.as_ref().map(|term| term.limit);
    let objects: Vec<String> =
        definition.audience.objects.iter().map(|object| object.phrase().zh.into_owned()).collect();
    let operator = json!({
        "@type": "GovernmentOffice",
        "name": place.centre,
        "identifier": place.credit_code,
        "address": place.address,
        "telephone": place.phone,
        "openingHours": place.hours
    });
    let mut channel = json!({
        "@type": "ServiceChannel",
        "name": "窗口办理",
        "serviceUrl": place.url,
        "serviceLocation": {"@type": "Place", "name": place.centre, "address": place.address},
        "availableLanguage": ["zh-CN", "en"]
    });
    if let Some(limit) = promised {
        channel["processingTime"] = json!(duration(limit));
        channel["description"] = json!(format!("承诺时限：{}", limit.phrase().zh));
    }
    let mut service = json!({
        "@context": "https://schema.org",
        "@type": "GovernmentService",
        "@id": place.url,
        "url": place.url,
        "identifier": definition.code.to_string(),
        "name": texts(&definition.title.name),
        "description": texts(&description(definition)),
        "alternateName": definition.title.keywords,
        "serviceType": definition.authority.kind.phrase().zh,
        "provider": {"@type": "GovernmentOrganization", "name": definition.authority.body},
        "serviceOperator": operator,
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": place.centre,
            "identifier": place.centre_code.to_string()
        },
        "audience": {"@type": "Audience", "audienceType": objects.join("、")},
        "availableChannel": channel,
        "subjectOf": how_to(definition, place),
        "serviceOutput": {"@type": "CreativeWork", "name": texts(&definition.result.name)},
        "offers": offers(&definition.fee)
    });
    let jurisdiction = &definition.authority.jurisdiction;
    if !jurisdiction.is_empty() {
        service["jurisdiction"] = texts(jurisdiction);
    }
    service
}

/// What to bring and how it goes: a schema.org `HowTo`.
fn how_to(definition: &Definition, place: &Place) -> Value {
    let supplies: Vec<Value> = definition
        .materials
        .iter()
        .map(|material| {
            let mut supply = json!({"@type": "HowToSupply", "name": texts(&material.name)});
            if !material.place.is_empty() {
                supply["description"] = texts(&place_of(material));
            }
            supply
        })
        .collect();
    let steps: Vec<Value> = (1..)
        .zip(&definition.steps)
        .map(|(position, step): (usize, _)| {
            json!({"@type": "HowToStep", "position": position, "name": texts(&step.name)})
        })
        .collect();
    json!({
        "@type": "HowTo",
        "@id": format!("{}#how", place.url),
        "name": texts(&definition.title.name),
        "supply": supplies,
        "step": steps
    })
}

/// 办理地点 of a paper that is not handled at the hall, as a sentence.
fn place_of(material: &Material) -> Label {
    let place = material.place.phrase();
    Label::new(
        &format!("办理地点：{}", place.zh),
        &format!("Where to get or hand it in: {}", place.en),
    )
}

fn offers(fee: &Fee) -> Value {
    match fee {
        Fee::Unstated => json!([]),
        Fee::Free { .. } => json!([offer("不收费", "0")]),
        Fee::Charged { rates, standard, .. } => {
            let fixed: Vec<Value> = rates
                .iter()
                .filter_map(|rate| match &rate.amount {
                    Amount::Fixed(fen) => Some(offer(&rate.name.zh, &fen.to_string())),
                    Amount::ByTariff(_) => None,
                })
                .collect();
            if fixed.is_empty() {
                json!([{"@type": "Offer", "name": standard.zh, "priceCurrency": "CNY"}])
            } else {
                json!(fixed)
            }
        }
    }
}

fn offer(name: &str, price: &str) -> Value {
    json!({"@type": "Offer", "name": name, "price": price, "priceCurrency": "CNY"})
}

fn cpsv_ap(definition: &Definition, place: &Place) -> Value {
    let node = |part: &str| format!("{}#{part}", place.url);
    let mut graph = vec![public_service(definition, place), authority(place), area(place)];
    for (position, material) in definition.materials.iter().enumerate() {
        let mut evidence = json!({
            "@id": node(&format!("evidence-{}", position + 1)),
            "@type": "cv:Evidence",
            "dct:identifier": material.key.to_string(),
            "dct:title": texts(&material.name)
        });
        if !material.place.is_empty() {
            evidence["dct:description"] = texts(&place_of(material));
        }
        graph.push(evidence);
    }
    for (position, requirement) in definition.audience.requirements.iter().enumerate() {
        graph.push(json!({
            "@id": node(&format!("requirement-{}", position + 1)),
            "@type": "cv:Requirement",
            "dct:identifier": format!("requirement-{}", position + 1),
            "dct:title": texts(&requirement.text)
        }));
    }
    for (position, basis) in definition.authority.legal_basis.iter().enumerate() {
        graph.push(json!({
            "@id": node(&format!("rule-{}", position + 1)),
            "@type": "cpsv:Rule",
            "dct:identifier": format!("rule-{}", position + 1),
            "dct:title": [{"@value": basis.citation, "@language": "zh-CN"}],
            "dct:description": [{"@value": basis.wording, "@language": "zh-CN"}]
        }));
    }
    graph.extend(jurisdiction(definition, place));
    graph.push(json!({
        "@id": node("output"),
        "@type": "cv:Output",
        "dct:identifier": "output",
        "dct:title": texts(&definition.result.name)
    }));
    graph.push(json!({
        "@id": node("channel"),
        "@type": "cv:Channel",
        "dct:identifier": "channel",
        "dct:description": [{"@value": place.address, "@language": "zh-CN"}],
        "cv:openingHours": place.hours,
        "cv:ownedBy": {"@id": node("authority")}
    }));
    graph.extend(costs(definition, place));
    json!({
        "@context": {
            "cpsv": "http://purl.org/vocab/cpsv#",
            "cv": "http://data.europa.eu/m8g/",
            "dct": "http://purl.org/dc/terms/",
            "skos": "http://www.w3.org/2004/02/skos/core#",
            "dcat": "http://www.w3.org/ns/dcat#",
            "xsd": "http://www.w3.org/2001/XMLSchema#"
        },
        "@graph": graph
    })
}

/// 行政管辖 as a rule that the service follows; nothing where nobody said it.
fn jurisdiction(definition: &Definition, place: &Place) -> Option<Value> {
    let says = &definition.authority.jurisdiction;
    (!says.is_empty()).then(|| {
        json!({
            "@id": format!("{}#rule-jurisdiction", place.url),
            "@type": "cpsv:Rule",
            "dct:identifier": "rule-jurisdiction",
            "dct:title": texts(&Label::new("行政管辖", "Jurisdiction")),
            "dct:description": texts(says)
        })
    })
}

fn references(place: &Place, kind: &str, count: usize) -> Vec<Value> {
    (1..=count).map(|number| json!({"@id": format!("{}#{kind}-{number}", place.url)})).collect()
}

fn public_service(definition: &Definition, place: &Place) -> Value {
    let promised = definition.limits.promised.as_ref().map(|term| term.limit);
    let events: Vec<Value> = definition
        .audience
        .life_events
        .iter()
        .map(|event| {
            let name = event.phrase();
            json!({
                "@type": "cv:LifeEvent",
                "dct:identifier": event.word(),
                "dct:title": texts(&Label::new(&name.zh, &name.en))
            })
        })
        .collect();
    let mut rules = references(place, "rule", definition.authority.legal_basis.len());
    if let Some(rule) = jurisdiction(definition, place) {
        rules.push(json!({"@id": rule["@id"]}));
    }
    let mut service = json!({
        "@id": place.url,
        "@type": "cpsv:PublicService",
        "dct:identifier": definition.code.to_string(),
        "dct:title": texts(&definition.title.name),
        "dct:description": texts(&description(definition)),
        "dct:language": [
            {"@id": "http://publications.europa.eu/resource/authority/language/ZHO"},
            {"@id": "http://publications.europa.eu/resource/authority/language/ENG"}
        ],
        "dcat:keyword": definition.title.keywords,
        "cv:hasCompetentAuthority": {"@id": format!("{}#authority", place.url)},
        "cv:isGroupedBy": events,
        "cpsv:hasInput": references(place, "evidence", definition.materials.len()),
        "cpsv:follows": rules,
        "cv:holdsRequirement":
            references(place, "requirement", definition.audience.requirements.len()),
        "cpsv:produces": {"@id": format!("{}#output", place.url)},
        "cv:hasChannel": {"@id": format!("{}#channel", place.url)},
        "cv:hasCost": references(place, "cost", costs(definition, place).len())
    });
    if let Some(limit) = promised {
        service["cv:processingTime"] = json!({"@value": duration(limit), "@type": "xsd:duration"});
    }
    service
}

fn authority(place: &Place) -> Value {
    json!({
        "@id": format!("{}#authority", place.url),
        "@type": "cv:PublicOrganisation",
        "dct:identifier": place.credit_code,
        "skos:prefLabel": [{"@value": place.centre, "@language": "zh-CN"}],
        "dct:spatial": {"@id": area_of(place)}
    })
}

/// The township as a place of the graph.
fn area_of(place: &Place) -> String {
    format!("{}#area", place.url)
}

fn area(place: &Place) -> Value {
    json!({
        "@id": area_of(place),
        "@type": "dct:Location",
        "dct:identifier": place.centre_code.to_string()
    })
}

fn costs(definition: &Definition, place: &Place) -> Vec<Value> {
    let cost = |number: usize, name: &Label, value: Value| {
        json!({
            "@id": format!("{}#cost-{number}", place.url),
            "@type": "cv:Cost",
            "dct:identifier": format!("cost-{number}"),
            "dct:description": texts(name),
            "cv:hasValue": value,
            "cv:currency":
                {"@id": "http://publications.europa.eu/resource/authority/currency/CNY"}
        })
    };
    match &definition.fee {
        Fee::Unstated => Vec::new(),
        Fee::Free { .. } => vec![cost(1, &Label::new("不收费", "free of charge"), json!("0"))],
        Fee::Charged { rates, .. } => rates
            .iter()
            .enumerate()
            .map(|(position, rate)| {
                let value = match &rate.amount {
                    Amount::Fixed(fen) => json!(fen.to_string()),
                    Amount::ByTariff(tariff) => json!(tariff.zh),
                };
                cost(position + 1, &rate.name, value)
            })
            .collect(),
    }
}
