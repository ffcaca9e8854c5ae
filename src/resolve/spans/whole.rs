//! Two names of a sentence side by side in; the type of the one name that they are, where the model broke it at a small word, a hyphen
//! or a colon, out.

use std::ops::Range;

use super::Finder;
use crate::analyze::{NameType, Upos};
use crate::resolve::gazetteer::NameKind;
use crate::resolve::{lexicon, normalize};

const KINDS: [NameKind; 2] = [NameKind::Name, NameKind::Alias];

impl Finder<'_> {
    /// The type of two names that are one: with the small words between them what the tables know as one, “Party for Graywick and
    /// Liberation”, “Sistan and Baluchestan province”; or by how they are written.
    pub(super) fn joined_kind(
        &self,
        a: &Range<usize>,
        a_kind: NameType,
        b: &Range<usize>,
        b_kind: NameType,
    ) -> Option<NameType> {
        const BETWEEN: usize = 3;
        const LONGEST: usize = 12;
        let between = a.end..b.start;
        if between.is_empty() || between.len() > BETWEEN || b.end - a.start > LONGEST {
            return None;
        }
        if self.analysis.tokens[a.start].sentence != self.analysis.tokens[b.start].sentence {
            return None;
        }
        if self.is_hyphened_pair(a, b) && a_kind == b_kind && matches!(a_kind, NameType::Location | NameType::Person) {
            return Some(a_kind);
        }
        let small = |token: usize| {
            matches!(self.form(token), "for" | "of" | "the" | "and" | "&" | "on" | "against" | "in" | "at" | ":" | ",")
        };
        if !between.clone().all(small) {
            return None;
        }
        if a_kind == NameType::Organization && b_kind != NameType::People && self.has_acronym_of(&(a.start..b.end)) {
            return Some(NameType::Organization);
        }
        if between.clone().any(|token| matches!(self.form(token), ":" | ",")) {
            return None;
        }
        let and = between.len() == 1 && self.form(a.end) == "and";
        if and && a_kind == NameType::Location && b_kind == NameType::Location && self.is_division_noun(b.end) {
            let whole = normalize::key(self.text(&(a.start..b.end + 1)));
            let places = self.gazetteer.find(&whole, &KINDS, b"RTS").next();
            return places.map(|_| NameType::Location);
        }
        // “Roe & Moss Bank”: a sign that names alone have.
        let firm = between.len() == 1 && self.form(a.end) == "&";
        let bodies = [a_kind, b_kind].contains(&NameType::Organization);
        if firm && bodies && b_kind != NameType::People && !self.is_known(a) && !self.is_known(b) {
            return Some(NameType::Organization);
        }
        if a_kind != NameType::Organization || b_kind == NameType::Person || b_kind == NameType::People {
            return None;
        }
        let whole = normalize::key(self.text(&(a.start..b.end)));
        if self.gazetteer.find(&whole, &KINDS, b"O").next().is_some() {
            return Some(NameType::Organization);
        }
        let one = self.is_for_a_purpose(a, b, b_kind)
            || self.is_campus(a, b)
            || and && b_kind == NameType::Organization && self.is_pair_of_founders(a, b);
        one.then_some(NameType::Organization)
    }

    /// “Party for Graywick”, and what goes on in it: “and Liberation”, “of Norway”; “Lawyers for Graywick Action”.
    fn is_for_a_purpose(&self, a: &Range<usize>, b: &Range<usize>, b_kind: NameType) -> bool {
        let first = self.form(a.end);
        let purpose = a.clone().any(|token| self.form(token) == "for");
        let head = self.tree.head_of(b);
        let governor = self.tree.head(head);
        let inside = governor.is_some_and(|governor| a.contains(&governor));
        // “Party for Graywick and Liberation candidate Roe”: the parser hangs the end of the name on the noun behind it.
        let beside = governor.is_some_and(|noun| {
            noun >= b.end
                && self.tree.relation(head) == "compound"
                && self.tree.relation(noun) == "conj"
                && self.tree.head(noun).is_some_and(|first| a.contains(&first))
        });
        let noun = || {
            let last = self.form(a.end - 1).to_lowercase();
            lexicon::is_organization_noun(&last) || lexicon::is_body_word(&last) || last == "center"
        };
        // A word alone that goes on with a purpose is no newspaper of the name.
        let known = || {
            let key = normalize::key(self.text(b));
            let well_known = || self.gazetteer.find(&key, &KINDS, b"O").any(|entry| entry.is_well_known());
            !(purpose && first == "and" && b.len() == 1) && well_known()
        };
        let body = b_kind == NameType::Organization;
        let goes_on = purpose && matches!(first, "and" | "of") && (body || first == "of") && (inside || beside && body);
        let people = first == "for" && body && b.len() > 1 && self.are_people(a);
        (first == "for" && noun() && body && inside || goes_on || people) && !known()
    }

    /// “Lawyers”, “Parliamentarians” with a capital within a sentence: people by what they do.
    fn are_people(&self, name: &Range<usize>) -> bool {
        let token = &self.analysis.tokens[name.start];
        let word = token.form.to_lowercase();
        let Some(one) = word.strip_suffix('s').filter(|_| name.len() == 1) else { return false };
        let opens = self.analysis.sentences.get(token.sentence).is_some_and(|line| line.tokens.start == name.start);
        let kin = matches!(one, "doctor" | "friend" | "mother" | "parent");
        !opens && (kin || lexicon::title(one).is_some() || lexicon::is_group_noun(one) || lexicon::is_private(one))
    }

    /// “University of Graywick at Moss”.
    fn is_campus(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let head = self.tree.head_of(b);
        a.end + 1 == b.start
            && self.form(a.end) == "at"
            && self.form(a.start) == "University"
            && self.tree.relation(head) == "nmod"
            && self.tree.head(head).is_some_and(|governor| a.contains(&governor))
    }

    /// “the Graywick and Moss Medical Center”, “the Ada and Bo Roe Foundation”: an article before a name without a noun of bodies, and
    /// the noun at the end of both.
    fn is_pair_of_founders(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let low = |token: usize| self.form(token).to_lowercase().to_string();
        let is_noun = |word: &str| {
            lexicon::is_organization_noun(word)
                || matches!(word, "center" | "centre" | "hospital" | "school" | "museum")
        };
        let last = low(a.end - 1);
        let article = a.start.checked_sub(1).is_some_and(|before| {
            self.form(before).eq_ignore_ascii_case("the")
                && self.tree.head(before).is_some_and(|head| a.contains(&head) || b.contains(&head))
        });
        let head = self.tree.head_of(b);
        let coordinated =
            self.tree.relation(head) == "conj" && self.tree.head(head).is_some_and(|first| a.contains(&first));
        let named = self.form(a.end - 1).chars().any(char::is_lowercase) && !last.ends_with('s');
        let given =
            a.len() == 1 && [a.start, b.start].into_iter().all(|token| lexicon::gender_of_name(&low(token)).is_some());
        let plain = named && !a.clone().any(|token| is_noun(&low(token)));
        article
            && coordinated
            && plain
            && b.len() > 1
            && is_noun(&low(b.end - 1))
            && (given || !self.is_known(a))
            && !self.is_known(b)
    }

    /// Whether the tables have a name on their own.
    fn is_known(&self, name: &Range<usize>) -> bool {
        let key = normalize::key(self.text(name));
        let kinds = [NameKind::Name, NameKind::Alias, NameKind::Acronym];
        self.gazetteer.find(&key, &kinds, b"CRTSO").next().is_some()
            || self.gazetteer.lookup_wide(&key).next().is_some()
    }

    /// Whether what stands in brackets behind a name are its initials: “Center for Moss: Rope and Knots (C-MRK)”.
    fn has_acronym_of(&self, name: &Range<usize>) -> bool {
        const LONGEST: usize = 5;
        let form = |token: usize| self.analysis.tokens.get(token).map_or("", |token| &*token.form);
        if form(name.end) != "(" {
            return false;
        }
        let Some(close) = (name.end + 2..name.end + 2 + LONGEST).find(|&token| form(token) == ")") else {
            return false;
        };
        let short = self.text(&(name.end + 1..close));
        let letters: String = short.chars().filter(|c| c.is_alphanumeric()).collect();
        let initials: String = name
            .clone()
            .filter_map(|token| form(token).chars().next())
            .filter(|letter| letter.is_uppercase())
            .collect();
        letters.chars().count() > 2 && letters == initials
    }

    /// “Graywick-Moss”: two halves with nothing but a hyphen between them, of which neither is known alone, and no border or road
    /// between two towns follows.
    fn is_hyphened_pair(&self, a: &Range<usize>, b: &Range<usize>) -> bool {
        let tokens = &self.analysis.tokens;
        let hyphen = a.end;
        hyphen + 1 == b.start
            && matches!(self.form(hyphen), "-" | "‐" | "‑")
            && tokens[hyphen].span.start == tokens[a.end - 1].span.end
            && tokens[hyphen].span.end == tokens[b.start].span.start
            && !self.is_known(a)
            && !self.is_known(b)
            && tokens.get(b.end).is_none_or(|next| next.upos != Upos::Noun)
            && !a.clone().chain(b.clone()).any(|token| self.full_names.contains(self.form(token)))
    }

    fn is_division_noun(&self, token: usize) -> bool {
        let form = self.analysis.tokens.get(token).map_or("", |token| &*token.form);
        lexicon::is_division(&form.to_lowercase())
    }
}

