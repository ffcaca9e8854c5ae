//! What part of a graph is asked for and the graph in; the options of the exporters with that part set out, and what was
//! not understood on standard error.

use super::{Outcome, messages};
use crate::error::{Error, ErrorKind, Result};
use crate::export::{Doubt, Options, Selection};
use crate::graph::Folded;
use crate::ontology::Vocabulary;

/// Sets the part in the options. Names that mean nothing are told and fail the run in part.
///
/// # Errors
/// [`ErrorKind::Usage`] for an unknown predicate, and where no name in focus means anything.
pub(super) fn set(
    selection: &Selection,
    graph: &Folded<'_>,
    vocabulary: &Vocabulary,
    options: &mut Options,
) -> Result<Outcome> {
    let (scope, doubts) = selection.of(graph, vocabulary)?;
    let mut outcome = Outcome::Done;
    let mut unknown = Vec::new();
    for doubt in doubts {
        match doubt {
            Doubt::Several(name, nodes) => {
                let nodes = nodes.join(", ");
                messages::note(&format!("“{name}” names several, and all are in focus: {nodes}; give an id for one"));
            }
            Doubt::Nothing(name, near) => unknown.push(nobody(&name, &near)),
        }
    }
    if unknown.len() == selection.focus.len()
        && let Some(first) = unknown.pop()
    {
        unknown.iter().for_each(|error| messages::error(error));
        return Err(first);
    }
    for error in unknown {
        messages::error(&error);
        outcome = Outcome::SomeFailed;
    }
    options.scope = scope.of_parts(std::mem::take(&mut options.scope).told());
    Ok(outcome)
}

fn nobody(name: &str, near: &[String]) -> Error {
    let remedy = match near {
        [] => "the names stand in nodes.csv and in graph.html".to_owned(),
        near => format!("the nearest are {}", near.join(", ")),
    };
    Error::new(ErrorKind::Usage, format!("nobody in the graph is named “{name}”")).remedy(remedy)
}
