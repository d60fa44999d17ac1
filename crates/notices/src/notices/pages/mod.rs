//! Pages of the notices: for the staff of a centre.

pub(super) mod list;
pub(super) mod new;
pub(super) mod one;

use super::notice::{Place, Standing, Typed};
use kit::Words;
use kit::form::{FieldView, FormData, FormErrors, OptionView};

/// The fields of what a notice says.
struct ContentFields {
    title: FieldView,
    title_english: FieldView,
    body: FieldView,
    body_english: FieldView,
    from: FieldView,
    through: FieldView,
    places: FieldView,
}

fn fields(typed: &Typed, errors: &FormErrors, words: Words) -> ContentFields {
    let field = |name: &'static str, label: &str, value: &str| {
        FieldView::new(name, label).value(value).fault(errors, words)
    };
    let kept = words.say(
        "可不填；不填时英文页面显示中文",
        "may be empty: then the Chinese one is shown on English pages",
    );
    let option = |place: &Place| OptionView {
        is_chosen: typed.places.iter().any(|it| it == place.word()),
        ..OptionView::new(place.word(), words.phrase(&place.phrase()))
    };
    ContentFields {
        title: field("title", words.say("标题", "Title"), &typed.title)
            .hint(words.say("最多 40 个字", "at most 40 characters"))
            .required(),
        title_english: field(
            "title_english",
            words.say("标题（英文）", "Title in English"),
            &typed.title_english,
        )
        .hint(kept),
        body: field("body", words.say("正文", "Text"), &typed.body)
            .hint(words.say(
                "最多 200 个字，站在大屏前能读完；不写个人信息",
                "at most 200 characters, to be read in passing; no personal data",
            ))
            .required(),
        body_english: field(
            "body_english",
            words.say("正文（英文）", "Text in English"),
            &typed.body_english,
        )
        .hint(kept),
        from: field("from", words.say("公布开始日", "First day"), &typed.from).required(),
        through: field(
            "through",
            words.say("公布结束日（含）", "Last day, included"),
            &typed.through,
        )
        .required(),
        places: FieldView::new("places", words.say("公布位置", "Shown on"))
            .options(Place::ALL.iter().map(option).collect())
            .required()
            .fault(errors, words),
    }
}

fn typed(data: &FormData) -> Typed {
    let text = |name: &str| data.text(name).to_owned();
    Typed {
        title: text("title"),
        title_english: text("title_english"),
        body: text("body"),
        body_english: text("body_english"),
        from: text("from"),
        through: text("through"),
        places: data.all("places").into_iter().map(str::to_owned).collect(),
    }
}

/// The names of some places.
fn places(all: &[String], words: Words) -> String {
    let names: Vec<String> = all
        .iter()
        .filter_map(|word| Place::from_word(word))
        .map(|place| words.phrase(&place.phrase()).to_owned())
        .collect();
    names.join(words.say("、", ", "))
}

/// The class of a standing's badge.
fn badge(standing: &Standing) -> &'static str {
    match standing {
        Standing::Published => "badge",
        Standing::Draft | Standing::Withdrawn { .. } => "badge badge-quiet",
    }
}
