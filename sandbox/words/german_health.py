"""German words of the health, caring, teaching, retail and hospitality professions."""

from sandbox.words.form import wordings

GERMAN_HEALTH = wordings("""
# nurse
titles: Pflegefachkraft | Gesundheits- und Krankenpfleger:in | Pflegefachfrau / Pflegefachmann | Fachkrankenpfleger:in
areas: Intensivstation | Innere Medizin | Notaufnahme | Onkologie | Chirurgie | Geriatrie | Kardiologie
skills: Wundversorgung | Behandlungspflege | Pflegedokumentation | Medikamentengabe | Beatmung | Praxisanleitung
hook Unsere Station hat 24 Betten, ein eingespieltes Team und eine Leitung, die selbst mit anpackt.
hook Die Übergabe ist bei uns geschützte Zeit, und Ihre Pause ist es auch.
hook Der Dienstplan steht sechs Wochen im Voraus, und wir halten uns daran.
do Sie pflegen und begleiten Patientinnen und Patienten im Bereich {area}
do Sie beobachten den Zustand der Patienten und reagieren früh auf Veränderungen
do Sie übernehmen {tool} und {other} nach aktuellen Standards
do Sie bereiten Untersuchungen und Entlassungen vor
do Sie beraten Angehörige verständlich und mit Geduld
do Sie dokumentieren zeitnah im elektronischen System
do Sie leiten Auszubildende und neue Kolleginnen und Kollegen an
do Sie wirken an Visiten und Fallbesprechungen mit
need Abgeschlossene Ausbildung als Pflegefachkraft mit staatlicher Anerkennung
need Erfahrung im Bereich {area} oder die Bereitschaft, sich einzuarbeiten
need Sicherheit in {tool}
need Bereitschaft zum Schichtdienst
need Einfühlungsvermögen und ein klarer Kopf

# care_assistant
titles: Pflegehelfer:in | Pflegeassistenz | Altenpflegehelfer:in | Betreuungskraft
areas: Wohnbereich | Tagespflege | Demenzbetreuung | Ambulanter Dienst | Nachtdienst
skills: Grundpflege | Mobilisation | Betreuung | Hygiene | Dokumentation | Demenzbegleitung
tools: Grundpflege | Hygiene | Mobilisation | Betreuung
hook Bei uns kennt man die Bewohnerinnen und Bewohner beim Namen.
hook Sie brauchen kein Examen, aber Geduld, Humor und bequeme Schuhe.
do Sie unterstützen bei Körperpflege, Anziehen und Mahlzeiten
do Sie achten auf Veränderungen und geben sie an die Fachkraft weiter
do Sie begleiten Spaziergänge, Feste und stille Stunden
do Sie sorgen für {tool} im Bereich {area}
do Sie führen die Pflegedokumentation
do Sie sprechen mit Angehörigen freundlich und offen
do Sie halten Zimmer und Hilfsmittel sauber
need Erfahrung in der Pflege, beruflich oder privat
need Kenntnisse in {tool}, gern schulen wir Sie
need Zuverlässigkeit und Herz
need Deutschkenntnisse, mit denen Sie sich sicher fühlen
need Bereitschaft zu Früh- und Spätdiensten

# doctor
titles: Fachärztin / Facharzt | Assistenzärztin / Assistenzarzt | Oberärztin / Oberarzt | Ärztin / Arzt
areas: Innere Medizin | Anästhesie | Kardiologie | Geriatrie | Psychiatrie | Allgemeinmedizin
skills: Sonographie | Endoskopie | Visite | Notfallmedizin | Arztbriefe | Lehre
tools: Sonographien | Endoskopien | Visiten
others: Sonographie | Endoskopie | Notfallmedizin
hook Elektronische Zeiterfassung, Dokumentationsassistenz und planbare Dienste sind bei uns Alltag.
hook Die volle Weiterbildungsermächtigung liegt vor, und sie wird auch gelebt.
do Sie versorgen Patientinnen und Patienten im Fachgebiet {area}
do Sie führen {tool} durch und werten Befunde aus
do Sie nehmen am Bereitschaftsdienst teil, etwa vier Dienste im Monat
do Sie arbeiten mit Pflege, Therapie und Sozialdienst Hand in Hand
do Sie leiten Studierende im praktischen Jahr an
do Sie beteiligen sich an Fortbildungen und Fallkonferenzen
do Sie sprechen mit Angehörigen, auch wenn es schwierig ist
need Deutsche Approbation
need Interesse an oder Anerkennung in {area}
need Erfahrung in {other} ist willkommen
need Freude an der Arbeit im Team
need Empathie und Entscheidungsfreude

# nursery_educator
titles: Erzieher:in | Pädagogische Fachkraft | Kinderpfleger:in | Sozialpädagogische Assistenz
areas: Krippe | Kindergarten | Waldgruppe | Hort
skills: Bildungsdokumentation | Eingewöhnung | Elternarbeit | Sprachförderung | Bewegungserziehung | Musik
tools: Sprachförderung | Elternarbeit | Bildungsdokumentation
hook Drei Gruppen, ein großer Garten und ein Team, das gern zusammen lacht.
hook Vor- und Nachbereitung sind fest im Dienstplan verankert.
do Sie begleiten Kinder im Bereich {area} durch den Tag
do Sie gestalten Angebote aus dem, was die Kinder gerade bewegt
do Sie führen Eingewöhnungen behutsam durch
do Sie beobachten, dokumentieren und sprechen mit Eltern
do Sie gehen bei jedem Wetter hinaus
do Sie bringen eigene Talente ein
do Sie arbeiten mit Frühförderung und Schule zusammen
need Staatliche Anerkennung als Erzieher:in oder vergleichbar
need Erfahrung mit {tool}
need Liebevoller und klarer Umgang mit Kindern
need Teamgeist und Verlässlichkeit
need Erweitertes Führungszeugnis

# social_worker
titles: Sozialarbeiter:in | Sozialpädagog:in | Fachkraft im Jugendamt | Schulsozialarbeiter:in
areas: Jugendhilfe | Eingliederungshilfe | Beratung | Wohnungslosenhilfe | Familienhilfe
skills: Beratung | Hilfeplanung | Kinderschutz | Gesprächsführung | Netzwerkarbeit | Krisenintervention
hook Regelmäßige Supervision und eine Fallzahl mit Obergrenze gehören zur Stelle.
hook Sie arbeiten in einem Team, das schwierige Entscheidungen gemeinsam trägt.
do Sie beraten und begleiten Menschen in der {area}
do Sie erstellen Hilfepläne gemeinsam mit den Beteiligten
do Sie arbeiten mit Schulen, Ärzten und Behörden zusammen
do Sie erkennen Risiken und handeln im Kinderschutz
do Sie machen Hausbesuche
do Sie schreiben Berichte, die verstanden werden
do Sie entwickeln Angebote im Stadtteil weiter
need Studium der Sozialen Arbeit mit staatlicher Anerkennung
need Erfahrung in {tool} und {other}
need Belastbarkeit und Humor
need Führerschein Klasse B
need Sicheres schriftliches Deutsch

# sales_assistant
titles: Verkäufer:in | Kundenberater:in im Verkauf | Kaufleute im Einzelhandel | Kassierer:in
areas: Frischetheke | Mode | Elektronik | Gartenmarkt | Kasse
skills: Beratung | Warenpräsentation | Kasse | Inventur | Warenkunde | Reklamation
tools: Warenpräsentation | Sauberkeit | Frische
hook Unsere Kundschaft fragt um Rat, und Sie haben Zeit, ihn zu geben.
hook Voll- oder Teilzeit, mit Wunschfrei und Personalrabatt vom ersten Tag an.
do Sie beraten Kundinnen und Kunden im Bereich {area}
do Sie kassieren freundlich und genau
do Sie räumen Ware ein und achten auf {tool}
do Sie prüfen Preise und Haltbarkeit
do Sie nehmen Reklamationen entgegen
do Sie helfen bei der Inventur
do Sie halten Ihre Abteilung sauber und einladend
need Freude am Umgang mit Menschen
need Ausbildung im Handel oder Lust, es zu lernen
need Kenntnisse in Warenkunde sind ein Plus
need Bereitschaft zur Arbeit am Samstag
need Gepflegtes Auftreten

# chef
titles: Koch / Köchin | Commis de Cuisine | Chef de Partie | Sous Chef | Beikoch
areas: Hauptküche | Bankett | Patisserie | Frühstück | Betriebsrestaurant
skills: Speisenplanung | Hygiene | Saucen | Grill | Warenwirtschaft | Allergenkennzeichnung
tools: Saucen | Grill | Patisserie
hook Kein Teildienst, zwei feste freie Tage und eine Karte, die mit dem Markt geht.
hook Siebzig Gedecke unter der Woche, hundertzwanzig am Samstag.
do Sie kochen am Posten {area}
do Sie bereiten frische Ware aus der Region vor
do Sie achten auf Hygiene und Sauberkeit
do Sie bestellen und prüfen Lieferungen
do Sie leiten Auszubildende an
do Sie entwickeln neue Gerichte mit
do Sie halten Ihren Posten bis zum Schluss in Ordnung
need Abgeschlossene Ausbildung als Koch / Köchin oder viel Erfahrung
need Sichere Hand bei {tool}
need Ruhe an vollen Abenden
need Teamgeist
need Bereitschaft zu Wochenenddiensten

# hotel_receptionist
titles: Rezeptionist:in | Front Office Mitarbeiter:in | Hotelfachfrau / Hotelfachmann | Night Auditor
areas: Empfang | Reservierung | Gästebetreuung | Nachtdienst
skills: Gästebetreuung | Reservierungen | Kassenführung | Fremdsprachen | Beschwerdemanagement | Opera
tools: Opera | Protel | Reservierungssystemen
hook 110 Zimmer, viele Stammgäste und ein Team, das füreinander einspringt.
hook Übernachten Sie in allen unseren Häusern zum Mitarbeiterpreis.
do Sie begrüßen und verabschieden unsere Gäste
do Sie nehmen Reservierungen entgegen und pflegen Raten
do Sie lösen Probleme, bevor der Gast abreist
do Sie führen die Kasse am Ende der Schicht
do Sie stimmen sich mit dem Housekeeping ab
do Sie geben Tipps für die Stadt
do Sie vertreten das Haus am Telefon
need Ausbildung im Hotelfach oder Erfahrung am Empfang
need Kenntnisse in {tool}
need Gutes Deutsch und Englisch
need Bereitschaft zu wechselnden Diensten
need Freude an Begegnungen
""")
