//! Breaking labels into lines: between Chinese characters, between English words.

/// How wide a character is drawn, in hundredths of the type size.
fn advance(character: char) -> u32 {
    match character {
        ' ' | 'i' | 'j' | 'l' | 't' | 'f' | 'r' | 'I' | '.' | ',' | ':' | ';' | '\'' | '|' => 34,
        'm' | 'w' | 'M' | 'W' => 88,
        'A'..='Z' => 68,
        '!'..='~' => 56,
        _ => 100,
    }
}

/// How wide a text is drawn at a type size.
pub(super) fn width(text: &str, size: f64) -> f64 {
    let hundredths: u32 = text.chars().map(advance).sum();
    f64::from(hundredths) * size / 100.0
}

/// The text in as few lines as fit into `limit`, of about the same length.
pub(super) fn lines(text: &str, size: f64, limit: f64) -> Vec<String> {
    let fewest = broken(text, size, limit);
    let mut narrower = limit;
    let mut balanced = fewest.clone();
    while fewest.len() > 1 && narrower > limit / 2.0 {
        narrower -= size / 2.0;
        let tried = broken(text, size, narrower);
        if tried.len() > fewest.len() {
            break;
        }
        balanced = tried;
    }
    balanced
}

/// The text in lines no wider than `limit`, unless a single word is.
fn broken(text: &str, size: f64, limit: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for piece in pieces(text) {
        let joined = format!("{line}{piece}");
        if !line.is_empty() && width(joined.trim_end(), size) > limit {
            lines.push(line.trim_end().to_owned());
            piece.trim_start().clone_into(&mut line);
        } else {
            line = joined;
        }
    }
    if !line.trim().is_empty() {
        lines.push(line.trim_end().to_owned());
    }
    lines
}

/// Pieces between which a line may end: a Chinese character with the signs that cling to it, or
/// an English word with the space behind it.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces: Vec<String> = Vec::new();
    let mut before: Option<char> = None;
    for character in text.chars() {
        let clings = match before {
            None | Some(' ') => false,
            Some(before) => {
                is_closing(character)
                    || is_opening(before)
                    || character == ' '
                    || (is_latin(before) && is_latin(character))
            }
        };
        match pieces.last_mut() {
            Some(last) if clings => last.push(character),
            _ => pieces.push(character.to_string()),
        }
        before = Some(character);
    }
    pieces
}

fn is_latin(character: char) -> bool {
    character.is_ascii_graphic() || ('\u{00c0}'..'\u{0250}').contains(&character)
}

fn is_closing(character: char) -> bool {
    "，。；：、）？！”’》】".contains(character)
}

fn is_opening(character: char) -> bool {
    "（“‘《【".contains(character)
}
