//! The facts of a simulated federation: keys, providers, organisations, quality bodies,
//! inhabitants and court cases.
//!
//! Coordinators are in `appointments.rs`, courts with a policy of their own in `policies.rs`.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use medreg_domain::reference::event::{CasesOf, ReferenceEvent, SroStatus};
use medreg_domain::{
    CourtCode, Names, OfficeId, ProviderId, QualityBodyId, RegionCode, SroId, SroOfficeId,
};
use medreg_node::entropy::derive;

use super::referring::CATEGORIES;
use super::reorganisation::Reorganisation;
use super::{Knobs, SimulationError, appointments, court_key, policies};

/// Facts with the civil date each is stated for.
pub(super) type Facts = Vec<(NaiveDate, ReferenceEvent)>;

/// Courts with their offices.
pub(super) type Courts = [(CourtCode, Vec<OfficeId>)];

/// What the office of a simulated federation states beside the shipped facts.
pub(super) fn added(
    knobs: Knobs,
    courts: &Courts,
    reorganised: &[Reorganisation],
) -> Result<Facts, SimulationError> {
    let mut facts = providers();
    facts.extend(organisations(courts));
    facts.extend(quality_bodies());
    facts.extend(suspended_organisation(knobs));
    facts.extend(keys(knobs, courts)?);
    facts.extend(appointments::facts(knobs, courts, reorganised));
    facts.extend(policies::facts(knobs, courts, reorganised));
    facts.extend(inhabitants(knobs, courts));
    facts.extend(court_cases(knobs, courts));
    Ok(facts)
}

/// A training provider by its number, 1 to 12.
pub(super) fn provider(n: u32) -> Option<ProviderId> {
    format!("TP-{n:03}").parse().ok()
}

/// An organisation of mediators by its number, 1 to 16.
pub(super) fn sro(n: u32) -> Option<SroId> {
    format!("SRO-{n:03}").parse().ok()
}

/// An organisation's office in a region where a court takes part.
pub(super) fn sro_office(sro: SroId, region: RegionCode) -> Option<SroOfficeId> {
    format!("{sro}/{region}").parse().ok()
}

/// A quality body by its number, 1 to 3.
pub(super) fn quality_body(n: u32) -> Option<QualityBodyId> {
    format!("QB-{n:02}").parse().ok()
}

fn names(kk: &str, ru: &str, en: &str, n: u32) -> Names {
    Names {
        kk: format!("{kk} {n}"),
        ru: format!("{ru} {n}"),
        en: format!("{en} {n}"),
    }
}

/// The day providers and organisations were there already.
fn before() -> NaiveDate {
    NaiveDate::from_ymd_opt(2020, 1, 1).unwrap_or_default()
}

fn providers() -> Facts {
    let fact = |n| {
        let recognised = ReferenceEvent::TrainingProviderRecognised {
            id: provider(n)?,
            names: names("Оқу орталығы", "Учебный центр", "Training centre", n),
            valid_from: before(),
            valid_to: None,
        };
        Some((before(), recognised))
    };
    (1..=12).filter_map(fact).collect()
}

fn organisations(courts: &Courts) -> Facts {
    let regions: BTreeSet<RegionCode> = courts.iter().map(|(court, _)| court.region()).collect();
    let mut facts = Facts::new();
    for (n, sro) in (1..=16).filter_map(|n| Some((n, sro(n)?))) {
        let registered = ReferenceEvent::SroRegistered {
            sro,
            bin: format!("2404400{n:05}"),
            names: names(
                "Медиаторлар ұйымы",
                "Организация медиаторов",
                "Organisation of mediators",
                n,
            ),
            contact: Some(format!("office@sro{n:03}.example")),
        };
        facts.push((before(), registered));
        facts.extend(regions.iter().filter_map(|region| {
            let added = ReferenceEvent::SroOfficeAdded {
                sro,
                office: sro_office(sro, *region)?,
                region: *region,
                contact: None,
            };
            Some((before(), added))
        }));
    }
    facts
}

fn quality_bodies() -> Facts {
    let fact = |n| {
        let registered = ReferenceEvent::QualityBodyRegistered {
            id: quality_body(n)?,
            names: names("Сапа органы", "Орган качества", "Quality body", n),
            valid_from: before(),
            valid_to: None,
        };
        Some((before(), registered))
    };
    (1..=3).filter_map(fact).collect()
}

/// Keys of the courts.
fn keys(knobs: Knobs, courts: &Courts) -> Result<Facts, SimulationError> {
    let mut facts = Facts::new();
    for (court, _) in courts {
        let vkey = court_key(knobs.seed, *court)?.vkey().to_string();
        let court = *court;
        facts.push((knobs.start(), ReferenceEvent::CourtKeyAdded { court, vkey }));
    }
    Ok(facts)
}

/// One organisation is suspended for some months, and active again.
fn suspended_organisation(knobs: Knobs) -> Facts {
    let change = |(days, status)| {
        let on = knobs.start() + Days::new(days);
        let sro = sro(5)?;
        Some((on, ReferenceEvent::SroStatusChanged { sro, status, on }))
    };
    [(120, SroStatus::Suspended), (210, SroStatus::Active)]
        .into_iter()
        .filter_map(change)
        .collect()
}

/// Inhabitants of the regions, drawn once for each.
fn inhabitants(knobs: Knobs, courts: &Courts) -> Facts {
    let regions: BTreeSet<RegionCode> = courts.iter().map(|(court, _)| court.region()).collect();
    let mut facts = Facts::new();
    for year in knobs.years_lived() {
        let on = NaiveDate::from_ymd_opt(year, 1, 1).unwrap_or(knobs.start());
        facts.extend(regions.iter().map(|region| {
            let drawn = derive(knobs.seed, &format!("{region}/inhabitants"));
            let inhabitants = 400_000 + u64::from(u16::from_be_bytes([drawn[0], drawn[1]])) * 25;
            let set = ReferenceEvent::PopulationSet {
                region: *region,
                year,
                inhabitants,
                source: "simulated".to_owned(),
            };
            (on, set)
        }));
    }
    facts
}

/// New court cases, several times as many as disputes are referred.
fn court_cases(knobs: Knobs, courts: &Courts) -> Facts {
    let mut facts = Facts::new();
    for year in knobs.years_lived() {
        for quarter in 1..=4u8 {
            let month = u32::from(quarter) * 3;
            let on = NaiveDate::from_ymd_opt(year, month, 28).unwrap_or(knobs.start());
            facts.extend(courts.iter().map(|(court, _)| {
                let drawn = derive(knobs.seed, &format!("{court}/{year}/{quarter}/cases"));
                let cases = CATEGORIES.iter().zip(drawn);
                let cases = cases.filter_map(|((category, weight, _), drawn)| {
                    let count = weight + weight * u32::from(drawn) / 256;
                    let category = category.parse().ok()?;
                    Some(CasesOf { category, count })
                });
                let set = ReferenceEvent::CourtCasesSet {
                    court: *court,
                    year,
                    quarter,
                    cases: cases.collect(),
                };
                (on, set)
            }));
        }
    }
    facts
}
