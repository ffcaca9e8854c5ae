//! The trigger of an encounter in its tree, and who took part, in; at which level, how long and on what they met out.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};

use super::Actor;
use super::actors::Actors;
use super::tree::Tree;
use crate::lexicon;
use crate::resolve::EntityType;

/// Between whom a meeting was, by the highest whom both sides sent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Level {
    /// Officials, envoys, delegations.
    Working,
    /// Ministers.
    Ministerial,
    /// Heads of state or government, or what the text calls a summit.
    Summit,
}

impl Level {
    /// The name in every export: `summit`, `ministerial`, `working`.
    pub fn as_str(self) -> &'static str {
        match self {
            Level::Working => "working",
            Level::Ministerial => "ministerial",
            Level::Summit => "summit",
        }
    }

    /// The level of that name.
    pub fn from_name(name: &str) -> Option<Self> {
        [Level::Working, Level::Ministerial, Level::Summit].into_iter().find(|level| level.as_str() == name)
    }
}

/// What a text tells of a meeting besides who, when and where.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Occasion {
    /// Between whom.
    pub level: Option<Level>,
    /// How long it took, as an ISO 8601 duration: `PT4H30M`, `P2D`.
    pub duration: Option<String>,
    /// What it was about, in the words of the text.
    pub agenda: BTreeSet<String>,
    /// Whether it was called off.
    pub cancelled: bool,
}

impl Occasion {
    /// Takes in what another mention tells of the same meeting; the order does not matter.
    pub fn join(&mut self, other: Self) {
        self.level = self.level.max(other.level);
        self.duration = self.duration.take().max(other.duration);
        self.agenda.extend(other.agenda);
        self.cancelled |= other.cancelled;
    }
}

/// At most so many words of a phrase are an agenda; a longer one is a story.
const LONGEST_AGENDA: usize = 14;

/// What the sentence tells of the encounter.
pub(super) fn of<'a>(
    tree: &Tree<'_>,
    actors: &Actors<'_>,
    trigger: usize,
    guests: impl Iterator<Item = &'a Actor> + Clone,
) -> Occasion {
    let carrier = tree.head(trigger).filter(|&head| tree.is_nominal(trigger) && tree.is_verbal(head));
    let tops = || std::iter::once(trigger).chain(carrier);
    let called_off = carrier.is_some_and(|verb| matches!(tree.lemma(verb), "cancel" | "postpone" | "scrap" | "abort"));
    Occasion {
        level: level(tree, actors, trigger, guests),
        duration: tops().find_map(|top| duration(tree, top)),
        agenda: tops().filter_map(|top| agenda(tree, actors, top)).collect(),
        cancelled: called_off,
    }
}

fn level<'a>(
    tree: &Tree<'_>,
    actors: &Actors<'_>,
    trigger: usize,
    guests: impl Iterator<Item = &'a Actor> + Clone,
) -> Option<Level> {
    let summit = |at: usize| matches!(tree.lemma(at), "summit" | "mini-summit");
    if summit(trigger) {
        return Some(Level::Summit);
    }
    // The lowest of the highest whom each sent: a president who meets a minister holds no summit.
    let mut levels = guests.map(|guest| match guest {
        Actor::Entity(entity) if actors.entity(*entity).kind == EntityType::Person => rank(actors, *entity),
        Actor::Entity(_) => None,
        Actor::Group { .. } => Some(Level::Working),
    });
    let first = levels.next()??;
    levels.try_fold(first, |lowest, level| Some(lowest.min(level?)))
}

/// The level of somebody's office, by the titles that the text gives.
fn rank(actors: &Actors<'_>, person: usize) -> Option<Level> {
    let titles = actors.titles(person);
    let word = |wanted: &[&str]| {
        titles.clone().any(|title| title.split([' ', '-']).any(|word| wanted.contains(&word.to_lowercase().as_str())))
    };
    let second = word(&["vice", "deputy", "former", "ex", "spokesman", "spokeswoman", "spokesperson"]);
    let head = word(&["president", "king", "queen", "chancellor", "premier", "prime", "emir", "sultan", "monarch"]);
    match () {
        () if head && !second => Some(Level::Summit),
        () if word(&["minister", "secretary"]) && !second => Some(Level::Ministerial),
        () if titles.clone().next().is_some() => Some(Level::Working),
        () => None,
    }
}

