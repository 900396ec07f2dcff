//! Forms of documents, as JSON Schema 2020-12 says them.

use serde_json::{Map, Value, json};

/// An object with these fields and no others.
pub(crate) fn object<const N: usize>(fields: [(&str, Value); N]) -> Value {
    let required: Vec<&str> = fields.iter().map(|(name, _)| *name).collect();
    let required = json!(required);
    let properties: Map<String, Value> = fields
        .into_iter()
        .map(|(name, form)| (name.to_owned(), form))
        .collect();
    json!({
        "type": "object", "properties": properties, "required": required,
        "additionalProperties": false,
    })
}

/// An object's form with fields that may be left out.
pub(crate) fn with_optional<const N: usize>(
    mut object: Value,
    fields: [(&str, Value); N],
) -> Value {
    for (name, form) in fields {
        object["properties"][name] = form;
    }
    object
}

/// An object's form with more fields.
pub(crate) fn with<const N: usize>(object: Value, fields: [(&str, Value); N]) -> Value {
    let names = fields.each_ref().map(|(name, _)| json!(name));
    let mut whole = with_optional(object, fields);
    if let Some(required) = whole["required"].as_array_mut() {
        required.extend(names);
    }
    whole
}

/// An object whose fields are named by what they are of.
pub(crate) fn by_name(of: Value) -> Value {
    json!({"type": "object", "additionalProperties": of})
}

/// A list.
pub(crate) fn list_of(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

/// The same, or nothing.
pub(crate) fn or_null(of: Value) -> Value {
    json!({"anyOf": [of, {"type": "null"}]})
}

pub(crate) fn text() -> Value {
    json!({"type": "string"})
}

/// Text up to so many characters.
pub(crate) fn text_up_to(most: usize) -> Value {
    json!({"type": "string", "maxLength": most})
}

/// Text of a pattern.
pub(crate) fn code(pattern: &str) -> Value {
    json!({"type": "string", "pattern": pattern})
}

/// A civil date.
pub(crate) fn date() -> Value {
    json!({"type": "string", "format": "date"})
}

/// An instant.
pub(crate) fn instant() -> Value {
    json!({"type": "string", "format": "date-time"})
}

/// An event's id.
pub(crate) fn uuid() -> Value {
    json!({"type": "string", "format": "uuid"})
}

pub(crate) fn flag() -> Value {
    json!({"type": "boolean"})
}

/// A whole number.
pub(crate) fn integer() -> Value {
    json!({"type": "integer"})
}

/// How many.
pub(crate) fn count() -> Value {
    json!({"type": "integer", "minimum": 0})
}

/// A whole number within bounds.
pub(crate) fn number_within(least: u64, most: u64) -> Value {
    json!({"type": "integer", "minimum": least, "maximum": most})
}

/// Any number.
pub(crate) fn number() -> Value {
    json!({"type": "number"})
}

/// One of these words.
pub(crate) fn one_of(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

/// Any of these words, parted by commas.
pub(crate) fn any_of(words: &[&str]) -> Value {
    json!({"type": "array", "items": {"enum": words}})
}

/// A name in the site's languages.
pub(crate) fn names() -> Value {
    object([("kk", text()), ("ru", text()), ("en", text())])
}

/// An object of which nothing more is said.
pub(crate) fn any_object() -> Value {
    json!({"type": "object", "properties": {}, "required": []})
}

/// A list of objects of which nothing more is said, with more beside it.
pub(crate) fn open_list() -> Value {
    let mut list = listed(any_object());
    list["additionalProperties"] = json!(true);
    list
}

/// One thing, with what goes with every answer.
pub(crate) fn told(thing: Value) -> Value {
    with(
        thing,
        [
            ("as_of", or_null(date())),
            ("as_at", or_null(text())),
            ("position", count()),
            ("disclaimer", text()),
        ],
    )
}

/// A list of things, with what goes with every answer.
pub(crate) fn listed(of: Value) -> Value {
    told(object([
        ("items", list_of(of)),
        ("next", or_null(text())),
        ("total", count()),
    ]))
}
