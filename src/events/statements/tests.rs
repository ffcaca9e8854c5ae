//! Trees with names and quotation marks in; statements with their speakers out.

use std::ops::Range;

use super::find;
use crate::analyze::NameType::{self, Location, Organization, Person};
use crate::analyze::Quotation;
use crate::events::Statement;
use crate::resolve::{Resolution, resolve, testing};

/// The statements of one text; quotations as ranges of words between the marks.
fn statements(spec: &str, names: &[(Range<usize>, NameType)], quoted: &[Range<usize>]) -> (Vec<Statement>, Resolution) {
    let (document, mut analysis) = testing::analysis(spec, names);
    let span = |token: usize| analysis.tokens[token].span.clone();
    let quotations = quoted.iter().map(|tokens| Quotation {
        span: span(tokens.start - 1).start..span(tokens.end).end,
        inner: span(tokens.start).start..span(tokens.end - 1).end,
        tokens: tokens.clone(),
        depth: 0,
    });
    analysis.quotations = quotations.collect();
    let resolution = resolve(&document, &analysis);
    (find(&document, &analysis, &resolution), resolution)
}

fn names(resolution: &Resolution, entities: &[usize]) -> Vec<String> {
    entities.iter().map(|&entity| resolution.entities[entity].name.clone()).collect()
}

#[test]
fn a_quotation_has_speaker_hearer_and_subject() {
    let spec = "Roe:PROPN:2:nsubj told:VERB:0:root:tell Norwire:PROPN:2:iobj ,:PUNCT:2:punct “:PUNCT:7:punct Chad:PROPN:7:nsubj agrees:VERB:2:ccomp:agree ”:PUNCT:7:punct";
    let people = [(0..1, Person), (2..3, Organization), (5..6, Location)];
    let (found, resolution) = statements(spec, &people, std::slice::from_ref(&(5..7)));
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].text.as_str(), found[0].direct, found[0].cue.as_deref()), ("Chad agrees", true, Some("tell")));
    assert_eq!(names(&resolution, &found[0].speakers), ["Roe"]);
    assert_eq!(names(&resolution, &found[0].addressees), ["Norwire"]);
    assert_eq!(names(&resolution, &found[0].about), ["Chad"]);
    assert!(found[0].audience.is_empty());
}

#[test]
fn hearers_without_a_name_are_called_as_the_text_does() {
    let spec = "Roe:PROPN:2:nsubj told:VERB:0:root:tell local:ADJ:4:amod reporters:NOUN:2:iobj ,:PUNCT:2:punct “:PUNCT:8:punct Chad:PROPN:8:nsubj agrees:VERB:2:ccomp:agree ”:PUNCT:8:punct";
    let (found, _) = statements(spec, &[(0..1, Person), (6..7, Location)], std::slice::from_ref(&(6..8)));
    assert_eq!((found[0].audience.as_slice(), found[0].addressees.len()), (&["local reporters".to_owned()][..], 0));
}

#[test]
fn a_reported_clause_is_an_indirect_statement() {
    let spec = "Roe:PROPN:2:nsubj said:VERB:0:root:say that:SCONJ:6:mark Chad:PROPN:6:nsubj would:AUX:6:aux agree:VERB:2:ccomp soon:ADV:6:advmod";
    let (found, resolution) = statements(spec, &[(0..1, Person), (3..4, Location)], &[]);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].text.as_str(), found[0].direct), ("Chad would agree soon", false));
    assert_eq!(names(&resolution, &found[0].speakers), ["Roe"]);
    // denied or yet to come, nothing is said
    let shifted = spec.replace(":6:", ":7:").replace(":2:", ":3:");
    for word in ["not:PART:3:advmod", "will:AUX:3:aux"] {
        let heads = shifted.replace("said:", &format!("{word} said:"));
        let (found, _) = statements(&heads, &[(0..1, Person), (4..5, Location)], &[]);
        assert!(found.is_empty(), "{heads}");
    }
}

#[test]
fn scare_quotes_of_nobody_are_no_statement() {
    let spec = "The:DET:4:det “:PUNCT:3:punct friendly:ADJ:4:amod ”:PUNCT:3:punct dog:NOUN:6:nsubj barked:VERB:0:root";
    let (found, _) = statements(spec, &[], std::slice::from_ref(&(2..3)));
    assert!(found.is_empty(), "{found:?}");
}

