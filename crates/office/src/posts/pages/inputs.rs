//! The fields of each unit: read from a form, and shown in one.

use crate::posts::actions::Unit;
use crate::posts::door::{CentreDirectory, State};
use crate::posts::record::{Arrangement, Centre, CentreKind, Department, Post, Window, in_both};
use kit::Words;
use kit::form::{FieldView, FormData, FormErrors, OptionView};

/// A field and how it is drawn: `text`, `area`, `select` or `checkbox`.
pub(super) struct Input {
    pub(super) kind: &'static str,
    pub(super) field: FieldView,
}

/// A unit with a form.
pub(super) trait Form: Unit + Default {
    /// What people call it.
    fn noun(words: Words) -> &'static str;

    /// What was typed; the key of an existing one stays as it is.
    fn typed(form: &FormData, key: Option<&str>) -> Self;

    /// Its fields.
    fn inputs(&self, draw: &Draw<'_>) -> Vec<Input>;

    /// What stands above its page.
    fn title(&self, words: Words) -> String;
}

/// What fields are drawn with.
pub(super) struct Draw<'a> {
    pub(super) words: Words,
    pub(super) errors: &'a FormErrors,
    pub(super) centre: Option<&'a CentreDirectory>,
    /// The key is only asked for a new one.
    pub(super) asks_key: AsksKey,
}

/// Whether a form asks for the key.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum AsksKey {
    Yes,
    No,
}

impl Draw<'_> {
    fn text(&self, name: &str, (chinese, english): (&str, &str), value: &str) -> Input {
        let field = FieldView::new(name, self.words.say(chinese, english))
            .value(value)
            .fault(self.errors, self.words);
        Input { kind: "text", field }
    }

    fn select(
        &self,
        name: &str,
        (chinese, english): (&str, &str),
        options: Vec<OptionView>,
        value: &str,
    ) -> Input {
        let field = FieldView::new(name, self.words.say(chinese, english))
            .options(options)
            .value(value)
            .fault(self.errors, self.words);
        Input { kind: "select", field }
    }

    fn key(&self, inputs: &mut Vec<Input>, hint: (&str, &str), value: &str) {
        if self.asks_key == AsksKey::Yes {
            let input = self.text("key", ("代码", "Key"), value);
            inputs.push(input.required().hint(self.words.say(hint.0, hint.1)));
        }
    }

    fn departments(&self) -> Vec<OptionView> {
        let open = self.centre.into_iter().flat_map(CentreDirectory::open_departments);
        open.map(|it| OptionView::new(&it.key, self.words.phrase(&it.title()))).collect()
    }
}

impl Input {
    fn required(mut self) -> Self {
        self.field = self.field.required();
        self
    }

    fn hint(mut self, hint: &str) -> Self {
        self.field = self.field.hint(hint);
        self
    }
}

const HOURS: (&str, &str) = ("服务时间", "Hours");
const HOURS_ENGLISH: (&str, &str) = ("服务时间（英文）", "Hours in English");
const NAME_ENGLISH: (&str, &str) = ("英文名称", "English name");

fn text(form: &FormData, name: &str) -> String {
    form.text(name).to_owned()
}

fn key_of(form: &FormData, key: Option<&str>) -> String {
    key.map_or_else(|| text(form, "key"), str::to_owned)
}

