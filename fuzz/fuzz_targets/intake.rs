//! libFuzzer on [`medreg_fuzz::intake`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::intake::check(bytes);
});
