//! An id or a name in; what the graph knows of the node out.

use serde_json::{Value, json};

use super::super::arguments::{Arguments, Kind, must};
use super::super::ground::{Answer, Ground};
use super::Tool;
use crate::Result;
use crate::graph::EdgeKind;
use crate::ontology::Relation;

/// How many documents are told.
const DOCUMENTS: usize = 20;

pub(super) const TOOL: Tool = Tool {
    name: "node",
    about: "What the graph knows of a person, country, organization or place: names, type, country, Wikidata item, offices with their \
        evidence, how many edges of which kind, and the documents that mention it.",
    fields: &[must("node", Kind::Text, "id, name or other name")],
    run,
};

fn run(ground: &Ground<'_, '_>, arguments: &Arguments<'_>) -> Result<Answer> {
    use Relation::{AffiliatedWith, HoldsOffice, LocatedIn, PartOf};
    let one = ground.find(arguments.text("node"))?;
    let mut kinds = std::collections::BTreeMap::<&str, usize>::new();
    let mut standing = Vec::new();
    for edge in ground.edges_of(&one.id, false) {
        *kinds.entry(edge.claim.kind.neo4j_type()).or_default() += 1;
        if matches!(edge.claim.kind, EdgeKind::Relation(HoldsOffice | AffiliatedWith | PartOf | LocatedIn)) {
            standing.push(ground.edge_told(edge));
        }
    }
    let entity = ground.view.node(&one.id).and_then(|node| node.node.entity());
    let documents = entity.map(|entity| {
        let mut counts: Vec<_> = entity.mentions.iter().collect();
        counts.sort_by(|(a, m), (b, n)| n.cmp(m).then_with(|| a.cmp(b)));
        counts.truncate(DOCUMENTS);
        let told = counts.into_iter().map(|(document, count)| {
            let known = ground.documents().get(&**document);
            json!({ "document": &**document, "mentions": count, "url": known.and_then(|one| one.url.as_ref()) })
        });
        told.collect::<Vec<_>>()
    });
    let rows = ground.rows(None, usize::MAX);
    let answer = Answer::list("offices_and_parts", standing, rows)
        .with("id", json!(one.id))
        .with("name", json!(one.name))
        .with("type", json!(one.kind))
        .with("country", json!(one.country))
        .with("other_names", json!(one.aliases.iter().take(50).collect::<Vec<_>>()))
        .with("wikidata", entity.map_or(Value::Null, |entity| json!(entity.wikidata)))
        .with("mentions", json!(one.mentions))
        .with("edges", json!(kinds))
        .with("mentioned_in", json!(documents));
    Ok(answer)
}
