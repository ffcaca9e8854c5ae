//! Trees with names as a model might give them in; the entities that they name out.

use std::ops::Range;

use super::{resolve, testing};
use crate::analyze::NameType::{self, Location, Organization, Person};
use crate::ingest::LineKind;

/// `type name` of each entity that the text mentions, in the order of the text; the kinds of the first lines.
fn entities(spec: &str, names: &[(Range<usize>, NameType)], lines: &[LineKind]) -> Vec<String> {
    let (document, mut analysis) = testing::analysis(spec, names);
    for (sentence, kind) in analysis.sentences.iter_mut().zip(lines) {
        sentence.kind = *kind;
    }
    let resolution = resolve(&document, &analysis);
    let named = resolution.entities.iter().filter(|entity| entity.mentions > 0);
    named.map(|entity| format!("{} {}", entity.kind.as_str(), entity.name)).collect()
}

#[test]
fn names_do_not_end_in_function_words() {
    let spec = "Roe:PROPN:2:nsubj accused:VERB:0:root United:ADJ:4:amod States:PROPN:2:obj of:SCONJ:6:mark spying:VERB:2:xcomp";
    assert_eq!(entities(spec, &[(0..1, Person), (2..5, Location)], &[]), ["Person Roe", "Country United States"]);
}

#[test]
fn credits_name_outlets_and_datelines_name_places() {
    // the dash is for a colon, which parts the fields here
    let credit = "Source:NOUN:0:root -:PUNCT:1:punct Graywire:PROPN:1:dep";
    assert_eq!(entities(credit, &[(2..3, Person)], &[LineKind::Byline]), ["Organization Graywire"]);
    assert_eq!(entities(credit, &[(2..3, Person)], &[LineKind::Body]), ["Person Graywire"]);
    let dateline = "Graywick:PROPN:0:root =:SYM:1:punct";
    assert_eq!(entities(dateline, &[(0..1, Person)], &[LineKind::Dateline]), ["Place Graywick"]);
}

#[test]
fn titles_alone_are_nobody() {
    let spec = "President:PROPN:2:nsubj spoke:VERB:0:root";
    assert!(entities(spec, &[(0..1, Person)], &[]).is_empty());
    // unless somebody bears the word
    let spec = "Ada:PROPN:3:nsubj Prince:PROPN:1:flat spoke:VERB:0:root
        Prince:PROPN:2:nsubj left:VERB:0:root";
    assert_eq!(entities(spec, &[(0..2, Person), (3..4, Person)], &[]), ["Person Ada Prince"]);
}

#[test]
fn an_epithet_before_a_known_surname_is_no_name() {
    let spec = "Newcomer:PROPN:3:nsubj Graywick:PROPN:1:flat wins:VERB:0:root
        Ada:PROPN:3:nsubj Graywick:PROPN:1:flat spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(0..2, Person), (3..5, Person)], &[LineKind::Headline]), ["Person Ada Graywick"]);
    // a first name stays one
    let spec = spec.replace("Newcomer", "Boris");
    assert_eq!(
        entities(&spec, &[(0..2, Person), (3..5, Person)], &[]),
        ["Person Boris Graywick", "Person Ada Graywick"]
    );
}

#[test]
fn a_single_name_follows_the_person_named_in_full() {
    let spec = "Ada:PROPN:3:nsubj Graywick:PROPN:1:flat spoke:VERB:0:root
        Graywick:PROPN:2:nsubj left:VERB:0:root
        Storms:NOUN:2:nsubj hit:VERB:0:root Ada:PROPN:2:obj";
    let names = [(0..2, Person), (3..4, Location), (7..8, Location)];
    assert_eq!(entities(spec, &names, &[]), ["Person Ada Graywick"]);
    // in a place of that name, the place is meant
    let spec = spec.replace("left:VERB:0:root", "left:VERB:0:root in:ADP:4:case Graywick:PROPN:2:obl");
    let names = [(0..2, Person), (6..7, Location)];
    assert_eq!(entities(&spec, &names, &[]), ["Person Ada Graywick", "Place Graywick"]);
}

