"""The tables of the knowledge base (names, items, titles) in; entries and names for the gazetteer out.

Two kinds of names come of them. What the news links to (titles.csv of build.py: titles of the encyclopedia with how often the
portal of current events links to them, all before 2026-04-16) stands beside the names that the program always knew, in
names.tsv. All else stands in wide.tsv, which is asked only where names.tsv does not know who is meant.
"""
import collections, csv, re

from fold import key, skeleton
from kinds import BODIES, OCCUPATIONS, PLACES, SITES

# Tables with a licence of their own, most trusted first; README.md has the licences. Without a licence file of their own,
# and so left out: namenet.csv, bear.csv.
TABLES = ("us_executive", "fb15k", "wikitrivia", "partyfacts", "opensanctions_cn", "ror", "geonames_join", "wof", "nsi")
LETTER = {"person": "P", "organization": "O", "place": "T", "country": "C"}
# Sources of gazetteer_items.csv that stem from what links are measured on.
MEASURED = re.compile("elevant")
MEASURED_FROM = "2026"
DIRECTIONS = {"north", "south", "east", "west", "northern", "southern", "eastern", "western", "central", "centre", "center", "capital"}
FUNCTION = {"of", "the", "and", "for", "in", "de", "la", "al", "el", "on", "du", "des", "der", "di", "da", "und", "to", "a", "y", "et", "&", "bin", "van", "von", "del", "las", "los", "le"}
US_STATES = "Alabama Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas Kentucky Louisiana Maine Maryland Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming".split()


def rows(folder, name):
    with open(folder / (name + ".csv"), encoding="utf-8", newline="") as f:
        yield from csv.DictReader(f)


def parts(cell):
    return [part.strip() for part in (cell or "").split(";") if part.strip()]


def first_of(table, text, default):
    """The class whose words come first in a description."""
    found = [(hit.start(), i, name) for i, (name, words) in enumerate(table) if (hit := words.search(text))]
    return min(found)[2] if found else default


def years(role, start, end):
    """Years of birth and death as a description has them: `1732-1799`, `1953-`."""
    hit = re.search(r"\((?:born (?:[\w ,]*?))?(\d{4})(?:\s*[–-]\s*(\d{4})|\s*[–-])?\s*\)", role)
    if hit:
        died = hit.group(2) or ""
        return hit.group(1) + "-" + (died if died < MEASURED_FROM else "")
    hit = re.search(r"\((?:c\. ?)?(\d{3,4})\s*[–-]\s*(?:c\. ?)?(\d{3,4})(?: (?:BC|AD|CE|BCE))?\)", role)
    return hit.group(1) + "-" + hit.group(2) if hit else ""


def population(role):
    hit = re.search(r"population (\d+)", role)
    return int(hit.group(1)) if hit else 0


def bare(title):
    """A title without what tells namesakes apart: `Georgia (country)`, `Lubbock, Texas`."""
    return re.sub(r" \([^()]*\)$", "", title)


def coarse(letter):
    return "T" if letter in "TRSC" else letter


def table_type(table, e):
    return coarse(table.entities[e]["type"]) if e is not None else ""


# What a source takes for a place and is an office: “President of the United States of America”.
OFFICE = re.compile(r"(.* )?(secretary of state|(prime |foreign )?minister|(vice )?president|attorney general|chancellor|ambassador|governor)( of .*)?")


