// What is in the database?
MATCH (node) RETURN labels(node), properties(node);
MATCH (source)-[edge]->(target) RETURN source.id, type(edge), target.id, properties(edge);
