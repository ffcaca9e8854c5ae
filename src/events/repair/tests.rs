//! Broken trees and what they should be.

use super::*;
use crate::events::support::read;

fn relations(table: &str) -> Vec<(String, Option<usize>)> {
    let analysis = read(table);
    repair(Cow::Borrowed(&analysis)).tokens.iter().map(|token| (token.deprel.to_string(), token.head)).collect()
}

#[test]
fn a_verb_with_an_object_and_no_auxiliary_is_active() {
    let mended = relations("1 Jets jet NOUN NNS 2 nsubj:pass\n2 hit hit VERB VBD 0 root\n3 Oslo Oslo PROPN NNP 2 obj");
    assert_eq!(mended[0].0, "nsubj");
    let kept = relations(
        "1 Jets jet NOUN NNS 3 nsubj:pass\n2 were be AUX VBD 3 aux:pass\n3 hit hit VERB VBN 0 root\n\
         4 Monday Monday PROPN NNP 3 obj",
    );
    assert_eq!(kept[0].0, "nsubj:pass");
}

#[test]
fn an_office_before_a_name_is_no_subject_of_its_own() {
    let mended = relations(
        "1 WHO WHO PROPN NNP 4 nsubj\n2 chief chief NOUN NN 3 nmod:desc\n3 Moe Moe PROPN NNP 4 nsubj\n\
         4 praised praise VERB VBD 0 root\n5 Malta Malta PROPN NNP 4 obj",
    );
    assert_eq!(mended[0], ("compound".to_owned(), Some(2)));
}

#[test]
fn the_second_subject_belongs_to_the_clause_that_has_none() {
    let mended = relations(
        "1 Oslo Oslo PROPN NNP 2 nsubj\n2 said say VERB VBD 0 root\n3 Moe Moe PROPN NNP 2 nsubj\n\
         4 was be AUX VBD 5 aux:pass\n5 killed kill VERB VBN 2 ccomp",
    );
    assert_eq!(mended[2], ("nsubj:pass".to_owned(), Some(4)));
}

#[test]
fn a_second_subject_right_after_the_verb_is_its_object() {
    let mended = relations("1 Oslo Oslo PROPN NNP 2 nsubj\n2 massed mass VERB VBD 0 root\n3 men man NOUN NNS 2 nsubj");
    assert_eq!(mended[2].0, "obj");
}

#[test]
fn an_inverted_condition_is_an_adverbial_clause() {
    let mended = relations(
        "1 Should should AUX MD 6 aux\n2 Malta Malta PROPN NNP 3 nsubj\n3 attack attack VERB VB 6 csubj\n\
         4 Oslo Oslo PROPN NNP 6 nsubj\n5 would would AUX MD 6 aux\n6 act act VERB VB 0 root",
    );
    assert_eq!((mended[0].1, mended[2].0.as_str()), (Some(2), "advcl"));
}

#[test]
fn a_gerund_after_a_verb_of_beginning_is_its_complement() {
    let table = "1 Oslo Oslo PROPN NNP 2 nsubj\n2 resumed resume VERB VBD 0 root\n3 shelling shell VERB VBG 2 advcl";
    assert_eq!(relations(table)[2].0, "xcomp");
    assert_eq!(relations(&table.replace("resume VERB", "leave VERB"))[2].0, "advcl");
}

#[test]
fn a_sentence_without_a_verb_gets_the_one_that_was_taken_for_a_participle() {
    let table = "1 Malta Malta PROPN NNP 3 compound\n2 mobilized mobilize VERB VBN 3 amod\n\
         3 reservists reservist NOUN NNS 0 root\n4 . . PUNCT . 3 punct";
    let mended = relations(table);
    assert_eq!(mended[0], ("nsubj".to_owned(), Some(1)));
    assert_eq!((mended[1].clone(), mended[2].0.as_str()), (("root".to_owned(), None), "obj"));
    // a line without a stop may be a headline's noun phrase
    assert_eq!(relations(table.trim_end_matches("\n4 . . PUNCT . 3 punct"))[1].0, "amod");
}

#[test]
fn a_day_before_the_subject_is_none_itself() {
    let mended = relations(
        "1 day day NOUN NN 3 nsubj\n2 they they PRON PRP 3 nsubj\n3 met meet VERB VBD 0 root\n4 . . PUNCT . 3 punct",
    );
    assert_eq!((mended[0].0.as_str(), mended[1].0.as_str()), ("obl", "nsubj"));
}

