"""Edges a second and peak memory of every format, beside networkx, rdflib and KGX.

Usage: formats.py NEWSGRAPH FOLDER EDGES [PEER_EDGES [PYTHON [PYTHON_OF_KGX]]]

Makes a graph of so many edges in FOLDER, as CSV, and has newsgraph read it and write each format to nowhere; the first line is
what reading and writing the smallest table takes. The peers get newsgraph's own files of a graph of PEER_EDGES edges (20,000) and
only their writing is measured, not their reading. Seconds are of the processor, of all threads.
"""

import csv
import os
import pathlib
import subprocess
import sys
import time

FORMATS = """edge-list csv graphml gexf turtle nquads trig jsonld cytoscape jgf cypher parquet kgx ftm gdelt plover events html dot
mermaid markdown""".split()
PREDICATES = ["MET_WITH", "PRAISED", "CRITICIZED", "ACCUSED", "ATTACKED", "AIDED", "VISITED", "THREATENED"]
DOCUMENTS = 1000


def siphash13(parts):
    """The hash of ids: SipHash-1-3 with a key of zeros, each part behind its length."""
    data = b"".join(len(part).to_bytes(8, "little") + part for part in parts)
    mask = (1 << 64) - 1
    turn = lambda x, by: ((x << by) | (x >> (64 - by))) & mask
    a, b, c, d = 0x736F6D6570736575, 0x646F72616E646F6D, 0x6C7967656E657261, 0x7465646279746573

    def rounds(a, b, c, d, times):
        for _ in range(times):
            a = (a + b) & mask; b = turn(b, 13) ^ a; a = turn(a, 32)
            c = (c + d) & mask; d = turn(d, 16) ^ c
            a = (a + d) & mask; d = turn(d, 21) ^ a
            c = (c + b) & mask; b = turn(b, 17) ^ c; c = turn(c, 32)
        return a, b, c, d

    whole = len(data) - len(data) % 8
    words = [int.from_bytes(data[at:at + 8], "little") for at in range(0, whole, 8)]
    words.append(int.from_bytes(data[whole:], "little") | (len(data) & 255) << 56)
    for word in words:
        d ^= word
        a, b, c, d = rounds(a, b, c, d, 1)
        a ^= word
    c ^= 255
    a, b, c, d = rounds(a, b, c, d, 3)
    return a ^ b ^ c ^ d


