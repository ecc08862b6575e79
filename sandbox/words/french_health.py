"""French words of the health, caring, teaching, retail and hospitality professions."""

from sandbox.words.form import wordings

FRENCH_HEALTH = wordings("""
# nurse
titles: Infirmier | Infirmière diplômée d'État | Infirmier de bloc | Infirmier coordinateur
areas: Urgences | Réanimation | Chirurgie | Gériatrie | Pédiatrie | Cardiologie
skills: soins techniques | dossier patient | pansements | perfusions | éducation thérapeutique | tri
tools: pansements | perfusions | prélèvements
hook Le service compte vingt-quatre lits et une équipe stable qui s'entraide.
hook Le planning est connu six semaines à l'avance, et il est respecté.
do Assurer les soins des patients du service {area}
do Repérer les signes d'aggravation et alerter sans attendre
do Réaliser les soins ({tool}) selon les protocoles en vigueur
do Expliquer les soins aux patients et à leurs proches
do Tenir à jour le dossier de soins
do Encadrer les étudiants et les nouveaux arrivants
do Participer aux réunions de service
need Diplôme d'État d'infirmier et inscription à l'Ordre
need Expérience au service {area} ou envie d'apprendre
need Maîtrise des gestes techniques
need Sens de l'écoute et sang-froid
need Disponibilité pour un roulement jour et nuit

# care_assistant
titles: Aide-soignant | Auxiliaire de vie | Accompagnant éducatif et social | Agent de service hospitalier
areas: EHPAD | Domicile | Médecine | Nuit
skills: aide à la toilette | hygiène | mobilisation | transmissions | accompagnement
tools: hygiène | mobilisation | ergonomie
hook Ici, on connaît les résidents par leur prénom.
hook Nous finançons la formation et vous accompagnons dès le premier jour.
do Accompagner les résidents dans les gestes du quotidien
do Observer et transmettre les changements à l'équipe infirmière
do Veiller au confort et à la propreté
do Assurer l'aide à la toilette avec respect
do Participer aux animations
do Échanger avec les familles
need Diplôme ou expérience auprès de personnes âgées
need Notions de {tool}
need Patience et bonne humeur
need Ponctualité
need Travail un week-end sur deux

# primary_teacher
titles: Professeur des écoles | Enseignant en primaire | Animateur périscolaire | Éducateur spécialisé
areas: Maternelle | Élémentaire | Inclusion | Soutien
skills: pédagogie | gestion de classe | évaluation | différenciation | projet éducatif
hook Une école à taille humaine, avec un jardin et une salle des maîtres où l'on rit.
hook Vous rejoindrez une équipe qui prépare ses séquences ensemble.
do Accueillir et faire progresser les enfants en {area}
do Préparer des activités adaptées à chacun
do Utiliser des évaluations courtes pour suivre les progrès
do Échanger régulièrement avec les parents
do Travailler avec les partenaires de l'école
do Contribuer aux sorties et à la fête de fin d'année
need Diplôme requis pour la fonction
need Expérience en {tool}
need Bienveillance et fermeté
need Esprit d'équipe
need Casier judiciaire vierge

# sales_assistant
titles: Vendeur | Conseiller de vente | Hôte de caisse | Employé libre-service
areas: Rayon frais | Mode | Jardinerie | Électroménager | Caisse
skills: conseil client | encaissement | mise en rayon | inventaire | merchandising
tools: encaissement | merchandising | gestion des stocks
hook Nos clients demandent conseil, et vous aurez le temps de répondre.
hook Temps plein ou partiel, planning connu trois semaines à l'avance.
do Conseiller les clients du rayon {area}
do Encaisser avec exactitude et bonne humeur
do Mettre en rayon et soigner la présentation
do Contrôler les prix et les dates
do Traiter les retours
do Participer à l'inventaire
need Goût du contact
need Première expérience en magasin appréciée
need Notions : {tool}
need Disponibilité le samedi
need Ponctualité

# chef
titles: Cuisinier | Commis de cuisine | Chef de partie | Second de cuisine | Pâtissier
areas: Cuisine centrale | Brasserie | Banquets | Pâtisserie
skills: cuisson | Hygiène HACCP | sauces | gestion des stocks | dressage | allergènes
tools: cuissons | sauces | dressages | pâtes levées
hook Soixante-dix couverts en semaine, cent vingt le samedi, deux jours de repos consécutifs.
hook La coupure a disparu de nos plannings, et personne ne la regrette.
do Préparer les plats du poste {area}
do Travailler des produits frais et locaux
do Respecter l'hygiène et la propreté
do Contrôler les livraisons
do Former les apprentis
do Proposer des idées pour la carte
need CAP ou BEP cuisine, ou solide expérience
need Maîtrise des {tool}
need Calme pendant le service
need Esprit d'équipe
need Travail certains week-ends

# hotel_receptionist
titles: Réceptionniste | Réceptionniste de nuit | Agent de réservation | Chef de réception
areas: Réception | Réservation | Conciergerie | Nuit
skills: accueil | réservations | caisse | langues | gestion des réclamations
tools: Opera | Mews | Fidelio
hook Cent dix chambres, beaucoup d'habitués et une équipe soudée.
hook Tarif collaborateur dans tous nos établissements.
do Accueillir les clients à l'arrivée et au départ
do Gérer les réservations et les tarifs
do Résoudre les difficultés avant le départ du client
do Tenir la caisse
do Conseiller sur la ville
do Coordonner avec les étages
need Formation hôtelière ou expérience en réception
need Pratique de {tool}
need Français et anglais courants
need Présentation soignée
need Horaires variables
""")
