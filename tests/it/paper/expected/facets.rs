//! Everything known, courts as they reported, by other dimensions than the region.
//!
//! In court are a1, a3, b1, c1; out of court a2, c2, c3. A divorce are a1, c1, c3, the others
//! loans. In Kazakh are a1, a3, c1; in Russian a2, b1, c3. Under the professional P1 are a1,
//! a3, b1; under the public P2 a2; under the retired judge P3 c1, c3. Decisions by kind: P1
//! after 5 and 2 days, P4 after 9; P2 14; P3 2. Court cases: of CIVIL 20 + 30 + 15, of FAMILY
//! 10, which only A states, so that c1 counts in no rate. Entries name both categories, and
//! kk and ru, ru, kk, kk. Courts without a professional: C, and on 30 June B, where P1 left.

/// The dimension in front of each line.
pub(in crate::paper) const FACETS: &str = "
kind S1 Q1 active PROFESSIONAL:1 PUBLIC:1 RETIRED_JUDGE:1 all:2
kind S1 Q2 active PROFESSIONAL:1 PUBLIC:1 RETIRED_JUDGE:1 all:2
kind S2 Q1 active PROFESSIONAL:2 PUBLIC:1 RETIRED_JUDGE:1 all:4
kind S2 Q2 active PROFESSIONAL:1 PUBLIC:1 RETIRED_JUDGE:1 all:3
language S2 Q1 active kk:3 ru:2 all:4
language S2 Q2 active kk:2 ru:2 all:3
category S2 Q1 active CIVIL:4 FAMILY:4 all:4
category S2 Q2 active CIVIL:3 FAMILY:3 all:3
kind S4 Q1 registered PROFESSIONAL:2 PUBLIC:1 RETIRED_JUDGE:1 all:4
kind S4 Q1 refused PROFESSIONAL:1 all:1
kind S4 Q2 removed:OWN_WISH PROFESSIONAL:1 all:1
kind S5 Q1 median PROFESSIONAL:5/3 PUBLIC:14/1 RETIRED_JUDGE:2/1 all:5/5
kind S5 Q1 p90 PROFESSIONAL:9/3 PUBLIC:14/1 RETIRED_JUDGE:2/1 all:14/5
kind S5 Q1 within_10_days PROFESSIONAL:3/3 PUBLIC:0/1 RETIRED_JUDGE:1/1 all:4/5
category S6 Q1 consultations CIVIL.LOAN:1 FAMILY.DIVORCE:1 all:2
category S6 Q1 led_to_referral CIVIL.LOAN:0/1 FAMILY.DIVORCE:1/1 all:1/2
category S6 Q1 informed UNKNOWN:40 all:40
category S6 Q1 contacts UNKNOWN:1 all:1
channel S7 Q1 referrals IN_COURT:3 OUT_OF_COURT:1 all:4
channel S7 Q2 referrals IN_COURT:1 OUT_OF_COURT:2 all:3
category S8 Q1 referral_rate CIVIL:1/65 FAMILY:1/10 all:2/75
category S8 Q2 referral_rate CIVIL:1/30 all:1/30
source S9 Q1 uptake CONSULTATION:1/1 PARTIES:3/3 all:4/4
source S9 Q1 offered CONSULTATION:1/1 PARTIES:3/3 all:4/4
source S9 Q2* uptake PARTIES:2/3 all:2/3
source S9 Q2* offered PARTIES:2/3 all:2/3
language S10 Q1 started kk:2 ru:2 all:4
language S10 Q2 started kk:1 ru:1 all:2
channel S12 Q1 median IN_COURT:1/2 OUT_OF_COURT:7/1 all:1/3
channel S12 Q1 p90 IN_COURT:1/2 OUT_OF_COURT:7/1 all:7/3
channel S12 Q1 over_3_days IN_COURT:0/2 OUT_OF_COURT:1/1 all:1/3
channel S12 Q2 median IN_COURT:1/2 OUT_OF_COURT:4/1 all:1/3
channel S12 Q2 p90 IN_COURT:1/2 OUT_OF_COURT:4/1 all:4/3
channel S12 Q2 over_3_days IN_COURT:0/2 OUT_OF_COURT:1/1 all:1/3
kind S14 Q1 within_term PROFESSIONAL:2/2 PUBLIC:1/1 all:3/3
kind S14 Q2 within_term PROFESSIONAL:1/1 RETIRED_JUDGE:1/1 all:2/2
category S16 Q1 settled CIVIL.LOAN:1/2 FAMILY.DIVORCE:1/1 all:2/3
category S16 Q2 settled CIVIL.LOAN:0/1 FAMILY.DIVORCE:1/1 all:1/2
kind S17 Q1 settled UNKNOWN:3/4 all:3/4
kind S17 Q1 ended UNKNOWN:4/4 all:4/4
kind S17 Q2* settled UNKNOWN:0/3 all:0/3
kind S17 Q2* ended UNKNOWN:1/3 all:1/3
channel S19 Q1 started IN_COURT:3 OUT_OF_COURT:1 all:4
channel S19 Q1 ended IN_COURT:2 OUT_OF_COURT:1 all:3
channel S19 Q1 pending_end IN_COURT:1 all:1
channel S19 Q2 pending_start IN_COURT:1 all:1
channel S19 Q2 started IN_COURT:1 OUT_OF_COURT:1 all:2
channel S19 Q2 ended IN_COURT:2 all:2
channel S19 Q2 pending_end OUT_OF_COURT:1 all:1
court S20 Y clearance KZ-35-206:3/3 KZ-39-104:1/1 KZ-55-101:1/2 all:5/6
court S20 Y disposition_days KZ-35-206:0/3=0.000 KZ-39-104:0/1=0.000 KZ-55-101:1/1=365.000 all:1/5=73.000
category S21 Q1 approved FAMILY.DIVORCE:1/1 all:1/1
category S21 Q2 approved CIVIL.LOAN:0/1 FAMILY.DIVORCE:1/1 all:1/2
channel S22 Q1 one_party IN_COURT:0/2 OUT_OF_COURT:0/1 all:0/3
channel S22 Q1 all_parties IN_COURT:0/2 OUT_OF_COURT:0/1 all:0/3
channel S22 Q1 mediator IN_COURT:0/2 OUT_OF_COURT:0/1 all:0/3
channel S22 Q2 one_party IN_COURT:1/2 all:1/2
channel S22 Q2 all_parties IN_COURT:0/2 all:0/2
channel S22 Q2 mediator IN_COURT:0/2 all:0/2
court S25 Q1 balance KZ-35-206:966000 KZ-39-104:1966000 KZ-55-101:1966000 all:4898000
court S25 Q1 allocated KZ-35-206:1000000 all:1000000
court S25 Q2 balance KZ-35-206:966000 KZ-39-104:1966000 KZ-55-101:1966000 all:4898000
kind S26 Q1 complaints PUBLIC:1 all:1
kind S26 Q1 complaints_per_100_ended PROFESSIONAL:0/2=0.000 PUBLIC:1/1=100.000 all:1/3=33.333
kind S26 Q1 proceedings PUBLIC:1 all:1
kind S26 Q1 suspensions PUBLIC:1 all:1
kind S26 Q2 complaints_per_100_ended PROFESSIONAL:0/1=0.000 RETIRED_JUDGE:0/1=0.000 all:0/2=0.000
kind S26 Q2 overturned_on_appeal PUBLIC:1/1 all:1/1
kind S27 Y mediators PROFESSIONAL:1 PUBLIC:1 RETIRED_JUDGE:1 all:2
kind S27 Y p25 PROFESSIONAL:3/1 PUBLIC:1/1 RETIRED_JUDGE:2/1 all:3/2
kind S27 Y median PROFESSIONAL:3/1 PUBLIC:1/1 RETIRED_JUDGE:2/1 all:3/2
kind S27 Y p75 PROFESSIONAL:3/1 PUBLIC:1/1 RETIRED_JUDGE:2/1 all:3/2
kind S27 Y p90 PROFESSIONAL:3/1 PUBLIC:1/1 RETIRED_JUDGE:2/1 all:3/2
kind S27 Y gini PROFESSIONAL:0/3 PUBLIC:0/1 RETIRED_JUDGE:0/2 all:0/12
kind S27 Y top_decile PROFESSIONAL:3/3 PUBLIC:1/1 RETIRED_JUDGE:2/2 all:3/6
kind S27 Y without_procedures PROFESSIONAL:0/1 PUBLIC:0/1 RETIRED_JUDGE:0/1 all:0/2
kind S28 Q1 procedures PROFESSIONAL:2 PUBLIC:1 RETIRED_JUDGE:1 all:4
kind S28 Q1 courts_without_mediator PROFESSIONAL:1/3 PUBLIC:2/3 RETIRED_JUDGE:2/3 all:0/3
kind S28 Q2 procedures PROFESSIONAL:1 RETIRED_JUDGE:1 all:2
kind S28 Q2 courts_without_mediator PROFESSIONAL:2/2 PUBLIC:2/2 RETIRED_JUDGE:1/2 all:1/2
language S30 Q1 mean_score kk:7/2 all:7/2
language S30 Q1 response_rate kk:1/1 ru:0/2 all:1/3
language S30 Q2 mean_score kk:3/1 all:3/1
language S30 Q2 response_rate kk:1/2 all:1/2
";
