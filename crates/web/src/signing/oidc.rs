//! People who sign in at the office's provider of identities: the code flow of OIDC Core 1.0, with
//! PKCE, a state tied to their browser, and a nonce.

use std::collections::HashMap;
use std::fs;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

use data_encoding::BASE64URL_NOPAD;
use medreg_node::config::ProviderConfig;
use openidconnect::core::{
    CoreAuthenticationFlow, CoreClient, CoreJwsSigningAlgorithm, CoreProviderMetadata,
};
use openidconnect::{
    AuthorizationCode, ClientId, ClientSecret, CsrfToken, EndpointMaybeSet, EndpointNotSet,
    EndpointSet, HttpRequest, IssuerUrl, Nonce, PkceCodeChallenge, PkceCodeVerifier, RedirectUrl,
    Scope, TokenResponse,
};
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::SigningError;
use super::reach::Reach;
use super::role::{Roles, account};
use super::session::{By, Token, Who};

/// The path that the provider sends people back to.
pub(crate) const RETURN_PATH: &str = "/sign-in/return";

/// How long somebody may take at the provider.
const PENDING_LIFE: Duration = Duration::from_mins(10);

/// People at the provider, by bound; beyond it the one who went first begins anew.
const PENDING_MAX: usize = 10_000;

/// How long the provider's settings and keys are believed without being asked for again.
const SETTINGS_LIFE: Duration = Duration::from_mins(10);

type Client = CoreClient<
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// Why somebody is not signed in.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failed {
    /// The provider cannot be reached, or answers what it should not.
    #[error("the provider of identities cannot be reached: {0}")]
    Unreachable(String),
    /// They came back without having gone, too late, again, or in another browser.
    #[error("this sign-in was not begun here, or has ended: begin again")]
    Unknown,
    /// The provider said no.
    #[error("the provider of identities refused: {0}")]
    Refused(String),
    /// What the provider vouched for is not what was asked for.
    #[error("what the provider of identities says cannot be believed")]
    Unsound,
    /// Who they are is known, and they have no role here.
    #[error("the account has no role here")]
    NoRole,
}

/// The provider, and who is there now.
pub(super) struct Provider {
    issuer: IssuerUrl,
    client_id: ClientId,
    client_secret: ClientSecret,
    redirect: RedirectUrl,
    roles: Roles,
    reach: Reach,
    settings: Mutex<Option<(Instant, CoreProviderMetadata)>>,
    pending: Mutex<HashMap<[u8; 32], Pending>>,
}

/// Somebody at the provider.
struct Pending {
    state: [u8; 32],
    nonce: Nonce,
    verifier: PkceCodeVerifier,
    /// The page they go on with.
    way: String,
    begun: Instant,
}

/// What the provider sends people back with.
#[derive(Debug, Default)]
pub(crate) struct Returned {
    /// For the exchange, once.
    pub(crate) code: Option<String>,
    /// What was sent along.
    pub(crate) state: Option<String>,
    /// Why not.
    pub(crate) error: Option<String>,
}

impl Provider {
    /// The provider that is set, and the site's own address.
    pub(super) fn of(
        config: &ProviderConfig,
        address: &str,
        roles: Roles,
        reach: Reach,
    ) -> Result<Self, SigningError> {
        let setting = |error: &dyn std::fmt::Display| SigningError::Setting(error.to_string());
        let path = &config.client_secret_file;
        let secret = fs::read_to_string(path).map_err(|error| {
            SigningError::Setting(format!(
                "`oidc_client_secret_file` {} cannot be read: {error}",
                path.display()
            ))
        })?;
        let redirect = format!("{}{RETURN_PATH}", address.trim_end_matches('/'));
        Ok(Self {
            issuer: IssuerUrl::new(config.issuer.clone()).map_err(|error| setting(&error))?,
            client_id: ClientId::new(config.client_id.clone()),
            client_secret: ClientSecret::new(secret.trim().to_owned()),
            redirect: RedirectUrl::new(redirect).map_err(|error| setting(&error))?,
            roles,
            reach,
            settings: Mutex::default(),
            pending: Mutex::default(),
        })
    }

    /// Where to send somebody, whose browser holds a token. Blocks.
    pub(super) fn begin(&self, holder: &Token, way: String) -> Result<String, Failed> {
        let client = self.client()?;
        let (challenge, verifier) = PkceCodeChallenge::new_random_sha256();
        let (address, state, nonce) = client
            .authorize_url(
                CoreAuthenticationFlow::AuthorizationCode,
                CsrfToken::new_random,
                Nonce::new_random,
            )
            .add_scope(Scope::new("profile".to_owned()))
            .set_pkce_challenge(challenge)
            .url();
        let now = Instant::now();
        let mut pending = self.pending();
        if pending.len() >= PENDING_MAX {
            pending.retain(|_, pending| now - pending.begun < PENDING_LIFE);
        }
        if pending.len() >= PENDING_MAX {
            let first = pending.iter().min_by_key(|(_, pending)| pending.begun);
            if let Some(first) = first.map(|(holder, _)| *holder) {
                pending.remove(&first);
            }
        }
        let begun = Pending {
            state: hash(state.secret()),
            nonce,
            verifier,
            way,
            begun: now,
        };
        pending.insert(holder.hash(), begun);
        Ok(address.to_string())
    }

