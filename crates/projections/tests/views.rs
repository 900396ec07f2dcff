//! What the views promise: the same history gives the same rows however it is cut, merged,
//! interrupted or rebuilt, and every figure is the one computed on paper.
#![expect(clippy::unwrap_used, reason = "the helpers of tests are tests")]

#[path = "views/builder.rs"]
mod builder;
#[path = "views/corrected.rs"]
mod corrected;
#[path = "views/durability.rs"]
mod durability;
#[path = "views/earlier.rs"]
mod earlier;
#[path = "views/facts.rs"]
mod facts;
#[path = "views/figures.rs"]
mod figures;
#[path = "views/findings.rs"]
mod findings;
#[path = "views/indicators.rs"]
mod indicators;
#[path = "views/maps.rs"]
mod maps;
#[path = "views/merged.rs"]
mod merged;
#[path = "views/oversight.rs"]
mod oversight;
#[path = "views/paper.rs"]
mod paper;
#[path = "views/publication.rs"]
mod publication;
#[path = "views/reading.rs"]
mod reading;
#[path = "views/referrals.rs"]
mod referrals;
#[path = "views/replay.rs"]
mod replay;
#[path = "views/unsettled.rs"]
mod unsettled;
