"""Try what a security review tried on accounts: races, emailed tokens, look-alikes, tabs that change hands."""

from __future__ import annotations

from base64 import urlsafe_b64decode
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
from streamlit.testing.v1 import AppTest

from app.accounts import sessions
from app.web import forms
from database.sessions import auth_session
from tests.app.accounts.visitor import PASSWORD, Visitor, letters_to, link_in, member
from tests.app.drawing import html
from tests.app.people import Person, person

EMAIL = "ada@example.org"
NEW = "quite another password"
NASTY = "<script>alert(1)</script><b onclick=x>"


def at_once(many: int, act: Callable[[int], int]) -> Counter[int]:
    """Count what each of many gets who do the same, four at a time: as many requests as the app works on at once."""
    with ThreadPoolExecutor(4) as pool:
        return Counter(pool.map(act, range(many)))


def test_of_many_who_follow_one_reset_link_at_once_one_sets_the_password(clock: Callable[..., object]) -> None:
    member(EMAIL)
    clock(minutes=20)
    Visitor().send("/auth/forgot", email=EMAIL)
    link = link_in(letters_to(EMAIL)[0], "/auth/reset")
    visitors = [Visitor(f"198.51.100.{number}") for number in range(4)]
    for visitor in visitors:
        visitor.follow(link)
    tokens = [visitor.token("/auth/reset") for visitor in visitors]
    got = at_once(4, lambda n: visitors[n].send("/auth/reset", token=tokens[n], password=f"{NEW} {n}").status_code)
    assert got == {303: 1, 410: 3}
    assert [visitor.is_signed_in() for visitor in visitors].count(True) == 1


def test_of_many_who_verify_with_one_link_at_once_one_is_signed_in() -> None:
    Visitor().sign_up(EMAIL)
    link = link_in(letters_to(EMAIL)[0])
    visitors = [Visitor(f"198.51.100.{number}") for number in range(4)]
    for visitor in visitors:
        visitor.follow(link)
    tokens = [visitor.token("/auth/verify") for visitor in visitors]
    got = at_once(4, lambda n: visitors[n].send("/auth/verify", token=tokens[n], password=PASSWORD).status_code)
    assert got == {303: 1, 410: 3}


def test_guesses_at_the_same_moment_are_no_more_than_one_after_another() -> None:
    member(EMAIL)
    stranger = Visitor("203.0.113.5")
    token = stranger.token("/auth/sign-in")

    def guess(number: int) -> int:
        return stranger.send("/auth/sign-in", token=token, email=EMAIL, password=f"guess {number}").status_code

    got = at_once(12, guess)
    assert got[401] <= 6
    assert got[401] + got[429] == 12


def test_signing_in_again_ends_the_session_that_the_browser_had() -> None:
    """A cookie copied before is worth nothing after."""
    ada, thief = member(EMAIL), Visitor()
    thief.plant(ada.session_token)
    assert thief.is_signed_in()
    ada.send("/auth/sign-in", token=ada.token("/auth/sign-out"), email=EMAIL, password=PASSWORD, next="/")
    assert ada.is_signed_in()
    assert not thief.is_signed_in()


def test_a_reset_voids_a_change_of_address_that_an_intruder_asked_for(clock: Callable[..., object]) -> None:
    intruder = member(EMAIL)
    intruder.send("/auth/email", email="eve@example.net", current=PASSWORD)
    link = link_in(letters_to("eve@example.net")[0], "/auth/email/confirm")
    clock(minutes=20)
    owner = Visitor("192.0.2.77")
    owner.send("/auth/forgot", email=EMAIL)
    owner.follow(link_in(letters_to(EMAIL)[0], "/auth/reset"))
    assert owner.send("/auth/reset", password=NEW).status_code == 303
    assert intruder.follow(link).status_code == 410
    assert Visitor("192.0.2.78").sign_in(EMAIL, NEW).status_code == 303


@pytest.mark.parametrize("path", ["/auth/verify", "/auth/reset", "/auth/email/confirm"])
def test_a_letters_token_leaves_the_address_at_once_and_is_told_nobody(path: str) -> None:
    answer = Visitor().open(f"{path}?token=A-token-of-a-letter")
    assert (answer.status_code, answer.headers["location"]) == (303, path)
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["Referrer-Policy"] == "same-origin"
    assert "A-token" not in answer.text + str(answer.headers)


