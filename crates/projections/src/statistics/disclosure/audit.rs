//! The linear audit: whether sums that are published determine a value that is withheld.
//!
//! A value is determined exactly if its unit vector lies in the span of the equations.
//! Coefficients are counted modulo the prime 2^61 − 1, where a rank could only be lost to a
//! minor divisible by it; with coefficients of one and minus one none of these tables has one.

const PRIME: u64 = (1 << 61) - 1;

/// An equation: unknowns with their coefficients, 1 or −1; what they add up to is known.
pub(super) type Equation = Vec<(usize, i8)>;

/// Which of the unknowns the equations determine.
pub(super) fn determined(unknowns: usize, equations: &[Equation]) -> Vec<bool> {
    let mut rows: Vec<Vec<u64>> = equations
        .iter()
        .filter(|equation| !equation.is_empty())
        .map(|equation| dense(unknowns, equation))
        .collect();
    let mut next = 0;
    let mut pivots = Vec::new();
    for column in 0..unknowns {
        let Some(found) = (next..rows.len()).find(|at| rows[*at][column] != 0) else {
            continue;
        };
        rows.swap(next, found);
        let scale = inverse(rows[next][column]);
        for value in &mut rows[next] {
            *value = product(*value, scale);
        }
        let pivot = rows[next].clone();
        for (at, row) in rows.iter_mut().enumerate() {
            let factor = row[column];
            if at != next && factor != 0 {
                eliminate(row, &pivot, factor);
            }
        }
        pivots.push(column);
        next += 1;
    }
    let mut determined = vec![false; unknowns];
    for (row, column) in rows.iter().zip(pivots) {
        determined[column] = row.iter().filter(|value| **value != 0).count() == 1;
    }
    determined
}

fn dense(unknowns: usize, equation: &Equation) -> Vec<u64> {
    let mut row = vec![0; unknowns];
    for (at, coefficient) in equation {
        row[*at] = if *coefficient < 0 { PRIME - 1 } else { 1 };
    }
    row
}

fn eliminate(row: &mut [u64], pivot: &[u64], factor: u64) {
    for (value, by) in row.iter_mut().zip(pivot) {
        if *by != 0 {
            let minus = PRIME - product(*by, factor);
            *value = (*value + minus) % PRIME;
        }
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a remainder of the prime fits in 61 bits"
)]
fn product(a: u64, b: u64) -> u64 {
    (u128::from(a) * u128::from(b) % u128::from(PRIME)) as u64
}

/// By Fermat: `a` to the power of the prime minus two.
fn inverse(a: u64) -> u64 {
    let (mut power, mut exponent, mut result) = (a, PRIME - 2, 1);
    while exponent > 0 {
        if exponent & 1 == 1 {
            result = product(result, power);
        }
        power = product(power, power);
        exponent >>= 1;
    }
    result
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sum(of: &[usize]) -> Equation {
        of.iter().map(|at| (*at, 1)).collect()
    }

    #[test]
    fn one_unknown_of_a_sum_is_determined_and_two_are_not() {
        assert_eq!(determined(1, &[sum(&[0])]), [true]);
        assert_eq!(determined(2, &[sum(&[0, 1])]), [false, false]);
    }

    #[test]
    fn a_block_of_two_by_two_hides_its_four_cells() {
        let equations = [sum(&[0, 1]), sum(&[2, 3]), sum(&[0, 2]), sum(&[1, 3])];
        assert_eq!(determined(4, &equations), [false; 4]);
    }

    #[test]
    fn a_bridge_between_two_blocks_is_betrayed_though_its_row_and_column_hide_three() {
        // Two blocks of two by two, and one cell in a row of the first and a column of the
        // second: the rows of the first block less its columns leave the bridge alone.
        let rows = [sum(&[0, 1, 8]), sum(&[2, 3]), sum(&[4, 5]), sum(&[6, 7])];
        let columns = [sum(&[0, 2]), sum(&[1, 3]), sum(&[4, 6, 8]), sum(&[5, 7])];
        let found = determined(9, &[rows, columns].concat());
        assert_eq!(found.iter().filter(|is| **is).count(), 1);
        assert!(found[8]);
    }

    #[test]
    fn a_total_that_is_unknown_too_hides_its_part() {
        assert_eq!(determined(2, &[vec![(0, 1), (1, -1)]]), [false, false]);
    }
}
