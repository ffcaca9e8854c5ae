// Who criticized or accused whom, when, and in how many sentences?

MATCH (source:Entity)-[edge:CRITICIZED|ACCUSED {negated: false, modality: 'asserted'}]->(target:Entity)
RETURN
  source.name AS who,
  type(edge) AS event,
  target.name AS whom,
  coalesce(edge.date, '') AS date,
  edge.support AS sentences
ORDER BY who, whom, event, date, sentences;
