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
    "Q3787": {"Suleja"}, "Q27561": {"Netherlands", "NL", "Kingdom of the Netherlands"},
    "Q6563": {"Krasnodarskiy Kray, Russia"},
    "Q1384": {"NYC", "NY", "NY, US", "NY, NY, US", "New York, NY", "New York, NY, US"},
    "Q1518827": {"Court of Justice of the European Union", "CURIA"}, "Q648666": {"DOT"}, "Q16641": {"AS"}, "Q1183": {"PR"},
    "Q851": {"Saudi"}, "Q778": set(), "Q786": {"The Dominican", "Santo Domingo"}, "Q11703": {"VI", "Virgin Islands"},
    "Q974": {"Congo"}, "Q971": {"Congo"}, "Q17012": set(),
}
# Items that the tables name wrongly: old QID in the table, name -> right QID.
REPLACE = {("regions", "Q15925436"): "Q7835", ("persons", "Q8273004"): "Q9182314"}
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
