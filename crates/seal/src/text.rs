//! Bytes as text: hexadecimal, and base64url without padding (RFC 4648 section 5).
//!
//! Written out here because the crate needs nothing else from an encoding library, and because
//! decoding must be strict: one byte string has exactly one text form.

const HEX: &[u8; 16] = b"0123456789abcdef";
const BASE64URL: &[u8; 64] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/// Lower-case hexadecimal.
///
/// ```
/// assert_eq!(seal::text::hex(&[0x0f, 0xa0]), "0fa0");
/// ```
pub fn hex(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(HEX[usize::from(byte >> 4)] as char);
        text.push(HEX[usize::from(byte & 15)] as char);
    }
    text
}

/// Reads hexadecimal in either case; `None` for anything else.
pub fn parse_hex(text: &str) -> Option<Vec<u8>> {
    let digits = text.as_bytes();
    if !digits.len().is_multiple_of(2) {
        return None;
    }
    digits
        .chunks_exact(2)
        .map(|pair| Some(hex_digit(pair[0])? << 4 | hex_digit(pair[1])?))
        .collect()
}

fn hex_digit(byte: u8) -> Option<u8> {
    match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    }
}

/// Base64url without padding.
///
/// ```
/// assert_eq!(seal::text::base64url(b"ab"), "YWI");
/// ```
pub fn base64url(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len().div_ceil(3) * 4);
    for chunk in bytes.chunks(3) {
        let group = chunk
            .iter()
            .enumerate()
            .fold(0_u32, |sum, (at, byte)| sum | u32::from(*byte) << (16 - 8 * at));
        for position in 0..=chunk.len() {
            let sextet = group >> (18 - 6 * position) & 63;
            text.push(BASE64URL[sextet as usize] as char);
        }
    }
    text
}

/// Reads base64url without padding; `None` for anything else, including stray bits at the end.
pub fn parse_base64url(text: &str) -> Option<Vec<u8>> {
    let mut bytes = Vec::with_capacity(text.len() * 3 / 4);
    for chunk in text.as_bytes().chunks(4) {
        let mut group = 0_u32;
        for (at, symbol) in chunk.iter().enumerate() {
            group |= u32::from(base64url_digit(*symbol)?) << (18 - 6 * at);
        }
        let [_, first, second, third] = group.to_be_bytes();
        let (kept, spare): (&[u8], &[u8]) = match chunk.len() {
            4 => (&[first, second, third], &[]),
            3 => (&[first, second], &[third]),
            2 => (&[first], &[second, third]),
            _ => return None,
        };
        if spare.iter().any(|byte| *byte != 0) {
            return None;
        }
        bytes.extend_from_slice(kept);
    }
    Some(bytes)
}

fn base64url_digit(byte: u8) -> Option<u8> {
    match byte {
        b'A'..=b'Z' => Some(byte - b'A'),
        b'a'..=b'z' => Some(byte - b'a' + 26),
        b'0'..=b'9' => Some(byte - b'0' + 52),
        b'-' => Some(62),
        b'_' => Some(63),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::{base64url, hex, parse_base64url, parse_hex};

    #[test]
    fn every_length_comes_back_as_it_went() {
        for length in 0..70_u8 {
            let bytes: Vec<u8> = (0..length).map(|at| at.wrapping_mul(73) ^ 0xa5).collect();
            assert_eq!(parse_hex(&hex(&bytes)).as_deref(), Some(bytes.as_slice()));
            assert_eq!(parse_base64url(&base64url(&bytes)).as_deref(), Some(bytes.as_slice()));
        }
    }

    #[test]
    fn text_that_could_stand_for_two_byte_strings_is_refused() {
        assert_eq!(parse_base64url("YWI"), Some(b"ab".to_vec()));
        assert_eq!(parse_base64url("YWJ"), None, "stray bits in the last symbol");
        assert_eq!(parse_base64url("YWI="), None, "padding");
        assert_eq!(parse_base64url("Y"), None);
        assert_eq!(parse_hex("abc"), None);
        assert_eq!(parse_hex("ag"), None);
    }
}
