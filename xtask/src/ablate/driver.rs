//! Texts on standard input, a JSON object a line, in; for each rule that one of them meets what they say more or less
//! without it out, a JSON object a line. It is an example of the instrumented copy: a text is read once, and its events
//! are coded again without each of the rules that it met.

mod documents;

use std::collections::BTreeMap;
use std::error::Error;
use std::panic;
use std::sync::Mutex;
use std::thread;

use newsgraph::ablation;
use newsgraph::confidence::PLAIN_CONFIDENCE;
use newsgraph::events::{Coded, Note, Rules};
use newsgraph::ingest::Document;

use documents::documents;

/// What a rule does to the texts.
#[derive(Default)]
struct Worth {
    /// Texts that meet it.
    met: usize,
    /// Texts that say something else without it.
    changed: usize,
    /// What they say no more.
    lost: usize,
    /// What they say besides.
    gained: usize,
    /// The same of what stands in the graph without `--all`.
    plain: [usize; 2],
    /// The first text that is changed, by its id.
    example: Option<String>,
}

fn main() -> Result<(), Box<dyn Error>> {
    // a text that cannot be read without a rule says nothing without it
    panic::set_hook(Box::new(|_| {}));
    // what is read once, at the first text, is met by none of them
    judge(&Document::new("first", "Peru praised Chile."), &Mutex::default());

    let texts = documents().collect::<Result<Vec<_>, _>>()?;
    let (open, worth) = (Mutex::new(texts.iter()), Mutex::new(BTreeMap::<usize, Worth>::new()));
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, usize::from) {
            let read = || {
                loop {
                    let Some(text) = open.lock().ok().and_then(|mut open| open.next()) else { return };
                    judge(text, &worth);
                }
            };
            let thread = thread::Builder::new().stack_size(newsgraph::pipeline::STACK);
            let _ = thread.spawn_scoped(scope, read);
        }
    });
    for (rule, worth) in worth.into_inner().unwrap_or_default() {
        let Worth { met, changed, lost, gained, plain, example } = worth;
        let line = serde_json::json!({
            "rule": rule, "met": met, "changed": changed, "lost": lost, "gained": gained, "plain": plain, "example": example,
        });
        println!("{line}");
    }
    Ok(())
}

/// Codes the events of a text as they are and without each rule that it meets.
fn judge(text: &Document, worth: &Mutex<BTreeMap<usize, Worth>>) {
    let analysis = newsgraph::analyze::analyze(text);
    let resolution = newsgraph::resolve::resolve(text, &analysis);
    let code = || Rules::builtin().code_with_notes(text, &analysis, &resolution);
    let (whole, met) = ablation::noting(code);
    let (whole, whole_plain) = (said(&whole, 0.0), said(&whole, PLAIN_CONFIDENCE));
    for rule in met {
        let without = ablation::without(rule, code);
        let said = |least| without.as_ref().map_or_else(Vec::new, |coded| said(coded, least));
        let plain = differences(&whole_plain, &said(PLAIN_CONFIDENCE));
        let [lost, gained] = differences(&whole, &said(0.0));
        let Ok(mut all) = worth.lock() else { return };
        let of = all.entry(rule).or_default();
        of.met += 1;
        (of.lost, of.gained) = (of.lost + lost, of.gained + gained);
        of.plain = [of.plain[0] + plain[0], of.plain[1] + plain[1]];
        if lost + gained + plain[0] + plain[1] > 0 || without.is_none() {
            of.changed += 1;
            if of.example.as_ref().is_none_or(|id| *id > text.id) {
                of.example = Some(text.id.clone());
            }
        }
    }
}

/// How much of the one the other lacks, and the other way round.
fn differences(one: &[String], other: &[String]) -> [usize; 2] {
    let lacks = |from: &[String], of: &[String]| from.iter().filter(|said| of.binary_search(said).is_err()).count();
    [lacks(one, other), lacks(other, one)]
}

/// What is said with at least this confidence, and why other words name no event, without how surely.
fn said((coded, notes): &(Coded, Vec<Note>), least: f32) -> Vec<String> {
    let mut said: Vec<String> = notes.iter().map(|note| format!("{note:?}")).collect();
    for event in coded.events.iter().filter(|event| event.evidence.confidence >= least) {
        let claim = (event.predicate, &event.source, &event.target, event.polarity, event.modality, event.attribution);
        said.push(format!("{claim:?} {:?} {:?} {:?}", event.date, event.place, event.evidence.marks));
    }
    for meeting in &coded.meetings {
        if meeting.evidence.iter().any(|evidence| evidence.confidence >= least) {
            let claim = (&meeting.participants, meeting.place, meeting.date, meeting.polarity, meeting.modality);
            said.push(format!("{claim:?} {:?} {:?}", meeting.attribution, meeting.occasion));
        }
    }
    for standing in coded.standing.iter().filter(|standing| standing.evidence.confidence >= least) {
        let claim = (standing.relation, standing.source, standing.target, &standing.role, standing.past);
        said.push(format!("{claim:?} {:?}", standing.date));
    }
    said.extend(coded.statements.iter().map(|statement| format!("{statement:?}")));
    said.sort();
    said
}
