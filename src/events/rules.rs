//! The trigger tables of the program, and a user's file, in; [`Rules`] that code documents out.

use std::fs;
use std::path::Path;
use std::sync::OnceLock;

use super::coder::Known;
use super::reader::Reading;
use super::trace::{Note, Trace};
use super::triggers::Triggers;
use super::{Coded, coder, standing, statements};
use crate::analyze::Analysis;
use crate::error::{Error, ErrorKind, Result};
use crate::ingest::Document;
use crate::ontology::Vocabulary;
use crate::resolve::Resolution;

/// The rules that events are coded by.
#[derive(Debug, Default)]
pub struct Rules {
    triggers: Triggers,
    vocabulary: Vocabulary,
}

impl Rules {
    /// The rules that come with the program.
    pub fn builtin() -> &'static Self {
        static RULES: OnceLock<Rules> = OnceLock::new();
        RULES.get_or_init(|| {
            let mut rules = Self::default();
            rules.triggers.add_builtin();
            rules
        })
    }

    /// The rules that come with the program and those of a file, which win where both fit a text equally well. Its
    /// language is that of the tables in `data/triggers`, with predicates on top; `examples/rules.txt` shows it.
    ///
    /// # Errors
    /// [`ErrorKind::Read`] for a file that cannot be read, [`ErrorKind::Format`] with line and column for the first line
    /// that is no rule.
    pub fn from_file(path: &Path) -> Result<Self> {
        let bytes = fs::read(path).map_err(|error| {
            Error::new(ErrorKind::Read, "cannot be read").in_file(path).caused_by(error).remedy("check the path")
        })?;
        let text = String::from_utf8(bytes).map_err(|error| {
            let at = error.utf8_error().valid_up_to() as u64;
            Error::new(ErrorKind::Encoding, "not UTF-8").in_file(path).at_byte(at).remedy("save the file as UTF-8")
        })?;
        Self::from_text(text).map_err(|error| error.in_file(path))
    }

    /// The rules that come with the program and those of a text. The text is kept as long as the program runs.
    ///
    /// ```
    /// use newsgraph::{analyze::analyze, events::Rules, ingest::Document, resolve::resolve};
    ///
    /// let definition = "predicate spied-on\n  type SPIED_ON\n  color #7b3294\n  means Watched the target in secret.\n";
    /// let rules = Rules::from_text(format!("{definition}\n= spied-on secret/spy\nv spy : on\n"))?;
    /// let document = Document::new("spies", "Peru spied on Chile.");
    /// let analysis = analyze(&document);
    /// let coded = rules.code(&document, &analysis, &resolve(&document, &analysis));
    /// assert!(coded.events.iter().any(|event| event.predicate.name() == "spied-on"));
    /// # Ok::<(), newsgraph::Error>(())
    /// ```
    ///
    /// # Errors
    /// [`ErrorKind::Format`] with line and column for the first line that is no rule.
    pub fn from_text(text: String) -> Result<Self> {
        let text: &'static str = text.leak();
        let mut rules = Self::default();
        let faults = rules.triggers.read(text.trim_start_matches('\u{feff}'), &mut rules.vocabulary);
        if let Some(fault) = faults.iter().min_by_key(|fault| (fault.line, fault.column)) {
            let error = Error::new(ErrorKind::Format, fault.message.clone());
            let more = match faults.len() {
                1 => String::new(),
                count => format!(" ({} more)", count - 1),
            };
            let remedy = format!("mend the line{more}; examples/rules.txt shows the format");
            return Err(error.at_line(fault.line as u64).at_column(fault.column as u64).remedy(remedy));
        }
        rules.triggers.add_builtin();
        Ok(rules)
    }

    /// The predicates that the user defined.
    pub fn vocabulary(&self) -> &Vocabulary {
        &self.vocabulary
    }

    /// Codes what a document says.
    pub fn code(&self, document: &Document, analysis: &Analysis, resolution: &Resolution) -> Coded {
        self.traced(document, analysis, resolution, &Trace::off())
    }

    /// Codes what a document says, and tells of every word that may name an event why it gave none.
    pub fn code_with_notes(
        &self,
        document: &Document,
        analysis: &Analysis,
        resolution: &Resolution,
    ) -> (Coded, Vec<Note>) {
        let trace = Trace::on();
        let coded = self.traced(document, analysis, resolution, &trace);
        (coded, trace.into_notes())
    }

    /// Every way in which the sentences of a document may be read, with the features of its probability, the unlikely
    /// ones too.
    pub fn readings(&self, document: &Document, analysis: &Analysis, resolution: &Resolution) -> Vec<Reading> {
        let statements = statements::find(document, analysis, resolution);
        let (statements, triggers, trace) = (&statements, &self.triggers, &Trace::off());
        coder::readings(Known { document, analysis, resolution, statements, triggers, trace })
    }

    fn traced(&self, document: &Document, analysis: &Analysis, resolution: &Resolution, trace: &Trace) -> Coded {
        let statements = statements::find(document, analysis, resolution);
        let standing = standing::find(document, analysis, resolution);
        let known = Known { document, analysis, resolution, statements: &statements, triggers: &self.triggers, trace };
        let (events, meetings) = coder::code(known);
        Coded { events, meetings, standing, statements }
    }

    /// The analysis as these rules see it: with lemmas mended that no English verb has.
    pub(crate) fn mended<'a>(&self, analysis: &'a Analysis) -> std::borrow::Cow<'a, Analysis> {
        super::mended(analysis, &self.triggers)
    }
}
