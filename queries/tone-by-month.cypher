// How did an actor's tone towards others change: acts of cooperation and of conflict, month by month?
//
// Cooperation and conflict by the quad class of PLOVER, in words and in deeds. What has no date comes first.

:param actor => 'Fumio Kishida'
:param other => ''
:param since => ''
:param until => ''

MATCH (actor:Entity)-[event {negated: false, modality: 'asserted'}]->(target:Entity)
WHERE $actor IN [actor.name, actor.id]
  AND $other IN ['', target.name, target.id]
  AND event.quad_class IS NOT NULL
  AND ($since = '' OR split(event.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR event.date <= $until + '~')
RETURN
  target.name AS whom,
  left(coalesce(event.date, ''), 7) AS month,
  sum(CASE WHEN event.quad_class <= 2 THEN 1 ELSE 0 END) AS cooperation,
  sum(CASE WHEN event.quad_class > 2 THEN 1 ELSE 0 END) AS conflict
ORDER BY whom, month;
