"""Define the sensor that starts builds. The condition it evaluates is in `automation`."""

from __future__ import annotations

import dagster as dg

BUILD_SENSOR = dg.AutomationConditionSensorDefinition(
    "build_when_landed",
    target=dg.AssetSelection.all(),
    default_status=dg.DefaultSensorStatus.RUNNING,
    minimum_interval_seconds=30,
    description="Starts one build when any provider has landed something newer than the last build.",
)
