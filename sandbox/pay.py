"""Draw the pay of a job, and write it as a language does. Knows no titles and no texts."""

from __future__ import annotations

import math
from dataclasses import dataclass

from sandbox.seeded_random import SeededRandom, WeightedOptions
from sandbox.vocabulary.models import MarketCity, MarketCountry, Profession

_OFFICE_LEVEL_FACTORS = {"intern": 0.5, "entry": 0.76, "mid": 1.0, "senior": 1.27, "lead": 1.5, "executive": 1.95}
_OTHER_LEVEL_FACTORS = {"intern": 0.75, "entry": 0.84, "mid": 1.0, "senior": 1.13, "lead": 1.26, "executive": 1.6}
# US pay between which a country's two pay factors are interpolated.
_LOG_LOW_PAY, _LOG_HIGH_PAY = math.log(38_000), math.log(160_000)
_DEFAULT_HOURS_PER_YEAR = 2000
_HOURS_PER_YEAR = {"US": 2080, "GB": 1950, "FR": 1820}
_ROUNDING_STEPS = {"year": 500, "month": 25, "hour": 0.25}
_CURRENCY_SIGNS = {"USD": "$", "GBP": "£", "EUR": "€", "CAD": "CA$", "AUD": "A$", "PLN": "zł"}
_RAISE_SHARE = 0.04
_CONTINENTAL_PERIODS = WeightedOptions((("month", 6), ("hour", 3), ("year", 1)))


@dataclass(frozen=True, slots=True)
class PayOffer:
    """A range in a currency (ISO 4217) for a period: year, month or hour."""

    minimum: float
    maximum: float
    currency: str
    period: str

    def after_raises(self, times: int) -> PayOffer:
        """Return the range after a number of raises of four per cent each."""
        if not times:
            return self
        factor, step = (1 + _RAISE_SHARE) ** times, _ROUNDING_STEPS[self.period]
        return PayOffer(
            _round_to(self.minimum * factor, step), _round_to(self.maximum * factor, step), self.currency, self.period
        )


def get_hours_per_year(country: MarketCountry) -> int:
    """Return the working hours of a full-time year."""
    return _HOURS_PER_YEAR.get(country.code, _DEFAULT_HOURS_PER_YEAR)


def estimate_yearly_pay(profession: Profession, level: str, country: MarketCountry, city: MarketCity) -> float:
    """Return what a year of this work pays on average, in the country's currency."""
    factors = _OFFICE_LEVEL_FACTORS if profession.career_ladder == "office" else _OTHER_LEVEL_FACTORS
    us_pay = profession.pay * factors[level]
    share = (math.log(max(us_pay, 30_000)) - _LOG_LOW_PAY) / (_LOG_HIGH_PAY - _LOG_LOW_PAY)
    pay_factor = country.pay_factor_low + (country.pay_factor_high - country.pay_factor_low) * min(max(share, 0.0), 1.0)
    return max(us_pay * pay_factor * city.cost_factor, country.lowest_hourly_pay * get_hours_per_year(country))


def draw_pay(
    rng: SeededRandom, profession: Profession, level: str, country: MarketCountry, city: MarketCity
) -> PayOffer:
    """Draw the pay range that an employer offers."""
    middle_pay = estimate_yearly_pay(profession, level, country, city) * (0.9 + 0.22 * rng.random())
    range_width = 0.04 + 0.1 * rng.random()
    period = _draw_period(rng, profession, level, country)
    divisor = {"year": 1, "month": 12, "hour": get_hours_per_year(country)}[period]
    step = _ROUNDING_STEPS[period] * (2 if period == "year" and rng.chance(0.7) else 1)
    lowest = country.lowest_hourly_pay * get_hours_per_year(country) / divisor
    minimum = max(_round_to(middle_pay * (1 - range_width) / divisor, step), _round_to(lowest, step) + step)
    maximum = max(_round_to(middle_pay * (1 + range_width) / divisor, step), minimum + 2 * step)
    return PayOffer(minimum, maximum, country.currency, period)


def format_amount(amount: float, pay: PayOffer, separator: str) -> str:
    """Write an amount as a language does, such as `$24.50` or `32.000 €`; `separator` divides the thousands."""
    decimal_mark = "." if separator == "," else ","
    text = f"{amount:,.2f}" if amount % 1 else f"{amount:,.0f}"
    text = text.replace(",", "\0").replace(".", decimal_mark).replace("\0", separator)
    sign = _CURRENCY_SIGNS[pay.currency]
    return f"{sign}{text}" if separator == "," and pay.currency != "PLN" else f"{text} {sign}"


def format_range(pay: PayOffer, language: str, separator: str) -> str:
    """Write the range as running text in a language."""
    minimum, maximum = format_amount(pay.minimum, pay, separator), format_amount(pay.maximum, pay, separator)
    range_word = {"de": "bis", "fr": "à"}.get(language, "-")
    pay_range = f"{minimum} {range_word} {maximum}"
    return f"{pay_range} USD" if pay.currency == "USD" and pay.period == "year" and pay.minimum % 1000 else pay_range


def _draw_period(rng: SeededRandom, profession: Profession, level: str, country: MarketCountry) -> str:
    if not profession.is_paid_hourly or level in ("lead", "executive"):
        return "year"
    if country.code in ("US", "CA", "AU"):
        return "hour"
    if country.code == "GB":
        return "hour" if rng.chance(0.5) and profession.pay < 60_000 else "year"  # noqa: PLR2004 - dollars a year
    return rng.weighted_choice(_CONTINENTAL_PERIODS)


def _round_to(value: float, step: float) -> float:
    rounded_value = round(value / step) * step
    return rounded_value if step < 1 else int(rounded_value)
