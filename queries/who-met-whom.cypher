// Who met whom, when and where?
//
// Each pair of participants of each meeting. A telephone call is no meeting: for those look at SPOKE_BY_PHONE_WITH.

MATCH (a:Entity)-[:PARTICIPATED_IN {negated: false, modality: 'asserted'}]->(meeting:Meeting)
MATCH (b:Entity)-[:PARTICIPATED_IN {negated: false, modality: 'asserted'}]->(meeting)
WHERE a.name < b.name OR a.name = b.name AND a.id < b.id
OPTIONAL MATCH (meeting)-[:HELD_AT {negated: false, modality: 'asserted'}]->(site)
RETURN DISTINCT
  a.name AS who,
  b.name AS whom,
  coalesce(meeting.date, '') AS date,
  coalesce(site.name, '') AS place
ORDER BY date, who, whom, place;
