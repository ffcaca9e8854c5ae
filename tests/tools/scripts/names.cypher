// What are the people called?
MATCH (person:Person) RETURN person.id, person.name;
