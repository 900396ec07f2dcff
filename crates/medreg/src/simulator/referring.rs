//! How disputes come to a court: in which category and channel, after a consultation or not.

use medreg_domain::referral::command::ReferralCommand as C;
use medreg_domain::referral::event::{
    CaseStage, ConsultationChannel, ConsultationGiver, ConsultationOutcome, Criterion,
    ReferralEvent, ReferralSource, ValueBand,
};
use medreg_domain::{CategoryCode, Channel, Command, ConsultationId, Event};
use rand::RngExt;

use super::SimulationError;
use super::corrections::{Matter, Slip};
use super::life::Life;

/// Categories with their weights in a thousand and their usual channels (statistics.md).
pub(super) const CATEGORIES: &[(&str, u32, &[Channel])] = &[
    (
        "FAMILY.DIVORCE",
        300,
        &[Channel::InCourt, Channel::InCourt, Channel::OutOfCourt],
    ),
    (
        "CIVIL.LOAN",
        180,
        &[
            Channel::InCourt,
            Channel::InCourt,
            Channel::OutOfCourt,
            Channel::Arbitration,
        ],
    ),
    (
        "FINANCE.MICROCREDIT",
        120,
        &[Channel::InCourt, Channel::OutOfCourt, Channel::Enforcement],
    ),
    (
        "HOUSING.NEIGHBOURS",
        70,
        &[Channel::InCourt, Channel::OutOfCourt],
    ),
    (
        "LAND.BOUNDARY",
        50,
        &[Channel::InCourt, Channel::AdminCourt],
    ),
    ("LABOUR.WAGES", 80, &[Channel::InCourt, Channel::OutOfCourt]),
    (
        "HEALTH.TREATMENT",
        40,
        &[Channel::OutOfCourt, Channel::InCourt],
    ),
    ("CRIMINAL.MINOR", 100, &[Channel::Criminal]),
    ("ADMIN_OFFENCE", 20, &[Channel::AdminOffence]),
    (
        "CONSUMER.GOODS",
        40,
        &[Channel::OutOfCourt, Channel::InCourt],
    ),
];

impl Life {
    pub(super) fn begin_dispute(&mut self) -> Result<(), SimulationError> {
        let mut pick = self.rng.random_range(0..1000);
        let found = CATEGORIES.iter().find(|(_, weight, _)| {
            let here = pick < *weight;
            pick = pick.saturating_sub(*weight);
            here
        });
        let (category, _, channels) = found.copied().unwrap_or(CATEGORIES[0]);
        let channel = channels[self.rng.random_range(0..channels.len())];
        let Ok(category) = category.parse() else {
            return Ok(());
        };
        let consultation_id = self.consult(category)?;
        let source = match channel {
            Channel::Criminal => ReferralSource::Investigator,
            Channel::Enforcement => ReferralSource::Bailiff,
            Channel::OutOfCourt | Channel::Arbitration => ReferralSource::Parties,
            Channel::InCourt | Channel::AdminCourt | Channel::AdminOffence => ReferralSource::Judge,
        };
        let source = if consultation_id.is_some() && source == ReferralSource::Judge {
            ReferralSource::Consultation
        } else {
            source
        };
        let parties = if self.percent(90) { 2 } else { 3 };
        let suitability =
            (source != ReferralSource::Parties).then(|| vec![Criterion::ContinuingRelation]);
        let command = C::ReferDispute {
            channel,
            category,
            stage: if channel == Channel::OutOfCourt {
                CaseStage::PreTrial
            } else {
                CaseStage::FirstInstance
            },
            source,
            parties_count: parties,
            value_band: [
                ValueBand::None,
                ValueBand::UpTo100,
                ValueBand::UpTo1000,
                ValueBand::UpTo10000,
            ][self.rng.random_range(0..4)],
            consultation_id,
            case_ref_hash: self.secret_hash(),
            suitability,
            assessed_by: None,
            mandatory: false,
        };
        if !self.act(Command::Referral(command))? {
            return Ok(());
        }
        let referred = self.made.iter().find_map(|event| {
            if let Event::Referral(event @ ReferralEvent::DisputeReferred { .. }) = event {
                event.referral_no()
            } else {
                None
            }
        });
        let Some(referral_no) = referred else {
            return Ok(());
        };
        self.plan_correction(Matter::Dispute(self.disputes.len()), Slip::Category);
        self.plan_dispute(referral_no, channel, parties)
    }

    /// Now and then a consultation comes before a dispute; some lead to it.
    fn consult(
        &mut self,
        category: CategoryCode,
    ) -> Result<Option<ConsultationId>, SimulationError> {
        if !self.percent(25) {
            return Ok(None);
        }
        let consultation_id = ConsultationId(self.uuid());
        let room = self.room().filter(|_| self.percent(50));
        let leads = self.percent(40);
        let command = C::HoldConsultation {
            consultation_id,
            channel: match room {
                Some(_) => ConsultationChannel::Room,
                None if self.percent(50) => ConsultationChannel::Phone,
                None => ConsultationChannel::Online,
            },
            category: Some(category),
            given_by: ConsultationGiver::Coordinator,
            entry_no: None,
            room,
            outcome: if leads {
                ConsultationOutcome::Referral
            } else {
                ConsultationOutcome::Information
            },
            fee: None,
        };
        let held = self.act(Command::Referral(command))?;
        Ok((held && leads).then_some(consultation_id))
    }
}
