"""The sentences and rows of the market's pay. HTML; names from outside are escaped."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from app.kit import formats
from app.kit.text import escaped
from app.market.openings import UNKNOWN
from app.market.pay import PayBand

LEVELS = formats.LEVELS | {UNKNOWN: "Level not stated"}
HEADS = (
    "Title", "Country", "Currency", "Pay is", "A quarter pay less than", "Half pay less than",
    "Three quarters pay less than", "Jobs",
)  # fmt: skip
_HOW = "Each job counts once, by the middle of its range; hours to months are counted as a full-time year."


def place(country: str) -> str:
    """A country's name, or that none is named."""
    return "Country not stated" if country == UNKNOWN else country


def title(name: str) -> str:
    """A title group as a name."""
    return name[:1].upper() + name[1:]


def money(value: Decimal, currency: str) -> str:
    """An amount of a year's pay, escaped; no one is paid to the cent of a year."""
    return escaped(formats.total(round(value), currency))


def rows(bands: Sequence[PayBand], names: dict[str, str] | None = None) -> list[tuple[object, ...]]:
    """The bands for a file."""
    return [
        (
            (names or {}).get(band.name, band.name), place(band.country), band.currency,
            "estimated" if band.is_estimated else "stated", band.p25, band.p50, band.p75, band.n,
        )
        for band in bands
    ]  # fmt: skip


def group(value: tuple[str, str, bool]) -> str:
    """A country, currency and origin in a list of choices."""
    country, currency, is_estimated = value
    return f"{place(country)}, {currency}" + (", estimated by the source" if is_estimated else "")


def levels(bands: Sequence[PayBand]) -> str:
    """What the bars are and which level pays most, with the number of jobs."""
    top = max(bands, key=lambda band: band.p50)
    where = "where no level is stated" if top.name == UNKNOWN else f"at level <b>{escaped(LEVELS[top.name])}</b>"
    jobs = formats.counted(sum(band.n for band in bands), "job")
    return (
        f"Median pay is highest {where}: <b>{money(top.p50, top.currency)}</b> a year. Bars run from the first to the "
        f"third quartile, the mark is the median; {jobs} with pay {_origin(top)}. {_HOW}"
    )


def of_title(bands: Sequence[PayBand], country: str | None) -> str:
    """What a title pays where most is known, or in the country that was asked for."""
    own = [band for band in bands if band.country == country]
    first = (own or list(bands))[0]
    missing = "" if own or not country else f"Fewer than five such jobs in {escaped(country)} tell their pay. "
    elsewhere = len({band.country for band in bands}) - 1
    more = f" {formats.counted(elsewhere, 'other place').capitalize()} can be told." if elsewhere else ""
    return f"{missing}{_band(first)}{more} {_HOW}"


def leading(bands: Sequence[PayBand], shown: int) -> str:
    """Which titles these are, and the first of them in words."""
    of = f"The {shown} groups of title and place that rest on most jobs." if shown > 1 else "The one group there is."
    return f"{of} {_band(bands[0])} {_HOW}"


def _band(band: PayBand) -> str:
    low, middle, high = (money(value, band.currency) for value in (band.p25, band.p50, band.p75))
    return (
        f"Of {formats.count(band.n)} <b>{escaped(band.name)}</b> jobs ({escaped(place(band.country))}), half pay less "
        f"than <b>{middle}</b> a year and the middle half {low} to {high}, {_origin(band)}."
    )


def _origin(band: PayBand) -> str:
    return "estimated by the source" if band.is_estimated else "stated in the advertisement"
