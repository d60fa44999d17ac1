//! The second factor (双因子认证): time-based codes of RFC 6238 and codes for the day the phone is lost.

use kit::clock::Randomness;
use kit::privacy::Vault;
use kit::visit::query_pair;
use kit::{Hall, HallError};
use totp_rs::{Builder, Secret};

/// Seconds a code lasts.
const STEP_S: i64 = 30;
/// Codes for the day the phone is lost.
const RECOVERY_CODES: usize = 10;
/// Where the secret is sealed for.
const PLACE: &str = "people.factor";

/// A fresh secret: 160 bits as RFC 4226 recommends, in base 32.
pub fn new_secret(randomness: &dyn Randomness) -> String {
    let mut bytes = vec![0u8; 20];
    randomness.fill(&mut bytes);
    Secret::from(bytes).to_base32()
}

/// The secret sealed for the database.
pub fn sealed(vault: &Vault, secret: &str) -> String {
    vault.seal(secret, PLACE)
}

/// The secret behind a sealed one.
///
/// # Errors
/// Where the key is missing.
pub fn opened(vault: &Vault, sealed: &str) -> Result<String, HallError> {
    vault.open(sealed, PLACE)
}

/// The step of the code that was typed, if it is right now, a step early or a step late.
///
/// # Errors
/// Where the stored secret cannot be read.
pub fn matching_step(secret: &str, code: &str, now_ms: i64) -> Result<Option<i64>, HallError> {
    let code: String = code.chars().filter(|it| !it.is_whitespace()).collect();
    if code.len() != 6 || !code.bytes().all(|it| it.is_ascii_digit()) {
        return Ok(None);
    }
    let secret = Secret::try_from_base32(secret).map_err(|_| unreadable())?;
    let totp = Builder::new().with_secret(secret).build().map_err(|_| unreadable())?;
    let now_s = u64::try_from(now_ms / 1000).map_err(HallError::broken)?;
    Ok(totp.check(&code, now_s).and_then(|step| i64::try_from(step).ok()))
}

fn unreadable() -> HallError {
    HallError::broken("the secret of a second factor cannot be read")
}

/// The code of a step, for tests of other rooms and for the demonstration.
///
/// # Errors
/// Where the secret cannot be read.
pub fn code_at(secret: &str, now_ms: i64) -> Result<String, HallError> {
    let secret = Secret::try_from_base32(secret).map_err(|_| unreadable())?;
    let totp = Builder::new().with_secret(secret).build().map_err(|_| unreadable())?;
    let now_s = u64::try_from(now_ms / 1000).map_err(HallError::broken)?;
    Ok(totp.generate(now_s).to_string())
}

/// The step of an instant.
pub fn step_of(now_ms: i64) -> i64 {
    now_ms / 1000 / STEP_S
}

/// What an authenticator reads from the QR code.
pub fn address(hall: &Hall, login: &str, secret: &str) -> String {
    let issuer = "Yimen";
    let place = &hall.site.county_name_english;
    let issuer = if place.is_empty() { issuer.to_owned() } else { format!("{issuer} {place}") };
    let encoded = query_pair("issuer", &issuer).replace('+', "%20");
    let label = encoded.trim_start_matches("issuer=");
    format!("otpauth://totp/{label}:{login}?secret={secret}&{encoded}")
}

/// Fresh codes for the day the phone is lost, as they are shown once.
pub fn recovery_codes(randomness: &dyn Randomness) -> Vec<String> {
    const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";
    let mut bytes = [0u8; RECOVERY_CODES * 12];
    randomness.fill(&mut bytes);
    let letter = |byte: &u8| char::from(LETTERS[usize::from(*byte) % 32]);
    bytes
        .chunks(12)
        .map(|chunk| {
            let parts: Vec<String> =
                chunk.chunks(4).map(|part| part.iter().map(letter).collect()).collect();
            parts.join("-")
        })
        .collect()
}

/// What is kept of a recovery code: a keyed digest.
pub fn recovery_digest(vault: &Vault, account: i64, code: &str) -> String {
    let code: String =
        code.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_lowercase();
    vault.fingerprint("people.recovery", &format!("{account} {code}"))
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::clock::SeededRandomness;

    #[test]
    fn a_code_is_right_for_its_half_minute_and_one_on_either_side() {
        let secret = new_secret(&SeededRandomness::new(3));
        let now_ms = 1_795_000_005_000;
        let code = code_at(&secret, now_ms).unwrap();
        let step = |at_ms| matching_step(&secret, &code, at_ms).unwrap();
        assert_eq!(step(now_ms), Some(step_of(now_ms)));
        assert_eq!(step(now_ms + 30_000), Some(step_of(now_ms)));
        assert_eq!(step(now_ms - 30_000), Some(step_of(now_ms)));
        assert_eq!(step(now_ms + 90_000), None);
        for typed in ["", "12345", "abcdef", "1234567", "１２３４５６"] {
            assert_eq!(matching_step(&secret, typed, now_ms).unwrap(), None, "{typed}");
        }
    }

    #[test]
    fn the_codes_of_the_standard_come_out() {
        // RFC 6238, appendix B, SHA-1, the last six of eight digits.
        let secret = Secret::from(b"12345678901234567890".to_vec()).to_base32();
        assert_eq!(code_at(&secret, 59_000).unwrap(), "287082");
        assert_eq!(code_at(&secret, 1_111_111_109_000).unwrap(), "081804");
    }

    #[test]
    fn recovery_codes_differ_and_are_easy_to_read() {
        let mut codes = recovery_codes(&SeededRandomness::new(5));
        assert_eq!(codes.len(), RECOVERY_CODES);
        assert!(codes.iter().all(|code| code.len() == 14 && code.matches('-').count() == 2));
        codes.sort();
        codes.dedup();
        assert_eq!(codes.len(), RECOVERY_CODES);
    }
}