impl Form for Centre {
    fn noun(words: Words) -> &'static str {
        match words.language {
            kit::words::Language::Chinese => "中心",
            kit::words::Language::English => "Centre",
        }
    }

    fn typed(form: &FormData, _: Option<&str>) -> Self {
        Self {
            kind: CentreKind::from_code(form.text("kind")).unwrap_or_default(),
            name: text(form, "name"),
            name_english: text(form, "name_english"),
            credit_code: text(form, "credit_code").to_uppercase(),
            address: text(form, "address"),
            address_english: text(form, "address_english"),
            hotline: text(form, "hotline"),
            supervision_phone: text(form, "supervision_phone"),
            hours: text(form, "hours"),
            hours_english: text(form, "hours_english"),
        }
    }

    fn inputs(&self, draw: &Draw<'_>) -> Vec<Input> {
        let kind =
            |kind: CentreKind| OptionView::new(kind.code(), draw.words.phrase(&kind.phrase()));
        let kinds = vec![kind(CentreKind::Township), kind(CentreKind::County)];
        vec![
            draw.select("kind", ("类型", "Kind"), kinds, self.kind.code()),
            draw.text("name", ("名称", "Name"), &self.name).required(),
            draw.text("name_english", NAME_ENGLISH, &self.name_english),
            draw.text(
                "credit_code",
                ("统一社会信用代码", "Unified social credit code"),
                &self.credit_code,
            ),
            draw.text("address", ("地址", "Address"), &self.address),
            draw.text(
                "address_english",
                ("地址（英文）", "Address in English"),
                &self.address_english,
            ),
            draw.text("hotline", ("咨询电话", "Hotline"), &self.hotline),
            draw.text(
                "supervision_phone",
                ("监督电话", "Number for complaints"),
                &self.supervision_phone,
            ),
            draw.text("hours", HOURS, &self.hours),
            draw.text("hours_english", HOURS_ENGLISH, &self.hours_english),
        ]
    }

    fn title(&self, words: Words) -> String {
        words.phrase(&Centre::title(self)).to_owned()
    }
}

impl Form for Department {
    fn noun(words: Words) -> &'static str {
        match words.language {
            kit::words::Language::Chinese => "站所",
            kit::words::Language::English => "Department",
        }
    }

    fn typed(form: &FormData, key: Option<&str>) -> Self {
        Self {
            key: key_of(form, key),
            short: text(form, "short"),
            short_english: text(form, "short_english"),
            name: text(form, "name"),
            name_english: text(form, "name_english"),
            credit_code: text(form, "credit_code").to_uppercase(),
            superior: text(form, "superior"),
        }
    }

    fn inputs(&self, draw: &Draw<'_>) -> Vec<Input> {
        let mut inputs = Vec::new();
        draw.key(&mut inputs, ("如 MZ", "Such as MZ"), &self.key);
        inputs.extend([
            draw.text("short", ("业务简称", "Short name"), &self.short).required().hint(
                draw.words
                    .say("与事项库中的部门一致，如：民政", "As in the catalogue, such as 民政"),
            ),
            draw.text(
                "short_english",
                ("简称（英文）", "Short name in English"),
                &self.short_english,
            ),
            draw.text("name", ("全称", "Full name"), &self.name).required(),
            draw.text("name_english", NAME_ENGLISH, &self.name_english),
            draw.text(
                "credit_code",
                ("统一社会信用代码", "Unified social credit code"),
                &self.credit_code,
            ),
            draw.text("superior", ("管理主体", "Who is above it"), &self.superior)
                .hint(draw.words.say("乡镇政府或县级主管部门", "The township or a county bureau")),
        ]);
        inputs
    }

    fn title(&self, words: Words) -> String {
        words.phrase(&Department::title(self)).to_owned()
    }
}

impl Form for Window {
    fn noun(words: Words) -> &'static str {
        match words.language {
            kit::words::Language::Chinese => "窗口",
            kit::words::Language::English => "Window",
        }
    }

    fn typed(form: &FormData, key: Option<&str>) -> Self {
        Self {
            key: key_of(form, key),
            number: text(form, "number"),
            name: text(form, "name"),
            name_english: text(form, "name_english"),
            departments: form.all("departments").into_iter().map(str::to_owned).collect(),
            queue_prefix: text(form, "queue_prefix").to_uppercase(),
            hours: text(form, "hours"),
            hours_english: text(form, "hours_english"),
        }
    }

    fn inputs(&self, draw: &Draw<'_>) -> Vec<Input> {
        let mut inputs = Vec::new();
        draw.key(&mut inputs, ("如 W03", "Such as W03"), &self.key);
        let served = FieldView {
            options: draw
                .departments()
                .into_iter()
                .map(|option| OptionView {
                    is_chosen: self.departments.contains(&option.value),
                    ..option
                })
                .collect(),
            ..FieldView::new("departments", draw.words.say("受理站所", "Departments served"))
        };
        inputs.extend([
            draw.text("number", ("窗口号", "Number"), &self.number)
                .required()
                .hint(draw.words.say("如：03号", "Such as 03号")),
            draw.text("name", ("名称", "Name"), &self.name).required(),
            draw.text("name_english", NAME_ENGLISH, &self.name_english),
            Input { kind: "checkbox", field: served.fault(draw.errors, draw.words) },
            draw.text("queue_prefix", ("排队字头", "Ticket prefix"), &self.queue_prefix),
            draw.text("hours", HOURS, &self.hours),
            draw.text("hours_english", HOURS_ENGLISH, &self.hours_english),
        ]);
        inputs
    }

    fn title(&self, words: Words) -> String {
        format!("{} {}", self.number, words.phrase(&Window::title(self)))
    }
}

