//! The golden events of `tests/golden/events.md` and the examples of `data/triggers/README.md`: text in, events out.

use newsgraph::events::Actor;

/// One expected or forbidden event.
struct Line {
    forbidden: bool,
    text: String,
}

fn sections(file: &str) -> Vec<(String, Vec<Line>)> {
    let mut sections: Vec<(String, Vec<Line>)> = Vec::new();
    for line in file.lines() {
        if let Some(text) = line.strip_prefix("> ") {
            sections.push((text.to_owned(), Vec::new()));
        } else if let (true, Some((_, lines))) = (line.matches(" | ").count() == 4, sections.last_mut()) {
            let forbidden = line.starts_with("! ");
            lines.push(Line { forbidden, text: line.trim_start_matches("! ").to_owned() });
        }
    }
    sections
}

/// The events of a text, and those of them that are sure enough for the plain graph.
fn coded(text: &str) -> [Vec<String>; 2] {
    let document = newsgraph::ingest::Document {
        id: "golden".to_owned(),
        url: None,
        title: None,
        published: None,
        text: text.to_owned(),
        lines: vec![newsgraph::ingest::Line { span: 0..text.len(), kind: newsgraph::ingest::LineKind::Body }],
    };
    let analysis = newsgraph::analyze::analyze(&document);
    let resolution = newsgraph::resolve::resolve(&document, &analysis);
    let name = |actor: &Option<Actor>| match actor {
        Some(Actor::Entity(entity)) => resolution.entities[*entity].name.clone(),
        Some(Actor::Group { name, .. }) => name.clone(),
        None => "-".to_owned(),
    };
    let coded = newsgraph::events::code(&document, &analysis, &resolution);
    let (noted, _) = newsgraph::events::Rules::builtin().code_with_notes(&document, &analysis, &resolution);
    assert!(noted == coded, "who asks for reasons gets other events: {text}");
    let line = |event: &newsgraph::events::Event| {
        format!(
            "{} | {} | {} | {} | {}",
            name(&event.source),
            event.predicate.name(),
            name(&event.target),
            event.polarity.as_str(),
            event.modality.as_str()
        )
    };
    let sure = |event: &&newsgraph::events::Event| event.evidence.confidence >= newsgraph::confidence::PLAIN_CONFIDENCE;
    [coded.events.iter().map(line).collect(), coded.events.iter().filter(sure).map(line).collect()]
}

#[test]
fn golden_events_come_out() {
    let sections = sections(include_str!("golden/events.md"));
    assert!(sections.len() > 4);
    check(sections);
}

#[test]
fn every_predicate_is_documented_with_examples_that_come_out() {
    let file = include_str!("../data/triggers/README.md");
    for predicate in newsgraph::ontology::Predicate::ALL {
        let section = file.split(&format!("## {}\n", predicate.name())).nth(1).unwrap_or_default();
        let section = section.split("\n## ").next().unwrap();
        assert!(section.contains(&predicate.info().definition), "{}", predicate.name());
        assert!(section.contains(&format!(" | {} | ", predicate.name())), "{}", predicate.name());
    }
    check(sections(file));
}

fn check(sections: Vec<(String, Vec<Line>)>) {
    let mut wrong = Vec::new();
    for (text, lines) in sections {
        let [events, plain] = coded(&text);
        let differs =
            |line: &&Line| if line.forbidden { plain.contains(&line.text) } else { !events.contains(&line.text) };
        for line in lines.iter().filter(differs) {
            let what = if line.forbidden { "should not come" } else { "is missing" };
            wrong.push(format!("{text}\n  {} {what}; got {events:?}", line.text));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn an_encounter_takes_place_where_its_occasion_does() {
    let place = |text: &str| {
        let document = newsgraph::ingest::Document::new("place", text);
        let analysis = newsgraph::analyze::analyze(&document);
        let resolution = newsgraph::resolve::resolve(&document, &analysis);
        let coded = newsgraph::events::code(&document, &analysis, &resolution);
        let wanted =
            |event: &&newsgraph::events::Event| matches!(event.predicate.name(), "met-with" | "signed-agreement-with");
        let event = coded.events.iter().find(wanted).unwrap();
        event.place.map(|place| resolution.entities[place].name.clone())
    };
    let told = "Angela Merkel met Emmanuel Macron for two days of talks in Oslo, and they signed a treaty.";
    assert_eq!(place(told).as_deref(), Some("Oslo"));
    assert_eq!(place("Norway and Denmark sign pact in Oslo").as_deref(), Some("Oslo"));
    assert_eq!(place("Angela Merkel met Emmanuel Macron for a walk and praised the schools in Oslo."), None);
}

#[test]
fn the_meeting_is_the_one_told_of_before() {
    let meetings = |text: &str| {
        let document = newsgraph::ingest::Document::new("meeting", text);
        let analysis = newsgraph::analyze::analyze(&document);
        let resolution = newsgraph::resolve::resolve(&document, &analysis);
        let coded = newsgraph::events::code(&document, &analysis, &resolution);
        let told = |meeting: &newsgraph::events::Meeting| (meeting.evidence.len(), meeting.occasion.duration.clone());
        coded.meetings.iter().map(told).collect::<Vec<_>>()
    };
    let told = "Angela Merkel met Emmanuel Macron. The meeting lasted four hours.";
    assert_eq!(meetings(told), [(2, Some("PT4H".to_owned()))]);
    let other = "Angela Merkel met Emmanuel Macron. The cabinet held a meeting. The meeting lasted four hours.";
    assert_eq!(meetings(other), [(1, None)]);
    assert_eq!(meetings("Angela Merkel met Emmanuel Macron. A meeting lasted four hours."), [(1, None)]);
}

#[test]
fn an_act_has_not_the_day_of_another() {
    let days = |text: &str| {
        let graph = newsgraph::read_document(&newsgraph::ingest::Document::new("golden", text));
        let peru = |event: &&newsgraph::graph::EventRecord| matches!(&event.source, Some(newsgraph::graph::ActorRef::Entity(id)) if id == "Q419");
        graph.events().filter(peru).map(|event| event.date.map(|date| date.to_string())).collect::<Vec<_>>()
    };
    for text in [
        "Peru attacked Chile in retaliation for the strikes of May 2021.",
        "Peru bombed Chile in response to the raid of May 3, 2021.",
        "Peru attacked Chile in revenge for recent raids, including those of May 2021.",
        "Ada Moe, invited by Peru, came to Oslo in May 2021.",
    ] {
        let days = days(text);
        assert!(!days.is_empty() && days.iter().all(Option::is_none), "{text}: {days:?}");
    }
    let text = "In May 2021 Peru attacked Chile in retaliation for a raid.";
    assert_eq!(days(text).first(), Some(&Some("2021-05".to_owned())), "{text}");
}
