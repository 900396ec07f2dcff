use super::*;

fn cell(value: i64) -> TableCell {
    TableCell {
        values: vec![value],
        is_forced: false,
        is_below: false,
        is_linked: false,
    }
}

fn relation(members: &[usize], total: i64) -> Relation {
    Relation {
        members: members.to_vec(),
        total: vec![total],
        is_total_withheld: false,
    }
}

/// A table of rows and columns with all its margins shown.
fn square(rows: &[&[i64]]) -> Table {
    let width = rows[0].len();
    let mut table = Table::default();
    for (at, row) in rows.iter().enumerate() {
        table.cells.extend(row.iter().map(|value| cell(*value)));
        let members: Vec<usize> = (at * width..(at + 1) * width).collect();
        table.relations.push(relation(&members, row.iter().sum()));
    }
    for column in 0..width {
        let members: Vec<usize> = (0..rows.len()).map(|row| row * width + column).collect();
        let total = rows.iter().map(|row| row[column]).sum();
        table.relations.push(relation(&members, total));
    }
    table
}

#[track_caller]
fn withheld(table: &Table) -> Vec<usize> {
    let Protected::Cells(withheld) = table.protect() else {
        panic!("a total had to be withheld")
    };
    (0..withheld.len()).filter(|at| withheld[*at]).collect()
}

#[test]
fn what_is_five_or_nothing_is_shown() {
    assert!(withheld(&square(&[&[5, 0], &[0, 9]])).is_empty());
}

#[test]
fn a_small_cell_takes_the_smallest_block_around_it_along() {
    let table = square(&[&[3, 6, 50], &[8, 7, 50], &[50, 50, 50]]);
    assert_eq!(withheld(&table), [0, 1, 3, 4]);
}

#[test]
fn a_published_sum_never_hides_fewer_than_five_cases() {
    let table = Table {
        cells: [1, 1, 30, 20, 0].map(cell).to_vec(),
        relations: vec![relation(&[0, 1, 2, 3, 4], 52)],
        tops: Vec::new(),
    };
    assert_eq!(withheld(&table), [0, 1, 3]);
}

/// Four small blocks of two by two at the corners, and one more cell that shares a row with
/// one block and a column with another: no row or column hides fewer than two, and yet the
/// rows of the one block less its columns leave the bridge alone.
#[test]
fn a_bridge_between_two_blocks_does_not_stay_alone() {
    let mut table = square(&[
        &[4, 4, 90, 70],
        &[4, 4, 90, 80],
        &[90, 90, 4, 4],
        &[90, 90, 4, 4],
    ]);
    assert_eq!(
        withheld(&table),
        [0, 1, 4, 5, 10, 11, 14, 15],
        "each block hides itself"
    );
    table.cells[2].is_forced = true;
    let hidden = withheld(&table);
    assert!(hidden.contains(&2));
    assert!(
        hidden.len() > 9,
        "the bridge can be computed from {hidden:?}"
    );
}

#[test]
fn a_zero_that_a_zero_total_tells_is_not_withheld_in_vain() {
    let table = square(&[&[3, 9, 0], &[8, 7, 0]]);
    assert_eq!(withheld(&table), [0, 1, 3, 4]);
}

#[test]
fn a_cell_that_cannot_hide_takes_its_total_along() {
    let mut table = square(&[&[9, 0], &[0, 9]]);
    table.cells[0].is_forced = true;
    table.relations.truncate(1);
    table.relations[0].members = vec![0];
    assert!(matches!(table.protect(), Protected::Betrayed(0)));
}

#[test]
fn below_a_withheld_total_nothing_is_shown() {
    let mut table = square(&[&[9, 9], &[9, 9], &[9, 9]]);
    table.relations[0].is_total_withheld = true;
    table.relations[1].is_total_withheld = true;
    table.tops = vec![vec![0, 1, 2]];
    assert_eq!(withheld(&table), [0, 1, 2, 3]);
}
