//! A set of decisions in; what of it holds, and what contradicts itself, out. The outcome is that of the set, in
//! whatever order it was put together.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use super::{Decision, Decisions, Groups, NO_ITEM, Verb};

/// What holds.
#[derive(Debug, Default)]
pub(crate) struct Settled<'d> {
    /// Those that hold.
    pub(crate) holding: BTreeSet<&'d Decision>,
    /// Those that cannot all be, so that none of them holds.
    pub(crate) contradictions: Vec<Vec<&'d Decision>>,
    /// The ids that are one: of two nodes, of a node and its item, and of whom the graph adds.
    pub(crate) groups: Groups,
    /// Those of them that are one by decisions alone.
    decided: BTreeMap<&'d str, Vec<&'d str>>,
}

/// Whom an id is one with, and by which decision.
type Joins<'d> = BTreeMap<&'d str, Vec<(&'d str, &'d Decision)>>;

impl Decisions {
    /// What of it holds.
    pub(crate) fn settled(&self) -> Settled<'_> {
        let mut contradictions = of_edges(self);
        let links = of_links(self);
        let unsure: BTreeSet<&Decision> = links.iter().flatten().copied().collect();
        contradictions.extend(links);
        contradictions.extend(of_pairs(self, &unsure));
        let refused: BTreeSet<&Decision> = contradictions.iter().flatten().copied().collect();
        let holding: BTreeSet<&Decision> =
            self.iter().map(|(decision, _)| decision).filter(|decision| !refused.contains(decision)).collect();
        let (mut groups, mut decided) = (Groups::default(), BTreeMap::<&str, Vec<&str>>::new());
        for &decision in &holding {
            if decision.verb == Verb::Link {
                groups.unite(&decision.id, &decision.id);
            }
            if let Some((a, b)) = joined(decision) {
                groups.unite(a, b);
                decided.insert(a, Vec::new());
                decided.insert(b, Vec::new());
            }
        }
        let mut by_group = BTreeMap::<Option<usize>, Vec<&str>>::new();
        decided.keys().for_each(|id| by_group.entry(groups.group(id)).or_default().push(id));
        for (id, with) in &mut decided {
            with.clone_from(&by_group[&groups.group(id)]);
        }
        Settled { holding, contradictions, groups, decided }
    }

    fn of(&self, verb: Verb) -> impl Iterator<Item = &Decision> {
        self.iter().map(|(decision, _)| decision).filter(move |decision| decision.verb == verb)
    }
}

impl<'d> Settled<'d> {
    /// Those of a verb that hold.
    pub(crate) fn of(&self, verb: Verb) -> impl Iterator<Item = &'d Decision> + '_ {
        self.holding.iter().copied().filter(move |decision| decision.verb == verb)
    }

    /// Who is one with an id by decisions alone, it among them.
    pub(crate) fn with<'s>(&'s self, id: &'s str) -> impl Iterator<Item = &'s str> + 's {
        let others = self.decided.get(id);
        others.into_iter().flatten().copied().chain(others.is_none().then_some(id))
    }

    /// Whether a node may not go by the name of another: people said who it is, or that these are two.
    pub(crate) fn forbids(&self, open: &str, told: &str) -> bool {
        if self.holding.is_empty() {
            return false;
        }
        let has = |a: &str, b: &str| self.groups.has_both(a, b);
        let are_two = |apart: &Decision| {
            has(&apart.id, open) && has(&apart.other, told) || has(&apart.other, open) && has(&apart.id, told)
        };
        has(open, told) || self.of(Verb::Link).any(|link| has(&link.id, open)) || self.of(Verb::NotSame).any(are_two)
    }
}

/// The two that a decision makes one.
fn joined(decision: &Decision) -> Option<(&str, &str)> {
    let is_join = decision.verb == Verb::SameAs || decision.verb == Verb::Link && decision.other != NO_ITEM;
    is_join.then_some((decision.id.as_str(), decision.other.as_str()))
}

/// Edges that are confirmed and rejected.
fn of_edges(decisions: &Decisions) -> Vec<Vec<&Decision>> {
    let rejected: BTreeMap<&str, &Decision> = decisions.of(Verb::Reject).map(|one| (one.id.as_str(), one)).collect();
    let both = decisions.of(Verb::Confirm).filter_map(|one| Some(vec![one, *rejected.get(one.id.as_str())?]));
    both.collect()
}

