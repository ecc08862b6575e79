"""An advert as HTML and as plain text, in the manners employers have. What it says is decided elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.adverts import Advert, Section
from sandbox.companies import Company
from sandbox.dice import Dice


@dataclass(frozen=True, slots=True)
class Manner:
    """An employer's habits of layout."""

    heading: tuple[str, str]
    about_first: bool
    full_stops: bool


@lru_cache(maxsize=4096)
def manner(employer: Company) -> Manner:
    """Return the habits of an employer."""
    dice = Dice("manner", employer.key)
    heading = dice.pick((("<h2>", "</h2>"), ("<h3>", "</h3>"), ("<p><strong>", "</strong></p>")))
    return Manner(heading, dice.chance(0.55), dice.chance(0.3))


def escape(text: str) -> str:
    """Escape text for HTML as editors do, quotes left alone."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if "&" in text or "<" in text else text


def paragraphs(lines: tuple[str, ...], tag: str = "<p>") -> str:
    """Return paragraphs as HTML; `tag` is what each begins with."""
    end = "</div>" if tag.startswith("<div") else "</p>"
    return "".join([f"{tag}{escape(line)}{end}" for line in lines])


def bullets(section: Section, how: Manner, item: str = "{}") -> str:
    """Return a section's bullets as `<li>` elements; `item` wraps the text of each."""
    before, after = item.split("{}")
    end = f"{'.' if how.full_stops else ''}{after}</li>"
    return "".join([f"<li>{before}{escape(line)}{end}" for line in section.bullets])


def section_html(section: Section, how: Manner, tag: str = "<p>", item: str = "{}") -> str:
    """Return a section as HTML."""
    text = f"{how.heading[0]}{escape(section.heading)}{how.heading[1]}{paragraphs(section.paragraphs, tag)}"
    return f"{text}<ul>{bullets(section, how, item)}</ul>" if section.bullets else text


def section_plain(section: Section, how: Manner, mark: str = "• ") -> str:
    """Return a section as plain text."""
    end = "." if how.full_stops else ""
    lines = "\n".join([f"{mark}{line}{end}" for line in section.bullets])
    body = [*section.paragraphs, lines] if lines else section.paragraphs
    return "\n\n".join((section.heading, *body))


def html(advert: Advert, how: Manner, tag: str = "<p>", item: str = "{}") -> str:
    """Return the whole advert as HTML."""
    lead, portrait = paragraphs(advert.lead, tag), section_html(advert.about, how, tag, item)
    opening = portrait + lead if how.about_first else lead + portrait
    rest = (*advert.sections, advert.terms, advert.close)
    return opening + "".join([section_html(section, how, tag, item) for section in rest])


def plain(advert: Advert, how: Manner) -> str:
    """Return the whole advert as plain text, parts separated by blank lines."""
    lead, portrait = "\n\n".join(advert.lead), section_plain(advert.about, how)
    opening = (portrait, lead) if how.about_first else (lead, portrait)
    rest = (*advert.sections, advert.terms, advert.close)
    return "\n\n".join((*opening, *[section_plain(section, how) for section in rest]))
