//! The inline context of the JSON-LD: which IRI each key stands for.

use std::sync::OnceLock;

use serde_json::{Map, Value, json};

use crate::ontology::{Predicate, Relation};

/// Keys that are strings, numbers or truth values.
const LITERALS: [(&str, &str); 23] = [
    ("name", "schema:name"),
    ("alternateName", "schema:alternateName"),
    ("identifier", "schema:identifier"),
    ("url", "schema:url"),
    ("datePublished", "schema:datePublished"),
    ("text", "schema:text"),
    ("time", "sem:hasTimeStamp"),
    ("beginTime", "sem:hasBeginTimeStamp"),
    ("endTime", "sem:hasEndTimeStamp"),
    ("iso3", "ng:iso3"),
    ("country", "ng:country"),
    ("mentions", "ng:mentions"),
    ("direct", "ng:direct"),
    ("cue", "ng:cue"),
    ("negated", "ng:negated"),
    ("modality", "ng:modality"),
    ("role", "ng:role"),
    ("plover", "ng:plover"),
    ("cameo", "ng:cameo"),
    ("quadClass", "ng:quadClass"),
    ("support", "ng:support"),
    ("documents", "ng:documents"),
    ("sentence", "ng:sentence"),
];

/// More of them: where evidence stands and what found it.
const POSITIONS: [(&str, &str); 4] =
    [("begin", "ng:begin"), ("end", "ng:end"), ("rule", "ng:rule"), ("producer", "ng:producer")];

/// Keys whose values are IRIs.
const LINKS: [(&str, &str); 14] = [
    ("sameAs", "schema:sameAs"),
    ("source", "ng:source"),
    ("target", "ng:target"),
    ("predicate", "ng:predicate"),
    ("attribution", "ng:attribution"),
    ("addressee", "ng:addressee"),
    ("document", "ng:document"),
    ("evidence", "ng:evidence"),
    ("eventType", "sem:eventType"),
    ("actor", "sem:hasActor"),
    ("place", "sem:hasPlace"),
    ("derivedFrom", "prov:wasDerivedFrom"),
    ("generatedBy", "prov:wasGeneratedBy"),
    ("used", "prov:used"),
];

/// The context as JSON.
pub(super) fn context() -> &'static str {
    static CONTEXT: OnceLock<String> = OnceLock::new();
    CONTEXT.get_or_init(|| build().to_string())
}

fn build() -> Value {
    let mut context = Map::new();
    context.insert("@version".into(), json!(1.1));
    for (prefix, namespace) in [
        ("ng", "https://w3id.org/newsgraph/"),
        ("node", "https://w3id.org/newsgraph/node/"),
        ("schema", "https://schema.org/"),
        ("sem", "http://semanticweb.cs.vu.nl/2009/11/sem/"),
        ("prov", "http://www.w3.org/ns/prov#"),
        ("xsd", "http://www.w3.org/2001/XMLSchema#"),
    ] {
        context.insert(prefix.into(), json!(namespace));
    }
    for (term, iri) in LITERALS.into_iter().chain(POSITIONS) {
        context.insert(term.into(), json!(iri));
    }
    context.insert("confidence".into(), json!({ "@id": "ng:confidence", "@type": "xsd:decimal" }));
    for (term, iri) in LINKS {
        context.insert(term.into(), json!({ "@id": iri, "@type": "@id" }));
    }
    let predicates = Predicate::ALL.iter().map(|predicate| predicate.name());
    for name in predicates.chain(Relation::ALL.iter().map(|relation| relation.name())) {
        let term = term(name);
        context.insert(term.clone(), json!({ "@id": format!("ng:{term}"), "@type": "@id" }));
    }
    Value::Object(context)
}

/// The camel case of a name in kebab case: `metWith`.
pub(super) fn term(name: &str) -> String {
    let mut term = String::with_capacity(name.len());
    let mut upper = false;
    for c in name.chars() {
        if c == '-' {
            upper = true;
            continue;
        }
        term.push(if upper { c.to_ascii_uppercase() } else { c });
        upper = false;
    }
    term
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_become_camel_case() {
        assert_eq!(term("met-with"), "metWith");
        assert_eq!(term("spoke-by-phone-with"), "spokeByPhoneWith");
        assert_eq!(term("visited"), "visited");
    }

    #[test]
    fn every_predicate_has_a_term_of_its_own() {
        let context: Value = serde_json::from_str(context()).unwrap();
        for predicate in Predicate::ALL {
            let term = term(predicate.name());
            assert_eq!(context[&term]["@id"], format!("ng:{term}"));
        }
        let terms = LITERALS.len() + POSITIONS.len() + LINKS.len() + Predicate::ALL.len() + Relation::ALL.len();
        assert_eq!(context.as_object().unwrap().len(), terms + 8, "a term stands twice");
    }
}
