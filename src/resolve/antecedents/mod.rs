//! A pronoun or a description and what the text spoke of before it in; the probability that it means each of them, or none,
//! out. The weights are fitted by `training/coref.py` on annotated chains.

mod description;
mod features;
mod pronoun;
mod ties;

use std::sync::OnceLock;

use super::discourse::{Discourse, MOST_PLACES};
use super::loglinear::{self, Weights};
use super::referents::{Place, SUBJECT};
use crate::analyze::Upos;
use crate::analyze::speakers::cues;
pub(super) use description::{described, is_definite, is_place_noun};
pub use features::{Features, NAMES, Weighed, Weighing};
pub(super) use pronoun::third;

/// `models/antecedents.txt`: a feature a line, with its weight for each [`Kind`].
const TABLE: &str = include_str!("../../../models/antecedents.txt");

/// What refers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
enum Kind {
    /// He and she.
    Person,
    It,
    They,
    Description,
}

/// How many kinds there are.
const KINDS: usize = 4;

impl Kind {
    /// Its name in the dump for training.
    fn as_str(self) -> &'static str {
        match self {
            Kind::Person => "person",
            Kind::It => "it",
            Kind::They => "they",
            Kind::Description => "description",
        }
    }
}

/// What a word means.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Choice {
    /// The likeliest referent of all, with its probability, if that is more than none's.
    pub(super) likeliest: Option<(usize, f32)>,
    /// The likeliest that has entities and is no group.
    pub(super) named: Option<(usize, f32)>,
    sure: f32,
    guess: f32,
}

impl Choice {
    /// The referent that events may rest on.
    pub(super) fn sure(&self) -> Option<(usize, f32)> {
        self.likeliest.filter(|(_, probability)| *probability >= self.sure)
    }

    /// The same, where grammar tells for certain what is meant.
    fn or_certain(mut self, discourse: &Discourse<'_, '_>, certain: Option<usize>) -> Self {
        let Some(referent) = certain else { return self };
        let likely = self.likeliest.filter(|(likeliest, _)| *likeliest == referent);
        self.likeliest = Some((referent, likely.map_or(self.sure, |(_, probability)| probability.max(self.sure))));
        if !discourse.referents.get(referent).group {
            self.named = self.likeliest;
        }
        self
    }

    /// The referent that a guess may show.
    pub(super) fn guess(&self) -> Option<(usize, f32)> {
        self.named.filter(|(_, probability)| *probability >= self.guess)
    }
}

/// A table of weights with the probabilities from which on a reference is sure, and shown at all.
struct Table {
    weights: [Weights<{ NAMES.len() }>; KINDS],
    sure: [f32; KINDS],
    guess: [f32; KINDS],
}

fn table() -> &'static Table {
    static TABLE_READ: OnceLock<Table> = OnceLock::new();
    TABLE_READ.get_or_init(|| {
        let row = |wanted| {
            let mut lines = TABLE.lines().filter_map(loglinear::line::<KINDS>);
            lines.find(|(name, _)| *name == wanted).map_or([1.0; KINDS], |(_, values)| values)
        };
        Table { weights: loglinear::read(TABLE, NAMES), sure: row("from sure"), guess: row("from guess") }
    })
}

/// A possible antecedent: what it is and where it was mentioned last.
#[derive(Debug, Clone, Copy)]
struct Candidate<'b> {
    place: &'b Place,
    features: Features,
}

/// What was mentioned up to `reach` sentences back, each once, where it was mentioned last, from the last one back. Names in credits
/// count only within credits.
fn mentioned<'b>(discourse: &'b Discourse<'_, '_>, token: usize, reach: usize) -> Vec<&'b Place> {
    let sentence = discourse.context.analysis.tokens[token].sentence;
    let credit = discourse.is_credit(sentence);
    let mut seen = std::collections::HashSet::new();
    let near = discourse.referents.back().take(MOST_PLACES).inspect(|_| discourse.context.look());
    near.take_while(|place| place.at.sentence + reach >= sentence)
        .filter(|place| credit || !place.at.credit)
        .filter(|place| seen.insert(place.referent))
        .collect()
}

