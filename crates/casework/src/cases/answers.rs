//! Answers to an item's questions (情形选择): sealed, as they may say what somebody suffers from.

use super::events::Taken;
use kit::HallError;
use kit::privacy::Vault;

/// The place they are sealed for.
const PLACE: &str = "cases.answers";

/// Answers as they are kept.
pub(super) fn sealed(answers: &[(String, String)], vault: &Vault) -> String {
    if answers.is_empty() {
        return String::new();
    }
    vault.seal(&serde_json::json!(answers).to_string(), PLACE)
}

/// Answers as they were given; those of the first builds stand in clear.
pub(super) fn opened(taken: &Taken, vault: &Vault) -> Result<Vec<(String, String)>, HallError> {
    if taken.answers_sealed.is_empty() {
        return Ok(taken.answers.clone());
    }
    Ok(serde_json::from_str(&vault.open(&taken.answers_sealed, PLACE)?)?)
}
