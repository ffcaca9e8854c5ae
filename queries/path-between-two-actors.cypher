// How are two actors connected: directly, or by whom?
//
// The shortest ways, by two others at most; events and standing relations count, in either direction.

:param actor => 'John Kirby'
:param other => 'Vladimir Putin'

MATCH (a:Entity), (b:Entity)
WHERE $actor IN [a.name, a.id] AND $other IN [b.name, b.id] AND a <> b
MATCH path = allShortestPaths((a)-[*..3]-(b))
WHERE all(edge IN relationships(path) WHERE edge.negated = false AND edge.modality = 'asserted')
  AND all(node IN nodes(path) WHERE node:Entity)
WITH length(path) AS steps, [node IN nodes(path) | node.name] AS names
RETURN DISTINCT
  steps,
  head(names) AS from,
  CASE WHEN steps > 1 THEN names[1] ELSE '' END AS via,
  CASE WHEN steps > 2 THEN names[2] ELSE '' END AS and_via,
  last(names) AS to
ORDER BY steps, from, via, and_via, to;