    /// Who came back, and where they go on. Blocks.
    pub(super) fn finish(
        &self,
        holder: &Token,
        returned: Returned,
    ) -> Result<(Who, String), Failed> {
        let pending = self.pending().remove(&holder.hash());
        let pending = pending.filter(|pending| pending.begun.elapsed() < PENDING_LIFE);
        let pending = pending.ok_or(Failed::Unknown)?;
        if returned.state.map(|state| hash(&state)) != Some(pending.state) {
            return Err(Failed::Unknown);
        }
        if let Some(error) = returned.error {
            let known = error
                .chars()
                .filter(|it| it.is_ascii_lowercase() || *it == '_');
            return Err(Failed::Refused(known.take(64).collect()));
        }
        let code = returned.code.ok_or(Failed::Unknown)?;
        let claims = self.claims(code, pending.verifier, &pending.nonce)?;
        let account = account(&claims).ok_or(Failed::Unsound)?;
        let who = Who {
            account: account.into(),
            role: self.roles.find(&claims).ok_or(Failed::NoRole)?,
            by: By::Provider,
            stamp: None,
        };
        Ok((who, pending.way))
    }

    /// What the provider vouches for, for a code.
    fn claims(
        &self,
        code: String,
        verifier: PkceCodeVerifier,
        nonce: &Nonce,
    ) -> Result<Value, Failed> {
        let client = self.client()?;
        let asked = client
            .exchange_code(AuthorizationCode::new(code))
            .map_err(|error| Failed::Unreachable(error.to_string()))?
            .set_pkce_verifier(verifier);
        let told = asked.request(&|request: HttpRequest| self.reach.ask(request));
        let told = told.map_err(|error| match error {
            openidconnect::RequestTokenError::ServerResponse(said) => {
                Failed::Refused(said.error().to_string())
            }
            openidconnect::RequestTokenError::Request(error) => {
                Failed::Unreachable(error.to_string())
            }
            openidconnect::RequestTokenError::Parse(..)
            | openidconnect::RequestTokenError::Other(_) => Failed::Unsound,
        })?;
        let token = told.id_token().ok_or(Failed::Unsound)?;
        let checker = client.id_token_verifier().set_allowed_algs([
            CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
            CoreJwsSigningAlgorithm::EcdsaP256Sha256,
            CoreJwsSigningAlgorithm::EdDsa,
        ]);
        token.claims(&checker, nonce).map_err(|error| {
            tracing::warn!(error = %error, "Refused what the provider of identities says");
            // Its keys may be new ones.
            *self.settings() = None;
            Failed::Unsound
        })?;
        // Now that it is believed: all that it says, the groups among it.
        let text = token.to_string();
        let said = text.split('.').nth(1).unwrap_or_default();
        let said = BASE64URL_NOPAD.decode(said.as_bytes()).ok();
        let said = said.and_then(|said| serde_json::from_slice(&said).ok());
        said.ok_or(Failed::Unsound)
    }

    /// The office as the provider's client.
    fn client(&self) -> Result<Client, Failed> {
        let client = CoreClient::from_provider_metadata(
            self.known_settings()?,
            self.client_id.clone(),
            Some(self.client_secret.clone()),
        );
        Ok(client.set_redirect_uri(self.redirect.clone()))
    }

    fn known_settings(&self) -> Result<CoreProviderMetadata, Failed> {
        let mut settings = self.settings();
        if let Some((at, known)) = settings.as_ref()
            && at.elapsed() < SETTINGS_LIFE
        {
            return Ok(known.clone());
        }
        let ask = |request: HttpRequest| self.reach.ask(request);
        let asked = CoreProviderMetadata::discover(&self.issuer, &ask).map_err(|error| {
            let why = error.to_string();
            tracing::error!(error = %why, "Could not ask the provider of identities: {why}");
            Failed::Unreachable(why)
        })?;
        *settings = Some((Instant::now(), asked.clone()));
        Ok(asked)
    }

    fn settings(&self) -> MutexGuard<'_, Option<(Instant, CoreProviderMetadata)>> {
        self.settings.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn pending(&self) -> MutexGuard<'_, HashMap<[u8; 32], Pending>> {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn hash(state: &str) -> [u8; 32] {
    Sha256::digest(state).into()
}