#[test]
fn an_unnamed_spokesman_speaks_for_his_ministry() {
    let spec = "A:DET:4:det Harbor:PROPN:3:compound Ministry:PROPN:4:compound spokesman:NOUN:5:nsubj said:VERB:0:root:say that:SCONJ:8:mark Chad:PROPN:8:nsubj agreed:VERB:5:ccomp";
    let spec = spec.replace("agreed:VERB:5:ccomp", "agreed:VERB:5:ccomp yesterday:ADV:8:advmod");
    let (found, resolution) = statements(&spec, &[(1..3, Organization), (6..7, Location)], &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(names(&resolution, &found[0].speakers), ["Harbor Ministry"]);
}

/// The words and speakers of the indirect statements of a sentence without names.
fn said(spec: &str) -> Vec<(String, Vec<String>)> {
    statements(spec, &[], &[]).0.into_iter().map(|found| (found.text, found.voices)).collect()
}

#[test]
fn according_to_somebody_the_clause_beside_it_is_said() {
    let first = "According:VERB:4:case to:ADP:1:fixed two:NUM:4:nummod officials:NOUN:8:obl ,:PUNCT:4:punct the:DET:7:det road:NOUN:8:nsubj reopened:VERB:0:root";
    let expected = vec![("the road reopened".to_owned(), vec!["two officials".to_owned()])];
    assert_eq!(said(first), expected);
    let last = "the:DET:2:det road:NOUN:3:nsubj reopened:VERB:0:root ,:PUNCT:7:punct according:VERB:7:case to:ADP:5:fixed officials:NOUN:3:obl";
    assert_eq!(said(last), [("the road reopened".to_owned(), vec!["officials".to_owned()])]);
    assert_eq!(said(&last.replace("officials:NOUN", "plan:NOUN")), []);
}

#[test]
fn a_parenthesis_reports_the_clause_around_it() {
    let tail = "the:DET:2:det road:NOUN:3:nsubj reopened:VERB:0:root ,:PUNCT:6:punct officials:NOUN:6:nsubj said:VERB:3:parataxis:say";
    assert_eq!(said(tail), [("the road reopened".to_owned(), vec!["officials".to_owned()])]);
    let middle = "the:DET:2:det road:NOUN:7:nsubj ,:PUNCT:5:punct officials:NOUN:5:nsubj said:VERB:2:acl:say ,:PUNCT:5:punct reopened:VERB:0:root today:ADV:7:advmod";
    assert_eq!(said(middle)[0].0, "the road , officials said , reopened today");
    // another clause after a semicolon is no frame of the first
    assert_eq!(said(&tail.replace(",:PUNCT", ";:PUNCT")), []);
    assert_eq!(said(&format!("{tail} it:PRON:6:obj")), []);
}

#[test]
fn a_noun_of_saying_reports_its_clause() {
    let spec = "Roe:PROPN:2:nsubj issued:VERB:0:root:issue a:DET:4:det statement:NOUN:2:obj that:SCONJ:8:mark the:DET:7:det road:NOUN:8:nsubj reopened:VERB:4:acl";
    let (found, resolution) = statements(spec, &[(0..1, Person)], &[]);
    assert_eq!(found.len(), 1);
    assert_eq!(
        (found[0].text.as_str(), names(&resolution, &found[0].speakers)),
        ("the road reopened", vec!["Roe".to_owned()])
    );
}

#[test]
fn reporters_in_a_place_are_not_the_place() {
    let spec = "Roe:PROPN:2:nsubj told:VERB:0:root:tell reporters:NOUN:2:iobj in:ADP:5:case Chad:PROPN:3:nmod ,:PUNCT:2:punct “:PUNCT:9:punct we:PRON:9:nsubj agree:VERB:2:ccomp now:ADV:9:advmod ”:PUNCT:9:punct";
    let (found, _) = statements(spec, &[(0..1, Person), (4..5, Location)], std::slice::from_ref(&(7..10)));
    let direct = found.iter().find(|statement| statement.direct).unwrap();
    assert_eq!((direct.addressees.len(), direct.audience.as_slice()), (0, &["reporters".to_owned()][..]));
}
