// Who put sanctions on whom, or means to?
//
// What is planned, supposed or claimed is told by its modality; a graph has it where it was written with --all.

:param actor => ''
:param since => ''
:param until => ''

MATCH (source:Entity)-[edge:SANCTIONED {negated: false}]->(target:Entity)
WHERE $actor IN ['', source.name, source.id, target.name, target.id]
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.modality AS modality,
  edge.support AS sentences,
  edge.id AS id
ORDER BY who, whom, event, date, sentences, id;
