//! Every refusal, in both languages.

use super::*;

#[test]
fn every_refusal_says_what_is_wrong_in_both_languages_and_by_what_rule() {
    for breach in Breach::ALL {
        let (sentence, basis) = (breach.phrase(), breach.basis());
        assert!(sentence.zh.ends_with('。') && sentence.en.ends_with('.'), "{breach:?}");
        assert!(!basis.zh.is_empty() && !basis.en.is_empty(), "{breach:?}");
    }
}
