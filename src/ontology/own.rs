//! The definition of a user's predicate in; a [`Predicate`] that carries it, checked, out.

use std::collections::BTreeSet;
use std::sync::{Mutex, PoisonError};

use super::{Predicate, PredicateInfo, Relation, predicates, relations, term};

/// Keys of the JSON-LD that are no predicates; a test of the exporter keeps the list whole.
pub(crate) const RESERVED: [&str; 59] = [
    "actor",
    "addressee",
    "agenda",
    "alternateName",
    "attribution",
    "audience",
    "begin",
    "beginTime",
    "cameo",
    "claimedBy",
    "confidence",
    "country",
    "cue",
    "datePublished",
    "derivedFrom",
    "direct",
    "document",
    "documents",
    "duration",
    "end",
    "endTime",
    "eventType",
    "evidence",
    "generatedBy",
    "identifier",
    "iso3",
    "latitude",
    "level",
    "longitude",
    "mentions",
    "modality",
    "name",
    "negated",
    "ng",
    "node",
    "place",
    "plover",
    "ploverContext",
    "ploverMode",
    "predicate",
    "producer",
    "prov",
    "quadClass",
    "role",
    "rule",
    "sameAs",
    "schema",
    "seenAs",
    "sem",
    "sentence",
    "source",
    "status",
    "support",
    "target",
    "text",
    "time",
    "url",
    "used",
    "xsd",
];

/// The longest name and the longest definition, in characters.
const LONGEST: [usize; 2] = [64, 1000];

/// A user's own predicate with its whole definition. Equal definitions are one value, which lives as long as the
/// program, so that a predicate stays a plain value wherever the graph takes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Own(&'static PredicateInfo);

/// What is wrong with a definition.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Flaw {
    /// Which part: `predicate`, `type`, `color`, `plover`, `cameo`, `quad`, `source`, `target` or `means`.
    pub part: &'static str,
    /// What is wrong with it, and what it must be.
    pub message: String,
}

impl Own {
    /// The predicate of a definition.
    ///
    /// # Errors
    /// The first flaw: a name, type, color or code of another form than the exports need, or one that is taken.
    pub fn define(info: PredicateInfo) -> Result<Self, Flaw> {
        check(&info)?;
        static KNOWN: Mutex<BTreeSet<&'static PredicateInfo>> = Mutex::new(BTreeSet::new());
        let mut known = KNOWN.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.get(&info) {
            return Ok(Self(known));
        }
        let info: &'static PredicateInfo = Box::leak(Box::new(info));
        known.insert(info);
        Ok(Self(info))
    }

    /// The definition.
    pub fn info(self) -> &'static PredicateInfo {
        self.0
    }
}

