"""Sectors: which professions each one hires and how often, and what its companies say they do, in three languages."""

HIRES = {
    "tech": (
        "backend 9 frontend 6 mobile 3 devops 5 qa 3 "
        "security 2 data_analyst 3 data_scientist 2 data_engineer 4 ml_engineer 3 "
        "product_manager 4 designer 3 account_executive 6 "
        "customer_success 4 customer_service 2 marketing 3 content 2 "
        "recruiter 2 hr_partner 1 accountant 1 financial_analyst 1 lawyer 1 executive_assistant 1 project_manager 2"
    ),
    "fintech": (
        "backend 5 frontend 2 mobile 1 devops 2 "
        "security 2 data_analyst 3 data_scientist 2 data_engineer 2 product_manager 3 "
        "compliance 5 auditor 3 accountant 4 financial_analyst 4 "
        "claims 4 customer_service 5 account_executive 4 lawyer 2 "
        "paralegal 1 marketing 2 payroll 1 admin 2 hr_partner 1"
    ),
    "health": (
        "nurse 20 care_assistant 12 doctor 6 physiotherapist 5 "
        "pharmacist 3 radiographer 4 social_worker 4 support_worker 5 "
        "admin 6 housekeeper 3 chef 2 maintenance 2 "
        "hr_partner 1 accountant 1 security_officer 1 data_analyst 1 payroll 1"
    ),
    "school": (
        "primary_teacher 9 secondary_teacher 9 teaching_assistant 8 "
        "nursery_educator 7 social_worker 2 admin 4 librarian 2 "
        "scientist 3 maintenance 1 housekeeper 2 chef 1 hr_partner 1 project_manager 1"
    ),
    "logistics": (
        "warehouse 14 driver 10 logistics_coordinator 7 supply_planner 5 "
        "customer_service 3 mechanic 3 maintenance 3 admin 2 "
        "backend 1 data_analyst 1 hr_partner 1 accountant 1 project_manager 1 account_executive 2 security_officer 1"
    ),
    "retail": (
        "sales_assistant 15 store_manager 7 warehouse 5 driver 2 "
        "supply_planner 3 marketing 2 customer_service 3 designer 1 "
        "chef 1 admin 1 accountant 1 data_analyst 1 frontend 1 security_officer 2 housekeeper 1"
    ),
    "hospitality": (
        "chef 10 waiter 11 hotel_receptionist 8 housekeeper 7 "
        "maintenance 2 store_manager 2 marketing 1 admin 1 accountant 1 "
        "hr_partner 1 security_officer 1"
    ),
    "industry": (
        "operator 12 maintenance 7 mechanical_engineer 7 "
        "electrical_engineer 6 quality_engineer 5 welder 4 warehouse 4 "
        "supply_planner 4 electrician 2 project_manager 3 account_executive 2 "
        "accountant 2 devops 1 backend 1 hr_partner 1 "
        "environmental_officer 1 driver 1 admin 2"
    ),
    "building": (
        "electrician 9 plumber 8 carpenter 6 site_manager 7 "
        "civil_engineer 7 welder 2 project_manager 3 admin 2 accountant 1 "
        "driver 2 electrical_engineer 2 mechanical_engineer 1 supply_planner 1"
    ),
    "public": (
        "case_worker 8 policy_adviser 6 environmental_officer 4 "
        "social_worker 6 park_ranger 3 librarian 3 civil_engineer 4 "
        "admin 5 accountant 2 project_manager 3 devops 2 "
        "security_officer 2 electrician 1 support_worker 3 mechanic 1 auditor 1"
    ),
    "services": (
        "accountant 6 auditor 4 lawyer 5 paralegal 4 "
        "recruiter 5 project_manager 4 financial_analyst 3 data_analyst 2 "
        "compliance 2 admin 4 executive_assistant 3 marketing 2 "
        "payroll 3 backend 2 content 2 customer_success 1 hr_partner 2"
    ),
    "science": (
        "scientist 14 quality_engineer 5 data_scientist 3 "
        "ml_engineer 1 environmental_officer 2 pharmacist 1 project_manager 2 "
        "operator 3 supply_planner 2 lawyer 1 accountant 1 maintenance 2 admin 2 account_executive 2 backend 1"
    ),
}

