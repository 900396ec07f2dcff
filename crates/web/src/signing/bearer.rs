//! Tokens that programs bring (JWT, RFC 7519, as bearer tokens, RFC 6750).
//!
//! The key decides the algorithm; the token only says which key.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use axum::http::{HeaderMap, header};
use jsonwebtoken::jwk::{AlgorithmParameters, EllipticCurve, Jwk, JwkSet, PublicKeyUse};
use jsonwebtoken::{Algorithm, DecodingKey, Validation, decode, decode_header};
use medreg_node::config::TokensConfig;
use serde_json::Value;

use super::reach::Reach;
use super::role::{Roles, account};
use super::session::{By, Who};

/// Bytes of a token, by bound.
const TOKEN_BYTES_MAX: usize = 8 << 10;

/// Seconds by which clocks may differ.
const LEEWAY_S: u64 = 30;

/// How long keys are believed without being asked for again.
const KEYS_LIFE: Duration = Duration::from_hours(1);

/// Between two asks for keys because a token names one that is not known.
const KEYS_EVERY: Duration = Duration::from_mins(1);

/// Between two asks for keys that could not be had.
const RETRY_AFTER: Duration = Duration::from_secs(5);

/// Why a token is not taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub(crate) enum Refused {
    /// Tokens are not set up here, or it is something else than a token.
    #[error("no such credentials are taken here: bring a bearer token")]
    NotTaken,
    /// It is no token, or not of the issuer for this audience at this time.
    #[error("the token is not one of the issuer, for this audience, at this time")]
    Invalid,
    /// The token is sound and gives no role.
    #[error("the token gives no role here")]
    NoRole,
    /// The keys cannot be had.
    #[error("the issuer's keys cannot be had: ask again in a while")]
    NoKeys,
}

/// The tokens of an issuer.
#[derive(Debug)]
pub(super) struct Bearer {
    config: TokensConfig,
    roles: Roles,
    reach: Reach,
    keys: Mutex<Keys>,
}

/// What is known of the keys.
#[derive(Debug, Default)]
struct Keys {
    known: Option<(Instant, Arc<JwkSet>)>,
    /// When they could not be had.
    failed: Option<Instant>,
}

/// What an `Authorization` header brings.
pub(super) fn brought(headers: &HeaderMap) -> Option<Result<String, Refused>> {
    let header = headers.get(header::AUTHORIZATION)?.to_str();
    let parts = header.ok().and_then(|header| header.split_once(' '));
    let token = parts.filter(|(scheme, _)| scheme.eq_ignore_ascii_case("bearer"));
    let token = token.map(|(_, token)| token.trim().to_owned());
    Some(token.ok_or(Refused::NotTaken))
}

impl Bearer {
    pub(super) fn of(config: TokensConfig, roles: Roles, reach: Reach) -> Self {
        let keys = Mutex::default();
        Self {
            config,
            roles,
            reach,
            keys,
        }
    }

    /// Who brings a token. Blocks where keys must be asked for.
    pub(super) fn who(&self, token: &str) -> Result<Who, Refused> {
        if token.len() > TOKEN_BYTES_MAX {
            return Err(Refused::Invalid);
        }
        let header = decode_header(token).map_err(|_| Refused::Invalid)?;
        let kid = header.kid.as_deref();
        let key = self.key(kid)?;
        let algorithm = algorithm(&key).ok_or(Refused::Invalid)?;
        let sealed = DecodingKey::from_jwk(&key).map_err(|_| Refused::Invalid)?;
        let told = decode::<Value>(token, &sealed, &self.validation(algorithm));
        let claims = told.map_err(|_| Refused::Invalid)?.claims;
        let account = account(&claims).ok_or(Refused::Invalid)?;
        Ok(Who {
            account: account.into(),
            role: self.roles.find(&claims).ok_or(Refused::NoRole)?,
            by: By::Token,
            stamp: None,
        })
    }