fn check(info: &PredicateInfo) -> Result<(), Flaw> {
    let flaw = |part, message: String| Err(Flaw { part, message });
    let name = info.name.as_str();
    if !is_kebab(name) || name.len() > LONGEST[0] {
        return flaw("predicate", format!("“{name}” is no name: lower-case words parted by hyphens, as smuggled-to"));
    }
    if Predicate::from_name(name).is_some() || Relation::from_name(name).is_some() {
        return flaw("predicate", format!("{name} comes with newsgraph; add triggers to it with = {name} FAMILY/RULE"));
    }
    let camel = term(name);
    let taken = |other: &str| term(other) == camel;
    if RESERVED.contains(&camel.as_str())
        || predicates().iter().any(|other| taken(&other.name))
        || relations().iter().any(|other| taken(&other.name))
    {
        return flaw("predicate", format!("{name} would be {camel} in JSON-LD, which means something else there"));
    }
    let kind = info.neo4j_type.as_str();
    if !is_type(kind) || kind.len() > LONGEST[0] {
        return flaw("type", format!("“{kind}” is no type: capitals, digits and _, as SMUGGLED_TO"));
    }
    if predicates().iter().any(|other| other.neo4j_type == kind)
        || relations().iter().any(|other| other.neo4j_type == kind)
    {
        return flaw("type", format!("{kind} is the type of a predicate that comes with newsgraph"));
    }
    if !is_color(&info.color) {
        return flaw("color", format!("“{}” is no color: # and six hexadecimal digits, as #7b3294", info.color));
    }
    if !info.plover_type.is_empty() && predicates().iter().all(|other| other.plover_type != info.plover_type) {
        let known: BTreeSet<&str> = predicates().iter().map(|other| other.plover_type.as_str()).collect();
        let known = known.into_iter().collect::<Vec<_>>().join(", ");
        return flaw("plover", format!("“{}” is no PLOVER type: {known}", info.plover_type));
    }
    if !info.cameo.is_empty() && (info.cameo.len() > 4 || info.cameo.len() < 2 || !all(&info.cameo, u8::is_ascii_digit))
    {
        return flaw("cameo", format!("“{}” is no CAMEO code: two to four digits", info.cameo));
    }
    if info.quad_class > 4 {
        return flaw("quad", format!("{} is no quad class: 1 to 4", info.quad_class));
    }
    ends(&info.domain, "source", &["Person", "Country", "Organization"])?;
    ends(&info.range, "target", &["Person", "Country", "Organization", "Place"])?;
    if info.definition.chars().count() > LONGEST[1] || info.definition.chars().any(char::is_control) {
        return flaw("means", format!("a definition is one line of at most {} characters", LONGEST[1]));
    }
    Ok(())
}

/// Entity types parted by `|`, each once.
fn ends(list: &str, part: &'static str, known: &[&str]) -> Result<(), Flaw> {
    let mut seen = BTreeSet::new();
    match list.split('|').find(|kind| !known.contains(kind) || !seen.insert(*kind)) {
        Some(kind) => {
            Err(Flaw { part, message: format!("“{kind}” is none of {}, each at most once", known.join(", ")) })
        }
        None => Ok(()),
    }
}

fn all(text: &str, is: fn(&u8) -> bool) -> bool {
    text.bytes().all(|byte| is(&byte))
}

fn is_kebab(name: &str) -> bool {
    let word = |word: &str| !word.is_empty() && all(word, |b| b.is_ascii_lowercase() || b.is_ascii_digit());
    name.starts_with(|c: char| c.is_ascii_lowercase()) && name.split('-').all(word)
}

fn is_type(name: &str) -> bool {
    name.starts_with(|c: char| c.is_ascii_uppercase())
        && all(name, |b| b.is_ascii_uppercase() || b.is_ascii_digit() || *b == b'_')
}

fn is_color(color: &str) -> bool {
    color.strip_prefix('#').is_some_and(|digits| digits.len() == 6 && all(digits, u8::is_ascii_hexdigit))
}

/// The predicates that a user added to those of the program: no two share a name or a type.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Vocabulary(BTreeSet<Own>);

impl Vocabulary {
    /// Adds a predicate.
    ///
    /// # Errors
    /// Where another one has its name or type, or its term in JSON-LD.
    pub fn add(&mut self, own: Own) -> Result<(), Flaw> {
        let info = own.info();
        for other in self.0.iter().filter(|other| **other != own).map(|other| other.info()) {
            if other.name == info.name {
                let message = format!("{} is defined twice, and not the same", info.name);
                return Err(Flaw { part: "predicate", message });
            }
            if other.neo4j_type == info.neo4j_type {
                return Err(Flaw {
                    part: "type",
                    message: format!("{} has the type {} too", other.name, info.neo4j_type),
                });
            }
            if term(&other.name) == term(&info.name) {
                let message = format!("{} and {} would both be {} in JSON-LD", other.name, info.name, term(&info.name));
                return Err(Flaw { part: "predicate", message });
            }
        }
        self.0.insert(own);
        Ok(())
    }

    /// The user's predicates by name.
    pub fn iter(&self) -> impl Iterator<Item = Own> {
        self.0.iter().copied()
    }

