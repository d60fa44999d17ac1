//! Words: every Chinese text of a template stands beside its English.

use super::Finding;
use super::source::{File, Tree};

fn templates(tree: &Tree) -> impl Iterator<Item = &File> {
    tree.ending(".html").filter(|file| file.path.starts_with("crates/"))
}

fn is_chinese(letter: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&letter)
}

/// No Chinese outside `{{ … }}` and `{% … %}`: there `words.say` holds both languages.
pub fn templates_speak_both_languages(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    for file in templates(tree) {
        for (index, line) in file.text.lines().enumerate() {
            if outside(line).chars().any(is_chinese) {
                let message = "write {{ words.say(\"中文\", \"English\") }}";
                findings.push(Finding::new(&file.path, index + 1, "language", message));
            }
        }
    }
    findings
}

/// What stands outside template tags.
fn outside(line: &str) -> String {
    let (mut text, mut rest) = (String::new(), line);
    while let Some(start) = ["{{", "{%", "{#"].iter().filter_map(|open| rest.find(open)).min() {
        text.push_str(&rest[..start]);
        let close = match &rest[start..start + 2] {
            "{{" => "}}",
            "{%" => "%}",
            _ => "#}",
        };
        rest = rest[start..].find(close).map_or("", |end| &rest[start + end + 2..]);
    }
    text.push_str(rest);
    text
}

/// The content security policy refuses inline script and style.
pub fn templates_have_no_inline_script_or_style(tree: &Tree) -> Vec<Finding> {
    const BANNED: [&str; 7] =
        [" style=", "<style", " onclick=", " onchange=", " onsubmit=", " oninput=", "javascript:"];
    let mut findings = Vec::new();
    for file in templates(tree) {
        for (index, line) in file.text.lines().enumerate() {
            let has_inline_script = line.contains("<script") && !line.contains(" src=");
            if has_inline_script || BANNED.iter().any(|sign| line.contains(sign)) {
                let message = "no inline script or style: our policy refuses it";
                findings.push(Finding::new(&file.path, index + 1, "inline", message));
            }
        }
    }
    findings
}

/// `words.fill` has as many places in one language as in the other.
pub fn placeholders_agree(tree: &Tree) -> Vec<Finding> {
    let mut findings = Vec::new();
    let sources = tree.files.iter().filter(|file| {
        file.path.starts_with("crates/")
            && (file.path.ends_with(".rs") || file.path.ends_with(".html"))
    });
    for file in sources {
        let mut from = 0;
        while let Some(at) = file.text[from..].find(".fill(").map(|it| from + it) {
            from = at + 6;
            let texts = first_two_texts(&file.text[from..]);
            if let Some((one, other)) = texts
                && one.matches("{}").count() != other.matches("{}").count()
            {
                let line = file.text[..at].lines().count();
                let message = "the two languages have different numbers of {}";
                findings.push(Finding::new(&file.path, line, "places", message));
            }
        }
    }
    findings
}

fn first_two_texts(text: &str) -> Option<(&str, &str)> {
    let mut parts = text.split('"');
    parts.next().filter(|before| before.trim().is_empty())?;
    let one = parts.next()?;
    parts.next().filter(|between| between.trim() == ",")?;
    Some((one, parts.next()?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_text_in_one_language_only_is_found() {
        let tree = Tree::of(&[(
            "crates/a/src/x.html",
            "<p>受理</p>\n<p>{{ words.say(\"受理\", \"Accept\") }}</p>\n",
        )]);
        assert_eq!(templates_speak_both_languages(&tree).len(), 1);
    }

    #[test]
    fn inline_script_and_style_are_found() {
        let tree = Tree::of(&[(
            "crates/a/src/x.html",
            "<p style=\"x\">\n<script>x</script>\n<script type=\"module\" src=\"/a\"></script>\n",
        )]);
        assert_eq!(templates_have_no_inline_script_or_style(&tree).len(), 2);
    }

    #[test]
    fn places_that_differ_between_the_languages_are_found() {
        let tree = Tree::of(&[("crates/a/src/x.rs", "words.fill(\"{} 天\", \"days\", &[&n])\n")]);
        assert_eq!(placeholders_agree(&tree).len(), 1);
    }
}
