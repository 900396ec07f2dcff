//! Forms of documents, as JSON Schema 2020-12 says them.

use medreg_domain::Currency;
use serde_json::{Map, Value, json};
use strum::VariantArray;

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

/// An object with a field for each of these words.
pub(crate) fn for_each(words: &[&str], of: &Value) -> Value {
    let mut object = for_any(words, of);
    object["required"] = json!(words);
    object
}

/// An object with fields for any of these words.
pub(crate) fn for_any(words: &[&str], of: &Value) -> Value {
    let fields = words.iter().map(|word| ((*word).to_owned(), of.clone()));
    let fields: Map<String, Value> = fields.collect();
    json!({"type": "object", "properties": fields, "additionalProperties": false})
}

/// One of these forms.
pub(crate) fn either(forms: impl IntoIterator<Item = Value>) -> Value {
    let forms: Vec<Value> = forms.into_iter().collect();
    json!({"anyOf": forms})
}

/// A list.
pub(crate) fn list_of(of: Value) -> Value {
    json!({"type": "array", "items": of})
}

/// Nothing.
pub(crate) fn nothing() -> Value {
    json!({"type": "null"})
}

/// The same, or nothing.
pub(crate) fn or_null(of: Value) -> Value {
    either([of, nothing()])
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

/// The words of a vocabulary.
pub(crate) fn words<T: VariantArray + Copy + Into<&'static str>>() -> Vec<&'static str> {
    T::VARIANTS.iter().map(|word| (*word).into()).collect()
}

/// One of these words.
pub(crate) fn one_of(words: &[&str]) -> Value {
    json!({"type": "string", "enum": words})
}

/// A word of a vocabulary.
pub(crate) fn word<T: VariantArray + Copy + Into<&'static str>>() -> Value {
    one_of(&words::<T>())
}

/// Any of these words, parted by commas.
pub(crate) fn any_of(words: &[&str]) -> Value {
    json!({"type": "array", "items": {"enum": words}})
}

/// An amount of money in minor units.
pub(crate) fn money() -> Value {
    object([
        ("amount_minor", integer()),
        ("currency", word::<Currency>()),
    ])
}

/// A name in the site's languages.
pub(crate) fn names() -> Value {
    object([("kk", text()), ("ru", text()), ("en", text())])
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
