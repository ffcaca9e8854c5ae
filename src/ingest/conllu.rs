//! CoNLL-U in; one record a document out, its lines not yet read: [`analyze::conllu`](crate::analyze::conllu) does that.

use super::record::Record;

/// Splits a text of CoNLL-U at `# newdoc`.
pub(super) fn split(text: &str) -> Vec<Record> {
    let mut records: Vec<Record> = Vec::new();
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let newdoc = newdoc(line);
        if newdoc.is_some() || records.is_empty() {
            let id = newdoc.flatten().map(str::to_owned);
            records.push(Record { id, line: Some(index as u64 + 1), is_conllu: true, ..Record::default() });
        }
        if let Some(record) = records.last_mut() {
            record.text.push_str(line);
        }
    }
    // What stands before the first document may be comments of the file.
    records.retain(|record| record.text.lines().any(|line| !line.trim().is_empty() && !line.starts_with('#')));
    records
}

/// Whether a line opens a document, and its id.
fn newdoc(line: &str) -> Option<Option<&str>> {
    let rest = line.strip_prefix('#')?.trim().strip_prefix("newdoc")?.trim();
    match rest.strip_prefix("id").map(str::trim_start).and_then(|rest| rest.strip_prefix('=')) {
        Some(id) => Some(Some(id.trim())),
        None => rest.is_empty().then_some(None),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn documents_are_parted() {
        let text = "# global.columns = ID\n# newdoc id = a\n1\tYes\n\n# newdoc\n1\tNo\n\n";
        let found = split(text);
        let ids: Vec<_> = found.iter().map(|record| (record.id.as_deref(), record.line)).collect();
        assert_eq!(ids, [(Some("a"), Some(2)), (None, Some(5))]);
        assert_eq!(split("1\tYes\n").len(), 1);
    }
}
