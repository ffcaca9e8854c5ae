//! Names and the nicknames in quotation marks inside them in; names that go over the nickname out: Matiu “Matt” Ratana.

use super::{Analysis, Name, NameType, Quotation, Upos};

/// Joins the parts of a person's name on both sides of each nickname.
pub(super) fn join(analysis: &mut Analysis, nicknames: &[Quotation]) {
    for nickname in nicknames {
        let tokens = &analysis.tokens;
        let opens = tokens.partition_point(|token| token.span.start < nickname.span.start);
        let closes = tokens.partition_point(|token| token.span.start < nickname.span.end);
        let touches = |name: &Name| name.tokens.end >= opens && name.tokens.start <= closes;
        let first = analysis.names.partition_point(|name| name.tokens.end < opens);
        let parts = analysis.names[first..].iter().take_while(|name| touches(name)).count();
        let parts = first..first + parts;
        let before = analysis.names[parts.clone()].first().filter(|name| name.tokens.start < opens);
        let Some(begin) = before.filter(|name| name.kind == NameType::Person).map(|name| name.tokens.start) else {
            continue;
        };
        let told = analysis.names[parts.clone()].last().filter(|name| name.tokens.end > closes);
        let surname = tokens[closes..].iter().take_while(|token| token.upos == Upos::Propn).count();
        let end = told.map_or(closes + surname.min(2), |name| name.tokens.end);
        analysis.names.splice(parts, [Name { tokens: begin..end, kind: NameType::Person }]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::Token;

    #[test]
    fn a_nickname_parts_no_name() {
        let mut analysis = Analysis::default();
        for (at, form) in ["Bob", "“", "Red", "”", "Roe", "left"].into_iter().enumerate() {
            let upos = if form == "left" { Upos::Verb } else { Upos::Propn };
            let span = 10 * at..10 * at + form.len();
            let (form, lemma) = (form.into(), form.into());
            let (xpos, deprel) = ("NNP".into(), "dep".into());
            analysis.tokens.push(Token {
                form,
                lemma,
                upos,
                xpos,
                head: None,
                deprel,
                span,
                sentence: 0,
                multiword: 0,
            });
        }
        let nickname = Quotation { span: 10..30 + '”'.len_utf8(), inner: 13..30, tokens: 2..3, depth: 0 };
        let person = |tokens| Name { tokens, kind: NameType::Person };
        analysis.names = vec![person(0..1), person(4..5)];
        join(&mut analysis, std::slice::from_ref(&nickname));
        assert_eq!(analysis.names, [person(0..5)]);
        // The model missed the family name.
        analysis.names = vec![person(0..1)];
        join(&mut analysis, std::slice::from_ref(&nickname));
        assert_eq!(analysis.names, [person(0..5)]);
        analysis.names = Vec::new();
        join(&mut analysis, &[nickname]);
        assert_eq!(analysis.names, []);
    }
}
