//! Where a number and where a period stands: a scale from zero in round steps, and columns.

use super::axis::Axis;
use super::float;

/// Units between two lines of a scale, about.
const STEP_UNITS: f64 = 50.0;

/// Below this a span is nothing, and numbers are as good as equal.
const SPAN_MIN: f64 = 1e-9;

/// A linear scale that holds zero and ends on round numbers.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Scale {
    step: f64,
    first: f64,
    last: f64,
    from: f64,
    to: f64,
}

impl Scale {
    /// The scale of those values between two places, zero or the lowest at `from`.
    pub(super) fn new(
        values: impl IntoIterator<Item = f64>,
        axis: &Axis<'_>,
        (from, to): (f64, f64),
    ) -> Self {
        let (mut low, mut high) = (axis.reach.min(0.0), axis.reach.max(0.0));
        for value in values {
            (low, high) = (low.min(value), high.max(value));
        }
        if high - low < SPAN_MIN {
            (low, high) = (0.0, 1.0);
        }
        let wanted = ((to - from).abs() / STEP_UNITS).clamp(3.0, 6.0).floor();
        let step = match (round_step((high - low) / wanted), axis.whole) {
            (step, true) => step.max(1.0).ceil(),
            (step, false) => step,
        };
        Self {
            step,
            first: (low / step + SPAN_MIN).floor(),
            last: (high / step - SPAN_MIN).ceil(),
            from,
            to,
        }
    }

    /// The scale from zero to that value, round or not.
    pub(super) fn up_to(value: f64, (from, to): (f64, f64)) -> Self {
        Self {
            step: if value < SPAN_MIN { 1.0 } else { value },
            first: 0.0,
            last: 1.0,
            from,
            to,
        }
    }

    /// Where a value stands.
    pub(super) fn place(&self, value: f64) -> f64 {
        let share = (value / self.step - self.first) / (self.last - self.first);
        self.from + (self.to - self.from) * share
    }

    pub(super) fn zero(&self) -> f64 {
        self.place(0.0)
    }

    /// The numbers the scale names, from the lowest.
    pub(super) fn ticks(&self) -> Vec<f64> {
        let mut ticks = Vec::new();
        let mut count = self.first;
        while count <= self.last {
            ticks.push(count * self.step);
            count += 1.0;
        }
        ticks
    }

    /// The lowest and the highest number.
    pub(super) fn ends(&self) -> (f64, f64) {
        (self.first * self.step, self.last * self.step)
    }

    /// Decimals that tell one step from the next.
    pub(super) fn decimals(&self) -> usize {
        let (mut decimals, mut step) = (0, self.step);
        while (step - step.round()).abs() > SPAN_MIN && decimals < 9 {
            step *= 10.0;
            decimals += 1;
        }
        decimals
    }
}

/// The next of 1, 2, 2.5 and 5 times a power of ten that is not smaller.
fn round_step(step: f64) -> f64 {
    let power = 10_f64.powf(step.log10().floor());
    let round = [1.0, 2.0, 2.5, 5.0].map(|times| times * power);
    let fitting = round
        .into_iter()
        .find(|round| *round >= step * (1.0 - SPAN_MIN));
    fitting.unwrap_or(10.0 * power)
}

/// Where the periods stand, at even distances.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Columns {
    first: f64,
    pub(super) step: f64,
    pub(super) count: usize,
}

impl Columns {
    /// Points from edge to edge; a single one in the middle.
    pub(super) fn points(count: usize, (left, right): (f64, f64)) -> Self {
        if count < 2 {
            return Self::bands(count, (left, right));
        }
        Self {
            first: left,
            step: (right - left) / float(count - 1),
            count,
        }
    }

    /// Columns of one width that fill the room.
    pub(super) fn bands(count: usize, (left, right): (f64, f64)) -> Self {
        let step = (right - left) / float(count.max(1));
        Self {
            first: left + step / 2.0,
            step,
            count,
        }
    }

    /// The middle of a period.
    pub(super) fn at(&self, place: usize) -> f64 {
        self.first + self.step * float(place)
    }

    /// The border between a period and the one before it.
    pub(super) fn before(&self, place: usize) -> f64 {
        self.at(place) - self.step / 2.0
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(value: f64, decimals: usize) -> String {
        format!("{value:.decimals$}")
    }

    fn check(values: &[f64], axis: Axis<'_>, expected: &[f64]) {
        let scale = Scale::new(values.iter().copied(), &axis, (200.0, 0.0));
        assert_eq!(scale.ticks(), expected, "{values:?}");
    }

    #[test]
    fn a_scale_begins_at_zero_and_ends_on_a_round_number() {
        let axis = Axis::new(&written);
        check(&[58.1, 64.2], axis, &[0.0, 20.0, 40.0, 60.0, 80.0]);
        check(&[3.0, 2.0], axis, &[0.0, 1.0, 2.0, 3.0]);
        check(&[0.9], axis, &[0.0, 0.25, 0.5, 0.75, 1.0]);
        check(
            &[58.1],
            axis.reaching(100.0),
            &[0.0, 25.0, 50.0, 75.0, 100.0],
        );
        check(&[2.0, 1.0], axis.whole(), &[0.0, 1.0, 2.0]);
        check(&[0.5], axis.whole(), &[0.0, 1.0]);
        check(&[9.0], axis.whole(), &[0.0, 3.0, 6.0, 9.0]);
        check(&[-40.0, 90.0], axis, &[-50.0, 0.0, 50.0, 100.0]);
        check(&[-7.0], axis, &[-8.0, -6.0, -4.0, -2.0, 0.0]);
    }

    #[test]
    fn a_scale_of_nothing_still_has_an_end() {
        let axis = Axis::new(&written);
        check(&[], axis.whole(), &[0.0, 1.0]);
        check(&[0.0, 1e-300], axis.whole(), &[0.0, 1.0]);
    }

    #[test]
    fn columns_stand_at_even_distances() {
        let columns = Columns::points(3, (0.0, 100.0));
        assert_eq!((columns.at(0), columns.at(2)), (0.0, 100.0));
        let columns = Columns::bands(4, (0.0, 100.0));
        assert_eq!((columns.before(0), columns.at(0)), (0.0, 12.5));
        let (one, none) = (
            Columns::points(1, (0.0, 100.0)),
            Columns::points(0, (0.0, 100.0)),
        );
        assert_eq!((one.at(0), none.count), (50.0, 0));
    }
}
