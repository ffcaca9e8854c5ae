//! The lines of a text in; the articles of an export out, parted by the marks that the archives set.

use std::ops::Range;

use super::{Article, head, number};

/// The articles of an export; none where it is none.
pub(super) fn split(lines: &[&str]) -> Vec<Article> {
    let begins = positions(lines, is_beginning);
    let ends = positions(lines, is_end);
    let parts = if !ends.is_empty() && ends.len() >= begins.len() {
        ended(lines, &ends)
    } else if !begins.is_empty() {
        begun(lines, &begins)
    } else if let Some(parts) = labeled(lines) {
        parts
    } else if has_keys(lines) {
        std::iter::once(0..lines.len()).collect()
    } else {
        return Vec::new();
    };
    let articles = parts.into_iter().filter(|part| lines[part.clone()].iter().any(|line| !line.trim().is_empty()));
    articles.filter_map(|part| article(lines, part)).collect()
}

fn positions(lines: &[&str], is_mark: fn(&str) -> bool) -> Vec<usize> {
    (0..lines.len()).filter(|&at| is_mark(lines[at].trim())).collect()
}

/// `1 of 2 DOCUMENTS`, `Document 1 of 2`: the first line of an article.
fn is_beginning(line: &str) -> bool {
    let words: Vec<&str> = line.split_whitespace().collect();
    let counts = |first: &str, last: &str| number_of(first) && number_of(last);
    let [first, second, third, fourth] = words[..] else { return false };
    let documents = fourth.to_lowercase().starts_with("document");
    documents && second.eq_ignore_ascii_case("of") && counts(first, third)
        || first.eq_ignore_ascii_case("document") && third == "of" && counts(second, fourth)
}

fn number_of(word: &str) -> bool {
    !word.is_empty() && word.bytes().all(|byte| byte.is_ascii_digit() || byte == b',')
}

/// `End of Document`, `Document NORW000020190508ef58`: the last line of an article.
fn is_end(line: &str) -> bool {
    let code = |word: &str| {
        word.len() >= 14
            && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
            && word.bytes().filter(u8::is_ascii_digit).count() >= 8
    };
    line == "End of Document"
        || line.strip_prefix("Document ").is_some_and(code)
        || line.strip_prefix("AN").is_some_and(|rest| rest.trim_start().strip_prefix("Document ").is_some_and(code))
}

/// Parts that end with a mark; what follows the last one is no article.
fn ended(lines: &[&str], ends: &[usize]) -> Vec<Range<usize>> {
    let mut begin = 0;
    let mut parts = Vec::with_capacity(ends.len());
    for &end in ends {
        parts.push(begin..end);
        begin = end + 1;
    }
    let text = |line: &&str| line.split_whitespace().count() >= 8;
    if lines[begin..].iter().any(text) && has_keys(&lines[begin..]) {
        parts.push(begin..lines.len());
    }
    parts
}

/// Parts that begin with a mark; what stands before the first one is a list of contents.
fn begun(lines: &[&str], begins: &[usize]) -> Vec<Range<usize>> {
    let ends = begins.iter().skip(1).copied().chain([lines.len()]);
    begins.iter().zip(ends).map(|(&begin, end)| begin + 1..end).collect()
}

/// Parts between rules, in each of which a label (`Full text:`) says where the text begins.
fn labeled(lines: &[&str]) -> Option<Vec<Range<usize>>> {
    let is_label = |line: &str| line.trim().get(..10).is_some_and(|label| label.eq_ignore_ascii_case("full text:"));
    let is_rule =
        |line: &str| line.trim().len() >= 10 && line.trim().bytes().all(|byte| matches!(byte, b'_' | b'-' | b'='));
    let mut parts = Vec::new();
    let mut begin = 0;
    for end in (0..lines.len()).filter(|&at| is_rule(lines[at])).chain([lines.len()]) {
        if lines[begin..end].iter().any(|line| is_label(line)) {
            parts.push(begin..end);
        }
        begin = end + 1;
    }
    (!parts.is_empty()).then_some(parts)
}

/// Whether the lines begin as an article does that an archive keeps: with three keys of a kind (`DATE=…`, `HD …`).
fn has_keys(lines: &[&str]) -> bool {
    let head = || lines.iter().map(|line| line.trim()).filter(|line| !line.is_empty()).take(8);
    let equals = |line: &str| line.split_once('=').is_some_and(|(key, _)| is_capital_key(key));
    head().filter(|line| equals(line)).count() >= 3 || head().filter(|line| head::tag(line).is_some()).count() >= 3
}

fn is_capital_key(key: &str) -> bool {
    (2..=16).contains(&key.len()) && key.bytes().all(|byte| byte.is_ascii_uppercase() || byte == b'-' || byte == b' ')
}

fn article(lines: &[&str], part: Range<usize>) -> Option<Article> {
    let first = part.clone().find(|&at| !lines[at].trim().is_empty())?;
    let read = head::read(&lines[part]);
    let body = read.body.trim_end();
    if body.trim().is_empty() {
        return None;
    }
    let text = match &read.title {
        Some(title) => format!("{title}\n\n{body}"),
        None => body.to_owned(),
    };
    Some(Article { line: number(first), title: read.title, published: read.published, text })
}
