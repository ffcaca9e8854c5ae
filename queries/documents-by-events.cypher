// Which documents tell of the most events?
//
// An event counts for the document with its surest sentence, of equals for the first.

:param since => ''
:param until => ''

MATCH (:Entity)-[edge {negated: false, modality: 'asserted'}]->(:Entity)
WHERE edge.plover IS NOT NULL
  AND ($since = '' OR split(edge.date, '/')[-1] + '~' >= $since)
  AND ($until = '' OR edge.date <= $until + '~')
WITH edge.document AS document, count(edge) AS events
MATCH (text:Document {document: document})
RETURN document, text.name AS title, coalesce(text.date, '') AS published, events
ORDER BY events DESC, document;
