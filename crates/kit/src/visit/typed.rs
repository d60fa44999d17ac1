//! What was typed into the form of a request, given back where a page refuses it.
//!
//! A form that is shown again holds what was typed. But where the form is not on the page any more,
//! because somebody else acted or a rule said no, the words would be gone; then they stand on the
//! page to be copied. Not at a kiosk, where the next person may read them, and never passwords.

use crate::form::FormData;
use crate::words::Words;
use askama::Template;
use std::sync::{Arc, OnceLock};

/// What was typed into the form of a request.
#[derive(Clone, Debug, Default)]
pub struct Typed(Arc<OnceLock<FormData>>);

/// What was typed, to be copied.
#[derive(Template)]
#[template(path = "typed.html")]
struct GivenBack {
    words: Words,
    texts: Vec<String>,
}

/// A text as it stands on a page.
#[derive(Template)]
#[template(source = "{{ text }}", ext = "html")]
struct Shown<'a> {
    text: &'a str,
}

/// Fields of the page's own, and halves of keys.
pub(super) const WITHHELD: [&str; 10] = [
    "idempotency_key",
    "version",
    "back",
    "password",
    "digits",
    "secret",
    "code",
    "person",
    "carried",
    "step",
];
/// Fields that hold secrets.
pub(super) const SECRETS: [&str; 2] = ["password", "secret"];
/// Parts of addresses where passwords are typed, or nothing is left for the next person.
const SILENT: [&str; 3] = ["session", "password", "kiosk"];

/// Whether what was typed at an address is given back to nobody.
pub(super) fn is_silent(path: &str) -> bool {
    path.split(['/', '?']).any(|part| SILENT.contains(&part))
}

impl Typed {
    pub(super) fn keep(&self, data: &FormData) {
        self.0.get_or_init(|| data.clone());
    }

    /// The page with whatever was typed and is not on it.
    pub(crate) fn given_back(&self, html: String, path: &str, words: Words) -> String {
        let texts = self.missing(&html, path);
        let end = html.rfind("</main>").filter(|_| !texts.is_empty());
        let block = GivenBack { words, texts }.render();
        match (end, block) {
            (Some(end), Ok(block)) => format!("{}{block}{}", &html[..end], &html[end..]),
            _ => html,
        }
    }

    fn missing(&self, html: &str, path: &str) -> Vec<String> {
        if is_silent(path) {
            return Vec::new();
        }
        let pairs = self.0.get().map(FormData::pairs).unwrap_or_default();
        let texts = pairs.iter().filter(|(name, _)| !WITHHELD.contains(&name.as_str()));
        let mut missing: Vec<String> = Vec::new();
        for (_, text) in texts.filter(|(_, text)| !text.trim().is_empty()) {
            let shown = Shown { text: text.trim() }.render().unwrap_or_default();
            if !html.contains(&shown) && !missing.contains(text) {
                missing.push(text.clone());
            }
        }
        missing
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::words::Language;

    const PAGE: &str = "<main><p>补正 &#60;b&#62;</p></main>";

    fn typed(name: &str, text: &str) -> Typed {
        let typed = Typed::default();
        typed.keep(&FormData::from_pairs(vec![(name.to_owned(), text.to_owned())]));
        typed
    }

    fn page(typed: &Typed, path: &str) -> String {
        typed.given_back(PAGE.to_owned(), path, Words::new(Language::English))
    }

    #[test]
    fn what_is_not_on_the_page_is_given_back_escaped() {
        let html = page(&typed("reason", "<i>停电</i>"), "/queue/window/closure");
        assert!(html.contains("&#60;i&#62;停电"), "{html}");
        assert!(html.ends_with("</main>"), "{html}");
    }

    #[test]
    fn what_is_on_the_page_already_is_not_said_twice() {
        assert_eq!(page(&typed("reason", "补正 <b>"), "/cases/1/notice"), PAGE);
    }

    #[test]
    fn passwords_and_what_was_typed_at_a_kiosk_are_never_given_back() {
        assert_eq!(page(&typed("password", "secret-1"), "/account"), PAGE);
        assert_eq!(page(&typed("new", "secret-1"), "/account/password"), PAGE);
        assert_eq!(page(&typed("number", "101-1"), "/centres/1/kiosk/progress"), PAGE);
    }
}
