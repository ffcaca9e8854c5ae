// A node, a line or nothing in; the panel that tells all about it out.
"use strict";

/** How many claims of a line, and neighbors of a node, are told at first. */
const TOLD = 20;

const details = { graph: null, onNode: null, onLine: null, showAround: null };

function tell(...children) {
  byId("details").replaceChildren(...children.flat().filter(Boolean));
  byId("details").scrollTop = 0;
}

/** A button with the name of a node. */
function nodeButton(node) {
  return el("button", { class: "plain", click: () => details.onNode(node) }, isolated(node.name));
}

/** What there is in all, and what to do. */
function tellGraph(graph) {
  const of = type => graph.nodes.filter(node => node.type === type).length;
  const events = graph.edges.filter(edge => edge.kind.isEvent);
  tell(
    el("h2", {}, "What is in this graph"),
    el("p", {}, [["Person", "person", "people"], ["Country", "country", "countries"], ["Organization", "organization"], ["Place", "place"], ["Meeting", "meeting"]]
      .map(([type, ...words]) => [of(type), words]).filter(([number]) => number).map(([number, words]) => count(number, ...words)).join(", ")
      + `; ${count(events.length, "event")} from ${count(graph.documents.length, "document")}.`),
    el("p", { class: "quiet" }, "Click a line to read the sentences that say so, a name to see all about it. Drag over the days below to see what happened then. The list holds the same for keyboard and screen reader."),
    events.length ? [el("h3", {}, "Most supported"), el("ul", {}, linesOf(events.filter(edge => edge.truth === "asserted")).slice(0, 10).map(line => el("li", {}, lineButton(line))))] : null,
    graph.documents.length ? [el("h3", {}, "Documents"), more(graph.documents, document => el("li", {}, documentName(document)), 10)] : null,
    el("p", { class: "quiet" }, el("code", {}, graph.producers.join("; "))),
  );
}

function lineButton(line) {
  const there = line.back && !line.there ? [line.target, line.source] : [line.source, line.target];
  return el("button", { class: "plain", click: () => details.onLine(line) }, isolated(there[0].name), ` ${line.label} `, isolated(there[1].name));
}

function documentName(document) {
  if (!document) return el("span", {}, "unknown document");
  const title = document.title ?? document.id, [url] = document.urls ?? [];
  return el("span", {}, url ? link(url, title) : isolated(title), document.date ? el("span", { class: "quiet" }, ` · ${document.date}`) : null);
}

/** A list of which the first are made and shown, and the rest on demand. */
function more(things, item, first = TOLD) {
  const list = el("ul", {}, things.slice(0, first).map(item));
  if (things.length > first) {
    const rest = el("li", {}, el("button", { click: () => { rest.remove(); list.append(...things.slice(first).map(item)); } }, `${things.length - first} more`));
    list.append(rest);
  }
  return list;
}

/** All about a node. */
function tellNode(node) {
  const edges = node.edges.filter(edge => passes(edge));
  const aliases = (node.aliases ?? []).filter(alias => alias !== node.name);
  const offices = node.edges.filter(edge => edge.kind.name === "holds-office");
  const lines = linesOf(edges.filter(edge => edge.kind.name !== "holds-office"))
    .sort((a, b) => Number(EVENT_CLASSES.has(b.class)) - Number(EVENT_CLASSES.has(a.class)));
  const there = node.there.filter(edge => passes(edge));
  tell(
    el("h2", {}, typeSign(node.type, 18), " ", isolated(node.name)),
    el("p", { class: "quiet" }, [node.type, node.country, node.date, node.status, node.level, node.at && `${node.at[0].toFixed(2)}, ${node.at[1].toFixed(2)}`].filter(Boolean).join(" · ")),
    node.decided ? el("p", {}, node.decided.map(verb => el("span", { class: "tag" }, DECIDED_TEXTS[verb]))) : null,
    node.text ? el("blockquote", {}, isolated(node.text)) : null,
    aliases.length ? [el("h3", {}, "Also called"), el("p", {}, aliases.flatMap((alias, place) => [place ? " · " : "", isolated(alias)]))] : null,
    node.wikidata ? el("p", {}, link(`https://www.wikidata.org/wiki/${encodeURIComponent(node.wikidata)}`, `Wikidata ${node.wikidata}`)) : null,
    node.confidence !== undefined && node.type !== "Meeting" ? el("p", { class: "quiet" }, `Sure to ${node.confidence.toFixed(2)}`, node.reason ? [" (", isolated(node.reason), ")"] : null,
      node.mentions ? `, named ${count(node.mentions, "time")}` : null, node.documents.length ? ` in ${count(node.documents.length, "document")}` : null) : null,
    node.claimed?.length ? el("p", {}, "Claimed by ", node.claimed.flatMap((state, place) => [place ? ", " : "", isolated(state)])) : null,
    node.agenda?.length ? [el("h3", {}, "On the agenda"), el("ul", {}, node.agenda.map(topic => el("li", {}, isolated(topic))))] : null,
    offices.length ? [el("h3", {}, "Offices"), el("ul", {}, offices.map(edge => el("li", {}, officeButton(edge, node))))] : null,
    lines.length ? [el("h3", {}, `Connections (${lines.length})`), more(lines, line => el("li", {}, connection(line, node)))] : null,
    lines.length ? el("p", {}, el("button", { id: "around", click: () => details.showAround(node) }, "Show all of them in the drawing")) : null,
    there.length ? [el("h3", {}, "Happened here"), more(linesOf(there), line => el("li", {}, lineButton(line)))] : null,
    node.documents.length ? [el("h3", {}, "Documents"), more(node.documents, document => el("li", {}, documentName(document)), 8)] : null,
    nodeDecisions(node, details.graph),
    el("p", { class: "quiet" }, el("code", {}, node.id)),
  );
}

