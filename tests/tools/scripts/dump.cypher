// What is in the database, but for what `newsgraph load` keeps of each document?
MATCH (node) WHERE NOT node:NewsgraphRecord RETURN labels(node), properties(node);
MATCH (source)-[edge]->(target) RETURN source.id, type(edge), target.id, properties(edge);