LINES = {
    "en": {
        "tech": (
            "software that keeps small businesses' books in order",
            "scheduling tools for people who work in shifts",
            "a search engine for technical documents",
            "software with which cities plan their bus networks",
            "tools that help support teams to answer faster",
            "a platform for booking freight, repairs and rooms",
        ),
        "fintech": (
            "payments for independent shops",
            "pensions that people can understand",
            "insurance for homes, cars and small firms",
            "loans to businesses that banks overlook",
            "accounts and cards for families",
        ),
        "health": (
            "hospital and outpatient care for the region",
            "care at home and in small residential houses",
            "clinics that see patients within the week",
            "rehabilitation after surgery and stroke",
            "care for children and their families",
        ),
        "school": (
            "schools that serve some nine thousand pupils",
            "early education close to where parents work",
            "teaching and research in six faculties",
            "schools in which the arts and sciences count alike",
        ),
        "logistics": (
            "transport and storage for food and medicines",
            "overnight parcels for online shops",
            "sea and air freight for manufacturers",
            "spare parts that arrive before the mechanic does",
        ),
        "retail": (
            "shops for everyday food at fair prices",
            "clothes that are repaired and sold again",
            "everything for house, workshop and garden",
            "sports gear with advice from people who use it",
        ),
        "hospitality": (
            "small hotels in old houses",
            "canteens that people leave their desks for",
            "restaurants with short menus",
            "coffee, bread and a place to sit",
        ),
        "industry": (
            "pumps and valves for waterworks",
            "packaging machines for the food industry",
            "components for wind turbines and grids",
            "precision parts for medical devices",
            "recycled materials for car makers",
        ),
        "building": (
            "homes, schools and the odd concert hall",
            "heating, cooling and electrics for large buildings",
            "bridges, tunnels and flood defences",
            "the renewal of old houses",
        ),
        "public": (
            "public services for about 400,000 people",
            "clean water and dry cellars",
            "affordable homes and the services around them",
            "parks, libraries and museums",
        ),
        "services": (
            "advice on tax, law and people",
            "audits and accounts for family firms",
            "staff for employers who plan ahead",
            "projects that cross departments and borders",
        ),
        "science": (
            "tests that find diseases earlier",
            "medicines for rare conditions",
            "enzymes that replace harsh chemicals",
            "instruments and reagents for laboratories",
        ),
    },
    "de": {
        "tech": ("Software für den Mittelstand", "Planungswerkzeuge für Schichtbetriebe", "Lösungen für kluge Städte"),
        "fintech": (
            "Konten, Kredite und Vorsorge",
            "Versicherungen für Haus und Betrieb",
            "Zahlungslösungen für den Handel",
        ),
        "health": (
            "Krankenhausversorgung für die Region",
            "Pflege zu Hause und im Wohnbereich",
            "Rehabilitation nach Operationen",
        ),
        "school": ("Kindertagesstätten und Schulen", "Bildung vom Kindergarten bis zum Abschluss"),
        "logistics": (
            "Transport und Lagerung von Lebensmitteln",
            "Paketdienste für den Onlinehandel",
            "Ersatzteillogistik",
        ),
        "retail": ("Lebensmittel für jeden Tag", "alles für Haus, Werkstatt und Garten", "Möbel, die lange halten"),
        "hospitality": (
            "kleine Hotels in alten Häusern",
            "Kantinen, auf die man sich freut",
            "Brot und Kuchen aus eigener Backstube",
        ),
        "industry": (
            "Pumpen und Ventile",
            "Verpackungsmaschinen",
            "Bauteile für Windkraft und Netze",
            "Präzisionsteile",
        ),
        "building": ("Wohnhäuser, Schulen und Brücken", "Heizung, Klima und Elektro für große Gebäude"),
        "public": ("öffentliche Dienste für rund 400.000 Menschen", "Wasser, Energie und Nahverkehr"),
        "services": ("Beratung in Steuern, Recht und Personal", "Prüfung und Abschluss für Familienbetriebe"),
        "science": ("Tests, die Krankheiten früher erkennen", "Arzneimittel für seltene Erkrankungen"),
    },
    "fr": {
        "tech": ("des logiciels pour les petites entreprises", "des outils de planification pour les équipes postées"),
        "fintech": ("des comptes, des crédits et de l'épargne", "des assurances pour la maison et l'entreprise"),
        "health": ("des soins pour toute la région", "l'accompagnement à domicile et en résidence"),
        "school": ("l'éducation, de la crèche au diplôme", "des écoles où chacun trouve sa place"),
        "logistics": ("le transport et le stockage de produits frais", "la livraison du dernier kilomètre"),
        "retail": ("l'alimentation de tous les jours", "tout pour la maison et le jardin"),
        "hospitality": ("de petits hôtels dans de vieilles maisons", "une cuisine simple et de saison"),
        "industry": ("des pompes et des vannes", "des machines d'emballage", "des pièces de précision"),
        "building": ("des logements, des écoles et des ponts", "le chauffage et l'électricité des grands bâtiments"),
        "public": ("des services publics pour 400 000 habitants", "l'eau, les transports et le logement"),
        "services": ("le conseil fiscal, juridique et social", "l'audit des entreprises familiales"),
        "science": ("des tests qui détectent plus tôt les maladies", "des médicaments pour les maladies rares"),
    },
}
