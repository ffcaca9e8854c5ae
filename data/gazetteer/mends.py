"""Faults of the source tables and how they are mended: rows are named by what they hold, so that an update of a table
does not shift them."""

# (qid, country, office begins with) of terms that the source gave to the wrong person or country.
DROP_TERMS = {
    ("Q7035240", "SE", ""), ("Q7786663", "AU", ""), ("Q360961", "FR", ""), ("Q2834282", "AT", ""), ("Q50379451", "SD", ""),
    ("Q167444", "SS", "Minister of Health"), ("Q444994", "SS", "Minister of Health"), ("Q937264", "SS", "Minister of Health"),
    ("Q16186720", "IN", "Minister of Foreign Affairs 2015"), ("Q15068349", "UA", "ambassador"),
    ("Q109259869", "KW", "head of state"), ("Q16159745", "KW", "First Deputy"), ("Q12219691", "KW", "Deputy Prime Minister and Minister of Defense"),
    # Foreign secretaries (officials) that the source lists as ministers.
    ("Q108454838", "MK", ""),
}
# One person under two items: the first becomes the second.
SAME = {"Q108548948": "Q20385904", "Q75333789": "Q56872431"}
# Aliases that belong to somebody else.
DROP_ALIASES = {
    "Q16159745": {"Talal Khalid Al-Ahmad Al-Sabah"}, "Q12219691": {"Talal al-KHALID al-Sabah"},
    "Q109259869": {"Nawaf al-Ahmad al-Jabir al-Sabah"},
    "Q1028": {"Western Sahara", "Spanish Sahara"}, "Q16150196": {"Donetsk"}, "Q16746854": {"Luhansk", "Lugansk"},
    "Q3787": {"Suleja"}, "Q27561": {"Netherlands", "NL", "Kingdom of the Netherlands"},
    "Q6563": {"Krasnodarskiy Kray, Russia"},
    "Q1384": {"NYC", "NY", "NY, US", "NY, NY, US", "New York, NY", "New York, NY, US"},
    "Q1518827": {"Court of Justice of the European Union", "CURIA"}, "Q648666": {"DOT"}, "Q16641": {"AS"}, "Q1183": {"PR"},
    "Q851": {"Saudi"}, "Q778": set(), "Q786": {"The Dominican", "Santo Domingo"}, "Q11703": {"VI", "Virgin Islands"},
    "Q974": {"Congo"}, "Q971": {"Congo"}, "Q17012": set(),
}
# Items that the tables name wrongly: old QID in the table, name -> right QID.
# The territory, not the republic that claims it.
REPLACE = {("countries", "Q40362"): "Q6250", ("regions", "Q15925436"): "Q7835", ("persons", "Q8273004"): "Q9182314"}
# Regions that the source calls as the town in them, or by one side's name.
REGION_NAME = {"Q7835": "Crimea", "Q244165": "Nagorno-Karabakh", "Q16150196": "Donetsk People's Republic", "Q16746854": "Luhansk People's Republic"}
# QIDs that another row of the tables gives to the same person.
FILL = {"Fayiz al-SARAJ": "Q21089561", "Abdul Hamid Dbeibeh": "Q105319569", "Abdul Hamid Dubaybah": "Q105319569",
        "Mahamat Idriss Deby": "Q16206405"}
# (qid, kind, start) -> (start, end) put right.
DATES = {("Q44329", "head_of_state", "2000-07-17"): ("2000-07-17", "2024-12-08"),
         ("Q348144", "head_of_government", "2013-08-03"): ("2013-08-03", "2021-08-03"),
         ("Q263147", "parliament_speaker", "2009-06-22"): ("2009-06-22", "2019-11-04")}
