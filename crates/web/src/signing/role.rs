//! Which role somebody has by what their provider says of them.

use medreg_node::config::RolesConfig;
use serde_json::Value;

use super::SigningError;
use crate::viewer::Role;

/// Bytes of an account's name as a provider gives it, by bound.
const ACCOUNT_BYTES_MAX: usize = 128;

/// The roles of groups, by the claim that names somebody's groups.
#[derive(Clone, Debug)]
pub(super) struct Roles {
    /// Where the claim stands: its name, or names parted by dots.
    claim: Vec<String>,
    by_group: Vec<(String, Role)>,
}

impl Roles {
    /// The roles as they are set.
    pub(super) fn of(config: &RolesConfig) -> Result<Self, SigningError> {
        let by_group = config.by_group.iter().map(|(group, role)| {
            let known = role.parse().map_err(|_| {
                SigningError::Setting(format!(
                    "`roles` gives `{group}` the role `{role}`, which is none of judge, analyst, auditor, operator"
                ))
            });
            Ok((group.clone(), known?))
        });
        Ok(Self {
            claim: config.claim.split('.').map(str::to_owned).collect(),
            by_group: by_group.collect::<Result<_, SigningError>>()?,
        })
    }

    /// The role of whoever these claims are about: that of the first group set that is theirs.
    pub(super) fn find(&self, claims: &Value) -> Option<Role> {
        let groups = self
            .claim
            .iter()
            .try_fold(claims, |claims, name| claims.get(name))?;
        let is_theirs = |group: &str| match groups {
            Value::String(one) => one == group,
            Value::Array(all) => all.iter().any(|one| one.as_str() == Some(group)),
            Value::Null | Value::Bool(_) | Value::Number(_) | Value::Object(_) => false,
        };
        let theirs = self.by_group.iter().find(|(group, _)| is_theirs(group));
        theirs.map(|(_, role)| *role)
    }
}

/// The account of whoever claims are about, as their issuer names it.
pub(super) fn account(claims: &Value) -> Option<&str> {
    let account = claims.get("sub")?.as_str()?;
    let is_sound = !account.is_empty()
        && account.len() <= ACCOUNT_BYTES_MAX
        && !account.contains(char::is_control);
    is_sound.then_some(account)
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn roles(claim: &str) -> Roles {
        let by_group = [("audit", "auditor"), ("courts/judges", "judge")];
        let by_group = by_group.map(|(group, role)| (group.to_owned(), role.to_owned()));
        Roles::of(&RolesConfig {
            claim: claim.to_owned(),
            by_group: by_group.to_vec(),
        })
        .unwrap()
    }

    #[test]
    fn a_role_follows_from_a_group_and_from_nothing_else() {
        let check = |claims: Value, role| assert_eq!(roles("roles").find(&claims), role);
        check(json!({"roles": "audit"}), Some(Role::Auditor));
        check(json!({"roles": ["x", "courts/judges"]}), Some(Role::Judge));
        check(
            json!({"roles": ["courts/judges", "audit"]}),
            Some(Role::Auditor),
        );
        for nothing in [
            json!({}),
            json!({"roles": ["auditor", "AUDIT"]}),
            json!({"roles": {"audit": true}}),
            json!({"groups": "audit"}),
        ] {
            check(nothing, None);
        }
        let deep = json!({"realm_access": {"roles": ["audit"]}});
        assert_eq!(roles("realm_access.roles").find(&deep), Some(Role::Auditor));
        assert_eq!(roles("realm_access").find(&deep), None);
    }

    #[test]
    fn a_role_that_is_none_is_told_at_the_start() {
        let faulty = RolesConfig {
            claim: "roles".to_owned(),
            by_group: vec![("x".to_owned(), "king".to_owned())],
        };
        let told = Roles::of(&faulty).unwrap_err().to_string();
        assert!(told.contains("`king`"), "{told}");
    }

    #[test]
    fn an_account_is_a_short_text() {
        assert_eq!(account(&json!({"sub": "8f-1"})), Some("8f-1"));
        let long = "x".repeat(ACCOUNT_BYTES_MAX + 1);
        for odd in [
            json!({}),
            json!({"sub": ""}),
            json!({"sub": 7}),
            json!({"sub": "a\nb"}),
            json!({"sub": long}),
        ] {
            assert_eq!(account(&odd), None, "{odd}");
        }
    }
}
