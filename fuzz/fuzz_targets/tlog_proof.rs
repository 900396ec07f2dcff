//! libFuzzer on [`medreg_fuzz::tlog_proof`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::tlog_proof::check(bytes);
});
