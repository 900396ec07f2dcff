//! Corrections at the federal office: applied by the history it keeps itself.

use medreg_domain::Channel;
use medreg_log::Recorded;
use medreg_node::transport::Message;

use crate::clerk::{SEMEY, code, day};
use crate::office::Office;
use crate::pen::{Pen, referred};

const REFERRAL: &str = "KZ-10-101-2025-000001";

pub(crate) fn corrected(pen: &mut Pen, target: &str) -> Message {
    let data = format!(
        r#"{{"target_event":"{target}","reason":"CLERICAL","patch":{{"channel":"CRIMINAL"}}}}"#
    );
    let subject = format!("referral/{REFERRAL}");
    pen.write_raw("medreg.RecordCorrected.v1", &data, subject)
}

pub(crate) fn id_of(message: &Message) -> String {
    Recorded::from_line(&message.body).unwrap().id.to_string()
}

#[test]
fn a_correction_finds_what_came_in_the_same_delivery_and_after_a_restart() {
    let mut office = Office::begin();
    let mut semey = Pen::of(SEMEY);
    let referral = semey.write(referred(REFERRAL));
    let correction = corrected(&mut semey, &id_of(&referral));
    let taken = office.take(&[referral, correction]);
    assert_eq!((taken.recorded, taken.kept_aside), (2, 0));
    let row = office.federal.views().referral(code(REFERRAL));
    let row = row.unwrap().unwrap();
    assert_eq!(row.referral.channel, Channel::Criminal);
    assert!(row.corrected_on.is_some_and(|on| on >= day("2025-01-01")));
    let office = office.reopened();
    let as_at = office
        .federal
        .views()
        .referral_as_at(code(REFERRAL), row.positions[1]);
    let before = as_at.unwrap().unwrap();
    assert_ne!(before.referral.channel, Channel::Criminal);
    assert_eq!(before.corrected_on, None);
}

#[test]
fn a_correction_of_an_unknown_event_is_kept_aside() {
    let mut office = Office::begin();
    let mut semey = Pen::of(SEMEY);
    let referral = semey.write(referred(REFERRAL));
    let unknown = corrected(&mut semey, "01957f3e-0000-7000-8000-0000000000ff");
    let taken = office.take(&[referral, unknown]);
    assert_eq!((taken.recorded, taken.kept_aside), (1, 1));
    assert_eq!(office.kept(), [("IMPOSSIBLE", 1)]);
    let items = office.federal.quarantine().items().unwrap();
    assert_eq!(items[0].1.detail, "EVENT_UNKNOWN");
}