    fn validation(&self, algorithm: Algorithm) -> Validation {
        let mut validation = Validation::new(algorithm);
        validation.set_required_spec_claims(&["exp", "iss", "aud", "sub"]);
        validation.set_issuer(&[&self.config.issuer]);
        validation.set_audience(&[&self.config.audience]);
        validation.validate_nbf = true;
        validation.leeway = LEEWAY_S;
        validation
    }

    /// The key of a name; the only one where a token names none.
    fn key(&self, kid: Option<&str>) -> Result<Jwk, Refused> {
        let keys = self.keys(KEYS_LIFE)?;
        if let Some(key) = named(&keys, kid) {
            return Ok(key.clone());
        }
        let keys = self.keys(KEYS_EVERY)?;
        named(&keys, kid).cloned().ok_or(Refused::Invalid)
    }

    /// The keys, no older than this. One asks; the others wait for what it is told.
    fn keys(&self, life: Duration) -> Result<Arc<JwkSet>, Refused> {
        let mut keys = self.keys.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some((at, known)) = keys.known.as_ref()
            && at.elapsed() < life
        {
            return Ok(Arc::clone(known));
        }
        if keys.failed.is_some_and(|at| at.elapsed() < RETRY_AFTER) {
            return Err(Refused::NoKeys);
        }
        match self.asked() {
            Ok(asked) => {
                let asked = Arc::new(asked);
                keys.known = Some((Instant::now(), Arc::clone(&asked)));
                Ok(asked)
            }
            Err(why) => {
                tracing::error!(error = %why, "Could not have the keys of tokens: {why}");
                keys.failed = Some(Instant::now());
                Err(Refused::NoKeys)
            }
        }
    }

    fn asked(&self) -> Result<JwkSet, String> {
        let keys = match &self.config.keys_file {
            Some(path) => {
                let text = std::fs::read(path);
                let text = text.map_err(|error| format!("{}: {error}", path.display()))?;
                serde_json::from_slice(&text).map_err(|error| error.to_string())?
            }
            None => self.asked_of_issuer()?,
        };
        serde_json::from_value(keys).map_err(|error| error.to_string())
    }

    fn asked_of_issuer(&self) -> Result<Value, String> {
        let issuer = &self.config.issuer;
        let base = issuer.trim_end_matches('/');
        let address = format!("{base}/.well-known/openid-configuration");
        let told = |error: ureq::Error| error.to_string();
        let settings = self.reach.document(&address).map_err(told)?;
        if settings["issuer"].as_str() != Some(issuer) {
            return Err(format!("{address} is the issuer {}", settings["issuer"]));
        }
        let keys = settings["jwks_uri"].as_str();
        let keys = keys.ok_or_else(|| format!("{address} names no `jwks_uri`"))?;
        self.reach.document(keys).map_err(told)
    }
}

/// The algorithm of a key; none for keys that no token here is signed with.
fn algorithm(key: &Jwk) -> Option<Algorithm> {
    let signs = match &key.common.public_key_use {
        None | Some(PublicKeyUse::Signature) => true,
        Some(PublicKeyUse::Encryption | PublicKeyUse::Other(_)) => false,
    };
    let algorithm = if let AlgorithmParameters::RSA(_) = &key.algorithm {
        Algorithm::RS256
    } else if let AlgorithmParameters::EllipticCurve(point) = &key.algorithm
        && point.curve == EllipticCurve::P256
    {
        Algorithm::ES256
    } else if let AlgorithmParameters::OctetKeyPair(pair) = &key.algorithm
        && pair.curve == EllipticCurve::Ed25519
    {
        Algorithm::EdDSA
    } else {
        return None;
    };
    let said = key.common.key_algorithm;
    let is_its_own = said.is_none_or(|said| said == algorithm.into());
    (signs && is_its_own).then_some(algorithm)
}

fn named<'a>(keys: &'a JwkSet, kid: Option<&str>) -> Option<&'a Jwk> {
    match (kid, keys.keys.as_slice()) {
        (Some(kid), _) => keys.find(kid),
        (None, [only]) => Some(only),
        (None, _) => None,
    }
}

#[cfg(test)]
mod tests;
