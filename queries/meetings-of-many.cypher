// Which meetings had more than two parties, and who was there?

:param since => ''
:param until => ''

MATCH (guest:Entity)-[:PARTICIPATED_IN {negated: false, modality: 'asserted'}]->(meeting:Meeting)
WHERE ($since = '' OR split(meeting.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR meeting.date <= $until + '~')
WITH meeting, collect(DISTINCT guest) AS guests
WHERE size(guests) > 2
UNWIND guests AS guest
RETURN DISTINCT
  coalesce(meeting.date, '') AS date,
  meeting.name AS meeting,
  size(guests) AS parties,
  guest.name AS who,
  meeting.id AS id
ORDER BY date, meeting, who, id;
