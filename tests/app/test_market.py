"""The market's figures are sums of the marts, within a scope, and name what is left out."""

from __future__ import annotations

from decimal import Decimal

from sqlalchemy.orm import Session

from app.services import market
from app.services.market import Day, LeftOut, PayBand, Scope, Share, Skill, Totals
from tests.app import marts
from tests.app.ledger import NOW, Job, Key, Ledger, Version


def test_without_marts_there_are_no_figures(ledger: Ledger, session: Session) -> None:
    assert not market.is_built(session)


def test_the_whole_market(ledger: Ledger, session: Session) -> None:
    ledger.source("lever", "Lever")
    ledger.listing(Key("adzuna", "gb", "1"), Version(NOW, Job()))
    ledger.listing(Key("greenhouse", "northwind", "1"), Version(NOW, Job()))
    ledger.commit()
    marts.fill(ledger.connection)
    assert market.is_built(session)
    view = market.view(session, Scope())
    assert view.totals == Totals(open=200, with_stated_pay=80, new_30d=18)
    assert len(view.days) == 10
    assert (view.days[-1], view.days[0].open) == (Day(marts.LAST, open=200, new=6, closed=2), 173)
    assert view.by_source == (Share("greenhouse", 120), Share("lever", 80))
    assert view.by_country == (Share("Germany", 100), Share("France", 80), Share("unknown", 20))
    assert view.by_workplace == (Share("hybrid", 80), Share("remote", 60), Share("on_site", 40), Share("unknown", 20))
    assert view.pay[0] == PayBand(
        "senior", "Germany", "EUR", is_estimated=False, p25=Decimal(70000), p50=Decimal(80000), p75=Decimal(90000), n=25
    )
    assert view.skills == (Skill("SQL", 90, 9), Skill("Go", 30, 3))
    assert view.countries == ("Germany", "France")
    assert view.sources == {"greenhouse": "Greenhouse", "lever": "Lever"}
    assert view.left_out == (LeftOut("Adzuna", 1),)


def test_a_part_of_the_market(ledger: Ledger, session: Session) -> None:
    ledger.commit()
    marts.fill(ledger.connection)
    view = market.view(session, Scope(country="Germany", source="greenhouse"))
    assert view.totals == Totals(open=100, with_stated_pay=40, new_30d=10)
    assert view.days[-1].open == 100
    assert view.by_country == (Share("Germany", 100),)
    nowhere = market.view(session, Scope(country="Atlantis"))
    assert (nowhere.totals, nowhere.days, nowhere.by_source) == (Totals(0, 0, 0), (), ())