#[test]
fn bodies_have_their_last_word_and_their_first() {
    let spec =
        "The:DET:4:det Harbor:PROPN:4:compound Judiciary:PROPN:4:compound Committee:PROPN:5:nsubj met:VERB:0:root";
    assert_eq!(entities(spec, &[(1..3, Organization)], &[]), ["Organization Harbor Judiciary Committee"]);
    let spec = "The:DET:4:det Joined:VERB:4:amod Harbor:PROPN:4:compound Force:PROPN:5:nsubj met:VERB:0:root";
    let names = [(1..2, Organization), (2..4, Organization)];
    assert_eq!(entities(spec, &names, &[]), ["Organization Joined Harbor Force"]);
}

#[test]
fn bodies_of_a_state_have_one_name() {
    let spec = "The:DET:3:det U.S.:PROPN:3:compound Embassy:PROPN:4:nsubj closed:VERB:0:root
        The:DET:4:det United:ADJ:4:amod States:PROPN:4:compound Embassy:PROPN:5:nsubj opened:VERB:0:root";
    let names = [(1..3, Location), (5..8, Organization)];
    assert_eq!(entities(spec, &names, &[]), ["Organization United States Embassy"]);
}

#[test]
fn a_body_may_be_called_by_its_noun_but_needs_a_name() {
    let spec = "Harbor:PROPN:2:compound Council:PROPN:3:nsubj met:VERB:0:root
        Council:PROPN:2:nsubj voted:VERB:0:root";
    assert_eq!(entities(spec, &[(0..2, Organization), (3..4, Organization)], &[]), ["Organization Harbor Council"]);
    assert!(entities("Council:PROPN:2:nsubj voted:VERB:0:root", &[(0..1, Organization)], &[]).is_empty());
}

#[test]
fn media_portfolios_wares_and_designations_do_nothing() {
    let spec = "Roe:PROPN:2:nsubj wrote:VERB:0:root on:ADP:4:case Twitter:PROPN:2:obl";
    assert_eq!(entities(spec, &[(0..1, Person), (3..4, Organization)], &[]), ["Person Roe"]);
    let spec = "Twitter:PROPN:2:nsubj sued:VERB:0:root Roe:PROPN:2:obj";
    assert_eq!(entities(spec, &[(0..1, Organization), (2..3, Person)], &[]), ["Organization Twitter", "Person Roe"]);
    let spec = "The:DET:4:det Homeland:PROPN:4:compound Defense:PROPN:4:compound adviser:NOUN:5:nsubj left:VERB:0:root";
    assert!(entities(spec, &[(1..3, Organization)], &[]).is_empty());
    let spec = "The:DET:3:det Graywick:PROPN:3:compound pipeline:NOUN:4:nsubj opened:VERB:0:root";
    assert!(entities(spec, &[(1..2, Organization)], &[]).is_empty());
    let spec = "Roe:PROPN:5:nsubj is:AUX:5:cop a:DET:5:det Roaming:PROPN:5:compound Organization:PROPN:0:root";
    assert_eq!(entities(spec, &[(0..1, Person), (3..5, Organization)], &[]), ["Person Roe"]);
}

#[test]
fn what_the_gazetteer_knows_as_no_person_is_none() {
    let spec = "Wine:NOUN:2:nsubj came:VERB:0:root from:ADP:5:case Perm:PROPN:5:compound Krai:PROPN:2:obl";
    let found = entities(spec, &[(3..5, Person)], &[]);
    assert_eq!(found.len(), 1);
    assert!(found[0].starts_with("Place Perm"), "{found:?}");
}

#[test]
fn another_first_name_is_another_holder_of_the_office() {
    // “John Kerry” held the office then; the surname alone does not make somebody else him.
    let spec = "U.S.:PROPN:2:compound Secretary:PROPN:5:nmod:desc of:ADP:4:case State:PROPN:2:nmod Zelda:PROPN:7:nsubj Kerry:PROPN:5:flat spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(0..1, Location), (4..6, Person)], &[])[1..], ["Person Zelda Kerry"]);
}

