//! What a coordinator may ask to do with a court's fund.

use serde::{Deserialize, Serialize};
use strum::VariantNames;

use super::event::AllocationPurpose;
use crate::codes::OfficeId;
use crate::ids::AllocationId;
use crate::money::Money;

/// A command about a fund; each gives the event of the same name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, VariantNames)]
#[strum(serialize_all = "snake_case")]
#[serde(tag = "act", rename_all = "snake_case", deny_unknown_fields)]
#[expect(
    missing_docs,
    reason = "fields are those of the event each command gives, documented there"
)]
pub enum FundCommand {
    /// Sets fee revenue aside.
    AllocateRevenue {
        allocation_id: AllocationId,
        amount: Money,
        purpose: AllocationPurpose,
    },
    /// Pays a coordinator.
    PayCoordinator {
        allocation_id: AllocationId,
        office: OfficeId,
        amount: Money,
    },
}
