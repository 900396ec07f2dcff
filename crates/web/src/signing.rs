//! Who asks: people sign in with an account of the office or through its provider of
//! identities, programs bring a token; everybody else is everybody.

use std::fmt;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use medreg_node::config::SigningConfig;
use sha2::Sha256;
use tokio::sync::Semaphore;

pub mod account;
pub(crate) mod cookie;
pub(crate) mod door;
mod limit;
pub(crate) mod origin;
mod session;

use account::{Account, AccountError, Accounts, NAME_CHARACTERS_MAX, PASSWORD_BYTES_MAX};
use cookie::Cookies;
use limit::Limit;
pub(crate) use session::{By, Token};
use session::{Sessions, Who};

/// Failures of one account after which a wait begins.
const ACCOUNT_FREE: u32 = 3;

/// Failures from one address after which a wait begins: a whole court may share one.
const ADDRESS_FREE: u32 = 20;

/// Passwords that are checked at once: each check takes 19 MiB and a core.
const CHECKS_MAX: usize = 2;

/// Why nobody can sign in.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The accounts cannot be read.
    #[error(transparent)]
    Accounts(#[from] AccountError),
    /// The machine has no random bytes.
    #[error("the machine has no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// A setting is wrong.
    #[error("{0}")]
    Setting(String),
}

/// How people and programs sign in at an office; copies share sessions.
#[derive(Clone, Debug)]
pub struct Signing(Arc<Inner>);

struct Inner {
    accounts: Accounts,
    sessions: Sessions,
    cookies: Cookies,
    by_account: Limit<String>,
    by_address: Limit<IpAddr>,
    checks: Semaphore,
    /// By which forms are known to be this site's.
    seal: [u8; 32],
    settings: SigningConfig,
}

impl fmt::Debug for Inner {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut shown = out.debug_struct("Signing");
        shown
            .field("settings", &self.settings)
            .finish_non_exhaustive()
    }
}

/// What came of a password.
#[derive(Debug)]
pub(crate) enum Tried {
    /// Somebody signed in: what their browser is to hold.
    SignedIn(Token),
    /// The name or the password is wrong; which is not told.
    Wrong,
    /// Too often; again after this.
    TooOften(Duration),
    /// Others are being checked.
    Busy,
}

impl Signing {
    /// How people and programs sign in at the office in a folder.
    pub fn of_office(data: &Path, settings: &SigningConfig) -> Result<Self, SigningError> {
        let mut seal = [0; 32];
        getrandom::fill(&mut seal)?;
        let address = settings.address.as_deref().unwrap_or_default();
        Ok(Self(Arc::new(Inner {
            accounts: Accounts::of_office(data)?,
            sessions: Sessions::default(),
            cookies: Cookies::of(address.starts_with("https://")),
            by_account: Limit::after(ACCOUNT_FREE),
            by_address: Limit::after(ADDRESS_FREE),
            checks: Semaphore::new(CHECKS_MAX),
            seal,
            settings: settings.clone(),
        })))
    }

    /// The cookies.
    pub(crate) fn cookies(&self) -> &Cookies {
        &self.0.cookies
    }

    /// How the site is reached, if a setting says so.
    pub(crate) fn address(&self) -> Option<&str> {
        self.0.settings.address.as_deref()
    }