#[test]
fn a_small_capital_called_as_people_are_needs_its_country() {
    let alone = "Victoria:PROPN:2:nsubj voted:VERB:0:root";
    assert_eq!(linked(alone, &[(0..1, Location)]), ["-"]);
    let told = "Ships:NOUN:2:nsubj sank:VERB:0:root in:ADP:4:case Victoria:PROPN:2:obl Seychelles:PROPN:4:appos";
    assert_eq!(linked(told, &[(3..4, Location), (4..5, Location)]), ["Q3940", "Q1042"]);
}

/// The items of the entities that the text mentions, in the order of the text; `-` for none.
fn linked(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
    let (document, analysis) = testing::analysis(spec, names);
    let resolution = resolve(&document, &analysis);
    let named = resolution.entities.iter().filter(|entity| entity.mentions > 0);
    named.map(|entity| entity.wikidata.clone().map_or("-".into(), |item| item.to_string())).collect()
}

#[test]
fn a_name_is_of_one_type_in_a_document() {
    let spec = "Graywire:PROPN:2:nsubj grew:VERB:0:root
        Graywire:PROPN:2:nsubj sells:VERB:0:root
        Graywire:PROPN:2:nsubj left:VERB:0:root";
    let names = [(0..1, Organization), (2..3, Person), (4..5, Organization)];
    assert_eq!(entities(spec, &names, &[]), ["Organization Graywire"]);
}

#[test]
fn the_noun_before_a_place_is_no_part_of_its_name() {
    let spec = "in:ADP:4:case the:DET:4:det Norwegian:ADJ:4:amod capital:NOUN:5:compound Oslo:PROPN:0:root";
    assert_eq!(entities(spec, &[(2..5, Location)], &[]), ["Country Norway", "Place Oslo"]);
}

#[test]
fn a_name_that_the_model_cuts_in_two_is_one() {
    let spec = "Ada:PROPN:3:nsubj Graywick:PROPN:1:flat spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(0..1, Person), (1..2, Person)], &[]), ["Person Ada Graywick"]);
    // two people side by side stay two
    let spec = "Ada:PROPN:3:nsubj Graywick:PROPN:3:nsubj spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(0..1, Person), (1..2, Person)], &[]), ["Person Ada", "Person Graywick"]);
}

#[test]
fn other_initials_are_another_person() {
    let item = |name: &str| {
        let words: Vec<&str> = name.split(' ').collect();
        let flat: String = words[1..].iter().map(|word| format!("{word}:PROPN:1:flat ")).collect();
        let spec = format!("{}:PROPN:{}:nsubj {flat}spoke:VERB:0:root", words[0], words.len() + 1);
        let (document, analysis) = testing::analysis(&spec, &[(0..words.len(), Person)]);
        resolve(&document, &analysis).entities[0].wikidata.clone()
    };
    assert_eq!(item("George W. Bush").as_deref(), Some("Q207"));
    assert_eq!(item("George X. Bush"), None);
}

#[test]
fn namesakes_of_two_countries_are_two() {
    let of = |people: &str| {
        let spec = format!(
            "{people}:ADJ:2:amod lawyer:NOUN:3:compound Zed:PROPN:5:nsubj Quill:PROPN:3:flat spoke:VERB:0:root"
        );
        let (document, analysis) = testing::analysis(&spec, &[(0..1, NameType::People), (2..4, Person)]);
        let resolution = resolve(&document, &analysis);
        resolution.entities.into_iter().find(|entity| entity.name == "Zed Quill").unwrap().id
    };
    assert_eq!(of("Norwegian"), of("Norwegian"));
    assert_ne!(of("Norwegian"), of("Peruvian"));
}