/// “for four and a half hours”, “a two-day meeting”.
fn duration(tree: &Tree<'_>, top: usize) -> Option<String> {
    let unit = tree.children(top).find(|&kid| {
        let told = match tree.token(kid).relation() {
            "obl" => tree.case(kid) == Some("for") || tree.case(kid).is_none() && kid > top,
            // “the meeting lasted four hours”
            "obj" => tree.lemma(top) == "last",
            "compound" | "amod" | "nmod" => kid < top || tree.case(kid) == Some("of"),
            _ => false,
        };
        told && unit_of(tree.lemma(kid)).is_some()
    })?;
    let (low, _) = tree.extent(unit);
    let words: Vec<String> = (low..unit).map(|at| tree.token(at).form.as_str().to_lowercase()).collect();
    // “for an hour”, but not “for a second day”
    let single = words.iter().all(|word| matches!(word.as_str(), "a" | "an" | "for"));
    let count = words.iter().find_map(|word| number(word)).or((single && !words.is_empty()).then_some(1))?;
    let half = words.iter().any(|word| word == "half");
    iso(unit_of(tree.lemma(unit))?, count, half && words.iter().any(|word| word == "and"))
}

/// The letter of the unit, and how many of the next smaller one half of it is.
fn unit_of(lemma: &str) -> Option<(char, u32)> {
    match lemma {
        "minute" => Some(('M', 0)),
        "hour" => Some(('H', 30)),
        "day" => Some(('D', 12)),
        _ => None,
    }
}

fn iso((unit, half_of): (char, u32), count: u32, half: bool) -> Option<String> {
    Some(match (unit, half) {
        ('D', false) => format!("P{count}D"),
        ('D', true) => format!("P{count}DT{half_of}H"),
        ('H', true) => format!("PT{count}H{half_of}M"),
        _ => format!("PT{count}{unit}"),
    })
}

fn number(word: &str) -> Option<u32> {
    word.parse().ok().filter(|number| (1..1000).contains(number)).or_else(|| lexicon::numeral(word))
}

/// “talks on the border”, “met to discuss trade”.
fn agenda(tree: &Tree<'_>, actors: &Actors<'_>, top: usize) -> Option<String> {
    let phrase = tree.children(top).find_map(|kid| match tree.token(kid).relation() {
        "nmod" | "obl" => {
            let about = matches!(tree.case(kid), Some("about" | "on" | "over" | "regarding" | "concerning"));
            let dated = tree.analysis.times.iter().any(|time| time.tokens.contains(&kid));
            let meal = matches!(tree.lemma(kid), "dinner" | "lunch" | "breakfast" | "tea" | "coffee" | "phone");
            (about && !dated && !meal && kid > top).then_some(kid)
        }
        "xcomp" | "advcl" | "acl" if matches!(tree.lemma(kid), "discuss" | "address" | "debate" | "review") => {
            tree.child(kid, "obj")
        }
        _ => None,
    })?;
    let (low, high) = tree.extent(phrase);
    let cased = tree.child(phrase, "case").is_some_and(|case| case == low);
    let first = if cased { low + 1 } else { low };
    (high.checked_sub(first)? < LONGEST_AGENDA).then(|| actors.words(first, high))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::support::read;

    #[test]
    fn durations_are_told_in_words_and_digits() {
        let analysis = read(
            "1 talks talk NOUN NNS 0 root\n2 for for ADP IN 7 case\n3 four four NUM CD 7 nummod\n4 and and CCONJ CC 6 cc\n\
             5 a a DET DT 6 det\n6 half half NOUN NN 3 conj\n7 hours hour NOUN NNS 1 obl",
        );
        assert_eq!(duration(&Tree::new(&analysis), 0).as_deref(), Some("PT4H30M"));
        let analysis = read(
            "1 a a DET DT 4 det\n2 two two NUM CD 3 nummod\n3 day day NOUN NN 4 compound\n4 summit summit NOUN NN 0 root",
        );
        assert_eq!(duration(&Tree::new(&analysis), 3).as_deref(), Some("P2D"));
        let analysis = read("1 talks talk NOUN NNS 0 root\n2 in in ADP IN 3 case\n3 hours hour NOUN NNS 1 obl");
        assert_eq!(duration(&Tree::new(&analysis), 0), None);
    }

    #[test]
    fn joining_does_not_depend_on_the_order() {
        let a = Occasion { level: Some(Level::Working), duration: Some("P1D".into()), ..Occasion::default() };
        let b = Occasion {
            level: Some(Level::Summit),
            agenda: BTreeSet::from(["the border".to_owned()]),
            cancelled: true,
            ..Occasion::default()
        };
        let (mut ab, mut ba) = (a.clone(), b.clone());
        ab.join(b);
        ba.join(a);
        assert_eq!(ab, ba);
        assert_eq!((ab.level, ab.duration.as_deref()), (Some(Level::Summit), Some("P1D")));
    }
}
