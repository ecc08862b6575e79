"""Test what a person reads: titles, company names and descriptions."""

from __future__ import annotations

import pytest

from tests.ingestion.parse.parsing import parse_listing


@pytest.mark.parametrize(
    ("written", "html"),
    [
        ("  Customer   Service\tSpecialist \n", "Customer Service Specialist"),
        ("Project &amp; Program Manager", "Project & Program Manager"),
        ("R&amp;amp;D Engineer", "R&D Engineer"),
        ("<b>Senior</b> Nurse", "Senior Nurse"),
        ("Entwick\u00adler\u200b (m/w/d)", "Entwickler (m/w/d)"),
        ("Data\x00 Analyst\u2028", "Data Analyst"),
        ("Chef\u00a0de\u00a0partie", "Chef de partie"),
        ("donâ€™t guess", "donâ€™t guess"),
        ("C++ <-> Rust", "C++ <-> Rust"),
    ],
)
def test_a_title_is_cleaned_but_never_rewritten(written: str, html: str) -> None:
    assert parse_listing({"title": written})["title"] == html


@pytest.mark.parametrize(
    ("name", "compared"),
    [
        ("Acme, Inc.", "acme"),
        ("ACME LLC", "acme"),
        ("Müller & Söhne GmbH & Co. KG", "müller and söhne"),
        ("Société Exemple S.A.S.", "société exemple"),
        ("Beispiel AG", "beispiel"),
        ("Ejemplo S.A. de C.V.", "ejemplo"),
        ("Voorbeeld B.V.", "voorbeeld"),
        ("Przykład Sp. z o.o.", "przykład"),
        ("Levi's®", "levis"),
        ("Sample Pty Ltd", "sample"),
        ("Bundesdruck e.V.", "bundesdruck"),
        # What tells employers apart stays.
        ("Acme Group", "acme group"),
        ("Acme Technologies", "acme technologies"),
        ("Acme Deutschland GmbH", "acme deutschland"),
        ("Johnson & Johnson", "johnson and johnson"),
        ("AT&T", "at&t"),
        # A name that is a legal form is a name.
        ("SAS", "sas"),
        ("The Limited", "the limited"),
        ("Inc.", "inc"),
        ("!!!", "!!!"),
    ],
)
def test_a_company_is_compared_without_its_legal_form(name: str, compared: str) -> None:
    listing = parse_listing({"company": name})
    assert (listing["company_name"], listing["company_clean_name"]) == (name, compared)
    assert listing["company_id"] is not None


def test_the_board_names_the_company_where_the_posting_does_not() -> None:
    assert parse_listing({"company": " "}, board="Acme Inc.")["company_clean_name"] == "acme"
    assert parse_listing({}, board=None)["company_id"] is None


@pytest.mark.parametrize("address", ["https://acme.example/jobs", "acme.example"])
def test_a_website_is_an_address(address: str) -> None:
    assert parse_listing({"company_website": address})["company_website"] == address


@pytest.mark.parametrize("text", ["n/a", "javascript:alert(1)", "coming soon"])
def test_what_is_no_address_is_no_website(text: str) -> None:
    assert parse_listing({"company_website": text})["company_website"] is None


def test_html_becomes_paragraphs_and_bullets() -> None:
    listing = parse_listing(
        {
            "html": '<div class="x"><h1>About us</h1><p>We build <b>bridges</b>.<br>Since 1920.</p></div>'
            "<p>&nbsp;</p><ul><li><p>Draw plans</p></li><li>Visit sites &amp; clients</li></ul><p>Apply now</p>"
        }
    )
    assert listing["description"] == (
        "About us\n\nWe build bridges.\nSince 1920.\n\n• Draw plans\n• Visit sites & clients\n\nApply now"
    )
    assert listing["description_html"] == (
        "<h3>About us</h3><p>We build <strong>bridges</strong>.<br>Since 1920.</p>"
        "<ul><li><p>Draw plans</p></li><li>Visit sites &amp; clients</li></ul><p>Apply now</p>"
    )


def test_only_harmless_links_survive() -> None:
    html = parse_listing(
        {
            "html": '<p onclick="x()"><a href="https://a.example/?q=1" target="_blank" style="x">web</a> '
            '<a href="mailto:jobs@a.example">mail</a> <a href="javascript:x()">bad</a> <a href="/local">here</a></p>'
            "<script>steal()</script><iframe src='https://b.example'></iframe><img src=x onerror=y()>"
        }
    )["description_html"]
    assert 'href="https://a.example/?q=1"' in html
    assert 'href="mailto:jobs@a.example"' in html
    assert html.count('rel="nofollow noopener noreferrer"') == html.count("<a")
    assert not any(word in html for word in ("javascript", "/local", "onclick", "script", "iframe", "img", "style"))


def test_html_that_arrives_escaped_is_read_as_html() -> None:
    assert parse_listing({"html": "&lt;p&gt;Salt &amp;amp; pepper&lt;/p&gt;"})["description"] == "Salt & pepper"


def test_plain_text_becomes_paragraphs_and_lists() -> None:
    listing = parse_listing({"text": "We need:\r\n- a cook\r\n- a waiter who knows a < b\r\n\r\nCall us.\nSoon."})
    assert listing["description"] == "We need:\n\n• a cook\n• a waiter who knows a < b\n\nCall us.\nSoon."
    assert listing["description_html"] == (
        "<p>We need:</p><ul><li>a cook</li><li>a waiter who knows a &lt; b</li></ul><p>Call us.<br>Soon.</p>"
    )


@pytest.mark.parametrize("empty", [None, "", " ", "<p></p>", "<p>&nbsp;</p><script>x</script>", "<ul><li> </li></ul>"])
def test_an_empty_text_is_no_text(empty: str | None) -> None:
    listing = parse_listing({"html": empty})
    assert (listing["description"], listing["description_html"]) == (None, None)


def test_html_goes_before_text_and_text_stands_in() -> None:
    assert parse_listing({"html": "<p>From HTML</p>", "text": "From text"})["description"] == "From HTML"
    assert parse_listing({"html": "", "text": "From text"})["description"] == "From text"


@pytest.mark.parametrize(
    ("text", "stated", "language"),
    [
        ("We are looking for a cook who will work with our team in the kitchen and at the bar.", None, "en"),
        ("Wir suchen für unser Team eine Köchin mit Erfahrung, die gern in der Küche und im Service ist.", None, "de"),
        (
            "Nous cherchons pour notre équipe une cuisinière qui aime les produits de la région et le service.",
            None,
            "fr",
        ),
        ("Buscamos para nuestro equipo una cocinera con experiencia y ganas de aprender en el servicio.", None, "es"),
        ("私たちはチームで働く料理人を探しています。経験は問いません。", None, "ja"),
        ("Wir suchen für unser Team eine Köchin mit Erfahrung, die gern in der Küche und im Service ist.", "en", "de"),
        ("Python Rust Go", None, None),
        ("Python Rust Go", "de-AT", "de"),
        ("Python Rust Go", "zhHant", "zh"),
        ("Python Rust Go", "English", "en"),
        ("Python Rust Go", "klingon", None),
    ],
)
def test_the_language_is_the_text_s_own(text: str, stated: str | None, language: str | None) -> None:
    assert parse_listing({"text": text, "language": stated})["language"] == language