    /// The predicate of that name in kebab case, of the program or the user.
    pub fn predicate(&self, name: &str) -> Option<Predicate> {
        let own = || self.iter().find(|own| own.info().name == name).map(Predicate::Own);
        Predicate::from_name(name).or_else(own)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn info() -> PredicateInfo {
        PredicateInfo {
            name: "smuggled-to".into(),
            neo4j_type: "SMUGGLED_TO".into(),
            plover_type: "SANCTION".into(),
            cameo: "172".into(),
            quad_class: 4,
            symmetric: false,
            domain: "Person|Organization".into(),
            range: "Country|Place".into(),
            definition: "Took goods there against the law.".into(),
            color: "#7b3294".into(),
        }
    }

    /// Which part is at fault after a change.
    fn fault(change: impl FnOnce(&mut PredicateInfo)) -> &'static str {
        let mut changed = info();
        change(&mut changed);
        Own::define(changed).map_or_else(|flaw| flaw.part, |_| "nothing")
    }

    #[test]
    fn equal_definitions_are_one_predicate() {
        let own = Own::define(info()).unwrap();
        assert!(std::ptr::eq(own.info(), Own::define(info()).unwrap().info()));
        assert_eq!(Predicate::Own(own).name(), "smuggled-to");
        assert_eq!(Predicate::Own(own).info(), &info());
    }

    #[test]
    fn what_would_break_an_export_or_is_taken_is_refused() {
        assert_eq!(fault(|_| {}), "nothing");
        for name in
            ["", "Smuggled", "smuggled_to", "-a", "a--b", "a-", "1a", "met-with", "about", "names\"", "sameas\n"]
        {
            assert_eq!(fault(|info| info.name = name.into()), "predicate", "{name:?}");
        }
        for name in ["same-as", "quad-class", "name", "metwith-x\u{e9}"] {
            assert_eq!(fault(|info| info.name = name.into()), "predicate", "{name:?}");
        }
        for kind in ["", "smuggled", "1A", "_A", "A B", "A`", "MET_WITH", "PART_OF"] {
            assert_eq!(fault(|info| info.neo4j_type = kind.into()), "type", "{kind:?}");
        }
        for color in ["", "red", "#fff", "#7b32945", "#7b329g", "#\"];x"] {
            assert_eq!(fault(|info| info.color = color.into()), "color", "{color:?}");
        }
        assert_eq!(fault(|info| info.plover_type = "SMUGGLE".into()), "plover");
        assert_eq!(fault(|info| info.cameo = "17x".into()), "cameo");
        assert_eq!(fault(|info| info.quad_class = 5), "quad");
        assert_eq!(fault(|info| info.domain = "Place".into()), "source");
        assert_eq!(fault(|info| info.range = "Person|Person".into()), "target");
        assert_eq!(fault(|info| info.definition = "a\nb".into()), "means");
    }

    #[test]
    fn no_two_predicates_of_a_vocabulary_share_what_tells_them_apart() {
        let mut vocabulary = Vocabulary::default();
        let with = |change: fn(&mut PredicateInfo)| {
            let mut changed = info();
            change(&mut changed);
            Own::define(changed).unwrap()
        };
        vocabulary.add(with(|_| {})).unwrap();
        vocabulary.add(with(|_| {})).unwrap();
        assert_eq!(vocabulary.iter().count(), 1);
        assert_eq!(vocabulary.add(with(|info| info.color = "#000000".into())).unwrap_err().part, "predicate");
        assert_eq!(vocabulary.add(with(|info| info.name = "ran".into())).unwrap_err().part, "type");
        let alike = with(|info| (info.name, info.neo4j_type) = ("smuggledto".into(), "OTHER".into()));
        vocabulary.add(alike).unwrap();
        assert_eq!(vocabulary.predicate("smuggled-to").map(Predicate::name), Some("smuggled-to"));
        assert_eq!(vocabulary.predicate("met-with"), Some(Predicate::MetWith));
        assert_eq!(vocabulary.predicate("nothing"), None);
    }
}
