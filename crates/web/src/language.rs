//! The languages of the site: texts, plurals, numbers and dates as each has them.

use std::cmp::Ordering;
use std::fmt::Display;
use std::str::FromStr;
use std::sync::LazyLock;

use axum::http::{Request, header};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use icu_collator::options::CollatorOptions;
use icu_collator::{Collator, CollatorBorrowed};
use icu_decimal::DecimalFormatter;
use icu_decimal::input::{Decimal, SignDisplay};
use icu_decimal::options::DecimalFormatterOptions;
use icu_locale_core::{Locale, locale};
use medreg_domain::Names;
use strum::{EnumString, IntoStaticStr, VariantArray};
use unic_langid::{LanguageIdentifier, langid};

use crate::accept::weighed;

/// A language of the site.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, Hash, EnumString, IntoStaticStr, VariantArray,
)]
#[strum(serialize_all = "lowercase")]
pub(crate) enum Language {
    /// Kazakh, the state language.
    #[default]
    Kk,
    /// Russian.
    Ru,
    /// English.
    En,
}

type Bundle = FluentBundle<FluentResource>;

/// The texts of a language: one file after another.
macro_rules! texts {
    ($language:literal) => {
        &[
            include_str!(concat!("../locales/", $language, "/api.ftl")),
            include_str!(concat!("../locales/", $language, "/codes.ftl")),
            include_str!(concat!("../locales/", $language, "/figures.ftl")),
            include_str!(concat!("../locales/", $language, "/indicators.ftl")),
            include_str!(concat!("../locales/", $language, "/judge.ftl")),
            include_str!(concat!("../locales/", $language, "/law.ftl")),
            include_str!(concat!("../locales/", $language, "/oversight.ftl")),
            include_str!(concat!("../locales/", $language, "/signing.ftl")),
            include_str!(concat!("../locales/", $language, "/problems.ftl")),
            include_str!(concat!("../locales/", $language, "/reading.ftl")),
            include_str!(concat!("../locales/", $language, "/rules.ftl")),
            include_str!(concat!("../locales/", $language, "/site.ftl")),
            include_str!(concat!("../locales/", $language, "/words.ftl")),
        ]
    };
}

const TEXTS: [&[&str]; 3] = [texts!("kk"), texts!("ru"), texts!("en")];

static BUNDLES: LazyLock<[Bundle; 3]> = LazyLock::new(|| {
    let [kk, ru, en] = TEXTS;
    [
        bundle(langid!("kk"), kk),
        bundle(langid!("ru"), ru),
        bundle(langid!("en"), en),
    ]
});

static DECIMALS: LazyLock<[Option<DecimalFormatter>; 3]> = LazyLock::new(|| {
    [locale!("kk"), locale!("ru"), locale!("en")].map(|locale: Locale| {
        DecimalFormatter::try_new(locale.into(), DecimalFormatterOptions::default()).ok()
    })
});

static COLLATORS: LazyLock<[Option<CollatorBorrowed<'static>>; 3]> = LazyLock::new(|| {
    [locale!("kk"), locale!("ru"), locale!("en")]
        .map(|locale: Locale| Collator::try_new(locale.into(), CollatorOptions::default()).ok())
});

