//! The nodes of a graph that is larger than memory in; who of them are one out.
//!
//! The forms of all names are brought into order on disk. Those nodes alone that share one with another are in memory then, with what
//! the documents that name them tell.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io;
use std::path::Path;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use super::records::{Records, Sorter};
use crate::decisions::Decisions;
use crate::graph::fold::Fold;
use crate::graph::same::{self, Group, RULES, Side, Texts};
use crate::graph::{KnowledgeGraph, Node};

/// About how many bytes of memory a form takes.
const FORM: usize = 192;

/// A form of the name of a node.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
struct Form {
    rule: usize,
    form: String,
    id: String,
    side: Side,
}

/// The ids of the nodes of one form.
#[derive(Debug, Default)]
struct Named {
    rule: usize,
    open: Vec<String>,
    told: Vec<String>,
}

/// Who is one of nodes of which nobody decided, by means of about so many bytes of memory.
pub(super) fn fold(nodes: &Records<Node>, dir: &Path, memory: usize) -> io::Result<Fold> {
    let groups = groups(&in_order(nodes, dir, memory)?)?;
    let named = groups.iter().flat_map(|group| group.open.iter().chain(&group.told));
    let named: HashSet<&str> = named.map(String::as_str).collect();
    let mut concerned = KnowledgeGraph::new();
    for node in nodes.read()? {
        let node = node?;
        if named.contains(node.id()) {
            concerned.add_node(node);
        }
    }
    let told = Told::of(nodes, &concerned)?;
    let entity = |id: &String| concerned.node(id).and_then(Node::entity);
    let groups = groups.iter().map(|group| {
        let (open, told) = (group.open.iter().filter_map(entity), group.told.iter().filter_map(entity));
        (group.rule, Group { open: open.collect(), told: told.collect() })
    });
    let decisions = Decisions::default();
    let mut settled = decisions.settled();
    let pairs = concerned.one_of(groups, &told.texts(), &mut settled);
    Ok(Fold::of_pairs(&concerned, &pairs, &settled))
}

/// The forms of the names of all nodes, in their order.
fn in_order(nodes: &Records<Node>, dir: &Path, memory: usize) -> io::Result<Records<Form>> {
    let mut sorter = Sorter::new(dir, "forms", Form::cmp, |_, _| {});
    let mut some: Vec<Form> = Vec::new();
    for node in nodes.read()? {
        let Node::Entity(entity) = node? else { continue };
        same::forms(&entity, |rule, side, form| some.push(Form { rule, form, id: entity.id.clone(), side }));
        if some.len() > memory / FORM {
            sorter.add(some.iter().collect())?;
            some.clear();
        }
    }
    sorter.add(some.iter().collect())?;
    sorter.merged()
}

/// The groups that a rule has to look at.
fn groups(forms: &Records<Form>) -> io::Result<Vec<Named>> {
    let mut groups = Vec::new();
    let mut last: Option<Form> = None;
    let (mut group, mut nodes, mut told) = (Named::default(), 0, 0);
    let mut close = |group: Named, nodes: usize, told: usize| {
        if nodes > 1 && !group.open.is_empty() && RULES[group.rule].looks_at(told) {
            groups.push(group);
        }
    };
    for form in forms.read()? {
        let form = form?;
        if last.as_ref().is_none_or(|last| (last.rule, &last.form) != (form.rule, &form.form)) {
            close(std::mem::replace(&mut group, Named { rule: form.rule, ..Named::default() }), nodes, told);
            (nodes, told) = (0, 0);
            last = None;
        }
        nodes += usize::from(last.as_ref().is_none_or(|last| last.id != form.id));
        match form.side {
            Side::Open => group.open.push(form.id.clone()),
            Side::Told => {
                told += 1;
                // Of a common surname no more are kept than are looked at.
                if RULES[form.rule].looks_at(told) {
                    group.told.push(form.id.clone());
                }
            }
        }
        last = Some(form);
    }
    close(group, nodes, told);
    Ok(groups)
}

/// What the documents that name certain nodes tell.
struct Told {
    countries: BTreeMap<String, BTreeSet<String>>,
    days: Vec<(String, Option<NaiveDate>)>,
}

impl Told {
    fn of(nodes: &Records<Node>, concerned: &KnowledgeGraph) -> io::Result<Self> {
        let entities = concerned.petgraph().node_weights().filter_map(Node::entity);
        let documents: HashSet<&str> = entities.flat_map(|entity| entity.mentions.keys()).map(|id| &**id).collect();
        let mut told = Self { countries: BTreeMap::new(), days: Vec::new() };
        if documents.is_empty() {
            return Ok(told);
        }
        for node in nodes.read()? {
            match node? {
                Node::Entity(entity) => {
                    let Some(state) = same::state(&entity) else { continue };
                    for document in entity.mentions.keys().filter(|document| documents.contains(&***document)) {
                        told.countries.entry(document.to_string()).or_default().insert(state.to_owned());
                    }
                }
                Node::Document(document) if documents.contains(document.document.as_str()) => {
                    let day = same::day(&document);
                    told.days.push((document.document, day));
                }
                _ => {}
            }
        }
        Ok(told)
    }

    fn texts(&self) -> Texts<'_> {
        let mut texts = Texts::default();
        for (document, countries) in &self.countries {
            countries.iter().for_each(|country| texts.add_country(document, country));
        }
        self.days.iter().for_each(|(document, day)| texts.add_day(document, *day));
        texts
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::graph::same::tests::add;
    use crate::resolve::EntityType::Person;

    #[test]
    fn of_a_common_surname_nobody_is_in_memory() {
        let mut graph = KnowledgeGraph::new();
        let firsts = ["Ada", "Ben", "Cid"].map(|first| format!("{first} Graywick"));
        for (name, item) in firsts.iter().zip(["Q2", "Q3", "Q4"]) {
            add(&mut graph, Person, &[name], "NOR", item, "a");
        }
        add(&mut graph, Person, &["Graywick"], "", "", "b");
        add(&mut graph, Person, &["Eva Roe"], "NOR", "Q5", "a");
        add(&mut graph, Person, &["Roe"], "", "", "b");
        let dir = tempfile::tempdir().unwrap();
        let mut nodes = Sorter::new(dir.path(), "nodes", |a: &Node, b| a.id().cmp(b.id()), |_, _| {});
        nodes.add(graph.petgraph().node_weights().collect()).unwrap();
        let groups = groups(&in_order(&nodes.merged().unwrap(), dir.path(), 0).unwrap()).unwrap();
        let name = |id: &String| graph.node(id).and_then(Node::entity).map(|entity| entity.name.as_str()).unwrap();
        let names: BTreeSet<&str> =
            groups.iter().flat_map(|group| group.open.iter().chain(&group.told)).map(name).collect();
        assert_eq!(names, BTreeSet::from(["Eva Roe", "Roe"]));
    }
}
