//! The fields of a record in, under whatever names a dump, an API or a table gives them; the article out.
//!
//! The names are those of the Guardian, NewsAPI, GDELT DOC, ninjs, JSON Feed, WordPress, Event Registry, Webhose, MediaCloud,
//! news-please, trafilatura and of the usual data sets. A user maps others with [`Field`]. Names are compared without
//! case, `_`, `-`, `.` and spaces.

mod names;

use std::str::FromStr;

use chrono::NaiveDate;
use serde_json::{Map, Value};

use super::day::Figures;
use super::record::{self, Record};
use super::{day, limits, markup};
use crate::error::{Error, ErrorKind, Result};
use names::{Role, SUMMARIES, is_any_day, is_beside, is_like, plain, says_publication};

/// A field of the user's naming: `text=PATH`.
///
/// ```
/// let field: newsgraph::ingest::Field = "text=fields.body".parse().unwrap();
/// assert!("words=body".parse::<newsgraph::ingest::Field>().is_err());
/// ```
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Field {
    role: Role,
    path: Vec<String>,
}

impl FromStr for Field {
    type Err = Error;

    /// Reads `ROLE=PATH`: the role is `text`, `title`, `published`, `url` or `id`; the path is the name of a column, or the
    /// names of the fields that lead to it from its record, with `.` between them.
    ///
    /// # Errors
    /// `Usage` if it is no such mapping.
    fn from_str(mapping: &str) -> Result<Self> {
        let parts = mapping.split_once('=').filter(|(_, path)| !path.trim().is_empty());
        let role = parts.and_then(|(role, _)| Role::ALL.into_iter().find(|(_, name)| *name == role.trim()));
        match (role, parts) {
            (Some((role, _)), Some((_, path))) => {
                Ok(Self { role, path: path.split('.').map(|name| name.trim().to_owned()).collect() })
            }
            _ => Err(Error::new(ErrorKind::Usage, format!("“{mapping}” maps no field"))
                .remedy("write text=PATH, title=PATH, published=PATH, url=PATH or id=PATH")),
        }
    }
}

/// What of a record holds what, and where it was found.
type Found<'a> = (String, &'a Value);

/// The articles in a value: itself, or those in its lists, as the answers of APIs have them. Empty if none has a text.
pub(super) fn articles(value: &Value, fields: &[Field]) -> Vec<Record> {
    let mut found = Vec::new();
    collect(value, fields, &mut Vec::new(), true, &mut found);
    found
}

/// The article that a row of a table is.
pub(super) fn of_row(row: &Map<String, Value>, fields: &[Field]) -> Option<Record> {
    article(row, fields, &[], true)
}

/// Whether a table with columns of these names may hold articles.
pub(super) fn may_hold(columns: &[String], fields: &[Field]) -> bool {
    let names = [Role::Text.names(), Role::Title.names(), &SUMMARIES].concat();
    let known = |column: &String| names.contains(&plain(column).as_str()) || is_like(Role::Text, column);
    fields.iter().any(|field| field.role == Role::Text) || columns.iter().any(known)
}

/// Whether the column at `index` is that of the text.
pub(super) fn is_text_column(columns: &[String], index: usize, fields: &[Field]) -> bool {
    let own = fields.iter().find(|field| field.role == Role::Text);
    match own {
        Some(field) => {
            let name = field.path.join(".");
            plain(&columns[index]) == plain(&name) || name.parse() == Ok(index + 1)
        }
        None => {
            let is_known = |column: &String| Role::Text.names().contains(&plain(column).as_str());
            let is_any = columns.iter().any(is_known);
            is_known(&columns[index]) || !is_any && is_like(Role::Text, &columns[index])
        }
    }
}

/// How many of these names are names of a text, and of anything else that an article has.
pub(super) fn known(columns: &[String]) -> (usize, usize) {
    let count = |names: &[&str]| columns.iter().filter(|column| names.contains(&plain(column).as_str())).count();
    let others = [Role::Title, Role::Published, Role::Url, Role::Id].map(|role| count(role.names()));
    (count(Role::Text.names()) + count(&SUMMARIES), others.iter().sum())
}

