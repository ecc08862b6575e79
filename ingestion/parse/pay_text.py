"""Pay in prose: amounts, currency and period of "$150K – $170K", "45.000 € bis 55.000 € pro Jahr", "£18 an hour".

Only what is plainly pay counts; bonuses, equity, funding, revenue and the like do not.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

MONEY = Path(__file__).parent.parent / "vocabulary" / "money.toml"
BOUNDS = {
    "hour": (4, 600),
    "day": (30, 6_000),
    "week": (120, 25_000),
    "month": (300, 80_000),
    "year": (4_000, 2_500_000),
}
YEARLY_FROM = 9_000
WIDEST = 4.0
PERIODS = {
    "hour": r"hours?|hrs?|h|stunde|std|heure|hora|uur|godz(?:inę)?",
    "day": r"days?|diem|tag|jour|dia|día|dag",
    "week": r"weeks?|wks?|woche|semaine|semana",
    "month": r"months?|mos?|mth|monat|mois|mes|mês|maand|miesiąc|msc",
    "year": r"years?|yrs?|annum|jahr|ans?|année|año|ano|jaar|rok",
}
ADVERBS = {
    "hour": r"hourly|stündlich|stundenlohn|horaire|l'heure",
    "day": r"daily|day rate|täglich|tagessatz|tjm|journalier",
    "week": r"weekly|wöchentlich|hebdomadaire",
    "month": r"monthly|monatlich|monatsgehalt|monatslohn|mensuel(?:le)?|mensual|bruttomonatsgehalt",
    "year": r"annually|annual|annualized|yearly|p\.? ?a\.?|jährlich|jahresgehalt|bruttojahresgehalt|jahresbrutto"
    r"|jahreszielgehalt|annuel(?:le)?|anual|lpa",
}
PAY = re.compile(
    r"\b(?:salar(?:y|ies)|compensation|pay|base|wages?|rates?|remuneration|hourly|gehalt\w*|\w*gehalt|vergütung|lohn"
    r"|stundenlohn|entgelt|salaire|rémunération|salario|salário|sueldo|stipendio|retribución|wynagrodzenie|salaris|loon)\b",
    re.IGNORECASE,
)
NOT_PAY = re.compile(
    r"\b(?:equity|stocks?|shares?|rsus?|options?|sign(?:ing|[- ]on)|raised|raising|funding|funded|series [a-h]\b|valu(?:ed|ation)"
    r"|revenues?|arr|aum|budgets?|quotas?|stipends?|reimburse\w*|allowances?|referral|insurance|deductible|401 ?\(?k\)?"
    r"|match(?:ing)?|portfolio|assets|tuition|loans?|savings|donat\w*|prizes?|deals?|deal size|contracts? worth|gmv"
    r"|transactions?|payments? volume|investors?|backed|invested|investments?|market cap|capital|grants?|per diem|relocation"
    r"|learning|wellness|gym|lunch|meals?|home office|equipment|phone|internet|commuter|credits?|discounts?|perks?"
    r"|bonus(?:es)?|commissions?|ote|on[- ]target|incentives?|customers?|clients?|worth|industry|market|fees?"
    r"|zuschuss|prämie|bonuszahlung|umsatz|budgetverantwortung|prime)\b",
    re.IGNORECASE,
)
EXTRA_BEFORE = re.compile(
    r"\b(?:bonus(?:es)?|commissions?|equity|ote|on[- ]target(?: earnings)?|stock|incentives?|sign[- ]on|signing)\b"
    r"[^.;\n]{0,40}$",
    re.IGNORECASE,
)
EXTRA_AFTER = re.compile(
    r"^[\s,)]*(?:(?:annual(?:ly)?|per year|in|of|target|usd|sign[- ]on|signing|referral|a year|yearly|worth of|performance) ?){0,3}"
    r"(?:bonus|commission|equity|ote\b|on[- ]target|stock|rsus?|funding|revenue|arr\b|stipend|allowance|budget|billion|bn\b"
    r"|million|mm?\b|b\b|in (?:total )?(?:funding|capital|revenue|assets)|raised|valuation|series|invested|credit|referral"
    r"|sign|relocation|401|quota|deal|contract|learning|reimburse|\+? ?employees|customers)",
    re.IGNORECASE,
)


class Pay(NamedTuple):
    """Amounts in units of `currency` (ISO 4217, "$" or "¥" while open) per `period`."""

    low: float | None
    high: float | None
    currency: str | None
    period: str | None
