//! The nodes of a graph in; those out that are somebody or something else of the same graph by another form of the name.
//!
//! Only what texts alone know is folded into another node, and only if one node of the graph bears the name, no document names both,
//! and nothing tells of another country. A name of one word, an acronym and a name without a country need more: that each document
//! that has them speaks of the country of the other.

use std::collections::{BTreeMap, BTreeSet};

use super::{EntityNode, KnowledgeGraph, Node};
use crate::decisions::Settled;
use crate::resolve::{EntityType, Gazetteer, body_key, has_noun, id_by_name, name_key, shared_key};

/// The fewest letters of an acronym that one body of a graph has.
const ACRONYM: usize = 3;

/// How many days may lie between documents that call somebody by the surname alone and in full.
const DAYS: i64 = 366;

/// The entities of a graph by the forms of their names.
struct Forms<'g> {
    entities: Vec<&'g EntityNode>,
    /// The countries that each document speaks of.
    countries: BTreeMap<&'g str, BTreeSet<&'g str>>,
    /// The days of the documents.
    days: BTreeMap<&'g str, chrono::NaiveDate>,
}

impl KnowledgeGraph {
    /// Nodes that are others by their names, each with that other, where people did not decide otherwise; they go into the
    /// groups of those who are one.
    pub(super) fn one_entity(&self, settled: &mut Settled<'_>) -> Vec<(&EntityNode, &EntityNode)> {
        let forms = Forms::new(self);
        let mut found = BTreeMap::<&str, (&EntityNode, &EntityNode)>::new();
        // The documents of what each node is folded with.
        let mut kept = BTreeMap::<&str, BTreeSet<&str>>::new();
        let rules = [
            forms.of_the_tables(),
            forms.by_shared_key(),
            forms.by_country(),
            forms.by_only_country(),
            forms.by_number(),
            forms.by_party(),
            forms.by_initial(),
            forms.by_acronym(),
            forms.by_surname(),
            forms.by_other_type(),
        ];
        for (open, told) in rules.into_iter().flatten() {
            // Who is folded further takes along whoever is folded into them.
            let told = found.get(&*told.id).map_or(told, |(_, further)| *further);
            let taken = found.contains_key(&*open.id) || kept.contains_key(&*open.id);
            let decided = settled.forbids(&open.id, &told.id) || !self.are_apart_with_all(open, told, settled);
            if taken || open.id == told.id || !are_apart(open, told) || decided {
                continue;
            }
            // Of two that are a third, the documents must be apart too.
            let documents = kept.entry(&told.id).or_default();
            if open.mentions.keys().any(|document| documents.contains(&**document)) {
                continue;
            }
            documents.extend(open.mentions.keys().map(String::as_str));
            found.insert(&open.id, (open, told));
            settled.groups.unite(&open.id, &told.id);
        }
        found.into_values().collect()
    }

    /// Whether no document names somebody whom people take for the one beside somebody whom they take for the other.
    fn are_apart_with_all(&self, open: &EntityNode, told: &EntityNode, settled: &Settled<'_>) -> bool {
        let all = |one: &EntityNode| -> Vec<&EntityNode> {
            settled.with(&one.id).filter_map(|id| self.node(id)?.entity()).collect()
        };
        let (open, told) = (all(open), all(told));
        open.iter().all(|open| told.iter().all(|told| !told.mentions.keys().any(|id| open.mentions.contains_key(id))))
    }
}

type Pairs<'g> = Vec<(&'g EntityNode, &'g EntityNode)>;

impl<'g> Forms<'g> {
    fn new(graph: &'g KnowledgeGraph) -> Self {
        let mut entities: Vec<&EntityNode> = graph.petgraph().node_weights().filter_map(Node::entity).collect();
        entities.sort_by_key(|entity| &*entity.id);
        let mut countries = BTreeMap::<&str, BTreeSet<&str>>::new();
        for entity in &entities {
            let Some(state) = entity.iso3.as_deref().or(entity.country.as_deref()) else { continue };
            for document in entity.mentions.keys() {
                countries.entry(document).or_default().insert(state);
            }
        }
        let mut days = BTreeMap::new();
        for node in graph.petgraph().node_weights() {
            if let Node::Document(document) = node
                && let Some(day) = document.date.and_then(|date| date.first_day())
            {
                days.insert(&*document.document, day);
            }
        }
        Self { entities, countries, days }
    }