function officeButton(edge, node) {
  const other = edge.source === node ? edge.target : edge.source;
  const [line] = linesOf([edge]);
  return el("span", {}, el("button", { class: "plain", click: () => details.onLine(line) }, isolated(edge.role ?? "office")), edge.source === node ? " of " : ": ", nodeButton(other));
}

/** A line as seen from one of its ends. */
function connection(line, node) {
  const other = line.source === node ? line.target : line.source;
  const out = line.source === node ? line.there : line.back, back = line.source === node ? line.back : line.there;
  const arrow = out && back ? "↔" : out ? "→" : back ? "←" : "–";
  return el("span", {}, classSign(line.class), " ", el("button", { class: "plain", click: () => details.onLine(line) }, line.label), ` ${arrow} `, nodeButton(other));
}

/** What a line stands for: each claim with its sentences. */
function tellLine(line) {
  const claims = [...line.edges].sort((a, b) => (a.told?.[0] ?? 1e9) - (b.told?.[0] ?? 1e9) || a.index - b.index);
  tell(
    el("h2", {}, nodeButton(line.source), " – ", nodeButton(line.target)),
    el("p", { class: "quiet" }, classSign(line.class), ` ${CLASSES[line.class].text} · ${count(line.support, "sentence")}`),
    more(claims, claim),
  );
}

function claim(edge) {
  const { evidence } = edge;
  const how = [edge.truth !== "asserted" ? el("span", { class: "tag loud" }, edge.truth) : el("span", { class: "tag" }, "asserted"),
    edge.by ? el("span", {}, " by ", nodeButton(edge.by)) : null,
    edge.decision ? el("span", { class: "tag" }, DECIDED_TEXTS[edge.decision]) : null];
  return el("li", { class: "claim" },
    el("p", {}, nodeButton(edge.source), ` ${edge.kind.text} `, nodeButton(edge.target), edge.role ? [": ", isolated(edge.role)] : null),
    el("p", { class: "quiet" }, how, " · ", edge.date ?? (edge.told ? `told ${dayText(edge.told[0])}` : "no day"),
      edge.place ? [" · in ", nodeButton(edge.place)] : null, ` · sure to ${edge.confidence.toFixed(2)}`),
    el("p", { class: "quiet" }, edge.kind.means),
    evidence.slice(0, 8).map(sentence),
    evidence.length > 8 ? el("p", {}, el("button", { click: event => event.target.parentElement.replaceWith(...evidence.slice(8).map(sentence)) }, `${evidence.length - 8} more sentences`)) : null,
    edgeDecisions(edge),
    el("p", { class: "quiet" }, el("code", {}, edge.id)),
  );
}

function sentence(one) {
  return el("div", { class: "sentence" },
    el("blockquote", { dir: "auto" }, marked(one.text, one.marks).map(([text, part]) => part ? el("mark", { class: part, title: part, dir: "auto" }, text) : text)),
    el("p", { class: "quiet" }, documentName(one.document), ` · rule ${one.rule} · ${one.confidence.toFixed(2)}`));
}
