//! A NATS client of the barest kind, for what a well-behaved client hides:
//! which subjects the server refuses.

use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::time::{Duration, Instant};

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use ed25519_dalek::{Signer, SigningKey};
use serde_json::{Value, json};

/// The server is on this machine; what has not come by then does not come.
const ANSWER_WITHIN: Duration = Duration::from_secs(20);

/// The type byte of a user's public nkey.
const USER: u8 = 20 << 3;

/// What a seed begins with, before the type of its key.
const SEED: u8 = 18 << 3;

/// A user who signs in with an nkey.
#[derive(Debug)]
pub(crate) struct User(SigningKey);

impl User {
    pub(crate) fn from_seed(seed: u8) -> Self {
        Self(SigningKey::from_bytes(&[seed; 32]))
    }

    /// A user whose seed lies in a file.
    pub(crate) fn from_file(path: &Path) -> Self {
        let seed = fs::read_to_string(path).expect("the user has a seed");
        let bytes = from_base32(seed.trim());
        let key = bytes[2..34].try_into().expect("a seed has 32 bytes");
        Self(SigningKey::from_bytes(&key))
    }

    /// The public key as server configs write it.
    pub(crate) fn nkey(&self) -> String {
        let mut bytes = vec![USER];
        bytes.extend_from_slice(self.0.verifying_key().as_bytes());
        checked(bytes)
    }

    /// The seed as its file holds it.
    pub(crate) fn seed(&self) -> String {
        let mut bytes = vec![SEED | USER >> 5, (USER & 31) << 3];
        bytes.extend_from_slice(self.0.as_bytes());
        checked(bytes)
    }
}

/// A message as it arrived.
#[derive(Debug)]
pub(crate) struct Message {
    pub(crate) subject: String,
    pub(crate) reply: Option<String>,
    pub(crate) payload: Vec<u8>,
}

/// One connection.
#[derive(Debug)]
pub(crate) struct Client {
    reader: BufReader<TcpStream>,
    writer: TcpStream,
    subscriptions: u32,
}

/// What the server sends.
enum Frame {
    Message(Message),
    Refusal(String),
    Pong,
    Other,
}

impl Client {
    /// Signs in, or returns what the server said against it.
    pub(crate) fn connect(port: u16, user: &User) -> Result<Self, String> {
        let (mut client, info) = Self::open(port);
        let nonce = info["nonce"].as_str().expect("the server asks for nkeys");
        let signature = user.0.sign(nonce.as_bytes());
        client.introduce(&json!({
            "verbose": false, "pedantic": false, "lang": "test", "version": "0", "protocol": 1,
            "headers": true, "nkey": user.nkey(), "sig": URL_SAFE_NO_PAD.encode(signature.to_bytes()),
        }))?;
        Ok(client)
    }

    /// Connects to a server that lets everybody in.
    pub(crate) fn connect_freely(port: u16) -> Self {
        let (mut client, _) = Self::open(port);
        let said = client.introduce(&json!({
            "verbose": false, "pedantic": false, "lang": "test", "version": "0", "protocol": 1,
            "headers": true,
        }));
        said.expect("the server lets everybody in");
        client
    }

    fn open(port: u16) -> (Self, Value) {
        let writer = TcpStream::connect(("127.0.0.1", port)).expect("the server listens");
        let reader = BufReader::new(writer.try_clone().expect("a socket can be cloned"));
        let mut client = Self {
            reader,
            writer,
            subscriptions: 0,
        };
        client.listen_for(ANSWER_WITHIN);
        let greeting = client.line();
        let info = greeting.strip_prefix("INFO ").expect("INFO comes first");
        let info = serde_json::from_str(info).expect("INFO is JSON");
        (client, info)
    }

    fn introduce(&mut self, connect: &Value) -> Result<(), String> {
        self.send(&format!("CONNECT {connect}\r\n"));
        self.settle()
    }

    /// Subscribes, or returns the server's refusal.
    pub(crate) fn subscribe(&mut self, subject: &str) -> Result<(), String> {
        self.subscriptions += 1;
        self.send(&format!("SUB {subject} {}\r\n", self.subscriptions));
        self.settle()
    }

    /// Publishes, or returns the server's refusal.
    pub(crate) fn publish(&mut self, subject: &str, payload: &str) -> Result<(), String> {
        self.send(&format!("PUB {subject} {}\r\n{payload}\r\n", payload.len()));
        self.settle()
    }

    /// Publishes with one header, if there is one; settles before it returns.
    pub(crate) fn publish_with(&mut self, subject: &str, header: Option<&str>, payload: &str) {
        let head = header.map_or_else(String::new, |header| {
            format!("NATS/1.0\r\n{header}\r\n\r\n")
        });
        let sizes = format!("{} {}", head.len(), head.len() + payload.len());
        if head.is_empty() {
            self.send(&format!("PUB {subject} {}\r\n{payload}\r\n", payload.len()));
        } else {
            self.send(&format!("HPUB {subject} {sizes}\r\n{head}{payload}\r\n"));
        }
        self.settle()
            .expect("the server takes what anybody publishes");
    }

