//! The nodes of the graph, and how what two documents say of one node becomes one record.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{Confidence, Evidence};
use crate::coordinates::Coordinates;
use crate::date::Date;
use crate::events::Occasion;
use crate::resolve::EntityType;

/// A node of the graph.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum Node {
    /// A person, country, organization or place.
    Entity(EntityNode),
    /// An encounter of people.
    Meeting(MeetingNode),
    /// A quotation.
    Statement(Box<StatementNode>),
    /// A document that the graph was read from.
    Document(DocumentNode),
}

/// A person, country, organization or place.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct EntityNode {
    /// A QID, `iso-` and an ISO code, `enwiki-` and a title of the English Wikipedia, `user-` and an id of the user's gazetteer, or `local-` and a hash.
    pub id: String,
    /// Its type.
    pub kind: EntityType,
    /// Every type that a text gives its names, its own among them.
    pub types: BTreeSet<EntityType>,
    /// Canonical name.
    pub name: String,
    /// Surface forms seen.
    pub aliases: BTreeSet<String>,
    /// Wikidata item.
    pub wikidata: Option<String>,
    /// Title in the English Wikipedia.
    pub title: Option<String>,
    /// ISO 3166 alpha-3, of a country.
    pub iso3: Option<String>,
    /// Alpha-3 of the country that it acts for or lies in; `IGO` and `NGO` for international bodies.
    pub country: Option<String>,
    /// Where a place lies.
    pub coordinates: Option<Coordinates>,
    /// The states that claim a place, alpha-3 or a name; none where it is undisputed.
    pub claimed_by: BTreeSet<String>,
    /// How many mentions refer to it, by the document's own id.
    pub mentions: BTreeMap<Arc<str>, u32>,
    /// How sure the link is.
    pub confidence: Confidence,
    /// Why it was linked so, in a few words.
    pub reason: String,
}

/// An encounter of people; who, where and what says so stand on its edges.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct MeetingNode {
    /// `meeting-` and a hash of its participants and its date, without a date of its document too.
    pub id: String,
    /// When.
    pub date: Option<Date>,
    /// At which level, how long, on what.
    pub occasion: Occasion,
}

/// A quotation with its speakers.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct StatementNode {
    /// `statement-` and a hash of its document, its place there and its words.
    pub id: String,
    /// Ids of the entities that said it.
    pub speakers: BTreeSet<String>,
    /// Who else said it, as the text calls them: “two officials”.
    pub voices: BTreeSet<String>,
    /// Ids of the entities that it was said to.
    pub addressees: BTreeSet<String>,
    /// Whom else it was said to, as the text calls them: “reporters”.
    pub audience: BTreeSet<String>,
    /// Ids of the entities that it names.
    pub about: BTreeSet<String>,
    /// Ids of the entities that reported it.
    pub reporters: BTreeSet<String>,
    /// The words, without the quotation marks.
    pub text: String,
    /// Whether it stands in quotation marks.
    pub direct: bool,
    /// The verb or noun of saying.
    pub cue: Option<String>,
    /// When it was said.
    pub date: Option<Date>,
    /// Where it stands.
    pub evidence: Evidence,
}

/// A document that the graph was read from.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct DocumentNode {
    /// `document-` and a hash of the document's own id.
    pub id: String,
    /// The document's own id, by which evidence names it.
    pub document: String,
    /// Its title, if it came with one.
    pub title: Option<String>,
    /// Where it was published.
    pub url: Option<String>,
    /// Where else the same text was published.
    pub copies: BTreeSet<String>,
    /// The day of publication.
    pub date: Option<Date>,
    /// SHA-256 of the text that was read, in hexadecimal; graphs of before this was told lack it.
    pub text_sha256: Option<String>,
    /// A sketch of the text, by which copies of one report are known; short texts and graphs of before lack it.
    pub sketch: Option<String>,
    /// The program, model and gazetteer that read it: [`Provenance`](super::Provenance) as text.
    pub producer: Arc<str>,
}

impl Node {
    /// The [ranks](Self::rank) of entities.
    pub(crate) const ENTITIES: Range<u8> = 0..4;
    /// That of meetings.
    pub(crate) const MEETING: u8 = 4;
    /// That of statements.
    pub(crate) const STATEMENT: u8 = 5;
    /// That of documents, the last.
    pub(crate) const DOCUMENT: u8 = 6;

    /// The id, unique in the graph.
    pub fn id(&self) -> &str {
        match self {
            Node::Entity(node) => &node.id,
            Node::Meeting(node) => &node.id,
            Node::Statement(node) => &node.id,
            Node::Document(node) => &node.id,
        }
    }

