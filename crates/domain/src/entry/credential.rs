//! The certificate of being in the register, which ends with the right to mediate.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::{Entry, wrong_state};
use crate::act::Act;
use crate::docket::Docket;
use crate::entry::event::{CertificateEnd, EntryEvent};
use crate::ids::CredentialId;
use crate::numbers::EntryNo;
use crate::rejection::{Code, Rejection, ensure};

/// A certificate that was handed out.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Credential {
    /// Its id.
    pub id: CredentialId,
    /// When it was handed out.
    pub issued_on: NaiveDate,
    /// Its last day.
    pub valid_to: NaiveDate,
    /// First day without it, once revoked.
    pub revoked_on: Option<NaiveDate>,
}

impl Credential {
    /// True on days the certificate may be relied on.
    pub fn stands(&self, day: NaiveDate) -> bool {
        let revoked = self.revoked_on.is_some_and(|from| from <= day);
        !revoked && (self.issued_on..=self.valid_to).contains(&day)
    }
}

impl Entry {
    /// The certificate that stands on a day.
    pub fn credential(&self, day: NaiveDate) -> Option<&Credential> {
        self.credentials.iter().find(|known| known.stands(day))
    }

    /// The certificate handed out last, if it was not revoked.
    fn unrevoked(&self) -> Option<&Credential> {
        self.credentials
            .last()
            .filter(|known| known.revoked_on.is_none())
    }

    pub(super) fn revoke_credential(&mut self, id: CredentialId, on: NaiveDate) {
        for known in &mut self.credentials {
            if known.id == id && known.revoked_on.is_none() {
                known.revoked_on = Some(on);
            }
        }
    }
}

/// Hands a certificate out, valid as long as the entry; one at a time.
pub(super) fn issue(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    credential_id: CredentialId,
) -> Result<Vec<EntryEvent>, Rejection> {
    let entry = docket.entry(entry_no)?;
    let on = act.on;
    ensure(
        entry.validity.is_active(on),
        Code::MediatorNotActive,
        || format!("entry {entry_no} is not active on {on}: no certificate is handed out"),
    )?;
    let mut known = entry.credentials.iter();
    ensure(
        known.all(|known| known.id != credential_id),
        Code::AlreadyExists,
        || format!("certificate {credential_id} exists already: give the new one its own id"),
    )?;
    let standing = entry.unrevoked().filter(|known| on <= known.valid_to);
    if let Some(Credential { id, valid_to, .. }) = standing {
        let detail = format!(
            "certificate {id} of entry {entry_no} stands to {valid_to}: revoke it as REPLACED first"
        );
        return Err(Rejection::new(Code::AlreadyExists, detail));
    }
    Ok(vec![EntryEvent::CertificateIssued {
        entry_no,
        credential_id,
        valid_to: entry.validity.valid_to(),
    }])
}

/// Ends a certificate before its last day.
pub(super) fn revoke(
    docket: &Docket,
    act: &Act<'_>,
    entry_no: EntryNo,
    end: (CredentialId, CertificateEnd),
) -> Result<Vec<EntryEvent>, Rejection> {
    let (credential_id, reason) = end;
    let entry = docket.entry(entry_no)?;
    let known = entry
        .credentials
        .iter()
        .find(|known| known.id == credential_id);
    let issued_on = known
        .filter(|known| known.revoked_on.is_none())
        .map(|known| known.issued_on)
        .ok_or_else(|| {
            let detail =
                format!("entry {entry_no} has no certificate {credential_id}, or it is revoked");
            wrong_state(detail)
        })?;
    let on = act.on;
    ensure(issued_on <= on, Code::DateOrder, || {
        format!("certificate {credential_id} was handed out on {issued_on}, after {on}")
    })?;
    ensure(
        reason != CertificateEnd::EntryNotActive || !entry.validity.is_active(on),
        Code::WrongState,
        || format!("entry {entry_no} is active on {on}: give another reason"),
    )?;
    Ok(vec![EntryEvent::CertificateRevoked {
        entry_no,
        credential_id,
        on,
        reason,
    }])
}

/// The end of the certificate that was handed out, beside what ends the right to mediate.
pub(crate) fn ended_with(entry: &Entry, entry_no: EntryNo, on: NaiveDate) -> Option<EntryEvent> {
    let known = entry.unrevoked()?;
    Some(EntryEvent::CertificateRevoked {
        entry_no,
        credential_id: known.id,
        on,
        reason: CertificateEnd::EntryNotActive,
    })
}

#[cfg(test)]
mod tests;
