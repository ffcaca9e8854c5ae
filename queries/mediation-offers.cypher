// Who proposed mediation to whom, and how was it answered?
//
// An answer is what anybody who acts for the addressee's country did towards anybody who acts for the mediator's, unless
// it is dated before the offer. Where nobody answered, those columns are empty.

:param actor => ''
:param since => ''
:param until => ''

MATCH (mediator:Entity)-[offer:PROPOSED_MEDIATION {negated: false, modality: 'asserted'}]->(party:Entity)
WHERE $actor IN ['', mediator.name, mediator.id, party.name, party.id]
  AND ($since = '' OR split(offer.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR offer.date <= $until + '~')
OPTIONAL MATCH (answerer:Entity)-[reply:AGREED_WITH|PRAISED|SUPPORTED|REJECTED|CRITICIZED|ACCUSED
                                  {negated: false, modality: 'asserted'}]-(proposer:Entity)
WHERE coalesce(answerer.iso3, answerer.country) = coalesce(party.iso3, party.country)
  AND coalesce(proposer.iso3, proposer.country) = coalesce(mediator.iso3, mediator.country)
  AND (startNode(reply) = answerer OR type(reply) = 'AGREED_WITH')
  // Dates are days, months, years or intervals of them; “~” comes after all digits.
  AND split(coalesce(reply.date, ''), '/')[-1] + '~' >= coalesce(offer.date, '')
RETURN DISTINCT
  mediator.name AS who,
  party.name AS whom,
  coalesce(offer.date, '') AS date,
  coalesce(type(reply), '') AS answer,
  coalesce(answerer.name, '') AS by,
  coalesce(reply.date, '') AS answered,
  offer.id AS id,
  coalesce(reply.id, '') AS reply_id
ORDER BY date, who, whom, answered, by, answer, id, reply_id;
