//! A table of triggers in; its rules and predicates out, and what could not be read, with line and column.

use std::collections::HashMap;

use super::{Kind, Role, Rule, Slot, Triggers};
use crate::ontology::{Own, Predicate, PredicateInfo, Vocabulary};

/// What is wrong with a table, and where.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::events) struct Fault {
    /// Counted from 1.
    pub(in crate::events) line: usize,
    /// Character of the line, counted from 1.
    pub(in crate::events) column: usize,
    /// What is wrong, and what it must be.
    pub(in crate::events) message: String,
}

/// Prepositions that a slot may name. A word that is none is a slip of the pen.
const PREPOSITIONS: &str = "aboard about above across after against along alongside amid among amongst and around as \
    at before behind below beneath beside besides between beyond by concerning despite down during except following \
    for from in inside into like near of off on onto out outside over past regarding since than through throughout \
    till to toward towards under underneath until up upon versus via with within without";

/// Adds the rules of a table to others and its predicates to a vocabulary; gives what it could not read.
pub(super) fn read(triggers: &mut Triggers, table: &'static str, vocabulary: &mut Vocabulary) -> Vec<Fault> {
    let mut reader =
        Reader { triggers, vocabulary, classes: HashMap::new(), section: None, definition: None, faults: Vec::new() };
    for (number, line) in table.lines().enumerate() {
        let words = line.trim();
        if !words.is_empty() && !words.starts_with('#') {
            reader.line(Line { number: number + 1, text: line }, words);
        }
    }
    reader.define();
    reader.faults
}

