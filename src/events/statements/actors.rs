//! Tokens in; the entities that they stand for as speakers and hearers out.

use crate::analyze::Upos;
use crate::analyze::tree::Tree;
use crate::ingest::Document;
use crate::lexicon;
use crate::resolve::{EntityType, Resolution};

/// Looks up who is meant by a token.
pub(super) struct Actors<'a, 'b> {
    pub(super) document: &'b Document,
    pub(super) tree: &'b Tree<'a>,
    pub(super) resolution: &'b Resolution,
    /// For each token the innermost mention around it.
    around: Vec<Option<u32>>,
}

impl<'a, 'b> Actors<'a, 'b> {
    pub(super) fn new(document: &'b Document, tree: &'b Tree<'a>, resolution: &'b Resolution) -> Self {
        let mut around = vec![None; tree.analysis.tokens.len()];
        let mut order: Vec<usize> = (0..resolution.mentions.len()).collect();
        // Longer mentions first, so that shorter ones inside them win; a phrase is short, and its length is bounded.
        order.sort_by_key(|&at| std::cmp::Reverse(resolution.mentions[at].tokens.len()));
        for at in order {
            let tokens = resolution.mentions[at].tokens.clone();
            for slot in around.get_mut(tokens).unwrap_or_default().iter_mut().take(40) {
                *slot = u32::try_from(at).ok();
            }
        }
        Actors { document, tree, resolution, around }
    }

    /// The entities of several tokens, sorted, without places.
    pub(super) fn entities(&self, tokens: &[usize]) -> Vec<usize> {
        let mut found: Vec<usize> = tokens.iter().flat_map(|&token| self.of_token(token)).collect();
        found.retain(|&entity| self.kind(entity) != Some(EntityType::Place));
        found.sort_unstable();
        found.dedup();
        found
    }

    /// The news agencies and journalists among several tokens.
    pub(super) fn reporters(&self, tokens: &[usize]) -> Vec<usize> {
        let mut found = self.entities(tokens);
        found.retain(|&entity| matches!(self.kind(entity), Some(EntityType::Organization | EntityType::Person)));
        found
    }

    /// Whether a noun is for people at a place: “reporters in Beijing” are not China.
    pub(super) fn are_somewhere(&self, noun: usize) -> bool {
        let tree = self.tree;
        let place = |kid: usize| {
            tree.token(kid).relation() == "nmod"
                && matches!(tree.case(kid), Some("in" | "at" | "near" | "outside" | "across"))
        };
        let of_whom =
            |kid: usize| matches!(tree.token(kid).relation(), "amod" | "compound") && self.names_somebody(kid);
        tree.token(noun).upos == Upos::Noun && tree.children(noun).any(place) && !tree.children(noun).any(of_whom)
    }

    fn names_somebody(&self, token: usize) -> bool {
        self.resolution.mention_of.get(token).copied().flatten().is_some()
    }

    fn kind(&self, entity: usize) -> Option<EntityType> {
        self.resolution.entities.get(entity).map(|entity| entity.kind)
    }

    fn of_token(&self, token: usize) -> Vec<usize> {
        let head = self.resolution.mention_of.get(token).copied().flatten();
        let mention = head.or_else(|| self.around.get(token).copied().flatten().map(|at| at as usize));
        let entities = mention.and_then(|at| self.resolution.mentions.get(at)).map(|mention| mention.entities.clone());
        match entities {
            Some(entities) if !entities.is_empty() => entities,
            _ => self.of_spokesperson(token),
        }
    }

    /// An unnamed spokesperson, official or body speaks for whom the phrase names: “a ministry spokesman”, “officials of
    /// the bank”.
    fn of_spokesperson(&self, token: usize) -> Vec<usize> {
        if !lexicon::speech::is_voice(&self.tree.lemma(token).to_lowercase()) {
            return Vec::new();
        }
        let for_whom = self.tree.children(token).find_map(|kid| {
            let fits = match self.tree.token(kid).relation() {
                "compound" | "amod" => true,
                "nmod" => {
                    self.tree.token(kid).deprel == "nmod:poss"
                        || matches!(self.tree.case(kid), Some("for" | "of" | "at" | "from" | "with"))
                }
                _ => false,
            };
            let mention = fits.then(|| self.resolution.mention_of.get(kid).copied().flatten()).flatten()?;
            let mut entities = self.resolution.mentions.get(mention)?.entities.clone();
            entities
                .retain(|&entity| matches!(self.kind(entity), Some(EntityType::Organization | EntityType::Country)));
            (!entities.is_empty()).then_some(entities)
        });
        for_whom.unwrap_or_default()
    }
}
