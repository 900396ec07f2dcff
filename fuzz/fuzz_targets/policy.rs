//! libFuzzer on [`medreg_fuzz::policy`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::policy::check(bytes);
});
