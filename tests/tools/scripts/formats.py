"""Opens a graph with the library that people open it with, and prints what that finds as one line of JSON.

Usage: formats.py WHAT PATH      WHAT is the name of a function below.
"""

import json
import re
import sys
from pathlib import Path


def networkx_graphml(path):
    import networkx

    graph = networkx.read_graphml(path, force_multigraph=True)
    met = [(graph.nodes[a]["label"], graph.nodes[b]["label"]) for a, b, data in graph.edges(data=True) if data["label"] == "MET_WITH"]
    return {
        "nodes": {node: data.get("label", "") for node, data in graph.nodes(data=True)},
        "edges": sorted(key for _, _, key in graph.edges(keys=True)),
        "weights": sum(data["weight"] for _, _, data in graph.edges(data=True)),
        "evidence": sum(len(json.loads(data["evidence_all"])) for _, _, data in graph.edges(data=True)),
        "met": sorted(map(sorted, met)),
        "mentions": sum(data.get("mentions", 0) for _, data in graph.nodes(data=True)),
    }


def igraph_graphml(path):
    import igraph

    graph = igraph.Graph.Read_GraphML(path)
    met = [(graph.vs[edge.source]["label"], graph.vs[edge.target]["label"]) for edge in graph.es if edge["label"] == "MET_WITH"]
    return {
        "nodes": {vertex["id"]: vertex["label"] for vertex in graph.vs},
        "edges": sorted(f"{graph.vs[edge.source]['id']} {edge['label']} {graph.vs[edge.target]['id']}" for edge in graph.es),
        "weights": sum(graph.es["weight"]),
        "met": sorted(map(sorted, met)),
        "mentions": sum(count for count in graph.vs["mentions"] if count == count),
    }


def networkx_gexf(path):
    import networkx

    graph = networkx.read_gexf(path)
    edges = [data for _, _, data in graph.edges(data=True)]
    return {
        "nodes": {node: data["label"] for node, data in graph.nodes(data=True)},
        "edges": sorted(data["id"] for data in edges),
        "days": sorted(f"{data['start']}/{data['end']}" for data in edges if "start" in data),
        "colors": sum("color" in data["viz"] and "size" in data["viz"] for _, data in graph.nodes(data=True)),
    }


def networkx_cytoscape(path):
    import networkx

    with open(path, encoding="utf-8") as file:
        graph = networkx.cytoscape_graph(json.load(file) | {"directed": True, "multigraph": True})
    return {
        "nodes": {node: data.get("name", "") for node, data in graph.nodes(data=True)},
        "edges": sorted(data["id"] for _, _, data in graph.edges(data=True)),
    }


def rdflib(path):
    import rdflib

    data = rdflib.Dataset(default_union=True)
    data.parse(path)
    met = data.query(
        """PREFIX ng: <https://w3id.org/newsgraph/> PREFIX schema: <https://schema.org/>
        SELECT DISTINCT ?a ?b { ?x ng:metWith ?y . ?x schema:name ?a . ?y schema:name ?b }"""
    )
    events = data.query("PREFIX ng: <https://w3id.org/newsgraph/> SELECT DISTINCT ?e { ?e a ng:Event }")
    graphs = sorted(str(graph.identifier) for graph in data.graphs() if len(graph) and str(graph.identifier).startswith("https:"))
    return {
        "triples": sorted(" ".join(term.n3() for term in triple) for triple in set(data.triples((None, None, None)))),
        "events": len(events),
        "met": sorted(sorted(map(str, row)) for row in met),
        "graphs": graphs,
    }


def pandas_tables(folder):
    """CSV, TSV and JSON lines as data frames."""
    import pandas

    folder = Path(folder)
    tables = {}
    for file in sorted(folder.iterdir()):
        read = dict(keep_default_na=False, dtype=str)
        if file.name == "events.gdelt.tsv":
            frame = pandas.read_csv(file, sep="\t", header=None, quoting=3, **read)
        elif file.name.startswith("kgx"):
            frame = pandas.read_csv(file, sep="\t", quoting=3, **read)
        elif file.suffix == ".tsv":
            frame = pandas.read_csv(file, sep="\t", **read)
        elif file.suffix == ".csv":
            frame = pandas.read_csv(file, **read)
        elif file.suffix == ".jsonl":
            frame = pandas.read_json(file, lines=True, dtype=False)
            frame = frame.astype(object).where(frame.notna(), None)
        else:
            continue
        tables[file.name] = {"columns": [str(column) for column in frame.columns], "rows": frame.values.tolist()}
    return tables