/// Nodes that are one and have several items.
fn of_links(decisions: &Decisions) -> Vec<Vec<&Decision>> {
    let mut groups = Groups::default();
    decisions.of(Verb::SameAs).for_each(|pair| groups.unite(&pair.id, &pair.other));
    decisions.of(Verb::Link).for_each(|link| groups.unite(&link.id, &link.id));
    let mut links = BTreeMap::<Option<usize>, Vec<&Decision>>::new();
    decisions.of(Verb::Link).for_each(|link| links.entry(groups.group(&link.id)).or_default().push(link));
    let several = |links: &Vec<&Decision>| links.iter().any(|link| link.other != links[0].other);
    links.into_values().filter(several).collect()
}

/// Pairs that are two by one decision and one by others; `unsure` are links that do not hold.
fn of_pairs<'d>(decisions: &'d Decisions, unsure: &BTreeSet<&Decision>) -> Vec<Vec<&'d Decision>> {
    let mut joins = Joins::new();
    for (decision, _) in decisions.iter().filter(|(decision, _)| !unsure.contains(decision)) {
        if let Some((a, b)) = joined(decision) {
            joins.entry(a).or_default().push((b, decision));
            joins.entry(b).or_default().push((a, decision));
        }
    }
    let mut contradictions = Vec::new();
    for apart in decisions.of(Verb::NotSame) {
        let mut against = vec![apart];
        while let Some(way) = way(apart, &joins, &against) {
            against.extend(way);
        }
        if against.len() > 1 {
            contradictions.push(against);
        }
    }
    contradictions
}

/// The shortest way from one of two to the other, without the decisions that are known to lie on one.
fn way<'d>(apart: &'d Decision, joins: &Joins<'d>, known: &[&Decision]) -> Option<Vec<&'d Decision>> {
    let mut before = BTreeMap::<&str, (&str, &Decision)>::new();
    let mut queue = VecDeque::from([apart.id.as_str()]);
    while let Some(id) = queue.pop_front() {
        if id == apart.other {
            let mut way = Vec::new();
            let mut at = id;
            while at != apart.id {
                let (from, by) = before.get(at)?;
                way.push(*by);
                at = from;
            }
            return Some(way);
        }
        for &(next, by) in joins.get(id).into_iter().flatten() {
            if next != apart.id && !before.contains_key(next) && !known.contains(&by) {
                before.insert(next, (id, by));
                queue.push_back(next);
            }
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decisions::Label;

    fn settled(told: &[&str]) -> (Vec<String>, Vec<Vec<String>>) {
        let mut decisions = Decisions::default();
        for one in told {
            let mut parts = one.split(' ');
            let verb = Verb::from_name(parts.next().unwrap()).unwrap();
            let decision = Decision::new(verb, parts.next().unwrap(), parts.next().unwrap_or_default()).unwrap();
            decisions.add(decision, Label::default());
        }
        let settled = decisions.settled();
        let text = |decision: &&Decision| decision.to_string();
        let contradictions = settled.contradictions.iter().map(|group| group.iter().map(text).collect()).collect();
        (settled.holding.iter().map(text).collect(), contradictions)
    }

    #[test]
    fn none_of_a_contradiction_holds_and_all_else_does() {
        let (holding, against) = settled(&["confirm e-1", "reject e-1", "reject e-2"]);
        assert_eq!(holding, ["reject e-2"]);
        assert_eq!(against, [["confirm e-1", "reject e-1"]]);
        let (holding, against) = settled(&["link a Q1", "link b Q2", "same-as a b", "link c Q3"]);
        assert_eq!(holding, ["same-as a b", "link c Q3"]);
        assert_eq!(against, [["link a Q1", "link b Q2"]]);
        let (holding, against) = settled(&["link a Q1", "link a none"]);
        assert!(holding.is_empty() && against.len() == 1);
    }

    #[test]
    fn what_is_one_by_several_decisions_is_not_two_by_another() {
        let (holding, against) = settled(&["same-as a b", "same-as b c", "not-same a c", "same-as c d"]);
        assert_eq!(holding, ["same-as c d"]);
        assert_eq!(against, [["not-same a c", "same-as b c", "same-as a b"]]);
        // two ways
        let (holding, _) = settled(&["same-as a b", "same-as b c", "same-as a d", "same-as c d", "not-same a c"]);
        assert!(holding.is_empty());
        // by one item
        let (_, against) = settled(&["link a Q1", "link b Q1", "not-same a b"]);
        assert_eq!(against.len(), 1);
        let (holding, against) = settled(&["same-as a b", "not-same a c"]);
        assert!(holding.len() == 2 && against.is_empty());
    }
}
