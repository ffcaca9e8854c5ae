//! The trigger of an event in its tree in; its CAMEO code, PLOVER mode and contexts out, by `data/triggers/codes.txt` and
//! `contexts.txt`.

use std::collections::HashMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::tree::Tree;
use crate::analyze::Upos;
use crate::ontology::Predicate;

/// How the codebooks of event data code an event.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Codes {
    /// CAMEO code, as fine as the words allow: two to four digits; empty for a user's predicate without one.
    pub cameo: String,
    /// PLOVER mode: `visit`, `aerial`; empty where the type has none that fits.
    pub mode: String,
    /// PLOVER contexts of the sentence, parted by `;`: `military;territory`.
    pub contexts: String,
}

/// How far below the trigger words count for its code, and how many of them.
const DEPTH: usize = 4;
const WORDS: usize = 32;

/// One line of the table.
#[derive(Debug)]
struct Line {
    planned: bool,
    /// Lemmas of the trigger; empty for any.
    triggers: Vec<&'static str>,
    /// Lemmas of which one must hang on it; empty for none.
    words: Vec<&'static str>,
    cameo: &'static str,
    mode: &'static str,
}

/// The codes of an event; `planned` where it is only planned.
pub(super) fn of(tree: &Tree<'_>, trigger: usize, predicate: Predicate, planned: bool) -> Codes {
    let lemma = tree.lemma(trigger).to_lowercase();
    let words = words(tree, trigger);
    let fits = |line: &&Line| {
        (planned || !line.planned)
            && (line.triggers.is_empty() || line.triggers.contains(&lemma.as_str()))
            && (line.words.is_empty() || words.iter().any(|word| line.words.contains(&word.as_str())))
    };
    let line = table().get(predicate.name()).and_then(|lines| lines.iter().find(fits));
    Codes {
        cameo: line.map_or(predicate.info().cameo.as_str(), |line| line.cameo).to_owned(),
        mode: line.map_or("", |line| line.mode).to_owned(),
        contexts: contexts(tree, trigger),
    }
}

/// The lemmas that hang on a trigger, and on the verb that carries it if it is a noun; not those of its subject.
fn words(tree: &Tree<'_>, trigger: usize) -> Vec<String> {
    let carrier = tree.head(trigger).filter(|&head| tree.is_nominal(trigger) && tree.is_verbal(head));
    let mut stack: Vec<(usize, usize)> = std::iter::once(trigger).chain(carrier).map(|top| (top, 0)).collect();
    let mut words = Vec::new();
    while let Some((at, depth)) = stack.pop() {
        if depth > 0 {
            words.push(tree.lemma(at).to_lowercase());
        }
        if depth == DEPTH || words.len() >= WORDS {
            continue;
        }
        let below = tree.children(at).filter(|&kid| kid != trigger).filter(|&kid| {
            // What is coordinated with the trigger is another event.
            match tree.token(kid).deprel.as_str() {
                "nsubj" | "parataxis" | "punct" | "cc" | "advcl:relcl" => false,
                "conj" => depth > 0,
                _ => true,
            }
        });
        stack.extend(below.map(|kid| (kid, depth + 1)));
    }
    words
}

/// The numbers of the contexts that a word tells.
type ByWord = HashMap<&'static str, Vec<usize>>;

/// The contexts that the words of the sentence tell, in the order of the table.
fn contexts(tree: &Tree<'_>, trigger: usize) -> String {
    static TABLE: OnceLock<(Vec<&str>, ByWord)> = OnceLock::new();
    let (names, by_word) = TABLE.get_or_init(|| {
        let mut names = Vec::new();
        let mut by_word = ByWord::new();
        for line in include_str!("../../data/triggers/contexts.txt").lines().filter(|line| !line.starts_with('#')) {
            let words = line.split_once(" = ").map_or(line, |(name, words)| {
                names.push(name);
                words
            });
            for word in words.split(',').map(str::trim).filter(|word| !word.is_empty()) {
                by_word.entry(word).or_default().push(names.len().saturating_sub(1));
            }
        }
        (names, by_word)
    });
    let sentence = tree.sentence(trigger).unwrap_or_default();
    let mut told = vec![false; names.len()];
    // “pressed his proposal” is not of the press.
    let named = |&t: &usize| matches!(tree.token(t).upos, Upos::Noun | Upos::Propn | Upos::Adj);
    for t in sentence.take(400).filter(named) {
        for &context in by_word.get(tree.lemma(t).to_lowercase().as_str()).into_iter().flatten() {
            told[context] = true;
        }
    }
    let named = names.iter().zip(told).filter(|(_, told)| *told).map(|(name, _)| *name);
    named.collect::<Vec<_>>().join(";")
}

