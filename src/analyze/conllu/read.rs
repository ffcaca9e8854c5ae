//! CoNLL-U in; documents with their analyses out. The text is rebuilt from `TokenRange`, `# text` or the forms.

use std::io::BufRead;

use super::super::{Analysis, Name, NameType, Sentence, Token, Upos, complete};
use super::{line_kind, name_type};
use crate::ingest::{Document, Line, LineKind, address};
use crate::{Error, ErrorKind, Result};

/// The widest gap between two tokens that a `TokenRange` is believed for, in characters.
const WIDEST_GAP: usize = 10_000;

/// How much white space `TokenRange` may ask for in a document, in characters.
const MOST_SPACE: usize = 1_000_000;

/// The longest sentence that is read, in words: coding one takes time by the square of its length.
const LONGEST: usize = 10_000;

/// Reads documents one after the other. A faulty one yields an error with its line; the next ones still follow.
pub struct Reader<R> {
    input: R,
    number: u64,
    rows: Vec<Row>,
    builder: Builder,
    done: bool,
}

impl<R: BufRead> Reader<R> {
    /// A reader that calls a document without `# newdoc id` by `default_id`.
    pub fn new(input: R, default_id: &str) -> Self {
        Self { input, number: 0, rows: Vec::new(), builder: Builder::new(default_id), done: false }
    }

    /// One line without its end; `None` at the end of the input.
    fn line(&mut self) -> Option<Result<String>> {
        let mut bytes = Vec::new();
        self.number += 1;
        match self.input.read_until(b'\n', &mut bytes) {
            Ok(0) => return None,
            Ok(_) => {}
            Err(cause) => return Some(Err(Error::new(ErrorKind::Read, "cannot read the CoNLL-U").caused_by(cause))),
        }
        while matches!(bytes.last(), Some(b'\n' | b'\r')) {
            bytes.pop();
        }
        let bad = |_| self.error("not UTF-8").remedy("save the file as UTF-8");
        Some(String::from_utf8(bytes).map_err(bad))
    }

    fn error(&self, message: &str) -> Error {
        Error::new(ErrorKind::Format, message).at_line(self.number)
    }

    fn end_sentence(&mut self) {
        let rows = std::mem::take(&mut self.rows);
        if let Err(error) = self.builder.sentence(&rows) {
            self.builder.fail(error);
        }
    }

    fn take(&mut self, line: &str) {
        if let Some(comment) = line.strip_prefix('#') {
            self.builder.comment(comment.trim());
        } else if line.trim().is_empty() {
            self.end_sentence();
        } else {
            match Row::parse(line, self.number) {
                Some(row) => self.rows.push(row),
                None => {
                    let error = self.error("a word needs ten columns parted by tabs");
                    self.builder.fail(error.remedy("check that this is CoNLL-U"));
                }
            }
        }
    }
}

impl<R: BufRead> Iterator for Reader<R> {
    type Item = Result<(Document, Analysis)>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.done {
            let finished = match self.line() {
                None => {
                    self.done = true;
                    self.end_sentence();
                    std::mem::replace(&mut self.builder, Builder::new(""))
                }
                Some(Err(error)) => {
                    self.done = error.kind() == ErrorKind::Read;
                    self.builder.fail(error);
                    continue;
                }
                Some(Ok(line)) => match new_document(&line) {
                    Some(id) => {
                        self.end_sentence();
                        std::mem::replace(&mut self.builder, Builder::new(id))
                    }
                    None => {
                        self.take(&line);
                        continue;
                    }
                },
            };
            if finished.begun() {
                return Some(finished.finish());
            }
        }
        None
    }
}

/// The id of `# newdoc id = …`; `# newdoc` alone has none.
fn new_document(line: &str) -> Option<&str> {
    let rest = line.strip_prefix('#')?.trim_start().strip_prefix("newdoc")?;
    if !rest.is_empty() && !rest.starts_with(char::is_whitespace) {
        return None;
    }
    Some(rest.split_once('=').map_or("", |(_, id)| id.trim()))
}

/// A line of ten columns.
struct Row {
    number: u64,
    columns: [String; 10],
}

impl Row {
    fn parse(line: &str, number: u64) -> Option<Self> {
        let columns: Vec<String> = line.split('\t').map(str::to_owned).collect();
        Some(Self { number, columns: columns.try_into().ok()? })
    }

    fn id(&self) -> &str {
        &self.columns[0]
    }

    fn form(&self) -> &str {
        &self.columns[1]
    }

    /// The value of a key of MISC.
    fn misc(&self, key: &str) -> Option<&str> {
        self.columns[9].split('|').find_map(|item| item.strip_prefix(key)?.strip_prefix('='))
    }

