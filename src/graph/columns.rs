//! The columns of the tables that together are a graph: their names in CSV, and what those say of names and types elsewhere.
//!
//! Scripts depend on names and order of columns; more may follow at the end.

/// The type of a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum Kind {
    Text,
    Integer,
    Float,
    Boolean,
    /// Strings, none of which has a `;`.
    List,
}

/// The name of a column without its type, as a property is called: `mentions` of `mentions:int`.
pub(crate) const fn name(column: &'static str) -> &'static str {
    match column.as_bytes() {
        b":LABEL" => "labels",
        b":TYPE" => "type",
        b":START_ID" => "source",
        b":END_ID" => "target",
        bytes => {
            let mut end = 0;
            while end < bytes.len() && bytes[end] != b':' {
                end += 1;
            }
            column.split_at(end).0
        }
    }
}

/// The names of columns.
const fn names<const N: usize>(columns: [&'static str; N]) -> [&'static str; N] {
    let (mut names, mut at) = (columns, 0);
    while at < N {
        names[at] = name(columns[at]);
        at += 1;
    }
    names
}

/// A table of a graph in another format than CSV.
#[derive(Debug)]
pub(crate) struct Properties {
    /// Its columns.
    pub(crate) columns: &'static [&'static str],
    /// What they are called as properties.
    pub(crate) names: &'static [&'static str],
}

/// The columns of a table, by the name of its file without the ending.
pub(crate) fn of(table: &str) -> Properties {
    match table {
        "nodes" | "folded" => Properties { columns: &NODES, names: const { &names(NODES) } },
        "edges" => Properties { columns: &EDGES, names: const { &names(EDGES) } },
        "evidence" => Properties { columns: &EVIDENCE, names: const { &names(EVIDENCE) } },
        "mentions" => Properties { columns: &MENTIONS, names: const { &names(MENTIONS) } },
        "predicates" => Properties { columns: &PREDICATES, names: const { &names(PREDICATES) } },
        "decisions" => Properties { columns: &DECISIONS, names: const { &names(DECISIONS) } },
        _ => Properties { columns: &EVENTS, names: const { &names(EVENTS) } },
    }
}

/// The type of a column, which its name tells; that of the columns of `evidence.csv` its part in the table.
pub(crate) fn kind(column: &str) -> Kind {
    match column.split_once(':') {
        Some((_, "int")) => Kind::Integer,
        Some((_, "float")) => Kind::Float,
        Some((_, "boolean")) => Kind::Boolean,
        Some((_, "string[]" | "LABEL")) => Kind::List,
        Some(_) => Kind::Text,
        None => match column {
            "begin" | "end" | "quad_class" => Kind::Integer,
            "confidence" => Kind::Float,
            "symmetric" | "plain" => Kind::Boolean,
            column if column.ends_with("_begin") || column.ends_with("_end") => Kind::Integer,
            _ => Kind::Text,
        },
    }
}

/// The columns of `nodes.csv`, and of `folded.csv`.
pub(crate) const NODES: [&str; 29] = [
    "id:ID",
    ":LABEL",
    "name",
    "aliases:string[]",
    "wikidata",
    "iso3",
    "country",
    "date",
    "text",
    "mentions:int",
    "confidence:float",
    "document",
    "url",
    "direct:boolean",
    "cue",
    "producer",
    "reason",
    "level",
    "duration",
    "agenda:string[]",
    "status",
    "types:string[]",
    "title",
    "latitude:float",
    "longitude:float",
    "claimed_by:string[]",
    "text_sha256",
    "decision:string[]",
    "sketch",
];

/// The columns of `edges.csv`.
pub(crate) const EDGES: [&str; 25] = [
    ":START_ID",
    ":END_ID",
    ":TYPE",
    "id",
    "date",
    "negated:boolean",
    "modality",
    "attribution",
    "role",
    "plover",
    "cameo",
    "quad_class:int",
    "support:int",
    "documents:int",
    "confidence:float",
    "rule",
    "evidence",
    "document",
    "begin:int",
    "end:int",
    "place",
    "producer",
    "mode",
    "contexts:string[]",
    "decision",
];

/// The columns of `evidence.csv`.
pub(crate) const EVIDENCE: [&str; 20] = [
    "edge",
    "document",
    "sentence",
    "begin",
    "end",
    "rule",
    "confidence",
    "place",
    "producer",
    "sentence_begin",
    "trigger_begin",
    "trigger_end",
    "source_begin",
    "source_end",
    "target_begin",
    "target_end",
    "decided",
    "cameo",
    "mode",
    "contexts",
];

/// The columns of `mentions.csv`.
pub(crate) const MENTIONS: [&str; 7] =
    [":START_ID", ":END_ID", ":TYPE", "document", "mentions:int", "own_id", "producer"];

/// The columns of `predicates.csv`: those of `data/ontology/predicates.csv`, the color, and what wrote the table.
pub(crate) const PREDICATES: [&str; 11] = [
    "predicate",
    "neo4j_type",
    "plover_type",
    "cameo",
    "quad_class",
    "symmetric",
    "domain",
    "range",
    "definition",
    "color",
    "producer",
];

/// The columns of `decisions.csv`, which are among those of `newsgraph review`.
pub(crate) const DECISIONS: [&str; 6] = ["decision", "id", "other", "name", "other_name", "note"];

/// The columns of the stream of event mentions as a table.
pub(crate) const EVENTS: [&str; 40] = [
    "id",
    "document",
    "predicate",
    "plover",
    "cameo",
    "mode",
    "contexts:string[]",
    "source",
    "source_name",
    "source_type",
    "source_country",
    "source_state",
    "target",
    "target_name",
    "target_type",
    "target_country",
    "target_state",
    "polarity",
    "modality",
    "attribution",
    "attribution_name",
    "date",
    "place",
    "place_name",
    "sentence",
    "begin",
    "end",
    "rule",
    "confidence",
    "producer",
    "sentence_begin",
    "trigger_begin",
    "trigger_end",
    "source_begin",
    "source_end",
    "target_begin",
    "target_end",
    "decided",
    "plain",
    "decision",
];

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_column_tells_the_name_and_type_of_a_property() {
        assert_eq!((name("mentions:int"), kind("mentions:int")), ("mentions", Kind::Integer));
        assert_eq!((name("id:ID"), kind("id:ID")), ("id", Kind::Text));
        assert_eq!((name(":LABEL"), kind(":LABEL")), ("labels", Kind::List));
        assert_eq!((name("trigger_end"), kind("trigger_end")), ("trigger_end", Kind::Integer));
    }
}
