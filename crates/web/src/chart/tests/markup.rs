//! A strict reader of what the writer writes: anything it does not know is an error.

/// Elements a drawing may hold, and what may stand in each.
const ELEMENTS: [(&str, &[&str]); 8] = [
    ("div", &["svg"]),
    (
        "svg",
        &["desc", "g", "path", "rect", "svg", "text", "title"],
    ),
    ("desc", &[]),
    ("rect", &[]),
    ("g", &["path", "text"]),
    ("path", &["title"]),
    ("text", &[]),
    ("title", &[]),
];

/// Attributes that hold words of ours.
const WORDS: [&str; 17] = [
    "class",
    "aria-hidden",
    "focusable",
    "font-family",
    "font-weight",
    "fill",
    "stroke",
    "stroke-linejoin",
    "stroke-dasharray",
    "color",
    "text-anchor",
    "paint-order",
    "font-size",
    "lang",
    "overflow",
    "role",
    "xmlns",
];

/// Attributes that hold numbers.
const NUMBERS: [&str; 7] = ["viewBox", "x", "y", "d", "stroke-width", "width", "height"];

/// No number of a drawing is further away.
const FAR: f64 = 60_000.0;

/// What was read.
#[derive(Debug)]
pub(super) struct Markup {
    pub(super) nodes: usize,
}

impl Markup {
    pub(super) fn read(text: &str) -> Result<Self, String> {
        let mut open: Vec<String> = Vec::new();
        let mut nodes = 0;
        let mut rest = text;
        while let Some(start) = rest.find('<') {
            let (words, tag) = rest.split_at(start);
            check_text(words, open.last())?;
            let end = tag.find('>').ok_or("a tag without an end")?;
            let inner = &tag[1..end];
            rest = &tag[end + 1..];
            if let Some(name) = inner.strip_prefix('/') {
                if open.pop().as_deref() != Some(name) {
                    return Err(format!("`{name}` ends what was not begun"));
                }
                continue;
            }
            nodes += 1;
            let (inner, alone) = match inner.strip_suffix('/') {
                Some(inner) => (inner, true),
                None => (inner, false),
            };
            let (name, attributes) = inner.split_once(' ').unwrap_or((inner, ""));
            check_place(name, open.last())?;
            check_attributes(attributes)?;
            if !alone {
                open.push(name.to_owned());
            }
        }
        match (open.last(), rest.trim()) {
            (None, "") => Ok(Self { nodes }),
            (open, rest) => Err(format!("{open:?} is not ended before `{rest}`")),
        }
    }
}

fn check_place(name: &str, parent: Option<&String>) -> Result<(), String> {
    let Some(parent) = parent else {
        return match name {
            "svg" | "div" => Ok(()),
            _ => Err(format!("`{name}` stands alone")),
        };
    };
    let children = ELEMENTS.iter().find(|(element, _)| element == parent);
    match children {
        Some((_, children)) if children.contains(&name) => Ok(()),
        _ => Err(format!("`{name}` stands in `{parent}`")),
    }
}

fn check_text(text: &str, parent: Option<&String>) -> Result<(), String> {
    let held = parent.is_some_and(|parent| ["desc", "text", "title"].contains(&parent.as_str()));
    let forbidden = |letter: char| letter.is_control() || matches!(letter, '>' | '"' | '\'');
    if !held {
        return match text.trim() {
            "" => Ok(()),
            text => Err(format!("`{text}` stands outside of text")),
        };
    }
    if text.contains(forbidden) {
        return Err(format!("`{text}` is not escaped"));
    }
    for entity in text.split('&').skip(1) {
        let name = entity.split_once(';').map(|(name, _)| name);
        if !matches!(name, Some("amp" | "lt" | "gt" | "quot" | "#39")) {
            return Err(format!("`&{entity}` is no entity of ours"));
        }
    }
    Ok(())
}

fn check_attributes(mut text: &str) -> Result<(), String> {
    while !text.is_empty() {
        let (name, rest) = text
            .split_once("=\"")
            .ok_or(format!("`{text}` is no attribute"))?;
        let (value, rest) = rest
            .split_once('"')
            .ok_or(format!("`{name}` does not end"))?;
        if NUMBERS.contains(&name) {
            check_numbers(value)?;
        } else if !WORDS.contains(&name) {
            return Err(format!("`{name}` is no attribute of ours"));
        }
        text = rest.trim_start();
    }
    Ok(())
}

fn check_numbers(value: &str) -> Result<(), String> {
    let numbers = value.split(|letter: char| letter == ' ' || "MLHVaZ".contains(letter));
    for number in numbers.filter(|number| !number.is_empty()) {
        match number.parse::<f64>() {
            Ok(number) if number.abs() <= FAR => {}
            _ => return Err(format!("`{number}` in `{value}`")),
        }
    }
    Ok(())
}

#[test]
fn what_is_not_ours_is_refused() {
    let refused = [
        "<svg style=\"a\"></svg>",
        "<svg onload=\"a\"></svg>",
        "<svg id=\"a\"></svg>",
        "<svg><script>a</script></svg>",
        "<svg><style>a</style></svg>",
        "<svg><text>a\"</text></svg>",
        "<svg><text>&nbsp;</text></svg>",
        "<svg><text>a</svg></text>",
        "<svg><path d=\"MNaN 0\"/></svg>",
        "<svg><path d=\"M1e9 0\"/></svg>",
        "<svg>a</svg>",
        "<svg>",
    ];
    for text in refused {
        assert!(Markup::read(text).is_err(), "{text}");
    }
    assert!(Markup::read("<svg class=\"a\"><text>&lt;</text></svg>").is_ok());
}
