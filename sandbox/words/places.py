"""Countries and cities: names, coordinates, and what pay is worth there. Real places; the pay factors are estimates.

`low` and `high` turn US pay into local pay for work worth 38,000 and 160,000 dollars; `floor` is a lowest hourly wage.
A city line reads: name, region, region's short form, latitude, longitude, weight, cost of living[, local name].
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class City:
    """A city; `region` is the state, land or region, `short` its usual abbreviation (blank where there is none)."""

    name: str
    region: str
    short: str
    latitude: float
    longitude: float
    weight: float
    cost: float
    local: str


@dataclass(frozen=True, slots=True)
class Country:
    """A country: ISO code, English name, currency, language, market of the vocabulary, pay factors and cities."""

    code: str
    name: str
    currency: str
    language: str
    market: str
    low: float
    high: float
    floor: float
    adzuna: str
    cities: tuple[City, ...]


def _cities(text: str) -> tuple[City, ...]:
    found = []
    for line in text.strip().splitlines():
        name, region, short, latitude, longitude, weight, cost, *local = (part.strip() for part in line.split(","))
        found.append(
            City(
                name, region, short, float(latitude), float(longitude), float(weight), float(cost), (local or [name])[0]
            )
        )
    return tuple(found)


_US = _cities("""
New York, New York, NY, 40.7128, -74.0060, 14, 1.18
San Francisco, California, CA, 37.7749, -122.4194, 9, 1.25
Los Angeles, California, CA, 34.0522, -118.2437, 8, 1.12
Seattle, Washington, WA, 47.6062, -122.3321, 6, 1.14
Austin, Texas, TX, 30.2672, -97.7431, 6, 1.00
Chicago, Illinois, IL, 41.8781, -87.6298, 7, 1.03
Boston, Massachusetts, MA, 42.3601, -71.0589, 6, 1.12
Denver, Colorado, CO, 39.7392, -104.9903, 4, 1.02
Atlanta, Georgia, GA, 33.7490, -84.3880, 5, 0.96
Dallas, Texas, TX, 32.7767, -96.7970, 5, 0.97
Houston, Texas, TX, 29.7604, -95.3698, 4, 0.96
Phoenix, Arizona, AZ, 33.4484, -112.0740, 4, 0.95
Philadelphia, Pennsylvania, PA, 39.9526, -75.1652, 4, 1.01
San Diego, California, CA, 32.7157, -117.1611, 3, 1.10
Minneapolis, Minnesota, MN, 44.9778, -93.2650, 3, 0.99
Portland, Oregon, OR, 45.5152, -122.6784, 3, 1.02
Raleigh, North Carolina, NC, 35.7796, -78.6382, 3, 0.95
Nashville, Tennessee, TN, 36.1627, -86.7816, 3, 0.94
Columbus, Ohio, OH, 39.9612, -82.9988, 3, 0.92
Salt Lake City, Utah, UT, 40.7608, -111.8910, 2, 0.95
Pittsburgh, Pennsylvania, PA, 40.4406, -79.9959, 2, 0.93
Kansas City, Missouri, MO, 39.0997, -94.5786, 2, 0.90
Tampa, Florida, FL, 27.9506, -82.4572, 3, 0.93
Miami, Florida, FL, 25.7617, -80.1918, 3, 1.00
San Antonio, Texas, TX, 29.4241, -98.4936, 2, 0.88
Boise, Idaho, ID, 43.6150, -116.2023, 1, 0.91
Albuquerque, New Mexico, NM, 35.0844, -106.6504, 1, 0.87
Burlington, Vermont, VT, 44.4759, -73.2121, 1, 0.96
""")
_GB = _cities("""
London, England, , 51.5074, -0.1278, 30, 1.20
Manchester, Greater Manchester, , 53.4808, -2.2426, 10, 0.99
Birmingham, West Midlands, , 52.4862, -1.8904, 8, 0.97
Leeds, West Yorkshire, , 53.8008, -1.5491, 6, 0.96
Bristol, South West England, , 51.4545, -2.5879, 6, 1.02
Edinburgh, Scotland, , 55.9533, -3.1883, 5, 1.01
Glasgow, Scotland, , 55.8642, -4.2518, 5, 0.96
Liverpool, Merseyside, , 53.4084, -2.9916, 4, 0.93
Cambridge, Cambridgeshire, , 52.2053, 0.1218, 3, 1.08
Newcastle upon Tyne, Tyne and Wear, , 54.9783, -1.6178, 3, 0.92
Sheffield, South Yorkshire, , 53.3811, -1.4701, 3, 0.93
Nottingham, Nottinghamshire, , 52.9548, -1.1581, 3, 0.94
Reading, Berkshire, , 51.4543, -0.9781, 3, 1.06
Cardiff, Wales, , 51.4816, -3.1791, 3, 0.94
Brighton, East Sussex, , 50.8225, -0.1372, 2, 1.02
Southampton, Hampshire, , 50.9097, -1.4044, 2, 0.98
Norwich, Norfolk, , 52.6309, 1.2974, 2, 0.92
Belfast, Northern Ireland, , 54.5973, -5.9301, 2, 0.90
""")
_DE = _cities("""
Berlin, Berlin, , 52.5200, 13.4050, 14, 1.01
Munich, Bavaria, , 48.1351, 11.5820, 10, 1.14, München
Hamburg, Hamburg, , 53.5511, 9.9937, 8, 1.04
Cologne, North Rhine-Westphalia, , 50.9375, 6.9603, 6, 1.00, Köln
Frankfurt am Main, Hesse, , 50.1109, 8.6821, 6, 1.10
Stuttgart, Baden-Württemberg, , 48.7758, 9.1829, 6, 1.09
Düsseldorf, North Rhine-Westphalia, , 51.2277, 6.7735, 4, 1.04
Leipzig, Saxony, , 51.3397, 12.3731, 4, 0.88
Dresden, Saxony, , 51.0504, 13.7373, 3, 0.88
Hanover, Lower Saxony, , 52.3759, 9.7320, 4, 0.97, Hannover
Nuremberg, Bavaria, , 49.4521, 11.0767, 4, 1.02, Nürnberg
Bremen, Bremen, , 53.0793, 8.8017, 3, 0.95
Essen, North Rhine-Westphalia, , 51.4556, 7.0116, 3, 0.97
Dortmund, North Rhine-Westphalia, , 51.5136, 7.4653, 3, 0.96
Karlsruhe, Baden-Württemberg, , 49.0069, 8.4037, 3, 1.03
Freiburg, Baden-Württemberg, , 47.9990, 7.8421, 2, 1.00, Freiburg im Breisgau
Kassel, Hesse, , 51.3127, 9.4797, 2, 0.92
Rostock, Mecklenburg-Vorpommern, , 54.0924, 12.0991, 2, 0.85
""")
_FR = _cities("""
Paris, Île-de-France, , 48.8566, 2.3522, 26, 1.15
Lyon, Auvergne-Rhône-Alpes, , 45.7640, 4.8357, 8, 1.01
Marseille, Provence-Alpes-Côte d'Azur, , 43.2965, 5.3698, 6, 0.95
Toulouse, Occitanie, , 43.6047, 1.4442, 6, 0.98
Nantes, Pays de la Loire, , 47.2184, -1.5536, 5, 0.97
Lille, Hauts-de-France, , 50.6292, 3.0573, 5, 0.96
Bordeaux, Nouvelle-Aquitaine, , 44.8378, -0.5792, 5, 0.98
Strasbourg, Grand Est, , 48.5734, 7.7521, 4, 0.96
Rennes, Bretagne, , 48.1173, -1.6778, 4, 0.95
Grenoble, Auvergne-Rhône-Alpes, , 45.1885, 5.7245, 3, 0.98
Nice, Provence-Alpes-Côte d'Azur, , 43.7102, 7.2620, 3, 1.02
Montpellier, Occitanie, , 43.6108, 3.8767, 3, 0.94
Dijon, Bourgogne-Franche-Comté, , 47.3220, 5.0415, 2, 0.92
Tours, Centre-Val de Loire, , 47.3941, 0.6848, 2, 0.92
""")
_CA = _cities("""
Toronto, Ontario, ON, 43.6532, -79.3832, 10, 1.05
Vancouver, British Columbia, BC, 49.2827, -123.1207, 6, 1.05
Montreal, Quebec, QC, 45.5017, -73.5673, 5, 0.96
Calgary, Alberta, AB, 51.0447, -114.0719, 4, 1.00
Ottawa, Ontario, ON, 45.4215, -75.6972, 3, 0.98
Halifax, Nova Scotia, NS, 44.6488, -63.5752, 1, 0.90
""")
_IE = _cities("""
Dublin, Leinster, , 53.3498, -6.2603, 10, 1.06
Cork, Munster, , 51.8985, -8.4756, 4, 0.95
Galway, Connacht, , 53.2707, -9.0568, 2, 0.93
""")
_NL = _cities("""
Amsterdam, North Holland, , 52.3676, 4.9041, 10, 1.06
Rotterdam, South Holland, , 51.9244, 4.4777, 5, 0.99
Utrecht, Utrecht, , 52.0907, 5.1214, 4, 1.01
Eindhoven, North Brabant, , 51.4416, 5.4697, 3, 0.99
""")
_ES = _cities("""
Madrid, Community of Madrid, , 40.4168, -3.7038, 8, 1.04
Barcelona, Catalonia, , 41.3874, 2.1686, 8, 1.04
Valencia, Valencian Community, , 39.4699, -0.3763, 3, 0.93
Málaga, Andalusia, , 36.7213, -4.4214, 2, 0.92
""")
_AU = _cities("""
Sydney, New South Wales, NSW, -33.8688, 151.2093, 9, 1.07
Melbourne, Victoria, VIC, -37.8136, 144.9631, 8, 1.02
Brisbane, Queensland, QLD, -27.4698, 153.0251, 5, 0.97
Perth, Western Australia, WA, -31.9505, 115.8605, 3, 0.99
Adelaide, South Australia, SA, -34.9285, 138.6007, 2, 0.93
""")
_PL = _cities("""
Warsaw, Masovia, , 52.2297, 21.0122, 8, 1.08
Kraków, Lesser Poland, , 50.0647, 19.9450, 5, 1.00
Wrocław, Lower Silesia, , 51.1079, 17.0385, 4, 0.99
Gdańsk, Pomerania, , 54.3520, 18.6466, 3, 0.97
""")

COUNTRIES = {
    c.code: c
    for c in (
        Country("US", "United States", "USD", "en", "US", 1.0, 1.0, 13.0, "US", _US),
        Country("GB", "United Kingdom", "GBP", "en", "GB", 0.63, 0.46, 12.75, "UK", _GB),
        Country("DE", "Germany", "EUR", "de", "", 0.79, 0.50, 13.9, "Deutschland", _DE),
        Country("FR", "France", "EUR", "fr", "", 0.61, 0.38, 12.1, "France", _FR),
        Country("CA", "Canada", "CAD", "en", "US", 1.12, 0.88, 17.5, "Canada", _CA),
        Country("IE", "Ireland", "EUR", "en", "GB", 0.76, 0.52, 13.6, "Ireland", _IE),
        Country("NL", "Netherlands", "EUR", "en", "", 0.78, 0.47, 14.6, "Nederland", _NL),
        Country("ES", "Spain", "EUR", "en", "", 0.52, 0.31, 8.6, "España", _ES),
        Country("AU", "Australia", "AUD", "en", "GB", 1.55, 1.05, 25.0, "Australia", _AU),
        Country("PL", "Poland", "PLN", "en", "", 1.75, 1.35, 31.5, "Polska", _PL),
    )
}
