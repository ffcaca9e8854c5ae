//! A trigger in its tree in; when and where its event took place out.

use super::actors::Actors;
use super::tree::Tree;
use crate::analyze::TimeExpression;
use crate::analyze::speakers::cues;
use crate::date::Date;
use crate::resolve::{EntityType, MentionKind};

/// Gatherings at which people do what is told of them.
const OCCASIONS: [&str; 11] = [
    "ceremony",
    "conference",
    "dinner",
    "forum",
    "lunch",
    "meeting",
    "negotiation",
    "session",
    "summit",
    "talk",
    "visit",
];

/// Subordinators of clauses that took place before or after their main clause.
const OTHER_TIMES: [&str; 9] = ["after", "because", "before", "despite", "for", "if", "since", "unless", "until"];

/// Whether the object of a verb is what somebody speaks of, and no deed of the moment: “condemned the attack”, but not
/// “agreed a truce”.
fn tells_of(verb: &str) -> bool {
    let does = matches!(
        verb,
        "agree" | "attack" | "begin" | "continue" | "defend" | "direct" | "finish" | "order" | "propose"
    );
    !does && cues::verb(verb).is_some()
}

/// The dates of one row, each with the head of its phrase.
type Row = Vec<(usize, Date)>;

/// Finds dates and places of events.
pub(super) struct Circumstance<'a> {
    pub(super) tree: &'a Tree<'a>,
    pub(super) actors: &'a Actors<'a>,
}

