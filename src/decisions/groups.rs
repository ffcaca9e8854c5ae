//! Pairs of ids that are one in; the groups of those that are one out.

use std::collections::BTreeMap;

/// Groups of ids; who is in none is a group alone.
#[derive(Debug, Clone, Default)]
pub(crate) struct Groups {
    /// The group of each id.
    of: BTreeMap<String, usize>,
    members: Vec<Vec<String>>,
}

impl Groups {
    /// Puts two into one group.
    pub(crate) fn unite(&mut self, a: &str, b: &str) {
        let (a, b) = (self.made(a), self.made(b));
        if a == b {
            return;
        }
        let (few, many) = if self.members[a].len() < self.members[b].len() { (a, b) } else { (b, a) };
        for id in std::mem::take(&mut self.members[few]) {
            self.of.insert(id.clone(), many);
            self.members[many].push(id);
        }
    }

    /// The group of an id, which is made if need be.
    fn made(&mut self, id: &str) -> usize {
        if let Some(&group) = self.of.get(id) {
            return group;
        }
        self.of.insert(id.to_owned(), self.members.len());
        self.members.push(vec![id.to_owned()]);
        self.members.len() - 1
    }

    /// The group of an id, if it is in one.
    pub(crate) fn group(&self, id: &str) -> Option<usize> {
        self.of.get(id).copied()
    }

    /// Whether two are in one group.
    pub(crate) fn has_both(&self, a: &str, b: &str) -> bool {
        a == b || self.group(a).is_some_and(|group| self.group(b) == Some(group))
    }

    /// The members of each group, each in its order, by the least of them.
    pub(crate) fn all(&self) -> Vec<Vec<&str>> {
        let groups = self.members.iter().filter(|members| !members.is_empty()).map(|members| {
            let mut members: Vec<&str> = members.iter().map(String::as_str).collect();
            members.sort_unstable();
            members
        });
        let mut groups: Vec<Vec<&str>> = groups.collect();
        groups.sort_unstable();
        groups
    }
}
