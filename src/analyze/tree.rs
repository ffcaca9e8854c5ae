//! An [`Analysis`] in; quick answers about its dependency trees (Universal Dependencies) out: arguments, voice,
//! control, relative clauses.

use crate::analyze::{Analysis, Token, Upos};

/// How many steps a walk towards the root may take: foreign trees may hold cycles.
const MAX_STEPS: usize = 64;

/// The trees of a document with the children of each token.
pub(crate) struct Tree<'a> {
    pub(crate) analysis: &'a Analysis,
    start: Vec<u32>,
    kids: Vec<u32>,
}

impl<'a> Tree<'a> {
    /// Indexes the children of every token, in the order of the text.
    pub(crate) fn new(analysis: &'a Analysis) -> Self {
        let count = analysis.tokens.len();
        let mut start = vec![0u32; count + 2];
        let heads = || analysis.tokens.iter().enumerate().filter_map(|(t, token)| Some((t, token.head?)));
        for (_, head) in heads().filter(|&(_, head)| head < count) {
            start[head + 2] += 1;
        }
        for t in 2..start.len() {
            start[t] += start[t - 1];
        }
        let mut kids = vec![0u32; start[count + 1] as usize];
        for (t, head) in heads().filter(|&(_, head)| head < count) {
            kids[start[head + 1] as usize] = t as u32;
            start[head + 1] += 1;
        }
        Self { analysis, start, kids }
    }

