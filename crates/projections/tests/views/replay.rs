//! Live, rebuilt and replayed views are the same views.

use medreg_projections::catch_up;
use proptest::prelude::*;
use tempfile::TempDir;

use crate::builder::{
    ABAI, ALMATY, ASTANA, Chain, Stated, history, in_turn, life, positioned, reopen, rows, views_of,
};

fn courts(disputes: u64) -> [Chain; 3] {
    [
        life(ALMATY, disputes),
        life(ASTANA, disputes / 2),
        life(ABAI, disputes / 3),
    ]
}

#[test]
fn every_size_of_batch_gives_the_same_rows() {
    let stated = in_turn(&courts(200));
    assert!(stated.len() > 1_000, "only {} events", stated.len());
    let folder = TempDir::new().unwrap();
    let all = views_of(&folder.path().join("all"), &stated, stated.len());
    for batch in [1, 7, 64, 1_000] {
        let views = views_of(&folder.path().join(batch.to_string()), &stated, batch);
        assert_eq!(
            views.views().digests().unwrap(),
            all.views().digests().unwrap(),
            "{batch}"
        );
        assert!(
            rows(views.views()) == rows(all.views()),
            "rows differ at batch {batch}"
        );
    }
}

#[test]
fn a_rebuild_gives_the_rows_that_grew_live() {
    let stated = in_turn(&courts(200));
    let folder = TempDir::new().unwrap();
    let live = views_of(&folder.path().join("live"), &stated, 7);
    let history = history(&folder.path().join("history"), &stated);
    for again in ["rebuilt", "replayed"] {
        let (mut views, _) = reopen(&folder.path().join(again));
        let mut told = Vec::new();
        catch_up(&mut views, &history.reader(), history.size(), |position| {
            told.push(position);
        })
        .unwrap();
        assert_eq!(told.last(), Some(&history.size()));
        assert_eq!(views.views().cursor(), live.views().cursor());
        assert_eq!(
            views.views().digests().unwrap(),
            live.views().digests().unwrap()
        );
        assert!(
            rows(views.views()) == rows(live.views()),
            "{again} differs from live"
        );
    }
}

#[test]
fn a_rebuild_in_parts_ends_where_a_rebuild_at_once_does() {
    let stated = in_turn(&courts(200));
    let folder = TempDir::new().unwrap();
    let all = views_of(&folder.path().join("all"), &stated, stated.len());
    let history = history(&folder.path().join("history"), &stated);
    let path = folder.path().join("parts");
    // Inside a bundle, at its end, just after it, and where there is nothing new.
    for size in [1, 100, 255, 256, 257, 512, 512, 700, history.size()] {
        let (mut views, _) = reopen(&path);
        catch_up(&mut views, &history.reader(), size, |_| {}).unwrap();
        assert_eq!(views.views().cursor().position, size);
    }
    let (views, _) = reopen(&path);
    assert!(rows(views.views()) == rows(all.views()));
}

/// Merges the courts' events by drawing the next court, each keeping its own order.
fn merged(chains: &[Chain], draws: &[usize]) -> Vec<Stated> {
    let mut waiting: Vec<_> = chains.iter().map(|chain| chain.stated.iter()).collect();
    let drawn = draws.iter().filter_map(|draw| {
        let court = draw % waiting.len();
        waiting[court].next().cloned()
    });
    let mut merged: Vec<Stated> = drawn.collect();
    merged.extend(waiting.into_iter().flatten().cloned());
    merged
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_cut_into_batches_gives_the_same_rows_even_reopened_between_them(
        cuts in proptest::collection::vec((1_usize..60, any::<bool>()), 1..12),
    ) {
        let stated = in_turn(&courts(24));
        let folder = TempDir::new().unwrap();
        let all = views_of(&folder.path().join("all"), &stated, stated.len());
        let path = folder.path().join("cut");
        let (mut views, _) = reopen(&path);
        let mut taken = 0;
        for (count, reopened) in cuts.into_iter().cycle() {
            if taken == stated.len() {
                break;
            }
            let end = (taken + count).min(stated.len());
            views.take(&positioned(&stated[..end], taken), None).unwrap();
            taken = end;
            if reopened {
                drop(views);
                views = reopen(&path).0;
            }
        }
        prop_assert_eq!(views.views().cursor(), all.views().cursor());
        prop_assert_eq!(views.views().digests().unwrap(), all.views().digests().unwrap());
        prop_assert!(rows(views.views()) == rows(all.views()));
    }

    #[test]
    fn any_interleaving_of_the_courts_says_the_same(
        draws in proptest::collection::vec(0_usize..3, 0..400),
    ) {
        let chains = courts(24);
        let folder = TempDir::new().unwrap();
        let turns = views_of(&folder.path().join("turns"), &in_turn(&chains), 64);
        let merged = merged(&chains, &draws);
        let views = views_of(&folder.path().join("merged"), &merged, 50);
        prop_assert_eq!(merged.len(), in_turn(&chains).len());
        prop_assert_eq!(views.views().digests().unwrap(), turns.views().digests().unwrap());
        prop_assert_eq!(views.views().cursor(), turns.views().cursor());
    }
}

#[test]
fn the_digests_tell_histories_apart() {
    let folder = TempDir::new().unwrap();
    let chains = courts(24);
    let whole = in_turn(&chains);
    let one = views_of(&folder.path().join("one"), &whole, 64)
        .views()
        .digests()
        .unwrap();
    let shorter: Vec<Stated> = chains[0].stated.clone();
    let other = views_of(&folder.path().join("other"), &shorter, 64)
        .views()
        .digests()
        .unwrap();
    assert_ne!(one.register, other.register);
    assert_ne!(one.statistics, other.statistics);
}