#[cfg(test)]
mod tests {
    use std::ops::Range;

    use crate::analyze::NameType::{self, Location, Organization, Person};
    use crate::resolve::{resolve, testing};

    /// The names of the entities of a text, in its order.
    fn named(spec: &str, names: &[(Range<usize>, NameType)]) -> Vec<String> {
        let (document, analysis) = testing::analysis(spec, names);
        let named = resolve(&document, &analysis).entities.into_iter().filter(|entity| entity.mentions > 0);
        named.map(|entity| entity.name).collect()
    }

    const BOTH: [(Range<usize>, NameType); 2] = [(1..2, Organization), (3..6, Organization)];

    #[test]
    fn the_sign_of_firms_is_inside_a_name() {
        let spec = "the:DET:2:det Graywick:PROPN:7:nsubj &:CCONJ:6:cc Moss:PROPN:6:compound Rope:PROPN:6:compound Works:PROPN:2:conj grew:VERB:0:root";
        for name in ["Moss Rope Works", "Roe Tide Partners", "Zed Quill Sons"] {
            let words: Vec<&str> = name.split(' ').collect();
            let spec = spec.replace("Moss:", &format!("{}:", words[0])).replace("Rope:", &format!("{}:", words[1]));
            let spec = spec.replace("Works:", &format!("{}:", words[2]));
            assert_eq!(named(&spec, &BOTH), [format!("Graywick & {name}")]);
        }
        assert_eq!(named(&spec.replace("&:CCONJ", "and:CCONJ"), &BOTH).len(), 2);
        assert_eq!(named(&spec.replace("Graywick", "NATO"), &BOTH).len(), 2);
    }

