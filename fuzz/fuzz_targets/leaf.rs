//! libFuzzer on [`medreg_fuzz::leaf`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::leaf::check(bytes);
});