#[test]
fn the_second_side_of_between_may_come_after_a_clause() {
    let mended = relations(
        "1 talks talk NOUN NNS 0 root\n2 between between ADP IN 3 case\n3 Moe Moe PROPN NNP 1 nmod\n4 , , PUNCT , 5 punct\n\
         5 representing represent VERB VBG 1 acl\n6 Malta Malta PROPN NNP 5 obj\n7 , , PUNCT , 9 punct\n\
         8 and and CCONJ CC 9 cc\n9 Roe Roe PROPN NNP 6 conj",
    );
    assert_eq!(mended[8], ("conj".to_owned(), Some(2)));
}

#[test]
fn a_title_in_a_list_joins_its_name() {
    let mended = relations(
        "1 Ada Ada PROPN NNP 0 root\n2 and and CCONJ CC 4 cc\n3 minister minister NOUN NN 1 conj\n\
         4 Moe Moe PROPN NNP 1 conj",
    );
    assert_eq!(mended[2], ("nmod:desc".to_owned(), Some(3)));
}

#[test]
fn an_infinitive_belongs_to_the_noun_before_it() {
    let table = "1 Oslo Oslo PROPN NNP 2 nsubj\n2 accepted accept VERB VBD 0 root\n3 Malta Malta PROPN NNP 5 nmod:poss\n\
                 4 's 's PART POS 3 case\n5 offer offer NOUN NN 2 obj\n6 to to PART TO 7 mark\n\
                 7 mediate mediate VERB VB 2 xcomp";
    assert_eq!(relations(table)[6], ("acl".to_owned(), Some(4)));
    assert_eq!(relations(&table.replace("offer NOUN", "aid NOUN"))[6].0, "xcomp");
}

#[test]
fn a_lone_indirect_object_is_the_object_of_the_verb_and_the_agent_of_its_infinitive() {
    let mended = relations(
        "1 Oslo Oslo PROPN NNP 2 nsubj\n2 encouraged encourage VERB VBD 0 root\n3 Moe Moe PROPN NNP 2 iobj\n\
         4 to to PART TO 5 mark\n5 leave leave VERB VB 2 xcomp",
    );
    assert_eq!(mended[2].0, "obj");
}

#[test]
fn what_a_preposition_introduces_is_no_subject() {
    let mended = relations(
        "1 at at ADP IN 4 case\n2 Malta Malta PROPN NNP 4 nmod:poss\n3 's 's PART POS 2 case\n\
         4 request request NOUN NN 5 nsubj\n5 returned return VERB VBD 0 root",
    );
    assert_eq!(mended[3].0, "obl");
}

#[test]
fn a_title_across_an_arc_joins_its_name() {
    let mended = relations(
        "1 asked ask VERB VBD 0 root\n2 for for ADP IN 6 case\n3 minister minister NOUN NN 1 obl\n\
         4 Moe Moe PROPN NNP 6 nmod:poss\n5 's 's PART POS 4 case\n6 resignation resignation NOUN NN 1 obl",
    );
    assert_eq!(mended[2], ("nmod:desc".to_owned(), Some(3)));
}

#[test]
fn a_name_after_a_closed_list_is_an_apposition() {
    let table = "1 Ada Ada PROPN NNP 0 root\n2 and and CCONJ CC 4 cc\n3 her her PRON PRP$ 4 nmod:poss\n\
                 4 son son NOUN NN 1 conj\n5 , , PUNCT , 6 punct\n6 Max Max PROPN NNP 1 conj";
    assert_eq!(relations(table)[5], ("appos".to_owned(), Some(3)));
    assert_eq!(relations(&table.replace("4 cc", "1 cc"))[5].0, "conj");
}

#[test]
fn a_sitting_president_is_no_object() {
    let mended = relations(
        "1 crimes crime NOUN NNS 0 root\n2 by by SCONJ IN 3 mark\n3 sitting sit VERB VBG 1 acl\n\
         4 President President PROPN NNP 5 nmod:desc\n5 Moe Moe PROPN NNP 3 obj",
    );
    assert_eq!(mended[4], ("nmod".to_owned(), Some(0)));
    assert_eq!(mended[2], ("amod".to_owned(), Some(4)));
}

