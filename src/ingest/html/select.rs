//! The elements and runs of text of a page in; those of its article out.
//!
//! First goes what names itself something else: comments, related stories, menus, notices, captions. Then the box is found that holds
//! the running text, by the paragraphs in it (the scores of Readability). What stays in it and is no running text goes by its form.

use std::collections::VecDeque;

use super::furniture;
use super::hints::Hints;
use super::tree::{Id, Page, ROOT, Run, Tag};

/// What was chosen of a page.
#[derive(Debug)]
pub(super) struct Article {
    /// The runs of the article in order, each with whether it is a heading.
    pub runs: Vec<(usize, bool)>,
    /// The element that holds its text.
    pub element: Id,
    /// The run that is its title, which is none of its text.
    pub title: Option<usize>,
    /// The first run of running text; the number of runs if there is none.
    pub first: usize,
    /// For each element whether it is named or marked as another part of the page.
    pub beside: Vec<bool>,
    /// For each run whether it stands in `element` and in nothing beside.
    pub inside: Vec<bool>,
}

/// What is known of a run by itself.
#[derive(Debug, Clone, Copy)]
struct Form {
    /// The nearest element that says what the run is.
    kind: Tag,
    words: usize,
    /// Bytes that are neither links nor a heading.
    free: usize,
    /// Bytes of running text.
    prose: usize,
    /// Whether more of it is links than is not.
    linked: bool,
    /// Whether it is the text of one link and nothing else.
    link: bool,
}

/// Chooses the article.
pub(super) fn article(page: &Page) -> Article {
    let forms: Vec<Form> = page.runs.iter().map(|run| form(page, run)).collect();
    let all = vec![true; page.runs.len()];
    let holds = sums(page, &forms, &all);
    let Named { text: mut left, said, beside } = named(page, &holds);
    // A page whose text has the name of another part, so that hardly a paragraph is left, is read as if there were no names.
    let sum = |of: &[bool], size: &dyn Fn(usize) -> usize| (0..of.len()).filter(|at| of[*at]).map(size).sum::<usize>();
    let free = |of: &[bool]| sum(of, &|at| forms[at].free);
    let is_small = |part: usize, whole: usize| part * 5 < whole;
    if sum(&left, &|at| usize::from(forms[at].prose > 0)) < 2
        && is_small(sum(&left, &|at| forms[at].prose), sum(&said, &|at| forms[at].prose))
        && is_small(free(&left), free(&said))
    {
        left = said;
    }
    if free(&left) == 0 {
        left = all;
    }
    let holds = sums(page, &forms, &left);
    let region = region(page, &forms, &left, &holds);
    let mut inside: Vec<bool> =
        page.runs.iter().zip(&left).map(|(run, left)| *left && is_in(page, run.element, region)).collect();
    let title = title(page, &forms, &left, &inside);
    let all = inside.clone();
    by_form(page, &forms, title, &mut inside);
    let chosen = (0..page.runs.len()).filter(|at| inside[*at]);
    let first = (0..page.runs.len()).find(|at| inside[*at] && forms[*at].prose > 0).unwrap_or(page.runs.len());
    let runs = chosen.map(|at| (at, matches!(forms[at].kind, Tag::Heading(_)))).collect();
    Article { runs, element: region, title, first, beside, inside: all }
}

fn form(page: &Page, run: &Run) -> Form {
    let says = |tag: Tag| matches!(tag, Tag::Paragraph | Tag::Heading(_) | Tag::Item | Tag::Cell | Tag::Quote);
    let kind = page.around(run.element).map(|id| page.element(id).tag).find(|tag| says(*tag)).unwrap_or(Tag::Box);
    let words = furniture::words(&run.text);
    let free = run.text.len() - run.linked.min(run.text.len());
    let linked = free < run.linked;
    let sentence = furniture::ends_sentence(&run.text);
    let heading = matches!(kind, Tag::Heading(_));
    let running =
        !heading && !linked && words >= 8 && (sentence || (words >= 12 && matches!(kind, Tag::Paragraph | Tag::Quote)));
    let or_none = |is: bool| if is { free } else { 0 };
    Form { kind, words, free: or_none(!heading), prose: or_none(running), linked, link: free <= 2 }
}

