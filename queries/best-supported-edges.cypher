// Which events have the best support?
//
// Support is the number of different sentences that say so; of equals the surest comes first.

MATCH (source:Entity)-[edge {negated: false, modality: 'asserted'}]->(target:Entity)
WHERE edge.plover IS NOT NULL
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.support AS sentences,
  edge.documents AS documents
ORDER BY sentences DESC, documents DESC, edge.confidence DESC, who, event, whom, date
LIMIT 10;
