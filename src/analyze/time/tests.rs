//! Sentences with a hint of syntax in; their dates out.

use super::*;
use crate::analyze::{Sentence, Token};

/// Builds an analysis from words with optional tags (`met/VBD`); every word depends on the first verb of its line.
fn analysis(lines: &[&str]) -> Analysis {
    let mut analysis = Analysis::default();
    for (line, text) in lines.iter().enumerate() {
        let start = analysis.tokens.len();
        let verb = text.split(' ').position(|word| word.contains("/VB")).map(|at| start + at);
        for (at, word) in text.split(' ').enumerate() {
            let (form, tag) = word.split_once('/').unwrap_or((word, "XX"));
            analysis.tokens.push(token(form, tag, verb.filter(|verb| *verb != start + at), line));
        }
        let tokens = start..analysis.tokens.len();
        analysis.sentences.push(Sentence { tokens, span: 0..0, kind: LineKind::Body, line });
    }
    analysis
}

fn token(form: &str, tag: &str, head: Option<usize>, sentence: usize) -> Token {
    let upos = match tag {
        "NN" | "NNS" => Upos::Noun,
        "NNP" => Upos::Propn,
        "JJ" => Upos::Adj,
        "MD" | "AUX" => Upos::Aux,
        tag if tag.starts_with("VB") => Upos::Verb,
        _ => Upos::X,
    };
    let lemma = form.to_lowercase();
    Token {
        form: form.into(),
        lemma: lemma.as_str().into(),
        upos,
        xpos: tag.into(),
        head,
        deprel: "dep".into(),
        span: 0..0,
        sentence,
        multiword: 0,
    }
}

fn document(published: Option<&str>) -> Document {
    let published = published.map(|day| day.parse().unwrap());
    Document { id: "t".into(), url: None, title: None, published, text: String::new(), lines: Vec::new() }
}

/// The dates found in lines published on Wednesday 22 March 2023, each with its words.
fn dates(lines: &[&str]) -> Vec<String> {
    let analysis = analysis(lines);
    let found = find(&document(Some("2023-03-22")), &analysis);
    let text = |time: &TimeExpression| {
        analysis.tokens[time.tokens.clone()].iter().map(|token| token.form.as_str()).collect::<Vec<_>>().join(" ")
    };
    found
        .iter()
        .map(|time| format!("{} = {}", text(time), time.date.map_or("none".into(), |d| d.to_string())))
        .collect()
}

#[test]
fn a_clause_in_the_past_places_the_time_that_it_tells_of() {
    let told = "They would/MD mediate/VB on Feb. 24 , when Malta published/VBD a plan";
    assert_eq!(dates(&[told]), ["Feb. 24 = 2023-02-24"]);
    assert_eq!(dates(&[&told.replace("published/VBD", "publishes/VBZ")]), ["Feb. 24 = 2024-02-24"]);
}

#[test]
fn weekdays_and_days_take_the_tense_of_their_clause() {
    assert_eq!(dates(&["They met/VBD on Tuesday ."]), ["Tuesday = 2023-03-21"]);
    assert_eq!(dates(&["They will/MD meet/VB on Tuesday night ."]), ["Tuesday night = 2023-03-28"]);
    assert_eq!(dates(&["Talks begin/VBP on the 30th ."]), ["the 30th = 2023-03-30"]);
    assert_eq!(
        dates(&["They met/VBD two days/NNS in a row/NN on the 20th and 21st ."]),
        ["the 20th and 21st = 2023-03-20/2023-03-21"]
    );
    assert_eq!(
        dates(&["He left/VBD last Friday and returned/VBD yesterday evening ."]),
        ["last Friday = 2023-03-17", "yesterday evening = 2023-03-21"]
    );
}

#[test]
fn calendar_dates_are_read_in_both_orders() {
    assert_eq!(
        dates(&["signed/VBD on Tuesday , March 21 , 2023 , in Rome"]),
        ["Tuesday , March 21 , 2023 = 2023-03-21"]
    );
    assert_eq!(dates(&["signed/VBD on 21 March"]), ["21 March = 2023-03-21"]);
    assert_eq!(dates(&["signed/VBD on Oct. 3"]), ["Oct. 3 = 2022-10-03"]);
    assert_eq!(dates(&["annexed/VBN in March 2014"]), ["March 2014 = 2014-03"]);
    assert_eq!(dates(&["sat/VBD on 3 and 4 June 2019"]), ["3 and 4 June 2019 = 2019-06-03/2019-06-04"]);
    assert_eq!(dates(&["dated 2023-03-01"]), ["2023-03-01 = 2023-03-01"]);
    assert_eq!(dates(&["came/VBD in late July and in early October last year"])[0], "late July = 2022-07");
}

