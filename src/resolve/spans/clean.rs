//! A name as the model marked it in; the name as the text has it out: without titles and articles, whole where the model cut
//! it, nothing where it is none.

use std::ops::Range;

use super::Finder;
use crate::analyze::{Analysis, Name, NameType, Sentence, Upos};
use crate::ingest::LineKind;
use crate::lexicon::OfficeKind;
use crate::resolve::gazetteer::NameKind;
use crate::resolve::{lexicon, normalize};

impl Finder<'_> {
    /// A name of the model without titles, articles, possessives and function words around it; `None` where no name is left.
    pub(super) fn clean(&self, name: &Name, sentence: &Sentence) -> Option<(Range<usize>, NameType)> {
        let mut tokens = self.trimmed(name, sentence)?;
        let mut kind = self.kind_in_line(&tokens, name.kind, sentence);
        if self.is_word(&tokens, kind) || self.is_namesake(&tokens, kind) || is_party_tag(self.analysis, tokens.start) {
            return None;
        }
        if matches!(kind, NameType::Location | NameType::Person) && self.is_operation(&tokens) {
            return None;
        }
        if sentence.kind == LineKind::Dateline
            && let Some(agency) = self.in_brackets(&tokens, sentence)
        {
            return Some((agency, NameType::Organization));
        }
        // “on New Year's Eve”: an adjective of what follows is no place.
        if kind == NameType::Location && tokens.len() == 1 && self.is_adjective_of_a_noun(tokens.start) {
            return None;
        }
        if kind == NameType::Location {
            // “British capital London”
            let noun = |token: usize| {
                self.analysis.tokens[token].upos == Upos::Noun && self.form(token).chars().all(char::is_lowercase)
            };
            if let Some(last) = tokens.clone().rev().skip(1).find(|&token| noun(token)) {
                tokens.start = last + 1;
            }
        }
        if let Some(slogan) = self.slogan(&tokens, sentence) {
            return Some((slogan, NameType::Organization));
        }
        if kind == NameType::Organization {
            tokens = self.without_neighbors(tokens, sentence);
            if self.is_division(&tokens) {
                kind = NameType::Location;
            }
        }
        if kind == NameType::Organization {
            while self.is_cut_off(&tokens, sentence) {
                tokens.start -= 1;
            }
        }
        if self.is_ship(&tokens, kind) {
            return None;
        }
        if matches!(kind, NameType::Person | NameType::Organization) && self.is_firm_of_somebody(&tokens, sentence) {
            return Some((tokens.start..tokens.end + 1, NameType::Organization));
        }
        (tokens, kind) = self.with_syllables(tokens, kind, sentence);
        if kind == NameType::Person {
            tokens = self.person(tokens)?;
        }
        Some((tokens, kind))
    }

    /// “Ban Ki-moon”: a person's name with the syllables behind hyphens, also where the model took its beginning for something else.
    fn with_syllables(
        &self,
        mut tokens: Range<usize>,
        mut kind: NameType,
        sentence: &Sentence,
    ) -> (Range<usize>, NameType) {
        while tokens.end + 1 < sentence.tokens.end && self.goes_on(&tokens) {
            let longer = tokens.start..tokens.end + 2;
            let key = normalize::key(self.text(&longer));
            let somebody = || self.gazetteer.find(&key, &[NameKind::Name, NameKind::Alias], b"P").next().is_some();
            if kind != NameType::Person && !somebody() {
                break;
            }
            (tokens, kind) = (longer, NameType::Person);
        }
        (tokens, kind)
    }

    /// The tokens without what can neither begin nor end a name; `None` where no Latin letters are left, one of them a capital.
    fn trimmed(&self, name: &Name, sentence: &Sentence) -> Option<Range<usize>> {
        let mut tokens = name.tokens.start.max(sentence.tokens.start)..name.tokens.end.min(sentence.tokens.end);
        while !tokens.is_empty() && self.is_edge(tokens.start) {
            tokens.start += 1;
        }
        let function = |token: usize| {
            matches!(self.analysis.tokens[token].upos, Upos::Adp | Upos::Det | Upos::Cconj | Upos::Sconj | Upos::Part)
        };
        while !tokens.is_empty()
            && (self.is_edge(tokens.end - 1) || function(tokens.end - 1) && !self.is_hyphened(tokens.end - 1))
        {
            tokens.end -= 1;
        }
        let has = |is: fn(char) -> bool| tokens.clone().any(|token| self.form(token).chars().any(is));
        // A name in another script is quoted, and stands beside its English form.
        let named = has(|c| c.is_uppercase() || !c.is_ascii()) && has(is_latin);
        named.then_some(tokens)
    }

    /// “MV Ada Roe”: a ship.
    fn is_ship(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let first = self.form(tokens.start);
        let mark = lexicon::is_vessel(first) && first.starts_with(char::is_uppercase);
        let body = kind == NameType::Organization && (tokens.len() == 1 || matches!(first, "MT" | "RV" | "SS"));
        mark && kind != NameType::People && !body
    }

    /// “The retailer Graywick's closes”: the possessive that is a firm's name and owns nothing.
    fn is_firm_of_somebody(&self, tokens: &Range<usize>, sentence: &Sentence) -> bool {
        let end = tokens.end;
        if tokens.len() != 1 || end + 1 >= sentence.tokens.end || !matches!(self.form(end), "'s" | "’s") {
            return false;
        }
        let next = &self.analysis.tokens[end + 1];
        let owns_nothing = self.analysis.tokens[end].upos == Upos::Part
            && matches!(next.upos, Upos::Verb | Upos::Aux)
            && matches!(&*next.xpos, "VBZ" | "VBD" | "VBP" | "MD");
        // “inside a Graywick's restaurant”: one of many, which nobody of that name owns.
        let one_of_many = || tokens.start.checked_sub(1).is_some_and(|before| matches!(self.form(before), "a" | "an"));
        let firm = || {
            let key = normalize::key(self.text(&(tokens.start..end + 1)));
            let known = self.gazetteer.lookup(&key).chain(self.gazetteer.lookup_wide(&key));
            let mut known = known.filter_map(|reference| self.gazetteer.entry(reference.entry));
            known.any(|entry| entry.letter == b'O')
        };
        (owns_nothing || one_of_many()) && firm()
    }

    /// The name of a person without honours, titles and words behind it; `None` where it names nobody.
    fn person(&self, mut tokens: Range<usize>) -> Option<Range<usize>> {
        tokens.start = self.after_honors(&tokens);
        while tokens.len() > 1 && (self.is_title(tokens.start) || self.is_of_office(tokens.start)) {
            tokens.start += 1;
        }
        while tokens.len() > 1 && self.is_word_behind(&tokens) {
            tokens.end -= 1;
        }
        // “Grand Ayatollah”
        let is_title = |token| self.form(token) == "Grand" || lexicon::title(self.form(token)).is_some();
        let titles = tokens.len() > 1 && tokens.clone().all(is_title);
        let nobody = tokens.len() == 1 && self.is_common(tokens.start)
            || self.is_pair(&tokens)
            || titles && !self.full_names.contains(self.form(tokens.end - 1));
        (!nobody).then_some(tokens)
    }

    /// “Roe and Moe espouse”: a word in small letters at the end of a person's name that begins with a capital, whatever the parser takes
    /// it for.
    fn is_word_behind(&self, name: &Range<usize>) -> bool {
        let last = name.end - 1;
        let (first, word) = (self.form(name.start), &self.analysis.tokens[last]);
        let capital = first.starts_with(char::is_uppercase) || word.upos == Upos::Verb;
        capital && word.form.chars().all(char::is_lowercase) && !matches!(self.form(last - 1), "-" | "‐" | "‑")
    }

    /// “Operation Graywick”: what soldiers and the police do is no place and nobody.
    fn is_operation(&self, name: &Range<usize>) -> bool {
        let operation = |token: usize| {
            matches!(self.form(token), "Operation" | "Operación" | "Opération" | "Operação" | "Operazione")
        };
        name.len() > 1 && operation(name.start) || name.start > 0 && operation(name.start - 1)
    }

    /// The name of a body without words beside it: where it is (“Court of Appeal in Oslo”), what is done to it (“Proroguing Parliament”),
    /// the beginning of a name that goes on behind a hyphen, and the surname of somebody in the text.
    fn without_neighbors(&self, name: Range<usize>, sentence: &Sentence) -> Range<usize> {
        let kinds = [NameKind::Name, NameKind::Alias];
        let key = |tokens: &Range<usize>| normalize::key(self.text(tokens));
        let body = |tokens: &Range<usize>| self.gazetteer.find(&key(tokens), &kinds, b"O").next().is_some();
        let mut name = name;
        if name.len() < 2 || body(&name) || self.gazetteer.lookup_wide(&key(&name)).next().is_some() {
            return name;
        }
        let abroad = name.clone().any(|token| {
            matches!(
                &*self.form(token).to_lowercase(),
                "embassy" | "consulate" | "mission" | "university" | "college" | "school" | "church" | "institute"
            )
        });
        let within = (name.start + 1..name.end - 1).rev().find(|&token| self.form(token) == "in");
        if let Some(within) = within.filter(|_| !abroad)
            && self.gazetteer.find(&key(&(within + 1..name.end)), &kinds, b"CRT").next().is_some()
        {
            name.end = within;
        }
        let first = &self.analysis.tokens[name.start];
        let noun = |tokens: &Range<usize>| lexicon::is_organization_noun(&key(tokens)) || body(tokens);
        if name.len() > 1
            && name.start == sentence.tokens.start
            && (first.upos == Upos::Verb
                || first.form.ends_with("ing") && self.gazetteer.lookup(&normalize::key(&first.form)).next().is_none())
            && noun(&(name.start + 1..name.end))
        {
            name.start += 1;
        }
        let (rest, last) = (name.start..name.end - 1, name.end - 1);
        let hyphen = || {
            self.analysis.tokens.get(name.end).is_some_and(|next| {
                matches!(&*next.form, "-" | "‐" | "‑") && next.span.start == self.analysis.tokens[last].span.end
            })
        };
        let surname = || self.surnames.contains(&*self.form(last).to_lowercase());
        if name.len() > 1 && body(&rest) && (hyphen() || surname()) {
            name.end = last;
        }
        name
    }

    /// “Colón Department, Honduras”, “in Norte Province”: a part of a state and no body.
    pub(super) fn is_division(&self, name: &Range<usize>) -> bool {
        let portfolio = || name.clone().any(|token| lexicon::is_portfolio(&self.form(token).to_lowercase()));
        let form = |token: usize| self.analysis.tokens.get(token).map_or("", |token| &*token.form);
        if name.len() < 2 || portfolio() {
            return false;
        }
        match self.form(name.end - 1) {
            "Province" | "Governorate" | "Prefecture" | "Oblast" | "Voivodeship" | "Municipality" | "Cercle" => true,
            "Department" | "District" | "Region" | "County" | "Canton" | "Division" => {
                let before = name.start.checked_sub(1).map_or("", form);
                let country = || {
                    let key = normalize::key(form(name.end + 1));
                    self.gazetteer
                        .find(&key, &[NameKind::Name, NameKind::Alias, NameKind::Acronym], b"C")
                        .next()
                        .is_some()
                };
                form(name.end) == "," && country() || before == "," && form(name.end) == ","
            }
            _ => false,
        }
    }

    /// Whether a word that the gazetteer has as no name describes the noun behind it.
    fn is_adjective_of_a_noun(&self, token: usize) -> bool {
        self.analysis.tokens[token].upos == Upos::Adj
            && self.tree.relation(token) == "amod"
            && self.tree.head(token) == Some(token + 1)
            && self.gazetteer.lookup(&normalize::key(self.form(token))).next().is_none()
    }

    /// “Jae-in”: a word right behind a hyphen is part of the word before it.
    fn is_hyphened(&self, token: usize) -> bool {
        let tokens = &self.analysis.tokens;
        token > 1
            && matches!(self.form(token - 1), "-" | "‐" | "‑")
            && tokens[token - 1].span.end == tokens[token].span.start
            && tokens[token - 2].span.end == tokens[token - 1].span.start
    }

    /// Whether the syllable behind a hyphen after a person's name belongs to it: “Ing-wen”, and not “Roe-led”.
    fn goes_on(&self, name: &Range<usize>) -> bool {
        let token = name.end + 1;
        let inside = self.tree.head(token).is_some_and(|head| name.contains(&head));
        self.is_hyphened(token) && self.tree.relation(token) == "flat" && inside
    }

    /// Where a name begins behind marks of honor and what stands before a title inside it: “Bharat Ratna Ada Roe”, “Amir Sheikh Roe”.
    fn after_honors(&self, name: &Range<usize>) -> usize {
        const LONGEST: usize = 4;
        let mut begin = name.start;
        let honors = |begin: usize| {
            let ends = (begin + 1..(begin + 1 + LONGEST).min(name.end)).rev();
            ends.into_iter().find(|&end| lexicon::is_honor(&normalize::key(self.text(&(begin..end)))))
        };
        while let Some(end) = honors(begin) {
            begin = end;
        }
        let particle = |token: usize| matches!(&*self.form(token).to_lowercase(), "bin" | "ibn" | "al" | "el" | "-");
        let title = |token: &usize| {
            let word = self.form(*token).to_lowercase();
            matches!(
                word.as_str(),
                "sheikh"
                    | "sheik"
                    | "ayatollah"
                    | "dr"
                    | "dr."
                    | "mr"
                    | "mr."
                    | "mrs"
                    | "mrs."
                    | "ms"
                    | "ms."
                    | "prof."
                    | "gen"
                    | "gen."
                    | "lt."
                    | "maj."
                    | "col."
                    | "princess"
                    | "sir"
            ) && !particle(*token - 1)
        };
        match (begin + 1..name.end.saturating_sub(1)).rev().find(title) {
            Some(title) => title + 1,
            None => begin,
        }
    }

    /// “Defund the Police”: a movement that is called by what it asks for, of which the model saw the first word.
    fn slogan(&self, name: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let (article, noun) = (name.end, name.end + 1);
        let whole = name.len() == 1
            && noun < sentence.tokens.end
            && sentence.kind == LineKind::Body
            && name.start > sentence.tokens.start
            && self.form(article) == "the"
            && self.form(noun).starts_with(char::is_uppercase)
            && self.tree.head(article) == Some(noun);
        let one = || {
            self.tree.relation(noun) == "flat" && self.tree.head(noun) == Some(name.start)
                || self.tree.head(name.start) == Some(noun)
        };
        (whole && one() && self.gazetteer.lookup(&normalize::key(self.form(name.start))).next().is_none())
            .then_some(name.start..noun + 1)
    }

    /// “the Combined Joint Task Force”: a word with a capital within the sentence that describes the name and is no people.
    fn is_cut_off(&self, name: &Range<usize>, sentence: &Sentence) -> bool {
        let Some(before) = name.start.checked_sub(1).filter(|&before| before > sentence.tokens.start) else {
            return false;
        };
        let token = &self.analysis.tokens[before];
        let describes = matches!(self.tree.relation(before), "amod" | "compound")
            && self.tree.head(before).is_some_and(|head| name.contains(&head));
        describes
            && sentence.kind == LineKind::Body
            && name.len() > 1
            && matches!(token.upos, Upos::Adj | Upos::Verb)
            && token.form.starts_with(char::is_uppercase)
            && !self.is_in_a_name(before)
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// Whether the model saw a name at a token; its names are in the order of the text.
    fn is_in_a_name(&self, token: usize) -> bool {
        let names = &self.analysis.names;
        let after = names.partition_point(|name| name.tokens.end <= token);
        names.get(after).is_some_and(|name| name.tokens.contains(&token))
    }

    /// “Oslo (Graywick Wire)”: the whole of what stands in the brackets of a dateline is the name of the agency.
    fn in_brackets(&self, tokens: &Range<usize>, sentence: &Sentence) -> Option<Range<usize>> {
        let opens = tokens.start.checked_sub(1).is_some_and(|before| self.form(before) == "(");
        let close = (tokens.end..sentence.tokens.end.min(tokens.end + 4)).find(|&token| self.form(token) == ")")?;
        let named = |token: usize| self.form(token).starts_with(char::is_uppercase);
        (opens && (tokens.end..close).all(named)).then_some(tokens.start..close)
    }

    /// “Defund the police”, “Astronomers agree”: a verb or a plural with a capital that only the place asks for.
    fn is_word(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let token = &self.analysis.tokens[tokens.start];
        let plural = token.upos == Upos::Noun && token.xpos == "NNS";
        let opens = || {
            let sentence = self.analysis.sentences.get(token.sentence);
            sentence.is_some_and(|sentence| sentence.tokens.start == tokens.start)
                || tokens.start.checked_sub(1).is_some_and(|before| matches!(self.form(before), "“" | "\"" | "‘" | "'"))
        };
        let alone = !self
            .analysis
            .tokens
            .get(tokens.end)
            .is_some_and(|next| next.upos == Upos::Propn || next.form.starts_with(char::is_uppercase));
        tokens.len() == 1
            && alone
            && kind != NameType::People
            && !token.form.chars().skip(1).any(char::is_uppercase)
            && (token.upos == Upos::Verb && kind == NameType::Organization || plural && opens())
            && self.gazetteer.lookup(&normalize::key(&token.form)).next().is_none()
    }

    /// “the Roe Accords”: what is called after somebody is another thing.
    fn is_namesake(&self, tokens: &Range<usize>, kind: NameType) -> bool {
        let Some(next) = self.analysis.tokens.get(tokens.end) else { return false };
        let inside = tokens.clone().any(|token| {
            self.tree.head(token) == Some(tokens.end)
                && matches!(self.tree.relation(token), "compound" | "nmod" | "amod")
        });
        let thing = matches!(
            next.form.as_str(),
            "Accords"
                | "Accord"
                | "Agreement"
                | "Treaty"
                | "Act"
                | "Doctrine"
                | "Award"
                | "Prize"
                | "Hospital"
                | "Airport"
                | "Memorial"
                | "Museum"
                | "Bridge"
                | "Street"
                | "Stadium"
                | "Medal"
                | "Protocol"
                | "Amendment"
                | "Law"
        );
        kind == NameType::Person && inside && thing
    }

    /// “the Roe-Moe debate”: the surnames of two people in the text, and nobody's name.
    fn is_pair(&self, tokens: &Range<usize>) -> bool {
        let Some(hyphen) = tokens.clone().find(|&token| matches!(self.form(token), "-" | "–")) else { return false };
        let leader = |name: &str| {
            let key = normalize::key(name);
            self.gazetteer.find(&key, &[NameKind::FamilyName], b"P").any(|entry| entry.weight >= 9 && entry.links > 1)
        };
        let known = |side: Range<usize>| {
            let name = self.form(side.start);
            side.len() == 1 && name.starts_with(char::is_uppercase) && (self.full_names.contains(name) || leader(name))
        };
        known(tokens.start..hyphen) && known(hyphen + 1..tokens.end)
    }

    /// Punctuation, possessives and articles.
    fn is_edge(&self, token: usize) -> bool {
        let form = self.form(token);
        form != "." && !form.chars().any(char::is_alphanumeric)
            || matches!(form, "'s" | "’s" | "the" | "The" | "a" | "an")
    }

    /// Lines of credits name outlets (“Source: Meridian”), datelines name places (“Geneva =”), whatever the model says.
    fn kind_in_line(&self, tokens: &Range<usize>, kind: NameType, sentence: &Sentence) -> NameType {
        let first = sentence.tokens.start;
        let credit = || {
            let word = self.form(first).to_lowercase();
            matches!(word.as_str(), "source" | "sources" | "via" | "courtesy") && tokens.start <= first + 2
        };
        match (sentence.kind, kind) {
            (LineKind::Byline, NameType::Person | NameType::Location | NameType::People)
                if tokens.len() < 3 && credit() =>
            {
                NameType::Organization
            }
            (LineKind::Dateline, NameType::Person) if tokens.start == first => NameType::Location,
            _ => kind,
        }
    }

    fn is_title(&self, token: usize) -> bool {
        let word = self.form(token);
        let first_name = || {
            let key = normalize::key(word);
            lexicon::gender_of_name(&key).is_some() || self.gazetteer.is_first_name(&key)
        };
        lexicon::title(word).is_some_and(|title| title != OfficeKind::Trade || !first_name())
            || matches!(word, "Vice" | "Prime" | "Foreign" | "Former" | "former" | "US" | "U.S.")
    }

    /// “Minister of Information Roe”: the word before the name is the office's.
    fn is_of_office(&self, token: usize) -> bool {
        let linked = token > 0 && matches!(self.form(token - 1), "of" | "for" | "and");
        linked && lexicon::is_portfolio(&self.form(token).to_lowercase())
    }

    /// A title or kinship word alone is nobody's name, unless somebody in the text bears it: “Stephen King”.
    fn is_common(&self, token: usize) -> bool {
        let word = self.form(token);
        // A trade is nobody's name right before one: “Sculptor” “Ada Roe”.
        let next = self.analysis.tokens.get(token + 1);
        let before_name =
            next.is_some_and(|next| next.upos == Upos::Propn && next.form.starts_with(char::is_uppercase));
        let title = lexicon::title(word).is_some_and(|title| title != OfficeKind::Trade || before_name);
        (title || lexicon::gender_of_word(word).is_some()) && !self.full_names.contains(word)
    }
}

/// Whether a character is a letter of the Latin script.
fn is_latin(c: char) -> bool {
    c.is_alphabetic() && (c < '\u{250}' || ('\u{1e00}'..'\u{1f00}').contains(&c))
}

/// “Sen. Roe, D-Conn.”: whether the party and state of a member of the U.S. Congress stand here, as its press writes them.
pub(super) fn is_party_tag(analysis: &Analysis, token: usize) -> bool {
    let form = |at: usize| analysis.tokens.get(at).map_or("", |token| &*token.form);
    let tag = |at: usize| matches!(form(at), "R" | "D" | "I") && form(at + 1) == "-";
    tag(token) || token.checked_sub(2).is_some_and(tag)
}
