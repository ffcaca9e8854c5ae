// Edges that pass the filters in; the nodes and lines to draw out: the most supported first, as many as asked for, and
// what was asked for by name. Edges of one class between two nodes are one line.
"use strict";

/** Graphs up to this many nodes are drawn whole; of larger ones as many at first. */
const AT_FIRST = 120;

/** Chooses up to `limit` nodes, and `wanted` (a set of nodes) in any case. */
function select(edges, limit, wanted) {
  const lines = linesOf(edges);
  const chosenNodes = new Set(wanted);
  // Relations that a table knows explain nodes that the text connects; they choose none unless nothing else does.
  const order = lines.filter(line => !line.known).concat(lines.filter(line => line.known));
  const all = new Set();
  for (const line of order) {
    all.add(line.source).add(line.target);
    const more = [line.source, line.target].filter(node => !chosenNodes.has(node));
    if (chosenNodes.size + more.length <= limit) more.forEach(node => chosenNodes.add(node));
  }
  const nodes = [...chosenNodes].sort((a, b) => a.index - b.index);
  return { nodes, lines: lines.filter(line => chosenNodes.has(line.source) && chosenNodes.has(line.target)), total: all.size };
}

/** Lines, the most supported first. */
function linesOf(edges) {
  const lines = new Map();
  for (const edge of edges) {
    const [a, b] = edge.source.index <= edge.target.index ? [edge.source, edge.target] : [edge.target, edge.source];
    const key = `${a.index}-${b.index}-${edge.kind.class}-${edge.truth === "asserted" ? "" : "not"}`;
    let line = lines.get(key);
    if (!line) lines.set(key, line = { id: key, source: a, target: b, class: edge.kind.class, sure: edge.truth === "asserted", edges: [], support: 0, known: true, there: false, back: false });
    line.edges.push(edge);
    line.support += edge.support;
    line.known &&= edge.known;
    if (!edge.kind.symmetric) edge.source === a ? line.there = true : line.back = true;
  }
  const all = [...lines.values()];
  all.forEach(line => { line.label = lineLabel(line); });
  return all.sort((a, b) => b.support - a.support || b.edges.length - a.edges.length || (a.id < b.id ? -1 : 1));
}

/** “met with ×3, praised”. */
function lineLabel(line) {
  const sums = new Map();
  for (const edge of line.edges) sums.set(edge.kind.text, (sums.get(edge.kind.text) ?? 0) + edge.support);
  const texts = [...sums].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1)).map(([text, sum]) => sum > 1 ? `${text} ×${sum}` : text);
  return texts.length > 2 ? `${texts.slice(0, 2).join(", ")} …` : texts.join(", ");
}