    /// The labels in Neo4j, parted by `;`.
    pub fn labels(&self) -> &'static str {
        match self {
            Node::Entity(node) => match node.kind {
                EntityType::Person => "Entity;Person",
                EntityType::Country => "Entity;Country",
                EntityType::Organization => "Entity;Organization",
                EntityType::Place => "Entity;Place",
            },
            Node::Meeting(_) => "Meeting",
            Node::Statement(_) => "Statement",
            Node::Document(_) => "Document",
        }
    }

    /// The order of node types in listings: people first, documents last.
    pub fn rank(&self) -> u8 {
        match self {
            Node::Entity(node) => node.kind as u8,
            Node::Meeting(_) => Self::MEETING,
            Node::Statement(_) => Self::STATEMENT,
            Node::Document(_) => Self::DOCUMENT,
        }
    }

    /// The entity, if it is one.
    pub fn entity(&self) -> Option<&EntityNode> {
        match self {
            Node::Entity(node) => Some(node),
            _ => None,
        }
    }

    /// Takes in what another graph knows of the node; the outcome does not depend on which of the two comes first.
    pub(super) fn join(&mut self, other: Node) {
        match (&mut *self, other) {
            (Node::Entity(mine), Node::Entity(theirs)) => mine.join(theirs),
            (Node::Meeting(mine), Node::Meeting(theirs)) => mine.occasion.join(theirs.occasion),
            (Node::Statement(mine), Node::Statement(theirs)) => keep_greater(mine, theirs),
            (Node::Document(mine), Node::Document(theirs)) => mine.join(theirs),
            // Ids of different types do not meet unless a user's gazetteer makes them.
            (mine, theirs) if theirs.rank() < mine.rank() => *mine = theirs,
            _ => {}
        }
    }
}

impl DocumentNode {
    /// Every address of the text, that of the document itself first.
    pub fn urls(&self) -> impl Iterator<Item = &str> {
        let others = self.copies.iter().filter(|copy| self.url.as_ref() != Some(*copy));
        self.url.iter().chain(others).map(String::as_str)
    }

    fn join(&mut self, other: Self) {
        keep_greater(&mut self.title, other.title);
        keep_greater(&mut self.url, other.url);
        keep_greater(&mut self.date, other.date);
        keep_greater(&mut self.text_sha256, other.text_sha256);
        keep_greater(&mut self.sketch, other.sketch);
        keep_greater(&mut self.producer, other.producer);
        self.copies.extend(other.copies);
    }
}

impl EntityNode {
    /// One of which no more is known than its id and type.
    pub(super) fn bare(id: String, kind: EntityType) -> Self {
        Self {
            id,
            kind,
            types: BTreeSet::new(),
            name: String::new(),
            aliases: BTreeSet::new(),
            wikidata: None,
            title: None,
            iso3: None,
            country: None,
            coordinates: None,
            claimed_by: BTreeSet::new(),
            mentions: BTreeMap::new(),
            confidence: Confidence::default(),
            reason: String::new(),
        }
    }

    fn join(&mut self, other: EntityNode) {
        if compare_names(&other.name, &self.name).is_gt() {
            self.name = other.name;
        }
        self.kind = self.kind.min(other.kind);
        self.types.extend(other.types);
        self.aliases.extend(other.aliases);
        keep_greater(&mut self.wikidata, other.wikidata);
        keep_greater(&mut self.title, other.title);
        keep_greater(&mut self.iso3, other.iso3);
        keep_greater(&mut self.country, other.country);
        keep_greater(&mut self.coordinates, other.coordinates);
        self.claimed_by.extend(other.claimed_by);
        for (document, count) in other.mentions {
            let mine = self.mentions.entry(document).or_default();
            *mine = count.max(*mine);
        }
        // The surer link, and of two as sure the greater reason.
        if (other.confidence, &other.reason) > (self.confidence, &self.reason) {
            (self.confidence, self.reason) = (other.confidence, other.reason);
        }
    }
}

/// A node as it is packed, of whose entities no more is read than their ids and types.
#[derive(Debug, Deserialize)]
pub(super) enum Bare {
    Entity(BareEntity),
    Meeting(MeetingNode),
    Statement(Box<StatementNode>),
    Document(DocumentNode),
}

#[derive(Debug, Deserialize)]
pub(super) struct BareEntity {
    id: String,
    kind: EntityType,
}

impl From<Bare> for Node {
    fn from(bare: Bare) -> Self {
        match bare {
            Bare::Entity(BareEntity { id, kind }) => Self::Entity(EntityNode::bare(id, kind)),
            Bare::Meeting(node) => Self::Meeting(node),
            Bare::Statement(node) => Self::Statement(node),
            Bare::Document(node) => Self::Document(node),
        }
    }
}

/// The fuller name is greater; of two as long, the one with more lower-case letters, so that “Xi” beats “XI”.
fn compare_names(a: &str, b: &str) -> Ordering {
    let key = |name: &str| (name.chars().count(), name.chars().filter(|c| c.is_lowercase()).count());
    key(a).cmp(&key(b)).then_with(|| a.cmp(b))
}

pub(super) fn keep_greater<T: Ord>(mine: &mut T, theirs: T) {
    if theirs > *mine {
        *mine = theirs;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn document(title: Option<&str>, url: Option<&str>, copies: &[&str]) -> DocumentNode {
        DocumentNode {
            id: "document-1".into(),
            document: "a".into(),
            title: title.map(str::to_owned),
            url: url.map(str::to_owned),
            copies: copies.iter().map(|copy| (*copy).to_owned()).collect(),
            date: None,
            text_sha256: None,
            sketch: None,
            producer: "".into(),
        }
    }

    #[test]
    fn a_document_keeps_the_addresses_of_its_copies() {
        let mut one = document(Some("Talks"), Some("https://b.example/"), &[]);
        one.join(document(None, None, &["https://a.example/", "https://b.example/"]));
        assert_eq!(one.urls().collect::<Vec<_>>(), ["https://b.example/", "https://a.example/"]);
        assert_eq!(one.title.as_deref(), Some("Talks"));
    }
}