    /// The token of that index.
    pub(crate) fn token(&self, t: usize) -> &'a Token {
        &self.analysis.tokens[t]
    }

    /// The tokens of the sentence that a token stands in.
    pub(crate) fn sentence(&self, t: usize) -> Option<std::ops::Range<usize>> {
        let sentence = self.analysis.tokens.get(t)?.sentence;
        self.analysis.sentences.get(sentence).map(|sentence| sentence.tokens.clone())
    }

    /// The first token that begins at a byte of the text.
    pub(crate) fn at_byte(&self, byte: usize) -> Option<usize> {
        let tokens = &self.analysis.tokens;
        let at = tokens.partition_point(|token| token.span.start < byte);
        tokens.get(at).filter(|token| token.span.start == byte).map(|_| at)
    }

    /// Lemma of a token.
    pub(crate) fn lemma(&self, t: usize) -> &'a str {
        &self.token(t).lemma
    }

    /// Children in the order of the text.
    pub(crate) fn children(&self, t: usize) -> impl DoubleEndedIterator<Item = usize> + Clone + '_ {
        self.kids[self.start[t] as usize..self.start[t + 1] as usize].iter().map(|&kid| kid as usize)
    }

    /// Children whose relation without subtype is `relation`.
    pub(crate) fn children_by<'b>(
        &'b self,
        t: usize,
        relation: &'b str,
    ) -> impl DoubleEndedIterator<Item = usize> + Clone + 'b {
        self.children(t).filter(move |&kid| self.token(kid).relation() == relation)
    }

    /// The first child of that relation without subtype.
    pub(crate) fn child(&self, t: usize, relation: &str) -> Option<usize> {
        self.children_by(t, relation).next()
    }

    /// The first child of exactly that relation.
    pub(crate) fn child_exact(&self, t: usize, relation: &str) -> Option<usize> {
        self.children(t).find(|&kid| self.token(kid).deprel == relation)
    }

    /// Head of a token.
    pub(crate) fn head(&self, t: usize) -> Option<usize> {
        self.token(t).head.filter(|&head| head < self.analysis.tokens.len())
    }

    /// The tokens from the head of `t` up to the root.
    pub(crate) fn ancestors(&self, t: usize) -> impl Iterator<Item = usize> + '_ {
        std::iter::successors(self.head(t), |&a| self.head(a)).take(MAX_STEPS)
    }

    /// Whether `t` lies under `top`, or is it.
    pub(crate) fn is_under(&self, t: usize, top: usize) -> bool {
        t == top || self.ancestors(t).any(|a| a == top)
    }

    /// The first of the coordinated words that `t` belongs to: itself where there is no coordination.
    pub(crate) fn first_conjunct(&self, t: usize) -> usize {
        let mut first = t;
        for _ in 0..MAX_STEPS {
            match self.head(first) {
                Some(head) if self.token(first).relation() == "conj" => first = head,
                _ => break,
            }
        }
        first
    }

    /// Lemma of the preposition that introduces `t`: “with” in “with the minister”.
    pub(crate) fn case(&self, t: usize) -> Option<&'a str> {
        self.children_by(t, "case")
            .find(|&kid| !self.token(kid).form.starts_with(['\'', '’']))
            .map(|kid| self.lemma(kid))
    }

    /// Whether that preposition introduces `t`, alone or as one of several (“from within”).
    pub(crate) fn has_case(&self, t: usize, preposition: &str) -> bool {
        self.children_by(t, "case").any(|kid| self.lemma(kid).eq_ignore_ascii_case(preposition))
    }

    /// Whether a child has that relation and lemma.
    pub(crate) fn has(&self, t: usize, relation: &str, lemma: &str) -> bool {
        self.children_by(t, relation).any(|kid| self.lemma(kid).eq_ignore_ascii_case(lemma))
    }

    /// Whether a noun has a definite determiner: “the plan”, “that plan”.
    pub(crate) fn is_definite(&self, noun: usize) -> bool {
        self.children_by(noun, "det").any(|det| matches!(self.lemma(det), "the" | "this" | "that" | "these"))
    }

    /// Whether the token is a verb or a participle that the tagger took for an adjective.
    pub(crate) fn is_verbal(&self, t: usize) -> bool {
        matches!(self.token(t).upos, Upos::Verb) || self.token(t).xpos.starts_with("VB")
    }

    /// Whether the token is a noun or part of a name.
    pub(crate) fn is_nominal(&self, t: usize) -> bool {
        matches!(self.token(t).upos, Upos::Noun | Upos::Propn)
    }

    /// Whether the verb is an infinitive with “to”.
    pub(crate) fn is_to_infinitive(&self, t: usize) -> bool {
        self.children_by(t, "mark").any(|kid| self.lemma(kid) == "to" && kid < t)
    }

    /// Whether the verb is in the passive, or a past participle that modifies a noun.
    pub(crate) fn is_passive(&self, t: usize) -> bool {
        if self
            .children(t)
            .any(|kid| matches!(self.token(kid).deprel.as_str(), "nsubj:pass" | "aux:pass" | "obl:agent"))
        {
            return true;
        }
        let token = self.token(t);
        if token.xpos != "VBN"
            || self.children(t).any(|kid| matches!(self.token(kid).relation(), "nsubj" | "aux" | "obj"))
        {
            return false;
        }
        match token.relation() {
            "acl" | "amod" | "advcl" => token.deprel != "acl:relcl",
            "conj" => self
                .head(t)
                .is_some_and(|head| self.token(head).xpos == "VBN" && self.is_passive(self.first_conjunct(t))),
            _ => false,
        }
    }

    /// The noun that a relative pronoun stands for.
    pub(crate) fn antecedent(&self, t: usize) -> Option<usize> {
        let token = self.token(t);
        let relative = matches!(token.lemma.as_str(), "who" | "which" | "that" | "whom" | "whose" | "where")
            && matches!(token.upos, Upos::Pron | Upos::Det | Upos::Sconj | Upos::Adv);
        if !relative {
            return None;
        }
        let clause = std::iter::once(t).chain(self.ancestors(t)).find(|&a| self.token(a).deprel == "acl:relcl")?;
        self.head(clause)
    }

    /// Subject of a predicate as the syntax gives it, passive or not: its own, a shared or a controlling one.
    pub(crate) fn subject(&self, t: usize) -> Option<usize> {
        let mut at = t;
        for _ in 0..12 {
            if let Some(own) = self.own_subject(at) {
                return Some(own);
            }
            let head = self.head(at)?;
            match self.token(at).deprel.as_str() {
                "conj" | "parataxis" if self.is_predicate(head) => at = head,
                "xcomp" | "ccomp" => match self.controller(head, at) {
                    Some(controller) => return Some(controller),
                    None => at = head,
                },
                "advcl" if !self.is_finite(at) => match self.blamed(head, at).or_else(|| self.asked(head, at)) {
                    Some(blamed) => return Some(blamed),
                    None => at = head,
                },
                "acl" | "acl:relcl" if self.is_nominal(head) || self.token(head).upos == Upos::Pron => {
                    return Some(head);
                }
                _ => return None,
            }
        }
        None
    }

    /// Who is asked to act where the infinitive hangs as an adverbial clause: “called on *Malta* to act”.
    fn asked(&self, head: usize, t: usize) -> Option<usize> {
        matches!(self.lemma(head), "call" | "appeal" | "plead").then(|| self.controller(head, t)).flatten()
    }

    /// Who did what another blames or thanks for: “accused *Malta* of shelling”.
    fn blamed(&self, head: usize, t: usize) -> Option<usize> {
        let marked = self.children(t).any(|kid| {
            matches!(self.token(kid).relation(), "mark" | "case")
                && matches!(self.lemma(kid), "of" | "for" | "with" | "from")
        });
        (marked && self.is_verbal(head)).then(|| self.object(head)).flatten().filter(|&object| object != t)
    }

    /// The subject that hangs on the predicate itself.
    pub(crate) fn own_subject(&self, t: usize) -> Option<usize> {
        self.children(t)
            .find(|&kid| matches!(self.token(kid).deprel.as_str(), "nsubj" | "nsubj:pass" | "nsubj:outer"))
            .filter(|&kid| self.token(kid).upos != Upos::Verb)
    }

    /// Who acts in the infinitive `t` under the verb `head`, if not the verb's own subject: “urged *Kyiv* to talk”.
    fn controller(&self, head: usize, t: usize) -> Option<usize> {
        if self.is_passive(head) || subject_control(self.lemma(head)) {
            return None;
        }
        let before = |kid: &usize| *kid < t;
        if let Some(object) =
            self.children(head).filter(before).find(|&kid| matches!(self.token(kid).relation(), "obj" | "iobj"))
        {
            return Some(object);
        }
        if !self.is_to_infinitive(t) {
            return None;
        }
        self.children_by(head, "obl").filter(before).find(|&kid| {
            let case = self.case(kid).unwrap_or_default();
            match self.lemma(head) {
                "call" => case == "on" || case == "upon",
                "appeal" | "plead" | "signal" => case == "to" || case == "with",
                "wait" | "push" | "press" | "arrange" => case == "for",
                "rely" | "count" | "prevail" | "lean" => case == "on" || case == "upon",
                _ => false,
            }
        })
    }

    /// Whether the predicate has a tense of its own: no bare participle and no infinitive.
    pub(crate) fn is_finite(&self, t: usize) -> bool {
        let xpos = self.token(t).xpos.as_str();
        self.own_subject(t).is_some()
            || matches!(xpos, "VBD" | "VBZ" | "VBP")
            || self
                .children_by(t, "aux")
                .any(|kid| self.token(kid).xpos != "TO" && !matches!(self.lemma(kid), "having"))
                && !self.is_to_infinitive(t)
                && xpos != "VBG"
    }

    /// Whether a token can head a clause: a verb, or a noun or adjective with copula or subject.
    pub(crate) fn is_predicate(&self, t: usize) -> bool {
        self.is_verbal(t) || self.child(t, "cop").is_some() || self.own_subject(t).is_some()
    }

    /// The object in the logical sense: of a passive its subject, of a participle the noun, of a relative clause its
    /// antecedent.
    pub(crate) fn object(&self, t: usize) -> Option<usize> {
        if self.is_passive(t) {
            return self.subject(t);
        }
        if let Some(own) = self.child(t, "obj") {
            return Some(own);
        }
        if self.token(t).deprel == "acl:relcl" && self.own_subject(t).is_some_and(|s| self.antecedent(s).is_none()) {
            let relative_elsewhere = self.children_by(t, "obl").any(|kid| self.antecedent(kid).is_some());
            return if relative_elsewhere { None } else { self.head(t) };
        }
        let first = self.first_conjunct(t);
        if first != t && !self.is_passive(first) && self.own_subject(t).is_none() {
            return self.child(first, "obj").filter(|&object| object > t);
        }
        if self.is_gapped(t) {
            // "I am ready to be met", "Easy to criticize": no object to be had.
            return None;
        }
        self.children_by(t, "conj")
            .find(|&kid| self.is_verbal(kid) && self.own_subject(kid).is_none() && kid == t + 2)
            .and_then(|kid| self.child(kid, "obj"))
    }

    fn is_gapped(&self, t: usize) -> bool {
        self.token(t).deprel == "ccomp" && self.is_to_infinitive(t)
    }

    /// Who acts: the subject, or in a passive the “by” phrase.
    pub(crate) fn agent(&self, t: usize) -> Option<usize> {
        if !self.is_passive(t) {
            return self.subject(t);
        }
        self.children(t).find(|&kid| {
            let deprel = self.token(kid).deprel.as_str();
            deprel == "obl:agent" || (self.token(kid).relation() == "obl" && self.case(kid) == Some("by"))
        })
    }

    /// First and last token of what hangs under `t`.
    pub(crate) fn extent(&self, t: usize) -> (usize, usize) {
        let (mut low, mut high) = (t, t);
        let mut stack = vec![t];
        // Foreign trees may hold cycles.
        let mut budget = self.sentence(t).map_or(0, |sentence| sentence.len()) + 1;
        while let Some(at) = stack.pop() {
            (low, high) = (low.min(at), high.max(at));
            budget -= 1;
            if budget == 0 {
                break;
            }
            stack.extend(self.children(at));
        }
        (low, high)
    }
}

