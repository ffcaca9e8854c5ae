// Which sentence says that one actor did something to another?
//
// Of several sentences behind one edge the surest is shown, and of equals the first; newsgraph explain shows all. The position is
// in bytes of the document's text. Without a predicate any will do.

:param actor => 'John Kirby'
:param other => 'China'
:param predicate => 'CRITICIZED'

MATCH (source:Entity)-[edge {negated: false, modality: 'asserted'}]->(target:Entity)
WHERE $actor IN [source.name, source.id]
  AND $other IN [target.name, target.id]
  AND $predicate IN ['', type(edge)]
RETURN
  edge.evidence AS sentence,
  edge.document AS document,
  edge.begin AS begin,
  edge.end AS end,
  edge.rule AS rule,
  type(edge) AS event,
  edge.id AS id
ORDER BY document, begin, end, rule, id;