#[test]
fn a_noun_after_a_particle_is_the_object() {
    let table = "1 Moe Moe PROPN NNP 2 nsubj\n2 called call VERB VBD 0 root\n3 off off ADP RP 2 compound:prt\n\
                 4 talks talk NOUN NNS 2 obl";
    assert_eq!(relations(table)[3].0, "obj");
    assert_eq!(relations(&table.replace("RP 2 compound:prt", "IN 4 case"))[3].0, "obl");
}

#[test]
fn stopping_short_is_of_the_deed() {
    let mended = relations(
        "1 stopped stop VERB VBD 0 root\n2 short short ADJ JJ 1 advmod\n3 of of SCONJ IN 4 mark\n\
         4 praising praise VERB VBG 2 advcl",
    );
    assert_eq!(mended[3], ("advcl".to_owned(), Some(0)));
}

#[test]
fn an_office_before_a_name_is_no_subject_of_a_passive_either() {
    let mended = relations(
        "1 critic critic NOUN NN 4 nsubj:pass\n2 Moe Moe PROPN NNP 4 nsubj:pass\n3 was be AUX VBD 4 aux:pass\n\
         4 detained detain VERB VBN 0 root",
    );
    assert_eq!(mended[0], ("compound".to_owned(), Some(1)));
}

#[test]
fn a_noun_before_the_verb_is_no_part_of_its_object() {
    let mended =
        relations("1 India India PROPN NNP 3 compound\n2 massed mass VERB VBD 0 root\n3 troops troop NOUN NNS 2 obj");
    assert_eq!(mended[0], ("nsubj".to_owned(), Some(1)));
}

#[test]
fn joint_action_is_of_the_verb() {
    let table = "1 built build VERB VBD 0 root\n2 roads road NOUN NNS 1 obj\n3 in in ADP IN 4 case\n\
                 4 cooperation cooperation NOUN NN 2 nmod\n5 with with ADP IN 6 case\n6 Malta Malta PROPN NNP 4 nmod";
    assert_eq!(relations(table)[3], ("obl".to_owned(), Some(0)));
    assert_eq!(relations(&table.replace("cooperation", "parts"))[3].0, "nmod");
}

#[test]
fn what_follows_a_conjunction_is_the_subject_of_its_verb() {
    let mended = relations(
        "1 came come VERB VBD 0 root\n2 after after SCONJ IN 4 mark\n3 Moe Moe PROPN NNP 1 obl\n\
         4 announced announce VERB VBD 1 advcl",
    );
    assert_eq!(mended[2], ("nsubj".to_owned(), Some(3)));
}

#[test]
fn a_reproach_is_of_the_verb() {
    let table = "1 accused accuse VERB VBD 0 root\n2 Malta Malta PROPN NNP 1 obj\n3 of of SCONJ IN 4 mark\n\
                 4 lying lie VERB VBG 2 acl";
    assert_eq!(relations(table)[3], ("advcl".to_owned(), Some(0)));
    assert_eq!(relations(&table.replace("accuse VERB", "leave VERB"))[3].0, "acl");
}

#[test]
fn a_name_after_its_description_is_no_second_object() {
    let mended = relations(
        "1 invited invite VERB VBD 0 root\n2 former former ADJ JJ 3 amod\n3 envoy envoy NOUN NN 1 obj\n\
         4 Moe Moe PROPN NNP 1 obj",
    );
    assert_eq!(mended[3], ("appos".to_owned(), Some(2)));
}

#[test]
fn what_and_introduces_is_no_apposition() {
    let mended =
        relations("1 retailer retailer NOUN NN 0 root\n2 and and CCONJ CC 3 cc\n3 grocer grocer NOUN NN 1 appos");
    assert_eq!(mended[2].0, "conj");
}

#[test]
fn a_name_after_a_comma_is_no_second_subject() {
    let mended = relations(
        "1 Moe Moe PROPN NNP 2 nsubj\n2 left leave VERB VBD 0 root\n3 defeating defeat VERB VBG 2 advcl\n\
         4 father father NOUN NN 3 obj\n5 , , PUNCT , 6 punct\n6 Roe Roe PROPN NNP 2 nsubj",
    );
    assert_eq!(mended[5], ("appos".to_owned(), Some(3)));
}
