"""The form in which a profession's words are written down, and its reader. Holds no words itself.

A block begins with `# key setting…` and is followed by lines `titles:`, `areas:`, `skills:`, `tools:`, `others:` (parts
between bars, several lines add up) and any number of `hook`, `do`, `need` lines. A part that begins with `US:` or `GB:`
is used in that market alone. Lines may hold {area}, {city}, {company}, {tool} and {other}; the last two come from
`tools` and `others`, or from `skills` where these are missing.
"""

from __future__ import annotations

from dataclasses import dataclass, field

MARKETS = ("US", "GB", "")


@dataclass(frozen=True, slots=True)
class Wording:
    """A profession's words in one language; each field maps a market to the parts that are used there."""

    titles: dict[str, tuple[str, ...]]
    areas: dict[str, tuple[str, ...]]
    skills: dict[str, tuple[str, ...]]
    tools: dict[str, tuple[str, ...]]
    others: dict[str, tuple[str, ...]]
    hooks: dict[str, tuple[str, ...]]
    duties: dict[str, tuple[str, ...]]
    needs: dict[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Profession:
    """A profession: settings and words. `pay` is a mid-level year in US dollars; `desk` work can be done remotely."""

    key: str
    ladder: str
    pay: int
    hourly: bool
    desk: bool
    category: str
    department: str
    wording: Wording


@dataclass(slots=True)
class _Block:
    head: list[str]
    lines: dict[str, list[str]] = field(default_factory=dict)


def _blocks(text: str) -> list[_Block]:
    blocks: list[_Block] = []
    for raw in text.strip().splitlines():
        line = raw.strip()
        if line.startswith("# "):
            blocks.append(_Block(line[2:].split()))
        elif line:
            name, _, rest = line.partition(" ")
            parts = rest.split("|") if name.endswith(":") else [rest]
            blocks[-1].lines.setdefault(name.rstrip(":"), []).extend(part.strip() for part in parts)
    return blocks


def _by_market(parts: list[str]) -> dict[str, tuple[str, ...]]:
    tagged = [(part[:2], part[3:].strip()) if part[:3] in ("US:", "GB:") else ("", part) for part in parts]
    found = {m: tuple(text for tag, text in tagged if tag in ("", m)) for m in MARKETS}
    return {m: found[m] or found["GB"] for m in MARKETS}


def _wording(block: _Block) -> Wording:
    lines = block.lines
    skills = lines["skills"]
    lists = (lines["titles"], lines["areas"], skills, lines.get("tools", skills), lines.get("others", skills))
    return Wording(*(_by_market(parts) for parts in (*lists, lines["hook"], lines["do"], lines["need"])))


def wordings(text: str) -> dict[str, Wording]:
    """Read blocks whose head is the profession's key alone (another language's words)."""
    return {block.head[0]: _wording(block) for block in _blocks(text)}


def professions(text: str) -> dict[str, Profession]:
    """Read blocks whose head is `key ladder pay [hourly] [desk] category Department_Name`."""
    found = {}
    for block in _blocks(text):
        key, ladder, pay, *flags, category, department = block.head
        found[key] = Profession(
            key=key,
            ladder=ladder,
            pay=int(pay),
            hourly="hourly" in flags,
            desk="desk" in flags,
            category=category,
            department=department.replace("_", " "),
            wording=_wording(block),
        )
    return found
