// Which countries deal with which, and how: in words or in deeds, as partners or as adversaries?
//
// Events by the quad class of PLOVER: 1 verbal cooperation, 2 material cooperation, 3 verbal conflict, 4 material conflict.

:param since => ''
:param until => ''

MATCH (source:Entity)-[event {negated: false, modality: 'asserted'}]->(target:Entity)
WITH coalesce(source.iso3, source.country) AS country, coalesce(target.iso3, target.country) AS other, event
WHERE event.plover IS NOT NULL AND country <> other
  AND ($since = '' OR split(event.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR event.date <= $until + '~')
RETURN country, other, event.quad_class AS quad_class, count(*) AS events
ORDER BY country, other, quad_class;
