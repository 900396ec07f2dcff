//! libFuzzer on [`medreg_fuzz::sealed`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::sealed::check(bytes);
});
