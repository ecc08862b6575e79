"""What comes from outside is shown letter for letter, or as plain text markup, and can do nothing."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.kit.text import (
    WORD_JOINER,
    check_outside_address,
    escape_csv_cell,
    escape_html,
    escape_markdown,
    render_paragraphs,
    sanitise,
)

NASTY = (
    "$x^2$",
    ":smile:",
    ":material/home:",
    ":red[alarm]",
    "[a](javascript:alert(1))",
    "![i](https://evil.example/i.png)",
    "<script>alert(1)</script>",
    "**bold** _it_ `code` # head",
    "a -> b <- c >= d",
    "1. one",
    "- item",
    "| a | b |",
)


@pytest.mark.parametrize("title", NASTY)
def test_a_literal_has_every_special_character_escaped_and_its_letters_kept(title: str) -> None:
    shown = escape_markdown(title)
    assert re.sub(rf"\\(.)|{WORD_JOINER}", r"\1", shown) == title
    unescaped = re.sub(r"\\.", "", shown)
    assert not re.search(r"[!-/:-@\[-`{-~]", unescaped)


@pytest.mark.parametrize("title", [":smile:", ":material/home:", "a -> b"])
def test_a_literal_breaks_up_what_is_replaced_after_markdown(title: str) -> None:
    shown = re.sub(r"\\(.)", r"\1", escape_markdown(title))
    assert title not in shown


def test_a_literal_is_one_line() -> None:
    assert escape_markdown(" two\n\n# lines ") == r"two \# lines"


@given(st.text())
def test_escaped_text_has_no_markup_left(text: str) -> None:
    assert not set("<>\"'") & set(escape_html(text))


def test_escaping_nothing_gives_nothing() -> None:
    assert escape_html(None) == ""


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>",
        '<p onclick="steal()">x</p>',
        '<a href="javascript:alert(1)">x</a>',
        '<a href="data:text/html,x">x</a>',
        '<img src="https://evil.example/pixel.png">',
        '<svg onload="x()"><circle/></svg>',
        '<iframe src="https://evil.example"></iframe>',
        '<form action="https://evil.example"><input name="password"></form>',
        '<style>*{display:none}</style><p style="position:fixed">x</p>',
        '<p class="jl-card" id="stApp">x</p>',
        '<math><mi xlink:href="javascript:alert(1)">x</mi></math>',
    ],
)
def test_what_can_act_is_taken_out_of_a_listings_html(markup: str) -> None:
    clean = sanitise(markup)
    assert not re.search(r"script|onclick|onload|data:|<img|<svg|<iframe|<form|<input|style|class=|id=|<math", clean)


def test_text_markup_stays_and_links_open_apart() -> None:
    clean = sanitise('<h1>Role</h1><ul><li>SQL</li></ul><a href="https://ok.example/a?b=1&amp;c=2">apply</a>')
    assert "<h4>Role</h4><ul><li>SQL</li></ul>" in clean
    link = re.search(r"<a ([^>]*)>apply</a>", clean)
    assert link
    for attribute in ('target="_blank"', "noopener", "noreferrer", "nofollow", "https://ok.example/a?b=1&amp;c=2"):
        assert attribute in link[1]


@given(st.text(alphabet="<>/ab='\"javscript:on&;# \n", max_size=80))
def test_sanitising_again_changes_nothing(markup: str) -> None:
    assert sanitise(sanitise(markup)) == sanitise(markup)


@pytest.mark.parametrize(
    ("address", "kept"),
    [
        ("https://jobs.example/1?a=b", True),
        (" http://jobs.example/1 ", True),
        ("javascript:alert(1)", False),
        ("JaVaScRiPt:alert(1)", False),
        ("data:text/html,x", False),
        ("mailto:a@b.example", False),
        ("//jobs.example/1", False),
        ("/relative", False),
        ("https://", False),
        ("http://[broken", False),
        ("", False),
        (None, False),
    ],
)
def test_only_web_addresses_are_linked(address: str | None, kept: bool) -> None:  # noqa: FBT001 - a table's column
    assert check_outside_address(address) == (address.strip() if kept and address else None)


def test_plain_text_becomes_paragraphs_and_lists() -> None:
    assert render_paragraphs("One <b>\nline\n\n• first\n• second & last\nafter") == (
        "<p>One &lt;b&gt;<br>line</p><ul><li>first</li><li>second &amp; last</li></ul><p>after</p>"
    )
    assert render_paragraphs(None) == ""


# What spreadsheets skip or do not show: no-break, ideographic and zero-width spaces, byte order mark, controls, marks
# of direction, line and paragraph separators, soft hyphen, private use.
@pytest.mark.parametrize("blank", "\xa0\u3000\u2003\u200b\u2060\ufeff\x00\x0b\x1f\x85\u202e\u2028\u2029\xad\ue000")
@pytest.mark.parametrize("sign", "=+-@＝＋－＠")  # noqa: RUF001 - full-width on purpose
def test_no_blank_hides_a_formula_from_the_escape(blank: str, sign: str) -> None:
    for text in (f"{blank}{sign}1", f" {blank} {blank}{sign}1"):
        assert escape_csv_cell(text) == f"'{text}"


@pytest.mark.parametrize("text", ["", "\xa0", "\ufeffGrüße", "\u200ba=b", "a\xa0=1"])
def test_other_cells_stay_as_they_are(text: str) -> None:
    assert escape_csv_cell(text) == text
