use jsonwebtoken::{EncodingKey, Header, encode};
use medreg_node::config::RolesConfig;
use rcgen::{KeyPair, PKCS_ECDSA_P256_SHA256, PKCS_ED25519};
use serde_json::json;

use super::*;
use crate::viewer::Role;

const ISSUER: &str = "https://id.example";

/// What stands before the seed of an Ed25519 key in PKCS #8, version 1.
const SEED_FORM: [u8; 16] = [
    0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20,
];

/// Where the seed lies in a pair as it is made.
const SEED: std::ops::Range<usize> = 16..48;

/// An issuer with a key of each kind, and who checks its tokens by a file of its keys.
struct Issuer {
    ec: EncodingKey,
    ed: EncodingKey,
    bearer: Bearer,
    _folder: tempfile::TempDir,
}

impl Issuer {
    fn new() -> Self {
        let pair = |algorithm| KeyPair::generate_for(algorithm).unwrap().serialize_der();
        let ec = EncodingKey::from_ec_der(&pair(&PKCS_ECDSA_P256_SHA256));
        // The seed alone (RFC 8410): the form with the public key beside it is read by few.
        let mut seed = SEED_FORM.to_vec();
        seed.extend_from_slice(&pair(&PKCS_ED25519)[SEED]);
        let ed = EncodingKey::from_ed_der(&seed);
        let public = |key: &EncodingKey, algorithm, kid: &str| {
            let mut key = json!(Jwk::from_encoding_key(key, algorithm).unwrap());
            key["kid"] = json!(kid);
            key
        };
        let keys = [
            public(&ec, Algorithm::ES256, "ec"),
            public(&ed, Algorithm::EdDSA, "ed"),
            json!({"kty": "oct", "kid": "shared", "alg": "HS256", "k": "c2VjcmV0"}),
        ];
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("keys.json");
        std::fs::write(&path, json!({"keys": keys}).to_string()).unwrap();
        let config = TokensConfig {
            issuer: ISSUER.to_owned(),
            audience: "medreg".to_owned(),
            keys_file: Some(path),
        };
        let roles = Roles::of(&RolesConfig {
            claim: "roles".to_owned(),
            by_group: vec![("audit".to_owned(), "auditor".to_owned())],
        });
        let bearer = Bearer::of(config, roles.unwrap(), Reach::new());
        Self {
            ec,
            ed,
            bearer,
            _folder: folder,
        }
    }

    fn sign(&self, algorithm: Algorithm, kid: &str, claims: &Value) -> String {
        let shared = EncodingKey::from_secret(b"secret");
        let keys = [(Algorithm::EdDSA, &self.ed), (Algorithm::HS256, &shared)];
        let key = keys.into_iter().find(|(of, _)| *of == algorithm);
        let key = key.map_or(&self.ec, |(_, key)| key);
        let mut header = Header::new(algorithm);
        header.kid = Some(kid.to_owned());
        encode(&header, claims, key).unwrap()
    }
}

fn now() -> u64 {
    jsonwebtoken::get_current_timestamp()
}

/// Sound claims with some changed, or taken away by null.
fn claims(changed: Value) -> Value {
    let mut claims = json!({
        "iss": ISSUER, "aud": "medreg", "sub": "robot", "exp": now() + 300, "roles": ["audit"],
    });
    for (name, value) in changed.as_object().unwrap() {
        claims[name] = value.clone();
    }
    let claims = claims.as_object().unwrap().clone();
    claims
        .into_iter()
        .filter(|(_, value)| !value.is_null())
        .collect()
}

#[test]
fn a_sound_token_by_either_kind_of_key_is_taken() {
    let issuer = Issuer::new();
    for (algorithm, kid) in [(Algorithm::ES256, "ec"), (Algorithm::EdDSA, "ed")] {
        let token = issuer.sign(algorithm, kid, &claims(json!({})));
        let who = issuer.bearer.who(&token).unwrap();
        assert_eq!((who.account.as_ref(), who.role), ("robot", Role::Auditor));
        assert_eq!(who.by, By::Token);
    }
}

