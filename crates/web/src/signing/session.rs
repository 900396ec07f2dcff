//! Sessions of people who signed in: in memory alone, by the hash of what their browser holds.

use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::BASE64URL_NOPAD;
use serde::Serialize;
use sha2::{Digest, Sha256};
use strum::IntoStaticStr;

use crate::viewer::Role;

/// How long a session lives without a request.
pub(super) const IDLE: Duration = Duration::from_mins(30);

/// How long a session lives at most.
pub(super) const LIFE: Duration = Duration::from_hours(8);

/// Sessions kept, by bound; beyond it the one unused for longest ends.
const SESSIONS_MAX: usize = 10_000;

/// What a browser holds: 256 random bits nobody can guess.
#[derive(Clone, PartialEq, Eq)]
pub(crate) struct Token(String);

impl Token {
    /// A new one.
    pub(crate) fn made() -> Result<Self, getrandom::Error> {
        let mut bytes = [0; 32];
        getrandom::fill(&mut bytes)?;
        Ok(Self(BASE64URL_NOPAD.encode(&bytes)))
    }

    /// One that came back.
    pub(super) fn given(text: &str) -> Self {
        Self(text.to_owned())
    }

    /// For the cookie, and nothing else.
    pub(super) fn reveal(&self) -> &str {
        &self.0
    }

    /// Under which it is kept.
    pub(super) fn hash(&self) -> [u8; 32] {
        Sha256::digest(&self.0).into()
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Token(..)")
    }
}

/// Who vouches for somebody.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, IntoStaticStr)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub(crate) enum By {
    /// The office: an account of its own.
    Office,
    /// The provider of identities.
    Provider,
    /// A token that a program brought.
    Token,
}

/// Who signed in.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Who {
    /// The account, as whoever vouches for it names it.
    pub(crate) account: Arc<str>,
    /// The role.
    pub(crate) role: Role,
    /// Who vouches.
    pub(crate) by: By,
    /// Of an account of the office: what it was when the session began.
    pub(super) stamp: Option<[u8; 32]>,
}

#[derive(Debug)]
struct Session {
    who: Who,
    begun: Instant,
    used: Instant,
}

impl Session {
    fn lives(&self, now: Instant) -> bool {
        now.saturating_duration_since(self.used) < IDLE
            && now.saturating_duration_since(self.begun) < LIFE
    }
}

/// The sessions.
#[derive(Debug, Default)]
pub(super) struct Sessions(Mutex<HashMap<[u8; 32], Session>>);

impl Sessions {
    /// Begins a session.
    pub(super) fn begin(&self, who: Who, now: Instant) -> Result<Token, getrandom::Error> {
        let token = Token::made()?;
        let mut kept = self.kept();
        if kept.len() >= SESSIONS_MAX {
            kept.retain(|_, session| session.lives(now));
        }
        if kept.len() >= SESSIONS_MAX {
            let oldest = kept.iter().min_by_key(|(_, session)| session.used);
            if let Some(oldest) = oldest.map(|(hash, _)| *hash) {
                kept.remove(&oldest);
            }
        }
        let session = Session {
            who,
            begun: now,
            used: now,
        };
        kept.insert(token.hash(), session);
        Ok(token)
    }

    /// Who holds a token, if their session lives; it is used now.
    pub(super) fn find(&self, token: &Token, now: Instant) -> Option<Who> {
        let mut kept = self.kept();
        let hash = token.hash();
        let session = kept.get_mut(&hash)?;
        if !session.lives(now) {
            kept.remove(&hash);
            return None;
        }
        session.used = now;
        Some(session.who.clone())
    }

    /// Ends a session.
    pub(super) fn end(&self, token: &Token) {
        self.kept().remove(&token.hash());
    }

    fn kept(&self) -> MutexGuard<'_, HashMap<[u8; 32], Session>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn who() -> Who {
        Who {
            account: "aigul".into(),
            role: Role::Auditor,
            by: By::Office,
            stamp: None,
        }
    }

    #[test]
    fn a_session_lives_while_it_is_used_and_no_longer_than_a_day_at_work() {
        let sessions = Sessions::default();
        let begun = Instant::now();
        let token = sessions.begin(who(), begun).unwrap();
        let minute = Duration::from_mins(1);
        let mut now = begun;
        while now + 29 * minute < begun + LIFE {
            now += 29 * minute;
            assert_eq!(sessions.find(&token, now), Some(who()));
        }
        assert_eq!(sessions.find(&token, begun + LIFE), None);
        assert_eq!(sessions.find(&token, now), None, "ended for good");
    }

    #[test]
    fn a_session_that_is_left_alone_ends() {
        let sessions = Sessions::default();
        let begun = Instant::now();
        let token = sessions.begin(who(), begun).unwrap();
        let just_before = begun + IDLE - Duration::from_secs(1);
        assert_eq!(sessions.find(&token, just_before), Some(who()));
        assert_eq!(sessions.find(&token, just_before + IDLE), None);
    }

    #[test]
    fn a_token_that_nobody_was_given_finds_nobody_and_one_that_signed_out_neither() {
        let sessions = Sessions::default();
        let now = Instant::now();
        let token = sessions.begin(who(), now).unwrap();
        let other = sessions.begin(who(), now).unwrap();
        assert_ne!(token, other);
        assert_eq!(sessions.find(&Token::made().unwrap(), now), None);
        sessions.end(&token);
        assert_eq!(sessions.find(&token, now), None);
        assert_eq!(sessions.find(&other, now), Some(who()));
        assert_eq!(format!("{other:?}"), "Token(..)");
    }

    #[test]
    fn the_one_unused_for_longest_makes_room() {
        let sessions = Sessions::default();
        let now = Instant::now();
        let second = Duration::from_secs(1);
        let first = sessions.begin(who(), now).unwrap();
        let next = sessions.begin(who(), now + second).unwrap();
        for _ in 2..=SESSIONS_MAX {
            sessions.begin(who(), now + 2 * second).unwrap();
        }
        assert_eq!(sessions.find(&first, now + 2 * second), None);
        assert_eq!(sessions.find(&next, now + 2 * second), Some(who()));
    }
}
