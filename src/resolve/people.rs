//! Names of people and their titles in; one cluster for each person out: full names, surnames, first names.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::lexicon;
use super::normalize::skeleton;
use super::spans::Span;
use crate::analyze::NameType;

/// The spans that name one person.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Cluster {
    /// Indices of the spans in the order of the text.
    pub(super) spans: Vec<usize>,
    /// The fullest form as key.
    pub(super) key: String,
    /// The span that holds the fullest form.
    pub(super) fullest: usize,
}

/// How many people of one surname are weighed against each other.
const NAMESAKES: usize = 24;

/// How often somebody is named who is a main person of a text.
const MAIN: usize = 3;

/// Groups the spans of people; each span of a person is in one cluster.
pub(super) fn cluster(spans: &[Span]) -> Vec<Cluster> {
    let mut people = People::default();
    let persons = || spans.iter().enumerate().filter(|(_, span)| span.kind == NameType::Person && !span.key.is_empty());
    for (index, span) in persons().filter(|(_, span)| surname_alone(&span.key).is_none()) {
        people.add_full(index, &span.key);
    }
    for (index, span) in persons() {
        people.assign(index, &span.key);
    }
    people.clusters.retain(|cluster| !cluster.spans.is_empty());
    people.clusters.sort_by_key(|cluster| cluster.spans.first().copied());
    people.clusters
}

/// Words that are part of the surname after them: “al-Sayed”, “van Dam”.
const PARTICLES: &[&str] = &[
    "al", "el", "bin", "ben", "ibn", "bint", "von", "van", "de", "der", "den", "da", "di", "del", "dos", "le", "la",
    "ter",
];

/// The last word of a single name or of a surname with its particles; `None` for a full name.
pub(super) fn surname_alone(key: &str) -> Option<&str> {
    let (particles, last) = key.rsplit_once(' ').unwrap_or(("", key));
    particles.split_terminator(' ').all(|word| PARTICLES.contains(&word)).then_some(last)
}

/// The first and last words of full names, by key: a single name that equals one names that person, whatever the model
/// takes it for.
pub(super) fn single_names(spans: &[Span]) -> BTreeSet<&str> {
    let full = spans.iter().filter(|span| span.kind == NameType::Person && span.by_model);
    let full = full.filter(|span| surname_alone(&span.key).is_none());
    full.flat_map(|span| [span.key.split(' ').next(), span.key.rsplit(' ').next()]).flatten().collect()
}

#[derive(Default)]
struct People {
    clusters: Vec<Cluster>,
    by_key: HashMap<String, usize>,
    /// Clusters by the skeleton of their surname.
    by_surname: HashMap<String, Vec<usize>>,
    /// Clusters by each word of their names.
    by_word: HashMap<String, Vec<usize>>,
    last_seen: HashMap<usize, usize>,
}

impl People {
    /// Enters a full name: as a variant of a known person or as a new one.
    fn add_full(&mut self, index: usize, key: &str) {
        if self.by_key.contains_key(key) {
            return;
        }
        let known = self.variant_of(key);
        let id = known.unwrap_or(self.clusters.len());
        match known {
            Some(known) if key.len() > self.clusters[known].key.len() => {
                self.clusters[known].key = key.to_owned();
                self.clusters[known].fullest = index;
            }
            Some(_) => {}
            None => self.clusters.push(Cluster { spans: Vec::new(), key: key.to_owned(), fullest: index }),
        }
        self.by_key.insert(key.to_owned(), id);
        self.index(key, id);
    }

    fn index(&mut self, key: &str, id: usize) {
        let words: Vec<&str> = key.split(' ').collect();
        let add = |table: &mut HashMap<String, Vec<usize>>, word: String| {
            let list = table.entry(word).or_default();
            if !list.contains(&id) && list.len() < NAMESAKES {
                list.push(id);
            }
        };
        if let Some(last) = words.last() {
            add(&mut self.by_surname, skeleton(last));
        }
        for word in words {
            add(&mut self.by_word, word.to_owned());
        }
    }

