"""What tables say of somebody, a body or a place in; its kind out, by the first words that fit."""
import re

OCCUPATIONS = (
    ("ruler", r"king|queen|emperor|empress|monarch|sultan|caliph|pharaoh|prince|princess|duke|duchess|tsar|shah|khan|pope|emir|consort|dauphin"),
    ("politician", r"politician|president|minister|senator|governor|mayor|statesman|stateswoman|diplomat|chancellor|congress\w*|parliament\w*|MP|MEP|lawmaker|ambassador|revolutionary|activist|leader|lawyer|judge|jurist|member of"),
    ("soldier", r"general|admiral|marshal|officer|soldier|military|commander|colonel|rebel|warlord|terrorist|militant|spy"),
    ("athlete", r"footballer|player|athlete|boxer|wrestler|cricketer|golfer|swimmer|cyclist|racing|driver|coach|manager|skater|skier|gymnast|sprinter|quarterback|pitcher|basketball|soccer|tennis|baseball|runner|jockey|martial artist"),
    ("artist", r"actor|actress|singer|musician|rapper|comedian|director|producer|screenwriter|writer|novelist|poet|author|painter|composer|model|dancer|artist|guitarist|drummer|songwriter|presenter|playwright|filmmaker|cinematographer|entertainer|broadcaster|television|film|DJ|pianist|conductor|sculptor|photographer|designer|animator|architect|bassist|cartoonist|editor"),
    ("journalist", r"journalist|anchor|correspondent|columnist|pundit|critic"),
    ("scholar", r"scientist|physicist|chemist|mathematician|economist|philosopher|historian|professor|scholar|biologist|engineer|inventor|physician|psychologist|sociologist|astronomer|astronaut|linguist|theologian|academic|explorer|psychiatrist|neurologist|logician"),
    ("business", r"businessman|businesswoman|entrepreneur|business|executive|investor|banker|CEO|industrialist|philanthropist|founder|magnate"),
    ("religious", r"saint|bishop|cardinal|priest|prophet|rabbi|imam|cleric|missionary|nun|monk|archbishop|preacher|evangelist"),
    ("criminal", r"murderer|criminal|serial killer|gangster|mobster|drug|fraudster|outlaw"),
)
OCCUPATIONS = [(name, re.compile(r"\b(?:" + words + r")\b", re.I)) for name, words in OCCUPATIONS]
BODIES = (
    ("parliament", r"^(?:house of|senate|national assembly|parliament|congress|federal assembly|assembly of)|parliament"),
    ("political_party", r"political party|party in|\bparty\b"),
    ("university", r"universit|college|school|education|academy"),
    ("sports_club", r"football|soccer|club|team|basketball|baseball|hockey|rugby|cricket|league|sport|federation of"),
    ("news_media", r"newspaper|news|magazine|television|TV |radio|broadcast|channel|media"),
    ("hospital", r"hospital|clinic|healthcare|medical"),
    ("military", r"armed forces|\barmy\b|navy|air force|military|regiment|division|national guard"),
    ("armed_group", r"armed|militant|guerrilla|terrorist"),
    ("bank", r"\bbank\b|banking"),
    ("government_body", r"government|ministry|agency|department|court|authority|police|municipal|council"),
    ("research", r"facility|institute|archive|laborator|research"),
    ("ngo", r"nonprofit|non-profit|charity|foundation|organi[sz]ation|association|society|union"),
    ("band", r"\bband\b|musical|duo|group\b|record label|label"),
    ("airline", r"airline"),
    ("company", r"company|corporation|brand|chain|retailer|manufacturer|operator|provider|studio|firm|franchise|supplier|store|restaurant|distribut|enterprise|maker|conglomerate"),
)
BODIES = [(name, re.compile(words, re.I)) for name, words in BODIES]
PLACES = (
    ("airport", r"airport|campus"),
    ("marine", r"\bsea\b|ocean|gulf|strait|\bbay\b|marine"),
    ("mountain", r"mountain|peak|volcano|hill range"),
    ("river", r"river|lake|canal"),
    ("stadium", r"stadium|arena|sports venue|racetrack|circuit"),
    ("building", r"building|church|mosque|temple|palace|castle|cathedral|museum|tower|bridge|theatre|theater|monument|prison|park|square|street"),
    ("town", r"\bcity\b|town|village|locality|municipality|commune|settlement|capital|borough|seat of|suburb|neighbourhood|neighborhood|district of|cities"),
    ("region", r"county|region|province|state|governorate|oblast|district|territory|department|prefecture|island|peninsula|emirate|voivodeship|macroregion"),
    ("continent", r"continent|empire"),
)
PLACES = [(name, re.compile(words, re.I)) for name, words in PLACES]
SITES = {"marine", "mountain", "river", "airport", "stadium", "building", "continent", "area"}
