//! Personal data, sealed and opened: nothing opens but what was sealed with the key.

use medreg_audit::DataKeys;
use medreg_log::{PersonalData, commitment, open, seal};
use serde_json::Value;

use crate::fixture::{self, EXAMPLE};

/// The worked example's data key: one byte, thirty-two times.
const DATA_KEY: [u8; 32] = [5; 32];

/// Reads bytes as a sealed text, as opened content, and as a file of data keys.
pub fn check(bytes: &[u8]) -> bool {
    let text = std::str::from_utf8(bytes).ok();
    let opened = text.and_then(|text| open(text, &DATA_KEY).ok());
    if let Some(opened) = &opened {
        assert_eq!(commitment(opened).to_string(), example("commitment"));
    }
    let content = PersonalData::from_plaintext(bytes);
    if let Ok(data) = &content {
        let written = data.plaintext().unwrap();
        assert_eq!(
            PersonalData::from_plaintext(written.as_bytes()).as_ref(),
            Ok(data)
        );
        let sealed = seal(written.as_bytes(), &DATA_KEY, &[6; 24]).unwrap();
        assert_eq!(sealed.open(&DATA_KEY), Ok(written.into_bytes()));
    }
    let keys = text.and_then(|text| text.parse::<DataKeys>().ok());
    opened.is_some() || content.is_ok() || keys.is_some()
}

fn example(field: &str) -> String {
    fixture::string(&EXAMPLE["personal"][field])
}

/// The worked example's content, the same sealed, and a file of two data keys.
pub fn seeds() -> Vec<Vec<u8>> {
    let registered = fixture::string(&EXAMPLE["events"][2]["line"]);
    let registered: Value = serde_json::from_str(&registered).unwrap();
    let personal = &registered["data"]["personal"];
    let (key, base64) = (fixture::string(&personal["key"]), example("commitment"));
    let keys = format!("{key} {base64}\n{key} {base64}\n");
    let all = [
        example("plaintext"),
        fixture::string(&personal["sealed"]),
        keys,
    ];
    all.map(String::into_bytes).to_vec()
}
