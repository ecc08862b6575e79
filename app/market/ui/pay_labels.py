"""Write the sentences and rows of the market's pay. Names are escaped by Markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal

from markupsafe import Markup

from app.kit import formats
from app.kit.i18n import _, ngettext
from app.market.openings import UNKNOWN
from app.market.pay import PayBand


def translate_level_names() -> dict[str, str]:
    """Return the label of each level, in order, the unknown one last."""
    return formats.translate_labels(formats.LEVEL_LABELS) | {UNKNOWN: _("Level not stated")}


def list_file_columns(first: str) -> tuple[str, ...]:
    """Return the headings of a file of pay bands; `first` names what the bands are of."""
    columns = (_("Country"), _("Currency"), _("Pay is"), _("First quartile"), _("Median"), _("Third quartile"))
    return (first, *columns, _("Jobs"))


def list_file_rows(bands: Sequence[PayBand], names: Mapping[str, str] | None = None) -> list[tuple[object, ...]]:
    """Return the bands as rows of a file."""
    return [
        (
            (names or {}).get(band.name, band.name),
            format_place(band.country),
            band.currency,
            _("estimated") if band.is_estimated else _("stated"),
            band.p25,
            band.p50,
            band.p75,
            band.n,
        )
        for band in bands
    ]


def format_place(country: str) -> str:
    """Return a country's name, or say that none is stated."""
    return _("Country not stated") if country == UNKNOWN else country


def format_title(name: str) -> str:
    """Return a title group with a capital letter."""
    return name[:1].upper() + name[1:]


def format_money(value: Decimal, currency: str) -> str:
    """Return an annual amount, rounded to a whole unit."""
    return formats.total(round(value), currency)


def format_range(band: PayBand) -> str:
    """Return the middle half of a band."""
    low, high = format_money(band.p25, band.currency), format_money(band.p75, band.currency)
    return _("{low} to {high}").format(low=low, high=high)


def format_group(group: tuple[str, str, bool]) -> str:
    """Return the label of a country, currency and origin of pay."""
    country, currency, is_estimated = group
    label = f"{format_place(country)}, {currency}"
    return _("{group}, estimated by the source").format(group=label) if is_estimated else label


def describe_levels(bands: Sequence[PayBand]) -> Markup:
    """Say which level pays most, what the bars show and how many jobs they cover."""
    top_band = max(bands, key=lambda band: band.p50)
    pay = format_money(top_band.p50, top_band.currency)
    if top_band.name == UNKNOWN:
        leader_text = Markup(_("Median pay is highest where no level is stated: <b>{pay}</b> a year.")).format(pay=pay)
    else:
        text = Markup(_("Median pay is highest at <b>{level}</b>: <b>{pay}</b> a year."))
        leader_text = text.format(level=translate_level_names()[top_band.name], pay=pay)
    jobs = sum(band.n for band in bands)
    if top_band.is_estimated:
        count = ngettext("{count} job with pay estimated by the source.", "{count} jobs with estimated pay.", jobs)
    else:
        count = ngettext("{count} job with stated pay.", "{count} jobs with stated pay.", jobs)
    bars = _("Bars show the first to third quartile, marks the median.")
    return Markup("{} {} {} {}").format(leader_text, bars, count.format(count=formats.count(jobs)), _explain_method())


def describe_title(bands: Sequence[PayBand], country: str | None) -> Markup:
    """Say what a title pays in the country, or where it has most jobs."""
    in_country = [band for band in bands if band.country == country]
    first = (in_country or list(bands))[0]
    text = _describe_band(first)
    if country and not in_country:
        missing = Markup(_("Fewer than five such jobs in {country} state their pay.")).format(country=country)
        text = Markup("{} {}").format(missing, text)
    other_places = len({band.country for band in bands}) - 1
    if other_places:
        more_text = ngettext(
            "{count} other place is listed below.", "{count} other places are listed below.", other_places
        )
        text = Markup("{} {}").format(text, more_text.format(count=other_places))
    return Markup("{} {}").format(text, _explain_method())


def describe_largest_groups(bands: Sequence[PayBand], shown_count: int) -> Markup:
    """Say which groups are shown, and what the first of them pays."""
    groups = ngettext(
        "The only combination of title and place.",
        "The {count} combinations of title and place with most jobs.",
        shown_count,
    )
    return Markup("{} {} {}").format(groups.format(count=shown_count), _describe_band(bands[0]), _explain_method())


def _describe_band(band: PayBand) -> Markup:
    if band.is_estimated:
        text = Markup(
            _(
                "Of {count} <b>{title}</b> jobs ({place}), half pay less than <b>{median}</b> a year and the middle "
                "half {range}, as estimated by the source."
            )
        )
    else:
        text = Markup(
            _(
                "Of {count} <b>{title}</b> jobs ({place}), half pay less than <b>{median}</b> a year and the middle "
                "half {range}, as stated in the posting."
            )
        )
    return text.format(
        count=formats.count(band.n),
        title=band.name,
        place=format_place(band.country),
        median=format_money(band.p50, band.currency),
        range=format_range(band),
    )


def _explain_method() -> str:
    return _("Each job counts once, by the middle of its range. Hourly to monthly pay is converted to full-time years.")
