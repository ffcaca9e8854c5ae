//! Names of people and their titles in; one cluster for each person out: full names, surnames, first names.

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap};

use super::gazetteer::{Gazetteer, NameKind};
use super::kinship::Hint;
use super::lexicon::{self, Gender};
use super::normalize::{self, distance, same_first_name, skeleton};
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
    /// The gender that first name, title or kinship tell.
    gender: Option<Gender>,
    /// Whether the text brings them in as somebody's relative, or as dead.
    aside: bool,
    /// Whether the title of an office stands before a full name.
    office: bool,
    /// Whether the text called them by the surname alone, when nobody else was there to bear it.
    called: bool,
}

/// How many people of one surname are weighed against each other.
const NAMESAKES: usize = 24;

/// How often somebody is named who is a main person of a text.
const MAIN: usize = 3;

/// Groups the spans of people; each span of a person is in one cluster, or in none where several bear the surname. `hints` are of the
/// spans.
pub(super) fn cluster(spans: &[Span], hints: &[Hint]) -> Vec<Cluster> {
    let mut people = People::default();
    let persons = || spans.iter().enumerate().filter(|(_, span)| span.kind == NameType::Person && !span.key.is_empty());
    let hint = |index: usize| hints.get(index).copied().unwrap_or_default();
    for (index, span) in persons().filter(|(_, span)| surname_alone(&span.key).is_none()) {
        people.add_full(index, &span.key, hint(index));
    }
    for (index, span) in persons() {
        people.assign(index, &span.key, hint(index));
    }
    people.clusters.retain(|cluster| !cluster.spans.is_empty());
    people.clusters.sort_by_key(|cluster| cluster.spans.first().copied());
    people.clusters
}

/// What tells son and father apart behind a surname, as key.
const SUFFIXES: [&str; 4] = ["jr", "junior", "sr", "senior"];

/// The fewest consonants by which two spellings of a surname are known as one: “Kani” is no “Kanaani”.
const BONES: usize = 3;

/// A key without “Jr.” or “Sr.”, and which of them it had.
fn without_suffix(key: &str) -> (&str, Option<bool>) {
    match key.rsplit_once(' ') {
        Some((bare, suffix)) if SUFFIXES.contains(&suffix) => (bare, Some(suffix.starts_with('j'))),
        _ => (key, None),
    }
}

/// The last word of a key that is no “Jr.” or “Sr.”.
pub(super) fn surname(key: &str) -> &str {
    without_suffix(key).0.rsplit(' ').next().unwrap_or_default()
}

/// Whether one of two names is a “Jr.” and the other is not.
pub(super) fn differ_in_suffix(a: &str, b: &str) -> bool {
    (without_suffix(a).1 == Some(true)) != (without_suffix(b).1 == Some(true))
}

/// Whether two full names have middle names or initials that differ: “Ada B. Roe” is not “Ada C. Roe”.
pub(super) fn differ_in_the_middle(a: &str, b: &str) -> bool {
    let initial = |name: &str| {
        let (_, rest) = without_suffix(name).0.split_once(' ')?;
        // “van” is of the surname
        let middle = rest.rsplit_once(' ')?.0.split(' ').find(|word| !lexicon::nouns::is_particle(word))?;
        middle.chars().next()
    };
    initial(a).zip(initial(b)).is_some_and(|(a, b)| a != b)
}

/// Whether two surnames (keys) may be spellings of one.
fn is_spelling(a: &str, b: &str) -> bool {
    let bones = skeleton(a);
    a == b || bones.chars().count() >= BONES && bones == skeleton(b) && distance(a, b, 3) <= 3
}

/// “Stan” for “Stanislav”: a given name of four letters or more that begins the other, unless they are of a man and a woman.
fn is_beginning(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    let genders = lexicon::gender_of_name(short).zip(lexicon::gender_of_name(long));
    short.chars().count() >= 4
        // “Pauline”: the name of a woman made of a man's
        && long.strip_prefix(short).is_some_and(|rest| rest.chars().count() > 2 && !rest.ends_with(['a', 'e']))
        && genders.is_none_or(|(one, other)| one == other)
}

