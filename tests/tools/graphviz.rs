//! Graphviz draws `graph.dot` without a warning.

use std::path::Path;
use std::process::Command;

use serde_json::Value;

use super::support::{all_of_sample, run_both, sample};

#[test]
#[ignore = "needs Graphviz: cargo xtask test"]
fn graphviz_draws_the_graph_without_a_warning() {
    for graph in [sample(), all_of_sample()] {
        let svg = draw(&graph.join("graph.dot"), "svg");
        assert!(svg.contains("<svg") && svg.trim_end().ends_with("</svg>"));
    }
    let drawing: Value = serde_json::from_str(&draw(&sample().join("graph.dot"), "json")).unwrap();
    assert!(drawing["edges"].as_array().is_some_and(|edges| edges.len() > 5));
}

/// What Graphviz makes of a file; it must have nothing to say about it.
pub fn draw(file: &Path, format: &str) -> String {
    let (drawing, messages) = run_both(Command::new("dot").arg(format!("-T{format}")).arg(file));
    assert_eq!(messages, "", "messages of Graphviz");
    drawing
}