fn table() -> &'static HashMap<&'static str, Vec<Line>> {
    static TABLE: OnceLock<HashMap<&'static str, Vec<Line>>> = OnceLock::new();
    TABLE.get_or_init(|| read(include_str!("../../data/triggers/codes.txt")).0)
}

/// The lines by predicate, and the numbers of those that could not be read.
fn read(text: &'static str) -> (HashMap<&'static str, Vec<Line>>, Vec<usize>) {
    let mut classes: HashMap<&str, Vec<&'static str>> = HashMap::new();
    let mut table: HashMap<&str, Vec<Line>> = HashMap::new();
    let mut section = "";
    let mut faults = Vec::new();
    for (number, line) in text.lines().enumerate() {
        let line = line.trim();
        if line.is_empty() || line.starts_with('#') {
            continue;
        }
        if let Some(predicate) = line.strip_prefix("= ") {
            section = predicate;
        } else if let Some((name, words)) = line.strip_prefix("class ").and_then(|class| class.split_once('=')) {
            classes.insert(name.trim(), list(words, &classes));
        } else if let Some(line) = entry(line, &classes).filter(|_| Predicate::from_name(section).is_some()) {
            table.entry(section).or_default().push(line);
        } else {
            faults.push(number + 1);
        }
    }
    (table, faults)
}

fn entry(line: &'static str, classes: &HashMap<&str, Vec<&'static str>>) -> Option<Line> {
    let (head, code) = line.split_once(" : ")?;
    let (triggers, words) = match head.split_once('{') {
        Some((triggers, words)) => (triggers, words.trim().strip_suffix('}')?),
        None => (head, ""),
    };
    let (cameo, mode) = code.split_once(' ').unwrap_or((code, ""));
    let digits = (2..=4).contains(&cameo.len()) && cameo.bytes().all(|byte| byte.is_ascii_digit());
    let triggers = triggers.trim();
    let planned = triggers == "planned";
    let triggers = if planned || triggers == "*" { Vec::new() } else { list(triggers, classes) };
    digits.then(|| Line { planned, triggers, words: list(words, classes), cameo, mode: mode.trim() })
}

fn list(words: &'static str, classes: &HashMap<&str, Vec<&'static str>>) -> Vec<&'static str> {
    let words = words.split([',', ' ']).filter(|word| !word.is_empty());
    words
        .flat_map(|word| match word.strip_prefix('@').and_then(|name| classes.get(name)) {
            Some(class) => class.clone(),
            None => vec![word],
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::support::read as tree;

    #[test]
    fn every_line_of_the_table_is_read_and_every_predicate_has_codes() {
        let (table, faults) = read(include_str!("../../data/triggers/codes.txt"));
        assert_eq!(faults, Vec::<usize>::new());
        for predicate in Predicate::ALL {
            let lines = &table[predicate.name()];
            let last = lines.last().unwrap();
            assert!(last.triggers.is_empty() && last.words.is_empty() && !last.planned, "{}", predicate.name());
        }
    }

    #[test]
    fn words_below_the_trigger_make_the_code_finer() {
        let table = "1 Oslo Oslo PROPN NNP 2 nsubj\n2 attacked attack VERB VBD 0 root\n3 Malta Malta PROPN NNP 2 obj\n\
                     4 with with ADP IN 5 case\n5 drones drone NOUN NNS 2 obl\n6 at at ADP IN 8 case\n7 the the DET DT 8 det\n\
                     8 border border NOUN NN 2 obl";
        let analysis = tree(table);
        let codes = |planned| of(&Tree::new(&analysis), 1, Predicate::Attacked, planned);
        let expected =
            |cameo: &str, mode: &str| Codes { cameo: cameo.into(), mode: mode.into(), contexts: "territory".into() };
        assert_eq!(codes(false), expected("195", "drone"));
        assert_eq!(codes(true), expected("138", "violence"));
        // the subject's words are not the event's
        let analysis = tree(&table.replace("Oslo Oslo", "drones drone").replace("drones drone NOUN", "men man NOUN"));
        assert_eq!(of(&Tree::new(&analysis), 1, Predicate::Attacked, false).cameo, "190");
    }
}
