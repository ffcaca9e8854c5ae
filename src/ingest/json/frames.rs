//! A data frame as pandas writes it in; its rows as objects out.

use serde_json::{Map, Value};

/// The rows of a frame: by columns (`{"text": {"0": …}, "title": {"0": …}}`), or split (`{"columns": […], "data": [[…], …]}`).
/// `None` if it is no frame.
pub(super) fn rows(value: &Value) -> Option<Value> {
    let frame = value.as_object()?;
    split(frame).or_else(|| columns(frame)).map(Value::Array)
}

fn split(frame: &Map<String, Value>) -> Option<Vec<Value>> {
    let names: Option<Vec<&str>> = frame.get("columns")?.as_array()?.iter().map(Value::as_str).collect();
    let names = names?;
    let row = |row: &Value| {
        let cells = row.as_array()?;
        let named = names.iter().zip(cells).map(|(name, cell)| ((*name).to_owned(), cell.clone()));
        Some(Value::Object(named.collect()))
    };
    frame.get("data")?.as_array()?.iter().map(row).collect()
}

fn columns(frame: &Map<String, Value>) -> Option<Vec<Value>> {
    let columns: Option<Vec<(&String, &Map<String, Value>)>> =
        frame.iter().map(|(name, column)| Some((name, column.as_object()?))).collect();
    let columns = columns?;
    let (_, first) = columns.first()?;
    let is_numbered = !first.is_empty() && first.keys().all(|key| key.parse::<u64>().is_ok());
    if !is_numbered || columns.iter().any(|(_, column)| column.len() != first.len()) {
        return None;
    }
    let row = |key: &String| {
        let cells = columns.iter().filter_map(|(name, column)| Some(((*name).clone(), column.get(key)?.clone())));
        Value::Object(cells.collect())
    };
    Some(first.keys().map(row).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn frames_become_rows() {
        let rows = |json: &str| rows(&serde_json::from_str(json).unwrap()).map(|rows| rows.to_string());
        let expected = r#"[{"id":1,"text":"a"},{"id":2,"text":"b"}]"#;
        assert_eq!(rows(r#"{"id": {"0": 1, "1": 2}, "text": {"0": "a", "1": "b"}}"#).as_deref(), Some(expected));
        let split = r#"{"columns": ["id", "text"], "index": [0, 1], "data": [[1, "a"], [2, "b"]]}"#;
        assert_eq!(rows(split).as_deref(), Some(expected));
        for json in [r#"{"text": "a"}"#, r#"{"text": {"a": 1}}"#, "[]", r#"{"columns": [1], "data": [[1]]}"#, "{}"] {
            assert_eq!(rows(json), None, "{json}");
        }
    }
}
