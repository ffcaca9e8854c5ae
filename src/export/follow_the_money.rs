//! A graph in; `graph.ftm.json` out: entities of FollowTheMoney, one a line, for Aleph, OpenAleph and yente.
//!
//! People, organizations, states (`PublicBody`) and places (`Address`) are things, documents are `Article`s, meetings `Event`s with
//! those who were `involved`; offices and membership are `Membership`, and what else stands between two is an `UnknownLink` with
//! its predicate as `role`. Statements are left out. An id has letters, digits, `-` and `.` there: another one, as a user's
//! gazetteer may have, is replaced by `id-` and a hash.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};

use serde_json::{Map, Value, json};

use super::{EdgeView, Export, NodeView, View, json, style};
use crate::coordinates::Coordinates;
use crate::date::Date;
use crate::graph::{DocumentNode, EdgeKind, EntityNode, MeetingNode, Node, document_id, stable_id};
use crate::ontology::Relation;
use crate::resolve::EntityType;

/// Writer of `graph.ftm.json`.
pub(super) struct FollowTheMoney;

impl Export for FollowTheMoney {
    fn file_name(&self) -> &'static str {
        "graph.ftm.json"
    }

    fn purpose(&self) -> &'static str {
        "entities for Aleph and other users of FollowTheMoney"
    }

    fn write(&self, view: &View<'_>, out: &mut dyn Write) -> io::Result<()> {
        let mut meetings = BTreeMap::<&str, Vec<&EdgeView<'_>>>::new();
        for edge in view.edges() {
            match edge.claim.kind {
                EdgeKind::Relation(Relation::ParticipatedIn) => {
                    meetings.entry(&edge.claim.target).or_default().push(edge)
                }
                EdgeKind::Relation(Relation::HeldAt) => meetings.entry(&edge.claim.source).or_default().push(edge),
                _ => {}
            }
        }
        for shown in view.nodes() {
            let edges = meetings.get(shown.node.id()).map_or(&[][..], Vec::as_slice);
            if let Some(thing) = thing(shown, edges, view) {
                thing.write(out)?;
            }
        }
        for edge in view.edges() {
            if let Some(link) = link(edge, view) {
                link.write(out)?;
            }
        }
        Ok(())
    }
}

/// An entity of FollowTheMoney: every property has a list of strings.
struct Proxy {
    id: String,
    schema: &'static str,
    properties: BTreeMap<&'static str, BTreeSet<String>>,
}

impl Proxy {
    fn new(id: &str, schema: &'static str) -> Self {
        Self { id: safe(id), schema, properties: BTreeMap::new() }
    }

    fn add(&mut self, property: &'static str, value: impl Into<String>) {
        let value = value.into();
        if !value.trim().is_empty() {
            self.properties.entry(property).or_default().insert(value);
        }
    }

    fn dates(&mut self, date: Option<Date>) {
        match date {
            Some(Date::Interval(first, last)) => {
                self.add("startDate", first.to_string());
                self.add("endDate", last.to_string());
            }
            Some(date) => self.add("date", date.to_string()),
            None => {}
        }
    }

    /// What says so: documents, the best sentence and the address.
    fn evidence<'v>(&mut self, edges: &[&'v EdgeView<'v>], view: &View<'_>) {
        for one in edges.iter().flat_map(|edge| &edge.evidence) {
            let document = document_id(&one.document);
            if let Some(Node::Document(node)) = view.node(&document).map(|shown| shown.node) {
                node.urls().filter(|url| is_address(url)).for_each(|url| self.add("sourceUrl", url));
            }
            self.add("proof", safe(&document));
        }
        if let Some(best) = edges.iter().map(|edge| edge.best).max_by_key(|best| best.confidence) {
            self.add("description", &*best.sentence);
        }
    }

    fn write(self, out: &mut dyn Write) -> io::Result<()> {
        let properties: Map<String, Value> =
            self.properties.into_iter().map(|(name, values)| (name.to_owned(), json!(values))).collect();
        json::write(out, &json!({ "id": self.id, "schema": self.schema, "properties": properties }))?;
        out.write_all(b"\n")
    }
}

/// An id that FollowTheMoney takes.
fn safe(id: &str) -> String {
    let is_inner = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'-' || byte == b'.';
    let ends = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_alphanumeric);
    let bytes = id.as_bytes();
    let takes = bytes.len() <= 128 && bytes.iter().copied().all(is_inner) && ends(bytes.first()) && ends(bytes.last());
    if takes { id.to_owned() } else { stable_id("id", &[id]) }
}

/// Whether a string is an address of the web, as FollowTheMoney has them.
fn is_address(url: &str) -> bool {
    (url.starts_with("https://") || url.starts_with("http://"))
        && !url.contains(|c: char| c.is_whitespace() || "\"<>\\{}|^`".contains(c))
}

fn thing(shown: &NodeView<'_>, edges: &[&EdgeView<'_>], view: &View<'_>) -> Option<Proxy> {
    match shown.node {
        Node::Entity(node) => Some(entity(shown, node)),
        Node::Meeting(node) => Some(meeting(shown, node, edges, view)),
        Node::Document(node) => Some(article(node)),
        Node::Statement(_) => None,
    }
}