/// Verbs whose infinitive is acted by the subject even where there is an object: “promised Kyiv to help”.
fn subject_control(lemma: &str) -> bool {
    matches!(lemma, "promise" | "threaten" | "vow" | "pledge" | "swear" | "guarantee" | "use" | "offer" | "propose")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::support::read;

    #[test]
    fn passives_control_and_relative_clauses_have_their_logical_arguments() {
        let analysis = read(
            "1 Oslo oslo PROPN NNP 3 nsubj:pass
             2 was be AUX VBD 3 aux:pass
             3 urged urge VERB VBN 0 root
             4 by by ADP IN 5 case
             5 Rome Rome PROPN NNP 3 obl
             6 to to PART TO 7 mark
             7 help help VERB VB 3 xcomp
             8 Malta Malta PROPN NNP 7 obj
             9 , , PUNCT , 11 punct
             10 which which PRON WDT 11 nsubj
             11 protested protest VERB VBD 8 acl:relcl",
        );
        let tree = Tree::new(&analysis);
        assert!(tree.is_passive(2));
        assert_eq!((tree.agent(2), tree.object(2)), (Some(4), Some(0)));
        assert_eq!(tree.subject(6), Some(0));
        assert_eq!(tree.antecedent(9), Some(7));
    }

    #[test]
    fn cycles_end() {
        let mut analysis = read("1 a a NOUN NN 0 root\n2 b b NOUN NN 1 conj");
        analysis.tokens[0].head = Some(1);
        analysis.tokens[0].deprel = "conj".into();
        let tree = Tree::new(&analysis);
        tree.subject(0);
        tree.first_conjunct(1);
    }
}