#[test]
fn who_speaks_for_a_ministry_speaks_at_its_seat() {
    let country = |title: &str| {
        let spec = format!(
            "{title}:PROPN:2:compound Ministry:PROPN:3:compound spokesman:NOUN:4:compound Zed:PROPN:6:nsubj Quill:PROPN:4:flat said:VERB:0:root:say so:ADV:6:advmod in:ADP:9:case Lima:PROPN:6:obl"
        );
        let (document, analysis) = testing::analysis(&spec, &[(3..5, Person), (8..9, Location)]);
        let resolution = resolve(&document, &analysis);
        resolution.entities.into_iter().find(|entity| entity.name == "Zed Quill").unwrap().country
    };
    assert_eq!(country("Foreign").as_deref(), Some("PER"));
}

#[test]
fn brussels_that_acts_is_the_union_unless_the_text_is_of_belgium() {
    let spec = "Brussels:PROPN:2:nsubj rejected:VERB:0:root:reject it:PRON:2:obj";
    assert_eq!(linked(spec, &[(0..1, Location)]), ["Q458"]);
    let spec = "Brussels:PROPN:2:nsubj rejected:VERB:0:root:reject it:PRON:2:obj
        Belgium:PROPN:2:nsubj voted:VERB:0:root";
    assert_eq!(linked(spec, &[(0..1, Location), (3..4, Location)]), ["Q31"]);
    let spec = "They:PRON:2:nsubj met:VERB:0:root in:ADP:4:case Brussels:PROPN:2:obl";
    assert_eq!(linked(spec, &[(3..4, Location)]), ["Q239"]);
}

#[test]
fn a_ministry_is_of_the_state_that_owns_it_or_at_whose_seat_it_speaks() {
    let names = [(0..1, Location), (2..4, Organization)];
    let spec =
        "Norway:PROPN:4:nmod=poss 's:PART:1:case Foreign:PROPN:4:compound Ministry:PROPN:5:nsubj waited:VERB:0:root";
    let owned = entities(spec, &names, &[]);
    assert_eq!(owned.len(), 2);
    assert!(owned.contains(&"Organization Foreign Ministry of Norway".to_owned()), "{owned:?}");
    let spec = "The:DET:3:det Foreign:PROPN:3:compound Ministry:PROPN:4:nsubj said:VERB:0:root:say so:ADV:4:advmod in:ADP:7:case Oslo:PROPN:4:obl";
    let seated = entities(spec, &[(1..3, Organization), (6..7, Location)], &[]);
    assert!(seated.contains(&"Organization Foreign Ministry of Norway".to_owned()), "{seated:?}");
    // nobody tells whose
    let spec = "The:DET:3:det Foreign:PROPN:3:compound Ministry:PROPN:4:nsubj said:VERB:0:root:say so:ADV:4:advmod";
    assert_eq!(entities(spec, &[(1..3, Organization)], &[]), ["Organization Foreign Ministry"]);
}

#[test]
fn a_large_capital_is_no_person_unless_the_text_has_one() {
    let spec = "Washington:PROPN:2:nsubj praised:VERB:0:root:praise Lima:PROPN:2:obj";
    assert_eq!(linked(spec, &[(0..1, Person), (2..3, Location)]), ["Q30", "Q419"]);
    let spec = "Zed:PROPN:3:nsubj Washington:PROPN:1:flat sang:VERB:0:root
        Washington:PROPN:2:nsubj left:VERB:0:root";
    assert_eq!(entities(spec, &[(0..2, Person), (3..4, Person)], &[]), ["Person Zed Washington"]);
}

#[test]
fn what_is_called_after_somebody_is_nobody() {
    let spec = "The:DET:3:det Graywick:PROPN:3:compound Accords:PROPN:4:nsubj failed:VERB:0:root";
    assert!(entities(spec, &[(1..2, Person)], &[]).is_empty());
    let spec = spec.replace("Accords:PROPN", "supporters:NOUN");
    assert_eq!(entities(&spec, &[(1..2, Person)], &[]), ["Person Graywick"]);
}