fn entity(shown: &NodeView<'_>, entity: &EntityNode) -> Proxy {
    let schema = match entity.kind {
        EntityType::Person => "Person",
        EntityType::Organization => "Organization",
        EntityType::Country => "PublicBody",
        EntityType::Place => "Address",
    };
    let mut thing = Proxy::new(&entity.id, schema);
    thing.add("name", &*shown.name);
    entity.aliases.iter().filter(|alias| **alias != shown.name).for_each(|alias| thing.add("alias", alias));
    let code = entity.iso3.as_ref().or(entity.country.as_ref());
    code.filter(|code| code.len() == 3 && !matches!(code.as_str(), "IGO" | "NGO"))
        .into_iter()
        .for_each(|code| thing.add("country", code));
    entity.wikidata.iter().for_each(|item| thing.add("wikidataId", item));
    shown.decisions.iter().for_each(|verb| thing.add("notes", style::decided(*verb)));
    if entity.kind == EntityType::Place {
        thing.add("full", &*shown.name);
        if let Some([latitude, longitude]) = entity.coordinates.map(Coordinates::degrees) {
            thing.add("latitude", latitude);
            thing.add("longitude", longitude);
        }
    }
    thing
}

fn meeting(shown: &NodeView<'_>, meeting: &MeetingNode, edges: &[&EdgeView<'_>], view: &View<'_>) -> Proxy {
    let mut thing = Proxy::new(&meeting.id, "Event");
    thing.add("name", &*shown.name);
    thing.dates(meeting.date);
    for edge in edges {
        let (property, end) = match edge.claim.kind {
            EdgeKind::Relation(Relation::HeldAt) => ("location", &edge.claim.target),
            _ => ("involved", &edge.claim.source),
        };
        let node = view.node(end);
        let is_place = node.and_then(|node| node.node.entity()).is_some_and(|entity| entity.kind == EntityType::Place);
        match property {
            "location" => thing.add(property, node.map_or("", |node| &node.name)),
            _ if !is_place => thing.add(property, safe(end)),
            _ => {}
        }
    }
    thing.add("keywords", shown.status.unwrap_or_default());
    thing.evidence(edges, view);
    thing
}

fn article(document: &DocumentNode) -> Proxy {
    let mut thing = Proxy::new(&document.id, "Article");
    thing.add("title", document.title.as_deref().unwrap_or_default());
    thing.add("name", document.title.as_deref().unwrap_or_default());
    thing.add("fileName", &document.document);
    document.urls().filter(|url| is_address(url)).for_each(|url| thing.add("sourceUrl", url));
    document.date.iter().for_each(|date| thing.add("publishedAt", date.to_string()));
    thing.add("generator", &*document.producer);
    thing
}

fn link(edge: &EdgeView<'_>, view: &View<'_>) -> Option<Proxy> {
    use Relation::{About, AffiliatedWith, HeldAt, HoldsOffice, ParticipatedIn, Reported, Stated};
    let claim = edge.claim;
    let kind = |id: &str| view.node(id).and_then(|shown| shown.node.entity()).map(|entity| entity.kind);
    let (source, target) = (kind(&claim.source)?, kind(&claim.target)?);
    let role = claim.role.clone();
    let mut link = match claim.kind {
        EdgeKind::Relation(ParticipatedIn | HeldAt | About | Stated | Reported) => return None,
        EdgeKind::Relation(HoldsOffice | AffiliatedWith)
            if source != EntityType::Place && matches!(target, EntityType::Organization | EntityType::Country) =>
        {
            let mut link = Proxy::new(edge.id, "Membership");
            link.add("member", safe(&claim.source));
            link.add("organization", safe(&claim.target));
            link.add("role", role.unwrap_or_else(|| claim.kind.name().replace('-', " ")));
            link
        }
        kind => {
            let mut link = Proxy::new(edge.id, "UnknownLink");
            link.add("subject", safe(&claim.source));
            link.add("object", safe(&claim.target));
            link.add("role", kind.name().replace('-', " "));
            link
        }
    };
    let truth = if claim.negated { "denied" } else { claim.modality.as_str() };
    link.add("status", truth);
    edge.decision.iter().for_each(|verb| link.add("summary", style::decided(*verb)));
    link.add("recordId", edge.id);
    link.dates(claim.date);
    link.evidence(&[edge], view);
    Some(link)
}

#[cfg(test)]
mod tests {
    use super::{is_address, safe};

    #[test]
    fn ids_that_are_none_are_mapped() {
        assert_eq!(safe("Q42"), "Q42");
        assert_eq!(safe("local-1f.a"), "local-1f.a");
        assert!(safe("user-a b\\").starts_with("id-") && safe("x-").starts_with("id-") && safe("é").starts_with("id-"));
        assert_ne!(safe("a b"), safe("a c"));
    }

    #[test]
    fn addresses_are_of_the_web() {
        assert!(
            is_address("https://a.example/x?y=1") && !is_address("javascript:alert(1)") && !is_address("https://a b")
        );
    }
}
