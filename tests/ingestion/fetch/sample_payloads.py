"""Hold one payload of each provider, with every documented field filled. Not a test."""

from __future__ import annotations

from typing import Any

GREENHOUSE: dict[str, Any] = {
    "id": 42,
    "internal_job_id": 7,
    "title": " Data Steward ",
    "company_name": "Acme ",
    "location": {"name": "Lisbon; Remote - PT"},
    "absolute_url": "https://boards.example.org/acme/42",
    "language": "en",
    "first_published": "2026-01-02T03:04:05-05:00",
    "application_deadline": "2026-03-01T00:00:00-05:00",
    "content": "&lt;p&gt;Salt &amp;amp; pepper&lt;/p&gt;",
    "departments": [{"name": "No Department"}, {"name": "Data"}, {"name": "Care"}],
    "metadata": [
        {"name": "Time Type", "value": "Part time", "value_type": "single_select"},
        {"name": "Workplace Type", "value": "Hybrid", "value_type": "single_select"},
    ],
    "pay_input_ranges": [
        {"min_cents": 5_000_000, "max_cents": 6_000_000, "currency_type": "EUR", "title": "Annual Salary: Porto"},
        {"min_cents": 5_500_000, "max_cents": 7_050_050, "currency_type": "EUR", "title": "Annual Salary: Lisbon"},
    ],
}
LEVER: dict[str, Any] = {
    "id": "9f",
    "text": "Gardener",
    "country": "US",
    "createdAt": 1_764_205_361_939,
    "categories": {
        "location": "Chicago, IL",
        "allLocations": ["Chicago, IL", "Austin, TX"],
        "commitment": "Contract",
        "team": "Roses",
        "department": "Garden",
        "level": "Senior",
    },
    "description": "<div>Opening</div>",
    "lists": [{"text": "You & we", "content": "<li>dig</li><li>sow</li>"}],
    "additional": "<div>Closing</div>",
    "descriptionPlain": "Opening",
    "additionalPlain": "Closing",
    "workplaceType": "on-site",
    "hostedUrl": "https://jobs.example.org/9f",
    "salaryRange": {"currency": "USD", "interval": "per-year-salary", "min": 60000, "max": 70000},
    "salaryDescriptionPlain": "plus roses",
}
ASHBY: dict[str, Any] = {
    "id": "c1",
    "title": "Baker",
    "location": "London",
    "address": {"postalAddress": {"addressLocality": "London", "addressRegion": "", "addressCountry": "UK"}},
    "secondaryLocations": [{"location": "Remote", "address": None}],
    "employmentType": "FullTime",
    "workplaceType": "Hybrid",
    "isRemote": None,
    "department": "Bakery",
    "team": "Bread",
    "publishedAt": "2026-01-02T03:04:05.678+00:00",
    "jobUrl": "https://jobs.example.org/c1",
    "descriptionHtml": "<p>Bake</p>",
    "descriptionPlain": "Bake",
    "compensation": {
        "scrapeableCompensationSalarySummary": "£32K - £45K",
        "compensationTiers": [
            {
                "components": [
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "GBP",
                        "minValue": 32000,
                        "maxValue": 35000,
                    },
                    {
                        "compensationType": "Bonus",
                        "interval": "1 YEAR",
                        "currencyCode": "GBP",
                        "minValue": 1,
                        "maxValue": 2,
                    },
                ]
            },
            {
                "components": [
                    {
                        "compensationType": "Salary",
                        "interval": "1 YEAR",
                        "currencyCode": "GBP",
                        "minValue": 38000,
                        "maxValue": 45000,
                    },
                ]
            },
        ],
    },
}
ADZUNA: dict[str, Any] = {
    "id": "55",
    "title": "Welder",
    "description": "Welds …",
    "created": "2026-01-02T03:04:05Z",
    "redirect_url": "https://www.adzuna.co.uk/jobs/land/ad/55?se=x",
    "company": {"display_name": "Iron Ltd"},
    "location": {"display_name": "Leeds, West Yorkshire", "area": ["UK", "Yorkshire", "West Yorkshire", "Leeds"]},
    "category": {"label": "Trade Jobs", "tag": "trade-jobs"},
    "latitude": 53.8,
    "longitude": -1.55,
    "salary_min": 30000,
    "salary_max": 30000.5,
    "salary_is_predicted": "1",
    "contract_time": "full_time",
    "contract_type": "permanent",
}
USAJOBS: dict[str, Any] = {
    "MatchedObjectId": "8001",
    "MatchedObjectDescriptor": {
        "PositionID": "X-1",
        "PositionTitle": "Ranger",
        "PositionURI": "https://www.usajobs.gov:443/job/8001",
        "OrganizationName": "National Park Service",
        "DepartmentName": "Department of the Interior",
        "PositionLocation": [
            {
                "LocationName": "Moab, Utah",
                "CityName": "Moab, Utah",
                "CountrySubDivisionCode": "Utah",
                "CountryCode": "United States",
                "Latitude": 38.57,
                "Longitude": -109.55,
            }
        ],
        "JobCategory": [{"Name": "Park Ranger", "Code": "0025"}],
        "PositionSchedule": [{"Name": "Full-time", "Code": "1"}],
        "PositionOfferingType": [{"Name": "Permanent", "Code": "15317"}],
        "PositionRemuneration": [{"MinimumRange": "49025", "MaximumRange": "77955.0", "RateIntervalCode": "PA"}],
        "PublicationStartDate": "2026-01-02",
        "ApplicationCloseDate": "2026-02-02T23:59:59.9970",
        "QualificationSummary": "One year & more",
        "UserArea": {
            "Details": {
                "JobSummary": "Guard the park.",
                "MajorDuties": ["Walk", "<b>Talk</b>"],
                "RemoteIndicator": "False",
            }
        },
    },
}
HISTORIC: dict[str, Any] = {
    "usajobsControlNumber": 352,
    "positionTitle": "Nurse",
    "hiringAgencyName": "Veterans Health Administration",
    "hiringDepartmentName": "Department of Veterans Affairs",
    "workSchedule": "Part-time",
    "salaryType": "Per Hour",
    "minimumSalary": 30.5,
    "maximumSalary": 41.0,
    "positionOpenDate": "2014-01-02",
    "positionCloseDate": "2014-02-03",
    "positionLocations": [
        {
            "positionLocationCity": "Orlando",
            "positionLocationState": "Florida",
            "positionLocationCountry": "United States",
        }
    ],
}
SAMPLES = [
    ("greenhouse", GREENHOUSE),
    ("lever", LEVER),
    ("ashby", ASHBY),
    ("adzuna", ADZUNA),
    ("usajobs", USAJOBS),
    ("usajobs", HISTORIC),
]
