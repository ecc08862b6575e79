"""German words of the technical, commercial and skilled professions."""

from sandbox.words.form import wordings

GERMAN_WORK = wordings("""
# backend
titles: Softwareentwickler:in | Anwendungsentwickler:in | Backend-Entwickler:in | Fullstack-Entwickler:in
areas: Zahlungsverkehr | Plattform | Schnittstellen | Kundenportal | Versicherungskern
skills: Java | Spring Boot | Kotlin | PostgreSQL | Docker | Kubernetes | Python | REST | Git | Kafka | C#
tools: Java | Kotlin | Python | C#
others: Docker | Kubernetes | Kafka | PostgreSQL | Spring Boot
hook Sie arbeiten an einem Produkt, das unsere Kunden jeden Tag acht Stunden lang offen haben.
hook Wir lösen unseren Monolithen Stück für Stück ab, und {area} ist als Nächstes dran.
do Sie entwickeln Dienste in {tool} vom Entwurf bis zum Betrieb
do Sie schneiden große Änderungen in kleine, sichere Schritte
do Sie schreiben Tests, die Fehler vor unseren Kunden finden
do Sie stimmen Schnittstellen mit den Nachbarteams ab
do Sie prüfen Code und lassen Ihren prüfen
do Sie machen langsame Abfragen schnell
do Sie führen {other} ein, wo es Arbeit spart
do Sie dokumentieren Entscheidungen knapp und nachvollziehbar
need Studium der Informatik, Ausbildung als Fachinformatiker:in oder vergleichbare Praxis
need Mehrjährige Erfahrung mit {tool}
need Kenntnisse in {other}
need Gute Deutsch- und Englischkenntnisse
need Lust auf sauberen Code und offene Worte

# devops
titles: Systemadministrator:in | DevOps Engineer | Cloud Engineer | IT-Administrator:in
areas: Infrastruktur | Rechenzentrum | Netzwerk | Cloud | Arbeitsplatz-IT
skills: Linux | Kubernetes | Terraform | Ansible | VMware | Azure | Monitoring | Netzwerke | Active Directory | Python
tools: Ansible | Terraform | Python
others: Linux | VMware | Kubernetes | Azure | Active Directory
hook Rund dreihundert Server warten auf jemanden, der sie automatisiert.
hook Rufbereitschaft gibt es bei uns selten, und sie wird gut bezahlt.
do Sie betreiben unsere Systeme im Bereich {area}
do Sie automatisieren Abläufe mit {tool}
do Sie überwachen Dienste und beheben Störungen
do Sie planen Kapazitäten und Kosten
do Sie sichern Daten und üben die Wiederherstellung
do Sie härten Systeme und pflegen Berechtigungen
do Sie beraten Entwicklungsteams
need Ausbildung als Fachinformatiker:in oder Studium
need Praxis mit {tool} und {other}
need Ruhe bei Störungen
need Strukturierte Arbeitsweise
need Gutes Englisch in Wort und Schrift

# data_analyst
titles: Datenanalyst:in | Business Analyst:in | BI-Entwickler:in | Controller:in
areas: Vertriebscontrolling | Kundenanalyse | Produktion | Finanzen
skills: SQL | Power BI | Excel | Python | Statistik | SAP BW | Tableau | Berichtswesen
tools: Power BI | Excel | Tableau | SAP BW
others: SQL | Python | Statistik
hook Sie sind die Person, die auf die Frage "Ist das viel?" eine Antwort hat.
hook Im Bereich {area} gibt es viele Zahlen und zu wenige Schlüsse.
do Sie machen aus ungenauen Fragen belastbare Zahlen
do Sie bauen Berichte in {tool}, die auch nach einem Monat noch gelesen werden
do Sie definieren Kennzahlen einmal und schreiben sie auf
do Sie spüren Fehler in den Daten bis zur Quelle nach
do Sie stellen Ergebnisse auf zwei Seiten dar
do Sie schulen Kolleginnen und Kollegen
do Sie begleiten Planung und Forecast
need Studium der Wirtschaftsinformatik, Mathematik, BWL oder ähnlich
need Sehr gute Kenntnisse in {tool}
need Erfahrung mit {other}
need Sorgfalt bei Definitionen
need Verständliche Sprache

# accountant
titles: Buchhalter:in | Finanzbuchhalter:in | Bilanzbuchhalter:in | Sachbearbeitung Buchhaltung
areas: Debitoren | Kreditoren | Hauptbuch | Anlagenbuchhaltung | Steuern
skills: DATEV | SAP FI | HGB | Monatsabschluss | Umsatzsteuer | Excel | Mahnwesen | IFRS
tools: Mahnwesen | Umsatzsteuer | Monatsabschluss
others: DATEV | SAP FI | Excel | HGB
hook Sie kommen in ein Team von sechs Personen, das Fragen am selben Tag beantwortet.
hook Der Bereich {area} ist in guter Ordnung, und mit Ihnen bleibt er es.
do Sie buchen und prüfen laufende Geschäftsvorfälle im Bereich {area}
do Sie erstellen Monats- und Jahresabschlüsse mit
do Sie stimmen Konten ab und klären offene Posten
do Sie übernehmen Aufgaben im Bereich {tool} selbstständig
do Sie bereiten Steuermeldungen vor
do Sie sind Ansprechperson für Prüfer und Steuerberatung
do Sie verbessern Abläufe und Vorlagen
need Kaufmännische Ausbildung, gern mit Weiterbildung zum Bilanzbuchhalter
need Kenntnisse in {tool} und {other}
need Genauigkeit und Diskretion
need Sicherer Umgang mit Zahlen
need Gute Deutschkenntnisse

# account_executive
titles: Vertriebsmitarbeiter:in Außendienst | Key Account Manager:in | Vertriebsleiter:in | Sales Manager:in
areas: Mittelstand | Industriekunden | Handel | Neukunden | Süddeutschland
skills: Kundengewinnung | Verhandlung | CRM | Salesforce | Angebotswesen | Präsentation
tools: Kundengewinnung | Verhandlung | Präsentation
hook Unsere Kunden kaufen bei Menschen, die zuhören.
hook Firmenwagen auch zur privaten Nutzung, und ein Gebiet, das man schaffen kann.
do Sie betreuen und gewinnen Kunden im Bereich {area}
do Sie führen Verhandlungen bis zum Abschluss
do Sie planen Besuche und pflegen das CRM
do Sie besuchen Messen und knüpfen Kontakte
do Sie stimmen sich mit Technik und Innendienst ab
do Sie beobachten den Markt und geben Hinweise an das Produktmanagement
need Kaufmännische oder technische Ausbildung
need Erfahrung im Vertrieb
need Stärke in {tool}
need Reisebereitschaft, etwa zwei Tage pro Woche
need Verbindliches Auftreten

# hr_partner
titles: Personalreferent:in | HR Business Partner:in | Personalsachbearbeiter:in | HR Manager:in
areas: Personalbetreuung | Personalentwicklung | Entgelt | Produktionsstandorte
skills: Arbeitsrecht | Personalbetreuung | SAP HCM | Recruiting | Betriebsrat | Entgeltabrechnung
tools: Recruiting | Entgeltabrechnung | Personalbetreuung
others: Arbeitsrecht | SAP HCM
hook Sie betreuen rund 300 Mitarbeitende an zwei Standorten.
hook Führungskräfte wollen es gut machen; Sie zeigen ihnen, wie.
do Sie beraten Führungskräfte und Mitarbeitende in allen Personalfragen
do Sie begleiten Eintritte, Wechsel und Austritte
do Sie arbeiten vertrauensvoll mit dem Betriebsrat zusammen
do Sie verantworten {tool}
do Sie führen Gespräche, auch die unbequemen
do Sie entwickeln Prozesse im Bereich {area} weiter
need Studium oder Ausbildung mit Schwerpunkt Personal
need Kenntnisse in {tool} und {other}
need Diskretion und Fingerspitzengefühl
need Klare Kommunikation
need Humor

# admin
titles: Bürokaufleute | Kaufmännische Assistenz | Sachbearbeiter:in Verwaltung | Teamassistenz
areas: Sekretariat | Einkauf | Vertriebsinnendienst | Studierendenservice | Patientenverwaltung
skills: MS Office | Terminplanung | Korrespondenz | Rechnungsprüfung | Ablage | Telefon
tools: Rechnungsprüfung | Terminplanung | Ablage
hook Sie sind die erste Stimme, die man bei uns hört.
hook Ein Büro mit vierzig Menschen, einer guten Küche und einem eigenwilligen Drucker.
do Sie organisieren Termine, Reisen und Besprechungen
do Sie erledigen Korrespondenz und {tool}
do Sie betreuen Gäste und Telefon
do Sie prüfen Rechnungen und bestellen Material
do Sie führen Listen und Akten
do Sie unterstützen den Bereich {area}
need Abgeschlossene kaufmännische Ausbildung
need Sicherer Umgang mit MS Office
need Freundlichkeit und Überblick
need Fehlerfreies Deutsch
need Freude am Organisieren

# case_worker
titles: Sachbearbeiter:in | Verwaltungsfachangestellte:r | Sachbearbeitung Soziales | Verwaltungsfachwirt:in
areas: Bürgerservice | Wohngeld | Ausländerbehörde | Bauordnung | Kämmerei
skills: Verwaltungsrecht | Bescheide | Publikumsverkehr | Aktenführung | E-Akte | Sozialrecht
tools: Verwaltungsrecht | Sozialrecht | E-Akte
hook Hinter jeder Akte wartet ein Mensch auf Antwort.
hook Tarifvertrag, flexible Zeiten und ein sicherer Arbeitsplatz sind selbstverständlich.
do Sie bearbeiten Anträge im Bereich {area}
do Sie erstellen Bescheide, die man versteht
do Sie beraten Bürgerinnen und Bürger
do Sie pflegen Daten und Akten
do Sie wirken an der Digitalisierung mit
do Sie vertreten Ihre Entscheidungen im Widerspruchsverfahren
need Ausbildung in der öffentlichen Verwaltung oder kaufmännische Ausbildung
need Kenntnisse in {tool}
need Bürgerfreundliches Auftreten
need Sorgfalt und Entscheidungsfreude
need Sehr gutes Deutsch

# warehouse
titles: Lagermitarbeiter:in | Kommissionierer:in | Fachkraft für Lagerlogistik | Staplerfahrer:in
areas: Wareneingang | Versand | Kommissionierung | Retouren | Tiefkühllager
skills: Staplerschein | Kommissionieren | Scanner | Inventur | Verladen | SAP
tools: Staplerschein | Schein für Schubmaststapler
hook Eine moderne Halle, feste Schichten und eine Kantine nebenan.
hook Urlaubs- und Weihnachtsgeld zahlen wir vom ersten Jahr an.
do Sie kommissionieren und verpacken Aufträge
do Sie entladen LKW und prüfen Lieferungen
do Sie bewegen Paletten sicher mit dem Stapler
do Sie buchen mit dem Scanner
do Sie halten Wege und Rampen frei
do Sie helfen in {area} und anderen Bereichen aus
need Erfahrung im Lager ist gut, Verlässlichkeit ist besser
need {tool}, oder wir bezahlen den Lehrgang
need Bereitschaft zur Schichtarbeit
need Grundkenntnisse in Deutsch
need Körperliche Fitness

# driver
titles: Berufskraftfahrer:in | LKW-Fahrer:in | Auslieferungsfahrer:in | Kraftfahrer:in Nahverkehr
areas: Nahverkehr | Fernverkehr | Kühlverkehr | Tankwagenverkehr
skills: Führerschein CE | Fahrerkarte | Ladungssicherung | ADR-Schein | Tourenplanung
tools: Führerschein CE | Führerschein C1E
hook Ihr eigenes Fahrzeug, höchstens vier Jahre alt, und abends meist zu Hause.
hook Unsere Disponenten sind selbst gefahren.
do Sie fahren Touren im {area}
do Sie sichern die Ladung und führen Papiere
do Sie prüfen das Fahrzeug vor der Abfahrt
do Sie liefern freundlich und pünktlich
do Sie halten Lenk- und Ruhezeiten ein
do Sie melden Verspätungen frühzeitig
need {tool} und Grundqualifikation
need Erfahrung im {area}
need Selbstständige, vorsichtige Fahrweise
need Deutschkenntnisse für Kunden und Papiere
need Pünktlichkeit

# electrician
titles: Elektroniker:in | Elektroniker:in für Energie- und Gebäudetechnik | Elektroinstallateur:in
titles: Servicetechniker:in
areas: Neubau | Photovoltaik | Industrie | Kundendienst
skills: Schaltschrankbau | Photovoltaik | Fehlersuche | KNX | VDE-Prüfung | Wallbox
tools: Photovoltaikanlagen | Wallboxen | Schaltschränke | KNX-Anlagen
hook Die Auftragsbücher sind voll, und die Baustellen liegen fast alle in der Region.
hook Sie bekommen einen gut ausgestatteten Wagen, den Sie mit nach Hause nehmen.
do Sie installieren elektrische Anlagen im Bereich {area}
do Sie suchen und beheben Störungen
do Sie prüfen Anlagen nach VDE
do Sie montieren {tool}
do Sie stimmen sich mit der Bauleitung ab
do Sie leiten Auszubildende an
need Abgeschlossene Ausbildung als Elektroniker:in
need Erfahrung mit {other}
need Führerschein Klasse B
need Saubere und sichere Arbeit
need Freundlicher Umgang mit Kunden

# plumber
titles: Anlagenmechaniker:in SHK | Heizungsbauer:in | Kundendienstmonteur:in SHK | Installateur:in
areas: Wärmepumpen | Bad | Kundendienst | Objektbau
skills: Wärmepumpen | Rohrleitungsbau | Heizungswartung | Badsanierung | Regelungstechnik
tools: Wärmepumpen | Gasthermen | Lüftungsanlagen
hook Die Hälfte unserer Arbeit sind inzwischen Wärmepumpen, und wir schulen Sie darin.
hook Vier-Tage-Woche auf Wunsch, Notdienst nur alle acht Wochen.
do Sie bauen Heizungs- und Sanitäranlagen ein
do Sie warten und reparieren {tool}
do Sie beraten Kunden ehrlich
do Sie erledigen Ihre Berichte am Tablet
do Sie arbeiten mit anderen Gewerken zusammen
do Sie verlassen jede Wohnung sauber
need Ausbildung als Anlagenmechaniker:in oder vergleichbar
need Kenntnisse in {other}
need Führerschein Klasse B
need Selbstständigkeit
need Gute Umgangsformen

# mechanic
titles: KFZ-Mechatroniker:in | Mechatroniker:in | Nutzfahrzeugmechaniker:in | Werkstattmeister:in
areas: Diagnose | Service | Nutzfahrzeuge | Elektrofahrzeuge
skills: Diagnose | Hochvolttechnik | Bremsen | Hydraulik | Hauptuntersuchung | Motorinstandsetzung
hook Sechs Bühnen, neues Werkzeug und ein Teiledienst, der ans Telefon geht.
hook Die Hochvolt-Schulung machen Sie im ersten Jahr bei uns.
do Sie warten und reparieren Fahrzeuge im Bereich {area}
do Sie finden Fehler mit moderner Diagnose
do Sie bereiten Fahrzeuge auf Prüfungen vor
do Sie dokumentieren Ihre Arbeit
do Sie erklären Kunden die Rechnung
do Sie leiten Auszubildende an
need Abgeschlossene Ausbildung
need Erfahrung mit {tool}
need Führerschein Klasse B
need Logisches Denken bei der Fehlersuche
need Ordnung am Arbeitsplatz

# mechanical_engineer
titles: Konstrukteur:in | Entwicklungsingenieur:in | Projektingenieur:in Maschinenbau | Berechnungsingenieur:in
areas: Antriebstechnik | Sondermaschinenbau | Pumpen | Medizintechnik | Robotik
skills: SolidWorks | CATIA | FEM | Toleranzrechnung | Creo | Projektleitung | Siemens NX
tools: SolidWorks | CATIA | Creo | Siemens NX
others: FEM | Toleranzrechnung | Projektleitung
hook Was Sie zeichnen, steht oft noch in derselben Woche in unserer Werkstatt.
hook Unsere Maschinen laufen dreißig Jahre, deshalb zählt jedes Detail.
do Sie konstruieren Bauteile und Baugruppen in {tool}
do Sie berechnen, simulieren und erproben
do Sie stimmen Kosten mit Einkauf und Fertigung ab
do Sie begleiten Prototypen
do Sie pflegen Zeichnungen und Stücklisten
do Sie leiten kleinere Projekte im Bereich {area}
need Studium des Maschinenbaus oder Technikerausbildung
need Erfahrung mit {tool}
need Werkstoff- und Fertigungskenntnisse
need Gutes Englisch
need Freude an Technik

# operator
titles: Produktionsmitarbeiter:in | Maschinenbediener:in | Zerspanungsmechaniker:in | Anlagenführer:in
areas: Montage | Verpackung | CNC-Fertigung | Spritzguss | Abfüllung
skills: CNC | Maschinen einrichten | Qualitätskontrolle | Messmittel | Rüsten | 5S
hook Saubere Hallen, moderne Anlagen und ein Schichtplan, auf den Verlass ist.
hook Verbesserungsvorschläge werden bei uns bezahlt, wenn wir sie umsetzen.
do Sie bedienen und rüsten Maschinen im Bereich {area}
do Sie prüfen die Qualität mit Messmitteln
do Sie beheben kleine Störungen selbst
do Sie dokumentieren Stückzahlen
do Sie halten Ordnung am Arbeitsplatz
do Sie arbeiten im Team von sechs Personen
need Erfahrung in der Produktion ist von Vorteil
need Technisches Verständnis
need Bereitschaft zur Dreischicht
need Sorgfalt
need Grundkenntnisse in Deutsch
""")
