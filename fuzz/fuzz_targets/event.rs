//! libFuzzer on [`medreg_fuzz::event`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::event::check(bytes);
});
