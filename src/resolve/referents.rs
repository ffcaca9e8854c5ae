//! The mentions of a text in its order in; what it speaks of, named or not, and where, out: what a pronoun or a description may
//! mean.

use std::collections::HashMap;

/// Something mentioned that a later word may refer to.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Antecedent {
    /// The token that stands for it.
    pub(super) head: usize,
    /// Its entities; more than one for “A and B”, “the two leaders”.
    pub(super) entities: Vec<usize>,
    /// Its sentence.
    pub(super) sentence: usize,
    /// How prominent its place in the sentence is: 3 subject, 1 object, 0 other, -1 inside a longer phrase.
    pub(super) prominence: i8,
    /// Whether it is several people or things.
    pub(super) plural: bool,
    /// The quotation that it stands in.
    pub(super) quotation: Option<usize>,
    /// Whether it stands in a byline or dateline, to which the running text never refers.
    pub(super) credit: bool,
}

/// Somebody or something that the text speaks of: entities, those who act for one, or a noun phrase without a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Referent {
    /// Its entities; none of what has no name.
    pub(super) entities: Vec<usize>,
    /// Whether it acts for its entities and is not them.
    pub(super) group: bool,
    /// The token that stands for it where it is mentioned first.
    pub(super) first: usize,
    /// How often it was mentioned.
    pub(super) seen: u32,
    /// The last sentence that it was the subject in.
    pub(super) subject_in: Option<usize>,
}

/// A mention of a referent.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Place {
    /// What later words may refer to.
    pub(super) at: Antecedent,
    /// Its index among the referents.
    pub(super) referent: usize,
    /// Whether it is no guess.
    pub(super) sure: bool,
}

/// What a text speaks of, up to a word.
#[derive(Debug, Default)]
pub(super) struct Referents {
    all: Vec<Referent>,
    places: Vec<Place>,
    /// By entities, and whether they are acted for.
    named: HashMap<(Vec<usize>, bool), usize>,
    /// Those without a name by the lemma of their noun, the last of each.
    unnamed: HashMap<String, usize>,
}

impl Referents {
    /// Enters a mention of entities.
    pub(super) fn enter(&mut self, at: Antecedent, group: bool, sure: bool) {
        let key = (at.entities.clone(), group);
        let referent = match self.named.get(&key) {
            Some(&known) => known,
            None => {
                let new = self.begin(&at, group);
                self.named.insert(key, new);
                new
            }
        };
        self.mention(at, referent, sure);
    }

    /// Enters a noun phrase without a name; `known` where it means what the noun meant last.
    pub(super) fn enter_noun(&mut self, at: Antecedent, lemma: String, known: bool) {
        let referent = match self.unnamed.get(&lemma).filter(|_| known) {
            Some(&last) => last,
            None => {
                let new = self.begin(&at, false);
                self.unnamed.insert(lemma, new);
                new
            }
        };
        self.mention(at, referent, true);
    }

    /// Enters a mention of what is known already.
    pub(super) fn mention(&mut self, at: Antecedent, referent: usize, sure: bool) {
        let Some(known) = self.all.get_mut(referent) else { return };
        known.seen += 1;
        if at.prominence == SUBJECT {
            known.subject_in = Some(at.sentence);
        }
        self.places.push(Place { at, referent, sure });
    }

    fn begin(&mut self, at: &Antecedent, group: bool) -> usize {
        let (entities, first) = (at.entities.clone(), at.head);
        self.all.push(Referent { entities, group, first, seen: 0, subject_in: None });
        self.all.len() - 1
    }

    /// A referent.
    pub(super) fn get(&self, referent: usize) -> &Referent {
        &self.all[referent]
    }

    /// The mentions from the last one back.
    pub(super) fn back(&self) -> impl Iterator<Item = &Place> {
        self.places.iter().rev()
    }
}

/// The prominence of a subject.
pub(super) const SUBJECT: i8 = 3;
