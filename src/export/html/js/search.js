// What is typed in; the nodes whose names hold it, and how many sentences do, out.
"use strict";

/** How many nodes are offered. */
const OFFERED = 12;

function buildSearch(graph, onNode, onSentences) {
  const input = byId("search"), found = byId("found");
  let at = -1;
  const close = () => { found.hidden = true; at = -1; input.setAttribute("aria-expanded", "false"); input.removeAttribute("aria-activedescendant"); };
  const move = step => {
    const items = [...found.children];
    if (!items.length) return;
    at = (at + step + items.length) % items.length;
    items.forEach((item, place) => item.setAttribute("aria-selected", String(place === at)));
    input.setAttribute("aria-activedescendant", items[at].id);
    items[at].scrollIntoView({ block: "nearest" });
  };
  const offer = () => {
    const wanted = graph.folded(input.value.trim());
    if (!wanted) return close();
    const place = node => Math.min(...node.haystack.map(one => one === wanted ? 0 : one.startsWith(wanted) ? 1 : one.includes(` ${wanted}`) ? 2 : one.includes(wanted) ? 3 : 9));
    const nodes = graph.nodes.map(node => [place(node), node]).filter(([rank]) => rank < 9)
      .sort((a, b) => a[0] - b[0] || b[1].edges.length - a[1].edges.length || a[1].index - b[1].index).slice(0, OFFERED);
    const said = graph.sentencesWith(wanted).size;
    const item = (id, action, ...children) => el("li", { id: `found-${id}`, role: "option", "aria-selected": "false", mousedown: event => { event.preventDefault(); close(); action(); } }, ...children);
    found.replaceChildren(...nodes.map(([, node], id) => item(id, () => onNode(node), typeSign(node.type, 12), " ", isolated(node.name), el("small", {}, ` ${node.type}, ${count(node.edges.length, "connection")}`))),
      ...(said ? [item("said", () => onSentences(input.value.trim()), `${count(said, "sentence")} with “`, isolated(input.value.trim()), "”")] : []),
      ...(!nodes.length && !said ? [el("li", { class: "quiet", role: "option", "aria-selected": "false" }, "Nothing found")] : []));
    found.hidden = false;
    at = -1;
    input.setAttribute("aria-expanded", "true");
    return undefined;
  };
  input.addEventListener("input", offer);
  input.addEventListener("focus", offer);
  input.addEventListener("blur", close);
  input.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Escape") close();
    else if (event.key === "Enter") found.children[Math.max(0, at)]?.dispatchEvent(new MouseEvent("mousedown", { bubbles: true, cancelable: true }));
  });
}
