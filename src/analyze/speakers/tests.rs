//! Trees in; who says what out.

#![allow(clippy::single_range_in_vec_init)] // lists of spans, some of one span

use super::*;
use crate::analyze::{Name, NameType, Quotation};
use crate::events::support::read;

/// A tree with a quotation between the tokens, and the forms of its speakers.
fn speakers(table: &str, quoted: std::ops::Range<usize>, names: &[std::ops::Range<usize>]) -> Vec<String> {
    let mut analysis = read(table);
    let span = |token: usize| analysis.tokens[token].span.clone();
    let quotation = Quotation {
        span: span(quoted.start - 1).start..span(quoted.end).end,
        inner: span(quoted.start).start..span(quoted.end - 1).end,
        tokens: quoted,
        depth: 0,
    };
    analysis.quotations.push(quotation);
    analysis.names = names.iter().map(|tokens| Name { tokens: tokens.clone(), kind: NameType::Person }).collect();
    let found = attribute(&Tree::new(&analysis)).remove(0);
    let tokens = found.map(|found| found.speakers).unwrap_or_default();
    tokens.into_iter().map(|token| analysis.tokens[token].form.to_string()).collect()
}

#[test]
fn a_cue_before_the_marks_names_the_speaker() {
    let table = "1 Roe Roe PROPN NNP 4 nsubj
        2 and and CCONJ CC 3 cc
        3 Poe Poe PROPN NNP 1 conj
        4 said say VERB VBD 0 root
        5 , , PUNCT , 4 punct
        6 “ “ PUNCT `` 8 punct
        7 We we PRON PRP 8 nsubj
        8 agree agree VERB VBP 4 ccomp
        9 ” ” PUNCT '' 8 punct";
    assert_eq!(speakers(table, 6..8, &[]), ["Roe", "Poe"]);
}

#[test]
fn a_cue_after_the_marks_may_stand_before_its_subject() {
    let table = "1 “ “ PUNCT `` 3 punct
        2 We we PRON PRP 3 nsubj
        3 agree agree VERB VBP 0 root
        4 , , PUNCT , 6 punct
        5 ” ” PUNCT '' 3 punct
        6 said say VERB VBD 3 parataxis
        7 Poe Poe PROPN NNP 6 nsubj
        8 . . PUNCT . 3 punct";
    assert_eq!(speakers(table, 1..4, &[]), ["Poe"]);
}

#[test]
fn a_verb_above_the_words_names_the_speaker_and_a_passive_does_not() {
    let table = "1 Roe Roe PROPN NNP 2 nsubj
        2 called call VERB VBD 0 root
        3 it it PRON PRP 2 obj
        4 a a DET DT 6 det
        5 “ “ PUNCT `` 6 punct
        6 farce farce NOUN NN 2 xcomp
        7 ” ” PUNCT '' 6 punct";
    assert_eq!(speakers(table, 5..6, &[]), ["Roe"]);
    let table = "1 Roe Roe PROPN NNP 3 nsubj:pass
        2 was be AUX VBD 3 aux:pass
        3 called call VERB VBN 0 root
        4 a a DET DT 6 det
        5 “ “ PUNCT `` 6 punct
        6 star star NOUN NN 3 xcomp
        7 ” ” PUNCT '' 6 punct";
    assert_eq!(speakers(table, 5..6, &[]), Vec::<String>::new());
}

#[test]
fn a_reported_reply_belongs_to_the_subject_of_the_report() {
    let table = "1 Roe Roe PROPN NNP 3 nsubj:pass
        2 is be AUX VBZ 3 aux:pass
        3 reported report VERB VBN 0 root
        4 to to PART TO 6 mark
        5 have have AUX VB 6 aux
        6 replied reply VERB VBN 3 xcomp
        7 , , PUNCT , 6 punct
        8 “ “ PUNCT `` 9 punct
        9 Never never ADV RB 6 parataxis
        10 ” ” PUNCT '' 9 punct";
    assert_eq!(speakers(table, 8..9, &[]), ["Roe"]);
}

#[test]
fn a_statement_speaks_for_its_owner() {
    let table = "1 Roe Roe PROPN NNP 3 nmod:poss
        2 's 's PART POS 1 case
        3 statement statement NOUN NN 4 nsubj
        4 read read VERB VBD 0 root
        5 : : PUNCT : 4 punct
        6 “ “ PUNCT `` 7 punct
        7 Never never ADV RB 4 ccomp
        8 ” ” PUNCT '' 7 punct";
    assert_eq!(speakers(table, 6..7, &[]), ["Roe"]);
}

#[test]
fn the_name_that_closes_a_title_speaks() {
    let table = "1 Member member PROPN NNP 6 nsubj
        2 of of ADP IN 3 case
        3 Parliament Parliament PROPN NNP 1 nmod
        4 Jane Jane PROPN NNP 1 appos
        5 Roe Roe PROPN NNP 4 flat
        6 added add VERB VBD 0 root
        7 , , PUNCT , 6 punct
        8 “ “ PUNCT `` 9 punct
        9 Never never ADV RB 6 ccomp
        10 ” ” PUNCT '' 9 punct";
    assert_eq!(speakers(table, 8..9, &[3..5]), ["Jane"]);
}

#[test]
fn a_name_after_a_dash_speaks() {
    let table = "1 “ “ PUNCT `` 3 punct
        2 We we PRON PRP 3 nsubj
        3 agree agree VERB VBP 0 root
        4 . . PUNCT . 3 punct
        5 ” ” PUNCT '' 3 punct
        6 — — PUNCT : 3 punct
        7 Minister minister NOUN NN 3 list
        8 Poe Poe PROPN NNP 7 flat";
    assert_eq!(speakers(table, 1..4, &[7..8]), ["Poe"]);
    assert_eq!(
        speakers(&table.replace("7 Minister minister NOUN NN", "7 left leave VERB VBD"), 1..4, &[7..8]),
        Vec::<String>::new()
    );
}

#[test]
fn a_quotation_that_is_over_needs_no_verb_after_it() {
    let table = "1 “ “ PUNCT `` 3 punct
        2 We we PRON PRP 3 nsubj
        3 agree agree VERB VBP 7 ccomp
        4 . . PUNCT . 3 punct
        5 ” ” PUNCT '' 3 punct
        6 Poe Poe PROPN NNP 7 nsubj
        7 said say VERB VBD 0 root
        8 he he PRON PRP 9 nsubj
        9 left leave VERB VBD 7 ccomp";
    assert_eq!(speakers(table, 1..4, &[5..6]), Vec::<String>::new());
    assert_eq!(speakers(&table.replace("4 . .", "4 , ,"), 1..4, &[5..6]), ["Poe"]);
}

#[test]
fn what_a_thing_is_named_is_not_said() {
    let table = "1 Roe Roe PROPN NNP 2 nsubj
        2 called call VERB VBD 0 root
        3 it it PRON PRP 2 obj
        4 “ “ PUNCT `` 6 punct
        5 Red Red PROPN NNP 6 compound
        6 Fox Fox PROPN NNP 2 xcomp
        7 ” ” PUNCT '' 6 punct";
    assert_eq!(speakers(table, 4..6, &[]), Vec::<String>::new());
}
