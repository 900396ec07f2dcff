//! libFuzzer on [`medreg_fuzz::key`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::key::check(bytes);
});
