//! libFuzzer on [`medreg_fuzz::config`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::config::check(bytes);
});
