// What do two actors share: meetings, places, partners, adversaries?
//
// Put other names in the place of Xi Jinping and Vladimir Putin. One row for each way in which both are linked to it.

MATCH (:Entity {name: 'Xi Jinping'})-[first {negated: false, modality: 'asserted'}]-(shared:Entity|Meeting)
MATCH (:Entity {name: 'Vladimir Putin'})-[second {negated: false, modality: 'asserted'}]-(shared)
// Of events those that the plain graph has: a graph written with --all holds unsure ones too.
WHERE all(edge IN [first, second] WHERE edge.plover IS NULL OR edge.plover = '' OR edge.confidence >= 0.76)
RETURN DISTINCT shared.name AS shared, type(first) AS first, type(second) AS second
ORDER BY shared, first, second;
