//! Names with their entities in; which names stand beside or under which out.

use std::ops::Range;

use crate::analyze::tree::Tree;
use crate::ontology::Relation;
use crate::resolve::{EntityType, Mention, MentionKind, Resolution};

/// A relation before the types are checked.
pub(super) struct Found {
    pub(super) relation: Relation,
    pub(super) source: usize,
    pub(super) target: usize,
    pub(super) role: Option<String>,
    pub(super) tokens: Range<usize>,
    pub(super) rule: &'static str,
    pub(super) confidence: f32,
}

/// The mentions by name or people's adjective of a document, in the order of the text, each of one entity.
pub(super) struct Names<'a, 'b> {
    pub(super) tree: &'b Tree<'a>,
    resolution: &'b Resolution,
    mentions: Vec<&'b Mention>,
}

impl<'a, 'b> Names<'a, 'b> {
    pub(super) fn new(tree: &'b Tree<'a>, resolution: &'b Resolution) -> Self {
        let fit = |mention: &&Mention| {
            matches!(mention.kind, MentionKind::Name | MentionKind::Demonym) && mention.entities.len() == 1
        };
        let mut mentions: Vec<&Mention> = resolution.mentions.iter().filter(fit).collect();
        mentions.sort_by_key(|mention| (mention.tokens.start, mention.tokens.end));
        Names { tree, resolution, mentions }
    }

    pub(super) fn len(&self) -> usize {
        self.mentions.len()
    }

    pub(super) fn mention(&self, at: usize) -> &'b Mention {
        self.mentions[at]
    }

    /// The entity of a name.
    pub(super) fn entity(&self, at: usize) -> usize {
        self.mentions[at].entities[0]
    }

    pub(super) fn kind(&self, entity: usize) -> Option<EntityType> {
        self.resolution.entities.get(entity).map(|entity| entity.kind)
    }

    /// Whether an entity is known to the gazetteer or has a name of several words; a single unknown word is often a piece
    /// of a longer name.
    pub(super) fn is_firm(&self, entity: usize) -> bool {
        let entity = self.resolution.entities.get(entity);
        entity.is_some_and(|entity| entity.wikidata.is_some() || entity.iso3.is_some() || entity.name.contains(' '))
    }

    /// Alpha-3 of a country, or of the country that an entity belongs to.
    pub(super) fn country(&self, entity: usize) -> Option<&'b str> {
        self.resolution.entities.get(entity)?.state()
    }

    /// The country of the text that a person acts for.
    pub(super) fn state_of(&self, person: usize) -> Option<usize> {
        let country = self.resolution.entities.get(person)?.country.as_deref()?;
        let named = |entity: &crate::resolve::Entity| entity.mentions > 0 && entity.iso3.as_deref() == Some(country);
        self.resolution.entities.iter().position(named)
    }

    /// The entity that a token's mention names, if it is one and no pronoun.
    pub(super) fn of_token(&self, token: usize) -> Option<usize> {
        let mention = self.resolution.mention_of.get(token).copied().flatten()?;
        let mention = self.resolution.mentions.get(mention)?;
        let named = matches!(mention.kind, MentionKind::Name | MentionKind::Demonym);
        (named && mention.entities.len() == 1).then(|| mention.entities[0])
    }

    /// The words of a name.
    pub(super) fn words(&self, at: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.mention(at)
            .tokens
            .clone()
            .filter_map(|token| self.tree.analysis.tokens.get(token))
            .map(|token| token.form.as_str())
    }

    /// Whether a word of a list stands in the name.
    pub(super) fn has_word(&self, at: usize, listed: fn(&str) -> bool) -> bool {
        self.words(at).any(|word| listed(&word.to_lowercase()))
    }

    /// The form of a token in small letters; empty beyond the text.
    pub(super) fn lower(&self, token: usize) -> String {
        self.tree.analysis.tokens.get(token).map_or_else(String::new, |token| token.form.to_lowercase().into())
    }

    /// Whether two tokens stand in one sentence.
    pub(super) fn same_sentence(&self, one: usize, other: usize) -> bool {
        let sentence = |token: usize| self.tree.analysis.tokens.get(token).map(|token| token.sentence);
        sentence(one).is_some() && sentence(one) == sentence(other)
    }

    /// The entity whose name opens another's longer name: “Ruritania” of “Ruritania Ministry of Health”.
    pub(super) fn opening(&self, at: usize) -> Option<usize> {
        let name: Vec<String> = self.words(at).map(str::to_lowercase).collect();
        let name = name.join(" ");
        let name = name.strip_prefix("the ").unwrap_or(&name);
        let own = self.entity(at);
        let opens = |alias: &str| {
            let alias = alias.to_lowercase();
            let rest = name.strip_prefix(alias.as_str());
            rest.filter(|rest| rest.starts_with([' ', '-', '\'', '’'])).map(|_| alias.len())
        };
        let entities = self
            .resolution
            .entities
            .iter()
            .enumerate()
            .take(400)
            .filter(|(other, entity)| *other != own && (entity.wikidata.is_some() || entity.iso3.is_some()));
        let openings = entities.filter_map(|(other, entity)| {
            let longest = entity.aliases.keys().filter_map(|alias| opens(alias)).max()?;
            Some((longest, std::cmp::Reverse(other)))
        });
        openings.max().map(|(_, other)| other.0)
    }
}