class Knowledge:
    def __init__(self, table, folder, iso):
        self.table, self.folder = table, folder
        self.by_item = {}
        for i, x in enumerate(table.entities):
            if x["qid"]:
                self.by_item.setdefault(x["qid"], i)
        self.states = self.state_words(table)
        self.wrong = {(r["link_target"], item) for r in rows(folder, "conflicts") for item in parts(r["its_items"])}
        self.of_item = self.read()

    @staticmethod
    def state_words(table):
        """Names and demonyms of states, longest first, for descriptions."""
        words = {}
        for folded, references in table.names.items():
            states = {e for flag, e in references if flag in "nad" and e is not None and table.entities[e]["type"] == "C" and table.entities[e]["class"] == "sovereign"}
            if len(states) == 1:
                words[folded] = table.entities[states.pop()]["country"]
        # Iceland in its own language is an English word: “island of Indonesia”.
        words.pop("island", None)
        for state in US_STATES:
            words[key(state)] = "USA"
        words |= {"uk": "GBR", "us": "USA", "american": "USA", "british": "GBR", "english": "GBR", "scottish": "GBR", "welsh": "GBR", "england": "GBR", "scotland": "GBR", "wales": "GBR"}
        return words

    def country(self, role, last):
        """The state that a description names: the first as people (of persons), or the only one that something lies in."""
        words = key(re.sub(r"\([^()]*\)", "", role)).split()
        found, i = [], 0
        while i < len(words):
            n = next((n for n in range(6, 0, -1) if " ".join(words[i:i + n]) in self.states), 0)
            if n:
                found.append(self.states[" ".join(words[i:i + n])])
            i += n or 1
        if not found or last and len(set(found)) > 1:
            return ""
        return found[0]

    def read(self):
        """What the tables say of each item, put together."""
        found = {}
        for name in TABLES:
            for r in rows(self.folder, name):
                item = r["qid"]
                # Nothing of the time that links are measured on: the sources give the year alone.
                if re.match(r"\d{4}", r["from"]) and r["from"][:4] >= MEASURED_FROM:
                    continue
                if r["type"] == "place" and OFFICE.fullmatch(key(r["name"])):
                    continue
                if (r["name"], item) in self.wrong or not re.fullmatch(r"Q\d+", item):
                    continue
                x = found.setdefault(item, {"type": r["type"], "name": r["name"], "names": [], "country": "", "role": "", "years": "", "title": "", "sources": set(), "population": 0})
                if r["type"] != x["type"] and "country" not in (r["type"], x["type"]):
                    continue
                x["sources"].add(name)
                x["names"] += [r["name"]] + [a for a in parts(r["aliases"]) if (a, item) not in self.wrong]
                x["title"] = x["title"] or r["enwiki"]
                if r["enwiki"]:
                    x["names"].append(bare(r["enwiki"]))
                x["role"] = x["role"] or r["role"]
                x["population"] = max(x["population"], population(r["role"]))
                x["country"] = x["country"] or r["country"]
                if r["type"] == "person":
                    x["years"] = x["years"] or years(r["role"], r["from"], r["to"])
        for x in found.values():
            if x["type"] == "place" and self.class_of(x) in ("marine", "continent", "mountain", "river"):
                x["country"] = ""
            elif not x["country"] and x["type"] != "country":
                x["country"] = self.country(x["role"], x["type"] == "place")
        return found

    def class_of(self, x):
        if x["type"] == "person":
            return first_of(OCCUPATIONS, x["role"], "")
        if x["type"] == "place":
            return first_of(PLACES, x["role"], "place")
        if "partyfacts" in x["sources"]:
            return "political_party"
        return first_of(BODIES, x["role"], "company" if "nsi" in x["sources"] else "")

    def letter(self, x, group):
        if x["type"] == "place":
            return "S" if group in SITES else "R" if group == "region" else "T"
        return LETTER[x["type"]]

    # Items for rows that have none.

    def items(self):
        table = self.table
        known = collections.defaultdict(list)
        for i, x in enumerate(table.entities):
            known[(x["type"], x["name"], x["country"])].append(i)
        for r in rows(self.folder, "gazetteer_items"):
            if MEASURED.search(r["sources"]):
                continue
            here = [i for i in known[(r["gazetteer_type"], r["name"], r["country"])] if not table.entities[i]["qid"]]
            if len(here) != 1:
                continue
            other = self.by_item.get(r["qid"])
            if other is None:
                table.entities[here[0]]["qid"] = r["qid"]
                self.by_item[r["qid"]] = here[0]
            elif table.entities[other]["type"] == r["gazetteer_type"]:
                self.unite(here[0], other)

    def unite(self, double, entity):
        """One thing that two rows have: the row with the item takes the names, the class and the weight of the other."""
        table, mine, theirs = self.table, self.table.entities[entity], self.table.entities[double]
        mine["weight"] = max(mine["weight"], theirs["weight"])
        if theirs["type"] in "OS" and mine["type"] not in "RT":
            mine["class"], mine["country"] = theirs["class"], theirs["country"] or mine["country"]
        for folded, references in table.names.items():
            for flag, e in sorted(references, key=str):
                if e == double:
                    references.discard((flag, e))
                    references.add((flag, entity))
        for term in [t for t in table.terms if t[-1] == double]:
            del table.terms[term]
            table.terms[(*term[:-1], entity)] = None
        table.gone.add(double)

    def places(self):
        """What a register of bodies lists under the item of a region or town is that place: “Freistaat Bayern”, “City of Helsinki”."""
        table = self.table
        for e, x in enumerate(table.entities):
            if x["type"] != "O" or x["class"] != "government_body" or not x["qid"]:
                continue
            other, about = self.by_item[x["qid"]], self.of_item.get(x["qid"])
            if table.entities[other]["type"] in "RT":
                self.unite(e, other)
            elif about and about["type"] == "place" and about["name"] != x["name"] and self.class_of(about) in ("region", "town"):
                group = self.class_of(about)
                weight = max(about["population"], 500_000 if group == "region" else 0)
                x.update(type=self.letter(about, group), name=about["name"], title=about["title"], country=about["country"] or x["country"], weight=weight, **{"class": group})
                table.name(e, about["name"], "n")

    # What the news links to.

    def titles(self):
        table = self.table
        listed = [r for r in rows(self.folder, "enwiki_titles") if r["type_guess"] in LETTER and self.is_sure(r)]
        listed = [r for r in listed if r["type_guess"] != "place" or not OFFICE.fullmatch(key(bare(r["title"])))]
        # The item of an ocean is not that of its north.
        for r in listed:
            direction, _, rest = key(r["title"]).partition(" ")
            if direction in DIRECTIONS and r["qid"] in self.of_item and rest == key(self.of_item[r["qid"]]["name"]):
                r["qid"] = ""
        total, meant = collections.Counter(), []
        for r in rows(self.folder, "enwiki_titles"):
            for form, count in self.forms(r):
                total[key(form)] += count
        by_name = collections.defaultdict(set)
        for folded, references in table.names.items():
            for flag, e in references:
                if flag in "nay" and e is not None and e not in table.gone:
                    by_name[folded].add(e)
        initials = {self.initials(r["title"]) for r in listed}
        plural = {key(r["title"]): r["title"] for r in listed}
        for r in sorted(listed, key=lambda r: r["title"].isupper()):
            # Redirects, which the list does not resolve: “IDF”, “Houthi” beside “Houthis”.
            if not r["qid"] and r["type_guess"] == "organization" and (r["title"].isupper() and r["title"].lower() in initials or key(r["title"]) + "s" in plural):
                continue
            e = self.entity_of(r, by_name)
            if e is not None:
                meant.append((e, r))
        for e, r in meant:
            x = table.entities[e]
            x["links"] += int(r["links"])
            if not x["title"] or int(r["links"]) > x["title_links"]:
                # The wording alone knows less than a source of the item: “The Atlantic” of the ocean.
                own = self.of_item.get(r["qid"], {}).get("title") if r["basis"] == "rule" else ""
                x["title"], x["title_links"] = own or r["title"], int(r["links"])
            name = bare(r["title"])
            if x["type"] == "P" and " " not in name:
                name = x["name"]
            plain = key(name)
            if "," not in name or x["type"] == "O":
                table.name(e, name, "n" if plain == key(x["name"]) else "a")
            for form, count in self.forms(r):
                folded = key(form)
                # “Dilling, South Kordofan” names two places.
                if not folded or "," in form and x["type"] in "TRS":
                    continue
                if (e in {other for _, other in table.names.get(folded, ())}) or self.is_name(form, folded, count, total[folded], x, name):
                    if e not in {other for _, other in table.names.get(folded, ())}:
                        table.name(e, form, "a")
                    table.counts[(folded, e)] += count

    @staticmethod
    def initials(title):
        return "".join(w[0] for w in re.split(r"[\s–-]+", bare(title)) if w and w.lower() not in FUNCTION).lower()

    @staticmethod
    def forms(r):
        for part in parts(r["surface_forms"]):
            form, _, count = part.rpartition(":")
            form = re.sub(r"['’]s?$", "", form.strip())
            if form and count.isdigit():
                yield re.sub(r"^[Tt]he ", "", form), int(count)

    def is_sure(self, r):
        title, forms = bare(r["title"]), parts(r["surface_forms"])
        if r["basis"] == "rule":
            # Typed by the wording alone: “French Crown Jewels”, “Catholic school”.
            small = any(w[0].islower() and w.lower() not in FUNCTION and "-" not in w for w in title.split())
            if not r["qid"] and int(r["links"]) < 2 or small or r["type_guess"] == "person" and self.country(title, False):
                return False
        # A thing that the news writes in small letters has no name.
        if not any(form[0].isupper() or form[0].isdigit() or not form[0].isalpha() for form in forms):
            return False
        if " " not in title and sum(int(f.rpartition(":")[2]) for f in forms if f[0].islower()) * 2 > int(r["links"]):
            return False
        if re.search(r"\bborder\b|^List of|\bcrisis\b|\bwar\b|elections?\b|\bPresident of|\bMinister of|relations$", r["title"]):
            return False
        # A person by the wording alone must be named by the links, as two words at least.
        if r["type_guess"] == "person":
            name = key(bare(r["title"]))
            return " " in name or r["basis"] == "hand"
        return True

    def entity_of(self, r, by_name):
        """The entry of a title: by its item, else by its name where one entry of its type has it, else a new one."""
        table, kind, item = self.table, r["type_guess"], r["qid"]
        if item in self.by_item:
            e = self.by_item[item]
            return e if (table.entities[e]["type"] in "TRSC") == (kind in ("place", "country")) and (table.entities[e]["type"] == "P") == (kind == "person") else None
        letters = {"person": "P", "organization": "O", "place": "TRSC", "country": "C"}[kind]
        name = bare(r["title"])
        x = self.of_item.get(item) or {"type": kind, "role": "", "sources": set(), "country": "", "years": "", "population": 0, "names": []}
        qualifier = re.search(r"\(([^()]*)\)$|, ([^,]*)$", r["title"])
        role = (qualifier.group(1) or qualifier.group(2)) if qualifier else "" if kind == "person" else r["title"]
        country = x["country"] or self.country(role, kind == "place")
        # “Conservative Party (Norway)” is not the one of the United Kingdom.
        elsewhere = lambda e: country and table.entities[e]["country"] not in ("", "IGO", "NGO", country)
        same = sorted(e for e in by_name.get(key(name.removeprefix("Pope ")), ()) if table.entities[e]["type"] in letters and not (item and table.entities[e]["qid"]) and not elsewhere(e))
        if kind == "place" and len(same) > 1:
            best = max(same, key=lambda e: (table.entities[e]["weight"], -e))
            same = [best] if table.entities[best]["weight"] >= 10 * max(table.entities[e]["weight"] for e in same if e != best) else same
        if len(same) == 1 and (kind != "person" or " " in key(name)):
            e = same[0]
            if item and not table.entities[e]["qid"]:
                table.entities[e]["qid"] = item
                self.by_item[item] = e
            return e
        if kind == "country" or same and not item:
            return None
        group = self.class_of(x) if x["role"] else first_of({"person": OCCUPATIONS, "organization": BODIES, "place": PLACES}[kind], role if kind == "person" else bare(r["title"]) + " " + role, "place" if kind == "place" else "")
        letter = self.letter({"type": kind}, group)
        # Waters have states on all their shores.
        if kind == "place" and (group == "marine" or name.startswith("Lake ")):
            country = ""
        e = table.add(("K", item or r["title"]), item, letter, name if kind != "place" else name.split(",")[0], country, group, x["population"] if letter in "TR" else 1)
        if kind == "place":
            table.name(e, name.split(",")[0], "n")
        for alias in x["names"]:
            if self.may_name(alias, x) and (self.flag(alias, x), e) not in table.names.get(key(alias), ()):
                table.wide[key(alias)].add((self.flag(alias, x), e))
        if kind == "organization" and group == "parliament" and country:
            self.chamber(e, name, country)
        table.entities[e]["years"] = x["years"]
        if item:
            self.by_item[item] = e
        by_name[key(name)].add(e)
        return e

    def chamber(self, e, name, country):
        """“Senate of the Philippines” is the Philippine Senate too."""
        state = next(i for i, x in enumerate(self.table.entities) if x["type"] == "C" and x["country"] == country)
        words = re.fullmatch(r"(.+?) of (?:the )?(.+)", name)
        for folded in [k for k, references in self.table.names.items() if words and key(words.group(2)) in self.states
                       and any(e == state and flag in "nad" for flag, e in references)]:
            self.table.names[folded + " " + key(words.group(1))].add(("a", e))

    def is_name(self, form, folded, count, total, x, title):
        """Whether a form of a link may be a further name: not a description, not another's, and of the words of the title or its
        initials, unless the news always means it so."""
        words = form.split()
        if len(folded) < 2 or folded in self.states or any(w[0].islower() and w.lower() not in FUNCTION for w in words) or not form[0].isupper():
            return False
        if words[-1].lower() in FUNCTION or any(key(w) in self.states for w in words[:1]) and key(words[0]) not in key(title).split():
            return False
        if count * 2 < total:
            return False
        mine, theirs = set(folded.split()), set(key(title).split()) | set(key(x["name"]).split())
        always = count > 2 and count * 5 >= total * 4
        # A name that another of its kind has is its own only where the news always means it.
        if not always and any(flag in "nay" and table_type(self.table, e) == coarse(x["type"]) for flag, e in self.table.names.get(folded, ())):
            return False
        if x["type"] == "P":
            return " " in folded and folded.split()[-1] in theirs and len(mine & theirs) > 1
        if folded == self.initials(title) and form.upper() == form:
            return True
        if len(mine) == 1 and mine <= theirs and len(theirs) > 1 and x["type"] == "O" and form.upper() != form:
            return always
        return mine <= theirs or always

    # All else.

    def wide(self):
        """Entries of the items that no row has yet, and further names of those that one has."""
        table = self.table
        first = len(table.entities)
        bare_rows = collections.defaultdict(list)
        for e, x in enumerate(table.entities):
            if e not in table.gone and x["type"] in "TOSP":
                bare_rows[(coarse(x["type"]), key(bare(x["name"])))].append(e)
        count = collections.Counter((coarse(self.letter(x, self.class_of(x))), key(x["name"]), x["country"]) for x in self.of_item.values())
        self.alone = {place for place, n in count.items() if n == 1}
        self.listed, self.lands = set(count), sorted({country for *_, country in count if country})
        surnames = collections.Counter(key(x["name"]).split()[-1:][0] for x in self.of_item.values() if x["type"] == "person" and key(x["name"]))
        for x in table.entities:
            if x["type"] == "P" and key(x["name"]):
                surnames[key(x["name"]).split()[-1]] += 1
        for item, x in sorted(self.of_item.items(), key=lambda pair: (pair[1]["type"], int(pair[0][1:]))):
            group = self.class_of(x)
            letter = self.letter(x, group)
            e = self.by_item.get(item)
            names = list(dict.fromkeys(" ".join(n.split()) for n in x["names"] if self.may_name(n, x)))
            if e is None:
                e = self.without_item(x, letter, bare_rows)
                if e is not None:
                    table.entities[e]["qid"] = item
                    self.by_item[item] = e
            if e is None:
                if letter == "C" or not names or letter == "P" and " " not in key(x["name"]):
                    continue
                weight = x["population"] if letter in "TR" else self.fame(x, surnames) if letter == "P" else 0
                e = table.add(("W", item), item, letter, x["name"], x["country"], group, weight)
                table.entities[e]["years"], table.entities[e]["title"] = x["years"], x["title"]
            elif table.entities[e]["type"] in "CR":
                continue
            elif x["title"] and not table.entities[e]["title"]:
                table.entities[e]["title"] = x["title"]
            for name in names:
                folded = key(name)
                if folded and not any(other == e for _, other in table.names.get(folded, ())):
                    table.wide[folded].add(("n" if name == x["name"] else self.flag(name, x), e))
        return first

    def without_item(self, x, letter, bare_rows):
        """The row without item that has the name, type and country of an item, if both are alone in that."""
        if letter == "P" and self.class_of(x) not in ("politician", "ruler", "soldier", ""):
            return None
        same = bare_rows.get((coarse(letter), key(x["name"])), ())
        if not x["country"] and letter in "OS":
            return self.without_country(x, letter, same)
        here = [e for e in same if self.table.entities[e]["country"] == x["country"]]
        if not x["country"] or letter not in "TOP" or (coarse(letter), key(x["name"]), x["country"]) not in self.alone:
            return None
        return here[0] if len(here) == 1 and not self.table.entities[here[0]]["qid"] else None

    def without_country(self, x, letter, same):
        """The row without item that has the name and class of an item of which no table tells the country: newspapers, seas, armed groups."""
        known = {"fb15k", "wikitrivia"} & x["sources"] and not any((coarse(letter), key(x["name"]), country) in self.listed for country in self.lands)
        row = self.table.entities[same[0]] if known and len(same) == 1 else None
        group = self.class_of(x)
        fits = row and not row["qid"] and row["weight"] == 6 and row["type"] == letter and (group == row["class"] or not group or row["class"] == "area" and group in ("marine", "continent"))
        return same[0] if fits else None

    @staticmethod
    def fame(x, surnames):
        """From 0 to 6: how surely a full name means this person and no namesake."""
        rare = surnames[key(x["name"]).split()[-1]] <= 3
        title = x["title"]
        return 2 * ("fb15k" in x["sources"]) + (len(x["sources"]) > 1) + 2 * bool(title and title == bare(title)) + rare

    def flag(self, name, x):
        """`y` for the initials of a body, `a` for other further names."""
        return "y" if x["type"] == "organization" and name.upper() == name and len(key(name)) <= 6 and " " not in key(name) else "a"

    @staticmethod
    def may_name(name, x):
        folded = key(name)
        if folded in DIRECTIONS or len(folded) < 3 or re.search(r"\(|\d{3}|;|,.*,", name) or not re.search(r"[A-Z]", name):
            return False
        if x["type"] == "person":
            # Surnames and given names alone name nobody; an initial before a surname names too many.
            words = folded.split()
            # A name at birth or of a role is another's in the news.
            theirs = {skeleton(w) for w in key(x["name"]).split()}
            if skeleton(words[-1]) not in theirs:
                return False
            return len(words) > 1 and not any(len(w) == 1 for w in words[:1]) and words[0] not in ("president", "king", "queen", "lady", "mr", "general", "pope", "saint")
        if x["type"] == "organization":
            short = " " not in folded and len(folded) <= 6 and name.upper() == name
            initials = {Knowledge.initials(full) for full in x["names"]}
            own = folded in initials and len(folded) > 2 and not re.search("facility|education|archive|healthcare", x["role"])
            return not short or "partyfacts" in x["sources"] or own or name == x["name"] and "nsi" not in x["sources"]
        return True
