//! CoNLL-U read, written, and read back.

use super::*;
use crate::analyze::Upos;

const SAMPLE: &str = "# newdoc id = a\n# published = 2024-05-02\n# newpar\n# line_kind = headline\n# sent_id = a-1\n\
# text = Oslo's port can't open\n\
1\tOslo\tOslo\tPROPN\tNNP\t_\t3\tnmod:poss\t_\tNER=B-LOC|SpaceAfter=No|TokenRange=0:4|Multiword=2\n\
2\t's\t's\tPART\tPOS\t_\t1\tcase\t_\tTokenRange=4:6\n\
3\tport\tport\tNOUN\tNN\t_\t6\tnsubj\t_\tTokenRange=7:11\n\
4-5\tcan't\t_\t_\t_\t_\t_\t_\t_\tTokenRange=12:17\n\
4\tca\tcan\tAUX\tMD\t_\t6\taux\t_\tTokenRange=12:14\n\
5\tn't\tnot\tPART\tRB\t_\t6\tadvmod\t_\tTokenRange=14:17\n\
6\topen\topen\tVERB\tVB\t_\t0\troot\t_\tTokenRange=18:22\n\n\
# newpar\n# sent_id = a-2\n# text = Älva Lund waits.\n\
1\tÄlva\tÄlva\tPROPN\tNNP\t_\t3\tnsubj\t_\tNER=B-PER|TokenRange=23:27\n\
2\tLund\tLund\tPROPN\tNNP\t_\t1\tflat\t_\tNER=I-PER|TokenRange=28:32\n\
3\twaits\twait\tVERB\tVBZ\t_\t0\troot\t_\tSpaceAfter=No|TokenRange=33:38\n\
4\t.\t.\tPUNCT\t.\t_\t3\tpunct\t_\tTokenRange=38:39\n\n";

fn read(text: &str) -> Vec<crate::Result<(crate::ingest::Document, crate::analyze::Analysis)>> {
    Reader::new(text.as_bytes(), "none").collect()
}

#[test]
fn what_is_read_is_written_again() {
    let (document, analysis) = read(SAMPLE).remove(0).unwrap();
    assert_eq!(document.text, "Oslo's port can't open\nÄlva Lund waits.");
    assert_eq!(document.lines.len(), 2);
    assert_eq!(document.lines[0].kind, crate::ingest::LineKind::Headline);
    assert_eq!(&document.text[document.lines[1].span.clone()], "Älva Lund waits.");
    assert_eq!(analysis.tokens[2].upos, Upos::Noun);
    assert_eq!(analysis.tokens[2].head, Some(5));
    assert_eq!(analysis.tokens[7].sentence, 1);
    assert_eq!(analysis.names.len(), 2);
    assert_eq!(analysis.names[1].tokens, 6..8);
    let mut out = Vec::new();
    write(&document, &analysis, &mut out).unwrap();
    let written = String::from_utf8(out).unwrap();
    let generator = format!("# generator = {}\n", crate::provenance::Provenance::of_this_build());
    assert!(written.contains(&generator));
    assert_eq!(written.replacen(&generator, "", 1), SAMPLE);
}

#[test]
fn spacing_comes_from_the_text_comment() {
    let plain = "# text = Wait, no\n1\tWait\twait\tVERB\tVB\t_\t0\troot\t_\t_\n2\t,\t,\tPUNCT\t,\t_\t1\tpunct\t_\t_\n\
                 3\tno\tno\tINTJ\tUH\t_\t1\tdiscourse\t_\t_\n";
    let (document, _) = read(plain).remove(0).unwrap();
    assert_eq!((document.id.as_str(), document.text.as_str()), ("none", "Wait, no"));
}

#[test]
fn a_faulty_document_costs_only_itself() {
    let cycle = "# newdoc id = b\n1\ta\ta\tX\tX\t_\t2\tdep\t_\t_\n2\tb\tb\tX\tX\t_\t1\tdep\t_\t_\n\n";
    let short = "# newdoc id = c\n1\ta\ta\n\n";
    let read = read(&format!("{cycle}{short}{SAMPLE}"));
    let messages: Vec<String> =
        read.iter().map(|r| r.as_ref().err().map_or(String::new(), |e| e.to_string())).collect();
    assert_eq!(messages[0], "line 2: the heads are no tree at word 2");
    assert!(messages[1].starts_with("line 6: a word needs ten columns"), "{}", messages[1]);
    assert_eq!(messages[2], "");
}
