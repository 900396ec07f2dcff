//! Who asks: everybody, or somebody the office has given a role.

use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDate;
use medreg_domain::visibility::Audience;
use medreg_node::query::Sight;
use serde::{Deserialize, Serialize};
use strum::{Display, EnumString, IntoStaticStr, VariantArray};

use crate::problem::Problem;
use crate::signing::{FormToken, Who};
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

/// Who may look at an earlier state of knowledge.
pub(crate) const PAST_ROLES: [Role; 2] = [Role::Analyst, Role::Auditor];

/// Who asks.
#[derive(Clone, Debug)]
pub(crate) struct Viewer {
    /// The role; none for everybody.
    pub(crate) role: Option<Role>,
    /// Who signed in; nobody for everybody.
    who: Option<Who>,
    /// What shows that a form is theirs; none for programs and for everybody.
    pub(crate) form: Option<FormToken>,
    /// Whether they were let see what not everybody may: then the read is recorded.
    saw_more: Option<Arc<AtomicBool>>,
}

impl Viewer {
    /// Everybody.
    pub(crate) const EVERYBODY: Self = Self {
        role: None,
        who: None,
        form: None,
        saw_more: None,
    };

    /// Somebody the office has given a role.
    pub(crate) fn of(who: Who) -> Self {
        Self {
            role: Some(who.role),
            who: Some(who),
            form: None,
            saw_more: Some(Arc::default()),
        }
    }

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
        let audience = self.audience();
        if audience > Audience::Public {
            self.note();
        }
        Sight::of(audience, today)
    }

    /// Who signed in.
    pub(crate) fn who(&self) -> Option<&Who> {
        self.who.as_ref()
    }

    /// True once they were let see what not everybody may.
    pub(crate) fn saw_more(&self) -> bool {
        let saw = self.saw_more.as_ref();
        saw.is_some_and(|saw| saw.load(Ordering::Relaxed))
    }

    fn note(&self) {
        if let Some(saw) = &self.saw_more {
            saw.store(true, Ordering::Relaxed);
        }
    }

    /// Refuses who has none of the roles.
    pub(crate) fn ensure(&self, roles: &[Role]) -> Result<(), Problem> {
        match self.role {
            Some(role) if roles.contains(&role) => {
                self.note();
                Ok(())
            }
            Some(_) => Err(Problem::forbidden(roles)),
            None => Err(Problem::signed_out(roles)),
        }
    }
}

impl FromRequestParts<Site> for Viewer {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Site) -> Result<Self, Infallible> {
        // The door has found out who asks; without one, it is everybody.
        let known = parts.extensions.get::<Self>().cloned();
        Ok(known.unwrap_or(Self::EVERYBODY))
    }
}
