//! The reader with small layers of noise above the embedded analysis model: what is read must not depend on the path
//! through the processor nor on what stands beside a sentence, whatever the weights.

use serde_json::{Value, json};

use super::super::tests::{annotated, document, sentences};
use super::super::{Model, weights};
use super::*;

const HIDDEN: usize = 384;
const FF: usize = 1536;
const ROLE: usize = 32;
const TRIGGER: usize = 48;
const PREDICATES: [&str; 4] = ["none", "met-with", "attacked", "visited"];
const PATHS: [&str; 5] = ["nsubj|", "obj|", "case>obl|", "|nsubj", "far"];
const CASES: [&str; 2] = ["in", "with"];
const LEXICON: &str = "envoy\t2,3\nmeet\t1\n";

/// Numbers that look random, from a linear congruential generator, around 0 and up to `largest`.
struct Noise(u64);

impl Noise {
    fn next(&mut self, largest: f32) -> f32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        ((self.0 >> 40) as f32 / (1u64 << 23) as f32 - 1.0) * largest
    }

    fn floats(&mut self, count: usize, largest: f32) -> Vec<u8> {
        (0..count).flat_map(|_| self.next(largest).to_le_bytes()).collect()
    }
}

/// A weights file that is being written.
struct File {
    header: Value,
    data: Vec<u8>,
    noise: Noise,
}

impl File {
    /// The embedded file without a reader.
    fn embedded() -> Self {
        let file = weights::embedded();
        let length = u32::from_le_bytes(file[8..12].try_into().unwrap()) as usize;
        let mut header: Value = serde_json::from_slice(&file[12..12 + length]).unwrap();
        header.as_object_mut().unwrap().remove("reader");
        header["tensors"].as_object_mut().unwrap().retain(|name, _| !name.starts_with("reader."));
        let data = file[(12 + length).next_multiple_of(64)..].to_vec();
        Self { header, data, noise: Noise(1) }
    }

    fn tensor(&mut self, name: &str, dtype: &str, shape: &[usize], bytes: &[u8]) {
        self.data.resize(self.data.len().next_multiple_of(64), 0);
        self.header["tensors"][name] = json!({"dtype": dtype, "shape": shape, "offset": self.data.len()});
        self.data.extend_from_slice(bytes);
    }

    fn table(&mut self, name: &str, shape: &[usize], largest: f32) {
        let values = self.noise.floats(shape.iter().product(), largest);
        self.tensor(name, "f32", shape, &values);
    }

    fn linear(&mut self, name: &str, outputs: usize, inputs: usize) {
        let weights: Vec<u8> = (0..outputs * inputs).map(|_| self.noise.next(127.0) as i8 as u8).collect();
        let scales: Vec<u8> = (0..outputs).flat_map(|_| (3.0 / 127.0 / (inputs as f32).sqrt()).to_le_bytes()).collect();
        self.tensor(&format!("{name}.weight"), "i8", &[outputs, inputs], &weights);
        self.header["tensors"][format!("{name}.weight")]["scales"] = json!(format!("{name}.scales"));
        self.tensor(&format!("{name}.scales"), "f32", &[outputs], &scales);
        self.table(&format!("{name}.bias"), &[outputs], 0.1);
    }

