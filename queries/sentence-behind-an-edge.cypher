// Which sentence says that John Kirby criticized China?
//
// Put other names and another relationship in their place. The position is in bytes of the document's text.

MATCH (:Entity {name: 'John Kirby'})-[edge:CRITICIZED {negated: false, modality: 'asserted'}]->(:Entity {name: 'China'})
RETURN
  edge.evidence AS sentence,
  edge.document AS document,
  edge.begin AS begin,
  edge.end AS end,
  edge.rule AS rule
ORDER BY document, begin, end, rule;
