"""Lay a job description out as HTML or plain text, each employer in its own style. Writes no text of its own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from sandbox.descriptions import DescriptionSection, JobDescription
from sandbox.employers import Employer
from sandbox.seeded_random import SeededRandom
from sandbox.vocabulary.models import Texts


@dataclass(frozen=True, slots=True)
class LayoutStyle:
    """An employer's layout: the tags around a heading, the order of the parts, and whether bullets end in a stop."""

    heading_tags: tuple[str, str]
    begins_with_employer: bool
    has_full_stops: bool


@lru_cache(maxsize=4096)
def draw_layout_style(employer: Employer) -> LayoutStyle:
    """Return the layout of an employer."""
    rng = SeededRandom("manner", employer.key)
    heading_tags = rng.choice((("<h2>", "</h2>"), ("<h3>", "</h3>"), ("<p><strong>", "</strong></p>")))
    return LayoutStyle(heading_tags, rng.chance(0.55), rng.chance(0.3))


def escape(text: str) -> str:
    """Escape text for HTML as the providers' editors do: quotes stay as they are."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;") if "&" in text or "<" in text else text


def render_paragraphs(paragraphs: Texts, tag: str = "<p>") -> str:
    """Return paragraphs as HTML. Each begins with `tag`."""
    end_tag = "</div>" if tag.startswith("<div") else "</p>"
    return "".join([f"{tag}{escape(paragraph)}{end_tag}" for paragraph in paragraphs])


def render_bullets(section: DescriptionSection, style: LayoutStyle, item: str = "{}") -> str:
    """Return a section's bullets as `<li>` elements. `item` wraps the text of each."""
    prefix, suffix = item.split("{}")
    end = f"{'.' if style.has_full_stops else ''}{suffix}</li>"
    return "".join([f"<li>{prefix}{escape(bullet)}{end}" for bullet in section.bullets])


def render_section(section: DescriptionSection, style: LayoutStyle, tag: str = "<p>", item: str = "{}") -> str:
    """Return a section as HTML."""
    start_tag, end_tag = style.heading_tags
    html = f"{start_tag}{escape(section.heading)}{end_tag}{render_paragraphs(section.paragraphs, tag)}"
    return f"{html}<ul>{render_bullets(section, style, item)}</ul>" if section.bullets else html


def format_section(section: DescriptionSection, style: LayoutStyle, bullet_sign: str = "• ") -> str:
    """Return a section as plain text."""
    end = "." if style.has_full_stops else ""
    bullets = "\n".join([f"{bullet_sign}{bullet}{end}" for bullet in section.bullets])
    body = [*section.paragraphs, bullets] if bullets else section.paragraphs
    return "\n\n".join((section.heading, *body))


def render_description(description: JobDescription, style: LayoutStyle, tag: str = "<p>", item: str = "{}") -> str:
    """Return the whole job description as HTML."""
    intro, about = render_paragraphs(description.intro, tag), render_section(description.about, style, tag, item)
    start = about + intro if style.begins_with_employer else intro + about
    sections = (*description.sections, description.terms, description.apply)
    return start + "".join([render_section(section, style, tag, item) for section in sections])


def format_description(description: JobDescription, style: LayoutStyle) -> str:
    """Return the whole job description as plain text, its parts separated by blank lines."""
    intro, about = "\n\n".join(description.intro), format_section(description.about, style)
    start = (about, intro) if style.begins_with_employer else (intro, about)
    sections = (*description.sections, description.terms, description.apply)
    return "\n\n".join((*start, *[format_section(section, style) for section in sections]))
