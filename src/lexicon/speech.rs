//! Lemmas in; what of saying they are out.

lists! {
    "speech";
    /// Whether a verb says that its clause is so: “said that”.
    is_verb_of_saying: "say",
    /// Whether a verb beside those of saying has a clause that somebody found or holds: “ruled that”.
    is_verb_of_holding: "hold",
    /// Whether a noun names what is said: “the claim that”.
    is_report: "report",
    /// Whether a noun names collected facts: “according to a survey by”.
    is_study: "study",
    /// Whether a verb judges, demands or names.
    is_verb_of_judging: "characterize",
    /// Whether a noun names a text or speech: “in a statement”, “the letter read”.
    is_text: "text",
    /// Whether a verb gives out a text: “issued a statement”.
    is_verb_of_issuing: "issue",
    /// Whether a verb names the hearer as its object: “told Rome”.
    has_hearer_as_object: "to-object",
    /// Whether a noun is of a body or person who speaks for another: “a ministry spokesman”.
    is_voice: "voice",
    /// Whether a noun under “according to” says nothing.
    is_rule_or_plan: "rule-or-plan",
    /// Whether a pronoun stands for nobody who might be named as a voice.
    is_pronoun_without_voice: "pronoun-without-voice",
    /// Whether a form of a verb of saying may stand after a quotation with its speaker.
    is_form_after_quotation: "form-after-quotation",
}
