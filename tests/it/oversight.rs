//! What auditors, operators and verifiers are shown: the log as files, proofs, and how courts,
//! deadlines and funds stand; and what everybody else is refused.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;
use std::time::{Duration, Instant};

use serde_json::Value;
use tempfile::TempDir;

use crate::harness;
use crate::sign_in::{Browser, add};
use crate::site::{Reply, Shown, agent};
use crate::trial::{succeed, text};

/// An office that has not signed what it holds by then will not.
const SIGNED_WITHIN: Duration = Duration::from_mins(1);

fn signed_in(shown: &Shown, role: &str) -> Browser {
    let password = add(&shown.office(), role, role);
    Browser::signed_in(shown, role, &password)
}

/// The size of the checkpoint that covers all the office holds.
pub(crate) fn signed_size(shown: &Shown) -> u64 {
    let position = shown.get("/api/v1/entries?limit=1").json()["position"].as_u64();
    let patience = Instant::now() + SIGNED_WITHIN;
    loop {
        let note = shown.get("/checkpoint");
        let size = note.text.lines().nth(1).and_then(|line| line.parse().ok());
        if let Some(size) = size.filter(|size| Some(*size) >= position) {
            assert_eq!(note.header("content-type"), "text/plain; charset=utf-8");
            assert_eq!(note.header("cache-control"), "no-cache");
            return size;
        }
        assert!(Instant::now() < patience, "never signed: {}", note.text);
        std::thread::yield_now();
    }
}

/// A file of the log as somebody gets it: status, bytes, and how long it may be kept.
fn bytes_of(shown: &Shown, path: &str, cookie: &str) -> (u16, Vec<u8>, String) {
    let url = format!("{}{path}", shown.address);
    let mut reply = agent().get(url).header("cookie", cookie).call().unwrap();
    let kept = reply.headers().get("cache-control");
    let kept = kept.map_or("", |kept| kept.to_str().unwrap()).to_owned();
    let bytes = reply.body_mut().read_to_vec().unwrap();
    (reply.status().as_u16(), bytes, kept)
}

#[test]
fn the_log_is_served_as_it_lies_on_disk_and_no_other_file_is() {
    let shown = &Shown::lived();
    let size = signed_size(shown);
    let history = shown.office().join("history");
    let (full, partial) = (size / 256, size % 256);
    assert!(full > 0 && partial > 0, "the log has both kinds of tiles");
    let last = format!("tile/0/{full:03}.p/{partial}");
    for (name, cached) in [
        ("tile/0/000", "public, max-age=31536000, immutable"),
        (last.as_str(), "public, max-age=3600"),
    ] {
        let (status, bytes, kept) = bytes_of(shown, &format!("/{name}"), "");
        assert_eq!((status, kept.as_str()), (200, cached), "{name}");
        assert_eq!(bytes, fs::read(history.join(name)).unwrap(), "{name}");
    }
    for odd in [
        "/tile/0/0",
        "/tile/0/000.p/0",
        "/tile/9/000",
        "/tile/0/999",
        "/tile/0/..%2f..%2fcheckpoint",
        "/tile/0/%2e%2e/000",
        "/tile/entries/../../federal.toml",
        "/tile/nothing",
    ] {
        let reply = shown.get(odd);
        assert_eq!(reply.status, 404, "{odd}: {}", reply.text);
    }
    let reply = shown.get("/tile/entries/000");
    assert_eq!(
        (reply.status, &reply.json()["code"]),
        (401, &"SIGN_IN".into())
    );
    let cookie = signed_in(shown, "auditor").cookie();
    let (status, bytes, kept) = bytes_of(shown, "/tile/entries/000", &cookie);
    assert_eq!((status, kept.as_str()), (200, "private, no-store"));
    assert_eq!(bytes, fs::read(history.join("tile/entries/000")).unwrap());
    assert_eq!(
        signed_in(shown, "operator")
            .get(shown, "/tile/entries/000")
            .status,
        403
    );
}

/// Checks a proof with the auditor's own program; its exit code.
fn audited(office: &Path, proof: &str, leaf: Option<&str>) -> Option<i32> {
    let folder = TempDir::new().unwrap();
    let (file, given) = (
        folder.path().join("event.tlog-proof"),
        folder.path().join("leaf"),
    );
    fs::write(&file, proof).unwrap();
    let policy = office.join("audit.policy");
    let mut arguments = vec!["proof", text(&file), "--policy", text(&policy)];
    if let Some(leaf) = leaf {
        fs::write(&given, leaf).unwrap();
        arguments.extend(["--leaf", text(&given)]);
    }
    harness::run(&harness::medreg_audit(), arguments).code
}

fn leaf(office: &Path, which: &str) -> String {
    succeed(&["history", "show", text(office), which]).stdout
}

