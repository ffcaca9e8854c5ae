// The JSON of the page in; nodes, edges and documents that point to each other out. Nothing here changes later.
"use strict";

const CLASS_OF_QUAD = ["own", "q1", "q2", "q3", "q4"];
const MEETING_KINDS = new Set(["participated-in", "held-at"]);
const SAID_KINDS = new Set(["stated", "reported", "about"]);

/** Reads the data. */
function read(data) {
  const { nodes, edges, documents, kinds, sentences, rules } = data;
  documents.forEach(document => { document.days = daysOf(document.date); });
  kinds.forEach(kind => {
    kind.text = kind.name.replaceAll("-", " ");
    kind.class = kind.quad !== undefined ? CLASS_OF_QUAD[kind.quad]
      : MEETING_KINDS.has(kind.name) ? "together" : SAID_KINDS.has(kind.name) ? "said" : "standing";
    kind.isEvent = kind.quad !== undefined;
  });
  const folded = text => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  nodes.forEach((node, index) => {
    Object.assign(node, { index, edges: [], there: [], weight: 0, days: daysOf(node.date) });
    node.documents = (node.in ?? []).map(place => documents[place]);
    node.haystack = [node.name, ...(node.aliases ?? [])].map(folded);
    node.label = drawn(node.type === "Meeting" ? node.date ?? "meeting" : node.name, node.type === "Statement" ? 24 : 30);
  });
  edges.forEach((edge, index) => {
    edge.index = index;
    edge.source = nodes[edge.source];
    edge.target = nodes[edge.target];
    edge.kind = kinds[edge.kind];
    edge.by = edge.by === undefined ? null : nodes[edge.by];
    edge.place = edge.place === undefined ? null : nodes[edge.place];
    edge.evidence = edge.evidence.map(([sentence, rule, confidence, marks]) => {
      const [document, begin, text] = sentences[sentence];
      return { sentence, document: documents[document] ?? null, begin, text, rule: rules[rule], confidence, marks };
    });
    edge.confidence = Math.max(...edge.evidence.map(one => one.confidence));
    // Offices and places that a table tells are no reading.
    edge.known = edge.evidence.every(one => one.rule.startsWith("gazetteer"));
    edge.truth = truth(edge);
    edge.days = daysOf(edge.date);
    edge.told = edge.days ?? edge.evidence.map(one => one.document?.days).filter(Boolean).sort((a, b) => a[0] - b[0])[0] ?? null;
    edge.source.edges.push(edge);
    if (edge.target !== edge.source) edge.target.edges.push(edge);
    if (edge.place) edge.place.there.push(edge);
    if (edge.kind.name === "held-at") edge.source.site = edge.target;
  });
  // Folded when they are first searched, and once.
  let said = null;
  const sentencesWith = wanted => {
    said ??= sentences.map(([, , text]) => folded(text));
    return said.reduce((found, text, place) => text.includes(wanted) ? found.add(place) : found, new Set());
  };
  return { ...data, folded, sentencesWith };
}

/** How the text presents what an edge says, in a word. */
function truth(edge) {
  if (edge.negated) return "denied";
  if (edge.modality) return edge.modality === "reported-claim" ? "claimed" : edge.modality;
  if (edge.decision === "reject") return "rejected";
  return edge.aside ? "unsure" : "asserted";
}

/** The parts of a sentence and what each is, by the bytes of trigger, source and target: [text, part or null]. */
function marked(text, marks) {
  const at = byte => byteToIndex(text, byte);
  const names = ["trigger", "source", "target"];
  const spans = marks.map((mark, place) => mark && { part: names[place], begin: at(mark[0]), end: at(mark[1]) })
    .filter(span => span && span.begin !== null && span.end !== null && span.begin < span.end)
    .sort((a, b) => a.begin - b.begin);
  const out = [];
  let done = 0;
  for (const { part, begin, end } of spans) {
    if (begin < done) continue;
    if (begin > done) out.push([text.slice(done, begin), null]);
    out.push([text.slice(begin, end), part]);
    done = end;
  }
  if (done < text.length) out.push([text.slice(done), null]);
  return out;
}

/** The place in a string of a byte of its UTF-8; null where a character goes over it. */
function byteToIndex(text, byte) {
  let bytes = 0, index = 0;
  for (const letter of text) {
    if (bytes === byte) return index;
    const code = letter.codePointAt(0);
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x10000 ? 3 : 4;
    index += letter.length;
  }
  return bytes === byte ? index : null;
}