    /// Character offsets of `TokenRange=begin:end`.
    fn range(&self) -> Option<(usize, usize)> {
        let (begin, end) = self.misc("TokenRange")?.split_once(':')?;
        Some((begin.parse().ok()?, end.parse().ok()?))
    }

    fn error(&self, message: String) -> Error {
        Error::new(ErrorKind::Format, message).at_line(self.number)
    }
}

/// A piece of the surface: a word, or a multiword token with its words.
struct Surface<'a> {
    row: &'a Row,
    words: Vec<&'a Row>,
}

fn surfaces(rows: &[Row]) -> Result<Vec<Surface<'_>>> {
    let mut surfaces: Vec<Surface> = Vec::new();
    let (mut last, mut count) = (0, 0);
    for row in rows.iter().filter(|row| !row.id().contains('.')) {
        let bad = || row.error(format!("the number {:?} is out of order", row.id()));
        if let Some((low, high)) = row.id().split_once('-') {
            let (low, high): (usize, usize) = (low.parse().map_err(|_| bad())?, high.parse().map_err(|_| bad())?);
            if low != count + 1 || high < low {
                return Err(bad());
            }
            last = high;
            surfaces.push(Surface { row, words: Vec::new() });
            continue;
        }
        count += 1;
        if row.id().parse() != Ok(count) {
            return Err(bad());
        }
        match surfaces.last_mut() {
            Some(surface) if count <= last => surface.words.push(row),
            _ => surfaces.push(Surface { row, words: vec![row] }),
        }
    }
    match surfaces.last() {
        Some(surface) if last > count => Err(surface.row.error("a multiword token lacks words".to_owned())),
        _ => Ok(surfaces),
    }
}

/// What is known of a document so far.
struct Builder {
    document: Document,
    analysis: Analysis,
    chars: usize,
    /// Characters of white space that `TokenRange` asked for.
    space: usize,
    new_line: bool,
    kind: LineKind,
    text: Option<String>,
    error: Option<Error>,
}

impl Builder {
    fn new(id: &str) -> Self {
        let id = id.to_owned();
        let document = Document { id, url: None, title: None, published: None, text: String::new(), lines: Vec::new() };
        Self {
            document,
            analysis: Analysis::default(),
            chars: 0,
            space: 0,
            new_line: true,
            kind: LineKind::Body,
            text: None,
            error: None,
        }
    }

    fn begun(&self) -> bool {
        self.error.is_some() || !self.analysis.sentences.is_empty()
    }

    fn fail(&mut self, error: Error) {
        self.error.get_or_insert(error);
    }

    fn finish(self) -> Result<(Document, Analysis)> {
        match self.error {
            Some(error) => Err(error),
            None => {
                let analysis = complete(&self.document, self.analysis);
                Ok((self.document, analysis))
            }
        }
    }

    fn comment(&mut self, comment: &str) {
        let (key, value) = comment.split_once('=').unwrap_or((comment, ""));
        let value = value.trim();
        match key.trim() {
            "newpar" | "newpar id" => {
                self.new_line = true;
                self.kind = LineKind::Body;
            }
            "line_kind" => self.kind = line_kind(value).unwrap_or(self.kind),
            "text" => self.text = Some(value.to_owned()),
            "title" => self.document.title = Some(value.to_owned()),
            "url" => self.document.url = Some(address(value)),
            "published" => self.document.published = value.parse().ok(),
            _ => {}
        }
    }

    fn sentence(&mut self, rows: &[Row]) -> Result<()> {
        let text = self.text.take();
        let mut rest = text.as_deref();
        let surfaces = surfaces(rows)?;
        if surfaces.is_empty() || self.error.is_some() {
            return Ok(());
        }
        if let Some(row) = rows.get(LONGEST) {
            let message = format!("a sentence of more than {LONGEST} words");
            return Err(row.error(message).remedy("an empty line ends a sentence: check that they are there"));
        }
        let first = self.analysis.tokens.len();
        let mut space = true;
        for (i, surface) in surfaces.iter().enumerate() {
            let seen = rest.and_then(|r| Some((r, r.trim_start().strip_prefix(surface.row.form())?)));
            if let (Some((before, _)), true) = (seen, i > 0) {
                space = before.starts_with(char::is_whitespace);
            }
            rest = seen.map(|(_, after)| after);
            self.gap(surface.row, space, i == 0);
            self.surface(surface, first)?;
            space = surface.row.misc("SpaceAfter") != Some("No");
        }
        self.close(rows, first)
    }

    /// Writes the white space before a token.
    fn gap(&mut self, row: &Row, space: bool, begins: bool) {
        if self.document.text.is_empty() {
            self.new_line = true;
        } else if begins && self.new_line {
            self.push("\n");
        } else if space {
            self.push(" ");
        }
        let wanted = row.range().map_or(0, |(begin, _)| begin);
        let wider = wanted.saturating_sub(self.chars);
        if wider <= WIDEST_GAP.min(MOST_SPACE - self.space) && (space || begins) {
            self.space += wider;
            self.push(&" ".repeat(wider));
        }
    }

