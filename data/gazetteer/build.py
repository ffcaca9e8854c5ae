#!/usr/bin/env python3
"""Builds the gazetteer that is compiled into the program.

    python3 data/gazetteer/build.py SOURCE_FOLDER

reads the source tables of SOURCE_FOLDER/gazetteer and SOURCE_FOLDER/kb (README.md names them, their licences and what is taken
from each) and writes, beside this file:

entities.tsv  one entity a line: item, type, name, country (alpha-3, IGO or NGO), class, weight, terms (line numbers of terms.tsv),
              links (how often the news links to it), title (of the encyclopedia), years (of birth and death), latitude and
              longitude, sides (the states that claim it)
names.tsv     one key a line in byte order, tab, references: a flag, the line of the entity, and after a colon how often the news
              links from that name to it
              n name, a alias, y acronym or short form (needs its capitals), d demonym, m seat used for its state, s family name
              of a holder of a high office; keys that begin with ~ are skeletons for transliterations
terms.tsv     one term of office a line: body (alpha-3 or a code), kind, start, end (`~` and a date: in office then, unknown after),
              1 for the principal office of that kind, label, line of the person; sorted
wide.tsv      as names.tsv: the keys that are asked where names.tsv does not know who is meant
as_of.txt     the last day that the tables of office holders cover

The same tables give the same bytes.
"""
import collections, csv, hashlib, pathlib, re, sys

import knowledge
import mends
from fold import key, skeleton

SOURCE = pathlib.Path(sys.argv[1]) / "gazetteer"
KNOWLEDGE = pathlib.Path(sys.argv[1]) / "kb"
HERE = pathlib.Path(__file__).resolve().parent
csv.field_size_limit(1 << 24)

HIGH = ("head_of_state", "head_of_government", "foreign_minister", "defence_minister", "party_leader", "parliament_speaker", "finance_minister",
        "interior_minister", "military_chief")
WEIGHT = {"head_of_state": 9, "head_of_government": 9, "foreign_minister": 7, "defence_minister": 6, "party_leader": 5, "parliament_speaker": 5,
          "finance_minister": 5, "interior_minister": 5, "military_chief": 5, "security_chief": 5, "central_banker": 5, "deputy_or_staff": 3,
          "spokesperson": 4, "minister": 3, "legislator": 4, "ambassador": 1, "regional_or_body_head": 3, "other": 1, "governor_general": 2}
FAMILY_FIRST = {"CN", "KP", "KR", "VN", "TW", "KH"}
PARTICLES = {"al", "el", "bin", "ben", "ibn", "von", "van", "de", "der", "den", "da", "di", "del", "dos", "le", "la", "ter", "abu", "bint", "ould", "mac"}


