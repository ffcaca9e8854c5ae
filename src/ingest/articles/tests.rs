//! Texts as archives and desks write them in; their articles out.

use chrono::NaiveDate;

use super::split;

/// The headline, day and text of each article, the text on one line.
fn found(text: &str) -> Vec<(String, Option<NaiveDate>, String)> {
    let on_one_line = |text: &str| text.split_whitespace().collect::<Vec<_>>().join(" ");
    split(text)
        .into_iter()
        .map(|found| (found.title.unwrap_or_default(), found.published, on_one_line(&found.text)))
        .collect()
}

fn day(year: i32, month: u32, day: u32) -> Option<NaiveDate> {
    NaiveDate::from_ymd_opt(year, month, day)
}

fn both() -> Vec<(String, Option<NaiveDate>, String)> {
    let peru =
        "Peru and Norway sign treaty Ada Moe signed a treaty with Peru in Oslo on Monday. She praised its envoy.";
    let storm = "Storm closes port A storm closed the port of Bergen on Sunday, the mayor said.";
    vec![
        ("Peru and Norway sign treaty".to_owned(), day(2019, 6, 4), peru.to_owned()),
        ("Storm closes port".to_owned(), day(2021, 3, 1), storm.to_owned()),
    ]
}

#[test]
fn an_export_with_marks_at_the_ends() {
    let text = "Peru and Norway sign treaty\n\nBergen Herald\n\nJune 4, 2019 Tuesday\nLate Edition - Final\n\nCopyright 2019 Herald AS All Rights Reserved\n\n\
                Section: FOREIGN; Pg. 3\nLength: 90 words\nByline: Jane Roe\n\nBody\n\nAda Moe signed a treaty with Peru in Oslo on Monday.\n\nShe praised its envoy.\n\n\
                Graphic\n\nAda Moe in the harbor.\n\nClassification\n\nLanguage: ENGLISH\n\nLoad-Date: June 5, 2019\n\nEnd of Document\n\n\
                Storm closes port\n\nBergen Herald\n\nMarch 1, 2021 Monday 7:00 AM GMT\n\nLength: 12 words\n\nBody\n\n\
                A storm closed the port of Bergen on Sunday, the mayor said.\n\nLoad-Date: March 3, 2021\n\nEnd of Document\n";
    assert_eq!(found(text), both());
    assert_eq!(split(text)[1].line, 32);
    // without keys, and with the day of loading alone
    let text = "Storm closes port\n\nBody\n\nA storm closed the port of Bergen on Sunday, the mayor said.\n\nLoad-Date: March 1, 2021\n\nEnd of Document";
    assert_eq!(found(text), both()[1..]);
}

#[test]
fn an_export_with_numbers_at_the_beginnings() {
    let text = "                        1 of 2 DOCUMENTS\n\n                    The Bergen Herald\n\n              June 4, 2019 Tuesday\n\n\
                Peru and Norway sign treaty\n\nBYLINE: Jane Roe\n\nSECTION: FOREIGN; Pg. 3\n\nLENGTH: 90 words\n\nDATELINE: OSLO\n\n\
                Ada Moe signed a treaty with Peru in Oslo on Monday. She praised its\nenvoy.\n\nLOAD-DATE: June 5, 2019\n\nLANGUAGE: ENGLISH\n\n\
                           Copyright 2019 Herald AS\n                     All Rights Reserved\n\n\
                                    2 of 2 DOCUMENTS\n\nThe Bergen Herald\n\nMarch 1, 2021 Monday\n\nHEADLINE: Storm closes port\n\nLENGTH: 12 words\n\nBODY:\n\
                A storm closed the port of Bergen on Sunday, the mayor said.\n\nPUBLICATION-TYPE: Newspaper\n";
    assert_eq!(found(text), both());
}

#[test]
fn an_export_with_codes_at_the_ends() {
    let text = "Foreign\nPeru and Norway sign treaty\n\nBy Jane Roe\n90 words\n4 June 2019\nBergen Herald\nBERHER\n3\nEnglish\n(c) 2019, Herald AS. All rights reserved.\n\n\
                Ada Moe signed a treaty with Peru in Oslo on Monday.\n\nShe praised its envoy.\n\nDocument BERHER0020190604ef64000b2\n\n\
                Storm closes port\n\n12 words\n1 March 2021\nBergen Herald\nBERHER\nEnglish\nCopyright 2021 Herald AS.\n\n\
                A storm closed the port of Bergen on Sunday, the mayor said.\n\nDocument BERHER0020210301eh31000a1\n";
    assert_eq!(found(text), both());
}

#[test]
fn an_export_of_fields() {
    let text = "SE  Foreign\nHD  Peru and Norway sign treaty\nBY  Jane Roe\nWC  90 words\nPD  4 June 2019\nSN  Bergen Herald\nLA  English\n\
                LP\n\nAda Moe signed a treaty with Peru in Oslo on Monday.\n\nTD\n\nShe praised its envoy.\n\nNS  gdip : International Relations\nAN  Document BERHER0020190604ef64000b2\n\n\
                HD  Storm closes port\nWC  12 words\nPD  1 March 2021\nSN  Bergen Herald\nLP\nA storm closed the port of Bergen on Sunday, the mayor said.\nAN  Document BERHER0020210301eh31000a1\n";
    assert_eq!(found(text), both());
}