def make(folder, edges):
    """A graph of people who praise and attack each other, told by a thousand documents."""
    folder.mkdir(parents=True, exist_ok=True)
    table = lambda name, header: csv.DictWriter(open(folder / name, "w", newline=""), header.split(","), restval="")
    nodes = table("nodes.csv", "id:ID,:LABEL,name,aliases:string[],wikidata,iso3,country,date,text,mentions:int,confidence:float,document,url,direct:boolean,cue,producer,reason,level,duration,agenda:string[],status,types:string[],title,latitude:float,longitude:float,claimed_by:string[],text_sha256")
    rows = table("edges.csv", ":START_ID,:END_ID,:TYPE,id,date,negated:boolean,modality,attribution,role,plover,cameo,quad_class:int,support:int,documents:int,confidence:float,rule,evidence,document,begin:int,end:int,place,producer,mode,contexts:string[]")
    proof = table("evidence.csv", "edge,document,sentence,begin,end,rule,confidence,place,producer,sentence_begin,trigger_begin,trigger_end,source_begin,source_end,target_begin,target_end,decided,cameo,mode,contexts")
    mentions = table("mentions.csv", ":START_ID,:END_ID,:TYPE,document,mentions:int,own_id,producer")
    for one in (nodes, rows, proof, mentions):
        one.writeheader()
    people = max(100, edges // 10)
    ids = {f"d{n}": f"document-{siphash13([f'd{n}'.encode()]):016x}" for n in range(DOCUMENTS)}
    for name, node in ids.items():
        nodes.writerow({"id:ID": node, ":LABEL": "Document", "name": name, "document": name, "date": "2023-03-21"})
    for n in range(people):
        nodes.writerow({"id:ID": f"Q{9000000 + n}", ":LABEL": "Entity;Person", "name": f"Person {n}", "aliases:string[]": f"Person {n}",
                        "wikidata": f"Q{9000000 + n}", "country": "NOR", "mentions:int": 1, "confidence:float": 0.9, "types:string[]": "Person"})
        mentions.writerow({":START_ID": ids[f"d{n % DOCUMENTS}"], ":END_ID": f"Q{9000000 + n}", ":TYPE": "MENTIONS", "document": f"d{n % DOCUMENTS}", "mentions:int": 1})
    for n in range(edges):
        source, target = n % people, (n * 7919 + n // people + 1) % people
        target = (target + 1) % people if target == source else target
        document, begin, edge = f"d{n % DOCUMENTS}", n * 80, f"e-{n:016x}"
        date = f"{2000 + n // 28 % 24}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        sentence = f"Person {source} and person {target} were in the news again, as report {n} of the agency says."
        rows.writerow({":START_ID": f"Q{9000000 + source}", ":END_ID": f"Q{9000000 + target}", ":TYPE": PREDICATES[n % 8], "id": edge, "date": date,
                       "negated:boolean": "false", "modality": "asserted", "support:int": 1, "documents:int": 1, "confidence:float": 0.9})
        proof.writerow({"edge": edge, "document": document, "sentence": sentence, "begin": begin, "end": begin + 9, "rule": "made/up",
                        "confidence": 0.9, "sentence_begin": begin, "trigger_begin": begin, "trigger_end": begin + 9})


def cost(command, out=subprocess.DEVNULL):
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=out, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    return usage.ru_utime + usage.ru_stime, usage.ru_maxrss >> 10, os.waitstatus_to_exitcode(status)


def told(what, edges, seconds, megabytes, code=0):
    print(f"{what:28} {edges / seconds:12,.0f} edges/s {seconds:8.1f} s {megabytes:8,.0f} MB" + (f"  failed: {code}" if code else ""), flush=True)


PEER = """
import sys, time, resource, logging
logging.disable(logging.CRITICAL)
what, source, sink = sys.argv[1:4]
if what == "networkx":
    import networkx
    graph = networkx.read_graphml(source, force_multigraph=True)
    write = lambda: networkx.write_graphml(graph, sink)
elif what.startswith("rdflib"):
    import rdflib
    graph = rdflib.Graph().parse(source)
    write = lambda: graph.serialize(sink, format=what.split()[1])
else:
    import bmt.toolkit, biolink_model, pathlib
    schema = pathlib.Path(list(biolink_model.__path__)[0]) / "schema" / "biolink_model.yaml"
    bmt.toolkit.Toolkit.__init__.__defaults__ = (str(schema), {"predicate mappings": []})
    import kgx.config, kgx.prefix_manager
    kgx.config.get_jsonld_context = kgx.prefix_manager.get_jsonld_context = lambda name="biolink": {"biolink": "https://w3id.org/biolink/vocab/"}
    from kgx.transformer import Transformer
    one = Transformer(stream=False)
    one.transform({"filename": [source + "/kgx_nodes.tsv", source + "/kgx_edges.tsv"], "format": "tsv"})
    write = lambda: one.save({"filename": sink, "format": "tsv"})
begin = time.process_time()
write()
print(time.process_time() - begin, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""


def peer(python, what, edges, source, sink):
    answer = subprocess.run([python, "-c", PEER, what, str(source), str(sink)], capture_output=True, text=True)
    numbers = answer.stdout.split()[-2:]
    if answer.returncode != 0 or len(numbers) != 2:
        print(f"{what}: {answer.stderr.strip().splitlines()[-1:]}")
        return
    told(f"{what} (writing alone)", edges, *map(float, numbers))


program, folder, edges = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
fewer = int(sys.argv[4]) if len(sys.argv) > 4 else 20_000
made = folder / f"made-{edges}"
if not (made / "mentions.csv").exists():
    make(made, edges)
print(f"newsgraph, {edges:,} edges, reading the tables included")
for name in os.environ.get("FORMATS", " ".join(FORMATS)).split():
    several = name in ("csv", "parquet", "kgx")
    where = ["-o", str(folder / "out")] if several else []
    seconds, megabytes, code = cost([program, "convert", str(made), "--to", name, *where])
    told(name, edges, seconds, megabytes, code)
if len(sys.argv) > 5:
    few = folder / f"made-{fewer}"
    make(few, fewer)
    files = folder / "files"
    cost([program, "convert", str(few), "--to", "graphml,turtle,nquads,kgx", "-o", str(files)])
    print(f"The others, {fewer:,} edges")
    peer(sys.argv[5], "networkx", fewer, files / "graph.graphml", folder / "peer.graphml")
    peer(sys.argv[5], "rdflib turtle", fewer, files / "graph.ttl", folder / "peer.ttl")
    peer(sys.argv[5], "rdflib nt", fewer, files / "graph.ttl", folder / "peer.nt")
    if len(sys.argv) > 6:
        peer(sys.argv[6], "kgx", fewer, files, folder / "peer")
