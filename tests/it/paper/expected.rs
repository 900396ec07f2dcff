//! The figures, computed on paper from the ledger; nothing here was copied from a program.
//!
//! How the numbers come about, where the table of the ledger does not show it at once:
//!
//! **Stocks** on 31 March and 30 June. P1 is active at A and, until removed on 26 June, at B;
//! P2 at A but for a suspension from 3 March, which by the appeal ends on 24 March, and of
//! which by 15 March only the beginning is known; P3 at C. From 2 July P2 and P3 are known as
//! one person, so the whole has two persons where the regions add up to three (S1, S3, S27).
//!
//! **Decisions** (S5): A 5, 14; B 2; C 2, 9 days. **Lags of return** (S12), by the day of
//! return: A 1, 7, B 1 in the first quarter; a3 1, C 1, 4 in the second. **Durations** (S13):
//! 37, 30 and 28 days; then 27 and 38. The median of two cases is the lower one, the p90 of up
//! to nine the highest.
//!
//! **Sessions** (S18): a1 two with both parties, settled; b1 and a3 one with one party; a2
//! none; c1 one with both, settled.
//!
//! **Cohorts** (S9, S17): nobody is offered mediation in writing, so as many count as offered
//! as began. a1, a2, a3, b1 and c1 end; c2 never began, c3 is open. On 20 April the ends of a3 and
//! c1 are not known yet, on 15 March that of a2 is not either.
//!
//! **Money** (S23, S25), in fees of 1 966 000: assessed and paid A 1, B 1, C 2, waived A 1,
//! refunded C 1; P5's is outstanding from June. Funds: A 966 000 after setting aside 1 000 000;
//! B one fee; C 2 − 1 fees.
//!
//! **Scores** (S30): a1 5 and 4, the latter 2 as the court that took over corrects; c1 3.
//!
//! **Workload** (S27): under P1 a1, a3 at A and b1 at B; under P2 a2; under P3 c1, c3. Gini of
//! (1, 2) is (2 · 5 − 3 · 3) / (2 · 3) = 1/6.
//!
//! **Events** (S29): A 20 + 10 + 11 and 7 in April; B 5 + 6 + 2 and 7; C 5 + 8 + 3 and 6 + 7.
//! A corrected history counts as one that was right from the start (decision 0008): B13, once
//! voided, is no event any more, and B16-B18, which correct, are none of their own, which
//! leaves B 12 and 4. Recorded late: A23 by 3 days, C17 by 4. A stopped on 30 April, reported
//! in that quarter and so is one of its courts.

mod earlier;
mod facets;

pub(super) use earlier::{BEFORE, WHILE_AWAY};
pub(super) use facets::FACETS;

