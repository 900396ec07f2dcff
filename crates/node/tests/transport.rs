//! The contract of the link, run against both of its forms, and what only NATS can do.
//!
//! The NATS half starts a real nats-server; see `transport/server.rs` for where it is
//! looked for.
#![expect(
    clippy::unwrap_used,
    clippy::panic,
    reason = "the helpers of tests are tests"
)]

#[path = "transport/contract.rs"]
mod contract;
#[path = "transport/embedded.rs"]
mod embedded;
#[path = "transport/harness.rs"]
mod harness;
#[path = "transport/nats.rs"]
mod nats;
#[path = "transport/server.rs"]
mod server;

/// Runs each test of the contract against both forms of the link.
macro_rules! contract_suite {
    ($($name:ident)*) => {
        mod over_nats {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                crate::contract::$name::<crate::harness::OverNats>().await;
            })*
        }
        mod in_one_process {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                crate::contract::$name::<crate::harness::InOneProcess>().await;
            })*
        }
    };
}

contract_suite! {
    publish_order_is_kept
    everything_a_message_bears_arrives
    a_stale_writer_is_refused
    a_retry_is_refused_not_doubled
    a_batch_of_a_thousand_is_whole_or_absent
    a_batch_out_of_bounds_is_not_sent
    a_link_that_forgot_asks_for_the_head_first
    a_position_delivers_exactly_the_rest
    receipts_reach_only_the_court_addressed
    requests_to_resend_are_told_from_receipts
    questions_are_answered
    a_slow_reader_loses_nothing
    a_dropped_fetch_loses_nothing
    keys_are_kept_and_destroyed
    the_state_shows_the_last_sequence
}