/// Whether the shorter of two names is the end of the longer: “Pedro Rivera Schatz”, “Rivera Schatz”.
fn is_end(a: &str, b: &str) -> bool {
    let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
    short.contains(' ') && long.strip_suffix(short).is_some_and(|first| first.ends_with(' '))
}

/// The last word of a single name or of a surname with its particles; `None` for a full name.
pub(super) fn surname_alone(key: &str) -> Option<&str> {
    let key = without_suffix(key).0;
    let (particles, last) = key.rsplit_once(' ').unwrap_or(("", key));
    particles.split_terminator(' ').all(lexicon::nouns::is_particle).then_some(last)
}

/// The first and last words of full names, by key: a single name that equals one names that person, whatever the model
/// takes it for.
pub(super) fn single_names(spans: &[Span]) -> BTreeSet<&str> {
    let full = spans.iter().filter(|span| span.kind == NameType::Person && span.by_model);
    let full = full.filter(|span| surname_alone(&span.key).is_none());
    full.flat_map(|span| [span.key.split(' ').next(), Some(surname(&span.key))]).flatten().collect()
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

/// The letters of a word in the order of the alphabet.
fn letters(word: &str) -> String {
    let mut letters: Vec<char> = word.chars().collect();
    letters.sort_unstable();
    letters.into_iter().collect()
}

impl People {
    /// Enters a full name: as a variant of a known person or as a new one.
    fn add_full(&mut self, index: usize, key: &str, hint: Hint) {
        let known = self.by_key.get(key).copied();
        if let Some(known) = known {
            self.learn(known, key, hint);
            return;
        }
        let known = self.variant_of(key, hint);
        let id = known.unwrap_or(self.clusters.len());
        match known {
            Some(known) if key.len() > self.clusters[known].key.len() => {
                self.clusters[known].key = key.to_owned();
                self.clusters[known].fullest = index;
            }
            Some(_) => {}
            None => self.add(index, key, hint.aside),
        }
        self.learn(id, key, hint);
        self.by_key.insert(key.to_owned(), id);
        self.index(key, id);
    }

    fn add(&mut self, index: usize, key: &str, aside: bool) {
        let key = key.to_owned();
        self.clusters.push(Cluster { spans: Vec::new(), key, fullest: index, aside, ..Cluster::default() });
    }

    /// Enters what a full name tells of its bearer.
    fn learn(&mut self, id: usize, key: &str, hint: Hint) {
        let by_name = || lexicon::gender_of_name(key.split(' ').next()?);
        let cluster = &mut self.clusters[id];
        cluster.gender = cluster.gender.or(hint.gender).or_else(by_name);
        cluster.office |= hint.office;
    }

    fn index(&mut self, key: &str, id: usize) {
        let words: Vec<&str> = without_suffix(key).0.split(' ').collect();
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

    /// A person whose name is this one in another form: initials, a middle name, a nickname, another spelling, without
    /// what stands before two surnames.
    fn variant_of(&self, key: &str, hint: Hint) -> Option<usize> {
        let first = key.split(' ').next()?;
        let last = surname(key);
        let same = |id: &&usize| {
            let other = &*self.clusters[**id].key;
            let Some(their_first) = other.split(' ').next() else { return false };
            let suffixes = (without_suffix(key).1, without_suffix(other).1);
            let one = (same_first_name(first, their_first) || is_beginning(first, their_first))
                && is_spelling(last, surname(other))
                && !differ_in_the_middle(key, other)
                || is_end(without_suffix(key).0, without_suffix(other).0);
            let two = matches!(suffixes, (Some(a), Some(b)) if a != b);
            // “George Bush thanked his father, George H. W. Bush”
            one && !two && !hint.aside
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
                let rest = long.strip_prefix(short).and_then(|rest| rest.strip_prefix(' '));
                short.contains(' ') && rest.is_some_and(|rest| !SUFFIXES.contains(&rest))
            })
        };
        by_surname.or_else(by_beginning).or_else(|| self.misspelled(key, hint)).copied()
    }

    /// A person whose given name or surname is this one's with a slip: “Dierdre Roe”, “Ada Roewik” and “Ada Rowik”. Two given names
    /// that people bear are two people's.
    fn misspelled(&self, key: &str, hint: Hint) -> Option<&usize> {
        let (first, last) = key.split_once(' ').filter(|(_, last)| !last.contains(' ') && !hint.aside)?;
        let slip = |a: &str, b: &str, least: usize| {
            let long = a.chars().count().min(b.chars().count()) >= least;
            let transposed = || a.len() == b.len() && distance(a, b, 2) == 2 && letters(a) == letters(b);
            long && a.chars().next() == b.chars().next() && (distance(a, b, 1) == 1 || transposed())
        };
        // “Roewi” for “Roewik”; families have an “s” of their own
        let is_cut = |a: &str, b: &str| {
            let (short, long) = if a.len() < b.len() { (a, b) } else { (b, a) };
            let rest = long.strip_prefix(short).unwrap_or_default();
            short.chars().count() >= 4 && rest.chars().count() == 1 && rest != "s"
        };
        let same = |id: &&usize| {
            let Some((their_first, their_last)) = self.clusters[**id].key.split_once(' ') else { return false };
            let given =
                |name: &str| lexicon::gender_of_name(name).is_some() || Gazetteer::embedded().is_first_name(name);
            let two = given(first) && given(their_first);
            last == their_last && !two && slip(first, their_first, 6)
                || same_first_name(first, their_first) && (slip(last, their_last, 6) || is_cut(last, their_last))
        };
        let by_last = self.by_word.get(last).and_then(|list| list.iter().find(same));
        by_last.or_else(|| self.by_word.get(first).and_then(|list| list.iter().find(same)))
    }

    /// Puts a span into its cluster.
    fn assign(&mut self, index: usize, key: &str, hint: Hint) {
        let bearer = match surname_alone(key) {
            None => self.by_key.get(key).map_or(Bearer::New, |&id| Bearer::Of(id)),
            Some(surname) => self.by_single_name(surname, hint),
        };
        let id = match bearer {
            Bearer::Of(id) => Some(id),
            Bearer::New => None,
            Bearer::Open => return,
        };
        let id = id.unwrap_or_else(|| {
            let id = self.clusters.len();
            self.add(index, key, hint.aside);
            self.clusters[id].gender = hint.gender;
            self.clusters[id].office = hint.office;
            self.index(key, id);
            id
        });
        self.clusters[id].called |= surname_alone(key).is_some();
        self.clusters[id].spans.push(index);
        self.last_seen.insert(id, index + 1);
    }

    /// The person with that surname, else first name, whose gender the title may tell: whom the text is about before a
    /// relative named in passing. Of several who bear the surname it is who holds an office if an office is told, who was called so
    /// before the others came in, or whom the text names far more often; else nobody knows who.
    fn by_single_name(&self, key: &str, hint: Hint) -> Bearer {
        let spelled = || {
            let list = self.by_surname.get(&skeleton(key)).filter(|_| key.len() > 4)?;
            Some(list.iter().copied().filter(|&id| is_spelling(key, surname(&self.clusters[id].key))).collect())
        };
        let Some(list): Option<Vec<usize>> = self.by_word.get(key).cloned().or_else(spelled) else {
            return Bearer::New;
        };
        let seen = |id: usize| !self.clusters[id].spans.is_empty();
        let may = |id: &usize| {
            let cluster = &self.clusters[*id];
            let other = hint.gender.zip(cluster.gender).is_some_and(|(told, theirs)| told != theirs);
            // Somebody of the name was there before the relative came in.
            !other && (!cluster.aside || seen(*id))
        };
        let relatives = list.iter().any(|&id| self.clusters[id].aside);
        let list: Vec<usize> = list.into_iter().filter(may).collect();
        let family_first = is_written_first(key);
        let bears = |id: usize| {
            let theirs = &self.clusters[id].key;
            surname(theirs) == key || family_first && theirs.split(' ').next() == Some(key)
        };
        let told = |id: usize| hint.gender.is_some() && self.clusters[id].gender == hint.gender;
        let rank = |&&id: &&usize| {
            let last = self.last_seen.get(&id).copied().unwrap_or(0);
            (bears(id), told(id), !self.clusters[id].aside, seen(id), last, Reverse(id))
        };
        let Some(last) = list.iter().max_by_key(rank).copied() else { return Bearer::New };
        let alike = |id: &usize| (bears(*id), told(*id)) == (bears(last), told(last));
        let rivals: Vec<usize> = list.iter().copied().filter(alike).collect();
        let one = |wanted: &dyn Fn(usize) -> bool| {
            let mut found = rivals.iter().copied().filter(|&id| wanted(id));
            found.next().filter(|_| found.next().is_none())
        };
        let in_office = || one(&|id| self.clusters[id].office);
        if bears(last) && !seen(last) {
            // “President Roe”, before his family is named
            let family = relatives || rivals.len() > 1;
            return match in_office() {
                Some(holder) if hint.office => Bearer::Of(holder),
                _ if hint.office && family => Bearer::New,
                _ => Bearer::Of(last),
            };
        }
        let times = |id: usize| self.clusters[id].spans.len();
        let main = rivals.iter().copied().max_by_key(|&id| (times(id), Reverse(id))).unwrap_or(last);
        let next = rivals.iter().filter(|&&id| id != main).map(|&id| times(id)).max().unwrap_or(0);
        if times(main) >= MAIN && times(main) > 2 * next {
            return Bearer::Of(main);
        }
        let several = rivals.iter().filter(|&&id| bears(id) && seen(id) && !self.clusters[id].aside).count() > 1;
        if !several {
            return Bearer::Of(last);
        }
        let by_office = if hint.office { in_office() } else { None };
        by_office.or_else(|| one(&|id| self.clusters[id].called)).map_or(Bearer::Open, Bearer::Of)
    }
}