def parquet(folder):
    """Parquet by DuckDB, PyArrow and pandas: the rows, the types, a join."""
    import duckdb
    import pandas
    import pyarrow.parquet

    folder = Path(folder)
    found = {}
    for file in sorted(folder.glob("*.parquet")):
        arrow = pyarrow.parquet.read_table(file)
        arrow.validate(full=True)
        duck = duckdb.sql(f"SELECT * FROM read_parquet('{file}')")
        rows = [list(row) for row in duck.fetchall()]
        assert rows == [list(row.values()) for row in arrow.to_pylist()], file
        assert len(pandas.read_parquet(file)) == len(rows), file
        types = {name: str(kind) for name, kind in zip(duck.columns, duck.types)}
        found[file.stem] = {"types": types, "rows": rows, "producer": arrow.schema.metadata[b"producer"].decode()}
    met = duckdb.sql(
        f"""SELECT a.name, b.name FROM read_parquet('{folder}/edges.parquet') e
        JOIN read_parquet('{folder}/nodes.parquet') a ON a.id = e.source
        JOIN read_parquet('{folder}/nodes.parquet') b ON b.id = e.target WHERE e.type = 'MET_WITH'"""
    ).fetchall()
    return {"tables": found, "met": sorted(map(sorted, met))}


def followthemoney(path):
    """As `ftm validate` reads it: known schemata and properties, no value lost, links to what is there and of the right kind."""
    from followthemoney import model
    from followthemoney.proxy import EntityProxy

    with open(path, encoding="utf-8") as file:
        given = [json.loads(line) for line in file]
    entities = {}
    for data in given:
        schema = model.get(data["schema"])
        assert schema is not None, data
        clean = EntityProxy.from_dict(data, cleaned=False)
        for name, values in data["properties"].items():
            assert schema.get(name) is not None, (data["schema"], name)
            assert len(clean.get(name)) == len(values), (name, values, clean.get(name))
        schema.validate(clean.to_dict())
        entities[clean.id] = clean
    links = []
    for entity in entities.values():
        for prop, value in entity.itervalues():
            if prop.type.name == "entity":
                assert value in entities, (entity.id, prop.name, value)
                assert entities[value].schema.is_a(prop.range), (entity.schema.name, prop.name, entities[value].schema.name)
        if entity.schema.edge:
            ends = [entities[entity.first(name)].caption for name in (entity.schema.edge_source, entity.schema.edge_target)]
            links.append([ends[0], entity.first("role"), ends[1]])
    assert len(entities) == len(given)
    return {
        "schemata": {name: sum(entity.schema.name == name for entity in entities.values()) for name in {e.schema.name for e in entities.values()}},
        "names": {entity.id: entity.caption for entity in entities.values()},
        "links": sorted(links),
    }


def notes(path):
    """A vault: every link leads to a note, and every note's properties are YAML."""
    import zipfile

    import yaml

    with zipfile.ZipFile(path) as vault:
        assert vault.testzip() is None
        texts = {name: vault.read(name).decode() for name in vault.namelist()}
    assert len({name.lower() for name in texts}) == len(texts)
    nodes, links = {}, 0
    for name, text in texts.items():
        _, properties, body = text.split("---\n", 2)
        properties = yaml.safe_load(properties)
        nodes[properties["id"]] = properties["name"]
        for link in re.findall(r"(?<!\\)\[\[([^\]]*)\]\]", body):
            assert f"newsgraph/{link}.md" in texts, (name, link)
            links += 1
    return {"nodes": nodes, "links": links}



def pydot(path):
    """Nodes and edges as pydot sees them, drawn or not."""
    import pydot

    def of(graph):
        nodes = {node.get_name() for node in graph.get_nodes()} - {"node", "edge", "graph"}
        edges = [[edge.get_source(), edge.get_destination()] for edge in graph.get_edges()]
        styles = [part.get("style") or "" for part in graph.get_nodes() + graph.get_edges()]
        for part in graph.get_subgraphs():
            more = of(part)
            nodes |= more[0]
            edges += more[1]
            styles += more[2]
        return nodes, edges, styles

    nodes, edges, styles = of(pydot.graph_from_dot_file(path)[0])
    plain = lambda name: name.strip('"')
    return {
        "nodes": sorted(map(plain, nodes)),
        "edges": sorted([plain(end) for end in edge] for edge in edges),
        "invisible": sum("invis" in style for style in styles),
    }


