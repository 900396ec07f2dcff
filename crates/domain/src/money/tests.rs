use super::*;

#[test]
fn an_amount_is_shown_in_major_units_with_its_sign() {
    let shown = |minor| Money::tiyin(minor).to_string();
    assert_eq!(shown(1_966_000), "19660.00 KZT");
    assert_eq!(shown(5), "0.05 KZT");
    assert_eq!(shown(0), "0.00 KZT");
    assert_eq!(shown(-50), "-0.50 KZT");
    assert_eq!(shown(i64::MIN), "-92233720368547758.08 KZT");
}