    /// The embedded file with a reader of noise.
    fn with_reader() -> Self {
        let mut file = Self::embedded();
        for k in 0..2 {
            let layer = format!("reader.layer.{k}");
            file.linear(&format!("{layer}.qkv"), 3 * HIDDEN, HIDDEN);
            file.linear(&format!("{layer}.attn_out"), HIDDEN, HIDDEN);
            file.linear(&format!("{layer}.ff_up"), FF, HIDDEN);
            file.linear(&format!("{layer}.ff_down"), HIDDEN, FF);
            for norm in ["attn_norm.weight", "attn_norm.bias", "ff_norm.weight", "ff_norm.bias"] {
                file.table(&format!("{layer}.{norm}"), &[HIDDEN], 1.0);
            }
        }
        for (name, outputs, inputs) in [
            ("trigger_up", TRIGGER, HIDDEN),
            ("trigger", PREDICATES.len(), TRIGGER),
            ("role_trigger", ROLE, HIDDEN),
            ("role_word", ROLE, HIDDEN),
            ("truth_up", TRIGGER, HIDDEN),
            ("truth", TRUTHS.len(), TRIGGER),
            ("gate_up", 16, HIDDEN),
            ("gate_mid", 16, 16),
            ("gate", 1, 16),
            ("second_gate_up", 16, HIDDEN),
            ("second_gate_mid", 16, 16),
            ("second_gate", 1, 16),
        ] {
            file.linear(&format!("reader.{name}"), outputs, inputs);
        }
        for (name, rows, columns) in [
            ("trigger_lexicon", PREDICATES.len(), TRIGGER),
            ("truth_predicate", PREDICATES.len(), TRIGGER),
            ("role_predicate", PREDICATES.len(), ROLE),
            ("role_path", PATHS.len() + 1, ROLE),
            ("role_case", CASES.len() + 2, ROLE),
            ("role_distance", 20, ROLE),
            ("role_upos", 17, ROLE),
            ("role.weight", heads::ROLES.len(), ROLE),
        ] {
            file.table(&format!("reader.{name}"), &[rows, columns], 1.0);
        }
        file.table("reader.context", &[HIDDEN], 0.5);
        file.table("reader.role.bias", &[heads::ROLES.len()], 1.0);
        file.tensor("reader.lexicon", "u8", &[LEXICON.len()], LEXICON.as_bytes());
        file.header["reader"] = json!({
            "layers": 2, "predicates": PREDICATES, "truths": TRUTHS, "roles": heads::ROLES, "paths": PATHS, "cases": CASES,
            "gate": 0.0, "second_gate": { "layers": 1, "least": 0.0 }, "lexicon": "reader.lexicon",
        });
        file
    }

    fn read(&self, simd: Simd) -> Result<Model> {
        let header = serde_json::to_vec(&self.header).unwrap();
        let mut file = [b"NGMODEL1", &(header.len() as u32).to_le_bytes()[..], &header].concat();
        file.resize(file.len().next_multiple_of(64), 0);
        file.extend_from_slice(&self.data);
        Model::read(file.leak(), simd)
    }
}

/// The reader of noise on the best path, changed.
fn model(change: impl FnOnce(&mut Reader)) -> Model {
    let mut model = File::with_reader().read(Simd::active().unwrap()).unwrap();
    change(model.reader.as_mut().unwrap());
    model
}

/// Every word of every sentence is a candidate for every predicate.
fn all(reader: &mut Reader) {
    (reader.least, reader.gate.least, reader.second_gate.1.least) = (0.0, f32::NEG_INFINITY, f32::NEG_INFINITY);
}

/// The middle of what each gate gives the sentences, so that about half of them pass.
fn middles(lines: &[String]) -> (f32, f32) {
    let model = model(all);
    let mut pieces = super::super::Pieces::default();
    let analysis = crate::analyze::segment(&document(lines), &model, &mut pieces);
    let mut buffers = super::super::Buffers::default();
    for sentence in 0..analysis.sentences.len() {
        model.push_sentence(&analysis, sentence, &pieces, &mut buffers.input);
    }
    model.encoder.encode(&buffers.input, &mut buffers.encoder);
    let all = 0..analysis.sentences.len();
    let reader = model.reader.as_ref().unwrap();
    reader.gather(&analysis, all, &buffers.input, &buffers.encoder, &mut buffers.reader);
    let middle = |mut scores: Vec<f32>| {
        scores.sort_by(f32::total_cmp);
        scores[scores.len() / 2]
    };
    let first = middle(buffers.reader.gate.scores.clone());
    let (layers, reading) = (&mut buffers.encoder.layers, &mut buffers.reader);
    reader.layers.run(0..reader.second_gate.0, &reading.pieces, &mut reading.x, layers);
    reader.let_go(&analysis, reading);
    (first, middle(buffers.reader.gate.scores))
}

