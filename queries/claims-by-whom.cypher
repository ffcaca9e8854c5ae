// Who claims what of whom, where the author does not say so himself?
//
// What is merely claimed is in a graph that was written with --all.

:param actor => ''
:param since => ''
:param until => ''

MATCH (source:Entity)-[edge]->(target:Entity)
WHERE edge.plover IS NOT NULL AND edge.attribution IS NOT NULL
MATCH (claimant:Entity {id: edge.attribution})
WHERE $actor IN ['', claimant.name, claimant.id]
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN
  claimant.name AS claimant,
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.modality AS modality,
  edge.negated AS denied,
  edge.id AS id
ORDER BY claimant, date, who, event, whom, id;
