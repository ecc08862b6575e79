"""Pay: from a profession, a level, a place and a currency to a range, and how a language writes it."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sandbox.dice import Dice, Odds
from sandbox.words.form import Profession
from sandbox.words.places import City, Country

LEVEL_FACTORS = {"intern": 0.5, "entry": 0.76, "mid": 1.0, "senior": 1.27, "lead": 1.5, "executive": 1.95}
_HANDS_FACTORS = {"intern": 0.75, "entry": 0.84, "mid": 1.0, "senior": 1.13, "lead": 1.26, "executive": 1.6}
_LOW, _HIGH = math.log(38_000), math.log(160_000)
HOURS = {"US": 2080, "GB": 1950, "FR": 1820}
_STEPS = {"year": 500, "month": 25, "hour": 0.25}
_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "PLN": "zł"}
_RAISE = 0.04
_CONTINENTAL_PERIODS = Odds((("month", 6), ("hour", 3), ("year", 1)))


@dataclass(frozen=True, slots=True)
class Pay:
    """A range in a currency (ISO 4217) for a period: year, month or hour."""

    minimum: float
    maximum: float
    currency: str
    period: str

    def raised(self, times: int) -> Pay:
        """Return the range after that many raises of four per cent each."""
        if not times:
            return self
        factor, step = (1 + _RAISE) ** times, _STEPS[self.period]
        return Pay(_to(self.minimum * factor, step), _to(self.maximum * factor, step), self.currency, self.period)


def yearly(profession: Profession, level: str, country: Country, city: City) -> float:
    """Return about what a year of this work pays there, in the country's currency."""
    factors = LEVEL_FACTORS if profession.ladder == "office" else _HANDS_FACTORS
    usual = profession.pay * factors[level]
    share = (math.log(max(usual, 30_000)) - _LOW) / (_HIGH - _LOW)
    rate = country.low + (country.high - country.low) * min(max(share, 0.0), 1.0)
    hours = HOURS.get(country.code, 2000)
    return max(usual * rate * city.cost, country.floor * hours)


def offered(dice: Dice, profession: Profession, level: str, country: Country, city: City) -> Pay:
    """Roll the range one employer offers."""
    middle = yearly(profession, level, country, city) * (0.9 + 0.22 * dice.unit())
    width = 0.04 + 0.1 * dice.unit()
    period = _period(dice, profession, level, country)
    divisor = {"year": 1, "month": 12, "hour": HOURS.get(country.code, 2000)}[period]
    step = _STEPS[period] * (2 if period == "year" and dice.chance(0.7) else 1)
    floor = country.floor * HOURS.get(country.code, 2000) / divisor
    low = max(_to(middle * (1 - width) / divisor, step), _to(floor, step) + step)
    high = max(_to(middle * (1 + width) / divisor, step), low + 2 * step)
    return Pay(low, high, country.currency, period)


def amount(value: float, pay: Pay, separator: str) -> str:
    """Write one amount as a language does: `$24.50`, `32,000`, `32.000 €`."""
    decimal = "." if separator == "," else ","
    text = f"{value:,.2f}" if value % 1 else f"{value:,.0f}"
    text = text.replace(",", "\0").replace(".", decimal).replace("\0", separator)
    sign = _SIGNS[pay.currency]
    return f"{sign}{text}" if separator == "," and pay.currency != "PLN" else f"{text} {sign}"


def prose(pay: Pay, language: str, separator: str) -> str:
    """Write the range as running text in a language."""
    low, high = amount(pay.minimum, pay, separator), amount(pay.maximum, pay, separator)
    joined = {"de": f"{low} bis {high}", "fr": f"{low} à {high}"}.get(language, f"{low} - {high}")
    return f"{joined} USD" if pay.currency == "USD" and pay.period == "year" and pay.minimum % 1000 else joined


def _period(dice: Dice, profession: Profession, level: str, country: Country) -> str:
    if not profession.hourly or level in ("lead", "executive"):
        return "year"
    if country.code in ("US", "CA", "AU"):
        return "hour"
    if country.code == "GB":
        return "hour" if dice.chance(0.5) and profession.pay < 60_000 else "year"  # noqa: PLR2004 - dollars a year
    return dice.weighted(_CONTINENTAL_PERIODS)


def _to(value: float, step: float) -> float:
    rounded = round(value / step) * step
    return rounded if step < 1 else int(rounded)
