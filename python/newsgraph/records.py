"""The rows of the tables of a graph, as tuples with names.

The fields are the columns of the files of the same name, which the README of newsgraph describes. A field without a value is
`None`, a list without elements an empty tuple. Later versions may add fields at the end.
"""

from typing import NamedTuple


class Node(NamedTuple):
    """A person, country, organization, place, meeting, statement or document."""

    id: str
    labels: tuple[str, ...]
    name: str | None
    aliases: tuple[str, ...]
    wikidata: str | None
    iso3: str | None
    country: str | None
    date: str | None
    text: str | None
    mentions: int | None
    confidence: float | None
    document: str | None
    url: str | None
    direct: bool | None
    cue: str | None
    producer: str | None
    reason: str | None
    level: str | None
    duration: str | None
    agenda: tuple[str, ...]
    status: str | None
    types: tuple[str, ...]
    title: str | None
    latitude: float | None
    longitude: float | None
    claimed_by: tuple[str, ...]
    text_sha256: str | None
    decision: tuple[str, ...]
    sketch: str | None


class Edge(NamedTuple):
    """A claim about two nodes, with the best sentence that says so."""

    source: str
    target: str
    type: str
    id: str
    date: str | None
    negated: bool | None
    modality: str | None
    attribution: str | None
    role: str | None
    plover: str | None
    cameo: str | None
    quad_class: int | None
    support: int | None
    documents: int | None
    confidence: float | None
    rule: str | None
    evidence: str | None
    document: str | None
    begin: int | None
    end: int | None
    place: str | None
    producer: str | None
    mode: str | None
    contexts: tuple[str, ...]
    decision: str | None


class Evidence(NamedTuple):
    """A mention of an edge: the sentence, and the bytes of its trigger and actors in the text of the document."""

    edge: str
    document: str
    sentence: str | None
    begin: int | None
    end: int | None
    rule: str | None
    confidence: float | None
    place: str | None
    producer: str | None
    sentence_begin: int | None
    trigger_begin: int | None
    trigger_end: int | None
    source_begin: int | None
    source_end: int | None
    target_begin: int | None
    target_end: int | None
    decided: str | None
    cameo: str | None
    mode: str | None
    contexts: str | None


class Mention(NamedTuple):
    """How often a document (`document`, whose node is `source`) names a node (`target`)."""

    source: str
    target: str
    type: str
    document: str
    mentions: int | None
    own_id: str | None
    producer: str | None


class Event(NamedTuple):
    """An event that a sentence tells of, be it denied, planned or unsure; `plain` says whether it is in the plain graph."""

    id: str
    document: str
    predicate: str
    plover: str | None
    cameo: str | None
    mode: str | None
    contexts: tuple[str, ...]
    source: str | None
    source_name: str | None
    source_type: str | None
    source_country: str | None
    source_state: str | None
    target: str | None
    target_name: str | None
    target_type: str | None
    target_country: str | None
    target_state: str | None
    polarity: str
    modality: str
    attribution: str | None
    attribution_name: str | None
    date: str | None
    place: str | None
    place_name: str | None
    sentence: str | None
    begin: int | None
    end: int | None
    rule: str | None
    confidence: float | None
    producer: str | None
    sentence_begin: int | None
    trigger_begin: int | None
    trigger_end: int | None
    source_begin: int | None
    source_end: int | None
    target_begin: int | None
    target_end: int | None
    decided: str | None
    plain: bool | None
    decision: str | None
