//! Lemmas in; what follows of what people do out.

lists! {
    "acts";
    /// Whether the present tense of a verb announces what is scheduled: “talks begin on Tuesday”.
    is_scheduled: "scheduled",
    /// Whether a participle places something ahead: “scheduled for Friday”.
    is_ahead: "ahead",
    /// Whether the subject of a verb is the agent of an event noun that is its object: “held talks”.
    is_light: "light",
    /// Whether the subject of a verb undergoes an event noun that is its object: “faces an inquiry”.
    is_undergone: "undergone",
    /// Whether who does so with an offer makes it: “repeated its offer”.
    presses_offers: "press-offer",
    /// Whether who does so with an offer is addressed by it: “weighs the offer”.
    answers_offers: "answer-offer",
    /// Whether a noun names what whoever warns would do himself: “warned Malta of consequences”.
    is_consequence: "consequence",
    /// Whether who vows to do so threatens.
    is_hostile: "hostile",
    /// Whether a word tells that people who meet are not in one place.
    is_remote: "remote",
    /// Whether a verb says of an event noun that it happens.
    is_occurrence: "occur",
    /// Whether a verb puts an end to its object: “lifted the ban”, “withdrew the charge”.
    ends_object: "end-object",
    /// Whether a noun names an end: “the lifting of the ban”.
    is_end: "end",
    /// Whether what a noun names took place although it ended: a war, an operation.
    is_lasting: "lasting",
    /// Whether a verb is of what tales do: “the film shows how”.
    is_telling: "telling",
}