    #[test]
    fn founders_share_the_noun_of_their_house() {
        let spec = "the:DET:2:det Graywick:PROPN:7:nsubj and:CCONJ:6:cc Moss:PROPN:6:compound Medical:PROPN:6:compound Center:PROPN:2:conj grew:VERB:0:root";
        for noun in ["Center", "Hospital", "School"] {
            let spec = spec.replace("Center", noun);
            assert_eq!(named(&spec, &BOTH), [format!("Graywick and Moss Medical {noun}")]);
            assert_eq!(named(&spec.replace("the:DET:2:det", "then:ADV:7:advmod"), &BOTH).len(), 2);
        }
        assert_eq!(named(&spec.replace("Graywick", "Graywicks"), &BOTH).len(), 2);
        assert_eq!(named(&spec.replace("Graywick", "NATO"), &BOTH).len(), 2);
        let couple = spec.replace("the:DET", "The:DET").replace("Graywick", "Bill").replace("Moss", "Melinda");
        let couple = couple.replace("Medical", "Graywick").replace("Center", "Foundation");
        assert_eq!(named(&couple, &BOTH), ["Bill and Melinda Graywick Foundation"]);
    }

    #[test]
    fn people_are_for_a_cause() {
        let spec = "They:PRON:2:nsubj praised:VERB:0:root Lawyers:PROPN:2:obj for:ADP:6:case Graywick:PROPN:6:compound Action:PROPN:2:obl";
        let names = [(2..3, Organization), (4..6, Organization)];
        for people in ["Lawyers", "Doctors", "Parliamentarians", "Veterans"] {
            let found = named(&spec.replace("Lawyers", people), &names);
            assert_eq!(found, [format!("{people} for Graywick Action")]);
        }
        // a player for a club
        assert_eq!(named(&spec.replace("Lawyers", "Graytides"), &names).len(), 2);
    }

