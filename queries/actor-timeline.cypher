// What did one actor do, and what was done to that actor, day by day?
//
// What has no date comes first, and not at all where since or until is given.

:param actor => 'Xi Jinping'
:param since => ''
:param until => ''

MATCH (actor:Entity)-[edge {negated: false, modality: 'asserted'}]-(:Entity)
WHERE $actor IN [actor.name, actor.id] AND edge.plover IS NOT NULL
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN DISTINCT
  coalesce(edge.date, '') AS date,
  startNode(edge).name AS who,
  type(edge) AS event,
  endNode(edge).name AS whom,
  edge.support AS sentences,
  edge.id AS id
ORDER BY date, who, event, whom, sentences, id;