/// Adds what the place of each candidate and its rank tell.
fn place_all(discourse: &Discourse<'_, '_>, token: usize, candidates: &mut [Candidate<'_>]) {
    let of = |candidate: &Candidate<'_>| discourse.referents.get(candidate.place.referent);
    let somebody =
        |candidate: &Candidate<'_>| candidate.features.unnamed == 0.0 || candidate.features.unnamed_human > 0.0;
    let sentence = discourse.context.analysis.tokens[token].sentence;
    let near = |candidate: &&Candidate<'_>| somebody(candidate) && candidate.place.at.sentence + 1 >= sentence;
    let near = candidates.iter().filter(near).count();
    let most = candidates.iter().map(|candidate| of(candidate).seen).max().unwrap_or(0);
    let only = candidates.len() == 1;
    for (nearer, candidate) in (0..).zip(candidates) {
        let (place, features) = (candidate.place, &mut candidate.features);
        put(discourse, token, place, features);
        features.nearest = flag(nearer == 0);
        features.second = flag(nearer == 1);
        features.nearer = log(nearer);
        features.most = flag(discourse.referents.get(place.referent).seen == most);
        features.only = flag(only);
        features.only_near = flag(
            near == 1 && place.at.sentence + 1 >= sentence && (features.unnamed == 0.0 || features.unnamed_human > 0.0),
        );
    }
}

/// What the place where it was mentioned last and its weight in the text tell of an antecedent.
fn put(discourse: &Discourse<'_, '_>, token: usize, place: &Place, features: &mut Features) {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let sentences = &context.analysis.sentences;
    let (at, sentence) = (&place.at, context.analysis.tokens[token].sentence);
    let referent = discourse.referents.get(place.referent);
    let back = sentence.saturating_sub(at.sentence);
    features.same_sentence = flag(back == 0);
    features.one_back = flag(back == 1);
    features.two_back = flag(back == 2);
    features.far = log(back as u32);
    features.tokens = log(token.saturating_sub(at.head) as u32) / 4.0;
    let line = |sentence: usize| sentences.get(sentence).map(|sentence| sentence.line);
    features.same_paragraph = flag(line(sentence) == line(at.sentence));
    features.subject = flag(at.prominence == SUBJECT);
    features.object = flag(at.prominence == 1);
    features.oblique = flag(at.prominence == 0);
    features.inside = flag(at.prominence < 0);
    features.called = flag(matches!(tree.relation(at.head), "vocative" | "discourse"));
    let own = tree.governor(token).1;
    features.parallel = flag(own == tree.governor(at.head).1);
    let subject = own == "nsubj";
    features.both_subject = flag(subject && at.prominence == SUBJECT);
    let above = (back == 0 && at.prominence == SUBJECT).then(|| verb_above(discourse, at.head, token)).flatten();
    features.commands = flag(above.is_some());
    let says = above.filter(|&verb| cues::verb(context.lemma(verb)).is_some());
    features.says = flag(says.is_some());
    let before = referent.subject_in.is_some_and(|before| before + 1 == sentence);
    features.previous_subject = flag(before);
    let main = tree.governor(token).0.filter(|&verb| before && subject && tree.head(verb).is_none());
    features.topic = flag(main.is_some());
    let also = |verb| tree.with_relation(verb, &["advmod"]).any(|adverb| context.lemma(adverb) == "also");
    features.also = flag(main.is_some_and(also));
    let quotation = context.quotation_of(token);
    features.quoted = flag(quotation.is_some() && at.quotation != quotation);
    features.out_of_quotation = flag(quotation.is_none() && at.quotation.is_some());
    features.both_quoted = flag(quotation.is_some() && at.quotation == quotation);
    features.by_name = flag(context.upos(at.head) == Upos::Propn);
    features.by_pronoun = flag(matches!(context.upos(at.head), Upos::Pron | Upos::Det));
    features.by_same = flag(pronoun::same(context.form(at.head), context.form(token)));
    features.guessed = flag(!place.sure);
    features.seen = log(referent.seen);
    features.opening = flag(context.analysis.tokens[referent.first].sentence < 2);
    features.group = flag(referent.group);
}

/// The verb of a subject, if it governs the clause of a token.
fn verb_above(discourse: &Discourse<'_, '_>, subject: usize, token: usize) -> Option<usize> {
    let tree = &discourse.context.tree;
    let verb = tree.governor(subject).0?;
    std::iter::successors(tree.head(token), |&at| tree.head(at)).take(12).find(|&at| at == verb)
}

/// Weighs the candidates and none against each other.
fn choose(
    discourse: &Discourse<'_, '_>,
    token: usize,
    kind: Kind,
    none: &Features,
    candidates: &[Candidate<'_>],
) -> Choice {
    let table = table();
    let weights = &table.weights[kind as usize];
    let nothing = weights.score(&none.values());
    let scores: Vec<f32> = candidates.iter().map(|candidate| weights.score(&candidate.features.values())).collect();
    let highest = scores.iter().copied().fold(nothing, f32::max);
    let odds = |score: f32| libm::expf(score - highest);
    let all = scores.iter().fold(odds(nothing), |sum, score| sum + odds(*score));
    let probability = |score: f32| odds(score) / all;
    let mut choice =
        Choice { likeliest: None, named: None, sure: table.sure[kind as usize], guess: table.guess[kind as usize] };
    for (candidate, score) in candidates.iter().zip(&scores) {
        let (referent, p) = (candidate.place.referent, probability(*score));
        let known = discourse.referents.get(referent);
        if p > choice.likeliest.map_or(probability(nothing), |(_, most)| most) {
            choice.likeliest = Some((referent, p));
        }
        if !known.entities.is_empty() && !known.group && choice.named.is_none_or(|(_, most)| p > most) {
            choice.named = Some((referent, p));
        }
    }
    if let Some(weighings) = &discourse.weighings {
        let option = |(candidate, score): (&Candidate<'_>, &f32)| {
            let known = discourse.referents.get(candidate.place.referent);
            let (entities, group) = (known.entities.clone(), known.group);
            let (head, features) = (candidate.place.at.head, candidate.features);
            Weighed { head, entities, group, features, probability: probability(*score) }
        };
        let options = candidates.iter().zip(&scores).map(option).collect();
        weighings.borrow_mut().push(Weighing { token, kind: kind.as_str(), none: *none, options });
    }
    choice
}

fn flag(yes: bool) -> f32 {
    if yes { 1.0 } else { 0.0 }
}

fn log(count: u32) -> f32 {
    libm::logf(count as f32 + 1.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        let mut features = 0;
        for line in TABLE.lines().filter(|line| !line.starts_with('#')) {
            match loglinear::line::<KINDS>(line) {
                Some((name, _)) if NAMES.contains(&name) => features += 1,
                Some((name, _)) => assert!(matches!(name, "from sure" | "from guess"), "{name}"),
                None => panic!("{line:?}"),
            }
        }
        assert_eq!(features, NAMES.len());
    }
}
