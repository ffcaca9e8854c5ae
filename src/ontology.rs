//! The vocabulary of the graph: predicates and standing relations, from the two tables in `data/ontology`, and the
//! predicates that a user adds.

mod named;
mod own;

use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

#[cfg(test)]
pub(crate) use own::RESERVED;
pub use own::{Flaw, Own, Vocabulary};

/// One predicate: a kind of event between two actors.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct PredicateInfo {
    /// Name in kebab case: `met-with`.
    #[serde(rename = "predicate")]
    pub name: String,
    /// Relationship type in Neo4j: `MET_WITH`.
    pub neo4j_type: String,
    /// PLOVER event type: `CONSULT`; empty for a user's predicate without one.
    pub plover_type: String,
    /// CAMEO code as a string of digits: `040`; empty for a user's predicate without one.
    pub cameo: String,
    /// CAMEO quad class, from 1 (verbal cooperation) to 4 (material conflict); 0 for a user's predicate without one.
    pub quad_class: u8,
    /// Whether the order of the two actors carries no meaning.
    pub symmetric: bool,
    /// Entity types of the source, parted by `|`.
    pub domain: String,
    /// Entity types of the target, parted by `|`.
    pub range: String,
    /// What counts as such an event.
    pub definition: String,
    /// Color of its edges in a drawing, as `#7b3294`; empty where that of the quad class is taken.
    #[serde(default)]
    pub color: String,
}

/// One standing relation or structural edge: `holds-office`, `participated-in`.
#[derive(Debug, Clone, Deserialize)]
pub struct RelationInfo {
    /// Name in kebab case: `holds-office`.
    #[serde(rename = "predicate")]
    pub name: String,
    /// Relationship type in Neo4j: `HOLDS_OFFICE`.
    pub neo4j_type: String,
    /// Whether the order of the two carries no meaning.
    pub symmetric: bool,
    /// Node types of the source, parted by `|`.
    pub domain: String,
    /// Node types of the target, parted by `|`.
    pub range: String,
    /// What the relation says.
    pub definition: String,
}

fn rows<T: serde::de::DeserializeOwned>(table: &str) -> Vec<T> {
    // The tables are part of the build and a test reads every row.
    csv::Reader::from_reader(table.as_bytes()).deserialize().filter_map(Result::ok).collect()
}

/// All predicates, in the order of the table.
pub fn predicates() -> &'static [PredicateInfo] {
    static TABLE: OnceLock<Vec<PredicateInfo>> = OnceLock::new();
    TABLE.get_or_init(|| rows(include_str!("../data/ontology/predicates.csv")))
}

/// All standing relations and structural edges, in the order of the table.
pub fn relations() -> &'static [RelationInfo] {
    static TABLE: OnceLock<Vec<RelationInfo>> = OnceLock::new();
    TABLE.get_or_init(|| rows(include_str!("../data/ontology/relations.csv")))
}

macro_rules! vocabulary {
    ($(#[$doc:meta])* $type:ident, $info:ident, $table:ident $(, or $own:ident)?;
     { $($definition:literal $name:literal => $variant:ident),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $type {
            $(#[doc = $definition] $variant,)+
            $(/** One that a user defined. */ $own($own))?
        }

        impl $type {
            /// Every value of the table, in its order.
            pub const ALL: &'static [$type] = &[$($type::$variant),+];

            /// The name in kebab case.
            pub fn name(self) -> &'static str {
                match self { $($type::$variant => $name,)+ $($type::$own(own) => &own.info().name)? }
            }

            /// The row of the table, or the user's definition.
            pub fn info(self) -> &'static $info {
                enum Row { $($variant),+ }
                match self {
                    $($type::$variant => &$table()[Row::$variant as usize],)+
                    $($type::$own(own) => own.info())?
                }
            }

            /// The value of the table of that name in kebab case.
            pub fn from_name(name: &str) -> Option<Self> {
                match name { $($name => Some($type::$variant),)+ _ => None }
            }
        }
    };
}

/// The camel case of a name in kebab case, by which JSON-LD calls it: `metWith`.
pub fn term(name: &str) -> String {
    let mut term = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '-' {
            upper = true;
            continue;
        }
        term.push(if upper { c.to_ascii_uppercase() } else { c });
        upper = false;
    }
    term
}

// `of_predicates!` and `of_relations!`, which give `vocabulary!` the names of the rows; `build.rs` makes them of the tables.
include!(concat!(env!("OUT_DIR"), "/vocabulary.rs"));

of_predicates!(
    /// The predicate of an event. `data/triggers/README.md` has examples of each.
    ///
    /// ```
    /// use newsgraph::ontology::Predicate;
    ///
    /// let info = Predicate::MetWith.info();
    /// assert_eq!((&*info.neo4j_type, &*info.plover_type, &*info.cameo, info.quad_class), ("MET_WITH", "CONSULT", "040", 1));
    /// assert_eq!(Predicate::from_name("met-with"), Some(Predicate::MetWith));
    /// ```
    Predicate, PredicateInfo, predicates, or Own;
);

of_relations!(
    /// A standing relation or structural edge.
    Relation, RelationInfo, relations;
);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_camel_case() {
        assert_eq!(term("met-with"), "metWith");
        assert_eq!(term("spoke-by-phone-with"), "spokeByPhoneWith");
        assert_eq!(term("visited"), "visited");
    }

    #[test]
    fn every_row_of_the_tables_has_its_variant_in_the_same_place() {
        assert_eq!(predicates().len(), Predicate::ALL.len());
        assert_eq!(relations().len(), Relation::ALL.len());
        for &predicate in Predicate::ALL {
            assert_eq!(predicate.info().name, predicate.name());
            assert_eq!(Predicate::from_name(predicate.name()), Some(predicate));
        }
        for &relation in Relation::ALL {
            assert_eq!(relation.info().name, relation.name());
        }
    }
}