#[test]
fn a_proof_holds_and_carries_the_event_only_for_who_may_read_it() {
    let shown = &Shown::lived();
    signed_size(shown);
    let office = shown.office();
    let first: Value = serde_json::from_str(leaf(&office, "0").lines().next().unwrap()).unwrap();
    let id = first["id"].as_str().unwrap();
    let public = shown.get(&format!("/api/v1/proofs/{id}"));
    assert_eq!(public.status, 200, "{}", public.text);
    assert_eq!(
        public.header("content-disposition"),
        format!("attachment; filename=\"{id}.tlog-proof\"")
    );
    assert!(public.text.contains("\nextra "), "{}", public.text);
    assert_eq!(audited(&office, &public.text, None), Some(0));

    let entry = shown.get("/api/v1/entries?limit=1").json();
    let of_entry = entry["items"][0]["source_events"][0].as_str().unwrap();
    let path = format!("/api/v1/proofs/{of_entry}");
    let bare = shown.get(&path);
    assert_eq!(bare.status, 200, "{}", bare.text);
    assert!(!bare.text.contains("\nextra "), "{}", bare.text);
    let held = leaf(&office, of_entry);
    assert_eq!(audited(&office, &bare.text, Some(&held)), Some(0));
    let other = leaf(&office, "0");
    assert_ne!(audited(&office, &bare.text, Some(&other)), Some(0));
    let whole = signed_in(shown, "auditor").get(shown, &path);
    assert!(whole.text.contains("\nextra "), "{}", whole.text);
    assert_eq!(audited(&office, &whole.text, None), Some(0));
    for unknown in ["0191e8a0-0000-7000-8000-000000000000", "nobody"] {
        let reply = shown.get(&format!("/api/v1/proofs/{unknown}"));
        assert_eq!(
            (reply.status, &reply.json()["code"]),
            (404, &"NOT_FOUND".into())
        );
    }
}

/// What only some are answered, with whether operators are.
const CLOSED: [(&str, bool); 7] = [
    ("/sync", true),
    ("/quarantine", true),
    ("/findings", false),
    ("/referrals/deadlines", false),
    ("/fees", false),
    ("/fees/KZ-10-011", false),
    ("/findings.csv", false),
];

const CLOSED_PAGES: [(&str, bool); 6] = [
    ("/federal/sync", true),
    ("/federal/quarantine", true),
    ("/audit/findings", false),
    ("/deadlines", false),
    ("/federal/fees", false),
    ("/federal/fees/KZ-10-011", false),
];

fn answered(reply: &Reply, path: &str, status: u16) {
    assert_eq!(reply.status, status, "{path}: {}", reply.text);
}

#[test]
fn each_role_is_answered_what_is_for_it_and_everybody_is_asked_to_sign_in() {
    let shown = &Shown::lived();
    let (mut auditor, mut operator) = (signed_in(shown, "auditor"), signed_in(shown, "operator"));
    let api = CLOSED.map(|(path, is_kept)| (format!("/api/v1{path}"), is_kept));
    let languages = ["kk", "ru", "en"];
    let pages = CLOSED_PAGES
        .iter()
        .flat_map(|(path, is_kept)| languages.map(|it| (format!("/{it}{path}"), *is_kept)));
    for (path, is_kept) in api.into_iter().chain(pages) {
        answered(&shown.get(&path), &path, 401);
        answered(
            &operator.get(shown, &path),
            &path,
            if is_kept { 200 } else { 403 },
        );
        let reply = auditor.get(shown, &path);
        answered(&reply, &path, 200);
        for forbidden in [" style=", "<style", " onclick=", "http://", "https://"] {
            assert!(!reply.text.contains(forbidden), "{path} has `{forbidden}`");
        }
    }
    for language in languages {
        for page in [
            "/sync",
            "/sync?region=10",
            "/audit",
            "/audit?a=1&b=300",
            "/audit/log/3",
        ] {
            let path = format!("/{language}{page}");
            let reply = shown.get(&path);
            answered(&reply, &path, 200);
            assert!(reply.text.contains("mr-disclaimer"), "{path}");
            let is_mapped = reply.text.contains("<li class=\"mr-y");
            assert_eq!(is_mapped, page.starts_with("/sync"), "{path}");
        }
    }
}

