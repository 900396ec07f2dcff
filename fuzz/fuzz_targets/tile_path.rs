//! libFuzzer on [`medreg_fuzz::tile_path`].

#![no_main]

libfuzzer_sys::fuzz_target!(|bytes: &[u8]| {
    medreg_fuzz::tile_path::check(bytes);
});
