//! The tables of triggers in `data/triggers`, or a user's, in; rules by kind and lemma out. The head of `consult.txt`
//! explains the format.

mod read;

use std::collections::HashMap;

use crate::ontology::{Predicate, Vocabulary};

pub(super) use read::Fault;

/// Where a rule looks for an actor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Slot {
    /// Who acts: the subject, of a passive the “by” phrase.
    Agent,
    /// The direct object, of a passive the subject.
    Object,
    /// The indirect object.
    Indirect,
    /// What depends on the verb's complement: “threatened to attack *Malta*”.
    Complement,
    /// Who acts in the complement: “demanded that *Malta* pay”.
    ComplementSubject,
    /// The object of a preposition.
    Preposition(&'static str),
}

/// What kind of word triggers a rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    Verb,
    Noun,
    Adjective,
}

/// Which part an “of” phrase, a possessor or a modifier before the noun plays.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    Source,
    Target,
    Neither,
}

/// One trigger with its frame.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Rule {
    /// Family and construction: `consult/meet`.
    pub(super) name: &'static str,
    pub(super) predicate: Predicate,
    pub(super) kind: Kind,
    /// Particle of a phrasal verb: `out` of `lash out`.
    pub(super) particle: Option<&'static str>,
    /// Lemmas of which the object, of a noun trigger a modifier, must have one; empty where any will do.
    pub(super) objects: &'static [&'static str],
    /// Whether the object must have none of `objects`.
    pub(super) without: bool,
    pub(super) source: Vec<Slot>,
    pub(super) target: Vec<Slot>,
    /// Of nouns: the part of an “of” phrase.
    pub(super) of: Role,
    /// Of nouns: the part of the possessor.
    pub(super) owner: Role,
    /// Of nouns: the part of a modifier before the noun.
    pub(super) modifier: Role,
    /// Whether the target must be named itself, not its work or its people's.
    pub(super) direct: bool,
    /// Of nouns: whether the subject of a verb on whose phrase the noun stands takes part: “said at a meeting with”.
    pub(super) join: bool,
    /// Of verbs: words of which one must hang on the verb: “by phone”; empty where none need.
    pub(super) needs: &'static [&'static str],
    /// How sure the reading is, from 0 to 1.
    pub(super) confidence: f32,
    /// Whether a user wrote it.
    pub(super) own: bool,
}

impl Rule {
    /// Whether the trigger's own object tells what is done: “lifted the curfew”.
    pub(super) fn is_specific(&self) -> bool {
        !self.objects.is_empty() && !self.without
    }
}

/// All rules by kind and lemma of their trigger.
#[derive(Debug, Default)]
pub(super) struct Triggers {
    verbs: HashMap<&'static str, Vec<Rule>>,
    nouns: HashMap<&'static str, Vec<Rule>>,
    adjectives: HashMap<&'static str, Vec<Rule>>,
    /// Whether what is read now comes with the program.
    builtin: bool,
}

impl Triggers {
    /// Adds the rules that come with the program, after those that are there.
    pub(super) fn add_builtin(&mut self) {
        const TABLES: [&str; 12] = [
            include_str!("../../data/triggers/consult.txt"),
            include_str!("../../data/triggers/agree.txt"),
            include_str!("../../data/triggers/support.txt"),
            include_str!("../../data/triggers/cooperate.txt"),
            include_str!("../../data/triggers/yield.txt"),
            include_str!("../../data/triggers/request.txt"),
            include_str!("../../data/triggers/accuse.txt"),
            include_str!("../../data/triggers/reject.txt"),
            include_str!("../../data/triggers/threaten.txt"),
            include_str!("../../data/triggers/protest.txt"),
            include_str!("../../data/triggers/sanction.txt"),
            include_str!("../../data/triggers/assault.txt"),
        ];
        self.builtin = true;
        for table in TABLES {
            // A test reads every line of the tables without a fault.
            let _faults = self.read(table, &mut Vocabulary::default());
        }
    }

    /// Adds the rules of a table, and to the vocabulary the predicates that it defines; gives what it could not read.
    pub(super) fn read(&mut self, table: &'static str, vocabulary: &mut Vocabulary) -> Vec<Fault> {
        read::read(self, table, vocabulary)
    }

    fn add(&mut self, lemma: &'static str, mut rule: Rule) {
        rule.own = !self.builtin;
        let table = match rule.kind {
            Kind::Verb => &mut self.verbs,
            Kind::Noun => &mut self.nouns,
            Kind::Adjective => &mut self.adjectives,
        };
        table.entry(lemma).or_default().push(rule);
    }

    /// The rules of a trigger.
    pub(super) fn rules(&self, kind: Kind, lemma: &str) -> &[Rule] {
        let table = match kind {
            Kind::Verb => &self.verbs,
            Kind::Noun => &self.nouns,
            Kind::Adjective => &self.adjectives,
        };
        table.get(lemma).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_tables_is_read() {
        let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/data/triggers");
        let mut tables = 0;
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if ["people.txt", "judgments.txt", "codes.txt", "contexts.txt", "README.md"]
                .iter()
                .any(|other| path.ends_with(other))
            {
                continue;
            }
            let table: &'static str = std::fs::read_to_string(&path).unwrap().leak();
            let faults = Triggers::default().read(table, &mut Vocabulary::default());
            assert_eq!(faults, [], "{}", path.display());
            tables += 1;
        }
        assert_eq!(tables, 12);
    }
}
