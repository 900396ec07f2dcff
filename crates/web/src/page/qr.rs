//! QR codes, drawn as one path: nothing for a policy of contents to forbid.

use std::fmt;

use fast_qr::{ECL, QRBuilder};

/// Empty modules around a code (ISO/IEC 18004).
const QUIET: usize = 4;

/// A QR code.
#[derive(Clone, Debug)]
pub(super) struct Qr {
    side: usize,
    path: String,
}

impl Qr {
    /// The code of a text; none where it is too long for one.
    pub(super) fn of(text: &str) -> Option<Self> {
        let code = QRBuilder::new(text).ecl(ECL::M).build().ok()?;
        let mut runs = Vec::new();
        for row in 0..code.size {
            let mut column = 0;
            while column < code.size {
                let dark = (column..code.size).take_while(|at| code[row][*at].value());
                let length = dark.count();
                if length > 0 {
                    let (x, y) = (column + QUIET, row + QUIET);
                    runs.push(format!("M{x} {y}h{length}v1h-{length}z"));
                }
                column += length.max(1);
            }
        }
        let path = runs.concat();
        let side = code.size + 2 * QUIET;
        Some(Self { side, path })
    }
}

impl fmt::Display for Qr {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { side, path } = self;
        write!(
            out,
            r##"<svg class="mr-qr" viewBox="0 0 {side} {side}" aria-hidden="true" focusable="false"><path fill="#fff" d="M0 0h{side}v{side}H0z"/><path fill="#000" d="{path}"/></svg>"##
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Pixels of a module.
    const SCALE: usize = 4;

    /// The modules that a path fills.
    fn drawn(qr: &Qr) -> Vec<Vec<bool>> {
        let mut modules = vec![vec![false; qr.side]; qr.side];
        for run in qr.path.split('M').skip(1) {
            let (start, rest) = run.split_once('h').unwrap();
            let (x, y) = start.split_once(' ').unwrap();
            let (x, y): (usize, usize) = (x.parse().unwrap(), y.parse().unwrap());
            let length: usize = rest.split('v').next().unwrap().parse().unwrap();
            modules[y][x..x + length].fill(true);
        }
        modules
    }

    fn read(qr: &Qr) -> String {
        let modules = drawn(qr);
        let side = qr.side * SCALE;
        let mut image = rqrr::PreparedImage::prepare_from_greyscale(side, side, |x, y| {
            if modules[y / SCALE][x / SCALE] {
                0
            } else {
                255
            }
        });
        let grids = image.detect_grids();
        assert_eq!(grids.len(), 1);
        grids[0].decode().unwrap().1
    }

    #[test]
    fn what_is_drawn_is_read_as_it_was_written() {
        for text in [
            "https://register.example/v/54V2C-837Y9-80",
            "http://127.0.0.1:8080/v/00000-00001-95",
        ] {
            assert_eq!(read(&Qr::of(text).unwrap()), text);
        }
    }

    #[test]
    fn a_text_beyond_what_a_code_holds_gives_none() {
        assert!(Qr::of(&"x".repeat(5_000)).is_none());
    }
}
