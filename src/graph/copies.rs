//! Texts in; which documents are copies of one report, though somebody gave it another headline, cut it or added to it, out.
//!
//! A document keeps a sketch of its text: the least values, by many hash functions, of its shingles, which are words in a
//! row (MinHash). Of two texts as large a share of these values is the same as of their shingles. Documents that agree in
//! a band of values are compared, and from [`ALIKE`] on they are one source; so is what is linked by others. All follows
//! from the set of documents, whatever the order in which they came.

use std::collections::BTreeMap;
use std::hash::Hasher;

use base64::Engine;
use base64::engine::general_purpose::STANDARD_NO_PAD as BASE64;
use siphasher::sip::SipHasher13;

use super::{DocumentNode, KnowledgeGraph, Node};
use crate::decisions::Groups;

/// How many words a shingle has.
const SHINGLE: usize = 4;

/// The fewest shingles of a text that is compared: short texts are alike by chance.
const FEWEST: usize = 16;

/// How many values a sketch has, each of 16 bits.
const VALUES: usize = 64;

/// How many values in a row must agree before two documents are compared: of texts that are alike by .3, 95 of 100 pairs are,
/// by .4 all but one of 250.
const BAND: usize = 2;

/// From which share of equal values on two texts are one report. Of the reports in the tests, those with another headline,
/// with other words here and there, cut to the half or with a paragraph of a local paper share .42 to .97 of their
/// shingles; a report of the same event by somebody else shares none, a report of the day after with two paragraphs of
/// background .15.
const ALIKE: f64 = 0.3;

/// With how many of those that agree in a band a document is compared at most, so that what all share (a notice, a form)
/// costs no more.
const COMPARED: usize = 64;

/// The sketch of a text, if it is long enough to have one.
pub(super) fn sketch<'t>(lines: impl Iterator<Item = &'t str>) -> Option<String> {
    let is_mark = |c: char| !c.is_alphanumeric();
    let words = lines.flat_map(|line| line.split(is_mark).filter(|word| !word.is_empty()).map(str::to_lowercase));
    let words: Vec<String> = words.collect();
    if words.len() < FEWEST + SHINGLE - 1 {
        return None;
    }
    let mut least = [u64::MAX; VALUES];
    for shingle in words.windows(SHINGLE) {
        let mut hasher = SipHasher13::new();
        for word in shingle {
            hasher.write(word.as_bytes());
            hasher.write_u8(b' ');
        }
        let hash = hasher.finish();
        for (least, number) in least.iter_mut().zip(1..) {
            *least = mixed(hash, number).min(*least);
        }
    }
    // Of the least values the low bits, which are as good as any.
    let bytes: Vec<u8> = least.iter().flat_map(|value| (*value as u16).to_be_bytes()).collect();
    Some(BASE64.encode(bytes))
}

/// The hash function of that number, of a hash (SplitMix64).
fn mixed(hash: u64, number: u64) -> u64 {
    let mut z = hash ^ number.wrapping_mul(0x9e37_79b9_7f4a_7c15);
    z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    z ^ (z >> 31)
}

/// The values of a sketch; `None` where it is none.
fn values(sketch: &str) -> Option<[u16; VALUES]> {
    let bytes = BASE64.decode(sketch).ok().filter(|bytes| bytes.len() == 2 * VALUES)?;
    let mut values = [0; VALUES];
    for (value, pair) in values.iter_mut().zip(bytes.chunks_exact(2)) {
        *value = u16::from_be_bytes([pair[0], pair[1]]);
    }
    Some(values)
}

/// The share of values that two sketches have in common.
fn likeness(one: &[u16; VALUES], other: &[u16; VALUES]) -> f64 {
    let same = one.iter().zip(other).filter(|(one, other)| one == other).count();
    same as f64 / VALUES as f64
}

/// A document with the values of its sketch.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Sketched {
    document: String,
    values: [u16; VALUES],
}

impl Sketched {
    /// A document that has one.
    pub(super) fn of(node: &DocumentNode) -> Option<Self> {
        Some(Self { document: node.document.clone(), values: values(node.sketch.as_deref()?)? })
    }
}

impl KnowledgeGraph {
    /// The documents that are copies of one report, by their own ids, each with the one of them that counts: the first by id,
    /// which stands for itself. What has no copy is not there.
    pub fn near_copies(&self) -> BTreeMap<String, String> {
        let sketched = self.graph.node_weights().filter_map(|node| match node {
            Node::Document(document) => Sketched::of(document),
            _ => None,
        });
        of(sketched.collect())
    }
}

/// The same of documents.
pub(super) fn of(mut documents: Vec<Sketched>) -> BTreeMap<String, String> {
    documents.sort_unstable();
    let mut groups = Groups::default();
    for band in (0..VALUES).step_by(BAND) {
        let part = |one: &Sketched| -> [u16; BAND] { std::array::from_fn(|at| one.values[band + at]) };
        let mut parts: Vec<([u16; BAND], usize)> =
            documents.iter().enumerate().map(|(at, one)| (part(one), at)).collect();
        parts.sort_unstable();
        for agreeing in parts.chunk_by(|one, other| one.0 == other.0) {
            for (place, &(_, at)) in agreeing.iter().enumerate().skip(1) {
                for &(_, before) in &agreeing[place.saturating_sub(COMPARED)..place] {
                    let (one, other) = (&documents[before], &documents[at]);
                    let known = groups.has_both(&one.document, &other.document);
                    if !known && likeness(&one.values, &other.values) >= ALIKE {
                        groups.unite(&one.document, &other.document);
                    }
                }
            }
        }
    }
    let mut copies = BTreeMap::new();
    for group in groups.all() {
        let Some(&first) = group.first() else { continue };
        copies.extend(group.iter().map(|&id| (id.to_owned(), first.to_owned())));
    }
    copies
}

