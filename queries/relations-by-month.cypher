// How did two countries deal with each other, month by month?
//
// All who act for the countries of the two actors count. Quad classes: 1 verbal cooperation, 2 material cooperation, 3 verbal
// conflict, 4 material conflict. What has no date comes first; a year alone stands for itself.

:param actor => 'China'
:param other => 'Russia'
:param since => ''
:param until => ''

MATCH (one:Entity), (another:Entity)
WHERE $actor IN [one.name, one.id] AND $other IN [another.name, another.id]
WITH DISTINCT coalesce(one.iso3, one.country) AS ours, coalesce(another.iso3, another.country) AS theirs
WHERE ours <> theirs
MATCH (source:Entity)-[event {negated: false, modality: 'asserted'}]->(target:Entity)
WITH ours, theirs, coalesce(source.iso3, source.country) AS country, coalesce(target.iso3, target.country) AS other, event
WHERE event.plover IS NOT NULL AND (country = ours AND other = theirs OR country = theirs AND other = ours)
  AND ($since = '' OR split(event.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR event.date <= $until + '~')
RETURN
  left(coalesce(event.date, ''), 7) AS month,
  country,
  other,
  event.quad_class AS quad_class,
  count(DISTINCT event) AS events
ORDER BY month, country, other, quad_class;
