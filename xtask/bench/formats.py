"""Edges a second and peak memory of every format, beside networkx, rdflib and KGX.

Usage: formats.py NEWSGRAPH FOLDER EDGES [PEER_EDGES [PYTHON [PYTHON_OF_KGX]]]
       formats.py --make FOLDER EDGES [FIRST ALL]
           (the graph alone, or of a graph of ALL edges those from FIRST on, with documents of their own)

Makes a graph of so many edges in FOLDER, as CSV. newsgraph reads those tables and writes each format; of the formats that it reads as
well it then reads its own file and writes it again, start of the program included. The peers do that second job with newsgraph's own
file of PEER_EDGES edges (20,000), their start not counted; KGX, whose format newsgraph only writes, is set beside the tables read and
KGX written. Seconds are of the processor, of all threads. FORMATS in the environment chooses formats.
"""

import csv
import os
import pathlib
import shutil
import subprocess
import sys

FORMATS = """edge-list csv graphml gexf turtle nquads trig jsonld cytoscape jgf cypher parquet kgx ftm gdelt plover events html dot
mermaid markdown""".split()
READ = {"csv": "", "graphml": "graph.graphml", "turtle": "graph.ttl", "nquads": "graph.nq", "trig": "graph.trig",
        "jsonld": "graph.jsonld", "parquet": ""}
PREDICATES = ["MET_WITH", "PRAISED", "CRITICIZED", "ACCUSED", "ATTACKED", "AIDED", "VISITED", "THREATENED"]
DOCUMENTS = 1000
# How many people are in the news at a time; so many edges are of one time as have ten for each.
PEOPLE = 10_000


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


