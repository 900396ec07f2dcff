//! How people and programs sign in at an office's site.

use std::path::PathBuf;

use super::Values;

/// How people and programs sign in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SigningConfig {
    /// How the site is reached, such as `https://register.example`; by its listening address
    /// alone if absent.
    pub address: Option<String>,
    /// The claim that names somebody's groups, and what role a group has.
    pub roles: RolesConfig,
    /// Who signs people in, beside the office's own accounts.
    pub provider: Option<ProviderConfig>,
    /// Whose tokens programs bring.
    pub tokens: Option<TokensConfig>,
}

/// Which groups have a role.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RolesConfig {
    /// The claim: one text, or a list.
    pub claim: String,
    /// The role of each group; who is in several has the role of the first.
    pub by_group: Vec<(String, String)>,
}

/// A provider of identities (OIDC).
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProviderConfig {
    /// Its issuer, below which its settings are found.
    pub issuer: String,
    /// What the office is called there.
    pub client_id: String,
    /// The file with the office's secret there.
    pub client_secret_file: PathBuf,
}

/// Tokens (JWT) that programs bring.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TokensConfig {
    /// Who issues them.
    pub issuer: String,
    /// For whom.
    pub audience: String,
    /// The issuer's public keys (JWKS); asked of the issuer if absent.
    pub keys_file: Option<PathBuf>,
}

pub(super) const KEYS: [&str; 9] = [
    "address",
    "role_claim",
    "roles",
    "oidc_issuer",
    "oidc_client_id",
    "oidc_client_secret_file",
    "token_issuer",
    "token_audience",
    "token_keys_file",
];

/// The claim in which providers name groups or roles, most often.
const ROLE_CLAIM: &str = "roles";

impl Values {
    pub(super) fn signing(&mut self) -> SigningConfig {
        let address = self.known.get("address").cloned();
        if let Some(address) = &address {
            self.ensure_base("address", address);
            if address.matches('/').count() > 2 {
                self.fault(&format!(
                    "`address` is `{address}`, not a scheme and a host such as https://register.example"
                ));
            }
        }
        let by_group = self.by_group();
        let claim = self.known.get("role_claim").cloned();
        let provider = self.provider();
        let tokens = self.tokens();
        if (provider.is_some() || tokens.is_some()) && by_group.is_empty() {
            self.fault("`roles` is missing: it says which group has which role");
        }
        SigningConfig {
            address,
            roles: RolesConfig {
                claim: claim.unwrap_or_else(|| ROLE_CLAIM.to_owned()),
                by_group,
            },
            provider,
            tokens,
        }
    }

    /// `group=role` and so on, parted by commas.
    fn by_group(&mut self) -> Vec<(String, String)> {
        let text = self.known.get("roles").cloned().unwrap_or_default();
        let parts = text
            .split(',')
            .map(str::trim)
            .filter(|part| !part.is_empty());
        let mut by_group = Vec::new();
        for part in parts {
            match part.rsplit_once('=') {
                Some((group, role)) => {
                    by_group.push((group.trim().to_owned(), role.trim().to_owned()));
                }
                None => self.fault(&format!("`roles` has `{part}`, not a group=role")),
            }
        }
        by_group
    }

    fn provider(&mut self) -> Option<ProviderConfig> {
        let keys = ["oidc_issuer", "oidc_client_id", "oidc_client_secret_file"];
        if !keys.iter().any(|key| self.known.contains_key(*key)) {
            return None;
        }
        let [issuer, client_id, client_secret_file] = keys.map(|key| self.required(key));
        self.ensure_base("oidc_issuer", &issuer);
        // Where the provider sends people back to.
        self.required("address");
        Some(ProviderConfig {
            issuer,
            client_id,
            client_secret_file: client_secret_file.into(),
        })
    }

