//! Texts and the words and sentences they are split into: `|` between tokens, `+` inside of a multiword token, `‖`
//! between sentences; and input that is no text at all.

use super::*;

fn document(text: &str) -> Document {
    let mut lines = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let begin = at + line.len() - line.trim_start().len();
        if !line.trim().is_empty() {
            lines.push(Line { span: begin..begin + line.trim().len(), kind: LineKind::Body });
        }
        at += line.len();
    }
    Document { id: "d".into(), url: None, title: None, published: None, text: text.into(), lines }
}

/// The words of a text without the model's help.
fn split(text: &str) -> String {
    let document = document(text);
    let mut out = String::new();
    for line in &document.lines {
        let (mut words, mut ends) = (Vec::new(), Vec::new());
        tokenize::tokenize(&document.text, line.span.clone(), &mut words);
        sentences::split(&document.text, &words, |_| 1, 254, &mut ends);
        let mut inside = 0;
        for (i, word) in words.iter().enumerate() {
            let begins = i == 0 || ends.contains(&i);
            out.push_str(match (inside > 0, begins, out.is_empty()) {
                (_, _, true) => "",
                (true, ..) => "+",
                (_, true, _) => " ‖ ",
                _ => "|",
            });
            inside = if word.multiword > 0 { word.multiword - 1 } else { inside.saturating_sub(1) };
            out.push_str(&document.text[word.span.clone()]);
        }
    }
    out
}

#[test]
fn words_are_split_as_in_the_treebanks() {
    for (text, words) in [
        ("They don't, can't and cannot.", "They|do+n't|,|ca+n't|and|can+not|."),
        ("Norway’s port; the leaders' wives", "Norway+’s|port|;|the|leaders+'|wives"),
        ("He called it ‘a matter of days’ twice", "He|called|it|‘|a|matter|of|days|’|twice"),
        ("a well-known anti-war ex-minister", "a|well|-|known|anti-war|ex-minister"),
        ("U.S.-led talks at 10:30 a.m. cost $1,000.50", "U.S.|-|led|talks|at|10:30|a.m.|cost|$|1,000.50"),
        ("The U.N.'s men and Acme Corp.’s", "The|U.N.+'s|men|and|Acme|Corp.+’s"),
        ("Gen. J. Roe paid US$5bn (4.5%)", "Gen.|J.|Roe|paid|US$|5|bn|(|4.5|%|)"),
        (
            "Write to jane.roe@example.org, see https://example.org/a?b.",
            "Write|to|jane.roe@example.org|,|see|https://example.org/a?b|.",
        ),
        ("On 9/11, 2024-05-02 and the 1990s...", "On|9/11|,|2024-05-02|and|the|1990s|..."),
        ("“No,” AT&T said—twice 🇳🇴👍🏽!", "“|No|,|”|AT&T|said|—|twice|🇳🇴|👍🏽|!"),
        ("習, emphasis", "習|,|emphasis"),
    ] {
        assert_eq!(split(text), words);
    }
}

#[test]
fn sentences_end_where_they_end() {
    for (text, sentences) in [
        ("Oslo waits. Rome acts.", "Oslo|waits|. ‖ Rome|acts|."),
        ("Mr. Roe of Acme Inc. left. He won.", "Mr.|Roe|of|Acme|Inc.|left|. ‖ He|won|."),
        ("He lives in the U.S. The town is small.", "He|lives|in|the|U.S. ‖ The|town|is|small|."),
        ("“Stop!” he said. “Why?” Jane Roe asked.", "“|Stop|!|”|he|said|. ‖ “|Why|?|”|Jane|Roe|asked|."),
        ("\"We wait.\" \"You do not.\"", "\"|We|wait|.|\" ‖ \"|You|do|not|.|\""),
        ("Ministers meet in Rome\nTalks go on", "Ministers|meet|in|Rome ‖ Talks|go|on"),
        ("(It rained.) We left.", "(|It|rained|.|) ‖ We|left|."),
    ] {
        assert_eq!(split(text), sentences);
    }
}

/// Every character but white space stands in one word, in order, and no sentence is too long.
fn assert_whole(text: &str) {
    let document = document(text);
    let mut at = 0;
    for line in &document.lines {
        let (mut words, mut ends) = (Vec::new(), Vec::new());
        tokenize::tokenize(text, line.span.clone(), &mut words);
        sentences::split(text, &words, |_| 2, 254, &mut ends);
        assert!(words.is_empty() || ends.last() == Some(&words.len()));
        assert!(std::iter::once(&0).chain(&ends).zip(&ends).all(|(a, b)| b > a && b - a <= sentences::LONGEST));
        for word in &words {
            assert!(text[at..word.span.start].chars().all(char::is_whitespace));
            assert!(word.span.end > word.span.start);
            at = word.span.end;
        }
    }
    assert!(text[at..].trim().is_empty());
}

#[test]
fn hostile_text_is_split_in_bounded_time() {
    let begin = std::time::Instant::now();
    assert_whole(&"word ".repeat(50_000));
    assert_whole(&"“".repeat(10_000));
    assert_whole(&"\" ".repeat(10_000));
    for unit in [
        "a",
        "re-",
        "a.",
        "a@",
        "'",
        "s'",
        "9-",
        "9.",
        ")",
        "http://)",
        "👍🏽\u{200D}",
        "\u{200B}",
        "שלום",
        "🇳",
        "U.S.",
        "a/",
    ] {
        assert_whole(&unit.repeat(200_000 / unit.len()));
    }
    assert_whole("\u{FEFF}\u{202E}abc\u{0}\u{7}def \u{301}x\u{1F3FD}");
    assert!(begin.elapsed().as_secs() < 60, "{:?}", begin.elapsed());
}

#[test]
fn hostile_text_is_analyzed() {
    for text in
        [String::new(), "x".repeat(1 << 20), "re-".repeat(5_000), "“ ".repeat(600), "\u{200B}\u{FEFF} 👍".into()]
    {
        let document = document(&text);
        let analysis = analyze(&document);
        assert!(analysis.sentences.iter().all(|s| s.tokens.len() <= sentences::LONGEST));
        assert!(analysis.tokens.iter().all(|token| token.span.end <= text.len()));
    }
}

#[test]
fn an_analysis_survives_conllu() {
    let text = "Jane Roe's envoy didn't meet him in São Paulo.\nHe won’t go to the U.S. again, she said.";
    let document = document(text);
    let analysis = analyze(&document);
    let mut out = Vec::new();
    conllu::write(&document, &analysis, &mut out).unwrap();
    let (read, again) = conllu::Reader::new(out.as_slice(), "").next().unwrap().unwrap();
    assert_eq!(read.text, text);
    // what the model reads in its own vectors is not written
    assert_eq!(again, Analysis { signals: None, ..analysis });
}
