//! The running roles of the register: the court node, the federal aggregator, and the
//! link between them.
//!
//! The only crate that names async-nats. Start at [`court`] for how an act becomes an
//! event, at [`federal`] for how an event becomes history, at [`transport`] for what
//! carries it.

mod asking;
pub mod config;
pub mod control;
pub mod court;
pub mod entropy;
pub mod federal;
pub mod published;
pub mod query;
mod receipt;
pub mod rekey;
pub mod released;
pub mod secret;
mod stop;
pub mod transport;

pub use receipt::{Receipt, ReceiptError};
pub use stop::{Stop, StopSwitch, stop};
