//! The tables of triggers in `data/triggers` in; rules by kind and lemma out. The head of `consult.txt` explains the
//! format.

use std::collections::HashMap;
use std::sync::OnceLock;

use crate::ontology::Predicate;

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
}

/// All rules by kind and lemma of their trigger.
#[derive(Debug, Default)]
pub(super) struct Lexicon {
    verbs: HashMap<&'static str, Vec<Rule>>,
    nouns: HashMap<&'static str, Vec<Rule>>,
    adjectives: HashMap<&'static str, Vec<Rule>>,
}

impl Lexicon {
    /// The rules that come with the program.
    pub(super) fn builtin() -> &'static Self {
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
        static LEXICON: OnceLock<Lexicon> = OnceLock::new();
        LEXICON.get_or_init(|| {
            let mut lexicon = Lexicon::default();
            for table in TABLES {
                // A test reads every line of the tables without a fault.
                let _faults = lexicon.read(table);
            }
            lexicon
        })
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

    /// Adds the rules of a table; gives the numbers of the lines that it could not read.
    fn read(&mut self, table: &'static str) -> Vec<usize> {
        let mut classes: HashMap<&'static str, &'static [&'static str]> = HashMap::new();
        let mut section: Option<(Predicate, &'static str)> = None;
        let mut faults = Vec::new();
        for (number, line) in table.lines().enumerate() {
            let line = line.trim();
            if line.is_empty() || line.starts_with('#') {
                continue;
            }
            if let Some(header) = line.strip_prefix("= ") {
                section = header
                    .split_once(' ')
                    .and_then(|(predicate, name)| Some((Predicate::from_name(predicate)?, name.trim())));
                if section.is_none() {
                    faults.push(number + 1);
                }
            } else if let Some((name, words)) = line.strip_prefix("class ").and_then(|class| class.split_once('=')) {
                classes.insert(name.trim(), words_of(words, &classes));
            } else if section.and_then(|section| self.read_rule(line, section, &classes)).is_none() {
                faults.push(number + 1);
            }
        }
        faults
    }

    fn read_rule(
        &mut self,
        line: &'static str,
        (predicate, name): (Predicate, &'static str),
        classes: &HashMap<&'static str, &'static [&'static str]>,
    ) -> Option<()> {
        let (kind, rest) = line.split_once(' ')?;
        let kind = match kind {
            "v" => Kind::Verb,
            "n" => Kind::Noun,
            "a" => Kind::Adjective,
            _ => return None,
        };
        let (rest, options) = rest.split_once(';').unwrap_or((rest, ""));
        let (head, slots) = rest.split_once(':').unwrap_or((rest, ""));
        let (lemmas, objects) = match head.split_once('{') {
            Some((lemmas, objects)) => (lemmas, objects.trim().strip_suffix('}')?),
            None => (head, ""),
        };
        let (without, objects) = objects.strip_prefix('!').map_or((false, objects), |objects| (true, objects));
        let mut rule = Rule {
            name,
            predicate,
            kind,
            particle: None,
            objects: words_of(objects, classes),
            without,
            source: vec![Slot::Agent],
            target: slots.split_whitespace().map(slot).collect(),
            of: Role::Source,
            owner: Role::Source,
            modifier: Role::Source,
            direct: false,
            join: false,
            needs: &[],
            confidence: if kind == Kind::Noun { 0.7 } else { 0.8 },
        };
        for option in options.split_whitespace() {
            apply(&mut rule, option, classes)?;
        }
        for lemma in lemmas.split([',', ' ']).filter(|lemma| !lemma.is_empty()) {
            let (lemma, particle) =
                lemma.split_once('_').map_or((lemma, None), |(verb, particle)| (verb, Some(particle)));
            let table = match kind {
                Kind::Verb => &mut self.verbs,
                Kind::Noun => &mut self.nouns,
                Kind::Adjective => &mut self.adjectives,
            };
            table.entry(lemma).or_default().push(Rule { particle, ..rule.clone() });
        }
        Some(())
    }
}

fn words_of(words: &'static str, classes: &HashMap<&'static str, &'static [&'static str]>) -> &'static [&'static str] {
    let mut list = Vec::new();
    for word in words.split([',', ' ']).filter(|word| !word.is_empty()) {
        match word.strip_prefix('@').and_then(|name| classes.get(name)) {
            Some(class) => list.extend_from_slice(class),
            None => list.push(word),
        }
    }
    if list.is_empty() { &[] } else { Vec::leak(list) }
}

fn slot(word: &'static str) -> Slot {
    match word {
        "subj" => Slot::Agent,
        "obj" => Slot::Object,
        "iobj" => Slot::Indirect,
        "comp" => Slot::Complement,
        "csubj" => Slot::ComplementSubject,
        preposition => Slot::Preposition(preposition),
    }
}

fn role(word: &str) -> Option<Role> {
    match word {
        "src" => Some(Role::Source),
        "tgt" => Some(Role::Target),
        "no" => Some(Role::Neither),
        _ => None,
    }
}

fn apply(
    rule: &mut Rule,
    option: &'static str,
    classes: &HashMap<&'static str, &'static [&'static str]>,
) -> Option<()> {
    match option.split_once('=') {
        Some(("src", slots)) => rule.source = slots.split(',').map(slot).collect(),
        Some(("of", value)) => rule.of = role(value)?,
        Some(("owner", value)) => rule.owner = role(value)?,
        Some(("mod", value)) => rule.modifier = role(value)?,
        Some(("needs", words)) => rule.needs = words_of(words, classes),
        Some(("conf", value)) => rule.confidence = value.parse().ok()?,
        None if option == "direct" => rule.direct = true,
        None if option == "join" => rule.join = true,
        _ => return None,
    }
    Some(())
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
            if path.ends_with("people.txt") || path.ends_with("judgments.txt") {
                continue;
            }
            let table: &'static str = std::fs::read_to_string(&path).unwrap().leak();
            assert_eq!(Lexicon::default().read(table), Vec::<usize>::new(), "{}", path.display());
            tables += 1;
        }
        assert_eq!(tables, 12);
    }

    #[test]
    fn a_line_of_a_table_becomes_a_rule_for_each_lemma() {
        let mut lexicon = Lexicon::default();
        let faults = lexicon.read(
            "class deal = deal, pact\n= agreed-with agree/reach\nv strike, work_out {@deal} : with ; conf=.9\nx odd",
        );
        assert_eq!(faults, [4]);
        let rule = &lexicon.rules(Kind::Verb, "work")[0];
        assert_eq!((rule.particle, rule.objects, rule.confidence), (Some("out"), &["deal", "pact"][..], 0.9));
        assert_eq!(rule.target, [Slot::Preposition("with")]);
        assert!(lexicon.rules(Kind::Noun, "strike").is_empty());
    }
}
