//! A proposal of the model or an event of the rules in; the numbers out that its probability is computed from.

use super::super::found::Found;
use super::super::look_up::LookUp;
use super::super::{Actor, Modality, Polarity};
use super::proposal::{Proposal, Ruled, Scores};
use crate::analyze::Signal;
use crate::analyze::Upos;
use crate::ingest::LineKind;
use crate::ontology::Predicate;
use crate::resolve::{EntityType, MentionKind};

macro_rules! features {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {
        /// The features of a reading, each a number of the order of one; `NAMES` has their names in this order.
        #[derive(Debug, Clone, Copy, Default, PartialEq)]
        #[allow(missing_docs)]
        pub struct Features { $($(#[$doc])* pub $name: f32,)+ /** The predicate. */ pub predicate: Option<Predicate> }

        /// The names of the features, in the order of [`Features::values`].
        pub const NAMES: &[&str] = &[$(stringify!($name)),+];

        impl Features {
            /// The numbers, in the order of [`NAMES`].
            pub fn values(&self) -> [f32; NAMES.len()] {
                [$(self.$name),+]
            }
        }
    };
}

features! {
    /// Log odds that the word names the event.
    trigger,
    /// Log odds of the source.
    source,
    /// Log odds of the target.
    target,
    /// Log odds of the three together.
    joint,
    /// Log odds of the truth.
    truth,
    /// The model holds it for a fact.
    asserted,
    /// The model holds it for a claim.
    claimed,
    /// The model denies it.
    negative,
    /// The model proposes the pair at all.
    proposed,
    /// How sure the rule is that reads the same, 0 for none.
    rule,
    /// A rule reads the same.
    ruled,
    /// The rule that reads the same gives it another truth.
    rule_truth_differs,
    /// A rule and the model read it, times the log odds of the three.
    ruled_joint,
    /// A rule reads another predicate from the word.
    other_rule,
    /// A rule reads this predicate from the word, of others.
    other_pair,
    /// The source is the likeliest of its word.
    best_source,
    /// The target is the likeliest of its word.
    best_target,
    /// Log odds of the likeliest other predicate of the same pair.
    rival,
    /// How many other pairs the word joins, up to 8, as a share of 8.
    siblings,
    /// Another word says so as well.
    repeated,
    /// How sure the reference of the less sure party is.
    reference,
    /// How sure the link of the less sure party is.
    link,
    source_person,
    source_country,
    source_organization,
    source_group,
    source_pronoun,
    source_nominal,
    source_demonym,
    target_person,
    target_country,
    target_organization,
    target_place,
    target_group,
    target_pronoun,
    target_nominal,
    target_demonym,
    /// The source is named in the sentence before.
    source_before,
    /// The target is named in the sentence before.
    target_before,
    /// A party is only “I”, “we” or “you”.
    in_person,
    /// A party is only guessed from a pronoun or description.
    guessed,
    /// A party is only named by something of its.
    indirect,
    /// A party is only where something is.
    located,
    /// Both act for one country.
    same_country,
    /// One acts for the other: a minister and his country.
    own_country,
    /// One word names both.
    same_word,
    /// The word is a noun.
    noun,
    /// Words between the outermost of word and parties, as a share of 40.
    reach,
    /// Words of the sentence, as a share of 60.
    length,
    headline,
    quoted,
    /// The sentence is a question.
    question,
    /// An item is known for both.
    both_known,
    /// For neither.
    none_known,
}

/// What a rule says of the same pair.
#[derive(Debug, Clone, Copy)]
pub(super) struct Rule {
    pub(super) confidence: f32,
    pub(super) truth: (Polarity, Modality),
}

/// What the rules make of the words of a sentence.
#[derive(Debug, Clone, Default)]
pub(in crate::events) struct Words {
    /// Words with the predicates that rules read from them.
    pub(in crate::events) read: Vec<(usize, Predicate)>,
}

/// Log odds, cut where a probability says no more.
fn log_odds(p: f32) -> f32 {
    let p = p.clamp(0.005, 0.995);
    libm::logf(p / (1.0 - p))
}

/// The features of a proposal; `words` says so, `all` are the proposals of the sentence.
pub(super) fn of(
    look: &LookUp<'_>,
    proposal: &Proposal,
    words: u32,
    rule: Option<Rule>,
    all: &[Proposal],
    words_of_rules: &Words,
) -> Features {
    let Proposal { trigger, predicate, source, target, scores, truth, .. } = proposal;
    let mut features = Features { proposed: 1.0, repeated: flag(words > 1), ..Features::default() };
    scored(&mut features, *scores);
    features.asserted = flag(*truth == (Polarity::Positive, Modality::Asserted));
    features.claimed = flag(truth.1 == Modality::ReportedClaim);
    features.negative = flag(truth.0 == Polarity::Negative);
    if let Some(rule) = rule {
        features.rule = rule.confidence;
        features.ruled = 1.0;
        features.rule_truth_differs = flag(rule.truth != *truth);
        features.ruled_joint = features.joint;
    }
    let read = words_of_rules.read.iter().filter(|(t, _)| t == trigger);
    features.other_rule = flag(read.clone().any(|(_, other)| other != predicate));
    features.other_pair = flag(rule.is_none() && read.clone().any(|(_, other)| other == predicate));
    rivals(&mut features, *trigger, *predicate, [source, target], *scores, all);
    described(&mut features, look, *trigger, *predicate, [source, target]);
    features
}

/// The features of an event that a rule alone reads.
pub(super) fn of_rule(look: &LookUp<'_>, ruled: &Ruled, signals: &[Signal], all: &[Proposal]) -> Features {
    let Ruled { trigger, ends, event, .. } = ruled;
    let mut features = Features {
        rule: event.evidence.confidence,
        ruled: 1.0,
        asserted: flag((event.polarity, event.modality) == (Polarity::Positive, Modality::Asserted)),
        claimed: flag(event.modality == Modality::ReportedClaim),
        negative: flag(event.polarity == Polarity::Negative),
        ..Features::default()
    };
    let named = signals.iter().find(|signal| signal.trigger == *trigger && signal.predicate == event.predicate);
    let party = |of: &[(usize, f32)], end: usize| of.iter().find(|(t, _)| *t == end).map_or(UNLIKELY, |(_, p)| *p);
    scored(
        &mut features,
        Scores {
            trigger: named.map_or(UNLIKELY, |signal| signal.probability),
            source: named.map_or(UNLIKELY, |signal| party(&signal.sources, ends[0])),
            target: named.map_or(UNLIKELY, |signal| party(&signal.targets, ends[1])),
            truth: 0.5,
        },
    );
    let found =
        |actor: &Option<Actor>, at: usize| actor.clone().map(|actor| Found { actor, at, direct: true, located: false });
    if let (Some(source), Some(target)) = (found(&event.source, ends[0]), found(&event.target, ends[1])) {
        rivals(&mut features, *trigger, event.predicate, [&source, &target], Scores::default(), all);
        described(&mut features, look, *trigger, event.predicate, [&source, &target]);
    }
    features
}

/// What the model leaves out is less likely than this.
const UNLIKELY: f32 = 0.03;

fn flag(is: bool) -> f32 {
    f32::from(u8::from(is))
}

fn scored(features: &mut Features, scores: Scores) {
    features.trigger = log_odds(scores.trigger);
    features.source = log_odds(scores.source);
    features.target = log_odds(scores.target);
    features.joint = log_odds(scores.joint());
    features.truth = log_odds(scores.truth);
}

/// What else the model proposes in the sentence.
fn rivals(
    features: &mut Features,
    trigger: usize,
    predicate: Predicate,
    [source, target]: [&Found; 2],
    scores: Scores,
    all: &[Proposal],
) {
    let same_pair = |other: &&Proposal| {
        let ends = (&other.source.actor, &other.target.actor);
        other.predicate != predicate
            && (ends == (&source.actor, &target.actor) || ends == (&target.actor, &source.actor))
    };
    let rival = all.iter().filter(same_pair).map(|other| other.scores.joint()).fold(0.0, f32::max);
    features.rival = log_odds(rival);
    let siblings = all.iter().filter(|other| other.trigger == trigger && other.predicate == predicate);
    let (mut count, mut best_source, mut best_target) = (0u8, true, true);
    for other in siblings {
        count = count.saturating_add(1);
        best_source &= other.scores.source <= scores.source;
        best_target &= other.scores.target <= scores.target;
    }
    features.siblings = f32::from(count.saturating_sub(1).min(8)) / 8.0;
    features.best_source = flag(best_source);
    features.best_target = flag(best_target);
}

/// Who the parties are and how they stand in the text, a line a feature.
fn described(
    features: &mut Features,
    look: &LookUp<'_>,
    trigger: usize,
    predicate: Predicate,
    [source, target]: [&Found; 2],
) {
    let (actors, tree) = (look.actors, look.tree);
    features.predicate = Some(predicate);
    let kind = |found: &Found| match found.actor {
        Actor::Entity(entity) => Some(actors.entity(entity).kind),
        Actor::Group { .. } => None,
    };
    let mention = |found: &Found| actors.mention(found.at).or_else(|| actors.guess(found.at));
    let guessed = |found: &Found| actors.mention(found.at).is_none() && actors.guess(found.at).is_some();
    features.guessed = flag(guessed(source) || guessed(target));
    let is = |found: &Found, kind: MentionKind| flag(mention(found).is_some_and(|mention| mention.kind == kind));
    features.source_person = flag(kind(source) == Some(EntityType::Person));
    features.source_country = flag(kind(source) == Some(EntityType::Country));
    features.source_organization = flag(kind(source) == Some(EntityType::Organization));
    features.source_group = flag(kind(source).is_none());
    features.source_pronoun = is(source, MentionKind::Pronoun);
    features.source_nominal = is(source, MentionKind::Nominal);
    features.source_demonym = is(source, MentionKind::Demonym);
    features.target_person = flag(kind(target) == Some(EntityType::Person));
    features.target_country = flag(kind(target) == Some(EntityType::Country));
    features.target_organization = flag(kind(target) == Some(EntityType::Organization));
    features.target_place = flag(kind(target) == Some(EntityType::Place));
    features.target_group = flag(kind(target).is_none());
    features.target_pronoun = is(target, MentionKind::Pronoun);
    features.target_nominal = is(target, MentionKind::Nominal);
    features.target_demonym = is(target, MentionKind::Demonym);
    let in_person = |found: &Found| {
        matches!(
            tree.lemma(found.at).to_ascii_lowercase().as_str(),
            "i" | "we" | "you" | "my" | "our" | "your" | "me" | "us"
        )
    };
    let before = |found: &Found| flag(tree.token(found.at).sentence != tree.token(trigger).sentence);
    features.source_before = before(source);
    features.target_before = before(target);
    features.in_person = flag(in_person(source) || in_person(target));
    features.indirect = flag(!source.direct || !target.direct);
    features.located = flag(source.located || target.located);
    let country = |found: &Found| actors.country(&found.actor).map(str::to_owned);
    let (from, to) = (country(source), country(target));
    features.same_country = flag(from.is_some() && from == to);
    let state = |found: &Found| kind(found) == Some(EntityType::Country);
    features.own_country = features.same_country * flag(state(source) || state(target));
    features.same_word = flag(source.at == target.at);
    features.noun = flag(matches!(tree.token(trigger).upos, Upos::Noun | Upos::Propn | Upos::Adj));
    let least = trigger.min(source.at).min(target.at);
    let most = trigger.max(source.at).max(target.at);
    features.reach = (most - least).min(40) as f32 / 40.0;
    let sentence = &tree.analysis.sentences[tree.token(trigger).sentence];
    features.length = sentence.tokens.len().min(60) as f32 / 60.0;
    features.headline = flag(sentence.kind == LineKind::Headline);
    features.question = flag(sentence.tokens.clone().next_back().is_some_and(|last| tree.token(last).form == "?"));
    features.quoted = flag(look.statement(trigger).is_some());
    let reference = |found: &Found| mention(found).map_or(0.5, |mention| mention.confidence);
    features.reference = reference(source).min(reference(target));
    let link = |found: &Found| found.actor.entity().map_or(0.5, |entity| actors.entity(entity).confidence);
    features.link = link(source).min(link(target));
    let known = |found: &Found| {
        found
            .actor
            .entity()
            .is_some_and(|entity| actors.entity(entity).wikidata.is_some() || actors.entity(entity).iso3.is_some())
    };
    features.both_known = flag(known(source) && known(target));
    features.none_known = flag(!known(source) && !known(target));
}
