//! A question's name in; its SPARQL out, with what it is asked about in its place.
//!
//! The questions are the files of `queries`. The first line of each says what it asks, and one line holds its parameters:
//!
//! ```sparql
//!   VALUES (?the_actor ?since ?until) { ("Xi Jinping" "" "") }
//! ```
//!
//! An actor or a place is a name or an IRI there, and `""` is whatever. What has an example there must be given.

use oxigraph::model::{Literal, Term};

use super::names::{Names, nearest_words};
use super::parameters::{Parameter, Values};
use crate::{Error, ErrorKind, Result};

/// A question of `queries`.
#[derive(Debug, PartialEq, Eq)]
pub struct Question {
    name: &'static str,
    text: &'static str,
}

macro_rules! questions {
    ($($name:literal),+ $(,)?) => {
        /// Every question, by name.
        pub fn questions() -> &'static [Question] {
            const ALL: &[Question] =
                &[$(Question { name: $name, text: include_str!(concat!("../../queries/", $name, ".rq")) }),+];
            ALL
        }
    };
}

questions!(
    "actor-timeline",
    "agreements",
    "best-supported-edges",
    "claims-by-whom",
    "country-relations",
    "denied-events",
    "documents-by-events",
    "events-at-a-place",
    "mediation-offers",
    "meetings-of-many",
    "path-between-two-actors",
    "relations-by-month",
    "sentence-behind-an-edge",
    "shared-by-two-actors",
    "tone-by-month",
    "who-criticized-whom",
    "who-holds-office",
    "who-met-whom",
    "who-sanctioned-whom",
    "who-speaks-for-whom",
);

/// The question of that name.
///
/// # Errors
/// [`ErrorKind::Usage`] with the nearest names.
pub fn find(name: &str) -> Result<&'static Question> {
    let found = questions().iter().find(|question| question.name == name);
    found.ok_or_else(|| {
        let near = nearest_words(name, questions().iter().map(Question::name));
        let near = if near.is_empty() { String::new() } else { format!("did you mean {}? ", near.join(" or ")) };
        Error::new(ErrorKind::Usage, format!("no question “{name}”"))
            .remedy(format!("{near}newsgraph query --list has all; a file of SPARQL has a dot or a slash in its name"))
    })
}

impl Question {
    /// Its name, that of its files.
    pub fn name(&self) -> &'static str {
        self.name
    }

    /// What it asks, in a sentence.
    pub fn meaning(&self) -> &'static str {
        self.text.lines().next().unwrap_or_default().trim_start_matches(['#', ' '])
    }

    /// What it may be asked about, each with whether it must.
    pub fn parameters(&self) -> Vec<(Parameter, bool)> {
        let (_, variables, examples) = self.line();
        // The examples hold no quotation marks.
        let examples = examples.split('"').skip(1).step_by(2);
        let parameter = |variable: &str| Parameter::ALL.into_iter().find(|one| one.variable() == variable);
        let must = |(parameter, example): (Parameter, &str)| (parameter, parameter.is_entity() && !example.is_empty());
        variables.split_whitespace().filter_map(parameter).zip(examples).map(must).collect()
    }

    /// The line of the parameters: its text, the variables, the examples.
    fn line(&self) -> (&'static str, &'static str, &'static str) {
        let line = self.text.lines().find(|line| line.trim_start().starts_with("VALUES (")).unwrap_or_default();
        let (variables, examples) = line.split_once(") { (").unwrap_or_default();
        (line, variables.split_once('(').unwrap_or_default().1, examples.trim_end_matches(") }"))
    }

    /// Whether it can be asked about these.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for what is missing, and for what it does not take.
    pub fn check(&self, values: &Values) -> Result<()> {
        let parameters = self.parameters();
        for parameter in Parameter::ALL {
            let (name, given) = (parameter.name(), values.get(parameter).is_some());
            let known = parameters.iter().find(|(one, _)| *one == parameter);
            let usage = |message: String| Error::new(ErrorKind::Usage, message).in_file(self.name);
            match known {
                None if given => {
                    let takes: Vec<&str> = parameters.iter().map(|(one, _)| one.name()).collect();
                    return Err(
                        usage(format!("the question takes no {name}")).remedy(format!("it takes {}", takes.join(", ")))
                    );
                }
                Some((_, true)) if !given => {
                    return Err(usage(format!("the question needs {name}"))
                        .remedy(format!("give --{name}: {}", parameter.about())));
                }
                _ => {}
            }
        }
        Ok(())
    }

    /// Its SPARQL with these values. No value can end its place: it is an IRI of the graph or a literal that is escaped.
    ///
    /// # Errors
    /// [`ErrorKind::Usage`] for an actor, place or predicate that is not in the graph.
    pub(super) fn filled(&self, values: &Values, names: &Names) -> Result<String> {
        let literal = |text: &str| Term::from(Literal::new_simple_literal(text)).to_string();
        let mut terms = Vec::new();
        for (parameter, _) in self.parameters() {
            let Some(value) = values.get(parameter) else {
                terms.push(literal(""));
                continue;
            };
            terms.push(match parameter {
                Parameter::Actor | Parameter::Other | Parameter::Place => {
                    Term::from(names.find(&value, parameter.name())?.iri.clone()).to_string()
                }
                Parameter::Predicate => literal(&names.predicate(&value)?),
                Parameter::Since | Parameter::Until => literal(&value),
            });
        }
        let (line, variables, _) = self.line();
        Ok(self.text.replacen(line, &format!("  VALUES ({variables}) {{ ({}) }}", terms.join(" ")), 1))
    }
}

