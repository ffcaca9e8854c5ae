// Who criticized or accused whom, when, and in how many sentences?

:param actor => ''
:param since => ''
:param until => ''

MATCH (source:Entity)-[edge:CRITICIZED|ACCUSED {negated: false, modality: 'asserted'}]->(target:Entity)
WHERE $actor IN ['', source.name, source.id, target.name, target.id]
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.support AS sentences,
  edge.id AS id
ORDER BY who, whom, event, date, sentences, id;