/// The running text in each element.
fn sums(page: &Page, forms: &[Form], left: &[bool]) -> Vec<usize> {
    let mut sums = vec![0; page.elements.len()];
    for ((run, form), _) in page.runs.iter().zip(forms).zip(left).filter(|(_, left)| **left) {
        sums[run.element as usize] += form.prose;
    }
    for id in (1..page.elements.len()).rev() {
        sums[page.elements[id].parent as usize] += sums[id];
    }
    sums
}

/// What the names of elements leave of the runs.
struct Named {
    /// Runs that stand in nothing named or marked as other than the article.
    text: Vec<bool>,
    /// Runs that stand in nothing named as what readers said.
    said: Vec<bool>,
    /// Elements that are named or marked as other than the article and its head.
    beside: Vec<bool>,
}

/// Takes the names of elements at their word. An element that holds half of the text, and the title or the name of a body too, is
/// the page, whatever else its name says.
fn named(page: &Page, holds: &[usize]) -> Named {
    let count = page.elements.len();
    let none = || vec![false; count];
    let (mut out, mut beside, mut said, mut in_article, mut titled) = (none(), none(), none(), none(), none());
    for id in (1..count).rev() {
        titled[id] |= page.elements[id].tag == Tag::Heading(1);
        titled[page.elements[id].parent as usize] |= titled[id];
    }
    for id in 1..count {
        let element = page.elements[id];
        let parent = element.parent as usize;
        in_article[id] = in_article[parent] || matches!(element.tag, Tag::Article | Tag::Main);
        let comment = element.hints.has(Hints::COMMENT);
        let half = holds[id] * 2 >= holds[ROOT as usize] && holds[id] > 0;
        let is_article = titled[id] && matches!(element.tag, Tag::Article | Tag::Main) && !comment && holds[id] > 0;
        let whole = is_article
            || half && (titled[id] || element.tag == Tag::Form || (element.hints.has(Hints::BODY) && !comment));
        let marked = match element.tag {
            Tag::Aside | Tag::Footer | Tag::Figure | Tag::Form => true,
            Tag::Header => !in_article[id],
            Tag::Heading(_) => false,
            _ => element.hints.has(Hints::OTHER),
        };
        let small = holds[id] * 4 < holds[ROOT as usize] || !element.hints.has(Hints::SUMMARY);
        let head = element.hints.has(Hints::HEAD) && small;
        out[id] = out[parent] || ((marked || head) && !whole);
        beside[id] = beside[parent] || (marked && !whole);
        said[id] = said[parent] || (comment && !whole);
    }
    let outside = |flags: &[bool]| page.runs.iter().map(|run| !flags[run.element as usize]).collect();
    Named { text: outside(&out), said: outside(&said), beside }
}

fn is_in(page: &Page, id: Id, outer: Id) -> bool {
    outer == ROOT || page.around(id).any(|around| around == outer)
}