#[test]
fn a_verb_with_a_capital_is_no_organization() {
    let spec = "They:PRON:2:nsubj oppose:VERB:0:root Graywick:VERB:2:xcomp the:DET:5:det guard:NOUN:3:obj";
    assert!(entities(spec, &[(2..3, Organization)], &[]).is_empty());
    let spec = spec.replace("Graywick:VERB", "Graywick:PROPN");
    assert_eq!(entities(&spec, &[(2..3, Organization)], &[]), ["Organization Graywick"]);
}

#[test]
fn a_ministry_keeps_its_state_and_is_seen_without_the_model() {
    let spec = "Norwegian:ADJ:3:amod Foreign:PROPN:3:compound Ministry:PROPN:4:nsubj spoke:VERB:0:root
        The:DET:3:det Foreign:PROPN:3:compound Ministry:PROPN:4:nsubj left:VERB:0:root";
    let names = [(0..1, NameType::People)];
    let found = entities(spec, &names, &[]);
    assert_eq!(found.iter().filter(|entity| entity.contains("Foreign")).count(), 1, "{found:?}");
    let alone = spec.replace("Norwegian", "Harbor");
    assert!(entities(&alone, &[], &[]).iter().any(|entity| entity == "Organization Foreign Ministry"));
}

#[test]
fn a_legal_form_makes_no_second_organization() {
    let spec = "Graytide:PROPN:2:compound Corporation:PROPN:3:nsubj spoke:VERB:0:root
        Graytide:PROPN:2:nsubj left:VERB:0:root";
    assert_eq!(entities(spec, &[(0..2, Organization), (3..4, Organization)], &[]).len(), 1);
}

#[test]
fn the_brackets_of_a_dateline_hold_one_name() {
    let dateline = "Graywick:PROPN:0:root (:PUNCT:3:punct Meridian:PROPN:1:appos Wire:PROPN:3:flat ):PUNCT:3:punct";
    let names = [(0..1, Location), (2..3, Organization)];
    assert!(entities(dateline, &names, &[LineKind::Dateline]).contains(&"Organization Meridian Wire".to_owned()));
    assert!(entities(dateline, &names, &[LineKind::Body]).contains(&"Organization Meridian".to_owned()));
}

/// `type name: types seen` of each entity that the text mentions.
fn types(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
    let (document, analysis) = testing::analysis(spec, names);
    let resolution = resolve(&document, &analysis);
    let named = resolution.entities.iter().filter(|entity| entity.mentions > 0);
    let seen = |entity: &super::Entity| entity.types.iter().map(|kind| kind.as_str()).collect::<Vec<_>>().join(" ");
    named.map(|entity| format!("{} {}: {}", entity.kind.as_str(), entity.name, seen(entity))).collect()
}

#[test]
fn all_the_types_seen_stay() {
    // what the model said first, though the document settles it
    let spec = "Ada:PROPN:3:nsubj Graywick:PROPN:1:flat spoke:VERB:0:root
        Graywick:PROPN:2:nsubj left:VERB:0:root";
    assert_eq!(types(spec, &[(0..2, Person), (3..4, Location)]), ["Person Ada Graywick: Person Place"]);
    assert_eq!(types(spec, &[(0..2, Person), (3..4, Person)]), ["Person Ada Graywick: Person"]);
    let spec = "Graywick:PROPN:2:nsubj met:VERB:0:root
        Graywick:PROPN:2:nsubj sat:VERB:0:root
        Graywick:PROPN:2:nsubj left:VERB:0:root";
    let names = [(0..1, Organization), (2..3, Organization), (4..5, Location)];
    assert_eq!(types(spec, &names), ["Organization Graywick: Organization Place"]);
    // the name of a country is no place beside it, a capital that stands for its state is
    let spec = "Norway:PROPN:2:nsubj accused:VERB:0:root Sweden:PROPN:2:obj
        Oslo:PROPN:2:nsubj accused:VERB:0:root it:PRON:2:obj";
    let names = [(0..1, Location), (2..3, Organization), (3..4, Location)];
    assert_eq!(types(spec, &names), ["Country Norway: Country Place", "Country Sweden: Country Organization"]);
}

