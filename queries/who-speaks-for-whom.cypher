// Who speaks for whom, and in which office?
//
// People whom the text names, with the countries and organizations that they hold an office of or belong to.

:param actor => ''

MATCH (person:Person)-[tie:HOLDS_OFFICE|AFFILIATED_WITH {negated: false, modality: 'asserted'}]->(body:Entity)
WHERE person.mentions > 0
  AND $actor IN ['', person.name, person.id, body.name, body.id]
RETURN DISTINCT
  person.name AS who,
  coalesce(tie.role, '') AS role,
  body.name AS whom,
  tie.id AS id
ORDER BY whom, who, role, id;
