"""Fields and types of every provider's answers, as counted in real ones (design/provider-fields.md)."""

from __future__ import annotations

import re
from collections import defaultdict
from typing import Any

import pytest

from sandbox.app import App
from sandbox.world import World
from tests.sandbox.conftest import AT
from tests.sandbox.reading import boards, read, value

Shape = dict[str, str]

GREENHOUSE: Shape = {
    "absolute_url": "str", "company_name": "str", "content": "str", "data_compliance": "list",
    "data_compliance[].demographic_data_consent_applies": "bool", "data_compliance[].requires_consent": "bool",
    "data_compliance[].requires_processing_consent": "bool", "data_compliance[].requires_retention_consent": "bool",
    "data_compliance[].retention_period": "NoneType int", "data_compliance[].type": "str",
    "departments": "list", "departments[].child_ids": "list", "departments[].id": "int", "departments[].name": "str",
    "departments[].parent_id": "NoneType int", "first_published": "str", "id": "int",
    "internal_job_id": "int NoneType", "language": "str", "location": "dict", "location.name": "str",
    "metadata": "NoneType list", "offices": "list", "offices[].child_ids": "list", "offices[].id": "int",
    "offices[].location": "str NoneType", "offices[].name": "str", "offices[].parent_id": "NoneType int",
    "requisition_id": "str NoneType", "title": "str", "updated_at": "str",
}  # fmt: skip
GREENHOUSE_OPTIONAL: Shape = {
    "application_deadline": "NoneType str", "education": "str", "metadata[].id": "int", "metadata[].name": "str",
    "metadata[].value": "str NoneType list bool dict", "metadata[].value.unit": "str", "metadata[].value_type": "str",
    "metadata[].value.min_value": "str", "metadata[].value.max_value": "str",
}  # fmt: skip
LEVER: Shape = {
    "additional": "str", "additionalPlain": "str", "applyUrl": "str", "categories": "dict",
    "categories.allLocations": "list", "categories.allLocations[]": "str", "categories.commitment": "str",
    "categories.location": "str", "categories.team": "str", "country": "str NoneType", "createdAt": "int",
    "description": "str", "descriptionBody": "str", "descriptionBodyPlain": "str", "descriptionPlain": "str",
    "hostedUrl": "str", "id": "str", "lists": "list", "lists[].content": "str", "lists[].text": "str",
    "opening": "str", "openingPlain": "str", "text": "str", "workplaceType": "str",
}  # fmt: skip
LEVER_OPTIONAL: Shape = {
    "categories.department": "str", "salaryRange": "dict", "salaryRange.currency": "str", "salaryRange.interval": "str",
    "salaryRange.min": "int float", "salaryRange.max": "int float", "salaryDescription": "str",
    "salaryDescriptionPlain": "str",
}  # fmt: skip
_COMPONENT = {
    "compensationType": "str", "currencyCode": "str NoneType", "interval": "str",
    "maxValue": "int float NoneType", "minValue": "int float NoneType",
}  # fmt: skip
_TIERS = "compensation.compensationTiers[]"
ASHBY: Shape = {
    "address": "dict NoneType", "applyUrl": "str", "compensation": "dict",
    "compensation.compensationTierSummary": "NoneType str", "compensation.compensationTiers": "list",
    "compensation.scrapeableCompensationSalarySummary": "NoneType str", "compensation.summaryComponents": "list",
    "department": "str", "descriptionHtml": "str", "descriptionPlain": "str", "employmentType": "str", "id": "str",
    "isListed": "bool", "isRemote": "bool NoneType", "jobUrl": "str", "location": "str", "publishedAt": "str",
    "secondaryLocations": "list", "shouldDisplayCompensationOnJobPostings": "bool", "team": "str", "title": "str",
    "workplaceType": "str",
}  # fmt: skip
_ADDRESS = {
    "postalAddress": "dict", "postalAddress.addressCountry": "str", "postalAddress.addressLocality": "str",
    "postalAddress.addressRegion": "str",
}  # fmt: skip
ASHBY_OPTIONAL: Shape = {
    **{f"address.{name}": kind for name, kind in _ADDRESS.items()},
    **{f"secondaryLocations[].address.{name}": kind for name, kind in _ADDRESS.items()},
    "secondaryLocations[].address": "dict NoneType", "secondaryLocations[].location": "str",
    f"{_TIERS}.additionalInformation": "NoneType str", f"{_TIERS}.components": "list", f"{_TIERS}.id": "str",
    f"{_TIERS}.tierSummary": "str", f"{_TIERS}.title": "NoneType str",
    **{f"{_TIERS}.components[].{name}": kind for name, kind in {**_COMPONENT, "id": "str", "summary": "str"}.items()},
    **{f"compensation.summaryComponents[].{name}": kind for name, kind in _COMPONENT.items()},
}  # fmt: skip
ADZUNA: Shape = {
    "__CLASS__": "str", "adref": "str", "category": "dict", "category.__CLASS__": "str", "category.label": "str",
    "category.tag": "str", "company": "dict", "company.__CLASS__": "str", "created": "str", "description": "str",
    "id": "str", "location": "dict", "location.__CLASS__": "str", "location.area": "list", "location.area[]": "str",
    "location.display_name": "str", "redirect_url": "str", "salary_is_predicted": "str", "title": "str",
}  # fmt: skip
ADZUNA_OPTIONAL: Shape = {
    "company.display_name": "str", "contract_time": "str", "contract_type": "str", "latitude": "float",
    "longitude": "float", "salary_max": "float int", "salary_min": "float int",
}  # fmt: skip
_PLACE = "MatchedObjectDescriptor.PositionLocation[]"
_DETAILS = "MatchedObjectDescriptor.UserArea.Details"
_TOP = [
    "ApplicationCloseDate", "DepartmentName", "OrganizationName", "PositionEndDate", "PositionID",
    "PositionLocationDisplay", "PositionStartDate", "PositionTitle", "PositionURI", "PublicationStartDate",
    "QualificationSummary",
]  # fmt: skip
_DETAIL = [
    "AgencyContactEmail", "AgencyContactPhone", "AgencyMarketingStatement", "AnnouncementClosingType", "Benefits",
    "CommuteDistance", "DrugTestRequired", "Education", "Evaluations", "HighGrade", "HowToApply", "JobSummary",
    "LowGrade", "OrganizationCodes", "OtherInformation", "Relocation", "RequiredDocuments", "Requirements",
    "SecurityClearance", "ServiceType", "TotalOpenings", "TravelCode", "WhatToExpectNext", "WithinArea",
    "WhoMayApply.Code", "WhoMayApply.Name", "HiringPath[]", "MajorDuties[]", "KeyRequirements[]",
]  # fmt: skip
USAJOBS: Shape = {
    "MatchedObjectDescriptor": "dict", "MatchedObjectId": "str", "RelevanceRank": "int float",
    **{f"MatchedObjectDescriptor.{name}": "str" for name in _TOP},
    **{f"{_DETAILS}.{name}": "str" for name in _DETAIL},
    **{f"{_DETAILS}.{name}": "list" for name in ("AdjudicationType", "HiringPath", "KeyRequirements", "MajorDuties")},
    "MatchedObjectDescriptor.ApplyURI": "list", "MatchedObjectDescriptor.ApplyURI[]": "str",
    "MatchedObjectDescriptor.JobCategory[].Code": "str", "MatchedObjectDescriptor.JobCategory[].Name": "str",
    "MatchedObjectDescriptor.JobGrade[].Code": "str", "MatchedObjectDescriptor.PositionSchedule[].Code": "str",
    "MatchedObjectDescriptor.PositionSchedule[].Name": "str", "MatchedObjectDescriptor.UserArea": "dict",
    "MatchedObjectDescriptor.PositionOfferingType[].Code": "str", _DETAILS: "dict",
    "MatchedObjectDescriptor.PositionOfferingType[].Name": "str", f"{_DETAILS}.WhoMayApply": "dict",
    "MatchedObjectDescriptor.PositionRemuneration[].MaximumRange": "str",
    "MatchedObjectDescriptor.PositionRemuneration[].MinimumRange": "str",
    "MatchedObjectDescriptor.PositionRemuneration[].RateIntervalCode": "str",
    "MatchedObjectDescriptor.UserArea.IsRadialSearch": "bool",
    f"{_PLACE}.CityName": "str", f"{_PLACE}.CountryCode": "str", f"{_PLACE}.LocationName": "str",
    f"{_PLACE}.Latitude": "float", f"{_PLACE}.Longitude": "float",
}  # fmt: skip
USAJOBS_OPTIONAL: Shape = {
    f"{_PLACE}.CountrySubDivisionCode": "str", f"{_DETAILS}.TeleworkEligible": "bool",
    f"{_DETAILS}.RemoteIndicator": "bool",
    **{
        f"MatchedObjectDescriptor.{name}": "list"
        for name in ("JobCategory", "JobGrade", "PositionLocation", "PositionOfferingType", "PositionRemuneration",
                     "PositionSchedule", "PositionFormattedDescription")
    },
    "MatchedObjectDescriptor.PositionFormattedDescription[].Label": "str",
    "MatchedObjectDescriptor.PositionFormattedDescription[].LabelDescription": "str",
}  # fmt: skip
SHAPES = {
    "greenhouse": (GREENHOUSE, GREENHOUSE_OPTIONAL),
    "lever": (LEVER, LEVER_OPTIONAL),
    "ashby": (ASHBY, ASHBY_OPTIONAL),
    "adzuna": (ADZUNA, ADZUNA_OPTIONAL),
    "usajobs": (USAJOBS, USAJOBS_OPTIONAL),
}


