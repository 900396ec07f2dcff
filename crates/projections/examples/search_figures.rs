//! Prints what the name search costs: build, memory, and time per kind of query.
//!
//! `cargo run --release --example search_figures -- <names.csv> [entries]`
#![expect(clippy::print_stdout, reason = "figures are what it is for")]

#[path = "search_figures/people.rs"]
mod people;

use std::time::{Duration, Instant};

use medreg_projections::NameIndex;
use people::{EntryNo, Lists, Person, Rng};

/// Queries of each kind that is made up.
const QUERIES: usize = 2_000;

/// What people type most, and what is worst for an index.
const COMMON: &[&str] = &[
    "а",
    "к",
    "s",
    "ибр",
    "Айгуль",
    "Айгүл",
    "aigul",
    "айгу",
    "ахмет",
    "Нұр",
    "нур жан",
    "а а а а",
    "с а р и м н к а",
    "овна",
    "ova",
    "Иванов Сергей",
    "Ахметова Айгуль Серик",
    "жана",
    "иран",
    "сари",
];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut args = std::env::args().skip(1);
    let csv = args.next().ok_or("which names.csv?")?;
    let count = args.next().map_or(Ok(200_000), |count| count.parse())?;
    let lists = Lists::read(&std::fs::read_to_string(csv)?);
    let mut rng = Rng::new(41);
    let people: Vec<Person> = (0..count).map(|at| lists.person(&mut rng, at)).collect();
    let index = built(&people)?;
    println!("{index:?}\n");
    println!("kind                       queries    p50     p99     max  ids: mean    max");
    made_up(&index, &people, &mut rng);
    println!();
    for query in COMMON {
        let times =
            |found: fn(&NameIndex<EntryNo>, &str) -> usize| timed(&[*query; 200], &index, found);
        told(
            &format!("find {query:?}"),
            times(|index, query| index.find(query).len()),
        );
        told(
            &format!("similar {query:?}"),
            times(|index, query| index.similar(query).len()),
        );
    }
    let forms = |query: &&str| format!("{query}: {}", index.matched_forms(query).join(", "));
    println!(
        "\n{}",
        ["kanat", "Айгуль", "zhunus"]
            .iter()
            .map(forms)
            .collect::<Vec<_>>()
            .join("\n")
    );
    erased(index, &people);
    Ok(())
}

fn built(people: &[Person]) -> std::io::Result<NameIndex<EntryNo>> {
    let before = resident_kib()?;
    let start = Instant::now();
    let mut index = NameIndex::default();
    for person in people {
        for name in &person.names {
            index.add(person.entry_no, name);
        }
    }
    let took = start.elapsed();
    let mib = (resident_kib()? - before) / 1024;
    println!(
        "{} entries of 3 names built in {took:.2?}, {mib} MiB",
        people.len()
    );
    Ok(index)
}

fn made_up(index: &NameIndex<EntryNo>, people: &[Person], rng: &mut Rng) {
    let words: Vec<String> = (0..QUERIES)
        .map(|_| rng.pick(people).word(rng).to_owned())
        .collect();
    let cut = |letters: usize| -> Vec<String> {
        words
            .iter()
            .map(|word| word.chars().take(letters).collect())
            .collect()
    };
    let names: Vec<String> = (0..QUERIES)
        .map(|at| rng.pick(people).names[at % 3].clone())
        .collect();
    let wrong: Vec<String> = words
        .iter()
        .map(|word| people::mistyped(word, rng))
        .collect();
    let joined = |at: usize| {
        words
            .iter()
            .skip(at)
            .take(16)
            .fold(String::new(), |a, b| a + " " + b)
    };
    let many: Vec<String> = (0..200).map(|at| joined(at * 9)).collect();
    let same: Vec<String> = words
        .iter()
        .take(200)
        .map(|word| format!("{word} ").repeat(16))
        .collect();
    let kinds = [
        ("1 letter", cut(1)),
        ("2 letters", cut(2)),
        ("3 letters", cut(3)),
        ("5 letters", cut(5)),
        ("a word", words.clone()),
        ("a whole name", names),
        ("a word with a typo", wrong),
        ("16 words", many),
        ("a word 16 times", same),
    ];
    for (kind, queries) in kinds {
        let queries: Vec<&str> = queries.iter().map(String::as_str).collect();
        told(
            &format!("find, {kind}"),
            timed(&queries, index, |i, q| i.find(q).len()),
        );
        told(
            &format!("similar, {kind}"),
            timed(&queries, index, |i, q| i.similar(q).len()),
        );
        told(
            &format!("forms, {kind}"),
            timed(&queries, index, |i, q| i.matched_forms(q).len()),
        );
    }
}

fn timed(
    queries: &[&str],
    index: &NameIndex<EntryNo>,
    found: impl Fn(&NameIndex<EntryNo>, &str) -> usize,
) -> Vec<(Duration, usize)> {
    let one = |query: &&str| {
        let start = Instant::now();
        let count = found(index, query);
        (start.elapsed(), count)
    };
    queries.iter().map(one).collect()
}

fn told(kind: &str, mut times: Vec<(Duration, usize)>) {
    times.sort_unstable();
    let at = |percent: usize| times[(times.len() - 1) * percent / 100].0.as_secs_f64() * 1e3;
    let ids = times.iter().map(|(_, count)| count);
    println!(
        "{kind:<28} {:>5} {:>6.3}  {:>6.3}  {:>6.3}  {:>9} {:>6}",
        times.len(),
        at(50),
        at(99),
        at(100),
        ids.clone().sum::<usize>() / times.len(),
        ids.max().unwrap_or(&0)
    );
}

fn erased(mut index: NameIndex<EntryNo>, people: &[Person]) {
    let some = people.len() / 20;
    let start = Instant::now();
    for person in &people[..some] {
        index.erase(person.entry_no);
    }
    let each = start.elapsed() / u32::try_from(some).unwrap_or(u32::MAX).max(1);
    println!("\n{some} entries erased, {each:.1?} each");
    for person in people[..some].iter().rev() {
        index.add(person.entry_no, &person.names[0]);
    }
    told(
        "find \"а\", slots mixed",
        timed(&["а"; 200], &index, |i, q| i.find(q).len()),
    );
    for person in people {
        index.erase(person.entry_no);
    }
    println!("all erased: {index:?}");
}

/// Memory of this process, as Linux counts it.
fn resident_kib() -> std::io::Result<usize> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"));
    let kib = line.and_then(|line| line.split_whitespace().next()?.parse().ok());
    Ok(kib.unwrap_or(0))
}
