//! Keys of a keyboard, as the protocol names them.

use serde_json::{Value, json};

/// A key, pressed and let go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Key {
    /// To what comes next.
    Tab,
    /// To what came before.
    ShiftTab,
    /// Do it.
    Enter,
    /// Choose what follows.
    Down,
    /// A character.
    Character(char),
}

impl Key {
    /// What the protocol says of the key going down.
    pub(super) fn down(self) -> Value {
        let (name, code, text) = match self {
            Self::Tab | Self::ShiftTab => ("Tab".to_owned(), 9, String::new()),
            Self::Enter => ("Enter".to_owned(), 13, "\r".to_owned()),
            Self::Down => ("ArrowDown".to_owned(), 40, String::new()),
            Self::Character(it) => (it.to_string(), 0, it.to_string()),
        };
        let shift = if self == Self::ShiftTab { 8 } else { 0 };
        let kind = if text.is_empty() {
            "rawKeyDown"
        } else {
            "keyDown"
        };
        json!({
            "type": kind, "key": name, "code": name, "modifiers": shift, "text": text,
            "windowsVirtualKeyCode": code, "nativeVirtualKeyCode": code,
        })
    }

    /// What the protocol says of the key coming up.
    pub(super) fn up(self) -> Value {
        let mut event = self.down();
        event["type"] = json!("keyUp");
        event["text"] = json!("");
        event
    }
}
