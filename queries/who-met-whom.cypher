// Who met whom, when and where?
//
// Each pair of participants of each meeting. A telephone call is no meeting: for those look at ng:spokeByPhoneWith.

:param actor => ''
:param other => ''
:param place => ''
:param since => ''
:param until => ''

MATCH (a:Entity)-[:PARTICIPATED_IN {negated: false, modality: 'asserted'}]->(meeting:Meeting)
MATCH (b:Entity)-[:PARTICIPATED_IN {negated: false, modality: 'asserted'}]->(meeting)
WHERE (a.name < b.name OR a.name = b.name AND a.id < b.id)
  AND $actor IN ['', a.name, a.id, b.name, b.id]
  AND $other IN ['', a.name, a.id, b.name, b.id]
  AND ($since = '' OR split(meeting.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR meeting.date <= $until + '~')
OPTIONAL MATCH (meeting)-[:HELD_AT {negated: false, modality: 'asserted'}]->(site)
WITH a, b, meeting, site
WHERE $place IN ['', coalesce(site.name, ''), coalesce(site.id, '')]
RETURN DISTINCT
  a.name AS who,
  b.name AS whom,
  coalesce(meeting.date, '') AS date,
  coalesce(site.name, '') AS place,
  meeting.id AS id
ORDER BY date, who, whom, place, id;
