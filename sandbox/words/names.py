"""Parts from which companies' names are put together, by country and sector.

All invented; a likeness to a real company is chance.
"""

STEMS = {
    "US": (
        "Alder", "Brindle", "Cedar", "Copper", "Cressen", "Dawn", "Ember", "Fallow", "Granite", "Harrow", "Iron",
        "Juniper", "Kestrel", "Laurel", "Maple", "Marrow", "Needle", "Orchard", "Pine", "Quarry", "Raven",
        "Sable", "Saddle", "Sorrel", "Sparrow", "Stavely", "Sumac", "Tamar", "Thistle", "Umber", "Velder",
        "Walnut", "Willow", "Yarrow",
    ),
    "GB": (
        "Ash", "Birken", "Calder", "Cran", "Dunmore", "Elder", "Fen", "Garth", "Hallow", "Hether", "Inver",
        "Kings", "Lang", "Marl", "Nether", "Oaken", "Pem", "Quern", "Rother", "Sedge", "Stell", "Thorn", "Ulver",
        "Wather", "Whit", "Wither", "Wold", "Wren", "Yar", "Ambley",
    ),
    "DE": (
        "Ahren", "Birken", "Buchen", "Dornen", "Eber", "Eschen", "Falken", "Felden", "Greifen", "Hallen",
        "Hirsch", "Immen", "Kessel", "Lauen", "Linden", "Mohren", "Nessel", "Olden", "Rauen", "Roten",
        "Sachsen", "Schwanen", "Steinen", "Tannen", "Ulmen", "Weiden", "Wolken", "Ziegel",
    ),
    "FR": (
        "Aubrac", "Beaumar", "Brém", "Clair", "Corval", "Delan", "Estér", "Fontar", "Garand", "Hautmar",
        "Joncour", "Lamar", "Lorvan", "Mercan", "Montrel", "Norval", "Orsan", "Pervan", "Queyral", "Rocheb",
        "Sauvain", "Tervan", "Valdor", "Vernay",
    ),
}  # fmt: skip
ENDS = {
    "US": (
        "moor", "field", "gate", "ridge", "well", "way", "line", "point", "works", "path", "stead", "ford",
        "mark", "lake", "grove", "hollow",
    ),
    "GB": (
        "combe", "wick", "ley", "ford", "stead", "thorpe", "worth", "mere", "dale", "bridge", "ham", "mouth",
        "gate", "holme",
    ),
    "DE": ["bach", "berg", "brück", "feld", "furt", "hagen", "heim", "hausen", "tal", "stein", "wald", "rode"],
    "FR": ["mont", "ier", "elle", "ac", "ange", "eau", "oise", "esse", "ault", "ive"],
}  # fmt: skip
COINED_HEADS = (
    "Ze", "Nor", "Vel", "Ka", "Lu", "Tess", "Ori", "Ma", "Quan", "Sy", "Ven", "Ax", "Bri", "Cal", "Do",
    "Em", "Fi", "Gly", "Hex", "In", "Jo", "Kin", "Lo", "Mi", "Neo", "Op", "Pra", "Ri", "So", "Tu", "Ux",
    "Vi", "Wa", "Yo",
)  # fmt: skip
COINED_TAILS = (
    "vana", "tara", "lio", "nari", "quo", "vera", "mento", "loop", "stack", "pilot", "metric", "sift",
    "dex", "nova", "lane", "grid", "base", "flux", "mesh", "wise", "bird", "path", "kit", "mo", "rion",
    "santo", "bly", "deck", "forge",
)  # fmt: skip

SUFFIX = {
    "US": ("Inc.", "LLC", "Inc", "Corp.", "Holdings"),
    "GB": ("Ltd", "Limited", "PLC", "Group Ltd", "LLP"),
    "DE": ("GmbH", "AG", "GmbH & Co. KG", "SE", "eG"),
    "FR": ("SAS", "SA", "SARL", "Groupe", "SCOP"),
}
OTHER_SUFFIX = {"CA": "Inc.", "IE": "Ltd", "NL": "B.V.", "ES": "S.L.", "AU": "Pty Ltd", "PL": "Sp. z o.o."}

