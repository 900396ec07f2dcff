//! libFuzzer on [`medreg_fuzz::act`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::act::check(bytes);
});