/// Everything known, courts as they reported.
pub(super) const REPORTED: &str = "
S1 Q1 active 35:2 39:1 55:1 all:2
S1 Q2 active 35:2 55:1 all:2
S2 Q1 active 35:2 39:1 55:1 all:4
S2 Q2 active 35:2 55:1 all:3
S3 Q1 per_100000 35:2/1000000=0.200 39:1/800000=0.125 55:1/500000=0.200 all:2/2300000=0.087
S3 Q2 per_100000 35:2/1000000=0.200 39:0/800000=0.000 55:1/500000=0.200 all:2/2300000=0.087
S4 Q1 registered 35:2 39:1 55:1 all:4
S4 Q1 refused 55:1 all:1
S4 Q2 removed:OWN_WISH 39:1 all:1
S5 Q1 median 35:5/2 39:2/1 55:2/2 all:5/5
S5 Q1 p90 35:14/2 39:2/1 55:9/2 all:14/5
S5 Q1 within_10_days 35:1/2 39:1/1 55:2/2 all:4/5
S6 Q1 consultations 35:2 all:2
S6 Q1 led_to_referral 35:1/2 all:1/2
S6 Q1 informed 35:40 all:40
S6 Q1 contacts 35:1 all:1
S7 Q1 referrals 35:2 39:1 55:1 all:4
S7 Q2 referrals 35:1 55:2 all:3
S8 Q1 referral_rate 35:1/30 39:1/30 55:0/15 all:2/75
S8 Q2 referral_rate 35:1/5 39:0/25 all:1/30
S9 Q1 uptake 35:2/2 39:1/1 55:1/1 all:4/4
S9 Q1 offered 35:2/2 39:1/1 55:1/1 all:4/4
S9 Q2* uptake 35:1/1 55:1/2 all:2/3
S9 Q2* offered 35:1/1 55:1/2 all:2/3
S10 Q1 started 35:2 39:1 55:1 all:4
S10 Q2 started 35:1 55:1 all:2
S11 Q1 A26_1:FULL_SETTLEMENT 35:1 all:1
S11 Q1 A26_1:PARTIAL_SETTLEMENT 39:1 all:1
S11 Q1 A26_5:EXPIRED 35:1 all:1
S11 Q2 A26_1:FULL_SETTLEMENT 55:1 all:1
S11 Q2 A26_4:WITHDRAWN_ONE 35:1 all:1
S12 Q1 median 35:1/2 39:1/1 all:1/3
S12 Q1 p90 35:7/2 39:1/1 all:7/3
S12 Q1 over_3_days 35:1/2 39:0/1 all:1/3
S12 Q2 median 35:1/1 55:1/2 all:1/3
S12 Q2 p90 35:1/1 55:4/2 all:4/3
S12 Q2 over_3_days 35:0/1 55:1/2 all:1/3
S13 Q1 median 35:30/2 39:28/1 all:30/3
S13 Q1 p90 35:37/2 39:28/1 all:37/3
S13 Q1 mean 35:67/2 39:28/1 all:95/3
S13 Q1 to_10 35:0/2 39:0/1 all:0/3
S13 Q1 11_30 35:1/2 39:1/1 all:2/3
S13 Q1 31_60 35:1/2 39:0/1 all:1/3
S13 Q1 over_60 35:0/2 39:0/1 all:0/3
S13 Q2 median 35:27/1 55:38/1 all:27/2
S13 Q2 p90 35:27/1 55:38/1 all:38/2
S13 Q2 mean 35:27/1 55:38/1 all:65/2
S13 Q2 to_10 35:0/1 55:0/1 all:0/2
S13 Q2 11_30 35:1/1 55:0/1 all:1/2
S13 Q2 31_60 35:0/1 55:1/1 all:1/2
S13 Q2 over_60 35:0/1 55:0/1 all:0/2
S14 Q1 within_term 35:2/2 39:1/1 all:3/3
S14 Q2 within_term 35:1/1 55:1/1 all:2/2
S15 Q1 extended 35:1/2 39:0/1 all:1/3
S15 Q1 mean_days_added 35:20/1 all:20/1
S15 Q2 extended 35:0/1 55:1/1 all:1/2
S15 Q2 mean_days_added 55:10/1 all:10/1
S16 Q1 settled 35:1/2 39:1/1 all:2/3
S16 Q2 settled 35:0/1 55:1/1 all:1/2
S17 Q1 settled 35:1/2 39:1/1 55:1/1 all:3/4
S17 Q1 ended 35:2/2 39:1/1 55:1/1 all:4/4
S17 Q2* settled 35:0/1 55:0/2 all:0/3
S17 Q2* ended 35:1/1 55:0/2 all:1/3
S18 Q1 appearance 35:1/2 39:0/1 all:1/3
S18 Q1 agreement 35:1/1 all:1/1
S18 Q1 past_first_session 35:1/2 39:0/1 all:1/3
S18 Q1 agreement_past_first 35:1/1 all:1/1
S18 Q2 appearance 35:0/1 55:1/1 all:1/2
S18 Q2 agreement 55:1/1 all:1/1
S18 Q2 past_first_session 35:0/1 55:0/1 all:0/2
S19 Q1 started 35:2 39:1 55:1 all:4
S19 Q1 ended 35:2 39:1 all:3
S19 Q1 pending_end 55:1 all:1
S19 Q2 pending_start 55:1 all:1
S19 Q2 started 35:1 55:1 all:2
S19 Q2 ended 35:1 55:1 all:2
S19 Q2 pending_end 55:1 all:1
S20 Y clearance 35:3/3 39:1/1 55:1/2 all:5/6
S20 Y disposition_days 35:0/3=0.000 39:0/1=0.000 55:1/1=365.000 all:1/5=73.000
S21 Q1 approved 35:1/1 all:1/1
S21 Q2 approved 39:0/1 55:1/1 all:1/2
S22 Q1 one_party 35:0/2 39:0/1 all:0/3
S22 Q1 all_parties 35:0/2 39:0/1 all:0/3
S22 Q1 mediator 35:0/2 39:0/1 all:0/3
S22 Q2 one_party 35:1/1 55:0/1 all:1/2
S22 Q2 all_parties 35:0/1 55:0/1 all:0/2
S22 Q2 mediator 35:0/1 55:0/1 all:0/2
S23 Q1 assessed 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 paid 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 waived 35:1966000 all:1966000
S23 Q1 refunded 55:1966000 all:1966000
S23 Q2 assessed 55:1966000 all:1966000
S23 Q2 outstanding 55:1966000 all:1966000
S24 Q1 paid 35:1/2 39:1/1 55:0/1 all:2/4
S24 Q1 free 35:1/2 39:0/1 55:1/1 all:2/4
S24 Q1 fee_band:UP_TO_10 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:UP_TO_50 35:1/1 39:0/1 all:1/2
S24 Q1 fee_band:UP_TO_200 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:OVER_200 35:0/1 39:1/1 all:1/2
S24 Q1 fee_band:UNKNOWN 35:0/1 39:0/1 all:0/2
S24 Q2 paid 35:1/1 55:0/1 all:1/2
S24 Q2 free 35:0/1 55:1/1 all:1/2
S24 Q2 fee_band:UP_TO_10 35:0/1 all:0/1
S24 Q2 fee_band:UP_TO_50 35:0/1 all:0/1
S24 Q2 fee_band:UP_TO_200 35:0/1 all:0/1
S24 Q2 fee_band:OVER_200 35:0/1 all:0/1
S24 Q2 fee_band:UNKNOWN 35:1/1 all:1/1
S25 Q1 balance 35:966000 39:1966000 55:1966000 all:4898000
S25 Q1 allocated 35:1000000 all:1000000
S25 Q2 balance 35:966000 39:1966000 55:1966000 all:4898000
S26 Q1 complaints 35:1 all:1
S26 Q1 complaints_per_100_ended 35:1/2=50.000 39:0/1=0.000 all:1/3=33.333
S26 Q1 proceedings 35:1 all:1
S26 Q1 suspensions 35:1 all:1
S26 Q2 complaints_per_100_ended 35:0/1=0.000 55:0/1=0.000 all:0/2=0.000
S26 Q2 overturned_on_appeal 35:1/1 all:1/1
S27 Y mediators 35:2 39:1 55:1 all:2
S27 Y p25 35:1/2 39:1/1 55:2/1 all:3/2
S27 Y median 35:1/2 39:1/1 55:2/1 all:3/2
S27 Y p75 35:2/2 39:1/1 55:2/1 all:3/2
S27 Y p90 35:2/2 39:1/1 55:2/1 all:3/2
S27 Y gini 35:1/6 39:0/1 55:0/2 all:0/12
S27 Y top_decile 35:2/3 39:1/1 55:2/2 all:3/6
S27 Y without_procedures 35:0/2 39:0/1 55:0/1 all:0/2
S28 Q1 procedures 35:2 39:1 55:1 all:4
S28 Q1 courts_without_mediator 35:0/1 39:0/1 55:0/1 all:0/3
S28 Q2 procedures 35:1 55:1 all:2
S28 Q2 courts_without_mediator 39:1/1 55:0/1 all:1/2
S29 Q1 median 35:0/41 39:0/12 55:0/16 all:0/69
S29 Q1 p90 35:0/41 39:0/12 55:0/16 all:0/69
S29 Q1 recorded_late 35:1/41 39:0/12 55:0/16 all:1/69
S29 Q1 courts_reporting 35:1/1 39:1/1 55:1/1 all:3/3
S29 Q2 median 35:0/7 39:0/4 55:0/13 all:0/24
S29 Q2 p90 35:0/7 39:0/4 55:0/13 all:0/24
S29 Q2 recorded_late 35:0/7 39:0/4 55:1/13 all:1/24
S29 Q2 courts_reporting 35:1/1 39:1/1 55:1/1 all:3/3
S30 Q1 mean_score 35:7/2 all:7/2
S30 Q1 response_rate 35:1/2 39:0/1 all:1/3
S30 Q2 mean_score 55:3/1 all:3/1
S30 Q2 response_rate 35:0/1 55:1/1 all:1/2
";

