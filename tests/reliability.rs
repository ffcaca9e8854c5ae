//! The reliability of the probabilities, as `training/calibrate.py` measured it, in; whether README, thresholds and
//! calibration keep what it says.

use newsgraph::confidence::PLAIN_CONFIDENCE;

const TABLE: &str = include_str!("../models/reliability.tsv");
const SHARED: &str = include_str!("../queries/shared-by-two-actors.cypher");
const README: &str = include_str!("../README.md");

/// From which probability on, readings, their mean probability, the share that is right.
fn rows() -> Vec<[f64; 4]> {
    let row = |line: &str| {
        let cells: Vec<f64> = line.split('\t').map(|cell| cell.parse().expect(line)).collect();
        <[f64; 4]>::try_from(cells).expect(line)
    };
    TABLE.lines().filter(|line| !line.starts_with('#')).map(row).collect()
}

#[test]
fn a_probability_is_the_share_that_is_right() {
    let rows = rows();
    assert!(rows.iter().map(|row| row[1]).sum::<f64>() > 5000.0);
    for [from, readings, mean, right] in rows {
        assert!(mean >= from && mean <= from + 0.1, "{from}");
        // three standard errors, and what rounding adds
        let least = 3.0 * (mean * (1.0 - mean) / readings).sqrt() + 0.01;
        assert!((mean - right).abs() <= least.max(0.03), "from {from}: {mean} told, {right} right");
    }
}

#[test]
fn the_readme_has_the_table() {
    for [from, readings, mean, right] in rows() {
        let thousands = |n: f64| match n as u64 {
            n if n < 1000 => n.to_string(),
            n => format!("{},{:03}", n / 1000, n % 1000),
        };
        let short = |p: f64| format!("{p:.2}").trim_start_matches('0').to_owned();
        let cells = format!("| {} | {} | {} |", thousands(readings), short(mean), short(right));
        assert!(
            README.lines().any(|line| line.ends_with(&cells)),
            "no line of the README ends in {cells} (from {from})"
        );
    }
}

#[test]
fn the_threshold_is_the_one_that_was_measured() {
    let line = TABLE.lines().find_map(|line| line.strip_prefix("# plain\t")).expect("no threshold");
    let (threshold, precision) = line.split_once('\t').expect(line);
    assert_eq!(threshold.parse(), Ok(PLAIN_CONFIDENCE));
    assert_eq!(precision, "0.9");
    assert!(SHARED.contains(&format!("edge.confidence >= {threshold})")));
    assert!(README.contains(&format!("of {} and more", threshold.trim_start_matches('0'))));
}