#[cfg(test)]
mod tests {
    use super::*;

    const REPORT: [&str; 10] = [
        "The foreign ministers of Norway and Peru signed an agreement on fishing rights in Lima on Tuesday, ending a dispute \
         that had kept their fleets apart for almost four years.",
        "Under the accord, Norwegian vessels may take up to nine thousand tonnes of anchovy a season in waters off the \
         southern coast, while Peru gains access to processing plants in Bergen and Stavanger.",
        "“We have shown that two small fishing nations can settle a quarrel without a court,” Norwegian minister Ada Moe \
         told reporters after the ceremony at the old customs house.",
        "Her counterpart, Luis Paredes, called the text fair and said that it would be sent to congress before the end of \
         the month.",
        "The quarrel began when a Peruvian patrol boat seized the trawler Havbris and held its crew of fourteen for eleven \
         days.",
        "Oslo then withdrew its ambassador, and talks under the eye of the United Nations broke off twice.",
        "Fishermen’s unions in Chimbote have said that they will block the harbor if foreign ships arrive before the stocks \
         recover.",
        "The opposition in Lima wants the agreement to be put to a vote, which Paredes ruled out on Tuesday.",
        "Exports of fishmeal bring Peru some two billion dollars a year, and the ministry expects the accord to add a tenth \
         to that.",
        "A joint commission is to meet twice a year, first in Bergen in October.",
    ];

    /// The same event by somebody who was there too.
    const OTHER: [&str; 5] = [
        "Peru and Norway have buried their long fight over anchovies. In a brief ceremony in the capital, Luis Paredes and \
         Ada Moe put their names to a pact that lets Norway’s trawlers back into Peruvian waters.",
        "The deal caps the catch at nine thousand tonnes each season and opens two Norwegian ports to fish from Peru, \
         according to a copy seen by this newspaper.",
        "Moe said the two countries had found an answer without judges. Paredes promised lawmakers a look at the document \
         within weeks but refused to hold a referendum.",
        "Relations had been frozen since the arrest of the Havbris, a trawler whose sailors spent eleven days in custody in \
         Callao; Norway recalled its ambassador soon afterwards.",
        "Officials of both sides will review the quota every six months, starting this autumn in Bergen.",
    ];

    const LOCAL: [&str; 2] = [
        "In Hull, where half a dozen firms buy from Bergen, the head of the fish merchants’ guild said that the news was \
         welcome.",
        "“Our members have paid too much for too long,” John Barton told this paper, and he hoped for lower prices in spring.",
    ];

    /// The day after, with what was before.
    const AFTER: [&str; 5] = [
        "Dock workers closed the harbor of Chimbote on Wednesday in protest against the new agreement on fishing rights \
         with Norway.",
        "Some four hundred people stood at the gates with banners from dawn on, and no ship left, a spokesman of the port \
         said. “They have sold our sea,” said Rosa Quispe, who leads the local union.",
        "The government called for calm and said that it would hear the unions next week.",
        REPORT[0],
        REPORT[4],
    ];

    fn graph(texts: &[(&str, Vec<String>)]) -> KnowledgeGraph {
        let mut graph = KnowledgeGraph::new();
        for (id, lines) in texts {
            graph.add_node(Node::Document(DocumentNode {
                id: crate::graph::document_id(id),
                document: (*id).to_owned(),
                title: None,
                url: None,
                copies: Default::default(),
                date: None,
                text_sha256: None,
                sketch: sketch(lines.iter().map(String::as_str)),
                producer: "".into(),
            }));
        }
        graph
    }

    fn owned(lines: &[&str]) -> Vec<String> {
        lines.iter().map(|line| (*line).to_owned()).collect()
    }

    fn set() -> Vec<(&'static str, Vec<String>)> {
        let edited = |line: &&str| {
            let pairs = [("told reporters", "said"), ("on Tuesday", "yesterday"), ("nine thousand", "9,000")];
            pairs.iter().fold((*line).to_owned(), |line, (from, to)| line.replace(from, to))
        };
        vec![
            ("headline", [owned(&["Peru and Norway end fish war"]), owned(&REPORT[1..])].concat()),
            ("cut", owned(&REPORT[..5])),
            ("edited", REPORT.iter().map(edited).collect()),
            ("local", [owned(&REPORT[..6]), owned(&LOCAL), owned(&REPORT[6..])].concat()),
            ("cut-and-local", [owned(&REPORT[..6]), owned(&LOCAL)].concat()),
            ("other", owned(&OTHER)),
            ("after", owned(&AFTER)),
            ("short", owned(&["Peru praised Chile."])),
            ("short-too", owned(&["Peru praised Chile."])),
        ]
    }

    #[test]
    fn copies_of_one_report_are_one_and_reports_of_one_event_are_not() {
        let mut texts = set();
        let expected: Vec<&str> = ["cut", "cut-and-local", "edited", "headline", "local"].to_vec();
        for _ in 0..texts.len() {
            texts.rotate_left(1);
            let graph = graph(&texts);
            let copies = graph.near_copies();
            assert_eq!(copies.keys().collect::<Vec<_>>(), expected);
            assert!(copies.values().all(|first| *first == "cut"));
        }
    }

    #[test]
    fn a_graph_that_is_merged_tells_the_same() {
        let texts = set();
        let (one, other) = texts.split_at(3);
        let mut merged = graph(other);
        merged.merge(graph(one));
        assert_eq!(merged.near_copies(), graph(&texts).near_copies());
    }

    #[test]
    fn what_is_no_sketch_is_none() {
        assert!(["", "AAAA", "§", "="].iter().all(|text| values(text).is_none()));
    }
}
