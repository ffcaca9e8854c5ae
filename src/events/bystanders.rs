//! A name in; whether it is no party of an act by the way in which it stands there out: the country behind a town, the flag
//! of a ship, the nationality of people who are counted, the sea where something happens.

use super::media::is_media;
use super::nouns::{is_attendant, is_measure};
use super::people::is_people;
use super::tree::Tree;
use crate::analyze::Upos;
use crate::resolve::{EntityType, Mention, MentionKind, Resolution, is_water, name_key};

/// How many words a title has at most.
const MOST_TITLE: usize = 7;

/// “Maltese-flagged”, “Malta-backed”, “Maltese-born”; but “the Malta-led coalition” is Malta's.
pub(super) fn is_compound(tree: &Tree<'_>, t: usize) -> bool {
    let Some(sentence) = tree.sentence(t) else { return false };
    let next =
        |t: usize| (t + 1 < sentence.end && tree.token(t).span.end == tree.token(t + 1).span.start).then_some(t + 1);
    let Some(hyphen) = next(t).filter(|&at| matches!(tree.token(at).form.as_str(), "-" | "‑" | "–")) else {
        return false;
    };
    next(hyphen).is_some_and(|at| {
        let form = tree.token(at).form.as_str();
        let participle = matches!(tree.token(at).xpos.as_str(), "VBN" | "VBD") || form.ends_with("ed");
        participle && !matches!(form, "led" | "run")
    })
}

/// “All members but Malta”, “Malta rather than Greece”, “not Malta but Greece”, “either Malta or Greece”: who is taken out, or of
/// whom nobody knows whether it is he.
pub(super) fn is_excluded(tree: &Tree<'_>, t: usize) -> bool {
    let first = tree.first_conjunct(t);
    let has = |at: usize, lemmas: &[&str]| tree.children(at).any(|kid| lemmas.contains(&tree.lemma(kid)));
    let joined = |at: usize, word: &str| tree.has(at, "cc", word);
    let denied = |at: usize| {
        tree.children(at).any(|kid| kid < at && tree.lemma(kid) == "not" && tree.token(kid).relation() != "conj")
            && !has(at, &["only", "just", "merely"])
    };
    if denied(t) && tree.is_nominal(t) || joined(t, "rather") || tree.has(first, "cc", "either") {
        return true;
    }
    if tree.case(t) == Some("instead") {
        return true;
    }
    let apart = matches!(tree.case(t), Some("except" | "excepting" | "excluding" | "barring" | "but"));
    if !(apart || joined(t, "but")) {
        return false;
    }
    let whole = if t == first { tree.head(t) } else { Some(first) };
    // “nobody but Malta” is Malta.
    whole.is_some_and(|whole| {
        has(whole, &["all", "every", "each"]) || matches!(tree.lemma(whole), "all" | "everyone" | "everybody")
    })
}

/// “Aides to Ann Roe”, “Ann Roe's lawyer”, “a lawyer for Ann Roe”, “the wife of Ben Roe”: who serves somebody or is of his family is somebody else.
pub(super) fn is_principal(tree: &Tree<'_>, t: usize) -> bool {
    let owned = || tree.token(t).relation() == "nmod" && matches!(tree.case(t), Some("to" | "of" | "for"));
    (tree.token(t).deprel == "nmod:poss" || owned())
        && tree.head(t).is_some_and(|head| is_attendant(&tree.lemma(head).to_ascii_lowercase()))
}