# Terms that the tables lack: qid, name, country, kind, office, start, end.
ADD_TERMS = [
    ("Q43330", "Mikheil Saakashvili", "GE", "head_of_state", "President", "2004-01-25", "2007-11-25"),
    ("Q641805", "Nawaf Al-Ahmad Al-Jaber Al-Sabah", "KW", "head_of_state", "Emir", "2020-09-30", "2023-12-16"),
    ("Q9682", "Elizabeth II", "GB", "head_of_state", "Queen", "1952-02-06", "2022-09-08"),
]
# Heads of international bodies whom the sources have as their states' alone, or not in that office: item, name, body, kind, office,
# first and last day (`~` and a day: in office then). Written by hand (CC0).
HEADS_OF_BODIES = [(item, name, body, "regional_or_body_head", office, start, end) for item, name, body, office, start, end in (
    ("Q1253", "Ban Ki-moon", "UN", "Secretary-General of the United Nations", "2007-01-01", "2016-12-31"),
    ("Q1254", "Kofi Annan", "UN", "Secretary-General of the United Nations", "1997-01-01", "2006-12-31"),
    ("Q311440", "António Guterres", "UN", "United Nations High Commissioner for Refugees", "2005-06-15", "2015-12-31"),
    ("Q808173", "Barham Salih", "UN", "United Nations High Commissioner for Refugees", "2026-01-01", "~2026-01-22"),
    ("Q320", "Michelle Bachelet", "UN", "United Nations High Commissioner for Human Rights", "2018-09-01", "2022-08-31"),
    ("Q24064807", "Volker Türk", "UN", "United Nations High Commissioner for Human Rights", "2022-10-17", "~2026-01-22"),
    ("Q22683089", "Audrey Azoulay", "UNESCO", "Director-General of UNESCO", "2017-11-15", "2025-11-14"),
    ("Q16196017", "Tedros Adhanom Ghebreyesus", "WHO", "Director-General of the World Health Organization", "2017-07-01", "~2026-01-22"),
    ("Q133308", "Mohamed ElBaradei", "IAEA", "Director General of the IAEA", "1997-12-01", "2009-11-30"),
    ("Q57661", "Jean-Claude Juncker", "EU", "President of the European Commission", "2014-11-01", "2019-11-30"),
    ("Q15849", "José Manuel Barroso", "EU", "President of the European Commission", "2004-11-22", "2014-10-31"),
    ("Q946", "Donald Tusk", "EU", "President of the European Council", "2014-12-01", "2019-11-30"),
    ("Q12983", "Herman Van Rompuy", "EU", "President of the European Council", "2009-12-01", "2014-11-30"),
    ("Q3741557", "Federica Mogherini", "EU", "High Representative for Foreign Affairs", "2014-11-01", "2019-11-30"),
    ("Q105667", "Catherine Ashton", "EU", "High Representative for Foreign Affairs", "2009-12-01", "2014-10-31"),
    ("Q440710", "Antonio Tajani", "EU", "President of the European Parliament", "2017-01-17", "2019-07-03"),
    ("Q512678", "Maroš Šefčovič", "EU", "European Commissioner", "2009-10-01", "~2026-01-22"),
    ("Q32681", "Frans Timmermans", "EU", "Vice-President of the European Commission", "2014-11-01", "2023-08-22"),
    ("Q57630", "Valdis Dombrovskis", "EU", "European Commissioner", "2014-11-01", "~2026-01-22"),
    ("Q294460", "Mario Draghi", "EU", "President of the European Central Bank", "2011-11-01", "2019-10-31"),
    ("Q152905", "Jean-Claude Trichet", "EU", "President of the European Central Bank", "2003-11-01", "2011-10-31"),
    ("Q46052", "Anders Fogh Rasmussen", "NATO", "Secretary General of NATO", "2009-08-01", "2014-09-30"),
    ("Q273812", "Jaap de Hoop Scheffer", "NATO", "Secretary General of NATO", "2004-01-05", "2009-07-31"),
    ("Q484605", "Christine Lagarde", "IMF", "Managing Director of the International Monetary Fund", "2011-07-05", "2019-09-12"),
    ("Q312724", "Robert Zoellick", "World", "President of the World Bank", "2007-07-01", "2012-06-30"),
    ("Q219861", "Paul Wolfowitz", "World", "President of the World Bank", "2005-06-01", "2007-06-30"),
    ("Q289350", "Ngozi Okonjo-Iweala", "WTO", "Director-General of the World Trade Organization", "2021-03-01", "~2026-01-22"),
    ("Q12955910", "Roberto Azevêdo", "WTO", "Director-General of the World Trade Organization", "2013-09-01", "2020-08-31"),
    ("Q1813692", "Mathias Cormann", "OECD", "Secretary-General of the OECD", "2021-06-01", "~2026-01-22"),
    ("Q58108", "Ahmed Aboul Gheit", "LAS", "Secretary General of the Arab League", "2016-07-01", "~2026-01-22"),
    ("Q456346", "Nabil Elaraby", "LAS", "Secretary General of the Arab League", "2011-07-01", "2016-06-30"),
    ("Q381113", "Amr Moussa", "LAS", "Secretary General of the Arab League", "2001-06-01", "2011-06-01"),
    ("Q58256", "Mahamoud Ali Youssouf", "AUC", "Chairperson of the African Union Commission", "2025-02-15", "~2026-01-22"),
    ("Q150276", "Nkosazana Dlamini-Zuma", "AUC", "Chairperson of the African Union Commission", "2012-10-15", "2017-01-30"),
    ("Q194713", "Patricia Scotland", "Commonwealth", "Commonwealth Secretary-General", "2016-04-01", "2025-03-31"),
    ("Q26923626", "Shirley Ayorkor Botchwey", "Commonwealth", "Commonwealth Secretary-General", "2025-04-01", "~2026-01-22"),
)]
# States that are no more: item, name, other names.
HISTORICAL = [
    ("Q713750", "West Germany", ""), ("Q12560", "Ottoman Empire", ""), ("Q28513", "Austria-Hungary", "Austro-Hungarian Empire"),
    ("Q7318", "Nazi Germany", "Third Reich"), ("Q34266", "Russian Empire", "Imperial Russia|Tsarist Russia"),
    ("Q188712", "Empire of Japan", "Imperial Japan"), ("Q38872", "Prussia", ""), ("Q180573", "South Vietnam", ""),
    ("Q172640", "North Vietnam", ""), ("Q217169", "Rhodesia", ""), ("Q199841", "South Yemen", ""), ("Q41304", "Weimar Republic", ""),
]
# Cities: namesakes and wrong names in the table, by GeoNames id or by (name, admin1, population).
DROP_CITIES = {"1871856"}
DROP_CITY_ROWS = {("Natal", "Amazonas"), ("Crato", "Amazonas")}
# Cities that Wikidata has renamed since; the old name stays an alias.
CITY_NAME = {"Q1899": "Kyiv", "Q1874": "Odesa"}
# The state of cities that the source places by de facto control.
CITY_COUNTRY = {"Sevastopol": "UA", "Simferopol": "UA"}
# Country of persons that held an office in more than one.
PERSON_COUNTRY = {"Q9682": "GB", "Q43274": "GB", "Q3052772": "FR", "Q157": "FR", "Q329": "FR", "Q2105": "FR"}
# Country of companies that the source lists where they have a branch.
BODY_COUNTRY = {"Q679322": "SA"}
# British and American spellings of words in the names of bodies.
SPELLINGS = [("organisation", "organization"), ("organization", "organisation"), ("defence", "defense"), ("defense", "defence"),
             ("centre", "center"), ("center", "centre")]