/// The element that holds the running text of the article.
fn region(page: &Page, forms: &[Form], left: &[bool], holds: &[usize]) -> Id {
    let total = holds[ROOT as usize];
    let mut scores = vec![0.0f64; page.elements.len()];
    let mut text = vec![0usize; page.elements.len()];
    let mut links = vec![0usize; page.elements.len()];
    for ((run, form), _) in page.runs.iter().zip(forms).zip(left).filter(|(_, left)| **left) {
        text[run.element as usize] += run.text.len();
        links[run.element as usize] += run.linked.min(run.text.len());
        if form.prose == 0 {
            continue;
        }
        let score = 1.0 + (run.text.len() as f64 / 100.0).min(3.0) + run.text.matches([',', '、', '،']).count() as f64;
        let boxes = page.around(run.element).filter(|id| is_box(page.element(*id).tag));
        for (far, id) in boxes.take(6).enumerate() {
            let part = match far {
                0 => 1.0,
                1 => 0.5,
                far => 1.0 / (far as f64 * 3.0),
            };
            scores[id as usize] += score * part;
        }
    }
    for id in (1..page.elements.len()).rev() {
        let parent = page.elements[id].parent as usize;
        text[parent] += text[id];
        links[parent] += links[id];
    }
    let mut best = (0.0, ROOT);
    for (id, score) in scores.iter().enumerate().skip(1) {
        let free = 1.0 - links[id] as f64 / text[id].max(1) as f64;
        let body = if page.elements[id].hints.has(Hints::ARTICLE_BODY) { 2.0 } else { 1.0 };
        if score * free * body > best.0 {
            best = (score * free * body, Id::try_from(id).unwrap_or(ROOT));
        }
    }
    let marked =
        (1..page.elements.len()).filter(|id| page.elements[*id].hints.has(Hints::ARTICLE_BODY) && text[*id] >= 200);
    if let Some(id) = marked.max_by_key(|id| text[*id] - links[*id])
        && holds[id] * 3 >= total
    {
        return Id::try_from(id).unwrap_or(ROOT);
    }
    let mut region = best.1;
    // Text that is spread over several boxes.
    for id in page.around(best.1) {
        let more = holds[id as usize] * 100 > holds[region as usize] * CLIMB;
        let is_article = matches!(page.element(id).tag, Tag::Article) && holds[id as usize] * 2 >= total;
        let density = links[id as usize] * 100 / text[id as usize].max(1);
        if is_article || (more && density < 30) {
            region = id;
        }
        if is_article || page.element(region).hints.has(Hints::ARTICLE_BODY) {
            break;
        }
    }
    region
}

/// How much more an outer element must hold, in hundredths of what the inner does.
const CLIMB: usize = 115;

fn is_box(tag: Tag) -> bool {
    !matches!(tag, Tag::Paragraph | Tag::Quote | Tag::Item | Tag::Inline | Tag::Link | Tag::Time | Tag::Heading(_))
}

/// Takes out what its form or its words tell to be no text of the article.
fn by_form(page: &Page, forms: &[Form], title: Option<usize>, inside: &mut [bool]) {
    let running = Running::of(page, forms, title, inside);
    // The last runs: a gallery repeats its caption.
    let mut seen: VecDeque<&str> = VecDeque::new();
    let mut closed: Option<Closed> = None;
    let mut body = ROOT;
    for at in 0..forms.len() {
        if !inside[at] {
            continue;
        }
        let (run, form) = (&page.runs[at], forms[at]);
        let text = run.text.as_str();
        let place = place(page, run);
        if let Some(section) = &mut closed
            && !(section.goes_on(form, place == body) && is_in(page, run.element, section.element))
        {
            closed = None;
        }
        if let Some(level) = opens_section(form, text) {
            closed = Some(Closed { level, element: section_end(page, run.element), items: false });
        }
        inside[at] = closed.is_none()
            && running.takes(at, run, form, place)
            && !furniture::is_label(text)
            && !running.is_date_above(at, form, text)
            && !has(page, run.element, Hints::BYLINE, form)
            && (form.words < 6 || !seen.contains(&text));
        if inside[at] {
            if form.prose > 0 {
                body = place;
            }
            if seen.len() == 3 {
                seen.pop_front();
            }
            seen.push_back(text);
        }
    }
    while let Some(at) = (0..forms.len()).rev().find(|at| inside[*at])
        && matches!(forms[at].kind, Tag::Heading(_))
    {
        inside[at] = false;
    }
}

/// The box that a run stands in.
fn place(page: &Page, run: &Run) -> Id {
    page.around(run.element).find(|id| is_box(page.element(*id).tag)).unwrap_or(ROOT)
}

/// From where to where running text goes: there is less doubt between. A page may have none.
struct Running {
    first: usize,
    last: usize,
    /// The box of the first.
    start: Id,
    /// The run that is the title.
    title: Option<usize>,
}

