//! A tab: pages shown, keys pressed, and everything the browser complained of meanwhile.

use std::time::{Duration, Instant};

use serde_json::{Value, json};

use super::{Key, Session, text};
use crate::process::WITHIN;

/// Between two looks at a page.
const LOOK_EVERY: Duration = Duration::from_millis(20);

/// More stops of the Tab key than any page has.
const STOPS_MAX: usize = 400;

/// What the browser says of an expression whose page was left meanwhile.
const LEFT: &str = "Inspected target navigated or closed";

/// Keeps what the content policy forbade, for [`Tab::complaints`].
const LISTEN: &str = "window.violations = []; \
    document.addEventListener('securitypolicyviolation', \
    (e) => window.violations.push(`${e.effectiveDirective} ${e.blockedURI}`));";

/// Do scripts of pages run?
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scripts {
    /// They do.
    On,
    /// They do not.
    Off,
}

/// Which colours the reader likes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scheme {
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

/// A tab of the browser.
#[derive(Debug)]
pub struct Tab {
    session: Session,
    /// What was wrong since the page was opened.
    complaints: Vec<String>,
    /// The addresses asked for that have not come yet, by request.
    open: Vec<(String, String)>,
    /// Every address asked for since the page was opened.
    asked: Vec<String>,
    /// Bytes that came, compressed and with their headers.
    bytes: u64,
    /// The page shown, and the one that was left, as the browser names them.
    shown: String,
    left: String,
    /// The status of the page itself.
    status: Option<u64>,
    is_loaded: bool,
}

impl Tab {
    pub(super) fn begin(mut session: Session) -> Self {
        for domain in ["Page", "Runtime", "Log", "Network", "Audits"] {
            session.call(&format!("{domain}.enable"), json!({}));
        }
        let listen = json!({"source": LISTEN});
        session.call("Page.addScriptToEvaluateOnNewDocument", listen);
        let mut tab = Self {
            session,
            complaints: Vec::new(),
            open: Vec::new(),
            asked: Vec::new(),
            bytes: 0,
            shown: String::new(),
            left: String::new(),
            status: None,
            is_loaded: false,
        };
        tab.set_width(1280);
        tab.set_scheme(Scheme::Light);
        tab
    }

    /// Forgets everything that came, as if nobody had ever been here.
    pub fn forget(&mut self) {
        // Switched off, the cache loses what the page itself still holds.
        for off in [true, false] {
            let cache = json!({"cacheDisabled": off});
            self.session.call("Network.setCacheDisabled", cache);
        }
        self.session.call("Network.clearBrowserCache", json!({}));
    }

    /// Has scripts of pages run, or not, from the next page on.
    pub fn set_scripts(&mut self, scripts: Scripts) {
        let off = json!({"value": scripts == Scripts::Off});
        self.session
            .call("Emulation.setScriptExecutionDisabled", off);
    }

    /// Has the window be so many pixels wide.
    pub fn set_width(&mut self, width: u32) {
        let size = json!({"width": width, "height": 900, "deviceScaleFactor": 1, "mobile": false});
        self.session
            .call("Emulation.setDeviceMetricsOverride", size);
    }

    /// Has the reader like these colours.
    pub fn set_scheme(&mut self, scheme: Scheme) {
        let value = match scheme {
            Scheme::Light => "light",
            Scheme::Dark => "dark",
        };
        let features = json!({"features": [{"name": "prefers-color-scheme", "value": value}]});
        self.session.call("Emulation.setEmulatedMedia", features);
    }

    /// Shows a page, and returns once all of it is there, with its status.
    pub fn open(&mut self, address: &str) -> u64 {
        self.expect_page();
        let answer = self.session.call("Page.navigate", json!({"url": address}));
        assert!(answer["errorText"].is_null(), "{address}: {answer}");
        self.settle();
        self.status.unwrap_or_default()
    }

    /// Steps through the history as the buttons Back (-1) and Forward (1) do.
    pub fn step(&mut self, by: i64) {
        let history = self.session.call("Page.getNavigationHistory", json!({}));
        let at = history["currentIndex"].as_i64().expect("an index") + by;
        let at = usize::try_from(at).expect("there is a page before");
        let entry = &history["entries"][at];
        let (id, address) = (&entry["id"], text(&entry["url"]));
        self.expect_page();
        let to = json!({"entryId": id});
        self.session.call("Page.navigateToHistoryEntry", to);
        let address = json!(address);
        self.until(&format!("location.href === {address}"));
        self.until("document.readyState === 'complete'");
    }