#[test]
fn an_export_with_labels() {
    let text = "____________________________________\n\nDocument 1 of 2\n\nTitle: Peru and Norway sign treaty\n\nAuthor: Roe, Jane\n\nPublication info: Bergen Herald ; Bergen\n\n\
                Full text: Ada Moe signed a treaty with Peru in Oslo on Monday.\n\nShe praised its envoy.\n\nSubject: Treaties; Fish\n\nLocation: Norway\n\nPublication date: Jun 4, 2019\n\n\
                ____________________________________\n\nDocument 2 of 2\n\nTitle: Storm closes port\n\nPublication date: Mar 1, 2021\n\nFull text:\nA storm closed the port of Bergen on Sunday, the mayor said.\n";
    assert_eq!(found(text), both());
}

#[test]
fn an_export_with_a_cover_and_a_headline_of_two_lines() {
    let text = "Job Number: 12\nDocuments (1)\n1. Peru and Norway sign\n   treaty\nSearch Terms: norway\nContent Type\tNarrowed by\nNews\tTimeline: 2019\n\n\
                Peru and Norway sign\ntreaty\n\nBergen Herald (Norway)\n\nTuesday 4 June 2019\n\nLength: 90 words\n\nBody\n\n\
                Ada Moe signed a treaty with Peru in Oslo on Monday.\n\nShe praised its envoy.\n\nEnd of Document\n";
    assert_eq!(found(text), both()[..1]);
    let edition = text.replace("Tuesday 4 June 2019", "June 4, 2019, Tuesday Edition 1");
    assert_eq!(found(&edition), both()[..1]);
}

#[test]
fn an_export_with_labels_and_rules_alone() {
    let text = "Peru and Norway sign treaty\nPublication info: Bergen Herald ; Bergen. 04 June 2019.\nhttps://archive.example/docview/1\n\nFull Text:\n\n\
                Ada Moe signed a treaty with Peru in Oslo on Monday.\n\nShe praised its envoy.\n\nPublication title: Bergen Herald; Bergen\nPublication date: Jun 4, 2019\n\
                ________________________________________\n\nStorm closes port\nFull Text:\n\nA storm closed the port of Bergen on Sunday, the mayor said.\n\n\
                Publication title: Bergen Herald; Bergen\nPublication date: Mar 1, 2021\n________________________________________\n";
    assert_eq!(found(text), both());
}

#[test]
fn a_script_with_keys() {
    let text = "DATE=3/1/2021\nTYPE=REPORT\nNUMBER=3-100\nTITLE=Storm closes port\nCONTENT=\nVOICED AT:\n\nINTRO: A storm closed the port of Bergen on Sunday, the mayor said. (SIGNED)\n";
    let articles = found(text);
    assert_eq!((articles.len(), articles[0].1), (1, day(2021, 3, 1)));
    assert!(
        articles[0].2.starts_with("Storm closes port A storm closed") && articles[0].2.ends_with("said."),
        "{articles:?}"
    );
}

#[test]
fn digests() {
    let ruled = "NEWS OF THE WEEK\n\n------\n\nPeru and Norway sign treaty\nJune 4, 2019\n\nAda Moe signed a treaty with Peru in Oslo on Monday.\n\n------\n\n\
                 Storm closes port\n\nBERGEN, March 1, 2021 (Norwire) - A storm closed the port of Bergen on Sunday, the mayor said.\n";
    let days: Vec<_> = found(ruled).into_iter().map(|article| (article.0, article.1)).collect();
    let expected = [
        ("Peru and Norway sign treaty".to_owned(), day(2019, 6, 4)),
        ("Storm closes port".to_owned(), day(2021, 3, 1)),
    ];
    assert_eq!(days, expected);
    let issued = "NEWS OF THE WEEK - March 5, 2021\n\n* * *\n\nStorm closes port\n\nBERGEN, March 1 (Norwire) - A storm closed the port of Bergen on Sunday, the mayor said.\n\n* * *\n\n\
                  Peru praises Norway\n\nLIMA, March 4 (Norwire) - Peru praised Norway for its help on Wednesday.\n";
    let days: Vec<_> = found(issued).into_iter().map(|article| article.1).collect();
    assert_eq!(days, [day(2021, 3, 1), day(2021, 3, 4)]);
    let headed = "Peru and Norway sign treaty\nJune 4, 2019\n\nAda Moe signed a treaty with Peru in Oslo on Monday.\n\nStorm closes port\nMarch 1, 2021\n\n\
                  A storm closed the port of Bergen on Sunday, the mayor said.\n";
    let days: Vec<_> = found(headed).into_iter().map(|article| (article.0, article.1)).collect();
    assert_eq!(days, expected);
}

#[test]
fn one_article_stays_one() {
    for text in [
        "Talks\n\nMay 3, 2019\n\nPeru and Norway met in Lima on Monday.\n\n* * *\n\nThe treaty had been awaited for years.\n",
        "Talks\nPublished May 3, 2019\nUpdated May 4, 2019\n\nPeru and Norway met in Lima on Monday.\n",
        "A timeline of the talks\n\nMay 3, 2019\n\nPeru and Norway met in Lima on that Monday.\n\nMay 9, 2019\n\nThey met again, now in Oslo, and signed.\n",
        "Section 2: what the treaty says\n\nTitle: a name for things. Peru praised Norway on Monday.\n",
    ] {
        assert_eq!(found(text), [], "{text}");
    }
}
