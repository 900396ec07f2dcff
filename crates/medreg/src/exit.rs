//! Exit codes, documented in `docs/cli.md`: what a script may rely on.

use std::fmt;

use medreg_audit::AuditError;
use medreg_domain::Rejection;
use medreg_domain::reference::builtin::DataError;
use medreg_log::TileError;
use medreg_node::court::CourtError;
use medreg_node::court::adopted::AdoptError;
use medreg_node::federal::FederalError;
use medreg_node::federal::service::ServeError;
use medreg_node::query::QueryError;
use medreg_node::rekey::RekeyError;
use medreg_node::released::ReleaseError;
use medreg_projections::{RebuildError, StoreError};

use medreg_web::signing::SigningError;
use medreg_web::signing::account::AccountError;

use crate::simulator::SimulationError;

/// Why a command failed, by what a script may do about it.
#[derive(Debug)]
pub(crate) enum Failure {
    /// 1: a bug, or a failure nobody foresaw.
    Bug(anyhow::Error),
    /// 2: the command line or a file it names is wrong.
    Usage(String),
    /// 3: a rule said no; with `json`, the refusal goes to stdout as a document.
    Refused {
        /// Which rule, and why.
        rejection: Rejection,
        /// Whether scripts read it.
        json: bool,
    },
    /// 4: there is no such thing.
    NotFound(String),
    /// 5: something cannot be reached, is in use or not ready.
    Unreachable(String),
    /// 6: bytes are not what was signed.
    Integrity(String),
}

impl Failure {
    /// The exit code.
    pub(crate) fn code(&self) -> u8 {
        match self {
            Self::Bug(_) => 1,
            Self::Usage(_) => 2,
            Self::Refused { .. } => 3,
            Self::NotFound(_) => 4,
            Self::Unreachable(_) => 5,
            Self::Integrity(_) => 6,
        }
    }
}

impl fmt::Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Bug(error) => out.write_str(&chain(error.as_ref())),
            Self::Refused { rejection, .. } => write!(out, "refused: {rejection}"),
            Self::Usage(text)
            | Self::NotFound(text)
            | Self::Unreachable(text)
            | Self::Integrity(text) => out.write_str(text),
        }
    }
}