# Persons without an item here who share the label of another (vandalized labels).
NAME = {"Q4955460": "Brahim Ghali"}

DEMONYMS = {
    "UZ": "Uzbek|Uzbeks|Uzbekistanis", "KZ": "Kazakh|Kazakhs", "KG": "Kyrgyz", "TJ": "Tajik|Tajiks", "TM": "Turkmen",
    "NP": "Nepalese|Nepalis", "AR": "Argentinian|Argentinians|Argentinean", "LA": "Lao", "BA": "Bosnia and Herzegovina's",
    "PH": "Filipinos|Filipina", "NL": "Dutchmen", "FR": "Frenchmen", "IE": "Irishmen", "ES": "Spaniard", "AE": "Emirati",
    "CZ": "Czech", "RS": "Serbian|Serbians", "ME": "Montenegrin|Montenegrins", "XK": "Kosovar|Kosovars|Kosovan|Kosovo Albanian",
    "SZ": "Swazi|Swazis", "GE": "Georgian|Georgians", "HK": "Hong Konger|Hong Kongers", "BF": "Burkinabe|Burkinabé",
    "CI": "Ivorian|Ivorians", "CV": "Cape Verdean", "TL": "Timorese|East Timorese", "NZ": "New Zealand", "AU": "Aussie|Australians",
    "SE": "Swedes", "SK": "Slovakian", "SI": "Slovenian|Slovenians", "HR": "Croatian|Croatians|Croat|Croats", "RO": "Romanians",
    "BW": "Botswanan|Motswana|Batswana", "LS": "Basotho|Mosotho", "TH": "Thais", "MG": "Malagasy", "SO": "Somalian",
    "CG": "Congolese", "CD": "Congolese", "KR": "South Korean|South Koreans", "PK": "Pakistanis", "QA": "Qataris",
    "SA": "Saudi|Saudis|Saudi Arabian|Saudi Arabians", "KW": "Kuwaitis", "IQ": "Iraqis", "IR": "Iranians", "IL": "Israelis", "MM": "Burmese|Myanmar",
}
# Demonyms that would mislead: they name a language, or two states alike.
DROP_DEMONYMS = {"KP": {"Korean", "Koreans", "DPRK", "N. Korea"}, "KR": {"ROK", "S. Korea"}, "HK": {"Chinese/Hong Konger", "Chinese/Hong Kong"},
                 "MO": {"Chinese"}, "CG": {"Congo"}, "CD": {"DRC", "DR Congo", "Congo"}, "TW": {"ROC"}, "VA": {"Vatican"}, "AE": {"UAE"},
                 "GB": {"UK", "U.K."}, "US": {"U.S.", "US"}, "MP": {"US citizens"}}
COUNTRY_ALIASES = {
    "BO": "Bolivia", "BA": "Bosnia-Herzegovina|Bosnia & Herzegovina", "CD": "Congo|Democratic Republic of Congo|DR Congo", "CI": "Ivory Coast|Côte d'Ivoire",
    "TR": "Turkey", "GB": "U.K.|Britain", "US": "U.S.|US|U.S.A.|USA|United States of America|America", "KP": "North Korea|D.P.R.K.",
    "KR": "South Korea", "PS": "Palestine|Palestinian Authority|Palestinian territories", "VA": "Vatican|Holy See", "CV": "Cape Verde",
    "AE": "UAE|U.A.E.|the Emirates|Emirates", "SA": "KSA", "MK": "Macedonia", "CZ": "Czech Republic", "TL": "East Timor", "SZ": "Swaziland",
    "MM": "Burma|Myanmar", "CN": "PRC|P.R.C.|mainland China|People's Republic of China", "RU": "Russian Federation",
}
# Seats of government used for the state.
DROP_METONYMS = {"US": {"the White House", "White House", "the Pentagon", "Capitol Hill", "the State Department"}, "DM": set(),
                 "GB": {"London"}, "VA": {"Vatican", "Holy See", "the Vatican", "Vatican City"}}