    fn of_kind(&self, kind: EntityType) -> impl Iterator<Item = &'g EntityNode> {
        self.entities.iter().copied().filter(move |entity| entity.kind == kind)
    }

    /// What is named without a country, each with the one of its kind and name that has one. “University of Cambridge” that one document
    /// does not link is the one that another does; people have namesakes.
    fn by_shared_key(&self) -> Pairs<'g> {
        let mut namesakes = BTreeMap::<(EntityType, String), (Option<&EntityNode>, Vec<&EntityNode>)>::new();
        for &entity in &self.entities {
            let country = entity.country.as_deref();
            if entity.kind == EntityType::Organization && !is_known_by_name(entity) {
                let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
                let keys: BTreeSet<String> = names.filter_map(|name| shared_key(entity.kind, name, country)).collect();
                for key in keys {
                    namesakes.entry((entity.kind, key)).or_default().1.push(entity);
                }
                continue;
            }
            let key = shared_key(entity.kind, &entity.name, country).filter(|_| is_known_by_name(entity));
            let Some(key) = key else { continue };
            let (open, told) = namesakes.entry((entity.kind, key)).or_default();
            match entity.country {
                None => *open = Some(entity),
                Some(_) => told.push(entity),
            }
        }
        let mut pairs = Vec::new();
        for ((kind, key), (open, told)) in namesakes {
            let (Some(open), &[told]) = (open, &told[..]) else { continue };
            // “Graywick Commission”: there may be one elsewhere
            if kind != EntityType::Organization || !has_noun(&key) || self.speak_of(open, told) {
                pairs.push((open, told));
            }
        }
        pairs
    }

    /// A body of a country that texts alone know, with the one of the tables that has the name there, else with the one that texts
    /// name most: “Norwegian Senate” and “Senate” of Norway.
    fn by_country(&self) -> Pairs<'g> {
        let mut known = BTreeMap::<(&str, String), BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| !is_known_by_name(entity)) {
            let Some(country) = entity.country.as_deref() else { continue };
            let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
            for name in names {
                known.entry((country, body_key(name, Some(country)))).or_default().insert(&entity.id, entity);
            }
        }
        let mut open = BTreeMap::<(&str, String), Vec<&EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| is_known_by_name(entity)) {
            let Some(country) = entity.country.as_deref() else { continue };
            open.entry((country, body_key(&entity.name, Some(country)))).or_default().push(entity);
        }
        let mut pairs = Vec::new();
        for (key, bodies) in open {
            let most = || bodies.iter().copied().max_by_key(|body| (times(body), std::cmp::Reverse(&body.id)));
            let told = match known.get(&key) {
                Some(known) => one(known),
                None => most(),
            };
            let Some(told) = told else { continue };
            pairs.extend(bodies.into_iter().filter(|body| body.id != told.id).map(|body| (body, told)));
        }
        pairs
    }

    /// “Electoral College” in documents that speak of one state alone, which has the only one of the graph.
    fn by_only_country(&self) -> Pairs<'g> {
        let mut told = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization) {
            let Some(country) = entity.country.as_deref() else { continue };
            let names = entity.aliases.iter().filter(|alias| alias.contains(' ')).chain([&entity.name]);
            for name in names {
                told.entry(body_key(name, Some(country))).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Organization);
        let open =
            open.filter(|entity| is_known_by_name(entity) && entity.country.is_none() && entity.name.contains(' '));
        open.filter_map(|open| {
            let told = one(told.get(&body_key(&open.name, None))?)?;
            let alone = |document: &String| {
                let states = self.countries.get(&**document)?;
                let mut states = states.iter().filter(|state| Gazetteer::embedded().country(state).is_some());
                Some(states.next() == told.country.as_deref().as_ref() && states.next().is_none())
            };
            open.mentions.keys().all(|document| alone(document).unwrap_or(false)).then_some((open, told))
        })
        .collect()
    }

    /// “United Progressive” beside the one “United Progressive Party” of the graph.
    fn by_party(&self) -> Pairs<'g> {
        let mut parties = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization) {
            for name in entity.aliases.iter().chain([&entity.name]) {
                if let Some(short) = name_key(name).strip_suffix(" party").filter(|short| short.contains(' ')) {
                    parties.entry(short.to_owned()).or_default().insert(&entity.id, entity);
                }
            }
        }
        let open = self.of_kind(EntityType::Organization).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let told = one(parties.get(&name_key(&open.name))?)?;
            (!differ(open, told) && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// “Guard Corps” and “Guards Corps”: two titles of one article, which differ in the number of a word.
    fn by_number(&self) -> Pairs<'g> {
        let mut titled = BTreeMap::<String, Vec<&EntityNode>>::new();
        let open = self.of_kind(EntityType::Organization);
        for entity in open.filter(|entity| entity.wikidata.is_none() && entity.title.is_some()) {
            let key = name_key(&entity.name);
            let words: Vec<&str> = key.split(' ').map(|word| word.strip_suffix('s').unwrap_or(word)).collect();
            if words.len() > 2 {
                titled.entry(words.join(" ")).or_default().push(entity);
            }
        }
        let pair = |entities: Vec<&'g EntityNode>| match entities[..] {
            [a, b] if !differ(a, b) => {
                let rank = |entity: &EntityNode| (entity.country.is_some(), entity.mentions.len());
                Some(if rank(a) > rank(b) { (b, a) } else { (a, b) })
            }
            _ => None,
        };
        titled.into_values().filter_map(pair).collect()
    }

    /// Somebody named in full whom one document does not link, with the one of the tables of the name and country.
    fn of_the_tables(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let names = entity.aliases.iter().chain([&entity.name]).map(|name| name_key(name));
            for key in names.filter(|key| key.contains(' ')) {
                named.entry(key).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Person).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let others = named.get(&name_key(&open.name))?;
            let mut known = others.values().filter(|other| !is_known_by_name(other));
            let told = known.next().filter(|_| known.next().is_none())?;
            let elsewhere =
                others.values().any(|other| other.id != open.id && other.id != told.id && differ(other, told));
            (!elsewhere && !differ(open, told) && self.speak_of(open, told)).then_some((open, *told))
        })
        .collect()
    }

    /// “Ada B. Roe” and “Ada Roe”, if nobody has another initial.
    fn by_initial(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<(String, String), Vec<(&EntityNode, bool)>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let key = name_key(&entity.name);
            let words: Vec<&str> = key.split(' ').collect();
            let (initial, first, last) = match words[..] {
                [first, last] => (false, first, last),
                [first, middle, last] if middle.chars().count() == 1 => (true, first, last),
                _ => continue,
            };
            named.entry((first.to_owned(), last.to_owned())).or_default().push((entity, initial));
        }
        let pair = |people: Vec<(&'g EntityNode, bool)>| match people[..] {
            [(a, has), (b, other)] if has != other && !differ(a, b) => {
                let (long, short) = if has { (a, b) } else { (b, a) };
                let near = self.speak_of(short, long) || short.country == long.country;
                match (is_known_by_name(short), is_known_by_name(long)) {
                    _ if !near => None,
                    (true, _) => Some((short, long)),
                    (false, true) => Some((long, short)),
                    _ => None,
                }
            }
            _ => None,
        };
        named.into_values().filter_map(pair).collect()
    }

    /// An acronym that another document spells out.
    fn by_acronym(&self) -> Pairs<'g> {
        let mut spelled = BTreeMap::<&str, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Organization).filter(|entity| entity.name.contains(' ')) {
            for alias in entity.aliases.iter().filter(|alias| is_acronym(alias)) {
                spelled.entry(alias).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.entities.iter().copied().filter(|entity| is_known_by_name(entity) && is_acronym(&entity.name));
        open.filter_map(|open| {
            let told = one(spelled.get(&*open.name)?)?;
            (!differ(open, told) && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// A surname, alone or with what stands before it, of one person of the tables.
    fn by_surname(&self) -> Pairs<'g> {
        let mut bearers = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for entity in self.of_kind(EntityType::Person) {
            let key = name_key(&entity.name);
            for (at, _) in key.match_indices(' ') {
                bearers.entry(key[at + 1..].to_owned()).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.of_kind(EntityType::Person).filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let key = name_key(&open.name);
            // “James”: anybody's
            let told = one(bearers.get(&key).filter(|_| !Gazetteer::embedded().is_first_name(&key))?)?;
            let fits = !is_known_by_name(told) && !differ(open, told) && self.speak_of(open, told);
            (fits && self.is_near(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// A name of several words, or of a body of the tables, that one document takes for something of another type.
    fn by_other_type(&self) -> Pairs<'g> {
        let mut named = BTreeMap::<String, BTreeMap<&str, &EntityNode>>::new();
        for &entity in self.entities.iter().filter(|entity| entity.kind != EntityType::Country) {
            let names = entity.aliases.iter().chain([&entity.name]).map(|name| name_key(name));
            for key in names {
                named.entry(key).or_default().insert(&entity.id, entity);
            }
        }
        let open = self.entities.iter().copied().filter(|entity| is_known_by_name(entity));
        open.filter_map(|open| {
            let key = name_key(&open.name);
            let others: BTreeMap<&str, &EntityNode> =
                named.get(&key)?.iter().filter(|(id, _)| **id != open.id).map(|(id, other)| (*id, *other)).collect();
            let told = one(&others).filter(|told| told.kind != open.kind && !differ(open, told))?;
            let known = !is_known_by_name(told);
            let fits = if key.contains(' ') {
                known || (times(told), &told.id) > (times(open), &open.id)
            } else {
                known && told.kind == EntityType::Organization && open.kind == EntityType::Place
            };
            (fits && self.speak_of(open, told)).then_some((open, told))
        })
        .collect()
    }

    /// Whether each document of one speaks of the country that the other acts for or lies in, if it is of a country.
    fn speak_of(&self, open: &EntityNode, told: &EntityNode) -> bool {
        let Some(country) = told.country.as_deref() else { return true };
        if Gazetteer::embedded().country(country).is_none() {
            return true;
        }
        let speaks =
            |document: &String| self.countries.get(&**document).is_some_and(|countries| countries.contains(country));
        open.mentions.keys().all(speaks)
    }

    /// Whether a document of the one is near in time to each of the other.
    fn is_near(&self, open: &EntityNode, told: &EntityNode) -> bool {
        let days = |entity: &EntityNode| -> Vec<chrono::NaiveDate> {
            entity.mentions.keys().filter_map(|document| self.days.get(&**document)).copied().collect()
        };
        let theirs = days(told);
        let near = |day: &chrono::NaiveDate| theirs.iter().any(|other| (*day - *other).num_days().abs() <= DAYS);
        theirs.is_empty() || days(open).iter().all(near)
    }
}

/// The only one of several.
fn one<'g>(entities: &BTreeMap<&str, &'g EntityNode>) -> Option<&'g EntityNode> {
    entities.values().next().copied().filter(|_| entities.len() == 1)
}

/// How often the texts name an entity.
fn times(entity: &EntityNode) -> u32 {
    entity.mentions.values().sum()
}

/// Whether two are known to act for or lie in different countries.
fn differ(a: &EntityNode, b: &EntityNode) -> bool {
    a.country.as_ref().zip(b.country.as_ref()).is_some_and(|(a, b)| a != b)
}

/// “PAICV”, “C-MORE”: several capitals and no small letters.
fn is_acronym(name: &str) -> bool {
    let capitals = name.chars().filter(|letter| letter.is_uppercase()).count();
    capitals >= ACRONYM && !name.chars().any(|letter| letter.is_lowercase() || letter.is_whitespace())
}

/// Whether the name of an entity and its country, if told, are all that tells who it is.
fn is_known_by_name(entity: &EntityNode) -> bool {
    entity.id == id_by_name(entity.kind, &entity.name, entity.country.as_deref())
}

/// Whether it can be told from the document which of the two is meant.
fn are_apart(open: &EntityNode, told: &EntityNode) -> bool {
    // A graph of before `mentions.csv` does not know who is named where.
    let known = |document: &String| !document.is_empty() && !told.mentions.contains_key(document);
    !open.mentions.is_empty() && open.mentions.keys().all(known)
}

#[cfg(test)]
mod tests {
    use super::super::DocumentNode;
    use super::*;

    fn document(graph: &mut KnowledgeGraph, id: &str, day: &str) {
        graph.add_node(Node::Document(DocumentNode {
            id: format!("document-{id}"),
            document: id.to_owned(),
            title: None,
            url: None,
            text_sha256: None,
            sketch: None,
            copies: BTreeSet::new(),
            date: day.parse().ok(),
            producer: String::new(),
        }));
    }

    /// Adds an entity of a document: of the tables if it has an item.
    fn add(graph: &mut KnowledgeGraph, kind: EntityType, names: &[&str], country: &str, item: &str, document: &str) {
        let country = Some(country).filter(|country| !country.is_empty());
        let id = if item.is_empty() { id_by_name(kind, names[0], country) } else { item.to_owned() };
        graph.add_node(Node::Entity(EntityNode {
            id,
            kind,
            types: BTreeSet::from([kind]),
            name: names[0].to_owned(),
            aliases: names.iter().map(|name| (*name).to_owned()).collect(),
            wikidata: Some(item.to_owned()).filter(|item| !item.is_empty()),
            title: None,
            iso3: None,
            country: country.map(str::to_owned),
            coordinates: None,
            claimed_by: BTreeSet::new(),
            mentions: BTreeMap::from([(document.to_owned(), 1)]),
            confidence: crate::confidence::Confidence::ONE,
            reason: String::new(),
        }));
    }

    /// A graph of two documents of the same week, each with one name and with an official of Norway.
    fn graph(a: (EntityType, &[&str], &str, &str), b: (EntityType, &[&str], &str, &str)) -> KnowledgeGraph {
        let mut graph = KnowledgeGraph::new();
        for (document_id, (kind, names, country, item)) in [("a", a), ("b", b)] {
            document(&mut graph, document_id, "2021-05-06");
            add(&mut graph, kind, names, country, item, document_id);
            add(&mut graph, EntityType::Person, &["Ola Nordmann Moe"], "NOR", "Q1", document_id);
        }
        graph
    }

    fn folds(a: (EntityType, &[&str], &str, &str), b: (EntityType, &[&str], &str, &str)) -> usize {
        graph(a, b).one_entity(&mut Settled::default()).len()
    }

    const P: EntityType = EntityType::Person;
    const O: EntityType = EntityType::Organization;
    const L: EntityType = EntityType::Place;

    #[test]
    fn a_body_is_one_with_and_without_its_state() {
        let long = (O, &["Norwegian Graywick Board"][..], "NOR", "");
        assert_eq!(folds(long, (O, &["Graywick Board"], "", "")), 1);
        assert_eq!(folds(long, (O, &["Graywick Board"], "NOR", "Q2")), 1);
        assert_eq!(folds(long, (O, &["Graywick Board"], "SWE", "Q2")), 0);
        assert_eq!(folds((O, &["Norwegian Senate"], "NOR", ""), (O, &["Senate"], "NOR", "")), 1);
        assert_eq!(folds((O, &["Norwegian Senate"], "NOR", ""), (O, &["Senate"], "SWE", "")), 0);
        // which of all Liberal Parties, and whose board, where the text speaks of Norway alone?
        assert_eq!(folds((O, &["Maltese Graywick Board"], "MLT", ""), (O, &["Graywick Board"], "", "")), 0);
        assert_eq!(folds((O, &["Maltese Liberal Party"], "MLT", ""), (O, &["Liberal Party"], "", "")), 0);
        assert_eq!(folds((O, &["Norwegian Liberal Party"], "NOR", ""), (O, &["Liberal Party"], "NOR", "Q2")), 1);
    }

    #[test]
    fn an_acronym_is_what_another_document_spells_out() {
        let spelled = (O, &["Graywick Transit of Moss", "GTM"][..], "NOR", "");
        assert_eq!(folds(spelled, (O, &["GTM"], "", "")), 1);
        assert_eq!(folds(spelled, (P, &["GTM"], "", "")), 1);
        assert_eq!(folds(spelled, (O, &["GTM"], "SWE", "")), 0);
        assert_eq!(folds((O, &["Graywick Transit of Moss", "GTM"], "MLT", ""), (O, &["GTM"], "", "")), 0);
    }

    #[test]
    fn a_party_is_one_with_and_without_the_word() {
        let party = (O, &["Graywick Front Party"][..], "NOR", "Q2");
        assert_eq!(folds(party, (O, &["Graywick Front"], "", "")), 1);
        assert_eq!(folds(party, (O, &["Graywick Front"], "SWE", "")), 0);
        assert_eq!(folds((O, &["Graywick Party"], "NOR", "Q2"), (O, &["Graywick"], "", "")), 0);
    }

    #[test]
    fn whoever_is_folded_takes_others_along() {
        let mut graph = graph((P, &["Ada Graywick"], "NOR", "Q2"), (P, &["Ada Graywick"], "NOR", ""));
        document(&mut graph, "c", "2021-05-06");
        add(&mut graph, P, &["Ada Graywick"], "", "", "c");
        let pairs = graph.one_entity(&mut Settled::default());
        assert_eq!(pairs.iter().map(|(_, told)| &*told.id).collect::<Vec<_>>(), ["Q2", "Q2"]);
    }

    #[test]
    fn a_surname_is_that_of_one_person_of_the_tables() {
        let full = (P, &["Ada Graywick"][..], "NOR", "Q2");
        assert_eq!(folds(full, (P, &["Graywick"], "", "")), 1);
        assert_eq!(folds((P, &["Ada Graywick"], "NOR", ""), (P, &["Graywick"], "", "")), 0);
        assert_eq!(folds((P, &["Ada Graywick"], "MLT", "Q2"), (P, &["Graywick"], "", "")), 0);
        // “James” may be anybody
        assert_eq!(folds((P, &["Ada James"], "NOR", "Q2"), (P, &["James"], "", "")), 0);
        let mut two = graph(full, (P, &["Graywick"], "", ""));
        add(&mut two, P, &["Bo Graywick"], "", "", "a");
        assert!(two.one_entity(&mut Settled::default()).is_empty());
        let mut late = graph(full, (P, &["Graywick"], "", ""));
        document(&mut late, "b", "2031-05-06");
        assert!(late.one_entity(&mut Settled::default()).is_empty());
    }

    #[test]
    fn an_initial_makes_nobody_else() {
        let long = (P, &["Ada B. Graywick"][..], "NOR", "");
        assert_eq!(folds(long, (P, &["Ada Graywick"], "NOR", "")), 1);
        assert_eq!(folds(long, (P, &["Ada Graywick"], "SWE", "")), 0);
        let mut two = graph(long, (P, &["Ada Graywick"], "NOR", ""));
        add(&mut two, P, &["Ada C. Graywick"], "NOR", "", "a");
        assert!(two.one_entity(&mut Settled::default()).is_empty());
    }

    #[test]
    fn a_whole_name_is_of_one_type() {
        assert_eq!(folds((O, &["Graywick Hospital"], "", ""), (L, &["Graywick Hospital"], "", "")), 1);
        assert_eq!(folds((O, &["Graywick"], "", ""), (L, &["Graywick"], "", "")), 0);
        assert_eq!(folds((O, &["Graywick"], "", "Q2"), (L, &["Graywick"], "", "")), 1);
        let folded = graph((O, &["Graywick"], "", "Q2"), (L, &["Graywick"], "", ""));
        let folded = folded.folded();
        let node = folded.graph().node("Q2").and_then(Node::entity).map(|node| (node.kind, node.mentions.len()));
        assert_eq!(node, Some((O, 2)));
    }

    #[test]
    fn what_one_document_names_apart_stays_apart() {
        let mut both = graph((P, &["Ada Graywick"], "NOR", "Q2"), (P, &["Graywick"], "", ""));
        add(&mut both, P, &["Graywick"], "", "", "a");
        assert!(both.one_entity(&mut Settled::default()).is_empty());
    }
}
