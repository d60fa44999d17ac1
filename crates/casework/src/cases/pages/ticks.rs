//! Papers ticked one by one: the same rows at intake, at a check and at a supplement.

use crate::cases::loaded::Loaded;
use crate::cases::record::{PaperStateRecord, TickRecord};
use kit::Words;
use kit::form::FormData;
use rulebook::event::Demand;
use rulebook::item::{Material, Sharing};

/// A paper to be ticked.
#[derive(Clone, Debug, Default)]
pub(crate) struct PaperField {
    /// Id of its row on the page.
    pub(crate) id: String,
    /// Its key in the item.
    pub(crate) key: String,
    /// What it is called.
    pub(crate) name: String,
    /// How many originals and copies.
    pub(crate) count: String,
    /// When it is good.
    pub(crate) criterion: String,
    /// 容缺 is offered.
    pub(crate) may_follow: bool,
    /// The hall may fetch it itself.
    pub(crate) may_be_obtained: bool,
    /// Whether it has to be there.
    pub(crate) is_required: bool,
    /// What is ticked; empty where nothing is.
    pub(crate) state: String,
    /// What is wrong with it.
    pub(crate) why: String,
    /// What is wrong with the row.
    pub(crate) error: String,
}

impl PaperField {
    /// Names what the item says of the paper.
    pub(crate) fn describe(&mut self, material: &Material, words: Words) {
        words.phrase(&material.count()).clone_into(&mut self.count);
        words.phrase(&material.criterion.phrase()).clone_into(&mut self.criterion);
        self.may_be_obtained = material.sharing == Sharing::HallMayObtain;
    }
}

/// The rows of a case's papers, ticked as typed or as they are.
pub(crate) fn of_case(
    loaded: &Loaded,
    word: &str,
    typed: &FormData,
    words: Words,
) -> Vec<PaperField> {
    let materials = loaded.item.as_deref().map(|item| item.definition.materials.as_slice());
    let fields = super::view::papers(&loaded.case, loaded, words);
    let listed = fields.into_iter().zip(&loaded.case.papers);
    let needed = listed.filter(|(view, _)| view.word != "not_needed");
    needed
        .map(|(view, paper)| {
            let (tick, why) = (format!("paper.{}", view.key), format!("why.{}", view.key));
            let is_typed = typed.has(&tick);
            let mut field = PaperField {
                id: format!("{word}-paper.{}", view.key),
                may_follow: paper.demand == Demand::Deferrable,
                is_required: paper.demand != Demand::Optional,
                state: if is_typed { typed.text(&tick) } else { view.word }.to_owned(),
                why: if is_typed { typed.text(&why).to_owned() } else { view.why },
                name: view.name,
                key: view.key,
                ..PaperField::default()
            };
            let mut all = materials.unwrap_or_default().iter();
            if let Some(material) = all.find(|it| it.key.as_str() == field.key) {
                field.describe(material, words);
            }
            field
        })
        .collect()
}

/// The papers ticked on a form.
pub(crate) fn ticks(data: &FormData) -> Vec<TickRecord> {
    data.with_prefix("paper.")
        .filter(|(_, state)| !state.is_empty())
        .map(|(key, state)| {
            let why = data.text(&format!("why.{key}")).chars().take(300).collect();
            let state = match state {
                "present" => PaperStateRecord::Present,
                "defective" => PaperStateRecord::Defective { why },
                "deferred" => PaperStateRecord::Deferred,
                "obtained_by_us" => PaperStateRecord::ObtainedByUs,
                _ => PaperStateRecord::Missing,
            };
            TickRecord { key: key.to_owned(), state }
        })
        .collect()
}
