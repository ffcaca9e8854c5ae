// What is said not to have happened, and by whom?
//
// Where nobody is named, the author says so. A graph has it where it was written with --all.

:param actor => ''
:param since => ''
:param until => ''

MATCH (source:Entity)-[edge {negated: true}]->(target:Entity)
WHERE edge.plover IS NOT NULL
  AND $actor IN ['', source.name, source.id, target.name, target.id]
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
OPTIONAL MATCH (speaker:Entity {id: edge.attribution})
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  coalesce(speaker.name, '') AS by,
  edge.id AS id
ORDER BY who, event, whom, date, by, id;
