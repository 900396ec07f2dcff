//! An issuer of tokens whose public key the office has in a file, and who brings them.

use std::path::Path;

use base64::prelude::{BASE64_URL_SAFE_NO_PAD, Engine};
use chrono::{TimeDelta, Utc};
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

use crate::site::Shown;
use crate::trial::Knobs;

const ISSUER: &str = "https://id.example";
const AUDIENCE: &str = "medreg";

/// Names the key in tokens and in the office's file.
const KEY_ID: &str = "it";

/// The roles that tokens give.
pub(super) const ROLES: [&str; 4] = ["judge", "analyst", "auditor", "operator"];

/// The issuer's key.
pub(super) struct Issuer(SigningKey);

impl Issuer {
    pub(super) fn new() -> Self {
        Self(SigningKey::from_bytes(&[7; 32]))
    }

    /// An office that takes its tokens, with what was put into its folder before it began.
    pub(super) fn shown(&self, knobs: Knobs, put: impl FnOnce(&Path)) -> Shown {
        Shown::lived_of(knobs, |office| {
            put(office);
            self.settings(office)
        })
    }

    fn settings(&self, office: &Path) -> String {
        let key = json!({
            "kty": "OKP", "crv": "Ed25519", "alg": "EdDSA", "use": "sig", "kid": KEY_ID,
            "x": BASE64_URL_SAFE_NO_PAD.encode(self.0.verifying_key().as_bytes()),
        });
        let file = office.join("tokens.jwks");
        std::fs::write(&file, json!({"keys": [key]}).to_string()).unwrap();
        let roles = ROLES.map(|role| format!("{role}={role}")).join(", ");
        format!(
            "listen = '127.0.0.1:0'\nrate_limit = 1000000\ntoken_issuer = '{ISSUER}'\n\
             token_audience = '{AUDIENCE}'\ntoken_keys_file = '{}'\nroles = '{roles}'\n",
            file.display()
        )
    }

    /// What a program of that role sends along (RFC 7519, RFC 8037).
    pub(super) fn authorization(&self, role: &str) -> String {
        let expires = Utc::now() + TimeDelta::hours(1);
        let header = json!({"alg": "EdDSA", "typ": "JWT", "kid": KEY_ID});
        let claims = json!({
            "iss": ISSUER, "aud": AUDIENCE, "sub": role, "roles": [role],
            "exp": expires.timestamp(),
        });
        let encoded = |part: &Value| BASE64_URL_SAFE_NO_PAD.encode(part.to_string());
        let signed = format!("{}.{}", encoded(&header), encoded(&claims));
        let signature = self.0.sign(signed.as_bytes()).to_bytes();
        let signature = BASE64_URL_SAFE_NO_PAD.encode(signature);
        format!("Bearer {signed}.{signature}")
    }
}