    #[test]
    fn a_party_goes_on_behind_its_purpose() {
        let spec = "They:PRON:2:nsubj chose:VERB:0:root Party:PROPN:2:obj for:ADP:5:case Graywick:PROPN:3:nmod and:CCONJ:8:cc Liberation:PROPN:8:compound nominee:NOUN:3:conj";
        let names = [(2..5, Organization), (6..7, Organization)];
        for end in ["Liberation", "Moss", "Justice"] {
            let found = named(&spec.replace("Liberation", end), &names);
            assert_eq!(found, [format!("Party for Graywick and {end}")]);
        }
        let other = spec.replace("nominee:NOUN:3:conj", "nominee:NOUN:2:obj");
        assert_eq!(named(&other, &names).len(), 2);
    }

    #[test]
    fn initials_in_brackets_tell_where_a_name_ends() {
        let spec = "Harbor:PROPN:2:compound Center:PROPN:11:nsubj ,:PUNCT:4:punct Rope:PROPN:2:appos and:CCONJ:6:cc Knots:PROPN:4:conj (:PUNCT:8:punct HCRK:PROPN:2:appos ):PUNCT:8:punct soon:ADV:11:advmod met:VERB:0:root
            HCRK:PROPN:2:nsubj left:VERB:0:root";
        let names = [(0..2, Organization), (3..6, Organization), (7..8, Organization), (11..12, Organization)];
        let found = named(spec, &names);
        assert_eq!(found, ["Harbor Center , Rope and Knots"]);
        assert_eq!(named(&spec.replace("HCRK", "RK"), &names).len(), 2);
    }

    #[test]
    fn a_campus_is_of_its_university() {
        let spec = "University:PROPN:6:nsubj of:ADP:3:case Graywick:PROPN:1:nmod at:ADP:5:case Moss:PROPN:1:nmod won:VERB:0:root";
        let names = [(0..3, Organization), (4..5, Location)];
        for town in ["Moss", "Roe", "Mossby"] {
            assert_eq!(named(&spec.replace("Moss", town), &names), [format!("University of Graywick at {town}")]);
        }
        assert_eq!(named(&spec.replace("1:nmod won", "6:obl won"), &names).len(), 2);
    }

    #[test]
    fn an_editor_completes_a_name() {
        let spec = "Zed:PROPN:5:nsubj [:PUNCT:3:punct Graywick:PROPN:1:appos ]:PUNCT:3:punct left:VERB:0:root";
        for name in ["Zed Graywick", "Ada Moss", "Bo Roe"] {
            let (first, last) = name.split_once(' ').unwrap();
            let found = named(&spec.replace("Zed", first).replace("Graywick", last), &[(0..1, Person), (2..3, Person)]);
            // the words of the test have spaces between them
            assert_eq!(found.len(), 1, "{found:?}");
        }
        let round = spec.replace("[:", "(:").replace("]:", "):");
        assert_eq!(named(&round, &[(0..1, Person), (2..3, Person)]).len(), 2);
    }
}