def test_a_letter_goes_to_the_address_that_was_kept_not_to_the_one_typed(clock: Callable[..., object]) -> None:
    """Two that look the same to a database may lead to two mailboxes."""
    member(EMAIL)
    clock(minutes=20)
    Visitor().send("/auth/forgot", email="ADA@EXAMPLE.ORG")
    assert letters_to("ADA@example.org") == letters_to("ADA@EXAMPLE.ORG") == []
    assert link_in(letters_to(EMAIL)[0], "/auth/reset")


@pytest.mark.parametrize("alike", ["ada@ex\u0430mple.org", "\u0430da@example.org", "ada@example.org."])
def test_an_address_that_only_looks_like_anothers_opens_nothing_of_theirs(alike: str) -> None:
    member(EMAIL)
    before = len(letters_to(EMAIL))
    Visitor("192.0.2.20").send("/auth/forgot", email=alike)
    assert Visitor("192.0.2.21").sign_in(alike).status_code == 401
    assert len(letters_to(EMAIL)) == before


def test_a_form_key_that_was_planted_does_not_help_another_site() -> None:
    """Whoever knows the form cookie can have a token made; where the form comes from is looked at too."""
    victim, attacker = Visitor(), Visitor()
    token = attacker.token("/auth/sign-in")
    victim.cookies.set("jl_forms", attacker.cookies["jl_forms"], domain="jobs.example", path="/")
    fields = {"token": token, "email": EMAIL, "password": PASSWORD}
    for headers in ({"Origin": "http://evil.jobs.example"}, {"Sec-Fetch-Site": "same-site"}):
        assert victim.post("/auth/sign-in", fields, headers).status_code == 403
    assert forms.create_form_token("a key", None) != forms.create_form_token("a key", "a session")


def _remembering() -> None:
    """A screen that keeps something in the page's memory, as all do."""
    import streamlit as st

    from app.accounts.ui import current_user

    looking = current_user.begin_run()
    st.session_state.setdefault("kept", looking.email if looking else "nobody")
    st.write(st.session_state["kept"])


def test_a_tab_that_changes_hands_forgets_what_it_kept(browser_cookies: dict[str, str]) -> None:
    ada, bob = person(EMAIL), person("bob@example.org")
    tab = AppTest.from_function(_remembering)
    seen = []
    for token in (ada.token, bob.token, None, ada.token):
        browser_cookies.clear()
        browser_cookies.update({"jl_session": token} if token else {})
        seen.append(tab.run().markdown[0].value)
    assert seen == [EMAIL, "bob@example.org", "nobody", EMAIL]


def _acting() -> None:
    import streamlit as st

    from app.accounts.ui import actions

    st.button("Save", on_click=actions.handle_click, args=(lambda _session: "Saved",))


def test_a_click_on_the_page_of_an_ended_session_changes_nothing(browser_cookies: dict[str, str]) -> None:
    ada = person(EMAIL)
    browser_cookies["jl_session"] = ada.token
    page = AppTest.from_function(_acting).run()
    assert [toast.value for toast in page.button[0].click().run().toast] == ["Saved"]
    with auth_session() as session:
        sessions.end_all(session, ada.id)
    [toast] = page.button[0].click().run().toast
    assert toast.value.startswith("You are signed out")


def _rail() -> None:
    from app.accounts.ui import current_user
    from app.accounts.ui.account import render_rail

    render_rail(current_user.begin_run())


def test_a_name_full_of_markup_is_words_in_the_rail(browser_cookies: dict[str, str]) -> None:
    nasty: Person = person(EMAIL, name=NASTY)
    browser_cookies["jl_session"] = nasty.token
    drawn = html(AppTest.from_function(_rail).run())
    assert "&lt;script&gt;alert(1)" in drawn
    assert "<script" not in drawn
    assert "<b onclick" not in drawn
    assert 'href="/auth/sign-out"' in drawn


def test_what_a_browser_keeps_for_us_tells_nobody_anything(clock: Callable[..., object]) -> None:
    ada = member(EMAIL)
    clock(minutes=20)
    ada.send("/auth/forgot", email=EMAIL)
    link = link_in(letters_to(EMAIL)[0], "/auth/reset")
    ada.follow(link)
    kept = {cookie.name: cookie.value or "" for cookie in ada.cookies.jar}
    assert {"jl_session", "jl_device", "jl_email_link", "jl_forms"} == set(kept)
    for value in kept.values():
        plain = urlsafe_b64decode(value + "=" * (-len(value) % 4))
        for secret in (EMAIL, "ada", PASSWORD, link.partition("token=")[2]):
            assert secret not in value
            assert secret.encode() not in plain
