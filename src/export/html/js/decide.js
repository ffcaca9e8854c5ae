// What a person says of edges and nodes in; the table that `--decisions` reads out, with what was decided before.
"use strict";

const DECISION_COLUMNS = ["decision", "id", "other", "name", "other_name", "note"];
const DECIDED_TEXTS = {
  "confirm": "✓ confirmed by a person", "reject": "✗ rejected by a person", "same-as": "✓ taken for one by a person",
  "not-same": "✓ told from another by a person", "link": "✓ linked by a person",
};

/** The rows by what they are about; those of the graph first. */
const decisions = { rows: new Map(), given: 0, saved: true };

/** What a row is about: a later one about the same takes its place. */
function aboutOf(row) {
  return row.decision === "same-as" || row.decision === "not-same" ? [row.id, row.other].sort().join("\n") : `${row.decision === "link" ? "link" : "edge"}\n${row.id}`;
}

/** Decides, or takes back what is decided so already; true if it is decided now. */
function decide(row) {
  const about = aboutOf(row), before = decisions.rows.get(about);
  const same = before && DECISION_COLUMNS.slice(0, 3).every(column => (before[column] ?? "") === (row[column] ?? ""));
  if (same) decisions.rows.delete(about); else decisions.rows.set(about, row);
  decisions.saved = false;
  countDecisions();
  return !same;
}

function isDecided(row) {
  return decisions.rows.get(aboutOf(row))?.decision === row.decision;
}

function countDecisions() {
  const button = byId("save-decisions"), number = decisions.rows.size;
  button.hidden = !number && decisions.saved;
  button.textContent = count(number, "decision");
}

/** A field of the table: on one line, quoted, and no formula to a spreadsheet. */
function field(text) {
  const line = (text ?? "").replace(/\s+/gu, " ").trim();
  const safe = /^[\s\p{Cc}\ufeff]*[=+\-@＝＋－＠]/u.test(line) ? `'${line}` : line;
  return /[",;']/.test(safe) ? `"${safe.replaceAll("\"", "\"\"")}"` : safe;
}

/** The table. */
function decisionsTable() {
  const rows = [...decisions.rows.values()].map(row => DECISION_COLUMNS.map(column => field(row[column])).join(","));
  return `\ufeff${[DECISION_COLUMNS.join(","), ...rows].join("\r\n")}\r\n`;
}

function saveDecisions() {
  const address = URL.createObjectURL(new Blob([decisionsTable()], { type: "text/csv" }));
  el("a", { href: address, download: "decisions.csv" }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
  decisions.saved = true;
}

/** A button that says one of two or nothing; `all` are those that are about the same. */
function decisionButton(text, row, all) {
  const button = el("button", { "aria-pressed": String(isDecided(row)), click: () => {
    decide(row);
    all.forEach(one => one.button.setAttribute("aria-pressed", String(isDecided(one.row))));
  } }, ...text);
  all.push({ button, row });
  return button;
}

/** Confirm and reject. */
function edgeDecisions(edge) {
  const name = `${edge.source.name} ${edge.kind.text} ${edge.target.name}${edge.date ? `, ${edge.date}` : ""}`;
  const all = [], row = decision => ({ decision, id: edge.id, name });
  return el("p", { class: "decide" }, decisionButton(["Confirm"], row("confirm"), all), " ", decisionButton(["Reject"], row("reject"), all));
}

const CAN_BE_ONE = new Set(["Person", "Country", "Organization", "Place"]);

/** That a node is another, or not, or an item. */
function nodeDecisions(node, graph) {
  if (!CAN_BE_ONE.has(node.type)) return null;
  const pair = (decision, other) => ({ decision, id: node.id, other: other.id, name: node.name, other_name: other.name });
  const parts = (node.parts ?? []).map(part => el("li", {}, decisionButton(["Not the same as ", isolated(part.name)], pair("not-same", part), []), el("code", {}, ` ${part.id}`)));
  const made = el("ul", { "aria-live": "polite" });
  const say = (row, ...text) => {
    const all = [];
    const button = decisionButton(text, row, all);
    if (!isDecided(row)) button.click();
    made.append(el("li", {}, button));
  };
  const found = el("ul", {}), name = el("input", { type: "search", "aria-label": "Same as", placeholder: "Same as … (a name)", input: () => {
    const wanted = graph.folded(name.value.trim());
    const others = wanted ? graph.nodes.filter(other => other !== node && CAN_BE_ONE.has(other.type) && other.haystack.some(one => one.includes(wanted))).slice(0, OFFERED) : [];
    found.replaceChildren(...others.map(other => el("li", {}, el("button", { class: "plain", click: () => {
      found.replaceChildren();
      name.value = "";
      say(pair("same-as", other), "Same as ", isolated(other.name));
    } }, typeSign(other.type, 12), " ", isolated(other.name), el("small", {}, ` ${other.type}, ${other.id}`)))));
  } });
  const item = el("input", { type: "search", "aria-label": "Wikidata item", placeholder: "Wikidata item, as Q42", pattern: "[Qq][1-9][0-9]{0,10}" });
  const linkTo = other => say({ decision: "link", id: node.id, other, name: node.name }, other === "none" ? "No item" : `Linked to ${other}`);
  return el("details", { class: "decide" }, el("summary", {}, "Who this is"),
    parts.length ? el("ul", {}, parts) : null, name, found,
    el("p", {}, item, " ", el("button", { click: () => { if (item.value && item.checkValidity()) { linkTo(item.value.toUpperCase()); item.value = ""; } else item.focus(); } }, "Link"),
      node.wikidata ? [" ", el("button", { click: () => linkTo("none") }, "No item")] : null),
    made);
}

function buildDecisions(graph) {
  for (const row of graph.decisions ?? []) decisions.rows.set(aboutOf(row), row);
  byId("save-decisions").addEventListener("click", saveDecisions);
  addEventListener("beforeunload", event => { if (!decisions.saved) event.preventDefault(); });
  countDecisions();
}