#[cfg(test)]
mod tests {
    use oxigraph::sparql::SparqlEvaluator;

    use super::*;

    fn names(name: &str) -> Names {
        Names::of(name, "Q1")
    }

    fn some() -> Values {
        let day = "2023".parse().ok();
        let one = || Some("Q1".to_owned());
        Values { actor: one(), other: one(), place: one(), predicate: Some("met-with".into()), since: day, until: day }
    }

    /// The values that a question takes, of those.
    fn taken(question: &Question, mut values: Values) -> Values {
        let takes = |parameter| question.parameters().iter().any(|(one, _)| *one == parameter);
        values.actor = values.actor.filter(|_| takes(Parameter::Actor));
        values.other = values.other.filter(|_| takes(Parameter::Other));
        values.place = values.place.filter(|_| takes(Parameter::Place));
        values.predicate = values.predicate.filter(|_| takes(Parameter::Predicate));
        values.since = values.since.filter(|_| takes(Parameter::Since));
        values.until = values.until.filter(|_| takes(Parameter::Until));
        values
    }

    #[test]
    fn every_question_says_what_it_asks_and_takes_its_values() {
        assert_eq!(questions().len(), 20);
        assert!(questions().is_sorted_by_key(|question| question.name));
        for question in questions() {
            assert!(question.meaning().ends_with('?'), "{}", question.name);
            assert!(!question.parameters().is_empty(), "{}", question.name);
            let text =
                question.filled(&taken(question, some()), &names("Xi")).unwrap_or_else(|error| panic!("{error}"));
            let _parsed =
                SparqlEvaluator::new().parse_query(&text).unwrap_or_else(|error| panic!("{}: {error}", question.name));
            assert!(!text.contains("\"\" \"\" \"\") }"), "{text}");
        }
    }

    #[test]
    fn no_value_leaves_its_place() {
        let Ok(question) = find("sentence-behind-an-edge") else { panic!("no question") };
        for hostile in ["\" . } ; DROP ALL ; #", "x\") } # ", "> } SERVICE <http://a.example/> { ?a ?b ?c", "\\", "\n}"]
        {
            let values = Values { actor: Some(hostile.into()), ..taken(question, some()) };
            let filled = question.filled(&values, &names(hostile)).unwrap_or_else(|error| panic!("{error}"));
            assert!(!filled.contains(hostile) || hostile == "\\" || hostile == "\n}", "{filled}");
            assert_eq!(filled.lines().count(), question.text.lines().count());
            // Nor does one that is not in the graph.
            assert!(question.filled(&values, &names("Xi")).is_err());
            let values = Values { predicate: Some(hostile.into()), ..taken(question, some()) };
            assert!(question.filled(&values, &names("Xi")).is_err());
        }
    }

    #[test]
    fn what_is_missing_or_not_taken_is_told() {
        let said =
            |name: &str, values: &Values| find(name).and_then(|one| one.check(values)).map_err(|e| e.to_string());
        assert_eq!(said("who-met-whom", &Values::default()), Ok(()));
        let missing = said("actor-timeline", &Values::default());
        assert!(missing.is_err_and(|text| text.contains("needs actor") && text.contains("--actor")));
        let surplus = Values { place: Some("Oslo".into()), ..Values::default() };
        assert!(said("denied-events", &surplus).is_err_and(|text| text.contains("takes no place")));
        let unknown = said("who-meet-whom", &Values::default());
        assert!(unknown.is_err_and(|text| text.contains("who-met-whom")));
        assert!(said("timeline", &Values::default()).is_err_and(|text| text.contains("actor-timeline")));
    }
}