/// Whose a single name is.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Bearer {
    /// A person of the text.
    Of(usize),
    /// Somebody of whom the text has no fuller name.
    New,
    /// One of several, and nothing tells which.
    Open,
}

/// Whether a word is a family name that stands before the given name: “Lee Jae-myung”.
fn is_written_first(word: &str) -> bool {
    const BEARERS: usize = 64;
    let gazetteer = Gazetteer::embedded();
    let mut bearers = gazetteer.find(word, &[NameKind::FamilyName], b"P").take(BEARERS);
    bearers.any(|entry| normalize::key(entry.name).split(' ').next() == Some(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clusters(names: &[&str]) -> Vec<Vec<usize>> {
        told(&names.iter().map(|name| (*name, Hint::default())).collect::<Vec<_>>())
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
    fn of_namesakes_nobody_knows_who_is_meant() {
        assert_eq!(clusters(&["George Bush", "Jeb Bush", "Bush", "George Bush", "Bush"]), [vec![0, 3], vec![1]]);
        assert_eq!(clusters(&["Lee Jae-myung", "Ada Lee", "Lee"]), [vec![0], vec![1]]);
        // whom the text names far more often, and was named last
        let often = ["George Bush", "George Bush", "George Bush", "Jeb Bush", "George Bush", "Bush"];
        assert_eq!(clusters(&often), [vec![0, 1, 2, 4, 5], vec![3]]);
        // who was called so while nobody else bore it
        assert_eq!(clusters(&["George Bush", "Bush", "Jeb Bush", "Bush"]), [vec![0, 1, 3], vec![2]]);
    }

    #[test]
    fn an_office_tells_whose_surname_it_is() {
        let names = [("Ana Berg", OFFICE), ("Olaf Berg", PLAIN), ("Berg", OFFICE), ("Berg", PLAIN)];
        assert_eq!(told(&names), [vec![0, 2, 3], vec![1]]);
        // before anybody is named in full
        let names = [("Berg", OFFICE), ("Ana Berg", HIS_SON), ("Olaf Berg", PLAIN)];
        assert_eq!(told(&names), [vec![0], vec![1], vec![2]]);
        let names = [("Berg", OFFICE), ("Ana Berg", HIS_SON), ("Olaf Berg", OFFICE)];
        assert_eq!(told(&names), [vec![0, 2], vec![1]]);
        assert_eq!(told(&[("Berg", OFFICE), ("Olaf Berg", PLAIN)]), [vec![0, 1]]);
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
        assert_eq!(clusters(&["Edward Lode Van Moss", "Eddie Van Moss"]), [vec![0, 1]]);
        assert_eq!(clusters(&["Stanislav Roe", "Stan Roe", "Bronislav Moss", "Bron Moss"]), [vec![0, 1], vec![2, 3]]);
        assert_eq!(clusters(&["Paul Roe", "Pauline Roe", "Carl Moss", "Carlotta Moss"]).len(), 4);
    }

    /// The clusters of names with what the words around them tell.
    fn told(names: &[(&str, Hint)]) -> Vec<Vec<usize>> {
        let span = |(i, (name, _)): (usize, &(&str, Hint))| Span {
            tokens: i * 4..i * 4 + 1,
            kind: NameType::Person,
            seen: NameType::Person,
            text: (*name).to_owned(),
            key: super::super::normalize::key(name),
            references: Vec::new(),
            by_model: true,
        };
        let spans: Vec<Span> = names.iter().enumerate().map(span).collect();
        let hints: Vec<Hint> = names.iter().map(|(_, hint)| *hint).collect();
        cluster(&spans, &hints).into_iter().map(|cluster| cluster.spans).collect()
    }

    const PLAIN: Hint = Hint { gender: None, aside: false, office: false };
    const OFFICE: Hint = Hint { office: true, ..PLAIN };
    const HE: Hint = Hint { gender: Some(Gender::Male), ..PLAIN };
    const SHE: Hint = Hint { gender: Some(Gender::Female), ..PLAIN };
    const HIS_SON: Hint = Hint { gender: Some(Gender::Male), aside: true, ..PLAIN };

    #[test]
    fn a_title_tells_whose_surname_it_is() {
        let names = [("Ana Berg", PLAIN), ("Olaf Berg", PLAIN), ("Berg", SHE), ("Berg", HE)];
        assert_eq!(told(&names), [vec![0, 2], vec![1, 3]]);
        assert_eq!(told(&[("Olaf Berg", PLAIN), ("Berg", SHE)]), [vec![0], vec![1]]);
    }

    #[test]
    fn a_relative_named_in_passing_is_not_meant() {
        let names = [("Berg", PLAIN), ("Olaf Berg", HIS_SON), ("Berg", PLAIN)];
        assert_eq!(told(&names), [vec![0, 2], vec![1]]);
        let names = [("Ana Berg", PLAIN), ("Olaf Berg", HIS_SON), ("Berg", PLAIN)];
        assert_eq!(told(&names), [vec![0, 2], vec![1]]);
    }

    #[test]
    fn other_initials_and_suffixes_are_others() {
        assert_eq!(clusters(&["Ada B. Roe", "Ada C. Roe", "Ada Roe"]).len(), 2);
        assert_eq!(clusters(&["Olaf Berg Jr.", "Berg", "Ana Berg"]), [vec![0, 1], vec![2]]);
        assert_eq!(clusters(&["Olaf Berg Jr.", "Olaf Berg Sr."]), [vec![0], vec![1]]);
    }

    #[test]
    fn like_surnames_are_two_and_cut_ones_are_one() {
        assert_eq!(clusters(&["Ada Kani", "Kanaani"]), [vec![0], vec![1]]);
        assert_eq!(clusters(&["Ada Graywick Roe", "Graywick Roe", "Roe"]), [vec![0, 1, 2]]);
    }
}
