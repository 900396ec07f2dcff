//! Somebody between court and office who does not have the court's key.

use bytes::Bytes;
use medreg_domain::CourtCode;
use medreg_log::Leaf;
use medreg_node::transport::Message;
use rand::RngExt;
use rand_chacha::ChaCha8Rng;

use super::world::{PLACES, court, strangers_key};

/// Something like a court's message that the office must not take, and under which subject.
pub(super) fn forge(
    rng: &mut ChaCha8Rng,
    of: CourtCode,
    message: &Message,
) -> (CourtCode, Message) {
    let mut forged = message.clone();
    let line = String::from_utf8_lossy(&message.body).into_owned();
    let place = (0..PLACES.len()).find(|at| court(*at) == of).unwrap_or(0);
    match rng.random_range(0..5) {
        0 => {
            let mut bytes = message.body.to_vec();
            let at = rng.random_range(0..bytes.len());
            bytes[at] ^= 1 << rng.random_range(0..7);
            forged.body = Bytes::from(bytes);
        }
        1 => {
            let kept = rng.random_range(0..line.len());
            forged.body = message.body.slice(..kept);
        }
        2 => {
            let line = line.replace(
                "\"actor\":\"COORDINATOR:o-1\"",
                "\"actor\":\"COORDINATOR:o-9\"",
            );
            let leaf = Leaf::sign(&line, &strangers_key(place)).expect("the line was a leaf's");
            leaf.signature_header().clone_into(&mut forged.signature);
            forged.body = Bytes::from(line);
        }
        3 => {
            // Far ahead, so that much would seem to be missing before it.
            let line = line.replace("\"courtseq\":", "\"courtseq\":9");
            let leaf = Leaf::sign(&line, &strangers_key(place)).expect("the line was a leaf's");
            leaf.signature_header().clone_into(&mut forged.signature);
            forged.body = Bytes::from(line);
        }
        _ => return (court((place + 1) % PLACES.len()), forged),
    }
    (of, forged)
}
