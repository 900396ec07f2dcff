//! Who holds a coordinator's office, where and when (R22, R24). Looked up at every act.

use chrono::NaiveDate;
use rustc_hash::FxHashMap;

use crate::codes::OfficeId;
use crate::court_code::CourtCode;
use crate::person::PersonKey;

/// Every appointment stated so far, by office and by person.
#[derive(Clone, Debug, Default)]
pub(super) struct Coordinators {
    by_office: FxHashMap<(CourtCode, OfficeId), Vec<Appointment>>,
    by_person: FxHashMap<PersonKey, Vec<(CourtCode, OfficeId)>>,
}

#[derive(Clone, Copy, Debug)]
struct Appointment {
    person: PersonKey,
    from: NaiveDate,
    to: Option<NaiveDate>,
}

impl Appointment {
    fn covers(&self, day: NaiveDate) -> bool {
        self.overlaps(day, day)
    }

    fn overlaps(&self, first: NaiveDate, last: NaiveDate) -> bool {
        self.from <= last && self.to.is_none_or(|to| first <= to)
    }
}

impl Coordinators {
    /// The person who holds the office on a day.
    pub(super) fn holder(
        &self,
        court: CourtCode,
        office: OfficeId,
        day: NaiveDate,
    ) -> Option<PersonKey> {
        let mut held = self.by_office.get(&(court, office))?.iter();
        held.find(|held| held.covers(day)).map(|held| held.person)
    }

    /// True if any office is held at the court on a day.
    pub(super) fn is_held(&self, court: CourtCode, day: NaiveDate) -> bool {
        let mut offices = self.by_office.iter().filter(|((at, _), _)| *at == court);
        offices.any(|(_, held)| held.iter().any(|held| held.covers(day)))
    }

    /// True if the office was ever given at the court.
    pub(super) fn is_known(&self, court: CourtCode, office: OfficeId) -> bool {
        self.by_office.contains_key(&(court, office))
    }

    /// Another court where an office of that name is held on a day. Asked only for a message.
    pub(super) fn elsewhere(&self, office: OfficeId, day: NaiveDate) -> Option<CourtCode> {
        let courts = self.by_office.iter().filter(|((_, known), held)| {
            *known == office && held.iter().any(|held| held.covers(day))
        });
        courts.map(|((court, _), _)| *court).min()
    }

    /// The first day of an appointment to the office that covers the day or a later one.
    pub(super) fn held_after(
        &self,
        place: (CourtCode, OfficeId),
        day: NaiveDate,
    ) -> Option<NaiveDate> {
        let mut held = self.by_office.get(&place)?.iter();
        held.find(|held| held.overlaps(day, NaiveDate::MAX))
            .map(|held| held.from)
    }

    /// The first day of the appointment to the office whose end is not stated.
    pub(super) fn open_since(&self, place: (CourtCode, OfficeId)) -> Option<NaiveDate> {
        let open = self.by_office.get(&place)?.iter();
        open.filter(|held| held.to.is_none())
            .map(|held| held.from)
            .min()
    }

    /// A court where the person is a coordinator on some day from the first to the last.
    pub(super) fn court_of(
        &self,
        person: PersonKey,
        first: NaiveDate,
        last: NaiveDate,
    ) -> Option<CourtCode> {
        let offices = self.by_person.get(&person)?.iter();
        let held = |(court, office): &&(CourtCode, OfficeId)| {
            let held = self.by_office.get(&(*court, *office));
            held.into_iter()
                .flatten()
                .any(|held| held.person == person && held.overlaps(first, last))
        };
        offices
            .copied()
            .find(|place| held(&place))
            .map(|(court, _)| court)
    }

    pub(super) fn appoint(
        &mut self,
        place: (CourtCode, OfficeId),
        person: PersonKey,
        from: NaiveDate,
    ) {
        let held = self.by_office.entry(place).or_default();
        if held.iter().any(|known| known.from == from) {
            return;
        }
        held.push(Appointment {
            person,
            from,
            to: None,
        });
        let places = self.by_person.entry(person).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
    }

    /// Ends what has begun; an appointment that begins later stays.
    pub(super) fn release(&mut self, place: (CourtCode, OfficeId), last_day: NaiveDate) {
        for held in self.by_office.get_mut(&place).into_iter().flatten() {
            if held.to.is_none() && held.from <= last_day {
                held.to = Some(last_day);
            }
        }
    }
}