/// A word with what is wrong with it.
type Slip = (&'static str, String);

#[derive(Clone, Copy)]
struct Line {
    number: usize,
    text: &'static str,
}

impl Line {
    fn fault(self, (word, message): Slip) -> Fault {
        let offset = (word.as_ptr() as usize).saturating_sub(self.text.as_ptr() as usize);
        let column = self.text.get(..offset).map_or(1, |before| before.chars().count() + 1);
        Fault { line: self.number, column, message }
    }
}

/// A predicate that is being defined, with the line and the value of each of its parts.
struct Definition {
    name: (Line, &'static str),
    parts: HashMap<&'static str, (Line, &'static str)>,
}

/// What may be said of a predicate, in the order in which it is asked for.
const PARTS: [&str; 9] = ["type", "color", "plover", "cameo", "quad", "symmetric", "source", "target", "means"];

struct Reader<'l> {
    triggers: &'l mut Triggers,
    vocabulary: &'l mut Vocabulary,
    classes: HashMap<&'static str, &'static [&'static str]>,
    section: Option<(Predicate, &'static str)>,
    definition: Option<Definition>,
    faults: Vec<Fault>,
}

impl Reader<'_> {
    fn line(&mut self, line: Line, words: &'static str) {
        let (first, rest) = words.split_once(char::is_whitespace).unwrap_or((words, ""));
        let rest = rest.trim();
        let outcome = match first {
            "predicate" => {
                self.define();
                self.section = None;
                self.definition = Some(Definition { name: (line, rest), parts: HashMap::new() });
                if rest.is_empty() { Err((words, "predicate wants a name, as smuggled-to".to_owned())) } else { Ok(()) }
            }
            part if self.definition.is_some() && PARTS.contains(&part) => self.part(line, first, rest),
            "=" => {
                self.define();
                self.open(rest, words)
            }
            "class" => {
                self.define();
                self.class(rest, words)
            }
            "v" | "n" | "a" => {
                self.define();
                self.rule(first, rest, words)
            }
            _ => Err((first, self.unknown(first))),
        };
        if let Err(slip) = outcome {
            self.faults.push(line.fault(slip));
        }
    }

    fn unknown(&self, word: &str) -> String {
        match &self.definition {
            Some(_) => format!("“{word}” is nothing to say of a predicate: {}", PARTS.join(", ")),
            None => {
                format!(
                    "“{word}” begins no line: predicate, class, = (a section), or v, n, a (triggers that are verbs, nouns, adjectives)"
                )
            }
        }
    }

    fn part(&mut self, line: Line, part: &'static str, value: &'static str) -> Result<(), Slip> {
        let Some(definition) = &mut self.definition else { return Ok(()) };
        if value.is_empty() {
            return Err((part, format!("{part} wants a value")));
        }
        if definition.parts.insert(part, (line, value)).is_some() {
            return Err((part, format!("{part} stands twice")));
        }
        match part {
            "quad" if !matches!(value, "1" | "2" | "3" | "4") => {
                Err((value, format!("“{value}” is no quad class: 1 to 4")))
            }
            "symmetric" if !matches!(value, "yes" | "no") => Err((value, "symmetric is yes or no".to_owned())),
            _ => Ok(()),
        }
    }

    /// Ends the definition of a predicate, if one is open.
    fn define(&mut self) {
        let Some(Definition { name: (line, name), parts }) = self.definition.take() else { return };
        let value = |part: &str| parts.get(part).map_or("", |(_, value)| value);
        let ends = |part: &str, usual: &str| match value(part) {
            "" => usual.to_owned(),
            list => words(list).collect::<Vec<_>>().join("|"),
        };
        for part in ["type", "color"] {
            if !parts.contains_key(part) && !name.is_empty() {
                let message = format!("the predicate {name} has no {part}: it needs a line “{part} …”");
                return self.faults.push(line.fault((name, message)));
            }
        }
        let info = PredicateInfo {
            name: name.to_owned(),
            neo4j_type: value("type").to_owned(),
            plover_type: value("plover").to_owned(),
            cameo: value("cameo").to_owned(),
            quad_class: value("quad").parse().unwrap_or(0),
            symmetric: value("symmetric") == "yes",
            domain: ends("source", "Person|Country|Organization"),
            range: ends("target", "Person|Country|Organization"),
            definition: value("means").to_owned(),
            color: value("color").to_ascii_lowercase(),
        };
        if let Err(flaw) = Own::define(info).and_then(|own| self.vocabulary.add(own)) {
            let (line, value) = parts.get(flaw.part).copied().unwrap_or((line, name));
            if !name.is_empty() {
                self.faults.push(line.fault((value, flaw.message)));
            }
        }
    }

    /// `= PREDICATE FAMILY/RULE`
    fn open(&mut self, rest: &'static str, words: &'static str) -> Result<(), Slip> {
        self.section = None;
        let Some((predicate, name)) = rest.split_once(char::is_whitespace) else {
            return Err((words, "a section is = PREDICATE FAMILY/RULE, as = criticized mine/mock".to_owned()));
        };
        let name = name.trim();
        let Some(known) = self.vocabulary.predicate(predicate) else {
            return Err((predicate, format!("“{predicate}” is no predicate of newsgraph, and none is defined before")));
        };
        let part = |part: &str| {
            !part.is_empty()
                && part.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        };
        if !name.split_once('/').is_some_and(|(family, rule)| part(family) && part(rule))
            || name.starts_with("gazetteer")
        {
            return Err((name, format!("“{name}” is no name of a rule: FAMILY/RULE in lower case, as mine/mock")));
        }
        self.section = Some((known, name));
        Ok(())
    }

    /// `class NAME = WORDS`
    fn class(&mut self, rest: &'static str, words: &'static str) -> Result<(), Slip> {
        let Some((name, list)) = rest.split_once('=') else {
            return Err((words, "a class is class NAME = WORDS".to_owned()));
        };
        let list = self.words_of(list)?;
        self.classes.insert(name.trim(), list);
        Ok(())
    }

    /// `KIND TRIGGERS {OBJECTS} : SLOTS ; OPTIONS`
    fn rule(&mut self, kind: &'static str, rest: &'static str, words: &'static str) -> Result<(), Slip> {
        let Some((predicate, name)) = self.section else {
            return Err((words, "a trigger before any section: open one with = PREDICATE FAMILY/RULE".to_owned()));
        };
        let kind = match kind {
            "v" => Kind::Verb,
            "n" => Kind::Noun,
            _ => Kind::Adjective,
        };
        let (rest, options) = rest.split_once(';').unwrap_or((rest, ""));
        let (head, slots) = rest.split_once(':').unwrap_or((rest, ""));
        let (lemmas, objects) = match head.split_once('{') {
            Some((lemmas, objects)) => match objects.trim_end().strip_suffix('}') {
                Some(objects) => (lemmas, objects.trim()),
                None => return Err((objects, "the words in { } do not end with }".to_owned())),
            },
            None => (head, ""),
        };
        let (without, objects) = objects.strip_prefix('!').map_or((false, objects), |objects| (true, objects));
        let mut rule = Rule {
            name,
            predicate,
            kind,
            particle: None,
            objects: self.words_of(objects)?,
            without,
            source: vec![Slot::Agent],
            target: slots.split_whitespace().map(slot).collect::<Result<_, _>>()?,
            of: Role::Source,
            owner: Role::Source,
            modifier: Role::Source,
            direct: false,
            join: false,
            needs: &[],
            // What a user asks for is in the plain graph, unless the rule says otherwise.
            confidence: if kind == Kind::Noun && self.triggers.builtin { 0.7 } else { 0.8 },
            own: false,
        };
        for option in options.split_whitespace() {
            self.apply(&mut rule, option)?;
        }
        let mut lemmas = self::words(lemmas).peekable();
        if lemmas.peek().is_none() {
            return Err((words, "a rule without a trigger".to_owned()));
        }
        for lemma in lemmas {
            lower_case(lemma)?;
            let (lemma, particle) =
                lemma.split_once('_').map_or((lemma, None), |(verb, particle)| (verb, Some(particle)));
            self.triggers.add(lemma, Rule { particle, ..rule.clone() });
        }
        Ok(())
    }

    fn apply(&self, rule: &mut Rule, option: &'static str) -> Result<(), Slip> {
        match option.split_once('=') {
            Some(("src", slots)) => rule.source = slots.split(',').map(slot).collect::<Result<_, _>>()?,
            Some(("of", value)) => rule.of = role(value)?,
            Some(("owner", value)) => rule.owner = role(value)?,
            Some(("mod", value)) => rule.modifier = role(value)?,
            Some(("needs", words)) => rule.needs = self.words_of(words)?,
            Some(("conf", value)) => {
                let number = value.parse().ok().filter(|number| (0.0..=1.0).contains(number));
                rule.confidence = number.ok_or_else(|| (value, format!("“{value}” is no number from 0 to 1")))?;
            }
            None if option == "direct" => rule.direct = true,
            None if option == "join" => rule.join = true,
            _ => {
                let known = "src=, of=, owner=, mod=, needs=, conf=, direct, join";
                return Err((option, format!("“{option}” is no option: {known}")));
            }
        }
        Ok(())
    }

    /// Words parted by commas or spaces; `@name` is a class.
    fn words_of(&self, list: &'static str) -> Result<&'static [&'static str], Slip> {
        let mut all = Vec::new();
        for word in words(list) {
            match word.strip_prefix('@') {
                Some(name) => match self.classes.get(name) {
                    Some(class) => all.extend_from_slice(class),
                    None => return Err((word, format!("no class “{name}” is defined before"))),
                },
                None => {
                    lower_case(word)?;
                    all.push(word);
                }
            }
        }
        Ok(if all.is_empty() { &[] } else { Vec::leak(all) })
    }
}

fn words(list: &'static str) -> impl Iterator<Item = &'static str> {
    list.split([',', ' ', '\t']).filter(|word| !word.is_empty())
}

/// Lemmas are in lower case, and no sign of the format stands in them.
fn lower_case(word: &'static str) -> Result<(), Slip> {
    if word.chars().any(char::is_uppercase) {
        return Err((word, format!("“{word}” is no lemma: lemmas are in lower case")));
    }
    match word.find(['{', '}', '=', '@', '!', '#', ':', ';']) {
        Some(at) => Err((&word[at..], format!("“{word}” is no lemma"))),
        None => Ok(()),
    }
}

fn slot(word: &'static str) -> Result<Slot, Slip> {
    Ok(match word {
        "subj" => Slot::Agent,
        "obj" => Slot::Object,
        "iobj" => Slot::Indirect,
        "comp" => Slot::Complement,
        "csubj" => Slot::ComplementSubject,
        preposition if PREPOSITIONS.split_whitespace().any(|known| known == preposition) => {
            Slot::Preposition(preposition)
        }
        _ => return Err((word, format!("“{word}” is no slot: subj, obj, iobj, comp, csubj or a preposition"))),
    })
}

fn role(word: &'static str) -> Result<Role, Slip> {
    match word {
        "src" => Ok(Role::Source),
        "tgt" => Ok(Role::Target),
        "no" => Ok(Role::Neither),
        _ => Err((word, format!("“{word}” is no part: src, tgt or no"))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faults(table: &'static str) -> Vec<(usize, usize, String)> {
        let faults = Triggers::default().read(table, &mut Vocabulary::default());
        faults.into_iter().map(|fault| (fault.line, fault.column, fault.message)).collect()
    }

    #[test]
    fn a_line_of_a_table_becomes_a_rule_for_each_lemma() {
        let mut triggers = Triggers::default();
        let table = "class deal = deal, pact\n= agreed-with agree/reach\nv strike, work_out {@deal} : with ; conf=.9";
        assert_eq!(triggers.read(table, &mut Vocabulary::default()), []);
        let rule = &triggers.rules(Kind::Verb, "work")[0];
        assert_eq!((rule.particle, rule.objects, rule.confidence), (Some("out"), &["deal", "pact"][..], 0.9));
        assert_eq!(rule.target, [Slot::Preposition("with")]);
        assert!(triggers.rules(Kind::Noun, "strike").is_empty());
    }

    #[test]
    fn a_predicate_is_defined_before_its_triggers() {
        let mut vocabulary = Vocabulary::default();
        let table = "predicate mocked-in-test\n  type MOCKED_IN_TEST\n  color #7B3294\n  quad 3\n  symmetric no\n  \
                     source Person, Country\n  target Person\n  means Made fun of the target.\n\
                     = mocked-in-test mine/mock\nv mock, laugh : obj at";
        let mut triggers = Triggers::default();
        assert_eq!(triggers.read(table, &mut vocabulary), []);
        let info = vocabulary.iter().next().unwrap().info();
        assert_eq!((info.neo4j_type.as_str(), info.color.as_str(), info.quad_class), ("MOCKED_IN_TEST", "#7b3294", 3));
        assert_eq!((info.domain.as_str(), info.range.as_str()), ("Person|Country", "Person"));
        assert_eq!(triggers.rules(Kind::Verb, "laugh")[0].predicate.name(), "mocked-in-test");
    }

    /// Each faulty line, with its line and column and what the message says.
    #[test]
    fn what_cannot_be_read_is_named_with_line_and_column() {
        let section = |line: &str| -> &'static str { format!("= criticized mine/mock\n{line}").leak() };
        for (line, column, part) in [
            ("x mock : obj", 1, "“x” begins no line"),
            ("v mock : objj", 10, "“objj” is no slot"),
            ("v Mock : obj", 3, "lower case"),
            ("v mock {a, b : obj", 9, "do not end with }"),
            ("v mock {@nobody} : obj", 9, "no class “nobody”"),
            ("v mock : obj ; conf=2", 21, "no number from 0 to 1"),
            ("v mock : obj ; sure", 16, "“sure” is no option"),
            ("  n mock : of ; of=all", 20, "“all” is no part"),
            ("v : obj", 1, "without a trigger"),
            ("= mocked mine/mock", 3, "“mocked” is no predicate"),
            ("= praised", 1, "a section is = PREDICATE FAMILY/RULE"),
            ("= praised Mine", 11, "“Mine” is no name of a rule"),
            ("= praised gazetteer/x", 11, "no name of a rule"),
            ("class deal", 1, "a class is"),
            ("type MOCKED", 1, "“type” begins no line"),
        ] {
            let found = faults(section(line));
            assert_eq!(found.len(), 1, "{line}: {found:?}");
            assert_eq!((found[0].0, found[0].1), (2, column), "{line}: {found:?}");
            assert!(found[0].2.contains(part), "{line}: {found:?}");
        }
        let mine = |parts: &str| -> &'static str { format!("predicate mocked\n{parts}").leak() };
        for (parts, line, column, part) in [
            ("color #7b3294", 1, 11, "has no type"),
            ("type MOCKED", 1, 11, "has no color"),
            ("type Mocked\ncolor #7b3294", 2, 6, "“Mocked” is no type"),
            ("type MOCKED\n color purple", 3, 8, "“purple” is no color"),
            ("type MET_WITH\ncolor #7b3294", 2, 6, "comes with newsgraph"),
            ("type MOCKED\ncolor #7b3294\nquad 7", 4, 6, "no quad class"),
            ("type MOCKED\ncolor #7b3294\nplover FUN", 4, 8, "no PLOVER type"),
            ("type MOCKED\ncolor #7b3294\nsource Ship", 4, 8, "“Ship” is none of"),
            ("type MOCKED\ntype MOCKED\ncolor #7b3294", 3, 1, "type stands twice"),
            ("type MOCKED\ncolor", 3, 1, "color wants a value"),
            ("type MOCKED\ncolor #7b3294\nsize 3", 4, 1, "nothing to say of a predicate"),
        ] {
            let found = faults(mine(parts));
            assert_eq!((found[0].0, found[0].1), (line, column), "{parts}: {found:?}");
            assert!(found[0].2.contains(part), "{parts}: {found:?}");
        }
        assert!(faults("v mock : obj")[0].2.contains("before any section"));
        assert!(faults("predicate met-with\ntype A\ncolor #000000")[0].2.contains("comes with newsgraph"));
    }
}
