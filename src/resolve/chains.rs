//! A resolution in; the chain of mentions of each entity out, as `analyze --format json` shows them.

use std::cmp::Reverse;

use serde::Serialize;

use super::{Entity, Mention, MentionKind, Resolution, lexicon};
use crate::analyze::Analysis;
use crate::ingest::Document;

/// An entity with all that refers to it in a document.
#[derive(Debug, Serialize)]
pub struct Chain<'a> {
    id: &'a str,
    r#type: &'static str,
    name: &'a str,
    wikidata: Option<&'a str>,
    country: Option<&'a str>,
    /// How sure the link is.
    confidence: f32,
    /// Why it was linked so.
    reason: &'static str,
    mentions: Vec<Link<'a>>,
}

/// A mention in a chain, of a name without its title. `begin` and `end` are bytes of the text, `chars` the same range in
/// characters.
#[derive(Debug, Serialize)]
struct Link<'a> {
    kind: &'static str,
    text: &'a str,
    begin: usize,
    end: usize,
    chars: [usize; 2],
    /// The first byte and character of the word that stands for it.
    head: usize,
    head_char: usize,
    confidence: f32,
    /// Whether it is a guess, which no event rests on.
    guess: bool,
    /// How many entities it refers to: two for “the two leaders”.
    of: usize,
}

/// The chains of a document, in the order of the entities' first mention; entities that nothing refers to are left out.
pub fn chains<'a>(document: &'a Document, analysis: &Analysis, resolution: &'a Resolution) -> Vec<Chain<'a>> {
    let chars = Characters::new(&document.text);
    let mut chains: Vec<Chain<'_>> = resolution.entities.iter().map(chain).collect();
    let sure = resolution.mentions.iter().filter(|mention| mention.kind != MentionKind::Group);
    let mut all: Vec<(&Mention, bool)> =
        sure.map(|mention| (mention, false)).chain(resolution.guesses.iter().map(|guess| (guess, true))).collect();
    all.sort_by_key(|(mention, _)| (mention.tokens.start, Reverse(mention.tokens.end)));
    for (mention, guess) in all {
        for &entity in &mention.entities {
            let link = link(document, analysis, &chars, mention, guess);
            if let (Some(chain), Some(link)) = (chains.get_mut(entity), link) {
                chain.mentions.push(link);
            }
        }
    }
    chains.retain(|chain| !chain.mentions.is_empty());
    chains
}

fn chain(entity: &Entity) -> Chain<'_> {
    Chain {
        id: &entity.id,
        r#type: entity.kind.as_str(),
        name: &entity.name,
        wikidata: entity.wikidata.as_deref(),
        country: entity.country.as_deref(),
        confidence: hundredths(entity.confidence),
        reason: entity.reason,
        mentions: Vec::new(),
    }
}

fn link<'a>(
    document: &'a Document,
    analysis: &Analysis,
    chars: &Characters,
    mention: &Mention,
    guess: bool,
) -> Option<Link<'a>> {
    let begin = analysis.tokens.get(mention.bare)?.span.start;
    let end = analysis.tokens.get(mention.tokens.end.checked_sub(1)?)?.span.end;
    let head = analysis.tokens.get(mention.head)?.span.start;
    let kind = match mention.kind {
        MentionKind::Name => "name",
        MentionKind::Demonym if names_state(analysis, mention.head) => "name",
        MentionKind::Demonym => "people",
        MentionKind::Nominal | MentionKind::Group => "description",
        MentionKind::Pronoun => "pronoun",
    };
    Some(Link {
        kind,
        text: document.text.get(begin..end)?,
        begin,
        end,
        chars: [chars.at(&document.text, begin), chars.at(&document.text, end)],
        head,
        head_char: chars.at(&document.text, head),
        confidence: hundredths(mention.confidence),
        guess,
        of: mention.entities.len(),
    })
}

/// Whether an adjective names the state itself, whose office or body it stands before: “Norwegian minister”, “Norwegian
/// forces”. In “Norwegian novel” it tells of a people.
fn names_state(analysis: &Analysis, adjective: usize) -> bool {
    let token = |at: usize| analysis.tokens.get(at);
    let governor = token(adjective).filter(|word| matches!(word.relation(), "amod" | "compound" | "nmod"));
    governor.and_then(|word| token(word.head?)).is_some_and(|noun| {
        let lemma = noun.lemma.to_lowercase();
        noun.span.start > token(adjective).map_or(0, |word| word.span.start)
            && (lexicon::title(&lemma).is_some()
                || lexicon::is_public_group(&lemma)
                || lemma == "force"
                || lexicon::is_political(&lemma)
                || lexicon::is_organization_noun(&lemma))
    })
}

fn hundredths(share: f32) -> f32 {
    (share * 100.0).round() / 100.0
}

/// How many characters stand before every block of bytes, so that any place is found by counting within one block.
struct Characters(Vec<usize>);

impl Characters {
    const BLOCK: usize = 256;

    fn new(text: &str) -> Self {
        let is_first = |byte: &&u8| (**byte & 0xC0) != 0x80;
        let counts = text.as_bytes().chunks(Self::BLOCK).scan(0, |sum, block| {
            let before = *sum;
            *sum += block.iter().filter(is_first).count();
            Some(before)
        });
        Self(counts.collect())
    }

    fn at(&self, text: &str, byte: usize) -> usize {
        let block = (byte / Self::BLOCK).min(self.0.len().saturating_sub(1));
        let rest = text.as_bytes().get(block * Self::BLOCK..byte).unwrap_or_default();
        self.0.get(block).copied().unwrap_or(0) + rest.iter().filter(|byte| (**byte & 0xC0) != 0x80).count()
    }
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use super::*;
    use crate::analyze::NameType::Person;

    #[test]
    fn characters_are_counted_as_a_whole_count_does() {
        let text = "é“Zoë”—".repeat(200);
        let characters = Characters::new(&text);
        for (count, (byte, _)) in text.char_indices().enumerate() {
            assert_eq!(characters.at(&text, byte), count);
        }
        assert_eq!(characters.at(&text, text.len()), text.chars().count());
        assert_eq!(Characters::new("").at("", 0), 0);
    }

    #[test]
    fn a_chain_holds_names_and_pronouns() {
        let spec = "Zoë:PROPN:2:nsubj spoke:VERB:0:root
            Then:ADV:3:advmod she:PRON:3:nsubj left:VERB:0:root";
        let (document, analysis) = testing::analysis(spec, &[(0..1, Person)]);
        let resolution = resolve(&document, &analysis);
        let value = serde_json::to_value(chains(&document, &analysis, &resolution)).unwrap();
        assert_eq!(value[0]["name"], "Zoë");
        assert_eq!(value[0]["mentions"][1]["text"], "she");
        assert_eq!(value[0]["mentions"][1]["begin"], 16);
        assert_eq!(value[0]["mentions"][1]["chars"], serde_json::json!([15, 18]));
        assert_eq!(value.as_array().unwrap().len(), 1);
    }
}