@pytest.fixture(scope="module")
def app() -> App:
    return App(World(1500, 7, AT))


def paths(row: Any, at: str = "") -> list[tuple[str, str]]:
    found = [(at, type(row).__name__)] if at else []
    if isinstance(row, dict):
        return found + [pair for name, field in row.items() for pair in paths(field, f"{at}.{name}".lstrip("."))]
    if isinstance(row, list):
        inner = [pair for field in row for pair in paths(field, f"{at}[]")]
        return found + [pair for pair in inner if pair != (f"{at}[]", "dict")]
    return found


@pytest.mark.parametrize("provider", SHAPES)
def test_fields_and_types_are_the_real_ones(app: App, provider: str) -> None:
    always, sometimes = SHAPES[provider]
    rows = [row for p, board in boards(app) if p == provider for row in read(app, p, board)]
    kinds: dict[str, set[str]] = defaultdict(set)
    for row in rows:
        for path, kind in paths(row):
            kinds[path].add(kind)
        if missing := {name for name in always if "[]" not in name} - {path for path, _ in paths(row)}:
            pytest.fail(f"{provider} {missing}")
    assert kinds.keys() <= always.keys() | sometimes.keys()
    assert always.keys() | sometimes.keys() <= kinds.keys(), "a field never occurs"
    for path, seen in kinds.items():
        assert seen <= set({**always, **sometimes}[path].split()), path