    /// A person whose name is this one in another form: initials, a middle name, a nickname, another spelling.
    fn variant_of(&self, key: &str) -> Option<usize> {
        let words: Vec<&str> = key.split(' ').collect();
        let (first, last) = (*words.first()?, *words.last()?);
        let same = |id: &&usize| {
            let other: Vec<&str> = self.clusters[**id].key.split(' ').collect();
            let Some(their_first) = other.first() else { return false };
            lexicon::same_first_name(first, their_first)
        };
        let by_surname = self.by_surname.get(&skeleton(last)).and_then(|list| list.iter().find(same));
        // “Mohammed bin Salman” and “Mohammed bin Salman Al Saud”
        let by_beginning = || {
            self.by_word.get(first)?.iter().find(|&&id| {
                let (short, long) = if key.len() < self.clusters[id].key.len() {
                    (key, &*self.clusters[id].key)
                } else {
                    (&*self.clusters[id].key, key)
                };
                short.contains(' ') && long.strip_prefix(short).is_some_and(|rest| rest.starts_with(' '))
            })
        };
        by_surname.or_else(by_beginning).copied()
    }

    /// Puts a span into its cluster.
    fn assign(&mut self, index: usize, key: &str) {
        let id = match surname_alone(key) {
            None => self.by_key.get(key).copied(),
            Some(surname) => self.by_single_name(surname),
        };
        let id = id.unwrap_or_else(|| {
            let id = self.clusters.len();
            self.clusters.push(Cluster { spans: Vec::new(), key: key.to_owned(), fullest: index });
            self.index(key, id);
            id
        });
        self.clusters[id].spans.push(index);
        self.last_seen.insert(id, index + 1);
    }

    /// The person with that surname, else first name: whom the text is about before a relative named in passing, else who
    /// was named last.
    fn by_single_name(&self, key: &str) -> Option<usize> {
        let list = self.by_word.get(key).or_else(|| self.by_surname.get(&skeleton(key)).filter(|_| key.len() > 4))?;
        let rank = |&&id: &&usize| {
            let cluster = &self.clusters[id];
            let surname = cluster.key.rsplit(' ').next() == Some(key);
            let seen = self.last_seen.get(&id).copied().unwrap_or(0);
            (surname, seen > 0, seen, Reverse(id))
        };
        let last = list.iter().max_by_key(rank).copied()?;
        let bears = |id: usize| self.clusters[id].key.rsplit(' ').next() == Some(key);
        let times = |id: usize| self.clusters[id].spans.len();
        let main =
            list.iter().copied().filter(|&id| bears(id) == bears(last)).max_by_key(|&id| (times(id), Reverse(id)))?;
        Some(if times(main) >= MAIN && times(main) > 2 * times(last) { main } else { last })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(names: &[&str]) -> Vec<Vec<usize>> {
        let span = |(i, name): (usize, &&str)| Span {
            tokens: i * 4..i * 4 + 1,
            kind: NameType::Person,
            seen: NameType::Person,
            text: (*name).to_owned(),
            key: super::super::normalize::key(name),
            references: Vec::new(),
            by_model: true,
        };
        let spans: Vec<Span> = names.iter().enumerate().map(span).collect();
        cluster(&spans).into_iter().map(|cluster| cluster.spans).collect()
    }

    #[test]
    fn surnames_join_the_full_name_before_or_after() {
        assert_eq!(clusters(&["Merkel", "Angela Merkel", "Hollande", "Merkel", "Angela"]), [vec![0, 1, 3, 4], vec![2]]);
    }

    #[test]
    fn surnames_may_have_particles() {
        assert_eq!(
            clusters(&["Laila al-Sayed", "al-Sayed", "Sayed", "Piet van Dam", "Van Dam"]),
            [vec![0, 1, 2], vec![3, 4]]
        );
        assert_eq!(surname_alone("al sayed"), Some("sayed"));
        assert_eq!(surname_alone("laila al sayed"), None);
    }

    #[test]
    fn namesakes_stay_apart_and_the_last_one_named_is_meant() {
        assert_eq!(clusters(&["George Bush", "Jeb Bush", "Bush", "George Bush", "Bush"]), [vec![0, 3, 4], vec![1, 2]]);
    }

    #[test]
    fn a_surname_alone_is_the_main_persons() {
        assert_eq!(
            clusters(&["Anna Berg", "Berg", "Berg", "Olaf Berg", "Berg", "Ivar Berg", "Berg"]),
            [vec![0, 1, 2, 4, 6], vec![3], vec![5]]
        );
    }

    #[test]
    fn spellings_initials_and_short_names_are_one() {
        assert_eq!(clusters(&["Muammar Gaddafi", "Moammar Gadaffi", "Gaddafi"]), [vec![0, 1, 2]]);
        assert_eq!(clusters(&["John F. Kennedy", "J. Kennedy", "John Kennedy"]), [vec![0, 1, 2]]);
        assert_eq!(clusters(&["Joe Biden", "Joseph Biden"]), [vec![0, 1]]);
    }
}
