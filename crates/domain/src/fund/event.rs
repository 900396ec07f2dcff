//! What happens in a court's fund (events 4d).

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use strum::{IntoStaticStr, VariantNames};

use crate::codes::OfficeId;
use crate::entry::event::vocabulary;
use crate::ids::AllocationId;
use crate::money::Money;

/// A fact about a fund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, IntoStaticStr, VariantNames)]
#[serde(deny_unknown_fields)]
pub enum FundEvent {
    /// Fee revenue is set aside.
    FeeRevenueAllocated {
        /// The allocation.
        allocation_id: AllocationId,
        /// How much.
        amount: Money,
        /// What for.
        purpose: AllocationPurpose,
        /// When.
        on: NaiveDate,
    },
    /// A coordinator is paid from what was set aside.
    CoordinatorRemunerationPaid {
        /// The allocation.
        allocation_id: AllocationId,
        /// The coordinator's office.
        office: OfficeId,
        /// How much.
        amount: Money,
        /// When.
        paid_on: NaiveDate,
    },
}

vocabulary! {
    /// What fee revenue may be set aside for; the first alone is allowed (R41).
    AllocationPurpose {
        /// Pay of coordinators.
        CoordinatorPay,
        /// Equipment: forbidden.
        Equipment,
        /// Anything else: forbidden.
        Other,
    }
}