    /// Publishes with a subject to answer on, and does not wait for the answer.
    pub(crate) fn ask(&mut self, subject: &str, reply: &str, payload: &str) {
        let size = payload.len();
        self.send(&format!("PUB {subject} {reply} {size}\r\n{payload}\r\n"));
    }

    /// The next message of any subscription.
    pub(crate) fn next(&mut self) -> Message {
        loop {
            match self.frame() {
                Frame::Message(message) => return message,
                Frame::Refusal(refusal) => panic!("refused: {refusal}"),
                Frame::Pong | Frame::Other => {}
            }
        }
    }

    /// The next message, if one comes in time: servers that choose a leader just then lose
    /// what they are asked.
    pub(crate) fn next_within(&mut self, within: Duration) -> Option<Message> {
        let deadline = Instant::now() + within;
        loop {
            let left = deadline.checked_duration_since(Instant::now())?;
            self.listen_for(left.max(Duration::from_millis(1)));
            let has_come = self.reader.fill_buf().is_ok_and(|bytes| !bytes.is_empty());
            self.listen_for(ANSWER_WITHIN);
            if !has_come {
                return None;
            }
            if let Frame::Message(message) = self.frame() {
                return Some(message);
            }
        }
    }

    fn listen_for(&self, within: Duration) {
        self.writer
            .set_read_timeout(Some(within))
            .expect("the bound is not zero");
    }

    /// Waits until the server has dealt with all that was sent.
    fn settle(&mut self) -> Result<(), String> {
        self.send("PING\r\n");
        let mut refusal = None;
        loop {
            match self.frame() {
                Frame::Refusal(said) if said.contains("Authorization") => return Err(said),
                Frame::Refusal(said) => refusal = Some(said),
                Frame::Message(message) => panic!("not awaited: {message:?}"),
                Frame::Pong => return refusal.map_or(Ok(()), Err),
                Frame::Other => {}
            }
        }
    }

    fn frame(&mut self) -> Frame {
        let line = self.line();
        let (verb, rest) = line.split_once(' ').unwrap_or((&line, ""));
        match verb {
            "MSG" => Frame::Message(self.message(rest)),
            "-ERR" => Frame::Refusal(rest.to_owned()),
            "PONG" => Frame::Pong,
            "PING" => {
                self.send("PONG\r\n");
                Frame::Other
            }
            _ => Frame::Other,
        }
    }

    /// Reads the rest of `MSG <subject> <sid> [reply] <size>`.
    fn message(&mut self, head: &str) -> Message {
        let words: Vec<&str> = head.split(' ').collect();
        let size: usize = words.last().unwrap().parse().expect("a size comes last");
        let mut payload = vec![0; size + 2];
        self.reader
            .read_exact(&mut payload)
            .expect("the payload follows");
        payload.truncate(size);
        Message {
            subject: words[0].to_owned(),
            reply: (words.len() == 4).then(|| words[2].to_owned()),
            payload,
        }
    }

    fn line(&mut self) -> String {
        let mut line = String::new();
        self.reader
            .read_line(&mut line)
            .expect("the server answers in time");
        assert!(!line.is_empty(), "the server closed the connection");
        line.trim_end().to_owned()
    }

    fn send(&mut self, text: &str) {
        self.writer
            .write_all(text.as_bytes())
            .expect("the server reads");
    }
}

/// Bytes with their check, as nkeys are written.
fn checked(mut bytes: Vec<u8>) -> String {
    bytes.extend_from_slice(&crc16(&bytes).to_le_bytes());
    base32(&bytes)
}

/// CRC-16/XMODEM, with which nkeys end.
fn crc16(bytes: &[u8]) -> u16 {
    bytes.iter().fold(0, |crc, byte| {
        (0..8).fold(crc ^ (u16::from(*byte) << 8), |crc, _| {
            if crc & 0x8000 == 0 {
                crc << 1
            } else {
                (crc << 1) ^ 0x1021
            }
        })
    })
}

const BASE32: &[u8; 32] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/// RFC 4648 base32 without padding.
fn base32(bytes: &[u8]) -> String {
    let bits = bytes
        .iter()
        .flat_map(|byte| (0..8).rev().map(move |shift| byte >> shift & 1));
    let bits: Vec<u8> = bits.collect();
    let digits = bits.chunks(5).map(|chunk| {
        let padded = chunk.iter().chain(std::iter::repeat(&0)).take(5);
        let digit = padded.fold(0, |digit, bit| digit << 1 | usize::from(*bit));
        char::from(BASE32[digit])
    });
    digits.collect()
}

fn from_base32(text: &str) -> Vec<u8> {
    let digits = text.bytes().filter_map(|byte| {
        let digit = BASE32.iter().position(|known| *known == byte);
        digit.and_then(|digit| u8::try_from(digit).ok())
    });
    let bits = digits.flat_map(|digit| (0..5).rev().map(move |shift| digit >> shift & 1));
    let bits: Vec<u8> = bits.collect();
    let bytes = bits.chunks_exact(8);
    bytes
        .map(|byte| byte.iter().fold(0, |byte, bit| byte << 1 | bit))
        .collect()
}