fn bundle(language: LanguageIdentifier, texts: &[&'static str]) -> Bundle {
    let mut bundle = Bundle::new_concurrent(vec![language]);
    // Everything here is written from left to right.
    bundle.set_use_isolating(false);
    for text in texts {
        // What cannot be read of a file is left out; a test finds it missing.
        let resource = match FluentResource::try_new((*text).to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        bundle.add_resource_overriding(resource);
    }
    bundle
}

impl Language {
    /// Its code, such as `kk`.
    pub(crate) fn code(self) -> &'static str {
        self.into()
    }

    /// Its own name for itself.
    pub(crate) fn own_name(self) -> &'static str {
        match self {
            Self::Kk => "Қазақша",
            Self::Ru => "Русский",
            Self::En => "English",
        }
    }

    /// The language of a path's first part, if it is one.
    pub(crate) fn of_path(path: &str) -> Option<Self> {
        let first = path.strip_prefix('/')?.split('/').next()?;
        Self::from_str(first).ok()
    }

    /// The first language of an `Accept-Language` header that the site has; Kazakh else.
    pub(crate) fn accepted(header: &str) -> Self {
        let mut asked: Vec<(&str, f32)> = weighed(header).collect();
        asked.sort_by(|one, two| two.1.total_cmp(&one.1));
        let known = asked.iter().find_map(|(tag, _)| {
            let language = tag.split('-').next()?;
            Self::from_str(&language.to_ascii_lowercase()).ok()
        });
        known.unwrap_or_default()
    }

    /// The language in which a request is told what stands in its way before it is answered: that
    /// of its address, else the one liked best, else English.
    pub(crate) fn of_request<B>(request: &Request<B>) -> Self {
        let liked = || {
            let header = request.headers().get(header::ACCEPT_LANGUAGE)?;
            Some(Self::accepted(header.to_str().ok()?))
        };
        let of_path = Self::of_path(request.uri().path());
        of_path.or_else(liked).unwrap_or(Self::En)
    }

    fn bundle(self) -> &'static Bundle {
        &BUNDLES[self as usize]
    }

    /// The text of a message, or of an attribute as `message.attribute`; its own name where
    /// there is none.
    pub(crate) fn t(self, id: &str) -> String {
        self.find(id, None).unwrap_or_else(|| id.to_owned())
    }

    /// The text of a message whose one variable is a number, in the form that number takes.
    pub(crate) fn n(self, id: &str, number: impl TryInto<i64>) -> String {
        let number = number.try_into().unwrap_or(i64::MAX);
        let mut args = FluentArgs::new();
        #[expect(
            clippy::cast_precision_loss,
            reason = "plural rules look at small numbers"
        )]
        args.set("n", FluentValue::from(number as f64));
        args.set("shown", self.number(number));
        self.find(id, Some(&args)).unwrap_or_else(|| id.to_owned())
    }

    /// The text of a message with texts put into it.
    pub(crate) fn with(self, id: &str, put: &[(&'static str, &str)]) -> String {
        let mut args = FluentArgs::new();
        for (name, value) in put {
            args.set(*name, FluentValue::from(*value));
        }
        self.find(id, Some(&args)).unwrap_or_else(|| id.to_owned())
    }

    /// The text of the value of a word, such as `kind` and `PUBLIC`.
    pub(crate) fn word(self, noun: &str, value: impl Display) -> String {
        self.t(&format!("{noun}-{value}"))
    }

    /// The text, if there is one.
    pub(crate) fn find(self, id: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.bundle();
        let (id, attribute) = match id.split_once('.') {
            Some((id, attribute)) => (id, Some(attribute)),
            None => (id, None),
        };
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(attribute) => message.get_attribute(attribute)?.value(),
            None => message.value()?,
        };
        let text = bundle.format_pattern(pattern, args, &mut Vec::new());
        Some(text.into_owned())
    }

    /// A name in this language.
    pub(crate) fn name(self, names: &Names) -> &str {
        match self {
            Self::Kk => &names.kk,
            Self::Ru => &names.ru,
            Self::En => &names.en,
        }
    }

    /// A whole number, its digits in groups.
    pub(crate) fn number(self, number: impl TryInto<i64>) -> String {
        self.decimal(Decimal::from(number.try_into().unwrap_or(i64::MAX)))
    }

    /// A number with so many decimals; what is not finite is nothing.
    pub(crate) fn rounded(self, number: f64, decimals: usize) -> String {
        let power = 10_f64.powi(i32::try_from(decimals).unwrap_or(0));
        // A half goes away from nought, as people round.
        let text = format!("{:.decimals$}", (number * power).round() / power);
        let decimal = text.parse::<Decimal>();
        let shown = decimal.map(|decimal| {
            // Nought has no sign.
            self.decimal(decimal.with_sign_display(SignDisplay::Negative))
        });
        shown.unwrap_or_default()
    }

    /// The order of two names, as the language has it.
    pub(crate) fn compare(self, one: &str, other: &str) -> Ordering {
        match &COLLATORS[self as usize] {
            Some(collator) => collator.compare(one, other),
            None => one.cmp(other),
        }
    }

    /// An amount in tenge, from tiyin; whole tenge without a fraction.
    pub(crate) fn money(self, minor: i64) -> String {
        let mut decimal = Decimal::from(minor);
        decimal.multiply_pow10(-2);
        if minor % 100 == 0 {
            decimal.trim_end();
        }
        format!("{}\u{a0}₸", self.decimal(decimal))
    }

    fn decimal(self, decimal: Decimal) -> String {
        match &DECIMALS[self as usize] {
            Some(formatter) => formatter.format(&decimal).to_string(),
            None => decimal.to_string(),
        }
    }

    /// A civil date, for tables: 04.03.2026, or 4 Mar 2026.
    pub(crate) fn date(self, date: NaiveDate) -> String {
        match self {
            Self::Kk | Self::Ru => date.format("%d.%m.%Y").to_string(),
            Self::En => date.format("%-d %b %Y").to_string(),
        }
    }

    /// A civil date with the month in words.
    pub(crate) fn long_date(self, date: NaiveDate) -> String {
        let month = self.t(&format!("month-{}", date.month()));
        let (day, year) = (date.day().to_string(), date.year().to_string());
        self.with(
            "long-date",
            &[("day", &day), ("month", &month), ("year", &year)],
        )
    }

    /// An instant by the clock of Astana, which all of the country keeps since 2024.
    pub(crate) fn instant(self, instant: DateTime<Utc>) -> String {
        let local = instant + chrono::TimeDelta::hours(5);
        format!(
            "{} {} UTC+5",
            self.date(local.date_naive()),
            local.format("%H:%M")
        )
    }
}

#[cfg(test)]
mod tests;