    fn tokens(&mut self) -> Option<TokensConfig> {
        let keys = ["token_issuer", "token_audience", "token_keys_file"];
        if !keys.iter().any(|key| self.known.contains_key(*key)) {
            return None;
        }
        let own = self.known.get("token_issuer").cloned();
        let issuer = match own.or_else(|| self.known.get("oidc_issuer").cloned()) {
            Some(issuer) => issuer,
            None => self.required("token_issuer"),
        };
        let audience = self.required("token_audience");
        let keys_file = self.known.get("token_keys_file").map(PathBuf::from);
        if keys_file.is_none() {
            self.ensure_base("token_issuer", &issuer);
        }
        Some(TokensConfig {
            issuer,
            audience,
            keys_file,
        })
    }

    /// Off the machine nothing is asked or sent in the clear.
    fn ensure_base(&mut self, key: &str, address: &str) {
        let here = ["http://127.0.0.1", "http://localhost", "http://[::1]"];
        let is_here = here.iter().any(|here| {
            let rest = address.strip_prefix(here);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with([':', '/']))
        });
        if !address.is_empty() && !is_here && !address.starts_with("https://") {
            self.fault(&format!(
                "`{key}` is `{address}`, not an address that begins with https://"
            ));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::FederalConfig;
    use super::*;

    fn read(lines: &str) -> Result<SigningConfig, Vec<String>> {
        let text = format!("data = \"/x\"\norigin = \"a\"\n{lines}");
        let config = FederalConfig::parse("federal.toml", &text, |_| None);
        config.map(|config| config.signing).map_err(|error| error.0)
    }

    const PROVIDER: &str = "address = \"https://register.example\"\n\
        oidc_issuer = \"https://id.example/realm\"\n\
        oidc_client_id = \"medreg\"\n\
        oidc_client_secret_file = \"/x/oidc.secret\"\n\
        roles = \"judges = judge, cn=audit = auditor\"\n";

    #[test]
    fn nothing_set_is_accounts_of_the_office_alone() {
        let config = read("").unwrap();
        assert_eq!((config.provider, config.tokens), (None, None));
        assert_eq!(config.roles.claim, "roles");
    }

    #[test]
    fn a_provider_is_read_with_its_roles_and_its_tokens() {
        let lines = PROVIDER.to_owned() + "token_audience = \"api\"\n";
        let config = read(&lines).unwrap();
        let provider = config.provider.unwrap();
        assert_eq!(provider.issuer, "https://id.example/realm");
        let roles = [("judges", "judge"), ("cn=audit", "auditor")];
        let roles = roles.map(|(group, role)| (group.to_owned(), role.to_owned()));
        assert_eq!(config.roles.by_group, roles);
        let tokens = config.tokens.unwrap();
        assert_eq!(tokens.issuer, "https://id.example/realm");
        assert_eq!((tokens.audience.as_str(), tokens.keys_file), ("api", None));
    }

    #[test]
    fn every_fault_is_told_at_once() {
        let faults = read(
            "address = \"http://register.example/site\"\n\
             oidc_issuer = \"http://127.0.0.1.example\"\n\
             token_keys_file = \"/x\"\n\
             roles = \"judge\"\n",
        );
        let faults = faults.unwrap_err().join("\n");
        for part in [
            "`address` is `http://register.example/site`, not an address that begins with https",
            "not a scheme and a host",
            "`oidc_issuer` is `http://127.0.0.1.example`",
            "`oidc_client_id` is missing",
            "`oidc_client_secret_file` is missing",
            "`token_audience` is missing",
            "`roles` has `judge`",
            "`roles` is missing",
        ] {
            assert!(faults.contains(part), "{part} in {faults}");
        }
    }

    #[test]
    fn the_machine_itself_may_be_asked_in_the_clear() {
        for sound in [
            "http://127.0.0.1:8080",
            "http://localhost:8080",
            "https://a.example",
        ] {
            assert!(read(&format!("address = \"{sound}\"\n")).is_ok(), "{sound}");
        }
        assert!(read("address = \"http://localhost.example\"\n").is_err());
    }
}
