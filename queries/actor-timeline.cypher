// What did one actor do, and what was done to that actor, day by day?
//
// Put another name in the place of Xi Jinping. What has no date comes first.

MATCH (actor:Entity {name: 'Xi Jinping'})-[edge {negated: false, modality: 'asserted'}]-(:Entity)
WHERE edge.plover IS NOT NULL
RETURN
  coalesce(edge.date, '') AS date,
  startNode(edge).name AS who,
  type(edge) AS event,
  endNode(edge).name AS whom,
  edge.support AS sentences
ORDER BY date, who, event, whom, sentences;