    /// Checks a name and a password from an address; takes as long whatever is wrong.
    pub(crate) async fn try_password(
        &self,
        (name, password): (String, String),
        from: IpAddr,
    ) -> Result<Tried, SigningError> {
        // No account has such a name or password: only what is short is remembered and hashed.
        if name.chars().count() > NAME_CHARACTERS_MAX || password.len() > PASSWORD_BYTES_MAX {
            return Ok(Tried::Wrong);
        }
        let inner = Arc::clone(&self.0);
        let Ok(turn) = inner.checks.try_acquire() else {
            return Ok(Tried::Busy);
        };
        let (from, now) = (network(from), Instant::now());
        if let Err(wait) = inner.by_address.begin(from, now) {
            return Ok(Tried::TooOften(wait));
        }
        if let Err(wait) = inner.by_account.begin(name.clone(), now) {
            inner.by_address.take_back(&from);
            return Ok(Tried::TooOften(wait));
        }
        let checking = Arc::clone(&self.0);
        let tried = name.clone();
        let checked =
            tokio::task::spawn_blocking(move || checking.accounts.check(&tried, &password)).await;
        drop(turn);
        // A check that panicked found nobody.
        let Some(account) = checked.ok().transpose()?.flatten() else {
            tracing::warn!(client.address = %from, "Refused a sign-in");
            return Ok(Tried::Wrong);
        };
        inner.by_address.take_back(&from);
        inner.by_account.forget(&name);
        let who = Who::of(&account);
        Ok(Tried::SignedIn(inner.sessions.begin(who, now)?))
    }

    /// Who holds a session. One that began with an account as it is no more has ended.
    pub(crate) fn who(&self, token: &Token) -> Option<Who> {
        let inner = &self.0;
        let who = inner.sessions.find(token, Instant::now())?;
        let Some(stamp) = who.stamp else {
            return Some(who);
        };
        let account = match inner.accounts.named(&who.account) {
            Ok(account) => account,
            Err(error) => {
                tracing::error!(error = %error, "Could not read the accounts: {error}");
                return None;
            }
        };
        if account.is_some_and(|account| account.stamp() == stamp) {
            return Some(who);
        }
        inner.sessions.end(token);
        None
    }

    /// Ends a session.
    pub(crate) fn end(&self, token: &Token) {
        self.0.sessions.end(token);
    }

    /// What a form carries to show that this site gave it to whoever holds a token.
    pub(crate) fn form_token(&self, holder: &Token) -> Option<FormToken> {
        let seal = self.sealed(holder)?.finalize().into_bytes();
        Some(FormToken(
            data_encoding::BASE64URL_NOPAD.encode(&seal).into(),
        ))
    }

    /// True if this site gave the form to whoever holds the token.
    pub(crate) fn is_own_form(&self, holder: &Token, given: &str) -> bool {
        let given = data_encoding::BASE64URL_NOPAD.decode(given.as_bytes());
        match (self.sealed(holder), given) {
            (Some(sealed), Ok(given)) => sealed.verify_slice(&given).is_ok(),
            (None, _) | (_, Err(_)) => false,
        }
    }

    fn sealed(&self, holder: &Token) -> Option<Hmac<Sha256>> {
        let mut sealed = Hmac::<Sha256>::new_from_slice(&self.0.seal).ok()?;
        sealed.update(&holder.hash());
        Some(sealed)
    }

    /// The address of who asks: the peer's, or what the proxy says it is.
    pub(crate) fn client(&self, headers: &HeaderMap, peer: IpAddr) -> IpAddr {
        let header = self.0.settings.proxy_header.as_deref();
        let told = header.and_then(|header| headers.get_all(header).iter().next_back());
        let told = told.and_then(|told| told.to_str().ok());
        // The last one is the proxy's own word; those before are whoever asked's.
        let last = told.and_then(|told| told.rsplit(',').next());
        last.and_then(|last| last.trim().parse().ok())
            .unwrap_or(peer)
    }
}

/// What a form carries.
#[derive(Clone)]
pub(crate) struct FormToken(Arc<str>);

impl FormToken {
    /// For the form, and nothing else.
    pub(crate) fn reveal(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for FormToken {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("FormToken(..)")
    }
}

impl Who {
    fn of(account: &Account) -> Self {
        Self {
            account: account.name.as_str().into(),
            role: account.role,
            by: By::Office,
            stamp: Some(account.stamp()),
        }
    }
}

/// Whoever has an IPv6 address has its whole network.
fn network(address: IpAddr) -> IpAddr {
    match address.to_canonical() {
        IpAddr::V6(address) => {
            let network = address.to_bits() & !u128::from(u64::MAX);
            IpAddr::V6(network.into())
        }
        address @ IpAddr::V4(_) => address,
    }
}

#[cfg(test)]
mod tests;
