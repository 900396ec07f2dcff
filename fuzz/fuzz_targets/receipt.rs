//! libFuzzer on [`medreg_fuzz::receipt`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::receipt::check(bytes);
});