/// `ancestors` are the names of the fields that led to `value`. Where a text is missing, a summary or title stands for it
/// only in what is surely meant as an article: the whole value or an element of a list.
fn collect(value: &Value, fields: &[Field], ancestors: &mut Vec<String>, listed: bool, found: &mut Vec<Record>) {
    if ancestors.len() > usize::from(limits::JSON_DEPTH) {
        return;
    }
    match value {
        Value::Array(values) => {
            values.iter().filter(|value| !value.is_string()).for_each(|v| collect(v, fields, ancestors, true, found));
        }
        Value::Object(map) => {
            if let Some(record) = article(map, fields, ancestors, false) {
                found.push(record);
                return;
            }
            let before = found.len();
            // An article without its text is none, and its comments are no articles.
            let is_text = |name: &str| Role::Text.names().contains(&plain(name).as_str());
            if !map.iter().any(|(name, value)| is_blank(value) && is_text(name)) {
                for (name, value) in map.iter().filter(|(name, _)| !is_beside(name)) {
                    ancestors.push(name.clone());
                    collect(value, fields, ancestors, false, found);
                    ancestors.pop();
                }
            }
            if listed && found.len() == before {
                found.extend(article(map, fields, ancestors, true));
            }
        }
        _ => {}
    }
}

/// The article that an object is; with `any`, what has but a summary or a title, too.
fn article(map: &Map<String, Value>, fields: &[Field], ancestors: &[String], any: bool) -> Option<Record> {
    // The Guardian, Elasticsearch and others put some fields into an object of their own.
    let mut maps = vec![map];
    maps.extend(map.iter().filter_map(|(name, value)| value.as_object().filter(|_| !is_beside(name))));
    let own = |role: Role| mapped(map, fields, ancestors, role);
    let find = |role: Role| own(role).map_or_else(|| by_name(&maps, role.names(), |_, _| true), Some);
    let has_text = |name: &str, value: &Value| words(value).is_some_and(|text| is_text(name, &text));
    // Several objects with texts are a collection.
    let holds = |map: &&Map<String, Value>| by_name(&[map], Role::Text.names(), has_text).is_some();
    if !holds(&map) && maps.iter().skip(1).filter(|map| holds(map)).count() > 1 {
        return None;
    }
    let text = match fields.iter().any(|field| field.role == Role::Text) {
        true => own(Role::Text).filter(|(_, value)| words(value).is_some()),
        false => by_name(&maps, Role::Text.names(), has_text)
            .or_else(|| {
                all_like(&maps, Role::Text).into_iter().find(|(_, value)| words(value).is_some_and(|w| is_prose(&w)))
            })
            .or_else(|| any.then(|| by_name(&maps, &SUMMARIES, has_text)).flatten())
            .or_else(|| any.then(|| bare_title(&maps)).flatten()),
    };
    let (text_name, value) = text?;
    let field = markup::read(&uncut(&words(value)?));
    let mut record = Record { text: field.text, headings: field.headings, ..Record::default() };
    let title = find(Role::Title).filter(|(name, _)| *name != text_name);
    record.title = title.as_ref().and_then(|(_, value)| words(value)).map(|title| markup::line(&title));
    record.url = find(Role::Url).and_then(|(_, value)| words(value)).filter(|url| url.starts_with("http"));
    record.id = find(Role::Id).and_then(|(_, value)| identifier(value));
    let dated = published(&maps, own(Role::Published));
    let day_name = dated.name;
    record.published = dated.day;
    record.figures = dated.figures;
    record.warnings.extend(dated.warning);
    let title_name = title.map(|(name, _)| name);
    record.note = note(&[
        (text_name, "text", &["text"]),
        (title_name.unwrap_or_default(), "title", &["title"]),
        (day_name.unwrap_or_default(), "day", &["published", "date"]),
    ]);
    Some(record)
}

/// What the fields of a record tell of its day.
#[derive(Default)]
struct Dated {
    name: Option<String>,
    day: Option<NaiveDate>,
    figures: Option<(String, Figures)>,
    warning: Option<Error>,
}