    fn push(&mut self, text: &str) {
        self.document.text.push_str(text);
        self.chars += text.chars().count();
    }

    fn surface(&mut self, surface: &Surface, first: usize) -> Result<()> {
        let form = surface.row.form();
        let start = self.document.text.len();
        self.push(form);
        let sliced = surface.words.iter().map(|word| word.form()).collect::<String>() == form;
        let mut begin = start;
        for (i, row) in surface.words.iter().enumerate() {
            let end = if sliced { begin + row.form().len() } else { start + form.len() };
            let mut token = self.token(row, begin..end, first)?;
            if i == 0 {
                let length = if surface.words.len() > 1 { surface.words.len() } else { multiword(row) };
                token.multiword = u8::try_from(length).unwrap_or(u8::MAX);
            }
            self.analysis.tokens.push(token);
            if sliced {
                begin = end;
            }
        }
        Ok(())
    }

    fn token(&self, row: &Row, span: std::ops::Range<usize>, first: usize) -> Result<Token> {
        let [_, form, lemma, upos, xpos, _, head, deprel, _, _] = &row.columns;
        let bad = |what: &str, value: &str| row.error(format!("{value:?} is no {what}"));
        let head: usize = head.parse().map_err(|_| bad("head", head))?;
        let upos = if upos == "_" { Some(Upos::X) } else { Upos::from_tag(upos) };
        Ok(Token {
            form: form.into(),
            lemma: if lemma == "_" { form.into() } else { lemma.into() },
            upos: upos.ok_or_else(|| bad("universal part of speech", &row.columns[3]))?,
            xpos: xpos.into(),
            head: head.checked_sub(1).map(|head| first.saturating_add(head)),
            deprel: deprel.into(),
            span,
            sentence: self.analysis.sentences.len(),
            multiword: 0,
        })
    }

    /// Ends the sentence whose tokens begin at `first`: its tree, its names, its line.
    fn close(&mut self, rows: &[Row], first: usize) -> Result<()> {
        let tokens = first..self.analysis.tokens.len();
        if let Some(bad) = tree_fault(&self.analysis.tokens[first..], first) {
            let number = rows.first().map_or(0, |row| row.number);
            return Err(Error::new(ErrorKind::Format, format!("the heads are no tree at word {bad}")).at_line(number));
        }
        let (Some(begin), Some(end)) = (self.analysis.tokens.get(first), self.analysis.tokens.last()) else {
            return Ok(());
        };
        let span = begin.span.start..end.span.end;
        match self.document.lines.last_mut() {
            Some(line) if !self.new_line => line.span.end = span.end,
            _ => self.document.lines.push(Line { span: span.clone(), kind: self.kind }),
        }
        self.new_line = false;
        let line = self.document.lines.len() - 1;
        self.names(rows, first);
        self.analysis.sentences.push(Sentence { tokens, span, kind: self.kind, line });
        Ok(())
    }

    fn names(&mut self, rows: &[Row], first: usize) {
        let mut open: Option<(usize, NameType)> = None;
        let words = rows.iter().filter(|row| !row.id().contains(['.', '-']));
        for (i, row) in words.enumerate() {
            let tag = row.misc("NER").and_then(|tag| tag.split_once('-'));
            let kind = tag.and_then(|(_, kind)| name_type(kind));
            let goes_on = tag.is_some_and(|(prefix, _)| prefix == "I") && open.map(|(_, kind)| kind) == kind;
            match (goes_on, kind, self.analysis.names.last_mut()) {
                (true, Some(_), Some(name)) => name.tokens.end = first + i + 1,
                (_, Some(kind), _) => {
                    self.analysis.names.push(Name { tokens: first + i..first + i + 1, kind });
                    open = Some((i, kind));
                }
                _ => open = None,
            }
        }
    }
}

/// Number of words of a multiword token whose words stand on lines of their own.
fn multiword(row: &Row) -> usize {
    row.misc("Multiword").and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Number of the first word (from 1) whose head is missing or that hangs on a cycle.
fn tree_fault(tokens: &[Token], first: usize) -> Option<usize> {
    let mut state = vec![0u32; tokens.len()];
    for start in 0..tokens.len() {
        let mut at = start;
        let mark = start as u32 + 1;
        while state[at] == 0 {
            state[at] = mark;
            match tokens[at].head.map(|head| head.wrapping_sub(first)) {
                None => break,
                Some(head) if head >= tokens.len() => return Some(at + 1),
                Some(head) if state[head] == mark => return Some(at + 1),
                Some(head) => at = head,
            }
        }
    }
    None
}
