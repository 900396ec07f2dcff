//! The streams the register needs, and how one that is there is checked.
//!
//! A node that starts looks and checks; creating is in [`super::provision()`].

use std::collections::HashMap;
use std::fmt::Debug;

use async_nats::jetstream::context::GetStreamErrorKind;
use async_nats::jetstream::stream::{
    Config, DiscardPolicy, Info, RetentionPolicy, StorageType, Stream,
};
use async_nats::jetstream::{Context, ErrorCode};

use super::super::{LinkError, StreamIdentity, StreamState, subject};

/// What courts publish.
pub(super) const INBOX: &str = "MEDREG_INBOX";
/// What the office says to courts.
pub(super) const OUTBOX: &str = "MEDREG_OUTBOX";
/// The bucket of wrapped data keys.
pub(super) const KEYS_BUCKET: &str = "medreg_keys";
const KEYS: &str = "KV_medreg_keys";
const KEYS_SUBJECTS: &str = "$KV.medreg_keys.>";

pub(super) const ALL: [&str; 3] = [INBOX, OUTBOX, KEYS];
const EPOCH: &str = "medreg.epoch";
const UNLIMITED: i64 = -1;

/// The stream as it is, provided that it is as needed.
pub(super) async fn checked(
    context: &Context,
    servers: &str,
    stream: &'static str,
) -> Result<Stream, LinkError> {
    let found = context.get_stream(stream).await.map_err(|error| {
        let kind = error.kind();
        if let GetStreamErrorKind::JetStream(answer) = &kind
            && answer.error_code() == ErrorCode::STREAM_NOT_FOUND
        {
            return LinkError::Missing {
                stream,
                servers: servers.to_owned(),
            };
        }
        LinkError::Broker {
            operation: "read a stream's configuration",
            kind: kind.to_string(),
        }
    })?;
    verify(stream, &found.cached_info().config)?;
    Ok(found)
}

/// Checks all streams at the start of the office.
pub(super) async fn check_all(context: &Context, servers: &str) -> Result<(), LinkError> {
    for stream in ALL {
        checked(context, servers, stream).await?;
    }
    Ok(())
}

/// The state a stream's description shows.
pub(super) fn state(info: &Info) -> StreamState {
    let identity = StreamIdentity {
        stream: info.config.name.clone(),
        created: info.created,
        epoch: info.config.metadata.get(EPOCH).cloned().unwrap_or_default(),
    };
    StreamState {
        identity,
        first_sequence: info.state.first_sequence,
        last_sequence: info.state.last_sequence,
    }
}

/// The configuration a stream is created with.
pub(super) fn wanted(stream: &str, replicas: usize) -> Config {
    let epoch = uuid::Builder::from_random_bytes(rand::random())
        .into_uuid()
        .to_string();
    let base = Config {
        name: stream.to_owned(),
        retention: RetentionPolicy::Limits,
        storage: StorageType::File,
        discard: DiscardPolicy::New,
        max_messages: UNLIMITED,
        max_bytes: UNLIMITED,
        max_messages_per_subject: UNLIMITED,
        num_replicas: replicas,
        deny_delete: true,
        metadata: HashMap::from([(EPOCH.to_owned(), epoch)]),
        ..Config::default()
    };
    match stream {
        INBOX => Config {
            subjects: vec![subject::INBOX_ALL.to_owned()],
            deny_purge: true,
            allow_atomic_publish: true,
            ..base
        },
        // A receipt rolls up its subject, so the newest alone is kept; rolling up counts
        // as purging, so purging cannot be denied here.
        OUTBOX => Config {
            subjects: [
                subject::RECEIPT_ALL,
                subject::RESEND_ALL,
                subject::REFERENCE,
            ]
            .map(str::to_owned)
            .into(),
            allow_rollup: true,
            ..base
        },
        // A bucket without direct reads: a key that is destroyed is gone for every reader
        // at once, not when the last replica has heard of it.
        _ => Config {
            subjects: vec![KEYS_SUBJECTS.to_owned()],
            max_messages_per_subject: 1,
            allow_rollup: true,
            ..base
        },
    }
}

/// Checks that a stream is configured as needed, with any number of replicas.
fn verify(stream: &'static str, found: &Config) -> Result<(), LinkError> {
    let wanted = wanted(stream, found.num_replicas);
    let check = Check { stream };
    check.same("subjects", &wanted.subjects, &found.subjects)?;
    check.same("storage", &wanted.storage, &found.storage)?;
    check.same("retention", &wanted.retention, &found.retention)?;
    check.same("discard", &wanted.discard, &found.discard)?;
    check.same("max_msgs", &wanted.max_messages, &found.max_messages)?;
    check.same("max_bytes", &wanted.max_bytes, &found.max_bytes)?;
    check.same("max_age", &wanted.max_age, &found.max_age)?;
    let per_subject = (
        &wanted.max_messages_per_subject,
        &found.max_messages_per_subject,
    );
    check.same("max_msgs_per_subject", per_subject.0, per_subject.1)?;
    check.same("deny_delete", &wanted.deny_delete, &found.deny_delete)?;
    check.same("deny_purge", &wanted.deny_purge, &found.deny_purge)?;
    check.same(
        "allow_rollup_hdrs",
        &wanted.allow_rollup,
        &found.allow_rollup,
    )?;
    check.same(
        "allow_atomic",
        &wanted.allow_atomic_publish,
        &found.allow_atomic_publish,
    )?;
    check.same("allow_direct", &wanted.allow_direct, &found.allow_direct)?;
    check.same(
        "allow_msg_ttl",
        &wanted.allow_message_ttl,
        &found.allow_message_ttl,
    )?;
    check.same("sealed", &wanted.sealed, &found.sealed)?;
    check.same("mirror", &false, &found.mirror.is_some())?;
    check.same("sources", &false, &found.sources.is_some())?;
    check.same(
        "subject_transform",
        &false,
        &found.subject_transform.is_some(),
    )?;
    check.same(
        "metadata medreg.epoch",
        &true,
        &found.metadata.contains_key(EPOCH),
    )
}

/// A comparison of settings that names the first one that differs.
pub(super) struct Check {
    pub(super) stream: &'static str,
}

impl Check {
    pub(super) fn same<T: PartialEq + Debug>(
        &self,
        setting: &'static str,
        wanted: &T,
        found: &T,
    ) -> Result<(), LinkError> {
        if wanted == found {
            return Ok(());
        }
        Err(LinkError::Misconfigured {
            stream: self.stream,
            setting,
            wanted: format!("{wanted:?}"),
            found: format!("{found:?}"),
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_created_passes_the_check() {
        for stream in ALL {
            verify(stream, &wanted(stream, 3)).unwrap();
        }
    }

    #[test]
    fn a_stream_that_may_lose_messages_is_refused() {
        let lossy = Config {
            max_age: std::time::Duration::from_secs(1),
            ..wanted(INBOX, 1)
        };
        let error = verify(INBOX, &lossy).unwrap_err();
        assert!(
            matches!(
                error,
                LinkError::Misconfigured {
                    setting: "max_age",
                    ..
                }
            ),
            "{error}"
        );
    }
}
