"""Words of the public-service, science and safety professions."""

from sandbox.words.form import professions

PUBLIC = professions("""
# policy_adviser office 78000 desk charity-voluntary-jobs Policy
titles: Policy Adviser | Policy Officer | Programme Officer | Public Affairs Officer | Management Analyst
areas: Housing | Transport | Climate | Digital Services | Health | Skills
skills: policy analysis | briefing | stakeholder engagement | evaluation | research | drafting | consultation
tools: research | evaluation | data | interviews
others: drafting | briefing | policy analysis
hook Decisions in {area} touch a few hundred thousand households; you will help to make them well.
hook You will write for people who have four minutes and need to be right.
do Analyse options in {area} and set out costs and effects
do Draft briefings, speeches and answers
do Meet the people whom a policy concerns, and not only their associations
do Plan and evaluate programmes
do Use {tool} and evidence from elsewhere
do Work with finance, legal and delivery colleagues
do Prepare consultations and summarise replies fairly
do Follow a measure from paper to practice
need Degree in social science, law, economics or equivalent experience
need Strong {other} skills
need Clear writing under time pressure
need Interest in {area}
need Political sense and impartiality

# case_worker office 48000 hourly admin-jobs Public_Services
titles: Caseworker | Benefits Officer | Contact Representative | Licensing Officer | Housing Officer
areas: Housing | Pensions | Licensing | Family Benefits | Veterans' Claims
skills: casework | legislation | customer contact | data entry | decision making | interviewing | record keeping
tools: legislation | regulations
others: interviewing | data entry | listening
hook Behind every file is somebody waiting for a letter.
hook Training lasts eight weeks, and nobody decides alone before they are ready.
do Decide applications in {area} within the rules and in good time
do Explain decisions in writing that people can follow
do Answer enquiries by phone and at the counter
do Ask for missing documents once and completely
do Keep records in the case system
do Spot errors and hardship and act on them
do Handle complaints with a fresh eye
do Support colleagues at peak times
need Experience in administration or customer contact
need Ability to apply {tool} to real lives
need Care with personal data
need Good {other} skills
need Patience and fairness

# environmental_officer office 70000 scientific-qa-jobs Environment
titles: Environmental Officer | Environmental Scientist | Ecologist | Sustainability Manager | Biologist
areas: Water Quality | Air Quality | Biodiversity | Waste | Contaminated Land
skills: field sampling | GIS | data analysis | environmental permitting | ecology surveys | report writing | modelling
tools: GIS | statistical models | R
others: field sampling | ecology surveys | environmental permitting | modelling
hook Two days a week you will need boots, the other three a keyboard.
hook Our rivers are getting cleaner, slowly; you will measure how slowly.
do Plan and carry out monitoring of {area}
do Analyse samples and data with {tool}
do Assess applications and permits
do Inspect sites and write clear reports
do Advise firms, farmers and councils
do Investigate incidents, sometimes at short notice
do Present findings to the public
do Keep equipment calibrated
need Degree in environmental science, biology, chemistry or similar
need Experience in {other}
need Knowledge of {area} regulation
need Fit for fieldwork in most weathers
need Driving licence

# security_officer hand 44000 hourly other-general-jobs Security
titles: Security Officer | Security Guard | Control Room Operator | Police Officer | Door Supervisor
areas: Hospital | Transport Hub | Corporate Site | Museum | Night Team
skills: access control | CCTV | first aid | conflict management | patrols | report writing | fire safety
hook Most shifts are quiet because somebody attentive was there.
hook You will work in pairs and with radios that reach everywhere.
do Control access and welcome visitors to the {area}
do Patrol buildings and grounds
do Watch cameras and alarms
do Respond to incidents calmly and within the law
do Give first aid until help arrives
do Write reports that can be used
do Work with police and fire services
do Keep keys and badges in order
need US: State guard card or eligibility
need GB: SIA licence
need Experience in {tool}
need Clear speech and steady nerves
need Nights and weekends on rota

# park_ranger hand 47000 hourly other-general-jobs Parks
titles: Park Ranger | Countryside Ranger | Gardener | Forestry Technician | Grounds Maintenance Operative
areas: Trails | Woodland | Visitor Services | Wetlands | City Parks
skills: chainsaw | habitat management | visitor guiding | tree care | first aid | volunteer coordination | mowing
tools: chainsaws | mowers | climbing equipment
hook Your office is eleven hundred acres with one good hut.
hook Schools, dogs, deer and dawn: the job has all of them.
do Look after paths, fences and habitats in {area}
do Guide groups and answer visitors' questions
do Lead volunteers on workdays
do Record wildlife and damage
do Work safely with {tool}
do Help in search, rescue and fire watch
do Keep vehicles and tools in order
do Plan the season's work
need Training or experience in countryside work, forestry or gardening
need Certificate for {tool} or readiness to gain it
need Weatherproof and friendly
need Driving licence
need Weekend work in season

# scientist office 104000 scientific-qa-jobs Research
titles: Research Scientist | Research Associate | Laboratory Technician | Laboratory Scientist | Chemist
areas: Immunology | Analytical Chemistry | Cell Biology | Materials | Diagnostics | Genomics
skills: cell culture | HPLC | PCR | data analysis | mass spectrometry | GMP | flow cytometry | Python | ELISA
tools: HPLC | PCR | mass spectrometry | flow cytometry
others: cell culture | data analysis | GMP | ELISA | Python
hook The lab is new, the questions are old, and the freezer space is finally enough.
hook You will join {area}, a group of eight that publishes what does not work as well.
do Plan and run experiments in {area}
do Use and look after {tool} equipment
do Analyse data and keep reproducible records
do Develop and validate methods
do Present results within the group and outside
do Write protocols, reports and papers
do Train students and technicians
do Work to safety and quality rules
need Degree in biology, chemistry or a related science; a doctorate for senior posts
need Practical experience in {tool} and {other}
need Careful records
need Statistics good enough to distrust a nice graph
need Team player with patience

# librarian office 56000 admin-jobs Library
titles: Librarian | Library Assistant | Archivist | Information Specialist | Records Manager
areas: Children's Library | Archive | Research Support | Local History | Digital Collections
skills: cataloguing | metadata | reader services | digitisation | event planning | research support | copyright
tools: digitisation | metadata | cataloguing
others: reader services | copyright | research support
hook We lend books, instruments and seeds, and the reading room is full again.
hook You will be the person who finds it.
do Help readers of all ages to find what they need
do Look after the {area} collection
do Catalogue and describe items by current standards
do Run story times, talks and courses
do Lead {tool} projects
do Work with schools and local groups
do Choose what to buy and what to let go
do Keep statistics and reports
need Degree or training in library or information studies
need Knowledge of {tool} and {other}
need Service with pleasure
need Confident with digital tools
need Some evenings and Saturdays
""")
