//! Comparison of secrets in a time that does not depend on where they differ.
//!
//! Session tokens, API tokens and form tokens are stored as digests; whoever compares them byte
//! by byte with an early exit tells an attacker how many bytes were right.

use std::hint::black_box;

use crate::chain::Digest;

/// Whether two byte strings are equal, looking at every byte of them.
///
/// The length is not a secret: strings of different length are unequal at once.
///
/// ```
/// assert!(seal::same(b"token", b"token"));
/// assert!(!seal::same(b"token", b"tokem"));
/// ```
pub fn same(left: &[u8], right: &[u8]) -> bool {
    if left.len() != right.len() {
        return false;
    }
    let difference =
        left.iter().zip(right).fold(0_u8, |sum, (one, other)| black_box(sum | (one ^ other)));
    black_box(difference) == 0
}

/// Whether two digests are equal, looking at every byte of them.
pub fn same_digest(left: &Digest, right: &Digest) -> bool {
    same(left.as_bytes(), right.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::{same, same_digest};
    use crate::chain::sm3;

    #[test]
    fn one_different_byte_anywhere_makes_tokens_unequal() {
        let token = [7_u8; 32];
        assert!(same(&token, &token));
        for at in 0..token.len() {
            let mut forged = token;
            forged[at] ^= 1;
            assert!(!same(&token, &forged));
        }
        assert!(!same(&token, &token[..31]));
        assert!(same(b"", b""));
    }

    #[test]
    fn digests_compare_as_their_bytes_do() {
        assert!(same_digest(&sm3(b"a"), &sm3(b"a")));
        assert!(!same_digest(&sm3(b"a"), &sm3(b"b")));
    }
}
