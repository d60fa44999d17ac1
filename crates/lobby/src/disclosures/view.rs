//! The six of an item, in the order in which they are hung up.

use kit::Words;
use rulebook::disclosure::Disclosure;
use rulebook::item::{Amount, Definition, Fee, Label};

/// One of the six, said.
pub(crate) struct Said {
    /// Which of the six.
    pub(crate) name: String,
    /// Its icon.
    pub(crate) icon: &'static str,
    /// What is disclosed, line by line.
    pub(crate) lines: Vec<String>,
}

/// The six of an item.
pub(crate) fn six(definition: &Definition, words: Words) -> Vec<Said> {
    Disclosure::ALL
        .iter()
        .map(|disclosure| Said {
            name: name(*disclosure, words),
            icon: icon(*disclosure),
            lines: match disclosure {
                Disclosure::Items => item(definition, words),
                Disclosure::Procedure => procedure(definition, words),
                Disclosure::Papers => papers(definition, words),
                Disclosure::PromisedLimit => limit(definition, words),
                Disclosure::Fee => fee(definition, words),
                Disclosure::Complaint => complaint(definition, words),
            },
        })
        .collect()
}

/// What one of the six is called, as a heading.
pub(super) fn name(disclosure: Disclosure, words: Words) -> String {
    match disclosure {
        Disclosure::Items => words.say("服务项目", "What is offered"),
        Disclosure::Procedure => words.say("办事程序", "Procedure"),
        Disclosure::Papers => words.say("申报材料", "Papers"),
        Disclosure::PromisedLimit => words.say("承诺期限", "Promised limit"),
        Disclosure::Fee => words.say("收费依据与标准", "Fee and its basis"),
        Disclosure::Complaint => words.say("投诉方式", "How to complain"),
    }
    .to_owned()
}

/// The icon of one of the six.
pub(super) fn icon(disclosure: Disclosure) -> &'static str {
    match disclosure {
        Disclosure::Items => "list",
        Disclosure::Procedure => "flow",
        Disclosure::Papers => "papers",
        Disclosure::PromisedLimit => "clock",
        Disclosure::Fee => "coin",
        Disclosure::Complaint => "speech",
    }
}

fn label(words: Words, label: &Label) -> String {
    words.phrase(&label.phrase()).to_owned()
}

/// Leaves out what nobody filled in.
fn said<const N: usize>(lines: [String; N]) -> Vec<String> {
    lines.into_iter().filter(|line| !line.is_empty()).collect()
}

fn item(definition: &Definition, words: Words) -> Vec<String> {
    let authority = &definition.authority;
    let mode = definition.handling.mode.phrase();
    let basis = authority.legal_basis.iter().map(|it| it.citation.as_str());
    let basis: Vec<&str> = basis.filter(|it| !it.is_empty()).collect();
    let basis = match basis.as_slice() {
        [] => String::new(),
        all => words.fill("依据：{}", "Basis: {}", &[&all.join(words.say("；", "; "))]),
    };
    said([
        format!("{} · {}", label(words, &definition.title.name), words.phrase(&mode)),
        authority.station.clone(),
        basis,
    ])
}

fn procedure(definition: &Definition, words: Words) -> Vec<String> {
    let steps: Vec<String> = definition.steps.iter().map(|step| label(words, &step.name)).collect();
    said([steps.join(" → ")])
}

fn papers(definition: &Definition, words: Words) -> Vec<String> {
    definition
        .materials
        .iter()
        .map(|material| {
            let count = words.phrase(&material.count()).to_owned();
            format!("{} · {count}", label(words, &material.name))
        })
        .collect()
}

fn limit(definition: &Definition, words: Words) -> Vec<String> {
    let promised = definition.limits.promised.as_ref();
    let promised = promised.map(|it| words.phrase(&it.limit.phrase()).to_owned());
    let legal = definition.limits.legal.as_ref().map(|it| {
        let limit = it.limit.phrase();
        words.fill("法定 {}", "legal limit: {}", &[&words.phrase(&limit)])
    });
    said([promised.unwrap_or_default(), legal.unwrap_or_default()])
}

fn fee(definition: &Definition, words: Words) -> Vec<String> {
    match &definition.fee {
        Fee::Unstated => Vec::new(),
        Fee::Free { remark } => {
            said([words.say("不收费", "Free of charge").to_owned(), label(words, remark)])
        }
        Fee::Charged { standard, basis, rates } => {
            let mut lines = vec![label(words, standard)];
            lines.extend(rates.iter().map(|rate| {
                let amount = match &rate.amount {
                    Amount::Fixed(fen) => words.money(fen.get()),
                    Amount::ByTariff(tariff) => label(words, tariff),
                };
                format!("{}：{amount}", label(words, &rate.name))
            }));
            lines.push(words.fill("依据：{}", "Basis: {}", &[basis]));
            lines
        }
    }
}

fn complaint(definition: &Definition, words: Words) -> Vec<String> {
    let channel = &definition.contact.complaint;
    said([channel.phone.clone(), label(words, &channel.place), channel.url.clone()])
}
