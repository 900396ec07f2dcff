//! Tests of the whole register, in one binary: see `it/main.rs`.
//!
//! Empty, for a package of tests alone needs a library to be one.
