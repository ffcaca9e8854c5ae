//! Standard input in, a JSON object with `id`, `text` and `published` a line; its documents out.

use std::error::Error;
use std::io::{self, BufRead};

use newsgraph::date::Date;
use newsgraph::ingest::Document;
use serde_json::Value;

/// The documents, each with its day of publication; of a month or year the first.
pub fn documents() -> impl Iterator<Item = Result<Document, Box<dyn Error>>> {
    io::stdin().lock().lines().map(|line| {
        let item: Value = serde_json::from_str(&line?)?;
        let field = |name: &str| item[name].as_str().unwrap_or_default();
        let mut document = Document::new(field("id"), field("text"));
        document.published = field("published").parse::<Date>().ok().and_then(Date::first_day);
        Ok(document)
    })
}
