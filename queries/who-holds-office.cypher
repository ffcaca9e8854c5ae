// Who holds which office, where, and in how many sentences?

:param actor => ''

MATCH (person:Entity)-[tie:HOLDS_OFFICE {negated: false, modality: 'asserted'}]->(body:Entity)
WHERE $actor IN ['', person.name, person.id, body.name, body.id]
RETURN
  body.name AS whom,
  coalesce(tie.role, '') AS office,
  person.name AS who,
  coalesce(tie.date, '') AS date,
  tie.support AS sentences,
  tie.id AS id
ORDER BY whom, office, who, date, id;