impl Circumstance<'_> {
    /// The dates of the time expression nearest to the trigger in the tree: several where they are coordinated.
    pub(super) fn dates(&self, trigger: usize) -> Vec<Date> {
        let sentence = &self.tree.analysis.sentences[self.tree.token(trigger).sentence].tokens;
        let times = &self.tree.analysis.times;
        let first = times.partition_point(|time| time.tokens.start < sentence.start);
        let mut best: Option<(usize, usize, Row)> = None;
        let mut range_end = 0;
        for (at, time) in times.iter().enumerate().skip(first).take_while(|(_, time)| time.tokens.start < sentence.end)
        {
            // The ends of a range follow it, and date nothing by themselves.
            if time.tokens.end <= range_end {
                continue;
            }
            range_end = time.tokens.end;
            let Some(date) = time.date else { continue };
            let top = self.top(time.tokens.clone());
            // “her first visit since 2014”: when something else was, or began
            if self.tree.case(top) == Some("since") {
                continue;
            }
            let anchor = self.tree.head(self.tree.first_conjunct(top)).map(|anchor| self.innermost(anchor, top));
            if anchor
                .is_some_and(|anchor| self.names_another(trigger, anchor, top) || self.is_aside(trigger, anchor, top))
            {
                continue;
            }
            let Some(distance) = anchor.and_then(|anchor| self.distance(trigger, anchor)) else { continue };
            match &mut best {
                Some((least, _, dates))
                    if *least == distance && self.tree.first_conjunct(top) == self.tree.first_conjunct(dates[0].0) =>
                {
                    dates.push((top, date))
                }
                Some((least, ..)) if *least <= distance => {}
                _ => best = Some((distance, at, vec![(top, date)])),
            }
        }
        let Some((_, at, dates)) = best else { return Vec::new() };
        let mut dates: Vec<Date> = dates.into_iter().map(|(_, date)| date).collect();
        let listed = self.listed(&times[at..]);
        if listed.len() > dates.len() {
            dates = listed;
        }
        dates
    }

    /// “in 2019, 2021 and in 2023”: the years or months that the text lists from a first one on, however the parser hangs them.
    fn listed(&self, times: &[TimeExpression]) -> Vec<Date> {
        let Some(first) = times.first() else { return Vec::new() };
        let top = self.top(first.tokens.clone());
        let mut dates: Vec<Date> = first.date.into_iter().collect();
        for pair in times.windows(2) {
            let mut between = pair[0].tokens.end..pair[1].tokens.start;
            let joined = between.len() < 4
                && !between.is_empty()
                && between.all(|t| matches!(self.tree.token(t).form.as_str(), "," | "and" | "in"));
            let head = self.tree.head(self.top(pair[1].tokens.clone()));
            let hangs =
                head == self.tree.head(top) || head.is_some_and(|head| self.tree.is_under(head, top) || head == top);
            match (pair[0].date, pair[1].date) {
                (Some(Date::Year(_)), Some(date @ Date::Year(_)))
                | (Some(Date::Month(..)), Some(date @ Date::Month(..)))
                    if joined && hangs =>
                {
                    dates.push(date)
                }
                _ => break,
            }
        }
        dates
    }

    /// “accused it of meddling in the 2016 election”: a time before a noun that is no occasion tells which one is meant.
    fn names_another(&self, trigger: usize, anchor: usize, time: usize) -> bool {
        let before = matches!(self.tree.token(time).relation(), "compound" | "nmod" | "amod" | "nummod")
            && time < anchor
            && self.tree.case(time).is_none();
        anchor != trigger
            && before
            && self.tree.is_nominal(anchor)
            && !OCCASIONS.contains(&self.tree.token(anchor).lemma.as_str())
            && !self.tree.ancestors(trigger).any(|at| at == anchor)
    }

    /// “Roe, president until 2024, met Moe”, “Roe, who was president until 2024”: a time inside what is told of somebody aside.
    fn is_aside(&self, trigger: usize, anchor: usize, time: usize) -> bool {
        let tree = self.tree;
        let close = |at: usize| at < time && (at..time).all(|t| tree.token(t).form != ",");
        let beside = |at: usize| {
            let told = tree.token(at).relation() == "appos" || tree.token(at).deprel == "acl:relcl";
            told && close(at) && !tree.is_under(trigger, at)
        };
        let path = |from: usize| std::iter::once(from).chain(tree.ancestors(from)).take_while(|&at| at != trigger);
        // “Roe, the winner of the race in 2017, met Moe”: the parser may hang it on the verb that comes after the aside.
        let before = || {
            let (first, last) = tree.extent(time);
            let ends = last < trigger && tree.analysis.tokens.get(last + 1).is_some_and(|token| token.form == ",");
            first.checked_sub(1).filter(|_| ends)
        };
        path(anchor).take(4).any(beside) || before().is_some_and(|word| path(word).take(4).any(beside))
    }

    /// Whether the trigger stands in what the anchor only tells of, or gives as its reason: the day of telling or of
    /// sentencing is not its day.
    fn is_told(&self, trigger: usize, anchor: usize) -> bool {
        let tree = self.tree;
        let mut path = std::iter::once(trigger).chain(tree.ancestors(trigger)).take_while(|&at| at != anchor);
        path.any(|at| match tree.token(at).relation() {
            "ccomp" => tree.is_finite(at),
            // “jailed him on Friday for attacking a guard”, “vowed on Friday to reply after they had struck”
            "advcl" => tree.child(at, "mark").is_some_and(|mark| OTHER_TIMES.contains(&tree.lemma(mark))),
            // “met on Friday the man who had attacked her”, “the guest, invited by Malta, came on Friday”
            "acl" => {
                let apart = tree.token(at).deprel == "acl:relcl" && tree.is_finite(at) || tree.is_passive(at);
                apart && tree.head(at) != Some(anchor)
            }
            // “condemned the attack on Friday”
            "obj" => tree.is_nominal(at) && tree.head(at).is_some_and(|verb| tells_of(tree.lemma(verb))),
            _ => false,
        })
    }

    /// The token of a range whose head lies outside.
    fn top(&self, range: std::ops::Range<usize>) -> usize {
        range.clone().find(|&t| self.tree.head(t).is_none_or(|head| !range.contains(&head))).unwrap_or(range.start)
    }

    /// Steps from the trigger to where a phrase is anchored: under it or above it.
    fn distance(&self, trigger: usize, anchor: usize) -> Option<usize> {
        if trigger == anchor {
            return Some(0);
        }
        if let Some(up) = self.tree.ancestors(trigger).position(|a| a == anchor) {
            return (!self.is_told(trigger, anchor)).then_some(2 * (up + 1));
        }
        let within = |at: usize| {
            matches!(self.tree.token(at).relation(), "ccomp" | "xcomp" | "advcl" | "acl" | "parataxis")
                && self.tree.is_verbal(at)
        };
        // What dates the content of an act does not date the act.
        let mut at = anchor;
        for down in 0..4 {
            if within(at) || self.is_cause(at) {
                return None;
            }
            at = self.tree.head(at)?;
            if at == trigger {
                return Some(2 * (down + 1) + 1);
            }
        }
        None
    }

    /// “In retaliation for a raid last week”: what an act answers was before it.
    fn is_cause(&self, noun: usize) -> bool {
        let answered = |&head: &usize| {
            matches!(self.tree.lemma(head), "retaliation" | "response" | "reply" | "revenge" | "reprisal" | "reaction")
        };
        matches!(self.tree.case(noun), Some("for" | "to")) && self.tree.head(noun).filter(answered).is_some()
    }

    /// The clause that a time after it dates, whatever it hangs on: in “asked them to come on Monday” the coming.
    fn innermost(&self, anchor: usize, time: usize) -> usize {
        let mut at = anchor;
        for _ in 0..8 {
            let content = |&kid: &usize| {
                let is_content = matches!(self.tree.token(kid).relation(), "ccomp" | "xcomp");
                at < kid && kid < time && is_content && self.tree.is_verbal(kid)
            };
            match self.tree.children(at).rfind(content) {
                Some(kid) => at = kid,
                None => break,
            }
        }
        at
    }

    /// The place or country in a locative phrase of the trigger or of the verb that carries it.
    pub(super) fn place(&self, trigger: usize) -> Option<usize> {
        let carrier = self.tree.head(trigger).filter(|_| self.tree.is_nominal(trigger));
        // “signed a pact in Oslo”: where a paper is signed, whatever the phrase hangs on
        let signs = matches!(self.tree.lemma(trigger), "sign" | "initial" | "ink");
        let paper = self.tree.child(trigger, "obj").filter(|_| signs);
        let direct = std::iter::once(trigger).chain(carrier).chain(paper).find_map(|at| self.locative(at));
        direct.or_else(|| self.tree.children(trigger).find_map(|kid| self.occasion(kid, 0)))
    }

    /// The place of the occasion of an event: “met for a day of talks in Rome”.
    fn occasion(&self, phrase: usize, depth: usize) -> Option<usize> {
        let hangs = self.tree.token(phrase).relation() == "obl"
            && matches!(self.tree.case(phrase), Some("for" | "at" | "during"));
        if depth == 0 && !hangs {
            return None;
        }
        if OCCASIONS.contains(&self.tree.token(phrase).lemma.as_str()) {
            return self.locative(phrase);
        }
        let of = |kid: &usize| self.tree.token(*kid).relation() == "nmod" && self.tree.case(*kid) == Some("of");
        (depth < 2).then(|| self.tree.children(phrase).filter(of).find_map(|kid| self.occasion(kid, depth + 1)))?
    }

    fn locative(&self, at: usize) -> Option<usize> {
        for kid in self.tree.children(at) {
            if matches!(self.tree.token(kid).relation(), "obl" | "nmod")
                && matches!(self.tree.case(kid), Some("in" | "at" | "inside" | "near" | "outside"))
            {
                let found = self.placed(kid, 0);
                if found.is_some() {
                    return found;
                }
            }
        }
        None
    }

    fn placed(&self, t: usize, depth: usize) -> Option<usize> {
        if let Some(mention) = self.actors.mention(t) {
            let place =
                |&&entity: &&usize| matches!(self.actors.entity(entity).kind, EntityType::Place | EntityType::Country);
            let by_name = matches!(mention.kind, MentionKind::Name | MentionKind::Nominal | MentionKind::Pronoun);
            return mention.entities.iter().find(place).copied().filter(|_| by_name);
        }
        if depth > 2 {
            return None;
        }
        let inner = |kid: &usize| {
            let token = self.tree.token(*kid);
            matches!(token.relation(), "appos" | "flat")
                || token.relation() == "nmod" && matches!(self.tree.case(*kid), Some("of" | "in" | "on"))
        };
        self.tree.children(t).filter(inner).find_map(|kid| self.placed(kid, depth + 1))
    }
}

