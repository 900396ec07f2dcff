use medreg_log::{SigningKey, empty_root};

use super::*;

fn log(name: &str, seed: u8) -> SigningKey {
    SigningKey::from_seed(name, &[seed; 32]).unwrap()
}

fn checkpoint(key: &SigningKey) -> String {
    let checkpoint = Checkpoint {
        origin: key.name().to_owned(),
        size: 0,
        root: empty_root(),
    };
    SignedCheckpoint::sign(checkpoint, key)
        .unwrap()
        .note()
        .to_owned()
}

/// Two keys of witnesses, of type 0x04.
const W1: &str = "witness.example/w1+aa4a09d1+BOpKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs";
const W2: &str = "witness.example/w2+a0d3dfdb+BBOY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK";

fn wrong(text: &str, line: usize, what: &str) {
    let error = text.parse::<Policy>().unwrap_err();
    assert_eq!(error.line, line, "{text}: {error}");
    assert!(error.what.contains(what), "{text}: {error}");
}

#[test]
fn a_policy_believes_its_logs_and_no_other() {
    let (ours, other) = (log("register.example", 1), log("elsewhere.example", 2));
    let text = format!(
        "# ours\n\n  log {} https://register.example\nquorum none\n",
        ours.vkey()
    );
    let policy: Policy = text.parse().unwrap();
    assert_eq!(
        policy.believe(&checkpoint(&ours)).unwrap().checkpoint.size,
        0
    );
    assert_eq!(
        policy.believe(&checkpoint(&other)),
        Err(Disbelief::UnknownLog("elsewhere.example".to_owned()))
    );
    let namesake = log("register.example", 3);
    assert!(matches!(
        policy.believe(&checkpoint(&namesake)),
        Err(Disbelief::Checkpoint(_))
    ));
}

#[test]
fn a_log_that_changes_its_key_is_believed_by_either() {
    let (old, new) = (log("register.example", 1), log("register.example", 2));
    let text = format!("log {}\nlog {}\nquorum none", old.vkey(), new.vkey());
    let policy: Policy = text.parse().unwrap();
    for key in [old, new] {
        assert!(policy.believe(&checkpoint(&key)).is_ok());
    }
}

#[test]
fn what_is_wrong_with_a_policy_is_told_with_its_line() {
    let key = log("register.example", 1).vkey();
    wrong("", 1, "no `quorum`");
    wrong("quorum none\nquorum none\n", 2, "more than one");
    wrong("quorum w\n", 1, "not defined above");
    wrong("log x\nquorum none\n", 1, "verifier key");
    wrong(&format!("log {key}\nlog {key}\nquorum none\n"), 2, "twice");
    wrong(
        &format!("witness w {key}\nquorum none\n"),
        1,
        "verifier key",
    );
    wrong("group g any\nquorum none\n", 1, "none of");
    wrong("group g any w\nquorum none\n", 1, "not defined above");
    wrong("trust everybody\nquorum none\n", 1, "`trust`");
}

#[test]
fn a_name_stands_once_and_a_member_in_one_group() {
    let both = format!("witness a {W1}\nwitness b {W2}\n");
    wrong(&format!("{both}witness a {W1}\nquorum none\n"), 3, "taken");
    wrong(
        &format!("{both}witness c {W1}\nquorum none\n"),
        3,
        "key of witness `c` stands twice",
    );
    wrong(&format!("witness none {W1}\nquorum none\n"), 1, "taken");
    wrong(&format!("{both}group g 3 a b\nquorum g\n"), 3, "1 to 2");
    wrong(&format!("{both}group g 0 a b\nquorum g\n"), 3, "1 to 2");
    wrong(
        &format!("{both}group g any a\ngroup h any a b\nquorum g\n"),
        4,
        "member twice",
    );
    let nested = format!("{both}group g any a\ngroup h all g b\nquorum h\n");
    assert!(nested.parse::<Policy>().is_ok());
}

#[test]
fn a_group_is_reached_by_as_many_members_as_it_asks_for() {
    let policy = |quorum: &str| -> Policy {
        let text = format!(
            "witness a {W1}\nwitness b {W2}\ngroup any any a b\ngroup all all any\nquorum {quorum}\n"
        );
        text.parse().unwrap()
    };
    let cosigned = |names: &[&str]| names.iter().map(|name| (*name).to_owned()).collect();
    for (quorum, names, reached) in [
        ("a", &["a"][..], true),
        ("a", &["b"], false),
        ("any", &["b"], true),
        ("any", &[], false),
        ("all", &["a"], true),
        ("all", &[], false),
    ] {
        let policy = policy(quorum);
        assert_eq!(
            policy.is_witnessed(quorum, &cosigned(names)),
            reached,
            "{quorum} {names:?}"
        );
    }
}
