//! What a role says over HTTP.
//!
//! The only crate that names axum. [`operators`] is the port for whoever watches a machine:
//! alive, ready, and in figures. [`site`] is the federal office's face: pages in three
//! languages, and the same facts for programs. Roles are asked through their handles; nothing
//! here decides.

mod accept;
mod api;
mod asked;
mod assets;
mod chart;
mod connections;
mod csv;
mod language;
mod law;
mod log;
mod look_up;
pub mod measure;
pub mod operators;
mod oversight;
mod page;
mod parameters;
mod past;
mod problem;
mod question;
pub mod signing;
pub mod site;
mod viewer;

pub use viewer::Role;
