//! Who asks: everybody, or somebody the office has given a role.

use std::convert::Infallible;
use std::sync::Arc;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_node::query::Sight;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::problem::Problem;
use crate::site::Site;

/// What somebody may do here, beyond what everybody may.
#[derive(
    Clone,
    Copy,
    Debug,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    Display,
    EnumString,
    IntoStaticStr,
    VariantArray,
)]
#[serde(rename_all = "snake_case")]
#[strum(serialize_all = "snake_case")]
pub enum Role {
    /// Asks whether parties may be pointed to a mediator (R35).
    Judge,
    /// Reads the history and earlier states of knowledge.
    Analyst,
    /// Audits mediators and courts for the federal office.
    Auditor,
    /// Keeps the office's machine running.
    Operator,
}

/// Who asks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Viewer {
    /// The role; none for everybody.
    pub(crate) role: Option<Role>,
    /// The account, as access records name it.
    pub(crate) account: Option<Arc<str>>,
}

impl Viewer {
    /// Everybody.
    pub(crate) const EVERYBODY: Self = Self {
        role: None,
        account: None,
    };

    /// Whose fields of an entry are shown.
    pub(crate) fn audience(&self) -> Audience {
        match self.role {
            None | Some(Role::Analyst | Role::Operator) => Audience::Public,
            Some(Role::Judge) => Audience::Judge,
            Some(Role::Auditor) => Audience::Federal,
        }
    }

    /// What is shown on a day.
    pub(crate) fn sight(&self, today: NaiveDate) -> Sight {
        Sight::of(self.audience(), today)
    }

    /// Refuses who has none of the roles.
    pub(crate) fn ensure(&self, roles: &[Role]) -> Result<(), Problem> {
        match self.role {
            Some(role) if roles.contains(&role) => Ok(()),
            Some(_) => Err(Problem::forbidden(roles)),
            None => Err(Problem::signed_out(roles)),
        }
    }
}

impl FromRequestParts<Site> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(_: &mut Parts, _: &Site) -> Result<Self, Infallible> {
        Ok(Self::EVERYBODY)
    }
}