#[cfg(test)]
mod tests {
    use crate::events::code;

    /// The date of the first event of a text published on 14 June 2024.
    fn date(text: &str) -> String {
        let mut document = crate::ingest::Document::new("circumstance", text);
        document.published = chrono::NaiveDate::from_ymd_opt(2024, 6, 14);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        let date = code(&document, &analysis, &resolution).events.first().and_then(|event| event.date);
        date.map_or_else(|| "none".to_owned(), |date| date.to_string())
    }

    #[test]
    fn a_time_told_aside_is_not_that_of_the_event() {
        assert_eq!(date("Boris Johnson, prime minister until 2022, thanked Poland."), "none");
        assert_eq!(date("Boris Johnson, who was prime minister until 2022, thanked Poland."), "none");
        assert_eq!(date("Israel attacked Hezbollah, the Lebanese group, in 2006."), "2006");
        assert_eq!(
            date("Ada Moe, the sister of Olaf Berg, the winner of the marathon in 2017, criticized Peru."),
            "none"
        );
        assert_eq!(date("Hamas, the group behind the raid in 2021, attacked Israel."), "none");
        assert_eq!(date("In 2017, Peru criticized Chile."), "2017");
    }

    #[test]
    fn what_had_been_planned_lies_back() {
        assert_eq!(date("Joe Biden had been scheduled to visit Angola in August."), "2023-08");
        assert_eq!(date("Joe Biden had planned to visit Angola in August."), "2023-08");
        assert_eq!(date("Joe Biden was to visit Angola in April."), "2024-04");
        assert_eq!(date("Joe Biden will visit Angola in August."), "2024-08");
    }
}