/// The error and what caused it, in one line.
pub(crate) fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        let said = error.to_string();
        if !text.contains(&said) {
            text.push_str(": ");
            text.push_str(&said);
        }
        cause = error.source();
    }
    text
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Self {
        Self::Bug(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Self {
        Self::Unreachable(error.to_string())
    }
}

impl From<serde_json::Error> for Failure {
    fn from(error: serde_json::Error) -> Self {
        Self::Bug(error.into())
    }
}

impl From<DataError> for Failure {
    fn from(error: DataError) -> Self {
        Self::Bug(error.into())
    }
}

impl From<TileError> for Failure {
    fn from(error: TileError) -> Self {
        let text = chain(&error);
        match error {
            TileError::Missing(_) => Self::NotFound(text),
            TileError::Exists(_) => Self::Usage(text),
            TileError::Locked(_) | TileError::NoSpace { .. } | TileError::Io { .. } => {
                Self::Unreachable(text)
            }
            TileError::Corrupt { .. }
            | TileError::Checkpoint { .. }
            | TileError::Integrity { .. } => Self::Integrity(text),
            TileError::Leaf(_) | TileError::Signing(_) | TileError::Range(_) => {
                Self::Bug(error.into())
            }
        }
    }
}

impl From<RekeyError> for Failure {
    fn from(error: RekeyError) -> Self {
        let text = chain(&error);
        match error {
            RekeyError::Log(error) => error.into(),
            RekeyError::Missing(_) => Self::NotFound(text),
            RekeyError::NoOverlap | RekeyError::Secret(_) => Self::Unreachable(text),
            RekeyError::Key(_) => Self::Bug(error.into()),
        }
    }
}

impl From<AuditError> for Failure {
    fn from(error: AuditError) -> Self {
        match error {
            AuditError::Tiles(error) => error.into(),
            AuditError::Store(error) => error.into(),
            AuditError::Fold(error) => error.into(),
            error @ (AuditError::File { .. } | AuditError::Folder(_)) => {
                Self::Unreachable(chain(&error))
            }
        }
    }
}

impl From<StoreError> for Failure {
    fn from(error: StoreError) -> Self {
        let text = chain(&error);
        match error {
            StoreError::InUse(_)
            | StoreError::DiskFull(_)
            | StoreError::Folder { .. }
            | StoreError::Sled { .. } => Self::Unreachable(text),
            StoreError::Row { .. } | StoreError::Recall { .. } => Self::Integrity(text),
            StoreError::OutOfOrder { .. } | StoreError::NoRecall { .. } | StoreError::Rules(_) => {
                Self::Bug(error.into())
            }
        }
    }
}

impl From<RebuildError> for Failure {
    fn from(error: RebuildError) -> Self {
        match error {
            RebuildError::Tiles(error) => error.into(),
            RebuildError::Store(error) => error.into(),
            RebuildError::Event { .. } | RebuildError::Leaf { .. } | RebuildError::Ahead { .. } => {
                Self::Integrity(chain(&error))
            }
        }
    }
}

impl From<FederalError> for Failure {
    fn from(error: FederalError) -> Self {
        match error {
            FederalError::History(error) => error.into(),
            FederalError::Views(error) => error.into(),
            FederalError::Rebuild(error) => error.into(),
            FederalError::Quarantine(error) => Self::Unreachable(chain(&error)),
            FederalError::Rejected(rejection) => Self::Refused {
                rejection,
                json: false,
            },
            FederalError::AsAt(_)
            | FederalError::Snapshot(_)
            | FederalError::Tables(_)
            | FederalError::Folder(_) => Self::Unreachable(chain(&error)),
            FederalError::Key(_)
            | FederalError::Leaf(_)
            | FederalError::Encode(_)
            | FederalError::Entropy(_) => Self::Bug(error.into()),
        }
    }
}

impl From<QueryError> for Failure {
    fn from(error: QueryError) -> Self {
        match error {
            QueryError::NotFound(detail) => Self::NotFound(detail),
            QueryError::Malformed(detail) => Self::Usage(detail),
            QueryError::Refused(rejection) => Self::Refused {
                rejection,
                json: false,
            },
            QueryError::Release(ReleaseError::Changed(_)) => Self::Integrity(chain(&error)),
            QueryError::Release(_) => Self::Unreachable(chain(&error)),
            QueryError::Views(error) => error.into(),
            QueryError::Federal(error) => (*error).into(),
        }
    }
}

impl From<ServeError> for Failure {
    fn from(error: ServeError) -> Self {
        match error {
            ServeError::Federal(error) => error.into(),
            ServeError::Query(error) => error.into(),
            ServeError::Link(_)
            | ServeError::Keyring(_)
            | ServeError::ReaderStopped
            | ServeError::Stopped => Self::Unreachable(chain(&error)),
        }
    }
}

impl From<AccountError> for Failure {
    fn from(error: AccountError) -> Self {
        let text = chain(&error);
        match error {
            AccountError::Name | AccountError::Password | AccountError::Taken(_) => {
                Self::Usage(text)
            }
            AccountError::Unknown(_) => Self::NotFound(text),
            AccountError::Io { .. } | AccountError::Malformed { .. } | AccountError::Hash(_) => {
                Self::Unreachable(text)
            }
        }
    }
}

impl From<SigningError> for Failure {
    fn from(error: SigningError) -> Self {
        match error {
            SigningError::Accounts(error) => error.into(),
            SigningError::Setting(text) => Self::Usage(text),
            SigningError::Random(_) | SigningError::Records(_) => Self::Unreachable(chain(&error)),
        }
    }
}

impl From<CourtError> for Failure {
    fn from(error: CourtError) -> Self {
        match error {
            CourtError::Rejected(rejection) => Self::Refused {
                rejection,
                json: false,
            },
            CourtError::Log(error) => error.into(),
            CourtError::Adopt(AdoptError::Io { .. }) => Self::Unreachable(chain(&error)),
            CourtError::Adopt(AdoptError::Foreign { .. }) => Self::Integrity(chain(&error)),
            CourtError::UnknownCourt(_) => Self::NotFound(chain(&error)),
            other @ (CourtError::Unreadable { .. } | CourtError::Diverged(_)) => {
                Self::Integrity(chain(&other))
            }
            other @ (CourtError::Encode(_)
            | CourtError::Leaf(_)
            | CourtError::Sealing(_)
            | CourtError::Key(_)
            | CourtError::Entropy(_)) => Self::Bug(other.into()),
        }
    }
}

impl From<SimulationError> for Failure {
    fn from(error: SimulationError) -> Self {
        match error {
            SimulationError::Court(error) => error.into(),
            SimulationError::Courts { .. }
            | SimulationError::NoPart(_)
            | SimulationError::Reorganised(_) => Self::Usage(error.to_string()),
            other @ (SimulationError::Data(_)
            | SimulationError::Names(_)
            | SimulationError::Key(_)) => Self::Bug(other.into()),
        }
    }
}
