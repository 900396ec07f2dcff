//! libFuzzer on [`medreg_fuzz::checkpoint`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::checkpoint::check(bytes);
});