#[test]
fn a_word_that_the_model_cut_off_a_name_belongs_to_it() {
    let spec = "the:DET:4:det Combined:VERB:4:amod Harbor:PROPN:4:compound Force:PROPN:5:nsubj spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(2..4, Organization)], &[]), ["Organization Combined Harbor Force"]);
    let small = spec.replace("Combined", "combined");
    assert_eq!(entities(&small, &[(2..4, Organization)], &[]), ["Organization Harbor Force"]);
}

#[test]
fn letters_for_plain_words_are_nobody() {
    let spec = "GRM:PROPN:5:nsubj (:PUNCT:4:punct graywick:NOUN:4:compound rope:NOUN:1:appos mending:NOUN:4:dep ):PUNCT:4:punct won:VERB:0:root";
    assert!(entities(spec, &[(0..1, Organization)], &[]).is_empty());
    let named = spec.replace("graywick:NOUN", "Graywick:PROPN");
    assert_eq!(entities(&named, &[(0..1, Organization)], &[]).len(), 1);
}

#[test]
fn a_slogan_is_one_name() {
    let spec = "Ada:PROPN:2:nsubj criticized:VERB:0:root Defrost:PROPN:2:obj the:DET:5:det Harbor:PROPN:3:flat";
    let names = [(0..1, Person), (2..3, Person)];
    assert!(entities(spec, &names, &[]).contains(&"Organization Defrost the Harbor".to_owned()));
    let small = spec.replace("Harbor", "harbor");
    assert!(!entities(&small, &names, &[]).iter().any(|entity| entity.contains("arbor")));
}

#[test]
fn party_and_state_are_nobody() {
    let spec = "Roe:PROPN:6:nsubj ,:PUNCT:3:punct D:PROPN:1:appos -:PUNCT:3:punct Conn.:PROPN:3:flat spoke:VERB:0:root";
    assert_eq!(entities(spec, &[(0..1, Person), (2..5, Person)], &[]), ["Person Roe"]);
    assert_eq!(entities(spec, &[(0..1, Person), (4..5, Location)], &[]), ["Person Roe"]);
}

#[test]
fn a_list_of_places_is_no_address() {
    let country = |spec: &str, names: &[(Range<usize>, NameType)]| {
        let (document, analysis) = testing::analysis(spec, names);
        let entities = resolve(&document, &analysis).entities;
        entities.into_iter().find(|entity| entity.name == "Graywick").and_then(|entity| entity.country)
    };
    let address = "Ada:PROPN:2:nsubj left:VERB:0:root Graywick:PROPN:2:obj ,:PUNCT:5:punct Norway:PROPN:3:appos";
    let names = [(0..1, Person), (2..3, Location), (4..5, Location)];
    assert_eq!(country(address, &names).as_deref(), Some("NOR"));
    let list = format!("{address} ,:PUNCT:7:punct Malta:PROPN:3:conj");
    assert_eq!(country(&list, &[&names[..], &[(6..7, Location)]].concat()), None);
}

#[test]
fn holders_of_an_office_are_no_organization() {
    let spec = "Ministers:PROPN:4:nsubj of:ADP:3:case Norway:PROPN:1:nmod spoke:VERB:0:root";
    assert!(!entities(spec, &[(0..3, Organization)], &[]).iter().any(|entity| entity.starts_with("Organization")));
    let body = spec.replace("Ministers", "Carpenters");
    assert_eq!(entities(&body, &[(0..3, Organization)], &[]), ["Organization Carpenters of Norway"]);
}

#[test]
fn a_short_name_in_brackets_is_the_long_one() {
    let spec = "Graywick:PROPN:7:nsubj for:ADP:3:case Moss:PROPN:1:nmod (:PUNCT:5:punct GfM:PROPN:1:appos ):PUNCT:5:punct met:VERB:0:root
        GfM:PROPN:2:nsubj left:VERB:0:root";
    let names = [(0..3, Organization), (4..5, Organization), (7..8, Organization)];
    assert_eq!(entities(spec, &names, &[]), ["Organization Graywick for Moss"]);
    // other letters are another’s
    assert_eq!(
        entities(&spec.replace("GfM", "Oslow"), &names, &[]),
        ["Organization Graywick for Moss", "Organization Oslow"]
    );
}

