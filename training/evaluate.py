"""Scores with gold tokens: tags, tree, lemmas, names."""

import torch

from lemmas import apply_script, lexicon_key
from prepare import to_spans


def chu_liu_edmonds(scores):
    """Heads of the maximum arborescence of scores[dependent][head], node 0 the root."""
    n = len(scores)
    best = [0] + [max(range(n), key=lambda h: scores[d][h]) for d in range(1, n)]
    color = [0] * n
    color[0] = 2
    cycle = None
    for start in range(1, n):
        path, node = [], start
        while color[node] == 0:
            color[node] = 1
            path.append(node)
            node = best[node]
        if color[node] == 1:
            cycle = path[path.index(node):]
            break
        for v in path:
            color[v] = 2
    if cycle is None:
        return best
    inside = set(cycle)
    total = sum(scores[v][best[v]] for v in cycle)
    outside = [v for v in range(n) if v not in inside]
    index = {v: i for i, v in enumerate(outside)}
    m = len(outside)  # the contracted node
    lowest = float("-inf")
    contracted = [[lowest] * (m + 1) for _ in range(m + 1)]
    enter, leave = {}, {}
    for d in outside:
        for h in outside:
            if d != h:
                contracted[index[d]][index[h]] = scores[d][h]
        leave[d] = max(cycle, key=lambda h: scores[d][h])
        contracted[index[d]][m] = scores[d][leave[d]]
    for h in outside:
        enter[h] = max(cycle, key=lambda d: scores[d][h] - scores[d][best[d]])
        contracted[m][index[h]] = total + scores[enter[h]][h] - scores[enter[h]][best[enter[h]]]
    heads = chu_liu_edmonds(contracted)
    result = list(best)
    for d in outside:
        if d != 0:
            h = heads[index[d]]
            result[d] = leave[d] if h == m else outside[h]
    h = outside[heads[m]]
    result[enter[h]] = h
    return result


def tree(scores):
    """Heads (1-based, 0 the root) of the best tree with exactly one child of the root; scores[word][head]."""
    n = len(scores)
    lowest = -1e9
    full = [[lowest] * (n + 1)] + [list(row) for row in scores]
    for d in range(1, n + 1):
        full[d][d] = lowest
    heads = chu_liu_edmonds(full)
    if heads[1:].count(0) > 1:
        best = None
        for root in [d for d in range(1, n + 1)]:
            trial = [list(row) for row in full]
            for d in range(1, n + 1):
                if d != root:
                    trial[d][0] = lowest
            heads_r = chu_liu_edmonds(trial)
            value = sum(trial[d][heads_r[d]] for d in range(1, n + 1))
            if best is None or value > best[0]:
                best = (value, heads_r)
        heads = best[1]
    return heads[1:]


def best_names(scores, tags):
    """The best sequence of tags in which I-X follows only B-X or I-X; scores[word][tag], no scores for transitions."""
    before = [[j for j, a in enumerate(tags) if not b.startswith("I-") or a[2:] == b[2:] and a != "O"] for b in tags]
    total = [float("-inf") if tag.startswith("I-") else value for tag, value in zip(tags, scores[0])]
    steps = []
    for row in scores[1:]:
        step = [max(candidates, key=total.__getitem__) for candidates in before]
        total = [total[k] + value for k, value in zip(step, row)]
        steps.append(step)
    path = [max(range(len(tags)), key=total.__getitem__)]
    for step in reversed(steps):
        path.append(step[path[-1]])
    return [tags[i] for i in reversed(path)]


def lemma(form, upos, script, lexicon):
    return lexicon.get((lexicon_key(form, upos), upos)) or apply_script(form, script)


def predict(model, encoder, labels, sentences, lexicon=None, budget=3000):
    """The analysis of each sentence, in the order given."""
    model.eval()
    order = sorted(range(len(sentences)), key=lambda i: len(sentences[i]["forms"]))
    results = [None] * len(sentences)
    root = labels["relations"].index("root")
    while order:
        chunk, longest = [], 0
        while order and (not chunk or (len(chunk) + 1) * max(longest, encoder.length(sentences[order[0]])) <= budget):
            longest = max(longest, encoder.length(sentences[order[0]]))
            chunk.append(order.pop(0))
        b = encoder.batch([sentences[i] for i in chunk])
        with torch.no_grad():
            tags, arcs, words = model(b)
            arcs = arcs + b["arc_mask"]
            picked = {k: v.argmax(-1).tolist() for k, v in tags.items()}
            heads = []
            for row, i in enumerate(chunk):
                n = len(sentences[i]["forms"])
                heads.append(tree(arcs[row, :n, : n + 1].tolist()))
            width = arcs.shape[1]
            chosen = torch.tensor([h + [0] * (width - len(h)) for h in heads])
            scores = model.label_scores(words, chosen)
            scores[..., root] = -1e9
            relations = scores.argmax(-1).tolist()
        for row, i in enumerate(chunk):
            forms = sentences[i]["forms"]
            n = len(forms)
            upos = [labels["upos"][t] for t in picked["upos"][row][:n]]
            scripts = [labels["scripts"][t] for t in picked["script"][row][:n]]
            results[i] = {
                "forms": forms, "upos": upos,
                "xpos": [labels["xpos"][t] for t in picked["xpos"][row][:n]],
                "lemmas": [lemma(f, u, s, lexicon or {}) for f, u, s in zip(forms, upos, scripts)],
                "heads": heads[row],
                "relations": ["root" if h == 0 else labels["relations"][r] for h, r in zip(heads[row], relations[row])],
                "names": best_names(tags["names"][row][:n].tolist(), labels["names"]),
            }
    return results


def score(model, encoder, labels, sentences, lexicon=None):
    results = predict(model, encoder, labels, sentences, lexicon)
    total = hits = 0
    counts = dict.fromkeys(("upos", "xpos", "lemma", "uas", "las"), 0)
    names = {}
    for gold, found in zip(sentences, results):
        if gold.get("heads"):
            n = len(gold["forms"])
            total += n
            for key, name in (("upos", "upos"), ("xpos", "xpos"), ("lemma", "lemmas")):
                counts[key] += sum(a == b or (key == "lemma" and a == "_") for a, b in zip(gold[name], found[name]))
            same = [a == b for a, b in zip(gold["heads"], found["heads"])]
            counts["uas"] += sum(same)
            # subtypes do not count, as in the CoNLL 2018 rules
            counts["las"] += sum(s and a.split(":")[0] == b.split(":")[0] for s, a, b in zip(same, gold["relations"], found["relations"]))
        if gold.get("names"):
            a, b = set(to_spans(gold["names"])), set(to_spans(found["names"]))
            for kind in ("PER", "ORG", "LOC", "NORP"):
                entry = names.setdefault(kind, [0, 0, 0])
                ka, kb = {s for s in a if s[2] == kind}, {s for s in b if s[2] == kind}
                entry[0] += len(ka & kb)
                entry[1] += len(ka)
                entry[2] += len(kb)
    result = {k: 100 * v / total for k, v in counts.items()} if total else {}
    if names:
        def f1(entries):
            hit, gold_count, found_count = map(sum, zip(*entries))
            return 200 * hit / max(1, gold_count + found_count)
        result["names"] = f1([names[k] for k in ("PER", "ORG", "LOC")])
        for kind, entry in names.items():
            result[kind] = f1([entry])
    return result


def format_scores(scores):
    return " ".join(f"{k} {v:.2f}" for k, v in scores.items())
