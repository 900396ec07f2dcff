//! Everything that needs more than one crate, a file outside the crates, or a
//! program: the house's own rules, the files for deployment, the independent
//! verifier, the binaries end to end.
//!
//! A test that needs a program fails without it and names the command that
//! installs it. Nothing here waits for a time: it waits for a line, an answer or
//! a position, with a bound.

#[cfg(test)]
mod admin;
#[cfg(test)]
mod asking;
#[cfg(test)]
mod audit;
#[cfg(test)]
mod backup;
#[cfg(test)]
mod broker;
#[cfg(test)]
mod browser;
#[cfg(test)]
mod cli;
#[cfg(test)]
mod cluster;
#[cfg(test)]
mod codes;
#[cfg(test)]
mod deploy;
#[cfg(test)]
mod deployment;
#[cfg(test)]
mod description;
#[cfg(test)]
mod doctor;
#[cfg(test)]
mod faults;
#[cfg(test)]
mod federation;
#[cfg(test)]
mod figures;
#[cfg(test)]
mod following;
#[cfg(test)]
mod history;
#[cfg(test)]
mod house;
#[cfg(test)]
mod intake;
#[cfg(test)]
mod judge;
#[cfg(test)]
mod kept;
#[cfg(test)]
mod keys;
#[cfg(test)]
mod log_key;
#[cfg(test)]
mod nats_client;
#[cfg(test)]
mod oversight;
#[cfg(test)]
mod paper;
#[cfg(test)]
mod provider;
#[cfg(test)]
mod releases;
#[cfg(test)]
mod roles;
#[cfg(test)]
mod rules;
#[cfg(test)]
mod seeds;
#[cfg(test)]
mod sign_in;
#[cfg(test)]
mod site;
#[cfg(test)]
mod soak;
#[cfg(test)]
mod streams;
#[cfg(test)]
mod telemetry;
#[cfg(test)]
mod term;
#[cfg(test)]
mod tls;
#[cfg(test)]
mod trace;
#[cfg(test)]
mod verifier;

#[cfg(test)]
use medreg_tests::{harness, process, soak as soaking, trial};