#[test]
fn capitals_are_no_person_unless_they_are_initials() {
    let spec = "Fighters:NOUN:4:nsubj from:ADP:3:case GRWK:PROPN:1:nmod left:VERB:0:root";
    assert_eq!(entities(spec, &[(2..3, Person)], &[]), ["Organization GRWK"]);
    let spec = "Ada:PROPN:4:nsubj Boo:PROPN:1:flat Roe:PROPN:1:flat met:VERB:0:root
        People:NOUN:2:nsubj liked:VERB:0:root ABR:PROPN:2:obj";
    let types = entities(spec, &[(0..3, Person), (6..7, Person)], &[]);
    assert!(types.iter().all(|entity| entity.starts_with("Person")), "{types:?}");
}

#[test]
fn a_place_before_somebody_is_no_part_of_the_name() {
    let spec = "Soldiers:NOUN:2:nsubj met:VERB:0:root Gaza:PROPN:4:compound Strip:PROPN:2:obj Ada:PROPN:4:flat Graywick:PROPN:4:flat";
    let found = entities(spec, &[(2..6, Location)], &[]);
    assert_eq!(found, ["Place Gaza Strip", "Person Ada Graywick"]);
}

#[test]
fn a_part_of_a_state_is_no_body() {
    let spec = "Rain:NOUN:2:nsubj hit:VERB:0:root Graywick:PROPN:4:compound Department:PROPN:2:obj ,:PUNCT:6:punct Honduras:PROPN:4:appos";
    let found = entities(spec, &[(2..4, Organization), (5..6, Location)], &[]);
    assert_eq!(found, ["Place Graywick Department", "Country Honduras"]);
    // a department of a government is one
    let spec = "Rain:NOUN:2:nsubj hit:VERB:0:root Graywick:PROPN:4:compound Department:PROPN:2:obj";
    assert_eq!(entities(spec, &[(2..4, Organization)], &[]), ["Organization Graywick Department"]);
}

#[test]
fn a_slip_of_the_pen_makes_nobody_else() {
    let spec = "Dierdre:PROPN:3:nsubj Graywick:PROPN:1:flat spoke:VERB:0:root
        Deirdre:PROPN:3:nsubj Graywick:PROPN:1:flat left:VERB:0:root";
    let names = [(0..2, Person), (3..5, Person)];
    assert_eq!(entities(spec, &names, &[]).len(), 1);
    // two first names are two people’s
    let two = spec.replace("Dierdre", "Martin").replace("Deirdre", "Marvin");
    assert_eq!(entities(&two, &names, &[]).len(), 2);
}

#[test]
fn who_resigns_as_minister_was_one_of_that_state() {
    let spec = "Graywick:PROPN:2:nsubj resigns:VERB:0:root:resign as:ADP:6:case Norwegian:ADJ:6:amod foreign:ADJ:6:amod minister:NOUN:2:obl";
    let names = [(0..1, Person), (3..4, NameType::People)];
    let country = |spec: &str| {
        let (document, analysis) = testing::analysis(spec, &names);
        let entities = resolve(&document, &analysis).entities;
        entities.into_iter().find(|entity| entity.name == "Graywick").and_then(|entity| entity.country)
    };
    for verb in ["resign", "retire", "quit", "serve"] {
        assert_eq!(country(&spec.replace(":resign", &format!(":{verb}"))).as_deref(), Some("NOR"), "{verb}");
    }
    assert_eq!(country(&spec.replace(":resign", ":pose")), None);
    assert_eq!(country(&spec.replace("as:ADP", "with:ADP")), None);
}

#[test]
fn a_body_known_once_in_a_document_is_known_in_all_of_it() {
    // beside the words of another country the name alone would tell of nothing
    let spec = "Lufthansa:PROPN:2:nsubj grew:VERB:0:root
        Lufthansa:PROPN:2:nsubj left:VERB:0:root";
    assert_eq!(entities(spec, &[(0..1, Organization), (2..3, Organization)], &[]).len(), 1);
}