/// The day of publication: that of the user's field, else of the first known field that gives one, else of a field with
/// such a name, else of three fields with its year, month and day.
fn published(maps: &[&Map<String, Value>], own: Option<Found>) -> Dated {
    let is_own = own.is_some();
    let mut known = own.map_or_else(|| all_by_name(maps, Role::Published.names()), |found| vec![found]);
    // A form has the time when it was sent beside the day that it asks for.
    let mut others = if is_own { Vec::new() } else { all_like(maps, Role::Published) };
    others.sort_by_key(|(name, _)| !says_publication(name));
    let says = others.iter().take_while(|(name, _)| says_publication(name)).count();
    known.sort_by_key(|(name, _)| !is_own && is_any_day(name));
    let vague =
        if is_own { known.len() } else { known.iter().position(|(name, _)| is_any_day(name)).unwrap_or(known.len()) };
    let ranked = known[..vague].iter().chain(&others[..says]).chain(&known[vague..]).chain(&others[says..]);
    let mut figures = None;
    for (name, value) in ranked {
        if let Some(text) = value.as_str()
            && let Some(order) = day::figures(text)
        {
            figures = figures.or_else(|| Some((name.clone(), text.trim().to_owned(), order)));
        }
        if let Some(day) = day_of(value) {
            let figures = figures.filter(|(found, ..)| found == name).map(|(_, text, order)| (text, order));
            return Dated { name: Some(name.clone()), day: Some(day), figures, warning: None };
        }
    }
    if let Some(day) = of_parts(maps) {
        return Dated { day: Some(day), ..Dated::default() };
    }
    if let Some((name, text, order)) = figures {
        return Dated { name: Some(name), figures: Some((text, order)), ..Dated::default() };
    }
    let no_day = known.iter().find(|(_, value)| !is_blank(value)).map(|(_, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        record::is_no_day(&text)
    });
    Dated { warning: no_day, ..Dated::default() }
}

/// The day that fields called year, month and day give.
fn of_parts(maps: &[&Map<String, Value>]) -> Option<NaiveDate> {
    let number = |name: &str| {
        let (_, value) = by_name(maps, &[name], |_, _| true)?;
        let number = value.as_f64().or_else(|| value.as_str()?.trim().parse().ok())?;
        (number.fract() == 0.0 && (1.0..3000.0).contains(&number)).then_some(number as u32)
    };
    let day = NaiveDate::from_ymd_opt(number("year")? as i32, number("month")?, number("day")?)?;
    Some(day).filter(day::plausible)
}

/// What is said of fields whose names are none of ours.
fn note(found: &[(String, &str, &[&str])]) -> Option<String> {
    let named = |(name, role, usual): &(String, &str, &[&str])| {
        (!name.is_empty() && !usual.contains(&plain(name).as_str())).then(|| format!("the {role} from “{name}”"))
    };
    let parts: Vec<String> = found.iter().filter_map(named).collect();
    (!parts.is_empty()).then(|| format!("read {}", parts.join(", ")))
}

/// What the user's mapping of a role leads to from a record.
fn mapped<'a>(map: &'a Map<String, Value>, fields: &[Field], ancestors: &[String], role: Role) -> Option<Found<'a>> {
    let field = fields.iter().find(|field| field.role == role)?;
    // The path may begin at the top of the file.
    let rest = (0..=ancestors.len()).find_map(|from| field.path.strip_prefix(&ancestors[from..]))?;
    let (first, rest) = rest.split_first()?;
    let mut value = get(map, first)?;
    for name in rest {
        value = match value {
            Value::Object(map) => get(map, name)?,
            Value::Array(values) => values.get(name.parse::<usize>().ok()?)?,
            _ => return None,
        };
    }
    Some((field.path.join("."), value))
}

/// The field of that name; the exact name goes before one that is like it, and both before the number of a column.
fn get<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let like = || map.iter().find(|(key, _)| plain(key) == plain(name)).map(|(_, value)| value);
    let numbered = || map.values().nth(name.parse::<usize>().ok()?.checked_sub(1)?);
    map.get(name).or_else(like).or_else(numbered)
}

/// The fields of the best of these names in the first of the maps that has one that will do.
fn by_name<'a>(
    maps: &[&'a Map<String, Value>],
    names: &[&str],
    will_do: impl Fn(&str, &Value) -> bool,
) -> Option<Found<'a>> {
    all_by_name(maps, names).into_iter().find(|(name, value)| !is_blank(value) && will_do(name, value))
}

/// All fields of these names, the best first.
fn all_by_name<'a>(maps: &[&'a Map<String, Value>], names: &[&str]) -> Vec<Found<'a>> {
    let mut found = Vec::new();
    for map in maps {
        let mut ranked: Vec<(usize, Found)> = Vec::new();
        for (key, value) in *map {
            let name = plain(key);
            if let Some(rank) = names.iter().position(|known| *known == name) {
                ranked.push((rank, (key.clone(), value)));
            }
        }
        ranked.sort_by_key(|(rank, _)| *rank);
        found.extend(ranked.into_iter().map(|(_, found)| found));
    }
    found
}

