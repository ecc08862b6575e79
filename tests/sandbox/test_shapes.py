"""Test the fields and types of every provider's responses against those counted in real ones."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from sandbox.app import SandboxApp
from sandbox.world import World
from tests.sandbox.client import get_json, list_boards, read_board
from tests.sandbox.conftest import START

Shape = dict[str, str]

GREENHOUSE: Shape = {
    "absolute_url": "str",
    "company_name": "str",
    "content": "str",
    "data_compliance": "list",
    "data_compliance[].demographic_data_consent_applies": "bool",
    "data_compliance[].requires_consent": "bool",
    "data_compliance[].requires_processing_consent": "bool",
    "data_compliance[].requires_retention_consent": "bool",
    "data_compliance[].retention_period": "NoneType int",
    "data_compliance[].type": "str",
    "departments": "list",
    "departments[].child_ids": "list",
    "departments[].id": "int",
    "departments[].name": "str",
    "departments[].parent_id": "NoneType int",
    "first_published": "str",
    "id": "int",
    "internal_job_id": "int NoneType",
    "language": "str",
    "location": "dict",
    "location.name": "str",
    "metadata": "NoneType list",
    "offices": "list",
    "offices[].child_ids": "list",
    "offices[].id": "int",
    "offices[].location": "str NoneType",
    "offices[].name": "str",
    "offices[].parent_id": "NoneType int",
    "requisition_id": "str NoneType",
    "title": "str",
    "updated_at": "str",
}
GREENHOUSE_OPTIONAL: Shape = {
    "application_deadline": "NoneType str",
    "education": "str",
    "metadata[].id": "int",
    "metadata[].name": "str",
    "metadata[].value": "str NoneType list bool dict",
    "metadata[].value.unit": "str",
    "metadata[].value_type": "str",
    "metadata[].value.min_value": "str",
    "metadata[].value.max_value": "str",
}
LEVER: Shape = {
    "additional": "str",
    "additionalPlain": "str",
    "applyUrl": "str",
    "categories": "dict",
    "categories.allLocations": "list",
    "categories.allLocations[]": "str",
    "categories.commitment": "str",
    "categories.location": "str",
    "categories.team": "str",
    "country": "str NoneType",
    "createdAt": "int",
    "description": "str",
    "descriptionBody": "str",
    "descriptionBodyPlain": "str",
    "descriptionPlain": "str",
    "hostedUrl": "str",
    "id": "str",
    "lists": "list",
    "lists[].content": "str",
    "lists[].text": "str",
    "opening": "str",
    "openingPlain": "str",
    "text": "str",
    "workplaceType": "str",
}
LEVER_OPTIONAL: Shape = {
    "categories.department": "str",
    "salaryRange": "dict",
    "salaryRange.currency": "str",
    "salaryRange.interval": "str",
    "salaryRange.min": "int float",
    "salaryRange.max": "int float",
    "salaryDescription": "str",
    "salaryDescriptionPlain": "str",
}
_COMPONENT = {
    "compensationType": "str",
    "currencyCode": "str NoneType",
    "interval": "str",
    "maxValue": "int float NoneType",
    "minValue": "int float NoneType",
}
_TIERS = "compensation.compensationTiers[]"
ASHBY: Shape = {
    "address": "dict NoneType",
    "applyUrl": "str",
    "compensation": "dict",
    "compensation.compensationTierSummary": "NoneType str",
    "compensation.compensationTiers": "list",
    "compensation.scrapeableCompensationSalarySummary": "NoneType str",
    "compensation.summaryComponents": "list",
    "department": "str",
    "descriptionHtml": "str",
    "descriptionPlain": "str",
    "employmentType": "str",
    "id": "str",
    "isListed": "bool",
    "isRemote": "bool NoneType",
    "jobUrl": "str",
    "location": "str",
    "publishedAt": "str",
    "secondaryLocations": "list",
    "shouldDisplayCompensationOnJobPostings": "bool",
    "team": "str",
    "title": "str",
    "workplaceType": "str",
}
_ADDRESS = {
    "postalAddress": "dict",
    "postalAddress.addressCountry": "str",
    "postalAddress.addressLocality": "str",
    "postalAddress.addressRegion": "str",
}
ASHBY_OPTIONAL: Shape = {
    **{f"address.{name}": kind for name, kind in _ADDRESS.items()},
    **{f"secondaryLocations[].address.{name}": kind for name, kind in _ADDRESS.items()},
    "secondaryLocations[].address": "dict NoneType",
    "secondaryLocations[].location": "str",
    f"{_TIERS}.additionalInformation": "NoneType str",
    f"{_TIERS}.components": "list",
    f"{_TIERS}.id": "str",
    f"{_TIERS}.tierSummary": "str",
    f"{_TIERS}.title": "NoneType str",
    **{f"{_TIERS}.components[].{name}": kind for name, kind in {**_COMPONENT, "id": "str", "summary": "str"}.items()},
    **{f"compensation.summaryComponents[].{name}": kind for name, kind in _COMPONENT.items()},
}
ADZUNA: Shape = {
    "__CLASS__": "str",
    "adref": "str",
    "category": "dict",
    "category.__CLASS__": "str",
    "category.label": "str",
    "category.tag": "str",
    "company": "dict",
    "company.__CLASS__": "str",
    "created": "str",
    "description": "str",
    "id": "str",
    "location": "dict",
    "location.__CLASS__": "str",
    "location.area": "list",
    "location.area[]": "str",
    "location.display_name": "str",
    "redirect_url": "str",
    "salary_is_predicted": "str",
    "title": "str",
}
ADZUNA_OPTIONAL: Shape = {
    "company.display_name": "str",
    "contract_time": "str",
    "contract_type": "str",
    "latitude": "float",
    "longitude": "float",
    "salary_max": "float int",
    "salary_min": "float int",
}
_PLACE = "MatchedObjectDescriptor.PositionLocation[]"
_DETAILS = "MatchedObjectDescriptor.UserArea.Details"
_TOP = [
    "ApplicationCloseDate",
    "DepartmentName",
    "OrganizationName",
    "PositionEndDate",
    "PositionID",
    "PositionLocationDisplay",
    "PositionStartDate",
    "PositionTitle",
    "PositionURI",
    "PublicationStartDate",
    "QualificationSummary",
]
_DETAIL = [
    "AgencyContactEmail",
    "AgencyContactPhone",
    "AgencyMarketingStatement",
    "AnnouncementClosingType",
    "Benefits",
    "CommuteDistance",
    "DrugTestRequired",
    "Education",
    "Evaluations",
    "HighGrade",
    "HowToApply",
    "JobSummary",
    "LowGrade",
    "OrganizationCodes",
    "OtherInformation",
    "Relocation",
    "RequiredDocuments",
    "Requirements",
    "SecurityClearance",
    "ServiceType",
    "TotalOpenings",
    "TravelCode",
    "WhatToExpectNext",
    "WithinArea",
    "WhoMayApply.Code",
    "WhoMayApply.Name",
    "HiringPath[]",
    "MajorDuties[]",
    "KeyRequirements[]",
]
USAJOBS: Shape = {
    "MatchedObjectDescriptor": "dict",
    "MatchedObjectId": "str",
    "RelevanceRank": "int float",
    **{f"MatchedObjectDescriptor.{name}": "str" for name in _TOP},
    **{f"{_DETAILS}.{name}": "str" for name in _DETAIL},
    **{f"{_DETAILS}.{name}": "list" for name in ("AdjudicationType", "HiringPath", "KeyRequirements", "MajorDuties")},
    "MatchedObjectDescriptor.ApplyURI": "list",
    "MatchedObjectDescriptor.ApplyURI[]": "str",
    "MatchedObjectDescriptor.JobCategory[].Code": "str",
    "MatchedObjectDescriptor.JobCategory[].Name": "str",
    "MatchedObjectDescriptor.JobGrade[].Code": "str",
    "MatchedObjectDescriptor.PositionSchedule[].Code": "str",
    "MatchedObjectDescriptor.PositionSchedule[].Name": "str",
    "MatchedObjectDescriptor.UserArea": "dict",
    "MatchedObjectDescriptor.PositionOfferingType[].Code": "str",
    _DETAILS: "dict",
    "MatchedObjectDescriptor.PositionOfferingType[].Name": "str",
    f"{_DETAILS}.WhoMayApply": "dict",
    "MatchedObjectDescriptor.PositionRemuneration[].MaximumRange": "str",
    "MatchedObjectDescriptor.PositionRemuneration[].MinimumRange": "str",
    "MatchedObjectDescriptor.PositionRemuneration[].RateIntervalCode": "str",
    "MatchedObjectDescriptor.UserArea.IsRadialSearch": "bool",
    f"{_PLACE}.CityName": "str",
    f"{_PLACE}.CountryCode": "str",
    f"{_PLACE}.LocationName": "str",
    f"{_PLACE}.Latitude": "float",
    f"{_PLACE}.Longitude": "float",
}
USAJOBS_OPTIONAL: Shape = {
    f"{_PLACE}.CountrySubDivisionCode": "str",
    f"{_DETAILS}.TeleworkEligible": "bool",
    f"{_DETAILS}.RemoteIndicator": "bool",
    **{
        f"MatchedObjectDescriptor.{name}": "list"
        for name in (
            "JobCategory",
            "JobGrade",
            "PositionLocation",
            "PositionOfferingType",
            "PositionRemuneration",
            "PositionSchedule",
            "PositionFormattedDescription",
        )
    },
    "MatchedObjectDescriptor.PositionFormattedDescription[].Label": "str",
    "MatchedObjectDescriptor.PositionFormattedDescription[].LabelDescription": "str",
}
SHAPES = {
    "greenhouse": (GREENHOUSE, GREENHOUSE_OPTIONAL),
    "lever": (LEVER, LEVER_OPTIONAL),
    "ashby": (ASHBY, ASHBY_OPTIONAL),
    "adzuna": (ADZUNA, ADZUNA_OPTIONAL),
    "usajobs": (USAJOBS, USAJOBS_OPTIONAL),
}


@pytest.fixture(scope="module")
def app() -> SandboxApp:
    return SandboxApp(World(1500, 7, START))


def list_fields(row: Any, path: str = "") -> list[tuple[str, str]]:
    fields = [(path, type(row).__name__)] if path else []
    if isinstance(row, dict):
        return fields + [
            pair for name, value in row.items() for pair in list_fields(value, f"{path}.{name}".lstrip("."))
        ]
    if isinstance(row, list):
        item_fields = [pair for value in row for pair in list_fields(value, f"{path}[]")]
        return fields + [pair for pair in item_fields if pair != (f"{path}[]", "dict")]
    return fields


@pytest.mark.parametrize("provider", SHAPES)
def test_fields_and_types_are_the_real_ones(app: SandboxApp, provider: str) -> None:
    required, optional = SHAPES[provider]
    rows = [
        row
        for board_provider, board in list_boards(app)
        if board_provider == provider
        for row in read_board(app, provider, board)
    ]
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for path, kind in list_fields(row):
            kinds[path].add(kind)
        if missing := {name for name in required if "[]" not in name} - {path for path, _ in list_fields(row)}:
            pytest.fail(f"{provider} {missing}")
    assert kinds.keys() <= required.keys() | optional.keys()
    assert required.keys() | optional.keys() <= kinds.keys(), "a field never occurs"
    for path, path_kinds in kinds.items():
        assert path_kinds <= set({**required, **optional}[path].split()), path


def test_envelopes(app: SandboxApp) -> None:
    token = next(iter(app.world.market.boards["greenhouse"]))
    board = get_json(app, f"/greenhouse/v1/boards/{token}/jobs")
    assert board["meta"] == {"total": len(board["jobs"])}
    ashby = get_json(app, f"/ashby/posting-api/job-board/{next(iter(app.world.market.boards['ashby']))}")
    assert ashby["apiVersion"] == "1"
    historic = get_json(app, "/usajobs/api/HistoricJoa")
    assert {"totalCount", "pageSize", "continuationToken"} == historic["paging"]["metadata"].keys()
    assert isinstance(historic["data"][0]["usajobsControlNumber"], int)


def test_adzuna_texts_are_snippets_and_guessed_salaries_are_marked(app: SandboxApp) -> None:
    for country in ("gb", "de", "us", "fr"):
        for row in read_board(app, "adzuna", country):
            assert len(row["description"]) == 500
            assert row["description"].endswith("…")
            if row["salary_is_predicted"] == "1":
                assert row["salary_min"] == row["salary_max"]
    assert all("salary_min" in row for row in read_board(app, "adzuna", "gb"))


def test_dates_have_each_provider_s_format(app: SandboxApp) -> None:
    patterns = {
        ("greenhouse", "updated_at"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00",
        ("ashby", "publishedAt"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00",
        ("adzuna", "created"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    }
    for (provider, field), pattern in patterns.items():
        board = max(app.world.market.boards[provider].values(), key=lambda board: board.size).token
        for row in read_board(app, provider, board):
            assert re.fullmatch(pattern, row[field])