    fn expect_page(&mut self) {
        while let Some(event) = self.session.event(Duration::ZERO) {
            self.hear(&event);
        }
        // What it still waits for never comes.
        self.left.clone_from(&self.shown);
        self.complaints.clear();
        self.open.clear();
        self.asked.clear();
        (self.bytes, self.status, self.is_loaded) = (0, None, false);
    }

    /// Waits until the page is loaded and nothing is still on its way.
    fn settle(&mut self) {
        let deadline = Instant::now() + WITHIN;
        while !self.is_loaded || !self.open.is_empty() {
            self.listen();
            assert!(
                Instant::now() < deadline,
                "the page never came whole: {self:?}"
            );
        }
        self.until("document.fonts.status === 'loaded'");
    }

    /// Waits until an expression holds in the page, whichever page that is by then.
    pub fn until(&mut self, expression: &str) {
        let deadline = Instant::now() + WITHIN / 4;
        while self.look(expression) != Some(json!(true)) {
            self.listen();
            if Instant::now() >= deadline {
                let page = self.look("location.href + '\\n' + document.body.innerText");
                panic!("never came to be: {expression}; at {page:?}");
            }
        }
    }

    /// What an expression is in the page; awaited if it is a promise.
    pub fn value(&mut self, expression: &str) -> Value {
        let value = self.look(expression);
        value.unwrap_or_else(|| panic!("cannot tell: {expression}"))
    }

    /// What an expression is; none if it fails, as it does between two pages.
    fn look(&mut self, expression: &str) -> Option<Value> {
        let asked = json!({
            "expression": expression, "awaitPromise": true, "returnByValue": true,
        });
        let mut answer = match self.session.ask("Runtime.evaluate", asked) {
            Ok(answer) => answer,
            Err(refused) if refused["message"] == LEFT => return None,
            Err(refused) => panic!("{expression}: {refused}"),
        };
        let is_told = answer["exceptionDetails"].is_null();
        is_told.then(|| answer["result"]["value"].take())
    }

    /// Presses a key and lets go.
    pub fn press(&mut self, key: Key) {
        self.session.call("Input.dispatchKeyEvent", key.down());
        self.session.call("Input.dispatchKeyEvent", key.up());
    }

    /// Types a text, key by key.
    pub fn write(&mut self, text: &str) {
        for character in text.chars() {
            self.press(Key::Character(character));
        }
    }

    /// Presses Tab until the focus is on what the selector finds.
    pub fn tab_to(&mut self, selector: &str) {
        let quoted = json!(selector);
        let is_there = format!("document.activeElement?.matches({quoted}) ?? false");
        for _ in 0..STOPS_MAX {
            self.press(Key::Tab);
            if self.value(&is_there) == json!(true) {
                return;
            }
        }
        panic!("the Tab key never comes to {selector}");
    }

    /// Clicks the middle of the first that the selector finds.
    pub fn click(&mut self, selector: &str) {
        let quoted = json!(selector);
        let place = self.value(&format!(
            "(() => {{ const e = document.querySelector({quoted}); \
             e.scrollIntoView({{block: 'center'}}); const r = e.getClientRects()[0]; \
             return {{x: r.x + r.width / 2, y: r.y + r.height / 2}}; }})()"
        ));
        for kind in ["mousePressed", "mouseReleased"] {
            let mouse = json!({
                "type": kind, "x": place["x"], "y": place["y"], "button": "left", "clickCount": 1,
            });
            self.session.call("Input.dispatchMouseEvent", mouse);
        }
    }

    /// A picture of the window, as PNG in base64.
    pub fn picture(&mut self) -> String {
        let mut made = self
            .session
            .call("Page.captureScreenshot", json!({"format": "png"}));
        text(&made["data"].take())
    }