/// Everything known, on the map of 30 June: what was A's stands at B, in the region 39. Region
/// 35 keeps its inhabitants alone; the map has two courts in either quarter. Under P1 there
/// are now three procedures in one place; the Gini of (1, 3) is (2 · 7 − 3 · 4) / (2 · 4).
pub(super) const CURRENT: &str = "
S1 Q1 active 39:2 55:1 all:2
S1 Q2 active 39:2 55:1 all:2
S2 Q1 active 39:3 55:1 all:4
S2 Q2 active 39:2 55:1 all:3
S3 Q1 per_100000 35:0/1000000=0.000 39:2/800000=0.250 55:1/500000=0.200 all:2/2300000=0.087
S3 Q2 per_100000 35:0/1000000=0.000 39:2/800000=0.250 55:1/500000=0.200 all:2/2300000=0.087
S4 Q1 registered 39:3 55:1 all:4
S4 Q1 refused 55:1 all:1
S4 Q2 removed:OWN_WISH 39:1 all:1
S5 Q1 median 39:5/3 55:2/2 all:5/5
S5 Q1 p90 39:14/3 55:9/2 all:14/5
S5 Q1 within_10_days 39:2/3 55:2/2 all:4/5
S6 Q1 consultations 39:2 all:2
S6 Q1 led_to_referral 39:1/2 all:1/2
S6 Q1 informed 39:40 all:40
S6 Q1 contacts 39:1 all:1
S7 Q1 referrals 39:3 55:1 all:4
S7 Q2 referrals 39:1 55:2 all:3
S8 Q1 referral_rate 39:2/60 55:0/15 all:2/75
S8 Q2 referral_rate 39:1/30 all:1/30
S9 Q1 uptake 39:3/3 55:1/1 all:4/4
S9 Q1 offered 39:3/3 55:1/1 all:4/4
S9 Q2* uptake 39:1/1 55:1/2 all:2/3
S9 Q2* offered 39:1/1 55:1/2 all:2/3
S10 Q1 started 39:3 55:1 all:4
S10 Q2 started 39:1 55:1 all:2
S11 Q1 A26_1:FULL_SETTLEMENT 39:1 all:1
S11 Q1 A26_1:PARTIAL_SETTLEMENT 39:1 all:1
S11 Q1 A26_5:EXPIRED 39:1 all:1
S11 Q2 A26_1:FULL_SETTLEMENT 55:1 all:1
S11 Q2 A26_4:WITHDRAWN_ONE 39:1 all:1
S12 Q1 median 39:1/3 all:1/3
S12 Q1 p90 39:7/3 all:7/3
S12 Q1 over_3_days 39:1/3 all:1/3
S12 Q2 median 39:1/1 55:1/2 all:1/3
S12 Q2 p90 39:1/1 55:4/2 all:4/3
S12 Q2 over_3_days 39:0/1 55:1/2 all:1/3
S13 Q1 median 39:30/3 all:30/3
S13 Q1 p90 39:37/3 all:37/3
S13 Q1 mean 39:95/3 all:95/3
S13 Q1 to_10 39:0/3 all:0/3
S13 Q1 11_30 39:2/3 all:2/3
S13 Q1 31_60 39:1/3 all:1/3
S13 Q1 over_60 39:0/3 all:0/3
S13 Q2 median 39:27/1 55:38/1 all:27/2
S13 Q2 p90 39:27/1 55:38/1 all:38/2
S13 Q2 mean 39:27/1 55:38/1 all:65/2
S13 Q2 to_10 39:0/1 55:0/1 all:0/2
S13 Q2 11_30 39:1/1 55:0/1 all:1/2
S13 Q2 31_60 39:0/1 55:1/1 all:1/2
S13 Q2 over_60 39:0/1 55:0/1 all:0/2
S14 Q1 within_term 39:3/3 all:3/3
S14 Q2 within_term 39:1/1 55:1/1 all:2/2
S15 Q1 extended 39:1/3 all:1/3
S15 Q1 mean_days_added 39:20/1 all:20/1
S15 Q2 extended 39:0/1 55:1/1 all:1/2
S15 Q2 mean_days_added 55:10/1 all:10/1
S16 Q1 settled 39:2/3 all:2/3
S16 Q2 settled 39:0/1 55:1/1 all:1/2
S17 Q1 settled 39:2/3 55:1/1 all:3/4
S17 Q1 ended 39:3/3 55:1/1 all:4/4
S17 Q2* settled 39:0/1 55:0/2 all:0/3
S17 Q2* ended 39:1/1 55:0/2 all:1/3
S18 Q1 appearance 39:1/3 all:1/3
S18 Q1 agreement 39:1/1 all:1/1
S18 Q1 past_first_session 39:1/3 all:1/3
S18 Q1 agreement_past_first 39:1/1 all:1/1
S18 Q2 appearance 39:0/1 55:1/1 all:1/2
S18 Q2 agreement 55:1/1 all:1/1
S18 Q2 past_first_session 39:0/1 55:0/1 all:0/2
S19 Q1 started 39:3 55:1 all:4
S19 Q1 ended 39:3 all:3
S19 Q1 pending_end 55:1 all:1
S19 Q2 pending_start 55:1 all:1
S19 Q2 started 39:1 55:1 all:2
S19 Q2 ended 39:1 55:1 all:2
S19 Q2 pending_end 55:1 all:1
S20 Y clearance 39:4/4 55:1/2 all:5/6
S20 Y disposition_days 39:0/4=0.000 55:1/1=365.000 all:1/5=73.000
S21 Q1 approved 39:1/1 all:1/1
S21 Q2 approved 39:0/1 55:1/1 all:1/2
S22 Q1 one_party 39:0/3 all:0/3
S22 Q1 all_parties 39:0/3 all:0/3
S22 Q1 mediator 39:0/3 all:0/3
S22 Q2 one_party 39:1/1 55:0/1 all:1/2
S22 Q2 all_parties 39:0/1 55:0/1 all:0/2
S22 Q2 mediator 39:0/1 55:0/1 all:0/2
S23 Q1 assessed 39:3932000 55:3932000 all:7864000
S23 Q1 paid 39:3932000 55:3932000 all:7864000
S23 Q1 waived 39:1966000 all:1966000
S23 Q1 refunded 55:1966000 all:1966000
S23 Q2 assessed 55:1966000 all:1966000
S23 Q2 outstanding 55:1966000 all:1966000
S24 Q1 paid 39:2/3 55:0/1 all:2/4
S24 Q1 free 39:1/3 55:1/1 all:2/4
S24 Q1 fee_band:UP_TO_10 39:0/2 all:0/2
S24 Q1 fee_band:UP_TO_50 39:1/2 all:1/2
S24 Q1 fee_band:UP_TO_200 39:0/2 all:0/2
S24 Q1 fee_band:OVER_200 39:1/2 all:1/2
S24 Q1 fee_band:UNKNOWN 39:0/2 all:0/2
S24 Q2 paid 39:1/1 55:0/1 all:1/2
S24 Q2 free 39:0/1 55:1/1 all:1/2
S24 Q2 fee_band:UP_TO_10 39:0/1 all:0/1
S24 Q2 fee_band:UP_TO_50 39:0/1 all:0/1
S24 Q2 fee_band:UP_TO_200 39:0/1 all:0/1
S24 Q2 fee_band:OVER_200 39:0/1 all:0/1
S24 Q2 fee_band:UNKNOWN 39:1/1 all:1/1
S25 Q1 balance 39:2932000 55:1966000 all:4898000
S25 Q1 allocated 39:1000000 all:1000000
S25 Q2 balance 39:2932000 55:1966000 all:4898000
S26 Q1 complaints 39:1 all:1
S26 Q1 complaints_per_100_ended 39:1/3=33.333 all:1/3=33.333
S26 Q1 proceedings 39:1 all:1
S26 Q1 suspensions 39:1 all:1
S26 Q2 complaints_per_100_ended 39:0/1=0.000 55:0/1=0.000 all:0/2=0.000
S26 Q2 overturned_on_appeal 39:1/1 all:1/1
S27 Y mediators 39:2 55:1 all:2
S27 Y p25 39:1/2 55:2/1 all:3/2
S27 Y median 39:1/2 55:2/1 all:3/2
S27 Y p75 39:3/2 55:2/1 all:3/2
S27 Y p90 39:3/2 55:2/1 all:3/2
S27 Y gini 39:2/8 55:0/2 all:0/12
S27 Y top_decile 39:3/4 55:2/2 all:3/6
S27 Y without_procedures 39:0/2 55:0/1 all:0/2
S28 Q1 procedures 39:3 55:1 all:4
S28 Q1 courts_without_mediator 39:0/1 55:0/1 all:0/2
S28 Q2 procedures 39:1 55:1 all:2
S28 Q2 courts_without_mediator 39:0/1 55:0/1 all:0/2
S29 Q1 median 39:0/53 55:0/16 all:0/69
S29 Q1 p90 39:0/53 55:0/16 all:0/69
S29 Q1 recorded_late 39:1/53 55:0/16 all:1/69
S29 Q1 courts_reporting 39:1/1 55:1/1 all:2/2
S29 Q2 median 39:0/11 55:0/13 all:0/24
S29 Q2 p90 39:0/11 55:0/13 all:0/24
S29 Q2 recorded_late 39:0/11 55:1/13 all:1/24
S29 Q2 courts_reporting 39:1/1 55:1/1 all:2/2
S30 Q1 mean_score 39:7/2 all:7/2
S30 Q1 response_rate 39:1/3 all:1/3
S30 Q2 mean_score 55:3/1 all:3/1
S30 Q2 response_rate 39:0/1 55:1/1 all:1/2
";
