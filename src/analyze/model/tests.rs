//! The embedded model against reference values, and against itself.

use super::*;

#[test]
fn the_embedded_weights_are_whole() {
    assert!(Model::read(weights::embedded(), Simd::Portable).is_ok());
}

#[test]
fn damaged_weights_are_an_error() {
    assert!(Model::read(b"NGMODEL1", Simd::Portable).is_err());
    assert!(Model::read(b"", Simd::Portable).is_err());
    assert!(Model::read(&weights::embedded()[..1 << 20], Simd::Portable).is_err());
}

/// Sentences of many lengths, more rows than a batch has.
pub(super) fn sentences() -> Vec<String> {
    let words =
        ["The", "envoy", "met", "Zoë", "in", "Reykjavík", ",", "U.S.", "officials", "said", "2,000", "NATO", "."];
    (1..40).map(|n| (0..n).map(|i| words[(i * i + n) % words.len()]).collect::<Vec<_>>().join(" ")).collect()
}

pub(super) fn document(lines: &[String]) -> crate::ingest::Document {
    let (mut text, mut spans) = (String::new(), Vec::new());
    for line in lines {
        spans.push(crate::ingest::Line {
            span: text.len()..text.len() + line.len(),
            kind: crate::ingest::LineKind::Body,
        });
        text.push_str(line);
        text.push('\n');
    }
    crate::ingest::Document { id: "d".into(), url: None, title: None, published: None, text, lines: spans }
}

pub(super) fn annotated(model: &Model, lines: &[String]) -> Analysis {
    let mut pieces = Pieces::default();
    let mut analysis = super::super::segment(&document(lines), model, &mut pieces);
    model.annotate(&mut analysis, &pieces);
    analysis
}

/// The bits of the word vectors of a batch of all lines.
fn bits(model: &Model, lines: &[String]) -> Vec<u32> {
    let mut pieces = Pieces::default();
    let analysis = super::super::segment(&document(lines), model, &mut pieces);
    let mut buffers = Buffers::default();
    for sentence in 0..analysis.sentences.len() {
        model.push_sentence(&analysis, sentence, &pieces, &mut buffers.input);
    }
    model.encoder.encode(&buffers.input, &mut buffers.encoder);
    buffers.encoder.words.iter().map(|x| x.to_bits()).collect()
}

#[test]
fn every_path_computes_the_bits_of_the_portable_one() {
    let lines = &sentences()[..9];
    let portable = Model::read(weights::embedded(), Simd::Portable).unwrap();
    let (vectors, analysis) = (bits(&portable, lines), annotated(&portable, lines));
    for simd in Simd::available() {
        let model = Model::read(weights::embedded(), simd).unwrap();
        assert!(bits(&model, lines) == vectors, "{simd:?}");
        assert_eq!(annotated(&model, lines), analysis, "{simd:?}");
    }
}

#[test]
fn the_batch_does_not_change_the_analysis() {
    let lines = sentences();
    let together = bits(Model::get(), &lines);
    let alone: Vec<u32> = lines.iter().flat_map(|line| bits(Model::get(), std::slice::from_ref(line))).collect();
    assert!(together == alone);
}

#[test]
fn threads_do_not_change_the_analysis() {
    let lines = sentences();
    let here = annotated(Model::get(), &lines);
    let there: Vec<_> = std::thread::scope(|scope| {
        let threads: Vec<_> = (0..2).map(|_| scope.spawn(|| annotated(Model::get(), &lines))).collect();
        threads.into_iter().map(|thread| thread.join().unwrap()).collect()
    });
    assert!(there.iter().all(|analysis| *analysis == here));
}

#[test]
fn titles_are_outside_of_names() {
    let analysis = annotated(Model::get(), &["Miss Ada Moe met Queen Margrethe .".to_owned()]);
    let names = analysis.names.iter().map(|name| &*analysis.tokens[name.tokens.start].form);
    assert_eq!(names.collect::<Vec<_>>(), ["Ada", "Margrethe"]);
}
