//! What the office knew on paper at two earlier moments; the merger, the persons' being one
//! and the corrections are not known, so both maps and all three persons stand as reported.

/// As at 20 April: A1-A48, B1-B13 and C1-C15 have arrived, and the court cases of the first
/// quarter. C is away since 16 March: c1 still runs, as does a3. b1 is not settled yet; b2
/// was referred. The appeal is won. Nothing has been heard of C or B in the second quarter.
pub(in crate::paper) const WHILE_AWAY: &str = "
S1 Q1 active 35:2 39:1 55:1 all:3
S1 Q2 active 35:2 39:1 55:1 all:3
S2 Q1 active 35:2 39:1 55:1 all:4
S2 Q2 active 35:2 39:1 55:1 all:4
S3 Q1 per_100000 35:2/1000000=0.200 39:1/800000=0.125 55:1/500000=0.200 all:3/2300000=0.130
S3 Q2 per_100000 35:2/1000000=0.200 39:1/800000=0.125 55:1/500000=0.200 all:3/2300000=0.130
S4 Q1 registered 35:2 39:1 55:1 all:4
S4 Q1 refused 55:1 all:1
S5 Q1 median 35:5/2 39:2/1 55:2/2 all:5/5
S5 Q1 p90 35:14/2 39:2/1 55:9/2 all:14/5
S5 Q1 within_10_days 35:1/2 39:1/1 55:2/2 all:4/5
S6 Q1 consultations 35:2 all:2
S6 Q1 led_to_referral 35:1/2 all:1/2
S6 Q1 informed 35:40 all:40
S6 Q1 contacts 35:1 all:1
S7 Q1 referrals 35:2 39:2 55:1 all:5
S7 Q2 referrals 35:1 all:1
S8 Q1 referral_rate 35:1/30 39:2/30 55:0/15 all:3/75
S9 Q1 uptake 35:2/2 39:1/2 55:1/1 all:4/5
S9 Q1 offered 35:2/2 39:1/2 55:1/1 all:4/5
S9 Q2* uptake 35:1/1 all:1/1
S9 Q2* offered 35:1/1 all:1/1
S10 Q1 started 35:2 39:1 55:1 all:4
S10 Q2 started 35:1 all:1
S11 Q1 A26_1:FULL_SETTLEMENT 35:1 all:1
S11 Q1 A26_3:NO_SETTLEMENT 39:1 all:1
S11 Q1 A26_5:EXPIRED 35:1 all:1
S12 Q1 median 35:1/2 39:1/1 all:1/3
S12 Q1 p90 35:7/2 39:1/1 all:7/3
S12 Q1 over_3_days 35:1/2 39:0/1 all:1/3
S13 Q1 median 35:30/2 39:28/1 all:30/3
S13 Q1 p90 35:37/2 39:28/1 all:37/3
S13 Q1 mean 35:67/2 39:28/1 all:95/3
S13 Q1 to_10 35:0/2 39:0/1 all:0/3
S13 Q1 11_30 35:1/2 39:1/1 all:2/3
S13 Q1 31_60 35:1/2 39:0/1 all:1/3
S13 Q1 over_60 35:0/2 39:0/1 all:0/3
S14 Q1 within_term 35:2/2 39:1/1 all:3/3
S15 Q1 extended 35:1/2 39:0/1 all:1/3
S15 Q1 mean_days_added 35:20/1 all:20/1
S16 Q1 settled 35:1/2 39:0/1 all:1/3
S17 Q1 settled 35:1/2 39:0/2 55:0/1 all:1/5
S17 Q1 ended 35:2/2 39:1/2 55:0/1 all:3/5
S17 Q2* settled 35:0/1 all:0/1
S17 Q2* ended 35:0/1 all:0/1
S18 Q1 appearance 35:1/2 39:0/1 all:1/3
S18 Q1 agreement 35:1/1 all:1/1
S18 Q1 past_first_session 35:1/2 39:0/1 all:1/3
S18 Q1 agreement_past_first 35:1/1 all:1/1
S19 Q1 started 35:2 39:1 55:1 all:4
S19 Q1 ended 35:2 39:1 all:3
S19 Q1 pending_end 55:1 all:1
S19 Q2 pending_start 55:1 all:1
S19 Q2 started 35:1 all:1
S19 Q2 pending_end 35:1 55:1 all:2
S20 Y clearance 35:2/3 39:1/1 55:0/1 all:3/5
S20 Y disposition_days 35:1/2=182.500 39:0/1=0.000 55:1/0 all:2/3=243.333
S21 Q1 approved 35:1/1 all:1/1
S22 Q1 one_party 35:0/2 39:0/1 all:0/3
S22 Q1 all_parties 35:0/2 39:0/1 all:0/3
S22 Q1 mediator 35:0/2 39:0/1 all:0/3
S23 Q1 assessed 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 paid 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 waived 35:1966000 all:1966000
S23 Q1 refunded 55:1966000 all:1966000
S24 Q1 paid 35:1/2 39:1/1 55:0/1 all:2/4
S24 Q1 free 35:1/2 39:0/1 55:1/1 all:2/4
S24 Q1 fee_band:UP_TO_10 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:UP_TO_50 35:1/1 39:0/1 all:1/2
S24 Q1 fee_band:UP_TO_200 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:OVER_200 35:0/1 39:1/1 all:1/2
S24 Q1 fee_band:UNKNOWN 35:0/1 39:0/1 all:0/2
S24 Q2 paid 35:1/1 all:1/1
S24 Q2 free 35:0/1 all:0/1
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
S26 Q2 overturned_on_appeal 35:1/1 all:1/1
S27 Y mediators 35:2 39:1 55:1 all:3
S27 Y p25 35:1/2 39:1/1 55:1/1 all:1/3
S27 Y median 35:1/2 39:1/1 55:1/1 all:1/3
S27 Y p75 35:2/2 39:1/1 55:1/1 all:3/3
S27 Y p90 35:2/2 39:1/1 55:1/1 all:3/3
S27 Y gini 35:1/6 39:0/1 55:0/1 all:4/15
S27 Y top_decile 35:2/3 39:1/1 55:1/1 all:3/5
S27 Y without_procedures 35:0/2 39:0/1 55:0/1 all:0/3
S28 Q1 procedures 35:2 39:1 55:1 all:4
S28 Q1 courts_without_mediator 35:0/1 39:0/1 55:0/1 all:0/3
S28 Q2 procedures 35:1 all:1
S28 Q2 courts_without_mediator 35:0/1 39:0/1 55:0/1 all:0/3
S29 Q1 median 35:0/41 39:0/13 55:0/15 all:0/69
S29 Q1 p90 35:0/41 39:0/13 55:0/15 all:0/69
S29 Q1 recorded_late 35:1/41 39:0/13 55:0/15 all:1/69
S29 Q1 courts_reporting 35:1/1 39:1/1 55:1/1 all:3/3
S29 Q2 median 35:0/7 all:0/7
S29 Q2 p90 35:0/7 all:0/7
S29 Q2 recorded_late 35:0/7 all:0/7
S29 Q2 courts_reporting 35:1/1 39:0/1 55:0/1 all:1/3
S30 Q1 mean_score 35:9/2 all:9/2
S30 Q1 response_rate 35:1/2 39:0/1 all:1/3
";

