"""German words of the professions at a desk."""

from sandbox.words.form import wordings

GERMAN_OFFICE = wordings("""
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
do Sie verantworten den Bereich {tool}
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
""")