def make(folder, edges, first=0, whole=None):
    """A graph of people who praise and attack each other, told by a thousand documents; or a part of a larger one, whose people are those
    of its time but for each tenth target, who is anyone of the whole."""
    folder.mkdir(parents=True, exist_ok=True)
    table = lambda name, header: csv.DictWriter(open(folder / name, "w", newline=""), header.split(","), restval="")
    nodes = table("nodes.csv", "id:ID,:LABEL,name,aliases:string[],wikidata,iso3,country,date,text,mentions:int,confidence:float,document,url,direct:boolean,cue,producer,reason,level,duration,agenda:string[],status,types:string[],title,latitude:float,longitude:float,claimed_by:string[],text_sha256")
    rows = table("edges.csv", ":START_ID,:END_ID,:TYPE,id,date,negated:boolean,modality,attribution,role,plover,cameo,quad_class:int,support:int,documents:int,confidence:float,rule,evidence,document,begin:int,end:int,place,producer,mode,contexts:string[]")
    proof = table("evidence.csv", "edge,document,sentence,begin,end,rule,confidence,place,producer,sentence_begin,trigger_begin,trigger_end,source_begin,source_end,target_begin,target_end,decided,cameo,mode,contexts")
    mentions = table("mentions.csv", ":START_ID,:END_ID,:TYPE,document,mentions:int,own_id,producer")
    for one in (nodes, rows, proof, mentions):
        one.writeheader()
    people = max(100, (whole or edges) // 10)
    name_of = lambda n: f"d{first // max(edges, 1) * DOCUMENTS + n % DOCUMENTS}"
    ids = {name_of(n): f"document-{siphash13([name_of(n).encode()]):016x}" for n in range(DOCUMENTS)}

    def ends(n):
        time = n // (10 * PEOPLE) * PEOPLE % people
        there = min(PEOPLE, people - time)
        source, other = time + n % there, n * 7919 + n // there + 1
        target = other % people if n % 10 == 0 else time + other % there
        return source, (target + 1) % people if target == source else target

    for name, node in ids.items():
        nodes.writerow({"id:ID": node, ":LABEL": "Document", "name": name, "document": name, "date": "2023-03-21"})
    for n in sorted({end for n in range(first, first + edges) for end in ends(n)}) if whole else range(people):
        nodes.writerow({"id:ID": f"Q{9000000 + n}", ":LABEL": "Entity;Person", "name": f"Person {n}", "aliases:string[]": f"Person {n}",
                        "wikidata": f"Q{9000000 + n}", "country": "NOR", "mentions:int": 1, "confidence:float": 0.9, "types:string[]": "Person"})
        mentions.writerow({":START_ID": ids[name_of(n)], ":END_ID": f"Q{9000000 + n}", ":TYPE": "MENTIONS", "document": name_of(n), "mentions:int": 1})
    for n in range(first, first + edges):
        source, target = ends(n)
        document, begin, edge = name_of(n), n * 80, f"e-{n:016x}"
        date = f"{2000 + n // 28 % 24}-{n % 12 + 1:02}-{n % 28 + 1:02}"
        sentence = f"Person {source} and person {target} were in the news again, as report {n} of the agency says."
        rows.writerow({":START_ID": f"Q{9000000 + source}", ":END_ID": f"Q{9000000 + target}", ":TYPE": PREDICATES[n % 8], "id": edge, "date": date,
                       "negated:boolean": "false", "modality": "asserted", "support:int": 1, "documents:int": 1, "confidence:float": 0.9})
        proof.writerow({"edge": edge, "document": document, "sentence": sentence, "begin": begin, "end": begin + 9, "rule": "made/up",
                        "confidence": 0.9, "sentence_begin": begin, "trigger_begin": begin, "trigger_end": begin + 9})


def cost(command, edges):
    """Edges a second and megabytes of a command; nothing where it fails."""
    process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    failed = os.waitstatus_to_exitcode(status) != 0
    return None if failed else (edges / (usage.ru_utime + usage.ru_stime), usage.ru_maxrss >> 10)


PEER = """
import sys, time, resource, logging
logging.disable(logging.CRITICAL)
what, source, sink = sys.argv[1:4]
if what == "graphml":
    import networkx
    read = lambda: networkx.read_graphml(source, force_multigraph=True)
    write = lambda graph: networkx.write_graphml(graph, sink)
elif what != "kgx":
    import rdflib
    read = lambda: (rdflib.Graph() if what == "turtle" else rdflib.Dataset()).parse(source)
    write = lambda graph: graph.serialize(sink, format=what)
else:
    import bmt.toolkit, biolink_model, pathlib
    schema = pathlib.Path(list(biolink_model.__path__)[0]) / "schema" / "biolink_model.yaml"
    bmt.toolkit.Toolkit.__init__.__defaults__ = (str(schema), {"predicate mappings": []})
    import kgx.config, kgx.prefix_manager
    kgx.config.get_jsonld_context = kgx.prefix_manager.get_jsonld_context = lambda name="biolink": {"biolink": "https://w3id.org/biolink/vocab/"}
    from kgx.transformer import Transformer
    def read():
        one = Transformer(stream=False)
        one.transform({"filename": [source + "/kgx_nodes.tsv", source + "/kgx_edges.tsv"], "format": "tsv"})
        return one
    write = lambda one: one.save({"filename": sink, "format": "tsv"})
begin = time.process_time()
graph = read()
middle = time.process_time()
write(graph)
end = time.process_time()
print(middle - begin, end - middle, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss >> 10)
"""

PEERS = {"graphml": "networkx", "turtle": "rdflib", "nquads": "rdflib", "kgx": "KGX"}


def peer(python, what, edges, source, sink):
    """Edges a second in reading, in writing and in both, and megabytes."""
    answer = subprocess.run([python, "-c", PEER, what, str(source), str(sink)], capture_output=True, text=True)
    numbers = [float(number) for number in answer.stdout.split()[-3:]]
    if answer.returncode != 0 or len(numbers) != 3:
        print(f"{what}: {answer.stderr.strip().splitlines()[-1:]}")
        return None
    reading, writing, megabytes = numbers
    return edges / reading, edges / writing, edges / (reading + writing), megabytes


def told(cells):
    print("| " + " | ".join(cells) + " |", flush=True)


def number(value):
    return f"{value:,.0f}"


if sys.argv[1] == "--make":
    make(pathlib.Path(sys.argv[2]), *map(int, sys.argv[3:]))
    sys.exit()
program, folder, edges = sys.argv[1], pathlib.Path(sys.argv[2]), int(sys.argv[3])
fewer = int(sys.argv[4]) if len(sys.argv) > 4 else 20_000
pythons = {"kgx": sys.argv[6] if len(sys.argv) > 6 else None}
made, few, files = folder / f"made-{edges}", folder / f"made-{fewer}", folder / "files"
for one, count in [(made, edges), (few, fewer)]:
    if not (one / "mentions.csv").exists():
        make(one, count)
subprocess.run([program, "convert", str(few), "--to", ",".join(PEERS), "-o", str(files)], check=True, capture_output=True)
print(f"{edges:,} edges, of the peers {fewer:,}; edges a CPU second, peak MB\n")
told(["format", "from CSV", "MB", "read and written again", "MB", "peer", "reads", "writes", "both", "MB", "times as fast"])
told(["---"] * 11)
for name in os.environ.get("FORMATS", " ".join(FORMATS)).split():
    several = name in ("csv", "parquet", "kgx")
    out = folder / f"out-{name}"
    first = cost([program, "convert", str(made), "--to", name, "-o", str(out)], edges)
    again = None
    if first and name in READ:
        source = out / READ[name]
        where = ["-o", str(folder / "again")] if several else []
        again = cost([program, "convert", str(source), "--to", name, *where], edges)
    both, beside = again or first, None
    python = pythons.get(name, sys.argv[5] if len(sys.argv) > 5 else None)
    if name in PEERS and python:
        source = files if name == "kgx" else files / READ[name]
        beside = peer(python, name, fewer, source, folder / "peer")
    ours = [number(one) for cells in (first, again) for one in cells or ()] if again else [number(one) for one in first or ()] + ["", ""]
    theirs = [PEERS[name], *map(number, beside), f"{both[0] / beside[2]:.1f}"] if beside and both else [""] * 6
    told([name, *(ours if first else ["failed", "", "", ""]), *theirs])
    for used in (out, folder / "again"):
        shutil.rmtree(used, ignore_errors=True)
