// How do nodes.csv and edges.csv get into a Neo4j database that is running?
//
// Copy both files into the server's import folder, then run this file (Neo4j 5.26 or later):
//     cypher-shell -f queries/load.cypher
// A second run, or the run of a later, larger graph, updates what is there and duplicates nothing.
// In the Neo4j Browser put `:auto` before each statement that ends in IN TRANSACTIONS.

CREATE CONSTRAINT entity_id IF NOT EXISTS FOR (node:Entity) REQUIRE node.id IS UNIQUE;
CREATE CONSTRAINT meeting_id IF NOT EXISTS FOR (node:Meeting) REQUIRE node.id IS UNIQUE;
CREATE CONSTRAINT statement_id IF NOT EXISTS FOR (node:Statement) REQUIRE node.id IS UNIQUE;
CREATE CONSTRAINT document_id IF NOT EXISTS FOR (node:Document) REQUIRE node.id IS UNIQUE;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
WITH row WHERE row[':LABEL'] STARTS WITH 'Entity'
CALL (row) {
  MERGE (:Entity {id: row['id:ID']})
} IN TRANSACTIONS OF 1000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
WITH row WHERE row[':LABEL'] = 'Meeting'
CALL (row) {
  MERGE (:Meeting {id: row['id:ID']})
} IN TRANSACTIONS OF 1000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
WITH row WHERE row[':LABEL'] = 'Statement'
CALL (row) {
  MERGE (:Statement {id: row['id:ID']})
} IN TRANSACTIONS OF 1000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
WITH row WHERE row[':LABEL'] = 'Document'
CALL (row) {
  MERGE (:Document {id: row['id:ID']})
} IN TRANSACTIONS OF 1000 ROWS;

LOAD CSV WITH HEADERS FROM 'file:///nodes.csv' AS row
CALL (row) {
  MATCH (node:Entity|Meeting|Statement|Document {id: row['id:ID']})
  SET node:$(split(row[':LABEL'], ';')),
      node += {
        name: row.name,
        aliases: split(row['aliases:string[]'], ';'),
        wikidata: row.wikidata,
        iso3: row.iso3,
        country: row.country,
        date: row.date,
        text: row.text,
        mentions: toInteger(row['mentions:int']),
        confidence: toFloat(row['confidence:float']),
        document: row.document,
        url: row.url,
        direct: toBoolean(row['direct:boolean']),
        cue: row.cue,
        producer: row.producer,
        reason: row.reason,
        level: row.level,
        duration: row.duration,
        agenda: split(row['agenda:string[]'], ';'),
        status: row.status,
        types: split(row['types:string[]'], ';'),
        title: row.title,
        latitude: toFloat(row['latitude:float']),
        longitude: toFloat(row['longitude:float']),
        claimed_by: split(row['claimed_by:string[]'], ';'),
        text_sha256: row.text_sha256,
        sketch: row.sketch,
        decision: split(row['decision:string[]'], ';')
      }
} IN TRANSACTIONS OF 1000 ROWS;

// A path of length one is looked up along the edges of its source; for a plain pattern Neo4j may scan all edges.
LOAD CSV WITH HEADERS FROM 'file:///edges.csv' AS row
CALL (row) {
  MATCH (source:Entity|Meeting|Statement|Document {id: row[':START_ID']})
  MATCH (target:Entity|Meeting|Statement|Document {id: row[':END_ID']})
  OPTIONAL MATCH (source)-[known*1..1]->(target) WHERE known[0].id = row.id
  CALL (row, source, target, known) {
    UNWIND known AS edge
    RETURN edge
    UNION
    WITH row, source, target, known WHERE known IS NULL
    CREATE (source)-[edge:$(row[':TYPE']) {id: row.id}]->(target)
    RETURN edge
  }
  SET edge += {
        date: row.date,
        negated: toBoolean(row['negated:boolean']),
        modality: row.modality,
        attribution: row.attribution,
        role: row.role,
        plover: row.plover,
        cameo: row.cameo,
        quad_class: toInteger(row['quad_class:int']),
        support: toInteger(row['support:int']),
        documents: toInteger(row['documents:int']),
        confidence: toFloat(row['confidence:float']),
        rule: row.rule,
        evidence: row.evidence,
        document: row.document,
        begin: toInteger(row['begin:int']),
        end: toInteger(row['end:int']),
        place: row.place,
        producer: row.producer,
        mode: row.mode,
        contexts: split(row['contexts:string[]'], ';'),
        decision: row.decision
      }
} IN TRANSACTIONS OF 1000 ROWS;