/// The signals with tokens counted from the first of their sentences, and the bits of their numbers.
fn bits(analysis: &Analysis) -> Vec<(usize, usize, &'static str, Vec<u32>)> {
    let signal = |signal: &Signal| {
        let sentence = analysis.tokens[signal.trigger].sentence;
        let first = analysis.sentences[sentence].tokens.start;
        let parties = [&signal.sources, &signal.targets, &signal.claimants].into_iter().flatten();
        // words of the sentence before lie before the first
        let numbers =
            parties.flat_map(|(token, probability)| [token.wrapping_sub(first) as u32, probability.to_bits()]);
        let numbers = numbers.chain(signal.truth.map(f32::to_bits)).chain([signal.probability.to_bits()]);
        (sentence, signal.trigger - first, signal.predicate.name(), numbers.collect())
    };
    analysis.signals.iter().flatten().map(signal).collect()
}

#[test]
fn every_path_reads_the_bits_of_the_portable_one() {
    let lines = &sentences()[..14];
    let file = File::with_reader();
    let read = |simd| {
        let mut model = file.read(simd).unwrap();
        all(model.reader.as_mut().unwrap());
        annotated(&model, lines)
    };
    let portable = read(Simd::Portable);
    assert_eq!(portable.signals.as_ref().unwrap().len(), portable.tokens.len() * (PREDICATES.len() - 1));
    for simd in Simd::available() {
        assert!(bits(&read(simd)) == bits(&portable), "{simd:?}");
    }
}

/// Sentences of which half wait from batch to batch and half of these are let go, and each of them with the one before it alone.
#[test]
fn what_stands_beside_a_sentence_does_not_change_it() {
    let lines = sentences();
    let (first, second) = middles(&lines);
    let gates = |reader: &mut Reader| {
        (reader.least, reader.gate.least, reader.second_gate.1.least) = (0.0, first, second);
    };
    let model = model(gates);
    let together = annotated(&model, &lines);
    let read =
        |sentence: &usize| together.signals.iter().flatten().any(|s| together.tokens[s.trigger].sentence == *sentence);
    let (count, all) = ((0..together.sentences.len()).filter(read).count(), together.sentences.len());
    assert!(count > all / 8 && count < all / 2, "{count} of {all}");
    let (mut alone, mut before) = (Vec::new(), 0);
    for at in 0..lines.len() {
        let told = annotated(&model, &lines[at.saturating_sub(1)..at]).sentences.len();
        let analysis = annotated(&model, &lines[at.saturating_sub(1)..=at]);
        let signals = bits(&analysis).into_iter().filter(|(at, ..)| *at >= told);
        alone
            .extend(signals.map(|(at, trigger, predicate, numbers)| (before + at - told, trigger, predicate, numbers)));
        before += analysis.sentences.len() - told;
    }
    assert!(bits(&together) == alone);
}

#[test]
fn the_gate_keeps_whole_sentences_back() {
    let lines = sentences();
    let shut = annotated(&model(|reader| reader.gate.least = f32::INFINITY), &lines);
    assert_eq!(shut.signals, Some(Vec::new()));
    let second = annotated(&model(|reader| (all(reader), reader.second_gate.1.least = f32::INFINITY).0), &lines);
    assert_eq!(second, shut);
    let none = annotated(&File::embedded().read(Simd::active().unwrap()).unwrap(), &lines);
    assert_eq!(none.signals, None);
    assert_eq!(Analysis { signals: None, ..shut }, none);
    let open = annotated(&model(all), &lines);
    assert_eq!(open.signals.as_ref().unwrap().len(), open.tokens.len() * (PREDICATES.len() - 1));
    assert_eq!(Analysis { signals: None, ..open }, none);
}