/// The fields whose names are like those of a role, in their order.
fn all_like<'a>(maps: &[&'a Map<String, Value>], role: Role) -> Vec<Found<'a>> {
    let fields = maps.iter().flat_map(|map| *map);
    fields.filter(|(name, _)| is_like(role, name)).map(|(name, value)| (name.clone(), value)).collect()
}

/// Whether a value of a field whose name only seems that of a text is one: it has the length and the end of a sentence.
fn is_prose(value: &str) -> bool {
    let value = value.trim();
    value.split_whitespace().count() >= 5 && value.contains(['.', '!', '?', '…'])
}

/// A title that stands alone: that of a headline with its day or address, as lists of headlines have it. A record that has
/// a field for its text, and no text, is no headline.
fn bare_title<'a>(maps: &[&'a Map<String, Value>]) -> Option<Found<'a>> {
    let placed = |role: Role| by_name(maps, role.names(), |_, _| true).is_some();
    let is_title = |name: &str, value: &Value| words(value).is_some_and(|text| is_text(name, &text));
    let has_field = !all_by_name(maps, Role::Text.names()).is_empty();
    by_name(maps, Role::Title.names(), is_title)
        .filter(|_| !has_field)
        .filter(|_| placed(Role::Published) || placed(Role::Url))
}

/// Whether a value of a field of that name is a text: a field `article` may hold a number, or the address of one.
fn is_text(name: &str, value: &str) -> bool {
    let value = value.trim();
    plain(name) == "text" || value.contains(char::is_whitespace)
}

fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.trim().is_empty() || matches!(text.trim(), "NaN" | "nan" | "null" | "None"),
        Value::Array(values) => values.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The words of a value: a string, the strings of a list as paragraphs, or the part of an object that holds them.
fn words(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()).filter(|_| !is_blank(value)),
        Value::Array(values) => {
            let parts: Vec<String> = values.iter().filter_map(words).collect();
            (!parts.is_empty()).then(|| parts.join("\n\n"))
        }
        // An object with a title and a text is an article, not a paragraph of one.
        Value::Object(map) if is_article(map) => None,
        Value::Object(map) => [
            "rendered",
            "value",
            "main",
            "text",
            "html",
            "content",
            "body",
            "$t",
            "#text",
            "_text",
            "children",
            "paragraphs",
            "blocks",
            "p",
        ]
        .iter()
        .find_map(|name| map.get(*name).and_then(words)),
        _ => None,
    }
}

fn is_article(map: &Map<String, Value>) -> bool {
    let has = |names: &[&str]| map.iter().any(|(key, value)| names.contains(&plain(key).as_str()) && !is_blank(value));
    (has(Role::Title.names()) || has(Role::Published.names())) && has(Role::Text.names())
}

/// An identifier: a string or number, by itself or as MongoDB writes it.
fn identifier(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        Value::Object(map) => ["$oid", "rendered", "value"].iter().find_map(|name| map.get(*name).and_then(identifier)),
        _ => None,
    }
}

/// The day of a value: a date, a number of seconds or milliseconds, or an object that holds one.
fn day_of(value: &Value) -> Option<NaiveDate> {
    match value {
        Value::String(text) => day::day(text),
        Value::Number(number) => day::of_number(number.as_f64()?),
        Value::Object(map) => map.values().find_map(day_of),
        // A `time.struct_time`: year, month, day and more.
        Value::Array(parts) => {
            let part = |at: usize| parts.get(at).and_then(Value::as_u64).and_then(|part| u32::try_from(part).ok());
            let year = part(0).and_then(|year| i32::try_from(year).ok())?;
            NaiveDate::from_ymd_opt(year, part(1)?, part(2)?).filter(day::plausible)
        }
        _ => None,
    }
}

