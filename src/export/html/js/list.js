// Edges that pass the filters in; two tables out, of events and relations and of nodes, for keyboard and screen reader.
"use strict";

/** How many rows are added at a time. */
const ROWS = 100;

const list = { what: "events", sort: 0, down: true, text: "", edges: [], rows: ROWS, graph: null, onNode: null, onLine: null };

const COLUMNS = {
  events: [
    ["Day", edge => edge.told?.[0] ?? -1e9, edge => edge.date ?? (edge.told ? dayText(edge.told[0]) : "")],
    ["From", edge => edge.source.name, edge => pick(edge.source)],
    ["What", edge => edge.kind.text, edge => el("button", { class: "plain", click: () => list.onLine(linesOf([edge])[0]) }, edge.kind.text, edge.truth === "asserted" ? "" : ` (${edge.truth})`)],
    ["To", edge => edge.target.name, edge => pick(edge.target)],
    ["Sentences", edge => edge.support, edge => String(edge.support)],
    ["Sure", edge => edge.confidence, edge => edge.confidence.toFixed(2)],
    ["Sentence", edge => edge.evidence[0]?.text ?? "", edge => isolated(edge.evidence[0]?.text ?? "")],
  ],
  nodes: [
    ["Name", node => node.name, node => pick(node)],
    ["Type", node => node.type, node => node.type],
    ["Country", node => node.country ?? "", node => node.country ?? ""],
    ["Connections", node => node.edges.length, node => String(node.edges.length)],
    ["Mentions", node => node.mentions ?? 0, node => String(node.mentions ?? "")],
    ["Sure", node => node.confidence ?? 0, node => node.confidence?.toFixed(2) ?? ""],
  ],
};

function pick(node) {
  return el("button", { class: "plain", click: () => list.onNode(node) }, isolated(node.name));
}

/** Fills the list, if it is seen. */
function drawList(edges) {
  list.edges = edges;
  if (byId("list").hidden) return;
  const columns = COLUMNS[list.what];
  const has = list.text && list.graph.sentencesWith(list.graph.folded(list.text));
  const matches = edge => !has || edge.evidence.some(one => has.has(one.sentence));
  const fitting = edges.filter(matches);
  const things = list.what === "events" ? [...fitting] : [...new Set(fitting.flatMap(edge => [edge.source, edge.target]))];
  const key = columns[list.sort][1], way = list.down ? -1 : 1;
  things.sort((a, b) => { const [p, q] = [key(a), key(b)]; return (p < q ? -way : p > q ? way : 0) || a.index - b.index; });
  const choose = (what, text) => el("button", { "aria-pressed": String(list.what === what), click: () => { Object.assign(list, { what, sort: what === "events" ? 0 : 3, down: true, rows: ROWS }); drawList(list.edges); } }, text);
  byId("list").replaceChildren(
    el("div", { class: "kind" }, choose("events", "Events and relations"), choose("nodes", "Entities and meetings"),
      el("span", { class: "quiet", role: "status" }, `${things.length.toLocaleString("en")} rows`),
      list.text ? el("button", { id: "unsearch", click: () => { list.text = ""; drawList(list.edges); } }, "all, not only with “", isolated(list.text), "”") : null),
    el("table", {}, el("caption", { class: "unseen" }, list.what === "events" ? "Events and relations" : "Entities and meetings"),
      el("thead", {}, el("tr", {}, columns.map(([title], place) => el("th", { scope: "col", "aria-sort": place === list.sort ? list.down ? "descending" : "ascending" : "none" },
        el("button", { click: () => { Object.assign(list, { down: place === list.sort ? !list.down : false, sort: place }); drawList(list.edges); } }, title, place === list.sort ? list.down ? " ↓" : " ↑" : ""))))),
      el("tbody", {}, things.slice(0, list.rows).map(thing => el("tr", {}, columns.map(([, value, cell]) => el("td", { class: typeof value(thing) === "number" ? "number" : null }, cell(thing))))))),
    things.length > list.rows ? el("p", {}, el("button", { click: () => { list.rows += 5 * ROWS; drawList(list.edges); } }, "More rows")) : "");
}