/// As at 15 March: A1-A39, B1-B13 and C1-C15 have arrived. P2 is suspended until September,
/// so not active at the end of either quarter, but again at the end of the year; a2 still
/// runs; no court cases are stated.
pub(in crate::paper) const BEFORE: &str = "
S1 Q1 active 35:1 39:1 55:1 all:2
S1 Q2 active 35:1 39:1 55:1 all:2
S2 Q1 active 35:1 39:1 55:1 all:3
S2 Q2 active 35:1 39:1 55:1 all:3
S3 Q1 per_100000 35:1/1000000=0.100 39:1/800000=0.125 55:1/500000=0.200 all:2/2300000=0.087
S3 Q2 per_100000 35:1/1000000=0.100 39:1/800000=0.125 55:1/500000=0.200 all:2/2300000=0.087
S4 Q1 registered 35:2 39:1 55:1 all:4
S4 Q1 refused 55:1 all:1
S5 Q1 median 35:5/2 39:2/1 55:2/2 all:5/5
S5 Q1 p90 35:14/2 39:2/1 55:9/2 all:14/5
S5 Q1 within_10_days 35:1/2 39:1/1 55:2/2 all:4/5
S6 Q1 consultations 35:2 all:2
S6 Q1 led_to_referral 35:1/2 all:1/2
S6 Q1 informed 35:40 all:40
S6 Q1 contacts 35:1 all:1
S7 Q1 referrals 35:2 39:2 55:1 all:5
S9 Q1 uptake 35:2/2 39:1/2 55:1/1 all:4/5
S9 Q1 offered 35:2/2 39:1/2 55:1/1 all:4/5
S10 Q1 started 35:2 39:1 55:1 all:4
S11 Q1 A26_1:FULL_SETTLEMENT 35:1 all:1
S11 Q1 A26_3:NO_SETTLEMENT 39:1 all:1
S12 Q1 median 35:1/1 39:1/1 all:1/2
S12 Q1 p90 35:1/1 39:1/1 all:1/2
S12 Q1 over_3_days 35:0/1 39:0/1 all:0/2
S13 Q1 median 35:37/1 39:28/1 all:28/2
S13 Q1 p90 35:37/1 39:28/1 all:37/2
S13 Q1 mean 35:37/1 39:28/1 all:65/2
S13 Q1 to_10 35:0/1 39:0/1 all:0/2
S13 Q1 11_30 35:0/1 39:1/1 all:1/2
S13 Q1 31_60 35:1/1 39:0/1 all:1/2
S13 Q1 over_60 35:0/1 39:0/1 all:0/2
S14 Q1 within_term 35:1/1 39:1/1 all:2/2
S15 Q1 extended 35:1/1 39:0/1 all:1/2
S15 Q1 mean_days_added 35:20/1 all:20/1
S16 Q1 settled 35:1/1 39:0/1 all:1/2
S17 Q1 settled 35:1/2 39:0/2 55:0/1 all:1/5
S17 Q1 ended 35:1/2 39:1/2 55:0/1 all:2/5
S18 Q1 appearance 35:1/1 39:0/1 all:1/2
S18 Q1 agreement 35:1/1 all:1/1
S18 Q1 past_first_session 35:1/1 39:0/1 all:1/2
S18 Q1 agreement_past_first 35:1/1 all:1/1
S19 Q1 started 35:2 39:1 55:1 all:4
S19 Q1 ended 35:1 39:1 all:2
S19 Q1 pending_end 35:1 55:1 all:2
S19 Q2 pending_start 35:1 55:1 all:2
S19 Q2 pending_end 35:1 55:1 all:2
S20 Y clearance 35:1/2 39:1/1 55:0/1 all:2/4
S20 Y disposition_days 35:1/1=365.000 39:0/1=0.000 55:1/0 all:2/2=365.000
S21 Q1 approved 35:1/1 all:1/1
S22 Q1 one_party 35:0/1 39:0/1 all:0/2
S22 Q1 all_parties 35:0/1 39:0/1 all:0/2
S22 Q1 mediator 35:0/1 39:0/1 all:0/2
S23 Q1 assessed 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 paid 35:1966000 39:1966000 55:3932000 all:7864000
S23 Q1 waived 35:1966000 all:1966000
S23 Q1 refunded 55:1966000 all:1966000
S24 Q1 paid 35:1/2 39:1/1 55:0/1 all:2/4
S24 Q1 free 35:1/2 39:0/1 55:1/1 all:2/4
S24 Q1 fee_band:UP_TO_10 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:UP_TO_50 35:1/1 39:0/1 all:1/2
S24 Q1 fee_band:UP_TO_200 35:0/1 39:0/1 all:0/2
S24 Q1 fee_band:OVER_200 35:0/1 39:1/1 all:1/2
S24 Q1 fee_band:UNKNOWN 35:0/1 39:0/1 all:0/2
S25 Q1 balance 35:966000 39:1966000 55:1966000 all:4898000
S25 Q1 allocated 35:1000000 all:1000000
S25 Q2 balance 35:966000 39:1966000 55:1966000 all:4898000
S26 Q1 complaints 35:1 all:1
S26 Q1 complaints_per_100_ended 35:1/1=100.000 39:0/1=0.000 all:1/2=50.000
S26 Q1 proceedings 35:1 all:1
S26 Q1 suspensions 35:1 all:1
S27 Y mediators 35:2 39:1 55:1 all:3
S27 Y p25 35:1/2 39:1/1 55:1/1 all:1/3
S27 Y median 35:1/2 39:1/1 55:1/1 all:1/3
S27 Y p75 35:1/2 39:1/1 55:1/1 all:2/3
S27 Y p90 35:1/2 39:1/1 55:1/1 all:2/3
S27 Y gini 35:0/4 39:0/1 55:0/1 all:2/12
S27 Y top_decile 35:1/2 39:1/1 55:1/1 all:2/4
S27 Y without_procedures 35:0/2 39:0/1 55:0/1 all:0/3
S28 Q1 procedures 35:2 39:1 55:1 all:4
S28 Q1 courts_without_mediator 35:0/1 39:0/1 55:0/1 all:0/3
S28 Q2 courts_without_mediator 35:0/1 39:0/1 55:0/1 all:0/3
S29 Q1 median 35:0/39 39:0/13 55:0/15 all:0/67
S29 Q1 p90 35:0/39 39:0/13 55:0/15 all:0/67
S29 Q1 recorded_late 35:1/39 39:0/13 55:0/15 all:1/67
S29 Q1 courts_reporting 35:1/1 39:1/1 55:1/1 all:3/3
S29 Q2 courts_reporting 35:0/1 39:0/1 55:0/1 all:0/3
S30 Q1 mean_score 35:9/2 all:9/2
S30 Q1 response_rate 35:1/1 39:0/1 all:1/2
";
