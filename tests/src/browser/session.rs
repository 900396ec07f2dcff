//! One conversation in the Chrome `DevTools` Protocol: commands, their answers, events between.

use std::collections::VecDeque;
use std::io::ErrorKind;
use std::net::TcpStream;
use std::time::{Duration, Instant};

use serde_json::{Value, json};
use tungstenite::{Error, Message, WebSocket};

use crate::process::WITHIN;

/// A conversation with the browser, or with a page in it.
#[derive(Debug)]
pub struct Session {
    socket: WebSocket<TcpStream>,
    last_id: u64,
    /// What happened, and nobody has asked for yet.
    events: VecDeque<Value>,
}

impl Session {
    /// Begins a conversation.
    pub fn open(host: &str, path: &str) -> Self {
        let stream = TcpStream::connect(host).expect("the browser listens");
        let address = format!("ws://{host}/{path}");
        let (socket, _) = tungstenite::client(address, stream).expect("the browser talks");
        Self {
            socket,
            last_id: 0,
            events: VecDeque::new(),
        }
    }

    /// Has something done, and returns what came of it.
    ///
    /// # Panics
    ///
    /// If the browser refuses, or says nothing.
    pub fn call(&mut self, method: &str, parameters: Value) -> Value {
        let answer = self.ask(method, parameters);
        answer.unwrap_or_else(|refused| panic!("{method}: {refused}"))
    }

    /// Has something done, and returns what came of it, or how the browser refused.
    ///
    /// # Panics
    ///
    /// If the browser says nothing.
    pub fn ask(&mut self, method: &str, parameters: Value) -> Result<Value, Value> {
        self.last_id += 1;
        let id = self.last_id;
        let command = json!({"id": id, "method": method, "params": parameters}).to_string();
        self.socket
            .send(Message::text(command))
            .unwrap_or_else(|error| panic!("{method}: {error}"));
        let deadline = Instant::now() + WITHIN;
        loop {
            let said = self.hear(deadline);
            let mut said = said.unwrap_or_else(|| panic!("the browser never answered {method}"));
            if said["id"] == id {
                let refused = said["error"].take();
                return if refused.is_null() {
                    Ok(said["result"].take())
                } else {
                    Err(refused)
                };
            }
            self.events.push_back(said);
        }
    }

    /// The next event, if one comes within this time.
    pub fn event(&mut self, patience: Duration) -> Option<Value> {
        let deadline = Instant::now() + patience;
        self.events.pop_front().or_else(|| self.hear(deadline))
    }

    /// What the browser says next, unless the deadline comes first.
    fn hear(&mut self, deadline: Instant) -> Option<Value> {
        loop {
            let patience = deadline.saturating_duration_since(Instant::now());
            let patience = Some(patience).filter(|left| !left.is_zero())?;
            let bounded = self.socket.get_ref().set_read_timeout(Some(patience));
            bounded.expect("a socket takes a bound");
            match self.socket.read() {
                Ok(Message::Text(text)) => {
                    return Some(serde_json::from_str(&text).expect("the protocol is JSON"));
                }
                Ok(_) => {}
                Err(Error::Io(error)) if is_late(error.kind()) => return None,
                Err(error) => panic!("the browser broke off: {error}"),
            }
        }
    }
}

fn is_late(kind: ErrorKind) -> bool {
    [ErrorKind::WouldBlock, ErrorKind::TimedOut].contains(&kind)
}
