"""French sentences of an advert."""

from sandbox.words.phrase_form import Phrases

_COMMON = {
    "intern": ("Stagiaire {d}", "Alternance {d}"),
    "entry": ("{t} débutant", "{t} junior"),
    "mid": ("{t}",),
    "senior": ("{t} confirmé", "{t} senior"),
    "lead": ("Chef d'équipe {d}", "Responsable {d}"),
    "executive": ("Directeur {d}", "Direction {d}"),
}

FRENCH = Phrases(
    ladders=dict.fromkeys(("office", "care", "teach", "shop", "hand"), _COMMON),
    departments={
        "Administration": "administration",
        "Care": "accompagnement",
        "Data": "données",
        "Electrical": "électricité",
        "Engineering": "études techniques",
        "Finance": "finance",
        "Front Office": "réception",
        "Kitchen": "cuisine",
        "Nursing": "soins",
        "People": "ressources humaines",
        "Plumbing and Heating": "génie climatique",
        "Primary School": "enseignement",
        "Production": "production",
        "Sales": "ventes",
        "Stores": "magasin",
        "Transport": "transport",
        "Warehouse": "logistique",
    },
    intros=(
        "Nous recherchons pour notre équipe {area} à {city} : {title}.",
        "{company} recrute à {city} : {title}, au sein de l'équipe {area}.",
        "Notre équipe {area} s'agrandit à {city}. Le poste : {title}.",
        "Envie de nous rejoindre à {city} ? Un poste est ouvert dans l'équipe {area} : {title}.",
    ),
    intros_remote=(
        "Nous recherchons pour notre équipe {area}, en télétravail partout en France : {title}.",
        "{company} recrute en télétravail complet : {title}, équipe {area}.",
        "Notre équipe {area}, répartie dans toute la France, recherche : {title}.",
        "Travaillez d'où vous voulez en France : l'équipe {area} ouvre un poste, {title}.",
    ),
    team=(
        "Vous rejoindrez une équipe de {size} personnes au service {department}.",
        "Nous sommes {size} dans l'équipe {area}, certains depuis de longues années.",
        "Un collègue expérimenté vous accompagnera pendant les trois premiers mois.",
    ),
    about=(
        "{company}, c'est {line}. Fondée en {year}, notre maison est toujours installée à {home}.",
        "Depuis {year}, {company} propose {line}. Notre siège se trouve à {home}.",
        "Chez {company}, nous proposons {line} depuis {year}, à partir de {home}.",
    ),
    about_scale=(
        "Nous sommes aujourd'hui environ {people} collègues.",
        "Avec quelque {people} salariés, nous restons une maison à taille humaine.",
        "Près de {people} personnes travaillent avec nous.",
    ),
    about_spirit=(
        "Ici, on se parle franchement et on tient parole.",
        "Le travail bien fait compte plus que les longues journées.",
        "Vous trouverez des circuits courts et des collègues qui aident.",
    ),
    heading_about=("À propos de nous", "Qui sommes-nous", "L'entreprise"),
    heading_do=("Vos missions", "Le poste", "Votre quotidien"),
    heading_need=("Votre profil", "Profil recherché", "Vos atouts"),
    heading_offer=("Nous vous proposons", "Avantages", "Ce que nous offrons"),
    heading_pay=("Rémunération", "Salaire"),
    heading_apply=("Candidature", "Pour postuler", "Intéressé ?"),
    years={
        "intern": ("Vous êtes étudiant et disposez d'une convention de stage",),
        "entry": ("Débutants acceptés, nous vous formons",),
        "mid": ("Au moins deux ans d'expérience", "2 à 4 ans d'expérience sur un poste similaire"),
        "senior": ("Cinq ans d'expérience ou plus", "Solide expérience sur un poste comparable"),
        "lead": ("Expérience de l'encadrement d'une équipe", "Huit ans d'expérience dont une partie en management"),
        "executive": ("Plusieurs années à un poste de direction", "Dix ans d'expérience et le sens de l'entreprise"),
    },
    needs_desk=(
        "Autonomie et sens du collectif",
        "Capacité à expliquer simplement votre travail",
        "Bon anglais professionnel",
        "Curiosité pour les nouveaux outils",
    ),
    needs_site=(
        "Ponctualité et fiabilité",
        "Goût du travail en équipe",
        "Autorisation de travailler en France",
        "Respect des règles de sécurité",
    ),
    benefits={
        "": (
            "25 jours de congés et RTT",
            "Mutuelle prise en charge à 70 %",
            "Titres-restaurant",
            "Treizième mois",
            "Participation et intéressement",
            "Prise en charge des transports à 75 %",
            "Formation tout au long de l'année",
            "Comité d'entreprise",
        ),
    },
    employment={
        "full_time": ("Poste en CDI à temps plein.", "CDI, temps plein."),
        "part_time": ("Poste en CDI à temps partiel, environ 24 heures par semaine.",),
        "contract": ("CDD de douze mois, évolution possible.",),
        "temporary": ("Mission d'intérim de six mois.",),
        "internship": ("Stage rémunéré de trois à six mois.",),
    },
    workplace={
        "onsite": ("Le poste est basé à {city}.", "Vous travaillez sur place à {city}."),
        "hybrid": (
            "Poste hybride : deux à trois jours par semaine à {city}.",
            "Télétravail possible deux jours par semaine.",
        ),
        "remote": ("Poste en télétravail complet, partout en France.",),
    },
    pay={
        "year": (
            "La rémunération annuelle brute va de {range} selon l'expérience.",
            "Salaire : de {range} brut par an.",
            "Nous proposons {range} brut annuel.",
        ),
        "hour": ("Taux horaire : {range} brut.", "Nous payons {range} brut de l'heure."),
        "month": ("Salaire : {range} brut par mois.", "Rémunération mensuelle brute : {range}."),
    },
    apply=(
        "Postulez en ligne avec votre CV. La lettre de motivation est facultative.",
        "Nous répondons à chaque candidature sous dix jours.",
        "Une question ? La personne qui recrute vous rappellera volontiers.",
    ),
    equal=(
        "Tous nos postes sont ouverts aux personnes en situation de handicap.",
        "Nous recrutons sur les compétences et rien d'autre.",
    ),
    number=" ",
)
