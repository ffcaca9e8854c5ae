//! The inline context of the JSON-LD: which IRI each key stands for.

use serde_json::{Map, Value, json};

use crate::ontology::{Predicate, Relation, Vocabulary, term};

/// Keys that are strings, numbers or truth values.
const LITERALS: [(&str, &str); 32] = [
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
    ("claimedBy", "ng:claimedBy"),
    ("seenAs", "ng:seenAs"),
    ("mentions", "ng:mentions"),
    ("audience", "ng:audience"),
    ("direct", "ng:direct"),
    ("cue", "ng:cue"),
    ("negated", "ng:negated"),
    ("modality", "ng:modality"),
    ("role", "ng:role"),
    ("plover", "ng:plover"),
    ("cameo", "ng:cameo"),
    ("level", "ng:level"),
    ("duration", "ng:duration"),
    ("agenda", "ng:agenda"),
    ("status", "ng:status"),
    ("ploverMode", "ng:ploverMode"),
    ("ploverContext", "ng:ploverContext"),
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

/// The context as JSON, with the terms of a user's predicates.
pub(in crate::export) fn context(vocabulary: &Vocabulary) -> Value {
    let mut context = build();
    for own in vocabulary.iter() {
        let term = term(&own.info().name);
        context.insert(term.clone(), link(&term));
    }
    Value::Object(context)
}

fn link(term: &str) -> Value {
    json!({ "@id": format!("ng:{term}"), "@type": "@id" })
}

fn build() -> Map<String, Value> {
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
    for term in ["latitude", "longitude"] {
        context.insert(term.into(), json!({ "@id": format!("schema:{term}"), "@type": "xsd:decimal" }));
    }
    for (term, iri) in LINKS {
        context.insert(term.into(), json!({ "@id": iri, "@type": "@id" }));
    }
    let predicates = Predicate::ALL.iter().map(|predicate| predicate.name());
    for name in predicates.chain(Relation::ALL.iter().map(|relation| relation.name())) {
        let term = term(name);
        context.insert(term.clone(), link(&term));
    }
    context
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_predicate_of_a_user_can_take_a_key() {
        let own = |key: &&String| Predicate::ALL.iter().all(|predicate| term(predicate.name()) != **key);
        let keys = build();
        let keys = keys.keys().filter(own).filter(|key| Relation::ALL.iter().all(|one| term(one.name()) != **key));
        let mut keys: Vec<&str> = keys.map(String::as_str).filter(|key| !key.starts_with('@')).collect();
        keys.sort_unstable();
        let mut reserved = crate::ontology::RESERVED.to_vec();
        reserved.sort_unstable();
        assert_eq!(keys, reserved);
    }

    #[test]
    fn every_predicate_has_a_term_of_its_own() {
        let context = build();
        for predicate in Predicate::ALL {
            let term = term(predicate.name());
            assert_eq!(context[&term]["@id"], format!("ng:{term}"));
        }
        let terms = LITERALS.len() + POSITIONS.len() + LINKS.len() + Predicate::ALL.len() + Relation::ALL.len();
        assert_eq!(context.len(), terms + 10, "a term stands twice");
    }
}
