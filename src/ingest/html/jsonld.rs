//! A script of JSON-LD in; what it tells of the article of its page out.

use serde_json::{Map, Value};

/// An article as schema.org describes it.
#[derive(Debug, Default, Clone, PartialEq, Eq)]
pub(super) struct Described {
    /// `datePublished`, else `dateCreated`.
    pub published: Option<String>,
    /// `articleBody`, which may be HTML.
    pub body: Option<String>,
    /// `headline`.
    pub headline: Option<String>,
    /// Its own address.
    pub url: Option<String>,
    /// Whether its type is that of an article, not of the page around it or none.
    pub is_article: bool,
}

/// How deep lists and graphs are followed.
const DEEPEST: usize = 8;

/// All articles that a script describes, in order. One that is no JSON gives the day alone, if it can be found.
pub(super) fn described(script: &str) -> Vec<Described> {
    let mut found = Vec::new();
    // Comments and CDATA stand around; a raw line break in a string is the most frequent fault.
    let begin = script.find(['{', '[']).unwrap_or(0);
    let end = script.rfind(['}', ']']).map_or(0, |at| at + 1);
    let Some(script) = script.get(begin..end) else { return found };
    let clean: String = script.chars().map(|c| if c.is_control() { ' ' } else { c }).collect();
    match serde_json::from_str::<Value>(&clean) {
        Ok(value) => walk(&value, 0, &mut found),
        Err(_) => {
            let described = Described {
                published: string(&clean, "\"datePublished\""),
                body: string(&clean, "\"articleBody\""),
                ..Described::default()
            };
            if described != Described::default() {
                found.push(described);
            }
        }
    }
    found
}

fn walk(value: &Value, depth: usize, found: &mut Vec<Described>) {
    if depth > DEEPEST {
        return;
    }
    match value {
        Value::Array(all) => all.iter().for_each(|one| walk(one, depth + 1, found)),
        Value::Object(object) => {
            found.extend(article(object));
            for inside in ["@graph", "mainEntity", "mainEntityOfPage"] {
                if let Some(value) = object.get(inside) {
                    walk(value, depth + 1, found);
                }
            }
        }
        _ => {}
    }
}

fn article(object: &Map<String, Value>) -> Option<Described> {
    let kinds: Vec<&str> = match object.get("@type") {
        Some(Value::Array(all)) => all.iter().filter_map(Value::as_str).collect(),
        Some(Value::String(one)) => vec![one],
        _ => Vec::new(),
    };
    let is_article = kinds.iter().any(|kind| ["Article", "Posting", "Report"].iter().any(|end| kind.ends_with(end)));
    if !is_article && !kinds.iter().all(|kind| kind.ends_with("Page") || kind.ends_with("CreativeWork")) {
        return None;
    }
    let text = |name: &str| object.get(name).and_then(first_text).filter(|text| !text.trim().is_empty());
    let described = Described {
        published: text("datePublished").or_else(|| text("dateCreated")),
        body: text("articleBody").or_else(|| text("text").filter(|_| is_article)),
        headline: text("headline"),
        url: text("url").or_else(|| text("mainEntityOfPage")).or_else(|| text("@id")),
        is_article,
    };
    (described.published.is_some() || described.body.is_some()).then_some(described)
}

/// A string, the first of an array, or what an object has as `@value` or `@id`.
fn first_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Array(all) => all.first().and_then(first_text),
        Value::Object(object) => ["@value", "@id"].iter().find_map(|key| object.get(*key).and_then(first_text)),
        _ => None,
    }
}

/// The string after a key, be the rest of the script well formed or not.
fn string(script: &str, key: &str) -> Option<String> {
    let rest = script.split_once(key)?.1.trim_start().strip_prefix(':')?.trim_start();
    let mut values = serde_json::Deserializer::from_str(rest).into_iter::<String>();
    values.next()?.ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn days(script: &str) -> Vec<Option<String>> {
        described(script).into_iter().map(|article| article.published).collect()
    }

    #[test]
    fn articles_are_found_in_lists_and_graphs() {
        for script in [
            r#"{"@type": "NewsArticle", "datePublished": "2021-04-01"}"#,
            r#"[{"@graph": [{"@type": ["Thing", "BlogPosting"], "datePublished": ["2021-04-01"]}]}]"#,
            r#"{"@type": "WebPage", "mainEntity": {"@type": "Article", "datePublished": {"@value": "2021-04-01"}}}"#,
            "<!-- {\"datePublished\": \"2021-04-01\", \"headline\": \"two\nlines\"} -->",
            r#"{"datePublished": "2021-04-01", "headline": "a "quoted" word",}"#,
        ] {
            assert_eq!(days(script), [Some("2021-04-01".to_owned())], "{script}");
        }
    }

    #[test]
    fn other_things_have_other_days() {
        for script in [
            r#"{"@type": "VideoObject", "datePublished": "2019-01-01"}"#,
            r#"{"@type": "ItemList", "itemListElement": [{"@type": "NewsArticle", "datePublished": "2019-01-01"}]}"#,
            r#"{"@type": "NewsArticle", "dateModified": "2019-01-01", "comment": {"datePublished": "2019-01-01"}}"#,
            "var a = [",
            "",
            "}{",
        ] {
            assert_eq!(days(script), [], "{script}");
        }
    }
}