def rows(name):
    with open(SOURCE / name, encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def split(cell):
    return [part.strip() for part in (cell or "").split("|") if part.strip()]


class Table:
    def __init__(self):
        self.entities, self.index, self.names, self.terms = [], {}, collections.defaultdict(set), {}
        # Further names; how often the news links from a name to an entity; rows that are another's.
        self.wide, self.counts, self.gone = collections.defaultdict(set), collections.Counter(), set()

    def add(self, identity, qid, kind, name, country="", group="", weight=0):
        if identity in self.index:
            entity = self.entities[self.index[identity]]
            entity["weight"] = max(entity["weight"], weight)
            return self.index[identity]
        self.index[identity] = len(self.entities)
        self.entities.append({"qid": qid, "type": kind, "name": " ".join(name.split()), "country": country, "class": group, "weight": weight,
                              "links": 0, "title": "", "title_links": 0, "years": "", "place": ("", ""), "sides": ""})
        return self.index[identity]

    def name(self, entity, text, flag):
        text = " ".join(text.split())
        folded = key(text)
        if not folded or (flag != "d" and entity is not None and text in mends.DROP_ALIASES.get(self.entities[entity]["qid"], ())):
            return
        if flag in "na" and len(folded) <= 5 and " " not in folded and text.upper() == text:
            flag = "y"
        self.names[folded].add((flag, entity))
        # “St. Lucia”: the press shortens saints.
        if flag in "na" and entity is not None and self.entities[entity]["type"] in "CRT" and folded.startswith("saint "):
            self.names["st " + folded[6:]].add(("a", entity))
        if flag in "na" and entity is not None and self.entities[entity]["type"] == "O":
            for one, other in mends.SPELLINGS:
                if one in folded.split():
                    self.names[" ".join(other if word == one else word for word in folded.split())].add(("a", entity))


def countries(table):
    iso, drop = {}, mends.DROP_DEMONYMS
    sovereign = set()
    listed = list(rows("countries.csv"))
    for r in listed:
        if r["independent"] == "Yes":
            sovereign |= {key(d) for d in split(r["adjectives_demonyms"])}
    for r in listed:
        code = r["iso2"]
        full = r["independent"] == "Yes" or code in ("TW", "XK", "PS", "VA")
        e = table.add(("C", code), mends.REPLACE.get(("countries", r["qid"]), r["qid"]), "C", r["name"].replace(" & ", " and "), r["iso3"], "sovereign" if full else "territory", 2 if full else 1)
        iso[code] = r["iso3"]
        table.name(e, r["name"], "n")
        for alias in [r["official_name"]] + split(r["aliases"]) + split(mends.COUNTRY_ALIASES.get(code, "")):
            if "empire" not in alias.lower() and "disputed" not in alias and "former name" not in alias and "," not in alias \
                    and not alias.startswith("German East") and len(key(alias)) > 1 and not (len(alias) == 2 and alias not in ("UK", "US")):
                table.name(e, alias, "a")
        for demonym in split(r["adjectives_demonyms"]) + split(mends.DEMONYMS.get(code, "")):
            if demonym in drop.get(code, ()) or (not full and key(demonym) in sovereign):
                continue
            table.name(e, demonym, "d")
        for seat in split(r["metonyms"]):
            city = key(seat) in {key(r["capital"]), key(r["name"])} | {key("Tel Aviv"), key("Jerusalem")}
            if seat not in mends.DROP_METONYMS.get(code, ()) or city:
                table.name(e, seat, "m")
    return iso


def regions(table, iso):
    for r in rows("regions.csv"):
        qid = mends.REPLACE.get(("regions", r["qid"]), r["qid"])
        name = re.sub(r" \((Occupied.*|USA|Saint Kitts.*)\)", "", r["name"])
        name = mends.REGION_NAME.get(qid, name)
        parent = iso.get(r["parent"].upper(), "")
        if r["is_country"] == "True":
            e = table.add(("C", qid), qid, "C", name, "", "historical", 0)
        else:
            e = table.add(("R", qid), qid, "R", name, parent, "region", 500_000)
        table.name(e, name, "n")
        for alias in split(r["aliases"]):
            if not re.search(r", ?[A-Z]{2}\b|, U|\(USA|,", alias):
                table.name(e, alias, "a")


def cities(table, iso):
    for r in rows("cities.csv"):
        if r["geonameid"] in mends.DROP_CITIES or (r["name"], r["admin1"]) in mends.DROP_CITY_ROWS:
            continue
        country = iso.get(mends.CITY_COUNTRY.get(r["name"], r["country"]), "")
        name = mends.CITY_NAME.get(r["qid"], r["name"])
        e = table.add(("T", r["qid"] or r["geonameid"] or (r["name"], country)), r["qid"], "T", name, country, r["feature"], int(float(r["population"] or 0)))
        table.entities[e]["place"] = coordinates(r)
        table.name(e, name, "n")
        table.name(e, r["name"], "n")
        for alias in split(r["aliases"]):
            if len(key(alias)) > 3 or alias.isupper():
                table.name(e, alias, "a")
    known = {(key(x["name"]), x["country"]) for x in table.entities if x["type"] == "T"}
    for r in rows("cities_geonames_noqid.csv"):
        country = iso.get(r["country"], "")
        if (key(r["name"]), country) in known or len(key(r["name"])) < 3 or re.search("rayon|district", r["name"], re.I):
            continue
        e = table.add(("T", "g" + r["geonameid"]), "", "T", r["name"].replace("’", "'"), country, "place", int(float(r["population"] or 0)))
        table.entities[e]["place"] = coordinates(r)
        table.name(e, r["name"], "n")


def coordinates(r):
    """Degrees to four places, some ten metres, as whole numbers of ten thousandths."""
    return tuple(str(round(float(r[k]) * 10_000)) for k in ("lat", "lon")) if r["lat"] and r["lon"] else ("", "")


def disputed(table):
    """Marks what two states or more claim: by item, or the towns of a province."""
    with open(HERE / "disputed.csv", encoding="utf-8", newline="") as f:
        listed = list(csv.DictReader(f))
    inside = {}
    for r in rows("cities.csv"):
        inside[r["qid"]] = r["admin1"]
    for x in table.entities:
        for r in listed:
            if x["qid"] and x["qid"] in split(r["items"]) or x["type"] in "TRS" and key(x["name"]) in {key(n) for n in split(r["names"])} \
                    and (not x["country"] or x["country"] in split(r["sides"])) or x["type"] == "T" and x["qid"] and inside.get(x["qid"]) in split(r["provinces"]) and inside[x["qid"]]:
                x["sides"] = r["sides"]


def organizations(table, iso):
    for r in rows("organisations.csv"):
        kind, country = r["kind"], iso.get(mends.BODY_COUNTRY.get(r["qid"], r["country"]), "")
        if kind == "government_cabinet" or re.search(r"bank accounts", r["name"]):
            kind = "government_body"
        if kind == "intergovernmental":
            only_ror = r["source"] == "ROR"
            world = re.search(r"^(International|World|United Nations|UN |European|Inter-|African|Asian|Pan |Organi[sz]ation|Commonwealth Sec|Nordic|Arab|Islamic|Global)", r["name"])
            kind, country = ("intergovernmental", "IGO") if not only_ror or world else ("ngo", "NGO")
        elif kind == "sports_body":
            country = "NGO"
        name = r["name"]
        if kind in ("company", "bank") and len(key(name)) < 3:
            continue
        weight = {"intergovernmental": 6, "news_agency": 6, "armed_group": 6, "government_body": 4, "political_party": 4}.get(kind, 2)
        e = table.add(("O", r["qid"] or key(name)), r["qid"], "O", name, country, kind, weight)
        if r["name"] == "RIA Novosti":
            r["aliases"] = "RIA"
        table.name(e, name, "n")
        for alias in split(r["aliases"]):
            table.name(e, alias, "a")
        for alias in split(r["acronym"]):
            if alias not in mends.DROP_ALIASES.get(r["qid"], ()):
                table.names[key(alias)].add(("y", e))
        for long, short in (("United Nations", "UN"), ("United Nations", "U.N."), ("United States", "US"), ("United States", "U.S."), ("European Union", "EU"),
                            ("Organisation", "Organization"), ("Organization", "Organisation")):
            if long in name and name != long:
                table.name(e, name.replace(long, short), "a")
        ours = re.match(r"United States (Department of .*)", name)
        if ours:
            table.name(e, ours.group(1), "a")
            if r["qid"] == "Q11209":
                for alias in ("Pentagon", "Defense Department", "US Defense Department", "U.S. Defense Department"):
                    table.name(e, alias, "a")


def shared(table, iso):
    """Regions that share their name with a state: the middle of their towns, by which the towns that a text names tell which is meant."""
    states = {key(x["name"]) for x in table.entities if x["type"] == "C" and x["class"] == "sovereign"}
    towns = collections.defaultdict(list)
    for r in rows("cities.csv"):
        if r["lat"] and r["lon"]:
            towns[(iso.get(r["country"], ""), key(r["admin1"]))].append((float(r["lat"]), float(r["lon"])))
    for x in table.entities:
        here = towns.get((x["country"], key(x["name"]))) if x["type"] == "R" else None
        if here and key(x["name"]) in states and not any(x["place"]):
            x["place"] = tuple(str(round(sum(part) / len(here) * 10_000)) for part in zip(*here))


def historical(table):
    """States that are no more, which the sources have as places or not at all: name, aliases, item."""
    for item, name, aliases in mends.HISTORICAL:
        e = table.add(("C", item), item, "C", name, "", "historical", 0)
        table.name(e, name, "n")
        for alias in split(aliases):
            table.name(e, alias, "a")


def additions(table):
    known = {(x["type"], key(x["name"])): i for i, x in enumerate(table.entities)}
    with open(HERE / "additions.csv", encoding="utf-8", newline="") as f:
        for r in csv.DictReader(f):
            names = [r["name"]] + split(r["aliases"])
            e = next((known[(r["type"], key(n))] for n in names if (r["type"], key(n)) in known and r["class"] != "seat"), None)
            if r["name"] == "The Pentagon":
                continue
            # A part of the world that a region with an item is called after is that one: Kashmir, Kurdistan.
            region = known.get(("R", key(r["name"]))) if r["type"] == "S" and r["class"] == "area" else None
            if region is not None:
                table.entities[region].update(type="S", country=r["country"], weight=6, **{"class": "area"})
                e = region
            elif e is None:
                country = r["country"] or {"intergovernmental": "IGO", "ngo": "NGO"}.get(r["class"], "")
                e = table.add(("A", r["name"]), "", r["type"], r["name"], country, r["class"], 6)
            else:
                table.entities[e]["class"], table.entities[e]["weight"] = r["class"], 6
                table.entities[e]["country"] = r["country"] or table.entities[e]["country"]
            table.name(e, re.sub(r" \(.*\)", "", r["name"]), "n")
            for alias in names[1:]:
                table.name(e, alias, "a")


def family_names(name, given, country):
    """Forms under which the press names somebody by family name alone."""
    words = [w for w in name.split() if not re.fullmatch(r"[IVX]+|Jr\.?|Sr\.?", w)]
    if not words or len(words) == 1:
        return {name}
    if country in FAMILY_FIRST and len(words) <= 3:
        return {words[0]}
    out = {words[-1]}
    for i in range(len(words) - 1, 0, -1):
        if key(words[i - 1]).split()[-1:] and key(words[i - 1]) in PARTICLES:
            out.add(" ".join(words[i - 1:]))
        else:
            break
    if given and key(given) in {key(w) for w in words} and country not in ("SA", "AE", "QA", "KW", "BH"):
        out.add(given)
    bare = re.sub(r"^(al|el)[- ]", "", words[-1], flags=re.I)
    return out | {bare}


def terms_of_tables():
    for file in ("persons.csv", "persons_other.csv"):
        for r in rows(file):
            r["principal"] = r["source"] == "CIA-factbook"
            yield r
    for r in mends.ADD_TERMS + mends.HEADS_OF_BODIES:
        qid, name, country, kind, office, start, end = r
        yield {"qid": qid, "name": name, "country": country, "kind": kind, "office": office, "start": start, "end": end, "principal": True}
    for r in rows("us_legislators.csv"):
        yield dict(r, kind="legislator", as_of="2026-06-15", principal=False)
    for r in rows("persons_curated.csv"):
        yield dict(r, country=r["country_or_org"], as_of="2025-12-31", principal=True, curated=True)


def earlier_leaders(table):
    """Leaders of 1945 to 2016 whom the other tables lack, for archives. A person whom they know keeps their terms."""
    known = {key(x["name"]) for x in table.entities if x["type"] == "P"}
    known |= {name for name, references in table.names.items() if any(e is not None and table.entities[e]["type"] == "P" for _, e in references)}
    with open(HERE / "leaders.csv", encoding="utf-8", newline="") as f:
        return [dict(r, qid="", principal=True) for r in csv.DictReader(f) if key(r["name"]) not in known]


def principal_offices(listed):
    """The post of each kind that a state's press means: the one with most rows."""
    count = collections.Counter((r["country"], r["kind"], r.get("office_qid")) for r in listed if r.get("office_qid"))
    best = {}
    for (country, kind, post), n in sorted(count.items()):
        if n > best.get((country, kind), (0, ""))[0]:
            best[(country, kind)] = (n, post)
    return {place: post for place, (_, post) in best.items()}


def persons(table, iso, listed):
    posts = principal_offices(listed)
    home = collections.defaultdict(collections.Counter)
    for r in listed:
        if len(r["country"]) == 2:
            home[r["qid"] or key(r["name"])][r["country"]] += 1
    for r in listed:
        qid = mends.SAME.get(r["qid"], r["qid"]) or mends.FILL.get(r["name"], "")
        if qid == "Q8273004" and r["country"] == "TW":
            qid = "Q9182314"
        if any(qid == q and r["country"] == c and (r["office"] + " " + (r["start"] or "")).startswith(o) for q, c, o in mends.DROP_TERMS):
            continue
        name = mends.NAME.get(qid, r["name"])
        # Names in capitals, but not the numbers of monarchs.
        name = re.sub(r"\b(?![IVX]+\b)([A-Z]{3,})\b", lambda m: m.group(1).capitalize(), name).replace(" - ", "-")
        start, end = mends.DATES.get((qid, r["kind"], r["start"]), (r["start"], r["end"]))
        if (end or start or "9") < "1945" or (not start and not end):
            continue
        who = qid or key(name)
        ranked = home[r["qid"] or key(r["name"])].most_common()
        code = mends.PERSON_COUNTRY.get(qid) or (min(ranked, key=lambda x: (-x[1], x[0]))[0] if ranked else r["country"])
        country = iso.get(code, "GBR" if code == "GB-SCT" else ("IGO" if code else ""))
        e = table.add(("P", who), qid, "P", name, country, (r.get("birth") or "")[:4], WEIGHT.get(r["kind"], 1))
        wiki = re.sub(r" \(.*\)", "", r.get("enwiki") or "")
        if wiki and len(wiki.split()) > 1:
            table.entities[e]["name"] = wiki
        full = [name, wiki] + split(r.get("aliases"))
        full += [re.sub(r"^((?:\S+) (?:bin|bint) \S+) .*", r"\1", n) for n in full] + [re.sub(r" [A-Z]\. ", " ", n) for n in full]
        full += [re.sub(r"(?<=\S) Al[- ](Saud|Sabah|Nahyan|Maktoum|Thani|Khalifa)$", "", n) if n.count(" ") > 3 else n for n in full]
        for i, n in enumerate(full):
            if n:
                table.name(e, n, "n" if i < 2 else "a")
                table.names["~" + skeleton(key(n))].add(("a", e))
        high = r["kind"] in HIGH or r["kind"] == "legislator"
        if high and (end or "9") > "1985":
            for n in family_names(wiki or name, r.get("family_name"), code):
                if len(key(n)) > 1:
                    table.name(e, n, "s")
        if r["kind"] == "head_of_state" and (end or "9") > "1945":
            # Monarchs are called by a first name: King Olav, Pope Francis.
            if re.search(r"\b(king|queen|emir|sultan|emperor|pope|monarch|grand duke|prince)\b", r["office"] or "", re.I) \
                    and not re.search(r"co-prince", r["office"] or "", re.I):
                table.name(e, re.sub(r"^(Pope|King|Queen|Emir|Sultan|Sheikh|Prince) ", "", wiki or name).split()[0], "s")
        if r["kind"] in ("head_of_state", "head_of_government", "foreign_minister") and (end or "9") > "1985":
            for n in family_names(wiki or name, r.get("family_name"), code):
                bones = skeleton(key(n))
                if len(bones) > 2 and " " not in bones:
                    table.names["~" + bones].add(("s", e))
        body = iso.get(r["country"], r["country"])
        main = r["principal"] or posts.get((r["country"], r["kind"])) == r.get("office_qid")
        when = (start or "", end or ("~" + r["as_of"] if r.get("as_of") else "~2022-07-01"))
        table.terms[(body, r["kind"], *when, "1" if main else "0", " ".join((r["office"] or "").split()), e)] = None


def write(table, core):
    place = {}
    for e in (e for e in range(len(table.entities)) if e not in table.gone):
        place[e] = len(place)
    order = sorted((*term[:-1], place[term[-1]]) for term in table.terms)
    held = collections.defaultdict(list)
    for line, term in enumerate(order):
        held[term[-1]].append(str(line))
    with open(HERE / "entities.tsv", "w", encoding="utf-8", newline="\n") as f:
        for e, i in place.items():
            x = table.entities[e]
            f.write("\t".join((x["qid"], x["type"], x["name"], x["country"], x["class"], str(x["weight"]), " ".join(held[i]), str(x["links"] or ""),
                               "=" if x["title"] == x["name"] else x["title"], x["years"], *x["place"], x["sides"])).rstrip("\t") + "\n")
    with open(HERE / "terms.tsv", "w", encoding="utf-8", newline="\n") as f:
        for term in order:
            f.write("\t".join(map(str, term)) + "\n")
    for file, names in (("names.tsv", table.names), ("wide.tsv", table.wide)):
        with open(HERE / file, "w", encoding="utf-8", newline="\n") as f:
            for folded in sorted(names, key=lambda k: k.encode()):
                # By name and by alias is once, where the knowledge base says so.
                listed = {pair for pair in names[folded] if not (pair[0] == "a" and ("n", pair[1]) in names[folded] and table.entities[pair[1]]["links"])}
                references = sorted((place[e], flag, table.counts[(folded, e)]) for flag, e in listed if e in place)
                if references:
                    f.write(folded + "\t" + " ".join(flag + str(i) + (f":{n}" if n else "") for i, flag, n in references) + "\n")
    (HERE / "as_of.txt").write_text("2026-01-22\n")
    sums = (f"{hashlib.sha256((HERE / file).read_bytes()).hexdigest()}  {file}\n" for file in ("entities.tsv", "names.tsv", "terms.tsv", "wide.tsv"))
    (HERE / "tables.sha256").write_text("".join(sums))
    count = collections.Counter(x["type"] for x in table.entities)
    print(dict(sorted(count.items())), len(order), "terms", len(table.names), "keys", len(table.wide), "further keys; from entry", place[core], "on by them alone")


def main():
    table = Table()
    iso = countries(table)
    historical(table)
    regions(table, iso)
    cities(table, iso)
    organizations(table, iso)
    additions(table)
    persons(table, iso, list(terms_of_tables()))
    persons(table, iso, earlier_leaders(table))
    base = knowledge.Knowledge(table, KNOWLEDGE, iso)
    base.items()
    base.places()
    base.titles()
    core = base.wide()
    shared(table, iso)
    disputed(table)
    write(table, core)


if __name__ == "__main__":
    main()
