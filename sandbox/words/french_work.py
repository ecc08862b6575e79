"""French words of the technical, commercial and skilled professions."""

from sandbox.words.form import wordings

FRENCH_WORK = wordings("""
# backend
titles: Développeur backend | Ingénieur logiciel | Développeur full stack | Développeur logiciel
areas: Paiement | Plateforme | Intégrations | Portail client | Facturation
skills: Python | Java | PostgreSQL | Docker | Kubernetes | TypeScript | Kafka | AWS | Spring Boot | Go
tools: Python | Java | TypeScript | Go
others: Kafka | Docker | Kubernetes | AWS | PostgreSQL
hook L'équipe {area} s'occupe de services qui doivent être justes avant d'être rapides.
hook Nous découpons notre application historique avec soin, et {area} est la prochaine étape.
do Concevoir, développer et exploiter des services en {tool}
do Découper les grands changements en petites livraisons sûres
do Écrire des tests qui trouvent les erreurs avant les clients
do Participer aux revues de code avec bienveillance et exigence
do Faire évoluer les interfaces avec les équipes voisines
do Rendre rapides les requêtes lentes
do Introduire {other} là où cela simplifie le travail
do Rédiger de courtes notes de conception
need Plusieurs années d'expérience en développement, idéalement avec {tool}
need Bonne connaissance des bases de données relationnelles
need Pratique de {other} ou d'un outil proche
need Esprit d'équipe et goût du code clair
need Anglais lu et écrit

# data_analyst
titles: Data analyst | Analyste décisionnel | Chargé d'études statistiques | Contrôleur de gestion
areas: Marketing | Opérations | Finance | Connaissance client
skills: SQL | Power BI | Excel | Python | statistiques | Tableau | dbt
tools: Power BI | Excel | Tableau
others: SQL | Python | dbt
hook Vous serez la personne à qui l'on demande si c'est beaucoup, et qui sait répondre.
hook L'équipe {area} dispose de beaucoup de chiffres et de trop peu de conclusions.
do Transformer des questions vagues en chiffres utiles
do Construire des tableaux de bord en {tool}
do Définir les indicateurs une fois pour toutes
do Analyser des tests et dire quand on ne peut pas conclure
do Présenter les résultats en deux pages
do Remonter à la source des anomalies
do Former les collègues
need Formation en statistiques, économie ou informatique
need Maîtrise de {tool}
need Connaissance de {other} appréciée
need Rigueur et clarté
need Curiosité

# accountant
titles: Comptable | Comptable général | Assistant comptable | Comptable fournisseurs | Responsable comptable
areas: Clients | Fournisseurs | Fiscalité | Consolidation
skills: Sage | SAP | Excel | TVA | clôture mensuelle | rapprochements | Normes IFRS
tools: Sage | SAP | Cegid
others: Excel | Power BI
hook Une équipe de six personnes qui répond aux questions le jour même.
hook Vous accompagnerez le changement de notre outil comptable.
do Tenir la comptabilité {area}
do Préparer les clôtures mensuelles et annuelles
do Rapprocher les comptes et apurer les écarts
do Prendre en charge la TVA
do Établir les déclarations dans les délais
do Répondre aux auditeurs
do Améliorer les procédures
need Formation en comptabilité, du BTS au DSCG
need Bonne pratique de {tool} et {other}
need Précision et discrétion
need Aisance avec les chiffres
need Sens du service

# account_executive
titles: Commercial | Ingénieur commercial | Chargé d'affaires | Responsable grands comptes | Attaché commercial
areas: Grands comptes | PME | Secteur public | Nouveaux clients
skills: prospection | négociation | Salesforce | CRM | vente conseil | réponse aux appels d'offres
tools: prospection | négociation | vente conseil
hook Nos clients achètent à des personnes qui savent écouter.
hook Objectifs atteints par quatre collègues sur cinq l'an dernier.
do Développer le portefeuille {area}
do Prospecter par téléphone, sur salon et par recommandation
do Mener les négociations jusqu'à la signature
do Tenir à jour le CRM
do Remonter les besoins du marché
do Assurer la passation avec les équipes techniques
need Expérience réussie de la vente
need Qualités en {tool}
need Aisance à l'oral
need Permis B
need Persévérance sans insistance

# hr_partner
titles: Chargé de ressources humaines | Responsable RH | Gestionnaire de paie | Chargé de recrutement
areas: Développement RH | Paie | Recrutement | Relations sociales
skills: droit du travail | paie | SIRH | entretiens | GPEC | dialogue social
tools: droit du travail | paie | SIRH
others: dialogue social | GPEC | recrutement
hook Vous accompagnerez deux sites et environ trois cents collègues.
hook Les managers veulent bien faire ; vous leur montrerez comment.
do Conseiller les managers au quotidien
do Suivre les entrées, mobilités et départs
do Piloter le plan de formation
do Préparer les réunions avec les représentants du personnel
do Mener les entretiens, y compris difficiles
do Faire évoluer les pratiques en {area}
need Formation supérieure en ressources humaines
need Connaissances en {tool} et {other}
need Discrétion
need Écoute et humour
need Clarté à l'écrit

# admin
titles: Assistant administratif | Secrétaire | Assistant de direction | Agent d'accueil | Gestionnaire administratif
areas: Direction | Accueil | Scolarité | Achats
skills: Pack Office | gestion d'agenda | rédaction | classement | facturation | accueil téléphonique
tools: Word | Excel | Outlook
hook Vous serez le premier visage que l'on voit chez nous.
hook Soixante personnes, une bonne cuisine et une imprimante capricieuse.
do Accueillir les visiteurs et répondre au téléphone
do Gérer les agendas, salles et déplacements
do Rédiger courriers et comptes rendus avec {tool}
do Vérifier les factures et commander les fournitures
do Classer et archiver
do Appuyer le service {area}
need Formation en secrétariat ou assistanat
need Bonne maîtrise des outils de bureau ({tool})
need Organisation et sourire
need Très bonne orthographe
need Polyvalence

# warehouse
titles: Préparateur de commandes | Cariste | Magasinier | Agent logistique | Manutentionnaire
areas: Réception | Expédition | Préparation | Froid
skills: CACES | préparation de commandes | scanner | inventaire | chargement
tools: CACES 1 | CACES 3 | CACES 5
hook Un entrepôt moderne, des équipes fixes et un restaurant d'entreprise.
hook Treizième mois et participation dès la première année.
do Préparer et emballer les commandes
do Décharger les camions et contrôler les livraisons
do Déplacer les palettes en sécurité
do Saisir les mouvements au scanner
do Ranger et nettoyer la zone
do Aider en {area} selon les volumes
need Première expérience en logistique appréciée
need {tool} ou formation à notre charge
need Travail en équipes alternées
need Bonne condition physique
need Fiabilité

# driver
titles: Conducteur routier | Chauffeur poids lourd | Chauffeur-livreur | Conducteur SPL
areas: Régional | National | Messagerie | Frigorifique
skills: Permis CE | FIMO | arrimage | carte conducteur | ADR
tools: Permis CE | FIMO
hook Votre camion attitré, quatre ans au plus, et le retour à la maison presque chaque soir.
hook Nos exploitants ont tous conduit eux-mêmes.
do Assurer les tournées en {area}
do Vérifier le véhicule avant le départ
do Arrimer les charges et tenir les documents
do Livrer avec ponctualité et courtoisie
do Respecter les temps de conduite
do Prévenir tôt en cas de retard
need {tool} et carte conducteur à jour
need Expérience de la conduite de poids lourds
need Autonomie et prudence
need Sens du service
need Ponctualité

# electrician
titles: Électricien | Électricien de chantier | Technicien de maintenance | Électrotechnicien
areas: Tertiaire | Industrie | Photovoltaïque | Dépannage
skills: habilitation électrique | câblage | photovoltaïque | lecture de plans | dépannage | bornes de recharge
tools: panneaux photovoltaïques | bornes de recharge | tableaux électriques
hook Les chantiers sont presque tous à moins de quarante kilomètres.
hook Véhicule équipé et chantiers préparés la semaine précédente.
do Installer et raccorder en {area}
do Diagnostiquer et réparer les pannes
do Contrôler les installations
do Poser des {tool}
do Échanger avec le conducteur de travaux
do Transmettre aux apprentis
need CAP, BEP ou Bac pro en électricité
need Connaissance des {tool}
need Permis B
need Travail propre et sûr
need Bon contact avec les clients

# plumber
titles: Plombier chauffagiste | Technicien CVC | Installateur sanitaire | Frigoriste
areas: Pompes à chaleur | Rénovation | Dépannage | Collectif
skills: pompes à chaleur | soudure | entretien de chaudières | salle de bains | régulation
tools: pompes à chaleur | chaudières | climatisations
hook La moitié de nos chantiers sont des pompes à chaleur, et nous vous y formons.
hook Astreinte une semaine sur huit, payée dès le premier appel.
do Installer chauffage et sanitaires
do Entretenir et réparer des {tool}
do Conseiller honnêtement les clients
do Remplir les rapports sur tablette
do Travailler avec les autres corps de métier
do Laisser les lieux propres
need CAP ou BP dans le métier
need Expérience des {tool}
need Permis B
need Autonomie
need Courtoisie

# mechanical_engineer
titles: Ingénieur mécanique | Dessinateur projeteur | Ingénieur R&D | Chef de projet industriel
areas: Machines spéciales | Aéronautique | Dispositifs médicaux | Robotique
skills: CATIA | SolidWorks | calcul de structures | cotation | gestion de projet | essais
tools: CATIA | SolidWorks | Creo
others: calcul de structures | cotation | essais
hook Vos plans deviennent des pièces dans notre atelier, souvent la même semaine.
hook Nos machines durent trente ans, chaque détail compte.
do Concevoir pièces et ensembles sous {tool}
do Calculer, simuler et tester
do Travailler avec les achats et la production
do Suivre les prototypes
do Tenir à jour la documentation
do Piloter de petits projets en {area}
need Diplôme d'ingénieur ou équivalent
need Maîtrise de {tool}
need Connaissance des matériaux et procédés
need Anglais technique
need Goût du concret

# operator
titles: Opérateur de production | Conducteur de ligne | Opérateur CNC | Agent de fabrication
areas: Assemblage | Conditionnement | Usinage | Injection
skills: commande numérique | réglage | contrôle qualité | 5S | instruments de mesure
hook Un atelier propre, des lignes modernes et un planning fiable.
hook Les idées d'amélioration sont récompensées quand elles sont retenues.
do Conduire et régler les machines en {area}
do Contrôler la qualité avec des instruments de mesure
do Corriger les petites pannes
do Relever la production
do Tenir le poste en ordre
do Travailler en équipe de six
need Première expérience industrielle appréciée
need Sens technique
need Travail en 3x8 possible
need Soin et régularité
need Respect des consignes
""")
