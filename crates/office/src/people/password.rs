//! Passwords: the rules for choosing one, and argon2id at a cost a small machine can carry.
//!
//! Hashing takes 19 MiB and some 30 ms. At most two run at once, on blocking threads, so that the
//! rush at eight in the morning waits in a queue instead of exhausting the memory; the write lane
//! never hashes.

use super::policy::AccountPolicy;
use argon2::{Algorithm, Argon2, Params, PasswordHasher, PasswordVerifier, Version};
use kit::clock::Randomness;
use kit::{HallError, Phrase};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, OnceLock};
use tokio::sync::Semaphore;

/// What a hash costs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cost {
    /// Memory in KiB.
    pub memory_kib: u32,
    /// Passes over it.
    pub passes: u32,
}

impl Default for Cost {
    /// As OWASP recommends for argon2id.
    fn default() -> Self {
        Self { memory_kib: 19 * 1024, passes: 2 }
    }
}

/// Hashes at once.
const AT_ONCE: usize = 2;
/// Hashes waiting at most; more are asked to come back.
const WAITING_MAX: usize = 400;
/// Characters a password has at most.
const LENGTH_MAX: usize = 128;

/// Hashes and compares passwords.
pub struct PasswordWorks {
    argon: Argon2<'static>,
    gate: Semaphore,
    waiting: AtomicUsize,
    nobody: OnceLock<String>,
}

impl PasswordWorks {
    /// With a cost; one that argon2 does not accept becomes its default.
    pub fn new(cost: Cost) -> Self {
        let params = Params::new(cost.memory_kib, cost.passes, 1, None).unwrap_or_default();
        Self {
            argon: Argon2::new(Algorithm::Argon2id, Version::V0x13, params),
            gate: Semaphore::new(AT_ONCE),
            waiting: AtomicUsize::new(0),
            nobody: OnceLock::new(),
        }
    }

    /// Hashes here and now: for commands, which have no runtime.
    ///
    /// # Errors
    /// Where argon2 fails.
    pub fn hash_now(
        &self,
        password: &str,
        randomness: &dyn Randomness,
    ) -> Result<String, HallError> {
        let mut salt = [0u8; 16];
        randomness.fill(&mut salt);
        self.hash_with(password, salt)
    }

    fn hash_with(&self, password: &str, salt: [u8; 16]) -> Result<String, HallError> {
        let hash = self.argon.hash_password_with_salt(password.as_bytes(), &salt);
        hash.map(|hash| hash.to_string()).map_err(HallError::broken)
    }

    fn is_right(&self, password: &str, hash: &str) -> bool {
        self.argon.verify_password(password.as_bytes(), hash).is_ok()
    }

    /// Hashes on a blocking thread.
    ///
    /// # Errors
    /// `TooMany` where too many wait.
    pub async fn hash(
        self: &Arc<Self>,
        password: &str,
        randomness: &dyn Randomness,
    ) -> Result<String, HallError> {
        let mut salt = [0u8; 16];
        randomness.fill(&mut salt);
        let password = password.to_owned();
        self.work(move |works| works.hash_with(&password, salt)).await?
    }

    /// Compares on a blocking thread. Without a hash (an account that does not exist or has no
    /// password) the same work is done and the answer is no.
    ///
    /// # Errors
    /// `TooMany` where too many wait.
    pub async fn is_password(
        self: &Arc<Self>,
        password: &str,
        hash: Option<String>,
    ) -> Result<bool, HallError> {
        let password: String = password.chars().take(LENGTH_MAX * 2).collect();
        self.work(move |works| {
            if let Some(hash) = hash {
                return works.is_right(&password, &hash);
            }
            let nobody =
                works.nobody.get_or_init(|| works.hash_with("nobody", [0; 16]).unwrap_or_default());
            works.is_right(&password, nobody);
            false
        })
        .await
    }

    /// Whether a password is one of some earlier ones.
    ///
    /// # Errors
    /// `TooMany` where too many wait.
    pub async fn was_used(
        self: &Arc<Self>,
        password: &str,
        hashes: Vec<String>,
    ) -> Result<bool, HallError> {
        let password = password.to_owned();
        self.work(move |works| hashes.iter().any(|hash| works.is_right(&password, hash))).await
    }

    async fn work<T, F>(self: &Arc<Self>, task: F) -> Result<T, HallError>
    where
        T: Send + 'static,
        F: FnOnce(&Self) -> T + Send + 'static,
    {
        let _place = Place::take(&self.waiting)?;
        let _turn = self.gate.acquire().await.map_err(HallError::broken)?;
        let works = Arc::clone(self);
        tokio::task::spawn_blocking(move || task(&works)).await.map_err(HallError::broken)
    }
}

/// A place in the queue, given back when dropped.
struct Place<'a>(&'a AtomicUsize);

