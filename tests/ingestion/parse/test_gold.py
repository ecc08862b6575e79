"""Test the parsers against labelled real postings, with minimums under the measured scores, so that a regression shows.

`python -m benchmarks.quality_parse` prints the figures. The labels themselves are wrong here and there, and the rules
were made with these postings in sight: on others the figures will be lower.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from benchmarks import quality_parse
from benchmarks.gold_labels import REPLAY_DATA
from benchmarks.quality_parse import Score

pytestmark = [
    pytest.mark.replay,
    pytest.mark.skipif(
        not REPLAY_DATA.exists(), reason="the labelled postings are not here (shared/replay/data beside the project)"
    ),
]

# (field, data): least precision, least coverage
FLOORS: dict[Callable[[], list[Score]], dict[tuple[str, str], tuple[float, float]]] = {
    quality_parse.score_salaries: {
        ("salary, period", "Ashby pay line"): (0.99, 0.99),
        ("currency", "Ashby pay line"): (0.99, 0.80),
        # Employers write one thing and fill in another. Read by hand, of the 61 that differ in 465 about five are
        # misread (a total and a base made one range, a slip of the pen); the others are as written.
        ("salary, period", "Ashby description"): (0.85, 0.20),
    },
    quality_parse.score_places: {
        ("city", "Ashby text"): (0.96, 0.70),
        # Employers fill in "London" or "Germany" as the region.
        ("region", "Ashby text"): (0.84, 0.70),
        ("country", "Ashby text"): (0.98, 0.85),
        ("city", "Adzuna DE text"): (0.97, 0.95),
        ("region", "Adzuna DE text"): (0.98, 0.95),
        ("country", "Adzuna DE text"): (0.99, 0.99),
        ("within 30 km", "Adzuna DE text"): (0.97, 0.88),
        ("city", "USAJobs text"): (0.98, 0.95),
        ("region", "USAJobs text"): (0.99, 0.97),
        ("country", "USAJobs text"): (0.99, 0.99),
        ("within 30 km", "USAJobs text"): (0.99, 0.60),
    },
    quality_parse.score_job_attributes: {
        ("workplace", "Ashby place, title, text"): (0.96, 0.30),
        ("employment", "Ashby title"): (0.88, 0.35),
        ("level", "Himalayas title"): (0.97, 0.33),
    },
    quality_parse.score_skills: {
        ("skill", "annotated sentences (house)"): (0.90, 1.0),
        ("skill", "annotated sentences (tech)"): (0.90, 1.0),
    },
    quality_parse.score_signatures: {("signature", "one job, two curators"): (1.0, 0.24)},
}


@pytest.mark.parametrize("measure", FLOORS, ids=lambda measure: measure.__name__)
def test_the_parsers_are_as_right_as_measured(measure: Callable[[], list[Score]]) -> None:
    scores = {(score.field, score.data): score for score in measure()}
    assert scores.keys() == FLOORS[measure].keys()
    failures = [
        f"{key}: precision {score.precision:.1%} of {score.answered}, coverage {score.coverage:.1%} of {score.n}"
        for key, score in scores.items()
        if score.precision < FLOORS[measure][key][0] or score.coverage < FLOORS[measure][key][1]
    ]
    assert not failures