def test_envelopes(app: App) -> None:
    token = next(iter(app.world.market.boards["greenhouse"]))
    board = value(app, f"/greenhouse/v1/boards/{token}/jobs")
    assert board["meta"] == {"total": len(board["jobs"])}
    ashby = value(app, f"/ashby/posting-api/job-board/{next(iter(app.world.market.boards['ashby']))}")
    assert ashby["apiVersion"] == "1"
    historic = value(app, "/usajobs/api/HistoricJoa")
    assert {"totalCount", "pageSize", "continuationToken"} == historic["paging"]["metadata"].keys()
    assert isinstance(historic["data"][0]["usajobsControlNumber"], int)


def test_adzuna_texts_are_snippets_and_guesses_are_marked(app: App) -> None:
    for country in ("gb", "de", "us", "fr"):
        for row in read(app, "adzuna", country):
            assert len(row["description"]) == 500
            assert row["description"].endswith("…")
            if row["salary_is_predicted"] == "1":
                assert row["salary_min"] == row["salary_max"]
    assert all("salary_min" in row for row in read(app, "adzuna", "gb"))


def test_dates_are_written_as_each_provider_does(app: App) -> None:
    patterns = {
        ("greenhouse", "updated_at"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d-0[45]:00",
        ("ashby", "publishedAt"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+00:00",
        ("adzuna", "created"): r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ",
    }
    for (provider, field), pattern in patterns.items():
        board = max(app.world.market.boards[provider].values(), key=lambda found: found.size).token
        for row in read(app, provider, board):
            assert re.fullmatch(pattern, row[field])
