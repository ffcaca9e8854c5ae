//! An analysis in; the same with the lemmas of regular verbs mended where the model spelled them wrong.

use std::borrow::Cow;

use super::light::is_light;
use super::operators::{self, Effect};
use super::people::is_people;
use super::triggers::{Kind, Triggers};
use crate::analyze::Analysis;

/// Mends lemmas that no table knows where a form that the spelling allows is known: “impos”, “condemne”, “expelle”.
pub(super) fn repair<'a>(analysis: &'a Analysis, triggers: &Triggers) -> Cow<'a, Analysis> {
    let mut out = Cow::Borrowed(analysis);
    for (t, token) in analysis.tokens.iter().enumerate() {
        if token.xpos == "NNS" {
            if let Some(singular) = singular(&token.lemma, triggers) {
                out.to_mut().tokens[t].lemma = singular.into();
            }
            continue;
        }
        if token.xpos.starts_with("VB")
            && let Some(again) = repeated(&token.lemma, triggers)
        {
            out.to_mut().tokens[t].lemma = again.into();
            continue;
        }
        if !matches!(token.xpos.as_str(), "VBD" | "VBN" | "VBG" | "VBZ") || is_known(&token.lemma, triggers) {
            continue;
        }
        let longer = format!("{}e", token.lemma);
        let form = token.form.to_ascii_lowercase();
        let spelled = stems(&form, &token.xpos);
        let mended = std::iter::once(longer).chain(spelled).find(|lemma| is_known(lemma, triggers));
        if let Some(mended) = mended {
            out.to_mut().tokens[t].lemma = mended.as_str().into();
        }
    }
    out
}

/// “re-open” is “reopen”, or else “open”.
fn repeated(lemma: &str, triggers: &Triggers) -> Option<String> {
    let once = lemma.strip_prefix("re-")?;
    let joined = format!("re{once}");
    [joined, once.to_owned()].into_iter().find(|lemma| is_known(lemma, triggers))
}

/// The singular of a plural that the model left as it stands: “troops”.
fn singular(lemma: &str, triggers: &Triggers) -> Option<String> {
    let named = |noun: &str| is_people(noun) || !triggers.rules(Kind::Noun, noun).is_empty();
    let stem =
        lemma.strip_suffix('s').filter(|stem| !stem.ends_with('s') && triggers.rules(Kind::Noun, lemma).is_empty())?;
    // “supplies” as well as “troops”
    let y = stem.strip_suffix("ie").map(|stem| format!("{stem}y"));
    std::iter::once(stem.to_owned()).chain(y).find(|noun| named(noun))
}

/// The infinitives that an inflected form may belong to.
fn stems(form: &str, tag: &str) -> Vec<String> {
    let bare = match tag {
        "VBG" => form.strip_suffix("ing"),
        "VBZ" => form.strip_suffix("es").or_else(|| form.strip_suffix('s')),
        _ => form.strip_suffix("ed"),
    };
    let Some(bare) = bare else { return Vec::new() };
    let mut stems = vec![format!("{bare}e"), bare.to_owned()];
    if let [.., a, b] = bare.as_bytes()
        && a == b
    {
        stems.push(bare[..bare.len() - 1].to_owned());
    }
    if let Some(stem) = bare.strip_suffix('i') {
        stems.push(format!("{stem}y"));
    }
    stems
}

fn is_known(lemma: &str, triggers: &Triggers) -> bool {
    !lemma.is_empty()
        && (!triggers.rules(Kind::Verb, lemma).is_empty()
            || is_light(lemma)
            || operators::of_infinitive(lemma, false) != Effect::Transparent
            || operators::of_clause(lemma) != Effect::Suppose
            || operators::of_object(lemma, None) != Effect::Presuppose)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn builtin() -> Triggers {
        let mut triggers = Triggers::default();
        triggers.add_builtin();
        triggers
    }

    #[test]
    fn spelling_gives_the_infinitives_of_a_form() {
        assert!(stems("expelled", "VBD").contains(&"expel".to_owned()));
        assert!(stems("imposing", "VBG").contains(&"impose".to_owned()));
        assert!(stems("occupied", "VBN").contains(&"occupy".to_owned()));
        assert!(stems("met", "VBD").is_empty());
    }

    #[test]
    fn a_verb_with_re_is_known_as_the_one_without() {
        let triggers = builtin();
        assert_eq!(repeated("re-open", &triggers).as_deref(), Some("reopen"));
        assert_eq!(repeated("re-attack", &triggers).as_deref(), Some("attack"));
        assert_eq!(repeated("attack", &triggers), None);
    }

    #[test]
    fn a_plural_left_as_it_stands_gets_its_singular() {
        let triggers = builtin();
        assert_eq!(singular("troops", &triggers).as_deref(), Some("troop"));
        assert_eq!(singular("supplies", &triggers).as_deref(), Some("supply"));
        assert_eq!(singular("talks", &triggers), None);
        assert_eq!(singular("press", &triggers), None);
    }

    #[test]
    fn only_a_lemma_that_no_table_knows_is_mended() {
        let analysis = crate::events::support::read(
            "1 Oslo Oslo PROPN NNP 2 nsubj\n2 expelled expelle VERB VBD 0 root\n3 envoys envoy NOUN NNS 2 obj",
        );
        assert_eq!(repair(&analysis, &builtin()).tokens[1].lemma, "expel");
    }
}
