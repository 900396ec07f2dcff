//! Who asks: people sign in with an account of the office or through its provider of
//! identities, programs bring a token; everybody else is everybody.

use std::fmt;
use std::io;
use std::net::IpAddr;
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

use axum::http::HeaderMap;
use hmac::{Hmac, KeyInit, Mac};
use medreg_node::config::SigningConfig;
use sha2::Sha256;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

pub mod account;
mod bearer;
pub(crate) mod cookie;
pub(crate) mod door;
mod limit;
mod oidc;
pub(crate) mod origin;
mod reach;
pub(crate) mod record;
mod role;
mod session;

use account::{Account, AccountError, Accounts, NAME_CHARACTERS_MAX, PASSWORD_BYTES_MAX};
use bearer::Bearer;
pub(crate) use bearer::Refused;
use cookie::Cookies;
use limit::Limit;
use oidc::Provider;
pub(crate) use oidc::{Failed, RETURN_PATH, Returned};
use reach::Reach;
use record::{AccessRecord, Read, Records, Unrecorded};
use role::Roles;
use session::{By, Sessions};
pub(crate) use session::{Token, Who};

/// Failures of one account after which a wait begins.
const ACCOUNT_FREE: u32 = 3;

/// Failures from one address after which a wait begins: a whole court may share one.
const ADDRESS_FREE: u32 = 20;

/// Passwords that are checked at once: each check takes 19 MiB and a core.
const CHECKS_MAX: usize = 2;

/// Tokens and people's codes that are looked into at once: each may wait for the provider.
const REACHING_MAX: usize = 16;

/// Why nobody can sign in.
#[derive(Debug, thiserror::Error)]
pub enum SigningError {
    /// The accounts cannot be read.
    #[error(transparent)]
    Accounts(#[from] AccountError),
    /// The machine has no random bytes.
    #[error("the machine has no random bytes: {0}")]
    Random(#[from] getrandom::Error),
    /// The access records cannot be opened.
    #[error("the access records cannot be opened")]
    Records(#[source] io::Error),
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
    checks: Arc<Semaphore>,
    records: Records,
    provider: Option<Provider>,
    bearer: Option<Bearer>,
    reaching: Arc<Semaphore>,
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
        let (roles, reach) = (Roles::of(&settings.roles)?, Reach::new());
        let provider = settings
            .provider
            .as_ref()
            .map(|config| Provider::of(config, address, roles.clone(), reach.clone()));
        let provider = provider.transpose()?;
        let tokens = settings.tokens.clone();
        let bearer = tokens.map(|config| Bearer::of(config, roles, reach));
        Ok(Self(Arc::new(Inner {
            accounts: Accounts::of_office(data)?,
            sessions: Sessions::default(),
            cookies: Cookies::of(address.starts_with("https://")),
            by_account: Limit::after(ACCOUNT_FREE),
            by_address: Limit::after(ADDRESS_FREE),
            checks: Arc::new(Semaphore::new(CHECKS_MAX)),
            records: Records::open(data).map_err(SigningError::Records)?,
            provider,
            bearer,
            reaching: Arc::new(Semaphore::new(REACHING_MAX)),
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
        let Ok(turn) = Arc::clone(&inner.checks).try_acquire_owned() else {
            return Ok(Tried::Busy);
        };
        let now = Instant::now();
        if let Err(wait) = inner.by_address.begin(from, now) {
            return Ok(Tried::TooOften(wait));
        }
        if let Err(wait) = inner.by_account.begin(name.clone(), now) {
            inner.by_address.take_back(&from);
            return Ok(Tried::TooOften(wait));
        }
        let checking = Arc::clone(&self.0);
        let tried = name.clone();
        let check = move || checking.accounts.check(&tried, &password);
        // A check that panicked found nobody.
        let Some(account) = apart(turn, check).await.transpose()?.flatten() else {
            tracing::warn!(client.address = %from, "Refused a sign-in");
            return Ok(Tried::Wrong);
        };
        inner.by_address.take_back(&from);
        inner.by_account.forget(&name);
        let who = Who::of(&account);
        Ok(Tried::SignedIn(inner.sessions.begin(who, now)?))
    }

    /// True where people sign in at a provider of identities.
    pub(crate) fn has_provider(&self) -> bool {
        self.0.provider.is_some()
    }

    /// Where at the provider to send whoever holds a token.
    pub(crate) async fn begin(&self, holder: Token, way: String) -> Result<String, Failed> {
        self.at_provider(move |provider| provider.begin(&holder, way))
            .await
    }

    /// Signs in whoever comes back from the provider: what their browser is to hold.
    pub(crate) async fn finish(
        &self,
        holder: Token,
        returned: Returned,
    ) -> Result<(Token, String), Failed> {
        let (who, way) = self
            .at_provider(move |provider| provider.finish(&holder, returned))
            .await?;
        let begun = self.0.sessions.begin(who, Instant::now());
        let token = begun.map_err(|error| Failed::Unreachable(error.to_string()))?;
        Ok((token, way))
    }

    async fn at_provider<T: Send + 'static>(
        &self,
        ask: impl FnOnce(&Provider) -> Result<T, Failed> + Send + 'static,
    ) -> Result<T, Failed> {
        let Ok(turn) = Arc::clone(&self.0.reaching).try_acquire_owned() else {
            return Err(Failed::Unreachable("too many ask at once".to_owned()));
        };
        let inner = Arc::clone(&self.0);
        let ask = move || match &inner.provider {
            Some(provider) => ask(provider),
            None => Err(Failed::Unknown),
        };
        apart(turn, ask).await.unwrap_or(Err(Failed::Unsound))
    }

    /// Who brings a token, if something is brought as one.
    pub(crate) async fn bearer(&self, headers: &HeaderMap) -> Option<Result<Who, Refused>> {
        let token = match bearer::brought(headers)? {
            Ok(token) => token,
            Err(refused) => return Some(Err(refused)),
        };
        let Ok(turn) = Arc::clone(&self.0.reaching).try_acquire_owned() else {
            return Some(Err(Refused::NoKeys));
        };
        let inner = Arc::clone(&self.0);
        let check = move || match &inner.bearer {
            Some(bearer) => bearer.who(&token),
            None => Err(Refused::NotTaken),
        };
        let checked = apart(turn, check).await;
        Some(checked.unwrap_or(Err(Refused::Invalid)))
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

    /// Returns once a read is recorded.
    pub(crate) async fn record(&self, read: Read) -> Result<(), Unrecorded> {
        self.0.records.keep(read).await
    }

    /// How many reads are recorded.
    pub(crate) fn records_last(&self) -> u64 {
        self.0.records.last()
    }

    /// So many recorded reads from a number on.
    pub(crate) fn records(&self, first: u64, limit: usize) -> io::Result<Vec<AccessRecord>> {
        self.0.records.from(first, limit)
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

/// Works on a thread that may wait; nothing comes of work that panics. The turn is kept to the
/// end, though whoever asked may have left.
async fn apart<T: Send + 'static>(
    turn: OwnedSemaphorePermit,
    work: impl FnOnce() -> T + Send + 'static,
) -> Option<T> {
    let worked = tokio::task::spawn_blocking(move || {
        let done = work();
        drop(turn);
        done
    });
    worked.await.ok()
}

#[cfg(test)]
mod tests;
