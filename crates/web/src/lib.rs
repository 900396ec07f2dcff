//! What a role says over HTTP.
//!
//! The only crate that names axum. [`operators`] is the port for whoever watches a machine:
//! alive, ready, and in figures. Roles are asked through their handles; nothing here decides.

pub mod operators;