impl Form for Post {
    fn noun(words: Words) -> &'static str {
        match words.language {
            kit::words::Language::Chinese => "岗位",
            kit::words::Language::English => "Post",
        }
    }

    fn typed(form: &FormData, key: Option<&str>) -> Self {
        Self {
            key: key_of(form, key),
            title: text(form, "title"),
            title_english: text(form, "title_english"),
            department: text(form, "department"),
            window: text(form, "window"),
            arrangement: Arrangement::from_code(form.text("arrangement")).unwrap_or_default(),
            stands_in_for: text(form, "stands_in_for"),
        }
    }

    fn inputs(&self, draw: &Draw<'_>) -> Vec<Input> {
        let words = draw.words;
        let mut inputs = Vec::new();
        draw.key(&mut inputs, ("如 W03-A1", "Such as W03-A1"), &self.key);
        let mut departments = vec![OptionView::new("", words.say("中心本级", "The centre itself"))];
        departments.extend(draw.departments());
        let mut windows = vec![OptionView::new("", words.say("后台，不在窗口", "Back office"))];
        let mut firsts = vec![OptionView::new("", words.say("不替补", "For nobody"))];
        if let Some(centre) = draw.centre {
            windows.extend(
                centre
                    .windows_in_use()
                    .map(|it| OptionView::new(&it.record.key, Form::title(&it.record, words))),
            );
            let is_first = |it: &&Post| it.arrangement == Arrangement::A && it.key != self.key;
            let open = centre.posts.iter().filter(|it| it.is_open()).map(|it| &it.record);
            firsts.extend(open.filter(is_first).map(|it| {
                let title = words.phrase(&Post::title(it)).to_owned();
                OptionView::new(&it.key, format!("{} {title}", it.key))
            }));
        }
        let arrangements = [Arrangement::None, Arrangement::A, Arrangement::B]
            .map(|it| OptionView::new(it.code(), words.phrase(&it.phrase())));
        inputs.extend([
            draw.text("title", ("岗位名称", "Title"), &self.title).required(),
            draw.text("title_english", ("英文名称", "English title"), &self.title_english),
            draw.select("department", ("所属站所", "Department"), departments, &self.department),
            draw.select("window", ("所在窗口", "Window"), windows, &self.window),
            draw.select(
                "arrangement",
                ("AB岗", "Arrangement"),
                arrangements.to_vec(),
                self.arrangement.code(),
            ),
            draw.select(
                "stands_in_for",
                ("替补哪个A岗", "Stands in for post A"),
                firsts,
                &self.stands_in_for,
            ),
        ]);
        inputs
    }

    fn title(&self, words: Words) -> String {
        let title = in_both(&self.title, &self.title_english);
        format!("{} {}", self.key, words.phrase(&title))
    }
}

/// What can be done to something in a state: noun in the address, label.
pub(super) fn turns(
    state: State,
    is_window: bool,
    words: Words,
) -> Vec<(&'static str, &'static str)> {
    let close = ("closure", words.say("停用", "Close"));
    match (state, is_window) {
        (State::Closed, _) => vec![("reopening", words.say("恢复", "Reopen"))],
        (State::Open, true) => vec![("pause", words.say("暂停服务", "Pause")), close],
        (State::Paused, _) => vec![("resumption", words.say("恢复服务", "Resume")), close],
        (State::Open, false) => vec![close],
    }
}
