// What happened at a place: events, visits and meetings?
//
// The id is that of an edge, or of a meeting for those who took part in it.

:param place => 'Moscow'
:param since => ''
:param until => ''

MATCH (place:Entity)
WHERE $place IN [place.name, place.id]
MATCH (source:Entity)-[edge {negated: false, modality: 'asserted'}]->(target:Entity|Meeting)
WHERE (edge.plover IS NOT NULL AND (edge.place = place.id OR type(edge) = 'VISITED' AND target = place)
    OR type(edge) = 'PARTICIPATED_IN'
      AND EXISTS { (target)-[:HELD_AT {negated: false, modality: 'asserted'}]->(place) })
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN DISTINCT
  coalesce(edge.date, '') AS date,
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  CASE WHEN target:Meeting THEN target.id ELSE edge.id END AS id
ORDER BY date, who, event, whom, id;