#[test]
fn auditors_are_told_what_the_command_line_tells() {
    let shown = &Shown::lived();
    let mut auditor = signed_in(shown, "auditor");
    let status = succeed(&[
        "federal",
        "status",
        "--json",
        "--data",
        text(&shown.office()),
    ])
    .json();
    let sync = auditor.get(shown, "/api/v1/sync").json();
    for link in sync["items"].as_array().unwrap() {
        let told = &status["courts"][link["court"].as_str().unwrap()];
        let last = told["last_courtseq"].as_u64().unwrap_or(0);
        assert_eq!(link["last_courtseq"], last, "{link}");
    }
    assert_eq!(
        sync["items"].as_array().unwrap().len() as u64,
        sync["courts"]
    );

    let due = auditor.get(shown, "/api/v1/referrals/deadlines").json();
    assert_eq!(due["total"], status["open"]);
    let findings = auditor.get(shown, "/api/v1/findings").json();
    assert_eq!(findings["total"], status["findings"]);
    assert_eq!(
        auditor.get(shown, "/api/v1/quarantine").json()["total"],
        status["quarantine"]
    );

    let fees = auditor.get(shown, "/api/v1/fees").json();
    let minor = |fund: &Value, sum: &str| fund[sum]["amount_minor"].as_i64().unwrap();
    let funds = fees["items"].as_array().unwrap();
    assert!(!funds.is_empty());
    for fund in funds {
        let left = minor(fund, "paid") - minor(fund, "refunded") - minor(fund, "allocated");
        assert_eq!(minor(fund, "balance"), left, "{fund}");
        let court = fund["court"].as_str().unwrap();
        let months = auditor.get(shown, &format!("/api/v1/fees/{court}")).json();
        let months = months["months"].as_array().unwrap().clone();
        let paid: i64 = months.iter().map(|month| minor(month, "paid")).sum();
        assert_eq!(paid, minor(fund, "paid"), "{court}");
        assert_eq!(minor(months.last().unwrap(), "balance"), left, "{court}");
    }
}

#[test]
fn the_board_is_read_part_by_part_to_its_end_and_each_list_is_what_it_counts() {
    let shown = &Shown::lived();
    let mut auditor = signed_in(shown, "auditor");
    let first = auditor
        .get(shown, "/api/v1/referrals/deadlines?as_of=2025-01-15")
        .json();
    let counts = first["counts"].as_object().unwrap().clone();
    assert!(first["total"].as_u64() > Some(4), "{first}");
    let mut of_days = 0;
    for (list, count) in &counts {
        let base = "/api/v1/referrals/deadlines?as_of=2025-01-15&limit=2";
        let mut path = format!("{base}&state={list}");
        let mut seen: Vec<(String, String)> = Vec::new();
        loop {
            let reply = auditor.get(shown, &path);
            answered(&reply, &path, 200);
            for item in reply.json()["items"].as_array().unwrap() {
                let is_of = item["list"] == list.as_str() || list == "extended";
                assert!(is_of, "{list}: {item}");
                let due_on = item["due_on"].as_str().unwrap_or("~").to_owned();
                seen.push((due_on, item["referral_no"].as_str().unwrap().to_owned()));
            }
            let link = reply.header("link").to_owned();
            let next = link
                .strip_prefix('<')
                .and_then(|link| link.split('>').next());
            match next {
                Some(next) => path = next.to_owned(),
                None => break,
            }
        }
        assert!(seen.is_sorted(), "{list}");
        let distinct: BTreeSet<_> = seen.iter().collect();
        assert_eq!(
            (seen.len(), distinct.len() as u64),
            (seen.len(), count.as_u64().unwrap())
        );
        assert_eq!(seen.len(), distinct.len(), "{list}");
        of_days += if list == "extended" { 0 } else { seen.len() };
    }
    assert_eq!(Some(of_days as u64), first["total"].as_u64());
    let wrong = auditor.get(shown, "/api/v1/referrals/deadlines?cursor=here&state=late");
    assert_eq!(wrong.status, 400);
}

#[test]
fn a_record_is_shown_whole_to_auditors_and_by_its_hash_to_everybody() {
    let shown = &Shown::lived();
    let size = signed_size(shown);
    let entry = shown.get("/api/v1/entries?limit=1").json();
    let id = entry["items"][0]["source_events"][0]
        .as_str()
        .unwrap()
        .to_owned();
    let proof = shown.get(&format!("/api/v1/proofs/{id}"));
    let index = proof
        .text
        .lines()
        .find_map(|line| line.strip_prefix("index "));
    let index: u64 = index.unwrap().parse().unwrap();
    assert!(index < size);
    let path = format!("/en/audit/log/{index}");
    let everybody = shown.get(&path);
    answered(&everybody, &path, 200);
    assert!(!everybody.text.contains("person_key") && !everybody.text.contains(&id));
    let whole = signed_in(shown, "analyst").get(shown, &path);
    assert!(whole.text.contains("person_key") && whole.text.contains(&id));
    let form = shown.get("/en/audit/log?index=3");
    assert_eq!(
        (form.status, form.header("location")),
        (303, "/en/audit/log/3")
    );
    for (path, status) in [
        ("/en/audit/log/99999999", 404),
        ("/en/audit/log/one", 404),
        ("/en/audit/log?index=one", 400),
        ("/en/audit?a=9&b=3", 400),
        ("/en/audit?a=0", 400),
        ("/en/audit?b=99999999", 400),
    ] {
        answered(&shown.get(path), path, status);
    }
    assert!(shown.get("/en/audit?a=1&b=300").text.contains("1 → 300"));
}