# Words after the stem, by sector; an empty one leaves the stem alone.
SECTOR_WORDS = {
    "US": {
        "tech": ("", "", "", "Labs", "Software", "AI", "Systems", "Cloud"),
        "fintech": ("", "Pay", "Financial", "Bank", "Capital", "Insurance"),
        "health": ("Health", "Medical Center", "Clinics", "Children's Hospital", "Senior Living"),
        "school": ("Public Schools", "Academy", "University", "Early Learning", "Charter Schools"),
        "logistics": ("Logistics", "Freight", "Distribution", "Supply", "Shipping"),
        "retail": ("Stores", "Outfitters", "Markets", "Home", "Foods"),
        "hospitality": ("Hotels", "Resorts", "Kitchens", "Coffee", "Dining"),
        "industry": ("Manufacturing", "Industries", "Robotics", "Power", "Materials"),
        "building": ("Construction", "Builders", "Electric", "Engineering", "Mechanical"),
        "public": ("County", "Regional Transit", "City Services", "Water District", "Foundation"),
        "services": ("Partners", "Consulting", "Advisors", "Staffing", "Legal"),
        "science": ("Bio", "Therapeutics", "Diagnostics", "Genomics", "Research Institute"),
    },
    "GB": {
        "tech": ("", "", "", "Labs", "Software", "Digital", "Systems"),
        "fintech": ("", "Pay", "Bank", "Insurance", "Capital", "Building Society"),
        "health": ("Hospitals Trust", "Care Homes", "Healthcare", "Hospice", "Medical Group"),
        "school": ("Academies Trust", "School", "College", "University", "Nurseries"),
        "logistics": ("Logistics", "Haulage", "Freight", "Distribution", "Couriers"),
        "retail": ("Stores", "Foods", "Home", "Garden Centres", "Outfitters"),
        "hospitality": ("Hotels", "Inns", "Kitchens", "Bakery", "Leisure"),
        "industry": ("Engineering", "Manufacturing", "Energy", "Materials", "Packaging"),
        "building": ("Construction", "Homes", "Electrical", "Civil Engineering", "Property Services"),
        "public": ("Borough Council", "County Council", "Housing Association", "Water", "Museums"),
        "services": ("Partners", "Consulting", "Solicitors", "Recruitment", "Accountants"),
        "science": ("Biosciences", "Diagnostics", "Therapeutics", "Research Institute"),
    },
    "DE": {
        "tech": ("", "", "Software", "Digital", "Systeme", "IT-Services"),
        "fintech": ("", "Bank", "Versicherungen", "Finanz", "Pay"),
        "health": ("Kliniken", "Klinikum", "Pflege", "Gesundheit", "Seniorenzentren"),
        "school": ("Kitas", "Schulen", "Hochschule", "Bildungswerk"),
        "logistics": ("Logistik", "Spedition", "Transporte", "Handel"),
        "retail": ("Märkte", "Handel", "Baumarkt", "Lebensmittel", "Möbelhaus"),
        "hospitality": ("Hotels", "Gastronomie", "Bäckereien", "Catering"),
        "industry": ("Maschinenbau", "Antriebstechnik", "Werke", "Energie", "Verpackungen"),
        "building": ("Bau", "Elektrotechnik", "Haustechnik", "Ingenieure"),
        "public": ("Stadtwerke", "Landkreis", "Stadtverwaltung", "Stiftung"),
        "services": ("Beratung", "Steuerberatung", "Personal", "Kanzlei"),
        "science": ("Biotech", "Diagnostik", "Pharma", "Institut"),
    },
    "FR": {
        "tech": ("", "", "Logiciels", "Numérique", "Systèmes"),
        "fintech": ("", "Banque", "Assurances", "Finance"),
        "health": ("Clinique", "Santé", "Résidences", "Hôpitaux"),
        "school": ("Écoles", "Institut", "Crèches", "Université"),
        "logistics": ("Logistique", "Transports", "Distribution", "Fret"),
        "retail": ("Magasins", "Maison", "Jardin", "Épicerie"),
        "hospitality": ("Hôtels", "Restauration", "Boulangeries", "Traiteur"),
        "industry": ("Industries", "Mécanique", "Énergie", "Emballages"),
        "building": ("Bâtiment", "Électricité", "Ingénierie", "Constructions"),
        "public": ("Métropole", "Agglomération", "Habitat", "Fondation"),
        "services": ("Conseil", "Associés", "Avocats", "Intérim"),
        "science": ("Biosciences", "Pharma", "Diagnostics", "Recherche"),
    },
}