#[test]
fn years_and_ranges_are_intervals() {
    assert_eq!(
        dates(&["ruled/VBD from 2000 to 2008 and again since 2012 ."]),
        ["from 2000 to 2008 = 2000-01-01/2008-12-31", "2012 = 2012"]
    );
    assert_eq!(dates(&["grew/VBD over the past 10 years/NNS"]), ["the past 10 years = 2013-03-22/2023-03-22"]);
    assert_eq!(dates(&["met/VBD this week"]), ["this week = 2023-03-20/2023-03-26"]);
    assert_eq!(dates(&["talks/NNS ran/VBD from March 3 to 5"]), ["from March 3 to 5 = 2023-03-03/2023-03-05"]);
    assert_eq!(dates(&["the 2024 presidential/JJ election/NN"]), ["2024 = 2024"]);
    assert_eq!(dates(&["fell/VBD earlier this month"]), ["earlier this month = 2023-03"]);
    assert_eq!(dates(&["votes/VBZ next year"]), ["next year = 2024"]);
}

#[test]
fn days_count_from_the_day_last_spoken_of() {
    assert_eq!(
        dates(&["He spoke/VBD on March 14 .", "The next day he left/VBD , and returned/VBD two days/NNS later ."]),
        ["March 14 = 2023-03-14", "The next day = 2023-03-15", "two days later = 2023-03-17"]
    );
    assert_eq!(dates(&["The same day he left/VBD ."]), ["The same day = none"]);
    assert_eq!(dates(&["He left/VBD three days/NNS ago ."]), ["three days ago = 2023-03-19"]);
}

#[test]
fn what_only_looks_like_a_date_is_none() {
    for line in [
        "the 20th century/NN",
        "on the 20th anniversary/NN",
        "2000 soldiers/NNS",
        "it may/MD rain/VB",
        "they march/VBP",
        "a bill of 1,200 dollars/NNS",
        "Group of 20",
        "the second day",
    ] {
        assert_eq!(dates(&[line]), Vec::<String>::new(), "{line}");
    }
}

#[test]
fn the_name_of_a_person_is_no_month() {
    let mut analysis = analysis(&["Theresa/NNP May/NNP spoke/VBD"]);
    analysis.names.push(crate::analyze::Name { tokens: 0..2, kind: NameType::Person });
    assert_eq!(find(&document(Some("2023-03-22")), &analysis), []);
}

#[test]
fn a_line_with_the_date_dates_the_document() {
    let lines = ["Leaders/NNS meet/VBP", "Friday , January 4 , 2019", "They met/VBD on Thursday ."];
    let analysis = analysis(&lines);
    assert_eq!(publication_day(&document(None), &analysis), NaiveDate::from_ymd_opt(2019, 1, 4));
    let times = find(&document(None), &analysis);
    assert_eq!(times[1].date.map(|date| date.to_string()), Some("2019-01-03".to_string()));
    assert_eq!(publication_day(&document(Some("2020-02-02")), &analysis), NaiveDate::from_ymd_opt(2020, 2, 2));
}

#[test]
fn quoted_today_is_the_day_of_speaking() {
    let mut analysis =
        analysis(&["He said/VBD : “ We act/VBP today ” .", "He spoke/VBD on Monday : “ We act/VBP today ”"]);
    for tokens in [4..7, 15..18] {
        analysis.quotations.push(crate::analyze::Quotation { span: 0..0, inner: 0..0, tokens, depth: 0 });
    }
    let times = find(&document(Some("2023-03-22")), &analysis);
    let days: Vec<_> = times.iter().map(|time| time.date.map(|date| date.to_string())).collect();
    assert_eq!(days, [None, Some("2023-03-20".to_string()), Some("2023-03-20".to_string())]);
}

#[test]
fn what_follows_weeks_of_talks_is_not_the_weeks() {
    assert_eq!(dates(&["They signed/VBD following 14 weeks of talks"]), Vec::<String>::new());
    assert_eq!(dates(&["They signed/VBD in the last two weeks"]).len(), 1);
}

#[test]
fn what_goes_on_since_a_month_began_in_the_past() {
    let perfect = dates(&["They have/AUX been/AUX bombing/VBG it since October"]);
    assert_eq!(perfect, ["October = 2022-10"]);
}
