//! libFuzzer on [`medreg_fuzz::envelope`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::envelope::check(bytes);
});
