//! Names and what they mean in; whose other names they are by what the text says out: “Roe, born Ada Moe”, “under the stage name
//! Bo Lund”, “Cy Hart, better known as Dutch”, “Di Kern, Lady Arle”.

use super::Entity;
use super::context::Context;
use crate::analyze::NameType;

/// Gives the names that the text says are somebody's other names to that somebody: to the one that the tables know, else to whom the
/// text speaks of so.
pub(super) fn unite(context: &Context<'_>, drafts: &mut [Option<Entity>]) {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, span) in context.spans.iter().enumerate() {
        if span.kind == NameType::Person
            && let Some(bearer) = bearer(context, index)
            && let Some(of) = context.span_at(bearer).filter(|&of| of != index)
            && context.spans[of].kind == NameType::Person
        {
            pairs.push((of, index));
        }
    }
    for (of, other) in pairs {
        let (Some(bearer), Some(name)) = (drafts[of].clone(), drafts[other].clone()) else { continue };
        let known = (bearer.is_of_the_gazetteer(), name.is_of_the_gazetteer());
        let (keep, lose) = match known {
            (true, true) => continue,
            (false, true) => (name, bearer),
            _ => (bearer, name),
        };
        for draft in drafts.iter_mut().filter(|draft| draft.as_ref().is_some_and(|draft| draft.id == lose.id)) {
            *draft = Some(keep.clone());
        }
    }
}

/// The token of whom a name is said to be another name of.
fn bearer(context: &Context<'_>, index: usize) -> Option<usize> {
    let tree = &context.tree;
    let span = &context.spans[index];
    let first = span.tokens.start;
    let before = |steps: usize| first.checked_sub(steps).map_or("", |token| context.form(token));
    let named = before(1) == "name" && matches!(before(2), "ring" | "stage" | "pen" | "birth" | "real" | "maiden");
    let called = before(1) == "as" && before(2) == "known";
    if named || called || before(1) == "born" && span.tokens.len() > 1 {
        return subject(context, first - 1);
    }
    let lord = matches!(context.form(first), "Lord" | "Lady" | "Baron" | "Baroness" | "Viscount")
        || matches!(before(1), "Lord" | "Lady" | "Baron" | "Baroness" | "Viscount");
    let head = tree.head_of(&span.tokens);
    (lord && tree.relation(head) == "appos").then(|| tree.head(head)).flatten()
}

/// Whom the clause that a token stands in speaks of: its subject, or the name that it hangs on.
fn subject(context: &Context<'_>, token: usize) -> Option<usize> {
    let tree = &context.tree;
    let mut at = token;
    for _ in 0..6 {
        if matches!(tree.relation(at), "acl" | "appos") {
            return tree.head(at).filter(|&name| name < token);
        }
        let subject = tree.with_relation(at, &["nsubj"]).find(|&subject| subject < token);
        match subject {
            Some(subject) if matches!(context.form(subject), "who" | "that") => {}
            Some(subject) => return Some(subject),
            None => {}
        }
        at = tree.head(at)?;
    }
    None
}

#[cfg(test)]
mod tests {
    use super::super::{resolve, testing};
    use crate::analyze::NameType::Person;
    use std::ops::Range;

    /// The names of the entities that a text names.
    fn named(spec: &str, names: &[Range<usize>]) -> Vec<String> {
        let names: Vec<_> = names.iter().map(|tokens| (tokens.clone(), Person)).collect();
        let (document, analysis) = testing::analysis(spec, &names);
        let entities = resolve(&document, &analysis).entities.into_iter();
        entities.filter(|entity| entity.mentions > 0).map(|entity| entity.name).collect()
    }

    #[test]
    fn a_name_at_birth_is_another_name() {
        let spec = "Ada:PROPN:4:nsubj Graywick:PROPN:1:flat was:AUX:4:aux born:VERB:0:root:bear Zelda:PROPN:4:xcomp Moss:PROPN:5:flat";
        assert_eq!(named(spec, &[0..2, 4..6]), ["Ada Graywick"]);
        // a child is somebody else
        let spec = spec.replace("born:VERB:0:root:bear", "bore:VERB:0:root:bear");
        assert_eq!(named(&spec, &[0..2, 4..6]).len(), 2);
    }

    #[test]
    fn a_stage_name_is_another_name() {
        let spec = "Ada:PROPN:9:nsubj Graywick:PROPN:1:flat who:PRON:4:nsubj sang:VERB:1:acl=relcl under:ADP:7:case the:DET:7:det stage:NOUN:8:compound name:NOUN:4:obl left:VERB:0:root"
            .replace("name:NOUN:4:obl", "name:NOUN:4:obl Zelda:PROPN:8:appos Moss:PROPN:9:flat")
            .replace("Ada:PROPN:9", "Ada:PROPN:11");
        assert_eq!(named(&spec, &[0..2, 8..10]), ["Ada Graywick"]);
        let spec = spec.replace("stage:NOUN", "band:NOUN");
        assert_eq!(named(&spec, &[0..2, 8..10]).len(), 2);
    }

    #[test]
    fn who_is_known_as_somebody_is_one() {
        let spec = "Ada:PROPN:8:nsubj Graywick:PROPN:1:flat ,:PUNCT:5:punct better:ADV:5:advmod known:VERB:1:acl as:ADP:7:case Zelda:PROPN:5:obl left:VERB:0:root";
        assert_eq!(named(spec, &[0..2, 6..7]), ["Ada Graywick"]);
        let spec = spec.replace("as:ADP", "to:ADP");
        assert_eq!(named(&spec, &[0..2, 6..7]).len(), 2);
    }
}
