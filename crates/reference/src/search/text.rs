//! Text as it is compared in searches: small letters, half-width, without spaces and signs.
//!
//! Residents type `身份证（补办）`, `ID Card` or `１２３４５`; item names hold brackets, full-width
//! commas and the interpunct. Both sides go through the same door.

/// The comparable form of a text; words of letters keep one space between them.
pub(super) fn plain(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut has_gap = false;
    for symbol in text.chars().map(half_width) {
        if !symbol.is_alphanumeric() {
            has_gap |= plain.chars().last().is_some_and(|last| last.is_ascii_alphanumeric());
            continue;
        }
        if has_gap && symbol.is_ascii_alphanumeric() {
            plain.push(' ');
        }
        has_gap = false;
        plain.extend(symbol.to_lowercase());
    }
    plain
}

/// The words of a query: what stands between spaces, each in comparable form.
pub(super) fn terms(query: &str) -> Vec<String> {
    let is_latin = |text: &str| text.chars().all(|symbol| symbol.is_ascii() || symbol == '　');
    if is_latin(query) {
        // An English phrase is one term: “medical insurance” stands together in names.
        let whole = plain(query);
        // A single letter stands in every name and says nothing.
        return if whole.len() < 2 { Vec::new() } else { vec![whole] };
    }
    query
        .split(|symbol: char| symbol.is_whitespace() || matches!(symbol, '，' | ',' | '、' | '+'))
        .map(plain)
        .filter(|term| !term.is_empty())
        .take(TERMS_MAX)
        .collect()
}

/// More words than this say nothing more about what is looked for.
const TERMS_MAX: usize = 8;

fn half_width(symbol: char) -> char {
    match u32::from(symbol) {
        code @ 0xff01..=0xff5e => char::from_u32(code - 0xfee0).unwrap_or(symbol),
        _ => symbol,
    }
}

#[cfg(test)]
mod tests {
    use super::{plain, terms};

    #[test]
    fn signs_and_widths_make_no_difference() {
        assert_eq!(plain("孤儿、事实无人抚养儿童认定"), "孤儿事实无人抚养儿童认定");
        assert_eq!(plain("居民身份证申领（换领）"), "居民身份证申领换领");
        assert_eq!(plain("ＶＡＴ Invoice"), "vat invoice");
        assert_eq!(plain("80周岁 以上"), "80周岁以上");
        assert_eq!(plain(" ·（） "), "");
    }

    #[test]
    fn a_query_falls_into_its_words() {
        assert_eq!(terms("医保 报销"), ["医保", "报销"]);
        assert_eq!(terms("medical insurance"), ["medical insurance"]);
        assert_eq!(terms("老人，补贴"), ["老人", "补贴"]);
        assert!(terms("  ！ ").is_empty());
    }
}
