// What do two actors share: meetings, places, partners, adversaries?
//
// One row for each way in which both are linked to it.

:param actor => 'Xi Jinping'
:param other => 'Vladimir Putin'

MATCH (actor:Entity)-[first {negated: false, modality: 'asserted'}]-(shared:Entity|Meeting)
MATCH (other:Entity)-[second {negated: false, modality: 'asserted'}]-(shared)
WHERE $actor IN [actor.name, actor.id]
  AND $other IN [other.name, other.id]
  // Of events those that the plain graph has: a graph written with --all holds unsure ones too.
  AND all(edge IN [first, second] WHERE edge.plover IS NULL OR edge.plover = '' OR edge.confidence >= 0.76)
RETURN DISTINCT shared.name AS shared, type(first) AS first, type(second) AS second, shared.id AS id
ORDER BY shared, first, second, id;
