//! A pronoun and its tree in; the subjects that grammar ties it to out: that of its own clause for a possessor, whoever says what
//! it is the subject of.

use super::super::discourse::{Discourse, MOST_PLACES};
use super::{Candidate, Features, flag};
use crate::analyze::speakers::cues;

/// Tells each candidate how the pronoun is tied to it. Given back is the referent that grammar makes certain.
pub(super) fn put(discourse: &Discourse<'_, '_>, token: usize, candidates: &mut [Candidate<'_>]) -> Option<usize> {
    let tie = tie(discourse, token)?;
    let near = discourse.referents.back().take(MOST_PLACES);
    let subject: Vec<usize> = near.filter(|place| place.at.head == tie.subject).map(|place| place.referent).collect();
    let tied: Vec<bool> = candidates.iter().map(|candidate| subject.contains(&candidate.place.referent)).collect();
    let rival = |(candidate, tied): (&Candidate<'_>, &bool)| {
        let features = &candidate.features;
        let somebody = features.unnamed == 0.0 || features.unnamed_human > 0.0 || features.unnamed_body > 0.0;
        !tied && somebody && candidate.place.at.head > tie.verb
    };
    let clear = !candidates.iter().zip(&tied).any(rival);
    for (candidate, _) in candidates.iter_mut().zip(&tied).filter(|(_, tied)| **tied) {
        tie.kind.put(clear, &mut candidate.features);
    }
    let mut tied =
        candidates.iter().zip(&tied).filter(|(_, tied)| **tied).map(|(candidate, _)| candidate.place.referent);
    let certain = tied.next().filter(|_| clear && tied.next().is_none());
    certain.filter(|&referent| !discourse.referents.get(referent).entities.is_empty())
}

/// How a pronoun is tied to a subject.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    /// “Roe sold his house”
    Own,
    /// “Norway denied that it spied”, “that its agents spied”
    Says,
}

impl Kind {
    fn put(self, clear: bool, features: &mut Features) {
        let (tied, alone) = match self {
            Kind::Own => (&mut features.own_subject, &mut features.own_alone),
            Kind::Says => (&mut features.says_subject, &mut features.says_alone),
        };
        (*tied, *alone) = (1.0, flag(clear));
    }
}

/// A subject that a pronoun is tied to, and the verb between which and the pronoun a rival would stand.
struct Tie {
    kind: Kind,
    subject: usize,
    verb: usize,
}

fn tie(discourse: &Discourse<'_, '_>, token: usize) -> Option<Tie> {
    let (context, tree) = (discourse.context, &discourse.context.tree);
    let possessor = tree.deprel(token) == "nmod:poss";
    let mut part = if possessor { tree.head(token)? } else { token };
    for _ in 0..4 {
        match tree.relation(part) {
            "nmod" | "conj" | "compound" if possessor => part = tree.head(part)?,
            _ => break,
        }
    }
    let (verb, relation) = tree.governor(part);
    let verb = verb?;
    let (kind, verb) = if relation != "nsubj" {
        (possessor.then_some(Kind::Own)?, verb)
    } else {
        let clause = tree.first_conjunct(verb);
        let above = tree.head(clause)?;
        match tree.relation(clause) {
            "ccomp" if cues::verb(context.lemma(above)).is_some() => (Kind::Says, above),
            _ => return None,
        }
    };
    let subject = tree.subject(verb).filter(|&subject| subject < token)?;
    // “urged Doe to sell his house”: the infinitive is part of the clause.
    let mut begin = verb;
    for _ in 0..4 {
        let own = tree.with_relation(begin, &["nsubj"]).next().is_some();
        match tree.relation(begin) {
            "xcomp" | "advcl" | "ccomp" if !own => begin = tree.head(begin)?,
            _ => break,
        }
    }
    Some(Tie { kind, subject, verb: begin })
}

#[cfg(test)]
mod tests {
    use crate::analyze::analyze;
    use crate::ingest::Document;
    use crate::resolve::resolve;

    /// Whom the last pronoun of that form surely means, and how sure that is.
    fn sure(text: &str, form: &str) -> (Vec<String>, f32) {
        let document = Document::new("test", text);
        let analysis = analyze(&document);
        let resolution = resolve(&document, &analysis);
        let token = analysis.tokens.iter().rposition(|token| token.form == form).unwrap();
        let Some(mention) = resolution.mention_at(token) else { return (Vec::new(), 0.0) };
        let names = mention.entities.iter().map(|&entity| resolution.entities[entity].name.clone()).collect();
        (names, mention.confidence)
    }

    #[test]
    fn a_possessor_is_the_subject_of_its_clause() {
        for (text, form, name) in [
            ("Xi Jinping met Vladimir Putin and pressed his proposal.", "his", "Xi Jinping"),
            ("Angela Merkel received Theresa May on Monday and defended her government.", "her", "Angela Merkel"),
            ("Norway warned Greece and moved its ships.", "its", "Norway"),
            (
                "Emmanuel Macron thanked Joe Biden before he flew home and opened his campaign.",
                "his",
                "Emmanuel Macron",
            ),
        ] {
            assert_eq!(sure(text, form).0, [name], "{text}");
        }
    }

    #[test]
    fn what_is_said_is_of_the_sayer() {
        for (text, form, name) in [
            ("Brazil denied that it spied on Germany.", "it", "Brazil"),
            ("Norway met Sweden in May. Iran said on Monday it would release the sailors.", "it", "Iran"),
            (
                "Boris Johnson praised Donald Trump. Emmanuel Macron said that he would visit Kyiv.",
                "he",
                "Emmanuel Macron",
            ),
            (
                "Theresa May called Angela Merkel. Nicola Sturgeon insisted that her party had won.",
                "her",
                "Nicola Sturgeon",
            ),
        ] {
            assert_eq!(sure(text, form).0, [name], "{text}");
        }
    }

    #[test]
    fn where_two_may_be_meant_it_is_less_sure() {
        let (_, told) = sure("Vladimir Putin told Xi Jinping that he was ill.", "he");
        let (_, said) = sure("Vladimir Putin said in Moscow that he was ill.", "he");
        assert!(said > told + 0.1, "{said} {told}");
    }
}
