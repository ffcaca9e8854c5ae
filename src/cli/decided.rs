//! Files of people's decisions in; a graph with them, and what of them could not be taken on standard error, out.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use super::{Outcome, messages};
use crate::decisions::{Decision, File, Given, Verb};
use crate::error::{Error, ErrorKind, Result};
use crate::graph::{Folded, KnowledgeGraph, read_decisions};

/// Decisions that are read and not yet taken.
#[derive(Debug, Default)]
pub(super) struct Decided {
    given: Vec<(PathBuf, Given)>,
    undecided: usize,
    /// Whether something of the files could not be read.
    outcome: Option<Outcome>,
}

impl Decided {
    /// Reads the files; what is wrong with a row is told, and the others count.
    ///
    /// # Errors
    /// As [`File::read`].
    pub fn read(paths: &[PathBuf]) -> Result<Self> {
        let mut decided = Self::default();
        for path in paths {
            let File { given, flaws, warning, undecided } = File::read(path)?;
            warning.iter().for_each(|warning| messages::warning(warning));
            flaws.iter().for_each(|flaw| messages::error(flaw));
            if !flaws.is_empty() {
                decided.outcome = Some(Outcome::SomeFailed);
            }
            decided.undecided += undecided;
            decided.given.extend(given.into_iter().map(|given| (path.clone(), given)));
        }
        Ok(decided)
    }

    /// Those of the graph that stands in a folder which is to be written anew, so that people's work is not lost.
    ///
    /// # Errors
    /// As [`read_decisions`].
    pub fn kept(self, folder: &Path, graph: &mut KnowledgeGraph) -> Result<Self> {
        let before = read_decisions(folder)?;
        if !before.is_empty() {
            let folder = folder.display();
            messages::note(&format!("the decisions of the graph that stood in {folder} hold for this one too"));
            graph.decisions_mut().unite(before);
        }
        Ok(self)
    }

    /// Adds them to a graph, each in the place of what was decided of the same before.
    pub fn take(&self, graph: &mut KnowledgeGraph) -> Taken<'_> {
        let mut new = BTreeMap::new();
        for (path, Given { decision, label, line }) in &self.given {
            if !graph.decisions().has(decision) {
                new.insert(decision.clone(), (path.as_path(), *line));
            }
            graph.decisions_mut().replace(decision.clone(), label.clone());
        }
        Taken { new, decided: self }
    }
}

/// Decisions that a graph has now.
pub(super) struct Taken<'d> {
    /// Those that it did not have, with the file and the line.
    new: BTreeMap<Decision, (&'d Path, u64)>,
    decided: &'d Decided,
}

impl Taken<'_> {
    /// Tells of decisions that do nothing: those that contradict each other, and new ones about what is not there.
    pub fn tell(&self, graph: &Folded<'_>) -> Outcome {
        let decisions = graph.graph().decisions();
        let named = |decision: &Decision| {
            let label = decisions.iter().find(|(known, _)| *known == decision).map(|(_, label)| label);
            let names = label.into_iter().flat_map(|label| [label.name.as_str(), &label.other_name]);
            let names: Vec<&str> = names.filter(|name| !name.is_empty()).collect();
            if names.is_empty() {
                format!("“{decision}”")
            } else {
                format!("“{decision}” ({})", names.join("; "))
            }
        };
        for against in graph.contradictions() {
            let told: Vec<String> = against.iter().map(named).collect();
            messages::warning(&format!(
                "decisions contradict each other, and none of them holds: {}; give the right one with --decisions",
                told.join(", ")
            ));
        }
        for decision in graph.gone() {
            if let Some((path, line)) = self.new.get(decision) {
                let message = format!("{} is about nothing that the graph has; it is kept for later", named(decision));
                messages::warning(&Error::new(ErrorKind::Note, message).in_file(path).at_line(*line));
            }
        }
        self.decided.outcome.unwrap_or(Outcome::Done)
    }

    /// “Decisions: 2 confirm, 1 link; 97 rows are not decided yet”, if there is anything to say.
    pub fn summary(&self, graph: &Folded<'_>) -> String {
        let count = |verb| graph.graph().decisions().iter().filter(|(decision, _)| decision.verb() == verb).count();
        let counts = Verb::ALL.into_iter().map(|verb| (count(verb), verb)).filter(|(count, _)| *count > 0);
        let counts: Vec<String> = counts.map(|(count, verb)| format!("{count} {verb}")).collect();
        let undecided = match self.decided.undecided {
            0 => None,
            1 => Some("1 row is not decided yet".to_owned()),
            rows => Some(format!("{rows} rows are not decided yet")),
        };
        let told = Some(counts.join(", ")).filter(|told| !told.is_empty());
        let told: Vec<String> = told.into_iter().chain(undecided).collect();
        if told.is_empty() { String::new() } else { format!("Decisions: {}\n", told.join("; ")) }
    }
}
