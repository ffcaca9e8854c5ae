// Nodes and lines to draw in; a place (`x`, `y`) for each node out: the same for the same graph, as the simulation draws
// its random numbers from one seed. Nodes that have a place keep about there.
"use strict";

/** Places the nodes; calls `done` when all have their place, and `step` before that after every piece of work. */
function arrange(nodes, lines, aspect, step, done) {
  const bodies = nodes.map(node => ({ node, x: node.x, y: node.y, r: radius(node) }));
  const body = new Map(bodies.map(one => [one.node, one]));
  const fresh = bodies.filter(one => one.x === undefined).length;
  placeNearNeighbors(bodies, lines, body);
  const links = lines.map(line => ({ source: body.get(line.source), target: body.get(line.target), pull: Math.min(3, 1 + Math.log2(line.support)) }));
  const spread = nodes.length > 1500 ? 0.6 : 1;
  const simulation = d3.forceSimulation(bodies)
    .force("links", d3.forceLink(links).distance(link => (70 + link.source.r + link.target.r) * spread).strength(link => 0.12 * link.pull / Math.sqrt(Math.min(count(link.source), count(link.target)))))
    .force("apart", d3.forceManyBody().strength(one => -260 * spread - 10 * one.r).distanceMax(900).theta(nodes.length > 1500 ? 1.2 : 0.9))
    .force("x", d3.forceX(0).strength(0.045 / aspect))
    .force("y", d3.forceY(0).strength(0.045 * aspect))
    .force("room", d3.forceCollide(one => one.r + 9))
    .alpha(fresh === nodes.length ? 1 : 0.5)
    .stop();
  function count(one) { return Math.max(1, one.links ?? 1); }
  links.forEach(link => { link.source.links = (link.source.links ?? 0) + 1; link.target.links = (link.target.links ?? 0) + 1; });
  simulation.force("links").links(links);
  const ticks = nodes.length > 1500 ? 60 : nodes.length > 400 ? 160 : 300;
  simulation.alphaDecay(1 - Math.pow(0.001, 1 / ticks));
  let tick = 0;
  const work = () => {
    const until = performance.now() + (nodes.length > 400 ? 60 : 1e9);
    while (tick < ticks && performance.now() < until) {
      simulation.tick();
      tick += 1;
    }
    bodies.forEach(one => { one.node.x = one.x; one.node.y = one.y; });
    if (tick < ticks) {
      step(tick / ticks);
      return setTimeout(work);
    }
    return done();
  };
  work();
}

/** A node that comes later starts beside one that it is connected with. */
function placeNearNeighbors(bodies, lines, body) {
  if (bodies.every(one => one.x === undefined)) return;
  lines.forEach((line, index) => {
    const [a, b] = [body.get(line.source), body.get(line.target)];
    if (a.x === undefined && b.x === undefined) return;
    const [known, fresh] = a.x === undefined ? [b, a] : [a, b];
    if (fresh.x !== undefined) return;
    const angle = index * 2.399963;
    fresh.x = known.x + 60 * Math.cos(angle);
    fresh.y = known.y + 60 * Math.sin(angle);
  });
}

/** Half the width of a node in the drawing: the more sentences, the larger. */
function radius(node) {
  if (node.type === "Meeting") return 6;
  if (node.type === "Statement") return 7;
  return Math.min(26, 7 + 3 * Math.sqrt(node.weight));
}
