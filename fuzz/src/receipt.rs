//! Receipts: only what the office signed is believed, and whatever it signs reads back.

use medreg_domain::{CourtCode, Digest};
use medreg_node::Receipt;

use crate::fixture;

/// Opens bytes as a receipt; then as the text of one that the office has signed.
pub fn check(bytes: &[u8]) -> bool {
    let office = fixture::key("federal");
    let is_ours = Receipt::open(bytes, &office.vkey(), court()).is_ok();
    assert!(!is_ours || seeds().iter().any(|seed| seed == bytes));
    let Ok(text) = std::str::from_utf8(bytes) else {
        return is_ours;
    };
    let text = text.split('\n').next().unwrap_or_default();
    let text = format!("{text}\n");
    let note = format!("{text}\n{}", office.sign(&text).note_line());
    if let Ok(receipt) = Receipt::open(note.as_bytes(), &office.vkey(), court()) {
        assert_eq!(receipt.court, court());
        let again = receipt.sign(&office).unwrap();
        let again = Receipt::open(again.as_bytes(), &office.vkey(), court()).unwrap();
        assert_eq!(again, receipt);
        return true;
    }
    is_ours
}

fn court() -> CourtCode {
    "KZ-75-012".parse().unwrap()
}

/// Receipts of the worked example's court: small numbers, large ones.
pub fn seeds() -> Vec<Vec<u8>> {
    let receipt = |courtseq, position| Receipt {
        court: court(),
        courtseq,
        leaf_hash: Digest([7; 32]),
        position,
    };
    let receipts = [receipt(2, 3), receipt(u64::MAX, u64::MAX)];
    let note = |receipt: Receipt| receipt.sign(&fixture::key("federal")).unwrap().into_bytes();
    receipts.map(note).to_vec()
}