#[test]
fn brackets_that_tell_namesakes_apart_are_no_part_of_a_name() {
    let shown = |name: &str| {
        let gazetteer = super::Gazetteer::embedded();
        let entries = (0..).map_while(|number| gazetteer.entry(number));
        entries.into_iter().find(|entry| entry.name == name).map(|entry| entry.bare_name())
    };
    assert_eq!(shown("Republican Party (United States)"), Some("Republican Party"));
    assert_eq!(shown("Telegram (platform)"), Some("Telegram"));
    assert_eq!(shown("La Nación (Argentina)"), Some("La Nación"));
    for whole in ["Janata Dal (United)", "Syrian Communist Party (Unified)", "Indian Congress (Socialist)"] {
        assert_eq!(shown(whole), Some(whole));
    }
}

#[test]
fn a_single_name_of_the_tables_is_no_persons() {
    let spec = "Lufthansa:PROPN:2:nsubj sued:VERB:0:root Malta:PROPN:2:obj";
    let names = [(0..1, Person), (2..3, Location)];
    assert_eq!(entities(spec, &names, &[]), ["Organization Lufthansa", "Country Malta"]);
    // whose name it is in the text
    let bearer = format!("Zed:PROPN:3:nsubj Lufthansa:PROPN:1:flat left:VERB:0:root\n{spec}");
    let names = [(0..2, Person), (3..4, Person), (5..6, Location)];
    assert_eq!(entities(&bearer, &names, &[]), ["Person Zed Lufthansa", "Country Malta"]);
    let titled = format!("Mr:PROPN:2:nmod {spec}").replace("2:", "3:");
    assert!(entities(&titled, &[(1..2, Person), (3..4, Location)], &[]).contains(&"Person Lufthansa".to_owned()));
}

#[test]
fn titles_and_words_around_names_are_nobody() {
    let spec = "She:PRON:2:nsubj met:VERB:0:root Grand:PROPN:4:nmod Ayatollah:PROPN:5:nmod Zed:PROPN:2:obj Graywick:PROPN:5:flat";
    assert_eq!(entities(spec, &[(2..4, Person), (4..6, Person)], &[]), ["Person Zed Graywick"]);
    let spec = "They:PRON:2:nsubj met:VERB:0:root Zed:PROPN:2:obj Graywick:PROPN:3:flat espouse:PROPN:3:flat";
    for word in ["espouse", "waited", "today"] {
        assert_eq!(entities(&spec.replace("espouse", word), &[(2..5, Person)], &[]), ["Person Zed Graywick"]);
    }
    assert_eq!(entities(&spec.replace("espouse", "Roe"), &[(2..5, Person)], &[]), ["Person Zed Graywick Roe"]);
    let spec = "Closing:PROPN:2:compound Parliament:PROPN:3:nsubj worked:VERB:0:root in:ADP:5:case Malta:PROPN:3:obl";
    let names = [(0..2, Organization), (4..5, Location)];
    for verb in ["Closing", "Proroguing", "Opening"] {
        assert!(!entities(&spec.replace("Closing", verb), &names, &[])[0].contains(verb), "{verb}");
    }
    // “Beijing Parliament” is called after a town
    assert!(entities(&spec.replace("Closing", "Beijing"), &names, &[])[0].contains("Beijing"));
}

#[test]
fn an_operation_is_no_place() {
    let spec = "They:PRON:2:nsubj died:VERB:0:root during:ADP:5:case Operation:PROPN:5:compound Graywick:PROPN:2:obl";
    for word in ["Operation", "Operación", "Opération"] {
        let spec = spec.replace("Operation", word);
        assert!(entities(&spec, &[(3..5, Location)], &[]).is_empty());
        assert!(entities(&spec, &[(4..5, Location)], &[]).is_empty());
    }
    assert_eq!(entities(&spec.replace("Operation", "Fort"), &[(3..5, Location)], &[]), ["Place Fort Graywick"]);
}