#[test]
fn signals_have_their_order_and_ranges() {
    let analysis = annotated(&model(|reader| (all(reader), reader.least = LEAST).0), &sentences());
    let signals = analysis.signals.as_ref().unwrap();
    assert!(signals.len() > 100);
    let key = |signal: &Signal| (signal.trigger, PREDICATES.iter().position(|name| *name == signal.predicate.name()));
    assert!(signals.windows(2).all(|two| key(&two[0]) < key(&two[1])));
    let mut far = 0;
    for of_word in signals.chunk_by(|a, b| a.trigger == b.trigger) {
        assert!(of_word.iter().map(|signal| signal.probability).sum::<f32>() < 1.0 + 1e-5);
    }
    for signal in signals {
        let sentence = analysis.tokens[signal.trigger].sentence;
        let words = &analysis.sentences[sentence].tokens;
        let likely = LEAST..=1.0;
        assert!(likely.contains(&signal.probability));
        for party in [&signal.sources, &signal.targets, &signal.claimants] {
            let (here, before) = party.split_at(party.partition_point(|(token, _)| words.contains(token)));
            let told = sentence.checked_sub(1).map_or(0..0, |before| analysis.sentences[before].tokens.clone());
            assert!(before.iter().all(|(token, _)| told.contains(token)) && before.len() <= 8);
            assert!(party.iter().all(|(_, p)| likely.contains(p)));
            assert!([here, before].iter().all(|part| part.windows(2).all(|two| two[0].0 < two[1].0)));
            far += before.len();
        }
        assert!((signal.truth.iter().sum::<f32>() - 1.0).abs() < 1e-5);
        assert!(signal.truth.iter().all(|p| (0.0..=1.0).contains(p)));
    }
    assert!(far > 100);
}

#[test]
fn the_lexicon_speaks_of_its_words_alone() {
    let lines = sentences();
    let with = annotated(&model(all), &lines);
    let without = annotated(
        &model(|reader| (all(reader), reader.lexicon = lexicon::Lexicon::new(b"", &(1..2)).unwrap()).0),
        &lines,
    );
    let mut changed = 0;
    for (a, b) in with.signals.iter().flatten().zip(without.signals.iter().flatten()) {
        let named = ["envoy", "meet"].contains(&&*with.tokens[a.trigger].lemma.to_lowercase());
        assert_eq!(a.probability != b.probability, named, "{}", with.tokens[a.trigger].form);
        assert_eq!((&a.sources, a.truth), (&b.sources, b.truth));
        changed += usize::from(named);
    }
    assert!(changed > 0);
}

#[test]
fn a_bad_reader_is_an_error() {
    let bad = |change: &dyn Fn(&mut File)| {
        let mut file = File::with_reader();
        change(&mut file);
        file.read(Simd::Portable).err().map(|error| error.to_string())
    };
    let message = bad(&|file| file.header["reader"]["predicates"][2] = json!("frobnicated")).unwrap();
    assert!(message.contains("frobnicated"), "{message}");
    assert!(bad(&|file| file.header["reader"]["predicates"][0] = json!("visited")).is_some());
    assert!(bad(&|file| file.header["reader"]["truths"][0] = json!("B")).is_some());
    assert!(bad(&|file| file.header["reader"]["roles"] = json!(["source", "target"])).is_some());
    assert!(bad(&|file| file.header["reader"]["layers"] = json!(3)).is_some());
    assert!(bad(&|file| file.header["reader"]["second_gate"]["layers"] = json!(3)).is_some());
    assert!(bad(&|file| file.header["reader"]["paths"] = json!(["obj|"])).is_some());
    assert!(bad(&|file| file.table("reader.context", &[HIDDEN - 1], 1.0)).is_some());
    assert!(bad(&|file| file.linear("reader.truth", 6, TRIGGER)).is_some());
    assert!(bad(&|file| file.linear("reader.role_word", ROLE + 1, HIDDEN)).is_some());
    assert!(bad(&|file| file.linear("reader.gate", 1, 32)).is_some());
    assert!(bad(&|file| file.tensor("reader.lexicon", "u8", &[6], b"meet\t9")).is_some());
    assert!(bad(&|_| ()).is_none());
}
