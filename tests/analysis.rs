//! The golden trees of `tests/golden/analysis.md`: hard sentences in; words, lemmas, parts of speech, heads and names out.

use std::fmt::Write as _;

use newsgraph::analyze::{Analysis, analyze};
use newsgraph::ingest::Document;

/// A text and the table that stands under it.
fn sections() -> Vec<(String, String)> {
    let mut sections: Vec<(String, String)> = Vec::new();
    let mut table = false;
    for line in include_str!("golden/analysis.md").lines() {
        if let Some(text) = line.strip_prefix("> ") {
            sections.push((text.to_owned(), String::new()));
        } else if line.starts_with("```") {
            table = !table;
        } else if let (true, Some((_, lines))) = (table, sections.last_mut()) {
            lines.push_str(line);
            lines.push('\n');
        }
    }
    sections
}

/// One line a word: number, form, lemma, part of speech, head, relation, type of name; an empty line between sentences.
fn table(analysis: &Analysis) -> String {
    let mut text = String::new();
    for (number, sentence) in analysis.sentences.iter().enumerate() {
        if number > 0 {
            text.push('\n');
        }
        for index in sentence.tokens.clone() {
            let token = &analysis.tokens[index];
            let local = |token: usize| token - sentence.tokens.start + 1;
            let (head, upos) = (token.head.map_or(0, local), token.upos.as_str());
            let name = analysis.names.iter().find(|name| name.tokens.contains(&index));
            let name = name.map_or(String::new(), |name| format!("{:?}", name.kind));
            let line = format!(
                "{:>2} {:14} {:14} {upos:6} {head:>2} {:12} {name}",
                local(index),
                token.form,
                token.lemma,
                token.deprel
            );
            let _ = writeln!(text, "{}", line.trim_end());
        }
    }
    text
}

#[test]
fn golden_trees_come_out() {
    let sections = sections();
    assert!(sections.len() >= 20);
    let mut wrong = String::new();
    for (text, expected) in sections {
        let actual = table(&analyze(&Document::new("golden", text.replace("\\n", "\n"))));
        if actual != expected {
            let _ = write!(wrong, "> {text}\n\n```\n{actual}```\n\n");
        }
    }
    assert!(wrong.is_empty(), "these differ from the golden; what came out:\n\n{wrong}");
}
