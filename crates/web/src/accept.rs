//! What a reader would like best, as the headers of negotiation say it (RFC 9110, 12.4.2).

/// The alternatives of a header, each with its weight; those that are not wanted are left out.
pub(crate) fn weighed(header: &str) -> impl Iterator<Item = (&str, f32)> {
    let parts = header.split(',').filter_map(|part| {
        let mut halves = part.split(';').map(str::trim);
        let wanted = halves.next()?;
        let weight = halves.find_map(|half| half.strip_prefix("q="));
        let weight = weight.map_or(Some(1.0), |weight| weight.parse().ok())?;
        Some((wanted, weight))
    });
    parts.filter(|(_, weight)| *weight > 0.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_not_wanted_or_not_a_weight_is_left_out() {
        let found: Vec<(&str, f32)> = weighed("kk, ru;q=0.5, en; q=0, de;q=much").collect();
        assert_eq!(found, [("kk", 1.0), ("ru", 0.5)]);
    }
}