#[test]
fn claims_that_are_wrong_or_missing_refuse_a_token() {
    let issuer = Issuer::new();
    for (changed, refused) in [
        (json!({"exp": now() - 60}), Refused::Invalid),
        (json!({"exp": null}), Refused::Invalid),
        (json!({"nbf": now() + 120}), Refused::Invalid),
        (json!({"iss": "https://evil.example"}), Refused::Invalid),
        (json!({"iss": null}), Refused::Invalid),
        (json!({"aud": "other"}), Refused::Invalid),
        (json!({"aud": null}), Refused::Invalid),
        (json!({"sub": null}), Refused::Invalid),
        (json!({"roles": ["auditor"]}), Refused::NoRole),
        (json!({"roles": null}), Refused::NoRole),
    ] {
        let token = issuer.sign(Algorithm::ES256, "ec", &claims(changed.clone()));
        assert_eq!(issuer.bearer.who(&token), Err(refused), "{changed}");
    }
    let skewed = claims(json!({"exp": now() - 10, "nbf": now() + 10}));
    let token = issuer.sign(Algorithm::ES256, "ec", &skewed);
    assert!(issuer.bearer.who(&token).is_ok(), "clocks differ a little");
}

#[test]
fn the_key_decides_the_algorithm_and_not_the_token() {
    let issuer = Issuer::new();
    let sound = claims(json!({}));
    let other = Issuer::new();
    let unsigned = {
        let part =
            |value: Value| data_encoding::BASE64URL_NOPAD.encode(value.to_string().as_bytes());
        let header = part(json!({"alg": "none", "kid": "ec"}));
        format!("{header}.{}.", part(sound.clone()))
    };
    let sealed = issuer.sign(Algorithm::ES256, "ec", &sound);
    let (body, _) = sealed.rsplit_once('.').unwrap();
    for (what, token) in [
        ("another's key", other.sign(Algorithm::ES256, "ec", &sound)),
        (
            "the other key's name",
            issuer.sign(Algorithm::EdDSA, "ec", &sound),
        ),
        (
            "a shared secret",
            issuer.sign(Algorithm::HS256, "shared", &sound),
        ),
        (
            "a secret for a public key",
            issuer.sign(Algorithm::HS256, "ec", &sound),
        ),
        (
            "an unknown key",
            issuer.sign(Algorithm::ES256, "else", &sound),
        ),
        ("no signature", unsigned),
        ("a signature cut off", format!("{body}.")),
        ("no token", "x".to_owned()),
        ("too long", "x".repeat(TOKEN_BYTES_MAX + 1)),
    ] {
        assert_eq!(issuer.bearer.who(&token), Err(Refused::Invalid), "{what}");
    }
}

#[test]
fn keys_that_cannot_be_had_are_told_and_not_asked_for_at_once() {
    let mut issuer = Issuer::new();
    let token = issuer.sign(Algorithm::ES256, "ec", &claims(json!({})));
    let sound = issuer.bearer.config.keys_file.replace("/nowhere".into());
    assert_eq!(issuer.bearer.who(&token), Err(Refused::NoKeys));
    issuer.bearer.config.keys_file = sound;
    assert_eq!(issuer.bearer.who(&token), Err(Refused::NoKeys));
}

#[test]
fn what_is_no_bearer_token_is_not_passed_over() {
    let header = |text: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::AUTHORIZATION, text.parse().unwrap());
        brought(&headers)
    };
    assert_eq!(brought(&HeaderMap::new()), None);
    assert_eq!(header("bearer abc"), Some(Ok("abc".to_owned())));
    assert_eq!(header("Basic abc"), Some(Err(Refused::NotTaken)));
    assert_eq!(header("abc"), Some(Err(Refused::NotTaken)));
}