/// “Two Maltese”, “dozens of Maltese”, “eight Maltese crew members”, “ethnic Maltese”: people of a country, and not their state.
pub(super) fn is_counted(tree: &Tree<'_>, mention: &Mention, t: usize) -> bool {
    if mention.kind != MentionKind::Demonym {
        return false;
    }
    if is_ethnic(tree, t) {
        return true;
    }
    let counted = |t: usize| {
        let quantity = |kid: usize| matches!(tree.lemma(kid), "several" | "many" | "some" | "other");
        let mut kids = tree.children(t);
        kids.any(|kid| tree.token(kid).relation() == "nummod" || tree.token(kid).relation() != "conj" && quantity(kid))
    };
    let gathered = |t: usize| tree.case(t) == Some("of") && tree.head(t).is_some_and(|head| is_measure(tree, head));
    let plural = matches!(tree.token(t).xpos.as_str(), "NNPS" | "NNS") || tree.token(t).upos == Upos::Adj;
    plural && (counted(t) || gathered(t))
}

/// “Ethnic Maltese”, “ethnic Maltese fighters”: people by their descent, who belong to the state where they live.
pub(super) fn is_ethnic(tree: &Tree<'_>, t: usize) -> bool {
    tree.children_by(t, "amod").any(|kid| tree.lemma(kid).eq_ignore_ascii_case("ethnic"))
}

/// “Hezbollah commander Ann Roe”, “ISIL second-in-command Ann Roe”: who is named takes part, and not whom he serves.
pub(super) fn is_employer<'a>(
    tree: &Tree<'_>,
    resolution: &'a Resolution,
    mention_of: impl Fn(usize) -> Option<&'a Mention>,
    t: usize,
) -> bool {
    let Some(sentence) = tree.sentence(t) else { return false };
    let after = mention_of(t).map_or(t + 1, |mention| mention.tokens.end);
    let mut served = false;
    for at in (after..sentence.end).take(MOST_TITLE) {
        if mention_of(at).is_some_and(|mention| {
            let person = |entity: &usize| resolution.entities[*entity].kind == EntityType::Person;
            mention.kind == MentionKind::Name && mention.entities.first().is_some_and(person)
        }) {
            return served;
        }
        if at + 1 == sentence.end {
            return false;
        }
        let token = tree.token(at);
        let hyphened = (at - 1..=at + 1).any(|at| tree.token(at).form == "-");
        let word = matches!(token.upos, Upos::Noun | Upos::Adj) && token.form.starts_with(char::is_lowercase);
        if !(word || hyphened) {
            return false;
        }
        served |= token.upos == Upos::Noun;
    }
    false
}

/// “A former Maltese minister”: who served once acts for nobody.
pub(super) fn is_past(tree: &Tree<'_>, t: usize) -> bool {
    let before = matches!(tree.token(t).relation(), "amod" | "compound" | "nmod") && tree.case(t).is_none();
    tree.head(t).filter(|_| before).is_some_and(|head| {
        let one = tree.token(head).xpos == "NN" && is_people(&tree.lemma(head).to_ascii_lowercase());
        one && tree.has(head, "amod", "former")
    })
}

/// “The Malta Times reports that …”: who only reports.
pub(super) fn is_reporter(tree: &Tree<'_>, resolution: &Resolution, mention: &Mention, t: usize) -> bool {
    let reports = |verb: usize| tree.lemma(verb) == "report" && tree.child(verb, "ccomp").is_some();
    let name = mention.entities.first().map(|&entity| &resolution.entities[entity].name);
    tree.token(t).relation() == "nsubj" && name.is_some_and(|name| is_media(name)) && tree.head(t).is_some_and(reports)
}

/// “The eastern Pacific Ocean”, “the Strait of Hormuz”: waters are where something happens, and nobody's.
pub(super) fn is_in_water(resolution: &Resolution, mention: &Mention) -> bool {
    let named = mention.entities.first().filter(|_| mention.kind == MentionKind::Name);
    let place = named.map(|entity| &resolution.entities[*entity]).filter(|entity| entity.kind == EntityType::Place);
    place.is_some_and(|place| is_water(&name_key(&place.name)))
}

