//! A word of a headline in; whether quotation marks or a colon mark what it tells of as a claim out.

use super::actors::Actors;
use super::tree::Tree;
use crate::resolve::{EntityType, is_seat};

/// “Malta ‘attacked’ the server”: one word in quotation marks of its own is somebody's word.
pub(super) fn is_scare_quoted(tree: &Tree<'_>, t: usize) -> bool {
    let is = |at: Option<usize>, marks: &[&str]| {
        at.and_then(|at| tree.analysis.tokens.get(at)).is_some_and(|token| marks.contains(&token.form.as_str()))
    };
    is(t.checked_sub(1), &["'", "‘", "\"", "“"]) && is(t.checked_add(1), &["'", "’", "\"", "”"])
}

/// “Malta: Greece shelled the port”: the clause `t` stands behind the name of who claims it, `head`.
pub(super) fn is_headed(tree: &Tree<'_>, actors: &Actors<'_>, t: usize, head: usize) -> bool {
    let (Some(sentence), Some(mention)) = (tree.sentence(t), actors.mention(head)) else { return false };
    let after = mention.tokens.end;
    let speaks = |entity: &usize| {
        let entity = actors.entity(*entity);
        // “MOSCOW: …” tells where the news is from; a name that nobody knows is somebody's as likely as a town's.
        let unknown = || entity.wikidata.is_none() && entity.country.is_none();
        let shouted = || !tree.token(head).form.contains(char::is_lowercase);
        entity.kind != EntityType::Place || unknown() || !shouted() && is_seat(entity)
    };
    mention.tokens.start == sentence.start
        && mention.entities.first().is_some_and(speaks)
        && after < t
        && matches!(tree.token(after).form.as_str(), ":" | "-" | "–" | "—")
        && tree.own_subject(t).is_some_and(|subject| subject > after)
}

#[cfg(test)]
mod tests {
    use crate::events::{Modality, code};

    /// How the text presents its first event between two.
    fn modality(text: &str) -> Option<Modality> {
        let document = crate::ingest::Document::new("headline", text);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        code(&document, &analysis, &resolution).events.first().map(|event| event.modality)
    }

    #[test]
    fn a_word_in_quotation_marks_of_its_own_is_a_claim() {
        assert_eq!(modality("Russia ‘attacked’ Finland"), Some(Modality::ReportedClaim));
        assert_eq!(modality("Russia attacked Finland"), Some(Modality::Asserted));
    }

    #[test]
    fn what_stands_behind_a_name_and_a_colon_is_its_claim() {
        assert_eq!(modality("Hamas: Israel attacked Egypt"), Some(Modality::ReportedClaim));
        assert_eq!(modality("Kenya: Uganda attacked Sudan"), Some(Modality::ReportedClaim));
        assert_eq!(modality("Moscow: Kyiv attacked Kursk nuclear plant"), Some(Modality::ReportedClaim));
        assert_eq!(modality("Kremlin: Ukraine attacked Belgorod hospital"), Some(Modality::ReportedClaim));
        assert_ne!(modality("MOSCOW: Kyiv attacked Kursk nuclear plant"), Some(Modality::ReportedClaim));
        assert_ne!(modality("Moscow: Russia attacked Odesa port"), Some(Modality::ReportedClaim));
        assert_ne!(modality("Odesa: Russia attacked Ukraine"), Some(Modality::ReportedClaim));
        assert_ne!(modality("Update: Israel attacked Egypt"), Some(Modality::ReportedClaim));
    }
}