impl Running {
    fn of(page: &Page, forms: &[Form], title: Option<usize>, inside: &[bool]) -> Self {
        let prose = |at: &usize| inside[*at] && forms[*at].prose > 0;
        let (first, last) = match ((0..forms.len()).find(prose), (0..forms.len()).rev().find(prose)) {
            (Some(first), Some(last)) => (first, last),
            _ => (0, forms.len()),
        };
        Self { first, last, start: page.runs.get(first).map_or(ROOT, |run| place(page, run)), title }
    }

    /// Whether a run may be text of the article by what it is and where it stands.
    fn takes(&self, at: usize, run: &Run, form: Form, place: Id) -> bool {
        let outside = at < self.first || at > self.last;
        match form.kind {
            Tag::Heading(_) => at > self.first && at < self.last && Some(at) != self.title,
            Tag::Quote => true,
            _ if form.linked => false,
            Tag::Cell => true,
            Tag::Paragraph => !outside || (form.words >= 3 && (at > self.last || place == self.start)),
            Tag::Item => !form.link && (!outside || (at > self.last && form.words >= 3 && run.linked == 0)),
            _ => !outside && (form.words >= 6 || furniture::ends_sentence(&run.text)),
        }
    }

    /// Whether a run is the line above the text that gives its day.
    fn is_date_above(&self, at: usize, form: Form, text: &str) -> bool {
        let has_day = || furniture::day_in(text, &[]).is_some() || !furniture::figures_in(text).is_empty();
        at < self.first && form.prose == 0 && furniture::is_date_line(text) && has_day()
    }
}

/// A section of related stories, comments and the like that was opened by its heading.
struct Closed {
    /// The level of the heading, which the next of the same ends.
    level: u8,
    /// The element whose end ends it.
    element: Id,
    /// Whether an item of a list or a link was in it.
    items: bool,
}

impl Closed {
    /// Whether a run may belong to the section; `in_body` where it stands in the box of the text before.
    fn goes_on(&mut self, form: Form, in_body: bool) -> bool {
        let item = form.kind == Tag::Item || form.linked;
        let on = match form.kind {
            Tag::Heading(level) => level > self.level,
            // The text goes on after a list of links that was set into it.
            Tag::Paragraph if form.prose > 0 && self.items && in_body => false,
            _ => item || self.level < LINE,
        };
        self.items |= item;
        on
    }
}

/// The level of a line that is no heading by its element: only items and links belong to its section.
const LINE: u8 = 9;

/// The level of the section that a run opens by its name.
fn opens_section(form: Form, text: &str) -> Option<u8> {
    let level = match form.kind {
        Tag::Heading(level) => level,
        Tag::Item | Tag::Cell => return None,
        _ if form.words <= 4 => LINE,
        _ => return None,
    };
    furniture::is_section(text).then_some(level)
}

/// Whether a short run stands in a small element of this name.
fn has(page: &Page, id: Id, hints: Hints, form: Form) -> bool {
    form.prose == 0
        && page
            .around(id)
            .take(3)
            .any(|id| page.element(id).hints.has(hints) && !page.element(id).hints.has(Hints::TEXT))
}

/// The element whose end ends the section of a heading: the one around it, be it alone there the next.
fn section_end(page: &Page, heading: Id) -> Id {
    let around = page.around(heading).skip_while(|id| !matches!(page.element(*id).tag, Tag::Heading(_))).nth(1);
    around.unwrap_or(ROOT)
}

/// The heading that names the article: the last `h1` before its text or the first in it.
fn title(page: &Page, forms: &[Form], left: &[bool], inside: &[bool]) -> Option<usize> {
    let first =
        (0..forms.len()).find(|at| inside[*at] && forms[*at].prose > 0).or(inside.iter().position(|inside| *inside))?;
    let is_title = |at: &usize| matches!(forms[*at].kind, Tag::Heading(1));
    let above = || (0..=first).rev().filter(is_title);
    above().find(|at| left[*at]).or_else(|| above().next()).filter(|at| !page.runs[*at].text.is_empty())
}
