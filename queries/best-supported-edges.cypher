// Which events have the best support?
//
// Support is the number of different sentences that say so; of equals the surest comes first.

:param actor => ''
:param since => ''
:param until => ''

MATCH (source:Entity)-[edge {negated: false, modality: 'asserted'}]->(target:Entity)
WHERE edge.plover IS NOT NULL
  AND $actor IN ['', source.name, source.id, target.name, target.id]
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.support AS sentences,
  edge.documents AS documents,
  edge.id AS id
ORDER BY sentences DESC, documents DESC, edge.confidence DESC, who, event, whom, date, id
LIMIT 10;
