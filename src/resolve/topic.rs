//! The tokens of a document in; what it is about out, as far as that tells whom a name means.

use super::lexicon;
use crate::analyze::Analysis;

/// What a document is about.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Topic {
    /// How much of it is words of sport, from 0 to 1.
    pub(super) sports: f32,
    /// How much of it is words of politics and war, from 0 to 1.
    pub(super) politics: f32,
}

impl Topic {
    pub(super) fn new(analysis: &Analysis) -> Self {
        /// That many words of a hundred are a whole.
        const WHOLE: f32 = 6.0;
        /// So many more words than there are, so that a few make no topic.
        const FEW: f32 = 20.0;
        let (mut sports, mut politics) = (0_u32, 0_u32);
        for token in &analysis.tokens {
            let lemma = token.lemma.to_lowercase();
            let told = |occupation| lexicon::tells_of(occupation, &lemma);
            sports += u32::from(told("athlete"));
            politics += u32::from(told("politician") || told("soldier"));
        }
        let share = |count: u32| (count as f32 * 100.0 / (analysis.tokens.len() as f32 + FEW) / WHOLE).min(1.0);
        Self { sports: share(sports), politics: share(politics) }
    }
}
