//! libFuzzer on [`medreg_fuzz::office_request`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::office_request::check(bytes);
});
