//! libFuzzer on [`medreg_fuzz::bundle`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::bundle::check(bytes);
});