    /// What was wrong since the page was opened: errors and warnings of the console, breaches
    /// of the content policy, requests that failed.
    pub fn complaints(&mut self) -> Vec<String> {
        while let Some(event) = self.session.event(Duration::ZERO) {
            self.hear(&event);
        }
        let violations = self.look("window.violations ?? []");
        let violations = violations.unwrap_or_default();
        let violations = violations.as_array().cloned().unwrap_or_default();
        let violations = violations.iter().map(|it| format!("policy: {it}"));
        self.complaints.iter().cloned().chain(violations).collect()
    }

    /// The addresses asked for since the page was opened.
    pub fn asked(&self) -> &[String] {
        &self.asked
    }

    /// Bytes on the wire since the page was opened.
    pub fn bytes(&self) -> u64 {
        self.bytes
    }

    fn listen(&mut self) {
        if let Some(event) = self.session.event(LOOK_EVERY) {
            self.hear(&event);
        }
    }

    fn hear(&mut self, event: &Value) {
        let told = &event["params"];
        match event["method"].as_str().unwrap_or_default() {
            "Page.loadEventFired" => self.is_loaded = true,
            "Network.requestWillBeSent" => self.sent(told),
            "Network.responseReceived" => self.answered(told),
            "Network.loadingFinished" => {
                let bytes = told["encodedDataLength"].as_f64().unwrap_or_default();
                #[expect(
                    clippy::cast_possible_truncation,
                    clippy::cast_sign_loss,
                    reason = "a count of bytes that the protocol writes as a number"
                )]
                let bytes = bytes as u64;
                self.bytes += bytes;
                self.ended(told);
            }
            "Network.loadingFailed" => {
                let address = self.ended(told);
                // Who leaves a page cancels what it still waits for.
                if let Some(address) = address.filter(|_| told["canceled"] != true) {
                    let why = &told["errorText"];
                    self.complaints.push(format!("request: {address} {why}"));
                }
            }
            "Runtime.consoleAPICalled" => {
                let kind = told["type"].as_str().unwrap_or_default();
                if ["error", "warning", "assert"].contains(&kind) {
                    self.complaints.push(format!("console: {}", told["args"]));
                }
            }
            "Runtime.exceptionThrown" => {
                let thrown = &told["exceptionDetails"]["exception"]["description"];
                self.complaints.push(format!("thrown: {thrown}"));
            }
            "Log.entryAdded" => self.logged(&told["entry"]),
            // Chromium takes the names of some filters for those of a form to be filled in.
            "Audits.issueAdded" if told["issue"]["code"] != "GenericIssue" => {
                let issue = &told["issue"];
                self.complaints.push(format!("issue: {issue}"));
            }
            _ => {}
        }
    }

    fn answered(&mut self, told: &Value) {
        let status = told["response"]["status"].as_u64();
        if told["type"] == "Document" {
            self.status = status;
        } else if status.is_some_and(|status| status >= 400) {
            let address = &told["response"]["url"];
            self.complaints
                .push(format!("request: {address} {status:?}"));
        }
    }

    fn sent(&mut self, told: &Value) {
        let page = text(&told["loaderId"]);
        if page == self.left && !page.is_empty() {
            return;
        }
        // Sent on elsewhere, a request begins again under its name.
        self.ended(told);
        if told["type"] == "Document" {
            self.shown = page;
        }
        let address = text(&told["request"]["url"]);
        self.asked.push(address.clone());
        // The browser fetches the icon for itself, when it likes.
        if told["type"] != "Other" {
            self.open.push((text(&told["requestId"]), address));
        }
    }

    /// A request is over; its address, if it was one of this page.
    fn ended(&mut self, told: &Value) -> Option<String> {
        let id = text(&told["requestId"]);
        let at = self.open.iter().position(|(open, _)| *open == id);
        at.map(|at| self.open.swap_remove(at).1)
    }

    fn logged(&mut self, entry: &Value) {
        let level = entry["level"].as_str().unwrap_or_default();
        // A status is told by its answer, and a page may rightly be a refusal.
        let is_status = entry["source"] == "network";
        if ["error", "warning"].contains(&level) && !is_status {
            let (said, address) = (&entry["text"], &entry["url"]);
            self.complaints.push(format!("log: {said} {address}"));
        }
    }
}

impl Drop for Tab {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.session.call("Page.close", json!({}));
        }
    }
}