/// A text without the mark by which NewsAPI says that it cut it, and without the sentence that is cut.
fn uncut(text: &str) -> String {
    let whole = text.trim_end();
    let mark = whole.strip_suffix("chars]").and_then(|head| {
        let at = head.rfind("[+")?;
        head[at + 2..].trim().bytes().all(|byte| byte.is_ascii_digit()).then(|| head[..at].trim_end())
    });
    let Some(head) = mark else { return text.to_owned() };
    let head = head.trim_end_matches(['…', '\u{a0}']).trim_end_matches("...");
    let end = head.rfind(['.', '!', '?', '”', '"', '\n']).map_or(head.len(), |at| head.ceil_char_boundary(at + 1));
    head[..end].trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(json: &str, fields: &[&str]) -> Vec<Record> {
        let fields: Vec<Field> = fields.iter().map(|field| field.parse().unwrap()).collect();
        articles(&serde_json::from_str(json).unwrap(), &fields)
    }

    #[test]
    fn the_names_of_usual_dumps_are_known() {
        for json in [
            r#"{"text": "They met.", "published": "2023-03-21"}"#,
            r#"{"status": "ok", "articles": [{"source": {"name": "The text of"}, "content": "They met.", "publishedAt": "2023-03-21T01:00:00Z"}]}"#,
            r#"{"response": {"results": [{"webPublicationDate": "2023-03-21T01:00:00Z", "fields": {"body": "<p>They</p>", "bodyText": "They met."}}]}}"#,
            r#"{"version": "1", "title": "Feed", "items": [{"content_html": "<p>They met.</p>", "date_published": "2023-03-21"}]}"#,
            r#"{"maintext": "They met.", "date_publish": "2023-03-21 08:00:00", "description": "No text."}"#,
            r#"{"hits": {"hits": [{"_id": "a", "_source": {"body": "They met.", "pub_date": 1679385600}}]}}"#,
            r#"[{"date": "2023-03-21T08:00:00", "title": {"rendered": "Talks"}, "content": {"rendered": "<p>They met.</p>"}}]"#,
            r#"{"posts": [{"thread": {"title": "x y", "text": "no text"}, "text": "They met.", "published": "2023-03-21T08:00:00.000+02:00"}]}"#,
            r#"{"body": ["They met."], "firstcreated": {"$date": 1679385600000}, "comments": [{"text": "Not so."}]}"#,
            r#"{"articles": [{"title": "They met.", "seendate": "20230321T080000Z", "url": "https://a.example/"}]}"#,
        ] {
            let found = read(json, &[]);
            assert_eq!(found.len(), 1, "{json}");
            assert_eq!(found[0].text, "They met.", "{json}");
            assert_eq!(found[0].published.map(|day| day.to_string()).as_deref(), Some("2023-03-21"), "{json}");
        }
    }

    #[test]
    fn articles_may_lie_under_names_of_their_own() {
        let found = read(r#"{"a": {"text": "They met."}, "b": {"text": "They left."}}"#, &[]);
        assert_eq!(found.len(), 2);
    }

    #[test]
    fn what_is_no_article_gives_none() {
        for json in [
            r#"{"status": "error", "message": "Your key is not valid."}"#,
            r#"{"text": null, "title": "They met.", "url": "https://a.example/", "comments": [{"text": "Not so."}]}"#,
            r#"{"title": "World news", "items": []}"#,
            r#"{"article": "https://a.example/", "user": {"text": "I write."}}"#,
            "7",
        ] {
            assert!(read(json, &[]).is_empty(), "{json}");
        }
    }

    #[test]
    fn a_mapping_leads_from_the_record_or_from_the_top() {
        let json = r#"{"rows": [{"a": {"b": "They met."}, "when": "2023-03-21", "text": "no"}, {"a": 7}]}"#;
        for path in ["text=a.b", "text=rows.a.b"] {
            let found = read(json, &[path, "published=when"]);
            assert_eq!(found.len(), 1);
            assert_eq!((found[0].text.as_str(), found[0].published.is_some()), ("They met.", true));
            assert!(found[0].note.as_ref().unwrap().contains("the day from “when”"));
        }
        assert!(read(json, &["text=c"]).is_empty());
    }

    #[test]
    fn a_value_of_another_kind_costs_itself_alone() {
        let found = read(r#"{"id": 7, "text": "They met.", "title": 3, "published": "soon", "url": null}"#, &[]);
        assert_eq!((found[0].id.as_deref(), found[0].title.as_deref()), (Some("7"), None));
        assert!(found[0].warnings[0].to_string().contains("no day of publication"));
    }

    #[test]
    fn a_text_that_an_api_cut_ends_with_its_last_whole_sentence() {
        assert_eq!(uncut("They met. Then the minister… [+1234 chars]"), "They met.");
        assert_eq!(uncut("They met… [sic]"), "They met… [sic]");
    }
}
