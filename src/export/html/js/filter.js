// The graph in; the filters as a form, and which edges pass them, out. `onChange` is called when they change.
"use strict";

/** What is chosen. Sets hold what is left out. */
const chosen = {
  types: new Set(), classes: new Set(), kinds: new Set(), truths: new Set(),
  confidence: 0, from: null, to: null, undated: true,
};

/** Whether an edge passes all filters; `span` tells whether the chosen days count. */
function passes(edge, span = true) {
  if (chosen.types.has(edge.source.type) || chosen.types.has(edge.target.type)) return false;
  if (chosen.classes.has(edge.kind.class) || chosen.kinds.has(edge.kind.name) || chosen.truths.has(edge.truth)) return false;
  if (edge.confidence < chosen.confidence) return false;
  return !span || inSpan(edge);
}

function inSpan(edge) {
  if (chosen.from === null && chosen.to === null) return true;
  // What a table knows lasts; it comes along with what happened.
  if (edge.known) return true;
  if (!edge.told) return chosen.undated;
  return (chosen.to === null || edge.told[0] <= chosen.to) && (chosen.from === null || edge.told[1] >= chosen.from);
}

/** Builds the form. */
function buildFilters(graph, onChange) {
  const tally = (things, key) => things.reduce((sums, thing) => sums.set(key(thing), (sums.get(key(thing)) ?? 0) + 1), new Map());
  const ends = new Set(graph.edges.flatMap(edge => [edge.source, edge.target]));
  const types = tally([...ends], node => node.type), classes = tally(graph.edges, edge => edge.kind.class);
  const kinds = tally(graph.edges, edge => edge.kind.name), truths = tally(graph.edges, edge => edge.truth);
  // Quotations are many and say little in a drawing.
  if (types.has("Statement")) { chosen.types.add("Statement"); chosen.classes.add("said"); }
  const box = (left, key, sign, text, number, title) => el("label", { title },
    el("input", { type: "checkbox", checked: !left.has(key), "data-key": key, change: event => {
      event.target.checked ? left.delete(key) : left.add(key);
      onChange();
    } }), sign, el("span", {}, text), el("span", {}, number.toLocaleString("en")));
  const group = (title, entries) => entries.length ? el("fieldset", { class: "group" }, el("legend", {}, el("h3", {}, title)), entries) : null;
  const kindOf = new Map(graph.kinds.map(kind => [kind.name, kind]));
  const confidence = el("output", {}, "0");
  byId("filters").append(...[
    group("Entities", Object.keys(TYPES).filter(type => types.has(type))
      .map(type => box(chosen.types, type, typeSign(type), TYPES[type].plural, types.get(type)))),
    group("Connections", Object.keys(CLASSES).filter(key => classes.has(key))
      .map(key => box(chosen.classes, key, classSign(key), CLASSES[key].text, classes.get(key)))),
    el("details", { id: "predicates" }, el("summary", {}, "Predicates"),
      [...kinds].sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
        .map(([key, number]) => box(chosen.kinds, key, null, kindOf.get(key).text, number, kindOf.get(key).means))),
    truths.size > 1 ? group("Truth", [...truths].sort((a, b) => b[1] - a[1]).map(([key, number]) => box(chosen.truths, key, null, key, number))) : null,
    el("h3", {}, el("label", { for: "confidence" }, "At least as sure as ", confidence)),
    el("input", { id: "confidence", type: "range", min: 0, max: 1, step: 0.01, value: 0, input: event => {
      chosen.confidence = Number(event.target.value);
      confidence.textContent = event.target.value;
      onChange();
    } }),
    el("h3", {}, "Days"),
    el("div", { class: "span" },
      el("label", { for: "from" }, "from"), el("input", { id: "from", type: "date", change: () => fromInputs(onChange) }),
      el("label", { for: "to" }, "to"), el("input", { id: "to", type: "date", change: () => fromInputs(onChange) })),
    el("label", { title: "An event without a day of its own counts on the day of its document; this is about documents without a day." },
      el("input", { id: "undated", type: "checkbox", checked: true, change: event => { chosen.undated = event.target.checked; onChange(); } }),
      el("span", {}, "and without a day"), el("span", {}, "")),
    el("p", {}, el("button", { id: "reset", click: () => location.reload() }, "Reset")),
  ].filter(Boolean));
}

function fromInputs(onChange) {
  const day = id => byId(id).value ? firstDay(byId(id).value) : null;
  chosen.from = day("from");
  chosen.to = day("to");
  onChange();
}

/** Chooses a span of days; null ends are open. */
function chooseSpan(from, to, onChange) {
  chosen.from = from;
  chosen.to = to;
  byId("from").value = from === null ? "" : dayText(from);
  byId("to").value = to === null ? "" : dayText(to);
  onChange();
}
