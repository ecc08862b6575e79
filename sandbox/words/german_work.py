"""German words of the skilled and technical professions."""

from sandbox.words.form import wordings

GERMAN_WORK = wordings("""
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
