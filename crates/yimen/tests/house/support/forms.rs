//! Forms as a browser finds them on a page: where they go, and the fields in them.

/// A form that changes something.
#[derive(Clone, Debug)]
pub(crate) struct Form {
    pub(crate) action: String,
    pub(crate) is_multipart: bool,
    pub(crate) fields: Vec<Field>,
}

/// A field of a form.
#[derive(Clone, Debug)]
pub(crate) struct Field {
    pub(crate) name: String,
    pub(crate) kind: Kind,
    /// What it holds, or what is chosen first.
    pub(crate) value: String,
}

/// Who fills a field in.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A person, by typing; it is shown again.
    Typed,
    /// A person, and it is never shown again.
    Secret,
    /// A person, by choosing.
    Chosen,
    /// The page.
    Hidden,
    /// A file.
    File,
}

/// The forms of a page that are posted.
pub(crate) fn forms(page: &str) -> Vec<Form> {
    page.split("<form")
        .skip(1)
        .filter_map(|rest| {
            let (tag, inner) = rest.split_once('>')?;
            let inner = inner.split("</form>").next()?;
            let is_posted =
                attribute(tag, "method").is_some_and(|it| it.eq_ignore_ascii_case("post"));
            is_posted.then(|| Form {
                action: attribute(tag, "action").unwrap_or_default(),
                is_multipart: attribute(tag, "enctype").is_some_and(|it| it.starts_with("multi")),
                fields: fields(inner),
            })
        })
        .collect()
}

fn fields(inner: &str) -> Vec<Field> {
    let mut fields: Vec<Field> = Vec::new();
    for rest in inner.split('<').skip(1) {
        let Some((tag, after)) = rest.split_once('>') else { continue };
        let Some(name) = attribute(tag, "name") else { continue };
        let element = tag.split_whitespace().next().unwrap_or_default();
        let of_type = attribute(tag, "type").unwrap_or_default();
        let kind = match (element, of_type.as_str()) {
            ("select", _) | ("input", "radio" | "checkbox") => Kind::Chosen,
            ("input", "hidden") => Kind::Hidden,
            ("input", "password") => Kind::Secret,
            ("input", "file") => Kind::File,
            ("input" | "textarea", _) => Kind::Typed,
            _ => continue,
        };
        if kind == Kind::Chosen && fields.iter().any(|it| it.name == name) {
            continue;
        }
        let value = match element {
            "textarea" => after.trim().to_owned(),
            "select" => first_choice(inner, tag),
            _ => attribute(tag, "value").unwrap_or_else(|| "on".to_owned()),
        };
        fields.push(Field { name, kind, value });
    }
    fields
}

/// The first option of a list that stands for something.
fn first_choice(inner: &str, tag: &str) -> String {
    let after = inner.split_once(tag).map_or("", |it| it.1);
    let list = after.split("</select>").next().unwrap_or_default();
    let options = list.split("<option").skip(1);
    let mut values = options.filter_map(|it| attribute(it.split('>').next()?, "value"));
    values.find(|it| !it.is_empty()).unwrap_or_default()
}

/// Addresses of this house that a page links to.
pub(crate) fn links(page: &str) -> Vec<String> {
    page.split("href=\"/")
        .skip(1)
        .filter_map(|rest| Some(format!("/{}", unescaped(rest.split(['"', '#']).next()?))))
        .collect()
}

fn attribute(tag: &str, name: &str) -> Option<String> {
    let start = tag.find(&format!(" {name}=\""))? + name.len() + 3;
    Some(unescaped(tag[start..].split('"').next()?))
}

fn unescaped(text: &str) -> String {
    text.replace("&#34;", "\"").replace("&#38;", "&").replace("&amp;", "&").replace("&#39;", "'")
}
