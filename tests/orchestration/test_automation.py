"""Test when builds start: after a landing, not for one that was built, and again after a failure, ever later."""

from collections.abc import Iterator
from datetime import timedelta

import dagster as dg
import pytest

from orchestration.assets.landing import LANDING_TABLES_KEY
from orchestration.automation import LANDING_TAG, get_build_pause


class History:
    """Runs of an empty instance, and what the sensor makes of them."""

    def __init__(self, instance: dg.DagsterInstance, sensor: dg.SensorDefinition) -> None:
        self.instance, self.sensor = instance, sensor

    def evaluate(self) -> dg.RunRequest | str:
        """Return the request, or why there is none."""
        result = self.sensor(dg.build_sensor_context(instance=self.instance))
        assert isinstance(result, dg.RunRequest | dg.SkipReason)
        return result if isinstance(result, dg.RunRequest) else str(result.skip_message)

    def run_job(self, name: str, *, lands: bool = False, fails: bool = False) -> None:
        """Run a job of this name in the way a build started now would be."""

        @dg.op
        def work(context: dg.OpExecutionContext) -> None:
            if lands:
                context.log_event(dg.AssetMaterialization(LANDING_TABLES_KEY))
            if fails:
                raise dg.Failure("a test failed", allow_retries=False)

        @dg.job(name=name)
        def job() -> None:
            work()

        request = self.evaluate()
        tags = dict(request.tags) if isinstance(request, dg.RunRequest) else {}
        job.execute_in_process(instance=self.instance, raise_on_error=False, tags=tags)


@pytest.fixture
def history(defs: dg.Definitions) -> Iterator[History]:
    with dg.DagsterInstance.ephemeral() as instance:
        yield History(instance, defs.resolve_sensor_def("build_when_landed"))


def test_nothing_is_built_before_something_landed(history: History) -> None:
    assert history.evaluate() == "Nothing has landed yet."


def test_a_landing_is_built_once(history: History) -> None:
    history.run_job("ingest_lever", lands=True)
    request = history.evaluate()
    assert isinstance(request, dg.RunRequest)
    assert int(request.tags[LANDING_TAG]) > 0
    history.run_job("build")
    assert history.evaluate() == "Nothing has landed since the last build."
    history.run_job("ingest_lever", lands=True)
    assert isinstance(history.evaluate(), dg.RunRequest)


def test_what_lands_during_a_build_is_built_by_the_next(history: History) -> None:
    history.run_job("ingest_lever", lands=True)
    history.run_job("build", lands=True)
    assert isinstance(history.evaluate(), dg.RunRequest)


def test_a_run_that_landed_and_built_starts_none(history: History) -> None:
    history.run_job("everything", lands=True)
    assert history.evaluate() == "The run that landed last has also built."
    history.run_job("everything", lands=True, fails=True)
    assert isinstance(history.evaluate(), dg.RunRequest)


@pytest.mark.parametrize("name", ["build", "everything"])
def test_no_second_build_starts_beside_one_that_runs(history: History, name: str) -> None:
    history.run_job("ingest_lever", lands=True)

    @dg.op
    def look() -> None:
        assert "running" in str(history.evaluate())

    @dg.job(name=name)
    def job() -> None:
        look()

    assert job.execute_in_process(instance=history.instance).success


def test_a_failed_build_starts_again_without_a_landing_after_a_pause(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    history.run_job("ingest_lever", lands=True)
    history.run_job("build", fails=True)
    assert "The last 1 builds failed" in str(history.evaluate())
    monkeypatch.setattr("orchestration.automation.FIRST_BUILD_PAUSE", timedelta(0))
    request = history.evaluate()
    assert isinstance(request, dg.RunRequest)
    history.run_job("build")
    assert history.evaluate() == "Nothing has landed since the last build."


def test_a_build_that_keeps_failing_is_always_started_under_another_key(
    history: History, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Dagster starts one run for a key and skips the later requests with it."""
    monkeypatch.setattr("orchestration.automation.FIRST_BUILD_PAUSE", timedelta(0))
    history.run_job("ingest_lever", lands=True)
    keys: list[str | None] = []
    for _ in range(23):
        request = history.evaluate()
        assert isinstance(request, dg.RunRequest)
        keys.append(request.run_key)
        history.run_job("build", fails=True)
    assert len(set(keys)) == 23


def test_the_pauses_double_up_to_an_hour() -> None:
    minutes = [get_build_pause(failures).total_seconds() / 60 for failures in (1, 2, 3, 6, 7, 500)]
    assert minutes == [1, 2, 4, 32, 60, 60]
