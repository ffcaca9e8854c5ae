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
        ["from 2000 to 2008 = 2000-01-01/2008-12-31", "2000 = 2000", "2008 = 2008", "2012 = 2012"]
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

#[test]
fn quarters_and_halves_are_months() {
    assert_eq!(
        dates(&["sales fell/VBD in the third quarter/NN of 2019 and in the first half/NN of last year"]),
        ["the third quarter of 2019 = 2019-07-01/2019-09-30", "the first half of last year = 2022-01-01/2022-06-30"]
    );
    assert_eq!(dates(&["its fourth-quarter profit/NN fell/VBD"]), ["fourth-quarter = 2022-10-01/2022-12-31"]);
    assert_eq!(dates(&["it will/MD cut/VB jobs/NNS in Q4"]), ["Q4 = 2023-10-01/2023-12-31"]);
    assert_eq!(
        dates(&["this year 's second quarter/NN was/VBD weak"])[0],
        "this year 's second quarter = 2023-04-01/2023-06-30"
    );
    assert_eq!(dates(&["rose/VBD last quarter/NN"]), ["last quarter = 2022-10-01/2022-12-31"]);
    assert_eq!(dates(&["scored/VBD in the second half/NN"]), Vec::<String>::new());
}

#[test]
fn results_and_counts_of_votes_are_no_days() {
    for result in ["2-1-3", "9 - 2 - 1", "1-6-2", "3-0", "6-4 , 6-4"] {
        assert_eq!(dates(&[&format!("they won/VBD {result} in Bergen")]), Vec::<String>::new(), "{result}");
    }
    assert_eq!(dates(&["they met/VBD on 2023-01-06"]), ["2023-01-06 = 2023-01-06"]);
}

#[test]
fn seasons_are_quarters_of_the_weather() {
    assert_eq!(dates(&["met/VBD in the summer/NN of 2006"]), ["the summer of 2006 = 2006-06-01/2006-08-31"]);
    assert_eq!(dates(&["they left/VBD in the fall/NN"]), ["the fall = 2022-09-01/2022-11-30"]);
    assert_eq!(dates(&["they left/VBD last summer/NN"]), ["last summer = 2022-06-01/2022-08-31"]);
    assert_eq!(dates(&["This winter/NN they left/VBD"]), ["This winter = 2022-12-01/2023-02-28"]);
    assert_eq!(dates(&["they will/MD leave/VB next winter/NN"]), ["next winter = 2023-12-01/2024-02-29"]);
    assert_eq!(dates(&["after the fall/NN of Kabul/NNP"]), Vec::<String>::new());
    assert_eq!(dates(&["the Prague/NNP Spring/NNP of 1968"]), ["1968 = 1968"]);
    assert_eq!(dates(&["prices fall/VBP in 2009"]), ["2009 = 2009"]);
}

#[test]
fn the_last_week_is_of_a_month_or_of_something_else() {
    assert_eq!(dates(&["met/VBD in the last week of February"]), ["the last week of February = 2023-02-20/2023-02-26"]);
    assert_eq!(dates(&["met/VBD in the first month of 2024"]), ["the first month of 2024 = 2024-01"]);
    assert_eq!(dates(&["voted/VBD on the first Sunday in October"]), ["the first Sunday in October = 2022-10-02"]);
    assert_eq!(dates(&["it fell/VBD in the last week of the war/NN in 1988"]), ["1988 = 1988"]);
    assert_eq!(dates(&["on the last day of the siege/NN"]), Vec::<String>::new());
}

#[test]
fn lists_of_years_are_years() {
    assert_eq!(dates(&["won/VBD in 2005 , 2009 and 2013 ."]), ["2005 = 2005", "2009 = 2009", "2013 = 2013"]);
    assert_eq!(dates(&["the 2012 elections/NNS", "the 2000 people/NNS"]), ["2012 = 2012"]);
    assert_eq!(dates(&["a 2018 trip/NN", "a 2018 , he said/VBD"]), ["2018 = 2018"]);
    assert_eq!(dates(&["the boxy cars/NNS of the 70s and ’80s", "she is/VBZ in her late 60s"]).len(), 2);
}

#[test]
fn the_last_sunday_is_the_one_before() {
    assert_eq!(dates(&["They met/VBD last Sunday ."]), ["last Sunday = 2023-03-19"]);
    assert_eq!(dates(&["They met/VBD last Tuesday ."]), ["last Tuesday = 2023-03-14"]);
    assert_eq!(dates(&["over/IN the weekend/NN they met/VBD"]), ["the weekend = 2023-03-18/2023-03-19"]);
}

#[test]
fn times_of_day_and_feasts_have_a_day() {
    assert_eq!(
        dates(&["He spoke/VBD at 16:15 UTC , March 1 .", "She left/VBD at 6:40 p.m. ."]),
        ["16:15 UTC , March 1 = 2023-03-01", "6:40 p.m. = 2023-03-01"]
    );
    assert_eq!(
        dates(&["He was/VBD shot/VBN at 2 am in Malta/NNP on Friday ."]),
        ["2 am = 2023-03-17", "Friday = 2023-03-17"]
    );
    assert_eq!(dates(&["They won/VBD 6:40"]), Vec::<String>::new());
    assert_eq!(dates(&["attacked/VBD on New Year 's Eve"]), ["New Year 's Eve = 2022-12-31"]);
    assert_eq!(dates(&["ended/VBD last Christmas"]), ["last Christmas = 2022-12-25"]);
}

#[test]
fn the_year_that_a_month_leaves_out_is_near() {
    assert_eq!(dates(&["has/VBZ an April 3 deadline/NN and said/VBD so"]), ["April 3 = 2023-04-03"]);
    assert_eq!(dates(&["ended/VBD in October of last year"]), ["October of last year = 2022-10"]);
    assert_eq!(dates(&["rose/VBD in 2020 against/IN the previous year"]), ["2020 = 2020", "the previous year = 2019"]);
}