def ladybug(folder):
    """LadybugDB imports the Parquet files and answers who met whom."""
    import real_ladybug

    connection = real_ladybug.Connection(real_ladybug.Database(":memory:"))
    ask = lambda query: connection.execute(query).get_all()
    ask("CREATE NODE TABLE Node(id STRING PRIMARY KEY, labels STRING[], name STRING, mentions INT64)")
    ask("CREATE REL TABLE Edge(FROM Node TO Node, type STRING, id STRING, confidence DOUBLE, negated BOOLEAN, modality STRING)")
    ask(f"COPY Node FROM (LOAD FROM '{folder}/nodes.parquet' RETURN id, labels, name, mentions)")
    ask(f"COPY Edge FROM (LOAD FROM '{folder}/edges.parquet' RETURN source, target, type, id, confidence, negated, modality)")
    met = ask("MATCH (a:Node)-[e:Edge {type: 'MET_WITH'}]->(b:Node) RETURN a.name, b.name")
    return {
        "nodes": dict(ask("MATCH (n:Node) RETURN n.id, n.name")),
        "edges": sorted(row[0] for row in ask("MATCH ()-[e:Edge]->() RETURN e.id")),
        "met": sorted(sorted(pair) for pair in met),
    }


def framed(path):
    """PyLD frames the graph by its meetings, with who took part embedded."""
    from pyld import jsonld

    document = json.load(open(path))
    context = document["@context"]
    frame = {"@context": context, "@type": "ng:Meeting", "actor": {"@embed": "@always"}, "evidence": {"@embed": "@always"}}
    found = jsonld.frame(document, frame)
    meetings = found.get("@graph", [found])
    listed = lambda value: value if isinstance(value, list) else [value]
    return {
        "meetings": sorted(sorted(actor["name"] for actor in listed(one["actor"])) for one in meetings),
        "sentences": sum(bool(proof["sentence"]) for one in meetings for proof in listed(one["evidence"])),
    }


def shacl(path):
    """Whether our shapes hold in a graph, and which nodes fail in it when five of them are broken."""
    import pathlib

    import pyshacl
    from rdflib import RDF, Graph, Literal, Namespace

    root = pathlib.Path(__file__).resolve().parents[3]
    ng, sh = Namespace("https://w3id.org/newsgraph/"), Namespace("http://www.w3.org/ns/shacl#")
    Graph().parse(root / "data/ontology/newsgraph.ttl")
    shapes = Graph().parse(root / "data/ontology/shapes.ttl")
    graph = Graph().parse(path)
    conforms, _, said = pyshacl.validate(graph, shacl_graph=shapes)
    of = lambda kind: sorted(graph.subjects(RDF.type, ng[kind]))
    counts = {kind: len(of(kind)) for kind in ["Event", "Relation", "Meeting", "Statement", "Evidence"]}
    event, other, relation, meeting, evidence = of("Event")[0], of("Event")[1], of("Relation")[0], of("Meeting")[0], of("Evidence")[0]
    graph.remove((event, ng.evidence, None))
    graph.set((other, ng.modality, Literal("perhaps")))
    graph.remove((relation, ng.target, None))
    graph.add((meeting, ng.holdsOffice, meeting))
    graph.set((evidence, ng.begin, Literal(10**9)))
    _, report, _ = pyshacl.validate(graph, shacl_graph=shapes)
    failed = {str(node) for node in report.objects(None, sh.focusNode)}
    broken = [event, other, relation, meeting, evidence]
    return {
        "conforms": conforms, "said": "" if conforms else said, "counts": counts,
        "broken": [str(node) in failed for node in broken], "failed": len(failed),
    }


def udapi(path):
    """The words of each mention by its node, the edges that triggers name, and the sentences that their words do not make."""
    from urllib.parse import unquote

    from udapi.core.document import Document

    document = Document(path)
    trees = [tree for bundle in document.bundles for tree in bundle.trees]
    form = lambda words: "".join(word.form for word in words)
    events = [one for tree in trees for word in tree.descendants for one in word.misc["Event"].split(",") if one]
    return {
        "documents": len({tree.newdoc for tree in trees if tree.newdoc}),
        "mentions": sorted({(unquote(one.other["id"]), form(one.words)) for one in document.coref_mentions}),
        "events": sorted({one.partition(":")[2] for one in events}),
        "broken": [tree.text for tree in trees if tree.compute_text() != tree.text],
        "types": sorted({entity.etype for entity in document.coref_entities}),
    }


print(json.dumps(globals()[sys.argv[1]](sys.argv[2]), ensure_ascii=False))
