//! What a court refuses about rooms, contacts, referrals and procedures.

use medreg_domain::Code;
use serde_json::{Value, json};

use super::Told;
use super::story::{
    DAY, ENTRY, Story, choose, consent, extend, give_back, id, refer, referral, sign,
};

pub(super) fn refusals() -> Vec<Told> {
    [before_disputes(), opening(), choosing(), terms(), endings()]
        .into_iter()
        .flatten()
        .collect()
}

fn before_disputes() -> Vec<Told> {
    let close = ("close_room", json!({"room": "R-1"}));
    let contact = json!({"with": "PARTY", "topic": "FEE", "note": "N. N. called"});
    let consultation = json!({"consultation_id": id(1, 1), "channel": "ROOM",
        "given_by": "JUDGE", "outcome": "NONE", "fee": {"amount_minor": 1, "currency": "KZT"}});
    let refused = |code: Code, asked| Story::court().refuses(code, DAY, asked);
    vec![
        refused(Code::RoomUnknown, close),
        refused(Code::PiiInPublicEvent, ("log_contact", contact)),
        refused(
            Code::ConsultationMustBeFree,
            ("hold_consultation", consultation),
        ),
    ]
}

fn opening() -> Vec<Told> {
    let refused = |code: Code, changes: Value| Story::court().refuses(code, DAY, refer(changes));
    let enforcement = refer(json!({"channel": "ENFORCEMENT"}));
    vec![
        Story::court().refuses(Code::ReferralUnknown, DAY, consent(0)),
        Story::court().refuses(Code::ChannelUnknown, "2013-01-03", enforcement),
        refused(Code::PartiesInsufficient, json!({"parties_count": 1})),
        refused(
            Code::NotMediable,
            json!({"suitability": ["INCAPABLE_PARTY"]}),
        ),
        refused(Code::CoercionForbidden, json!({"mandatory": true})),
        refused(Code::ActorNotAllowed, json!({"assessed_by": "PARTY"})),
    ]
}

fn choosing() -> Vec<Told> {
    let list = referral(
        "offer_mediators",
        json!({"entries": [ENTRY], "method": "ALL"}),
    );
    let shares = referral("agree_cost_share", json!({"shares": [60, 60]}));
    let refused =
        |code: Code, on: &str, asked| Story::referred("IN_COURT").refuses(code, on, asked);
    vec![
        refused(Code::PartyUnknown, DAY, consent(2)),
        refused(Code::ConsentMissing, DAY, sign(json!({}))),
        Story::consented("IN_COURT").refuses(Code::MediatorMissing, DAY, sign(json!({}))),
        refused(Code::MediatorNotActive, "2026-03-03", choose(json!({}))),
        refused(
            Code::MediatorNotJointlyChosen,
            DAY,
            choose(json!({"all_parties": false})),
        ),
        refused(Code::ShortlistTooShort, DAY, list),
        refused(Code::CostShareInvalid, DAY, shares),
    ]
}

fn terms() -> Vec<Told> {
    let refused = |code: Code, on: &str, changes: Value| {
        Story::agreed("OUT_OF_COURT").refuses(code, on, extend(changes))
    };
    let deadline = json!({"deadline_on": "2025-05-15", "authority": "COURT"});
    let criminal = Story::ready("CRIMINAL")
        .then(DAY, referral("set_procedural_deadline", deadline))
        .then(DAY, sign(json!({})));
    let clause = json!({"agreement_on": "2020-06-01", "dispute_arose_on": "2025-03-01"});
    let start = json!({"procedure_id": id(0xc, 1), "language": "ru", "fee_kind": "FREE"});
    let ready = |code: Code, asked| Story::ready("OUT_OF_COURT").refuses(code, DAY, asked);
    vec![
        ready(
            Code::DueDateInconsistent,
            sign(json!({"declared_due_on": "2025-04-03"})),
        ),
        refused(Code::ExtensionAfterExpiry, "2025-04-03", json!({})),
        Story::agreed("OUT_OF_COURT")
            .then(DAY, extend(json!({"days": 30})))
            .refuses(Code::AggregateCapExceeded, DAY, extend(json!({"days": 1}))),
        refused(Code::ExtensionDaysInvalid, DAY, json!({"days": 31})),
        refused(
            Code::MutualDecisionMissing,
            DAY,
            json!({"all_parties": false}),
        ),
        refused(Code::DeciderNotAllowed, DAY, json!({"decided_by": "COURT"})),
        Story::ready("CRIMINAL").refuses(Code::ProceduralDeadlineRequired, DAY, sign(json!({}))),
        criminal.refuses(Code::CriminalTermFixed, DAY, extend(json!({}))),
        ready(
            Code::PreDisputeNotAllowed,
            referral("record_pre_dispute_agreement", clause),
        ),
        ready(
            Code::NewAgreementRequired,
            referral("start_procedure", start),
        ),
    ]
}

fn endings() -> Vec<Told> {
    let closed = || Story::referred("IN_COURT").then(DAY, give_back("NOT_STARTED", json!({})));
    let score = referral("receive_feedback", json!({"role": "PARTY", "score": 6}));
    let agreed = |code: Code, asked| Story::agreed("OUT_OF_COURT").refuses(code, DAY, asked);
    vec![
        closed().refuses(Code::AlreadyClosed, DAY, consent(0)),
        closed().refuses(Code::ScoreInvalid, DAY, score),
        agreed(
            Code::SettlementUnsigned,
            give_back("FULL_SETTLEMENT", json!({"signed_by_parties": false})),
        ),
        agreed(Code::ResultCodeUnknown, give_back("NOT_STARTED", json!({}))),
    ]
}