/// “Valletta, Malta”, “Victoria, Gozo, Malta”, “Victoria in Malta”, “the Valletta docks in Malta”: what stands behind the town, or
/// behind what is named for it, tells where it is.
pub(super) fn is_address<'a>(
    tree: &Tree<'_>,
    resolution: &'a Resolution,
    mention_of: impl Fn(usize) -> Option<&'a Mention>,
    t: usize,
) -> bool {
    let Some(mention) = mention_of(t) else { return false };
    let of = |mention: &Mention| {
        let entity = &resolution.entities[*mention.entities.first()?];
        Some((entity.kind, entity.state()))
    };
    let named = |at: usize| mention_of(at).and_then(of);
    let around = |country: Option<&str>, town: usize| match named(town) {
        Some((EntityType::Place, own)) => own.is_none() || own == country,
        _ => false,
    };
    // The parser hangs it on the town or on the verb.
    let before = tree.child(t, "case").filter(|&case| case < t && tree.token(case).form == "in");
    if let Some(town) = before.and_then(|case| case.checked_sub(1))
        && let Some((EntityType::Country | EntityType::Place, country)) = of(mention)
    {
        // What is named for a place that nobody knows may be a firm's.
        let known = |kid: usize| named(kid).is_some_and(|(_, own)| own.is_some()) && around(country, kid);
        return around(country, town) || tree.children_by(town, "compound").any(known);
    }
    let first = mention.tokens.start;
    let Some(sentence) = tree.sentence(t) else { return false };
    if first < sentence.start + 2 || tree.token(first - 1).form != "," {
        return false;
    }
    let state = |at: usize| named(at).filter(|(kind, _)| *kind == EntityType::Country);
    let after = mention.tokens.end;
    let behind = || (after + 1 < sentence.end && tree.token(after).form == ",").then(|| state(after + 1)).flatten();
    let country = match of(mention) {
        Some(named @ (EntityType::Country, _)) => Some(named),
        Some((EntityType::Place, own)) => behind().filter(|(_, country)| own.is_none() || own == *country),
        _ => None,
    };
    country.is_some_and(|(_, country)| around(country, first - 2))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::events::actors::Actors;
    use crate::events::triggers::Triggers;

    /// What `is` says of the first word of that form in the text.
    fn is(text: &str, form: &str, is: impl Fn(&Tree<'_>, &Actors<'_>, &Resolution, usize) -> bool) -> bool {
        let document = crate::ingest::Document::new("bystanders", text);
        let analysis = crate::analyze::analyze(&document);
        let resolution = crate::resolve::resolve(&document, &analysis);
        let (tree, triggers) = (Tree::new(&analysis), Triggers::default());
        let actors = Actors::new(&tree, &resolution, text, &triggers);
        let t = analysis.tokens.iter().position(|token| token.form == form).expect(form);
        is(&tree, &actors, &resolution, t)
    }

    fn counted(tree: &Tree<'_>, actors: &Actors<'_>, _: &Resolution, t: usize) -> bool {
        actors.mention(t).is_some_and(|mention| is_counted(tree, mention, t))
    }

    fn address(tree: &Tree<'_>, actors: &Actors<'_>, resolution: &Resolution, t: usize) -> bool {
        is_address(tree, resolution, |t| actors.mention(t), t)
    }

    fn employer(tree: &Tree<'_>, actors: &Actors<'_>, resolution: &Resolution, t: usize) -> bool {
        is_employer(tree, resolution, |t| actors.mention(t), t)
    }

    #[test]
    fn whom_a_named_person_serves_is_no_party() {
        for (text, form) in [
            ("Israeli troops killed Hezbollah commander Ali Mansour near Tyre.", "Hezbollah"),
            ("Soldiers shot FARC second-in-command Luis Rojas on Monday.", "FARC"),
            ("French president Emmanuel Macron met her in Paris.", "French"),
        ] {
            assert!(is(text, form, employer), "{text}");
        }
        for (text, form) in [
            ("Hezbollah fighters killed Ali Mansour near Tyre.", "Hezbollah"),
            ("French police arrested Luis Rojas on Monday.", "French"),
            ("Hezbollah said its commander Ali Mansour was dead.", "Hezbollah"),
        ] {
            assert!(!is(text, form, employer), "{text}");
        }
    }

    #[test]
    fn who_is_taken_out_or_left_open_is_no_party() {
        let excluded = |text: &str, form: &str| is(text, form, |tree, _, _, t| is_excluded(tree, t));
        for (text, form) in [
            ("All members but Peru condemned Chile.", "Peru"),
            ("Every state except Serbia condemned Iran.", "Serbia"),
            ("Kenya rather than Uganda accused Sudan.", "Uganda"),
            ("France, instead of Germany, hosted Turkey.", "Germany"),
            ("Either Kenya or Uganda shelled Sudan.", "Kenya"),
            ("Either Kenya or Uganda shelled Sudan.", "Uganda"),
        ] {
            assert!(excluded(text, form), "{text} {form}");
        }
        for (text, form) in [
            ("Neither Kenya nor Uganda shelled Sudan.", "Uganda"),
            ("Kenya rather than Uganda accused Sudan.", "Kenya"),
            ("Kenya and Uganda accused Sudan.", "Uganda"),
            ("Not only Kenya but also Uganda accused Sudan.", "Kenya"),
            ("Not only Kenya but also Uganda accused Sudan.", "Uganda"),
            ("Kenya or Uganda accused Sudan.", "Uganda"),
        ] {
            assert!(!excluded(text, form), "{text} {form}");
        }
    }

    #[test]
    fn whom_somebody_serves_is_somebody_else() {
        for (text, form) in [
            ("Two aides to Emmanuel Macron left for Berlin.", "Emmanuel"),
            ("Joe Biden's lawyer accused China of spying.", "Joe"),
            ("The wife of Alexei Navalny met Olaf Scholz.", "Alexei"),
            ("A bodyguard of Imran Khan shot a man.", "Imran"),
            ("A lawyer for Narendra Modi accused Pakistan.", "Narendra"),
        ] {
            assert!(is(text, form, |tree, _, _, t| is_principal(tree, t)), "{text}");
        }
        for (text, form) in [
            ("The government of Viktor Orban sued Google.", "Viktor"),
            ("A letter to Emmanuel Macron accused Germany.", "Emmanuel"),
            ("Troops of Bashar al-Assad shelled Idlib.", "Bashar"),
        ] {
            assert!(!is(text, form, |tree, _, _, t| is_principal(tree, t)), "{text}");
        }
    }

    #[test]
    fn a_participle_makes_a_name_an_adjective_unless_it_leads() {
        for (text, form) in [
            ("The navy seized a Maltese-flagged tanker.", "Maltese"),
            ("Iran-backed fighters shelled the base.", "Iran"),
            ("A Kenyan-born cleric was arrested.", "Kenyan"),
        ] {
            assert!(is(text, form, |tree, _, _, t| is_compound(tree, t)), "{text}");
        }
        for (text, form) in [
            ("A Saudi-led coalition bombed Sanaa.", "Saudi"),
            ("US-Iranian talks opened in Oman.", "US"),
            ("The Maltese minister met him.", "Maltese"),
        ] {
            assert!(!is(text, form, |tree, _, _, t| is_compound(tree, t)), "{text}");
        }
    }

    #[test]
    fn people_who_are_counted_are_not_their_state() {
        for text in
            ["Police arrested two Afghans.", "Police arrested dozens of Afghans.", "Several Afghans were expelled."]
        {
            assert!(is(text, "Afghans", counted), "{text}");
        }
        for text in ["Ethnic Armenians accused Azerbaijan.", "Russia armed ethnic Armenians."] {
            assert!(is(text, "Armenians", counted), "{text}");
        }
        assert!(!is("The Afghans have rejected the plan.", "Afghans", counted));
        assert!(!is("Ethnic tensions worry the Afghans.", "Afghans", counted));
        assert!(!is("Iran deported 40 Afghans to Pakistan.", "Pakistan", counted));
    }

    #[test]
    fn former_service_and_reports_make_no_party() {
        let no_party = |text: &str, form: &str| is(text, form, |_, actors, _, t| actors.at(t).is_empty());
        for (text, form) in [
            ("A court jailed a former Boeing engineer for theft.", "Boeing"),
            ("Xinhua reports that Peru accused Chile of spying.", "Xinhua"),
        ] {
            assert!(no_party(text, form), "{text}");
        }
        for (text, form) in [
            ("A court fined Boeing for theft.", "Boeing"),
            ("Xinhua accused Chile of spying.", "Xinhua"),
            ("Xinhua says that Peru spied on Chile.", "Xinhua"),
        ] {
            assert!(!no_party(text, form), "{text}");
        }
    }

    #[test]
    fn aides_flags_and_regions_are_no_state() {
        // Whether a party stands for somebody or something of the graph.
        let stands = |text: &str, form: &str| {
            let named = |found: &crate::events::found::Found| match found.actor {
                crate::events::Actor::Entity(_) => true,
                crate::events::Actor::Group { entity, .. } => entity.is_some(),
            };
            is(text, form, |_, actors, _, t| {
                let found = actors.at(t).into_iter().filter_map(|found| actors.govern(found));
                found.into_iter().any(|found| named(&found))
            })
        };
        for (text, form) in [
            ("An adviser to Volodymyr Zelensky accused Hungary.", "adviser"),
            ("An adviser to Volodymyr Zelensky accused Hungary.", "Volodymyr"),
            ("A former aide to Angela Merkel accused Greece.", "aide"),
            ("The navy of Iran seized a Greek tanker off Greece.", "tanker"),
            ("Ethnic Serb forces shelled a town in Serbia.", "forces"),
            ("Catalonia condemned the court in Spain.", "Catalonia"),
        ] {
            assert!(!stands(text, form), "{text} {form}");
        }
        for (text, form) in [
            ("A spokesman for Volodymyr Zelensky accused Hungary.", "spokesman"),
            ("The navy of Iran seized a Greek warship off Greece.", "warship"),
            ("Serb forces shelled a town in Serbia.", "forces"),
            ("Madrid condemned the court in Spain.", "Madrid"),
        ] {
            assert!(stands(text, form), "{text} {form}");
        }
    }

    #[test]
    fn waters_are_no_party() {
        let water = |text: &str, form: &str| {
            is(text, form, |_, actors, resolution, t| {
                actors.mention(t).is_some_and(|mention| is_in_water(resolution, mention))
            })
        };
        assert!(water("The navy struck a boat in the Caribbean Sea.", "Sea"));
        assert!(water("Drones hit a tanker in the Gulf of Oman.", "Gulf"));
        assert!(water("They mined the Strait of Hormuz.", "Strait"));
        assert!(!water("The navy shelled Gaza.", "Gaza"));
    }

    #[test]
    fn the_country_behind_a_town_is_an_address() {
        let russia = "Drones hit a refinery in Tuapse, Russia, overnight.";
        assert!(is(russia, "Russia", address) && !is(russia, "Tuapse", address));
        assert!(is("Residents of Kharkiv in eastern Ukraine fled.", "Ukraine", address));
        assert!(is("Drones hit the Ryazan oil refinery in Russia.", "Russia", address));
        assert!(is("Rockets struck a Kharkiv hospital in Ukraine on Monday.", "Ukraine", address));
        assert!(!is("Drones hit an oil refinery in Russia.", "Russia", address));
        assert!(!is("Police in Malta held two men.", "Malta", address));
        assert!(!is("Drones hit Kyiv, Russia said.", "Russia", address));
        assert!(!is("Envoys of Malta, Greece and Italy met.", "Greece", address));
    }
}