impl<'a> Place<'a> {
    fn take(waiting: &'a AtomicUsize) -> Result<Self, HallError> {
        let place = Self(waiting);
        if waiting.fetch_add(1, Ordering::SeqCst) >= WAITING_MAX {
            return Err(HallError::TooMany { retry_after_s: 5 });
        }
        Ok(place)
    }
}

impl Drop for Place<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::SeqCst);
    }
}

/// What the rules ask, in a sentence under the field.
pub fn rules(policy: &AccountPolicy) -> Phrase {
    Phrase::new(
        format!(
            "至少 {} 个字符，含大写字母、小写字母、数字、符号中的 {} 类，不得包含登录名，\
             不得与最近 {} 次相同。",
            policy.password_length, policy.password_classes, policy.password_history
        ),
        format!(
            "At least {} characters with {} of: capitals, small letters, digits, signs; without \
             the sign-in name; none of the last {}.",
            policy.password_length, policy.password_classes, policy.password_history
        ),
    )
}

/// Whether a password may be chosen.
///
/// # Errors
/// What is wrong with it.
pub fn may_be_chosen(policy: &AccountPolicy, login: &str, password: &str) -> Result<(), Phrase> {
    let length = password.chars().count();
    if length < policy.password_length {
        return Err(Phrase::new(
            format!("密码至少 {} 个字符，现为 {length} 个。", policy.password_length),
            format!(
                "A password has at least {} characters, this has {length}.",
                policy.password_length
            ),
        ));
    }
    if length > LENGTH_MAX {
        return Err(Phrase::new(
            format!("密码最多 {LENGTH_MAX} 个字符。"),
            format!("A password has at most {LENGTH_MAX} characters."),
        ));
    }
    if classes(password) < policy.password_classes {
        return Err(Phrase::new(
            format!("密码须含大写字母、小写字母、数字、符号中的 {} 类。", policy.password_classes),
            format!(
                "A password has {} of: capitals, small letters, digits, signs.",
                policy.password_classes
            ),
        ));
    }
    if !login.is_empty() && password.to_lowercase().contains(&login.to_lowercase()) {
        return Err(Phrase::of(
            "密码不得包含登录名。",
            "A password cannot contain the sign-in name.",
        ));
    }
    Ok(())
}

fn classes(password: &str) -> usize {
    let kinds: [fn(char) -> bool; 4] = [
        |it| it.is_ascii_uppercase(),
        |it| it.is_ascii_lowercase(),
        |it| it.is_ascii_digit(),
        |it| !it.is_ascii_alphanumeric(),
    ];
    kinds.iter().filter(|kind| password.chars().any(kind)).count()
}

/// Characters of a drawn password: none that are taken for each other.
const LETTERS: [&[u8]; 4] =
    [b"ABCDEFGHJKLMNPQRSTUVWXYZ", b"abcdefghijkmnpqrstuvwxyz", b"23456789", b"-+=#%"];

/// A fresh password for a first sign-in.
pub fn drawn(randomness: &dyn Randomness) -> String {
    let mut bytes = [0u8; 16];
    randomness.fill(&mut bytes);
    let pick = |(index, byte): (usize, &u8)| {
        let letters = LETTERS[[0, 1, 2, 1][index % 4]];
        char::from(letters[usize::from(*byte) % letters.len()])
    };
    let mut password: String = bytes.iter().enumerate().map(pick).collect();
    password.insert(8, '-');
    password
}

#[cfg(test)]
mod tests {
    use super::*;
    use kit::clock::SeededRandomness;

    #[test]
    fn a_password_needs_length_and_three_kinds_and_no_login() {
        let policy = AccountPolicy::default();
        let fault = |password| may_be_chosen(&policy, "wangli", password).err().map(|it| it.zh);
        assert!(fault("Abc123!").unwrap().contains("现为 7 个"));
        assert!(fault("abcdefghij12").unwrap().contains("3 类"));
        assert!(fault("WangLi-2026-x").unwrap().contains("登录名"));
        assert_eq!(fault("Qingrong-2026"), None);
        assert_eq!(fault("一门式服务，青榕镇2026a"), None, "signs of any script count");
    }

    #[test]
    fn a_drawn_password_keeps_the_rules() {
        for seed in 0..200 {
            let password = drawn(&SeededRandomness::new(seed));
            let chosen = may_be_chosen(&AccountPolicy::default(), "clerk", &password);
            assert_eq!(chosen, Ok(()), "{password}");
        }
    }

    #[test]
    fn the_right_password_and_no_other_is_recognised() {
        let works = PasswordWorks::new(Cost { memory_kib: 8, passes: 1 });
        let hash = works.hash_now("Qingrong-2026", &SeededRandomness::new(1)).unwrap();
        assert!(hash.starts_with("$argon2id$v=19$m=8,t=1,p=1$"), "{hash}");
        assert!(works.is_right("Qingrong-2026", &hash));
        assert!(!works.is_right("Qingrong-2027", &hash));
        assert!(!works.is_right("Qingrong-2026", "no hash at all"));
    }
}
