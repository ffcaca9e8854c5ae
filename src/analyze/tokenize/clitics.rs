//! A token in; its syntactic words out: `don't` → `do` `n't`, `leaders'` → `leaders` `'`, `cannot` → `can` `not`.

use std::ops::Range;

use super::Word;

/// Words written together: the word and where its second part begins.
const JOINED: [(&str, usize); 26] = [
    ("cannot", 3),
    ("gonna", 3),
    ("wanna", 3),
    ("gotta", 3),
    ("outta", 3),
    ("dont", 2),
    ("didnt", 3),
    ("doesnt", 4),
    ("isnt", 2),
    ("wasnt", 3),
    ("arent", 3),
    ("couldnt", 5),
    ("wouldnt", 5),
    ("shouldnt", 6),
    ("havent", 4),
    ("hasnt", 3),
    ("cant", 2),
    ("wont", 2),
    ("im", 1),
    ("ive", 1),
    ("thats", 4),
    ("whats", 4),
    ("theres", 5),
    ("youre", 3),
    ("theyre", 4),
    ("aint", 2),
];

/// What an apostrophe may be followed by to be a clitic.
const CLITICS: [&str; 6] = ["s", "ll", "re", "ve", "m", "d"];

/// Appends the words of the token, which `possessive` bytes of an apostrophe follow.
pub(super) fn push(text: &str, token: Range<usize>, possessive: usize, out: &mut Vec<Word>) {
    let first = out.len();
    split(text, token.clone(), out);
    if possessive > 0 {
        out.push(Word { span: token.end..token.end + possessive, multiword: 0 });
    }
    let count = out.len() - first;
    if let Some(word) = out.get_mut(first).filter(|_| count > 1) {
        word.multiword = u8::try_from(count).unwrap_or(u8::MAX);
    }
}

fn split(text: &str, token: Range<usize>, out: &mut Vec<Word>) {
    let mut end = token.end;
    let mut cuts = [0; 3];
    let mut count = 0;
    while let Some(length) = cut(&text[token.start..end]).filter(|_| count < cuts.len()) {
        end = token.start + length;
        cuts[count] = end;
        count += 1;
    }
    let mut begin = token.start;
    for &cut in cuts[..count].iter().rev() {
        out.push(Word { span: begin..cut, multiword: 0 });
        begin = cut;
    }
    out.push(Word { span: begin..token.end, multiword: 0 });
}

/// Where the last word of the token begins, if it has more than one.
fn cut(form: &str) -> Option<usize> {
    if form.len() <= 8 {
        let joined = JOINED.iter().find(|(word, _)| form.eq_ignore_ascii_case(word));
        // "IM" and "CANT" in capitals may be anything
        if let Some((_, at)) = joined.filter(|_| !is_upper(form) || form.len() > 5) {
            return Some(*at);
        }
    }
    let (at, mark) = form.char_indices().rev().take(4).find(|(_, c)| matches!(c, '\'' | '’' | '`'))?;
    let after = &form[at + mark.len_utf8()..];
    if at == 0 {
        return None;
    }
    if after.eq_ignore_ascii_case("t") && form[..at].ends_with(['n', 'N']) {
        return Some(at - 1).filter(|at| *at > 0);
    }
    CLITICS.iter().any(|clitic| after.eq_ignore_ascii_case(clitic)).then_some(at)
}

fn is_upper(form: &str) -> bool {
    form.bytes().all(|b| b.is_ascii_uppercase())
}
