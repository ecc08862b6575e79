"""Adzuna's categories and the ways in which advertisements reword what an employer wrote."""

CATEGORIES = {
    "accounting-finance-jobs": "Accounting & Finance Jobs",
    "it-jobs": "IT Jobs",
    "sales-jobs": "Sales Jobs",
    "customer-services-jobs": "Customer Services Jobs",
    "engineering-jobs": "Engineering Jobs",
    "hr-jobs": "HR & Recruitment Jobs",
    "healthcare-nursing-jobs": "Healthcare & Nursing Jobs",
    "hospitality-catering-jobs": "Hospitality & Catering Jobs",
    "pr-advertising-marketing-jobs": "PR, Advertising & Marketing Jobs",
    "logistics-warehouse-jobs": "Logistics & Warehouse Jobs",
    "teaching-jobs": "Teaching Jobs",
    "trade-construction-jobs": "Trade & Construction Jobs",
    "admin-jobs": "Admin Jobs",
    "legal-jobs": "Legal Jobs",
    "creative-design-jobs": "Creative & Design Jobs",
    "graduate-jobs": "Graduate Jobs",
    "retail-jobs": "Retail Jobs",
    "consultancy-jobs": "Consultancy Jobs",
    "manufacturing-jobs": "Manufacturing Jobs",
    "scientific-qa-jobs": "Scientific & QA Jobs",
    "social-work-jobs": "Social work Jobs",
    "travel-jobs": "Travel Jobs",
    "energy-oil-gas-jobs": "Energy, Oil & Gas Jobs",
    "property-jobs": "Property Jobs",
    "charity-voluntary-jobs": "Charity & Voluntary Jobs",
    "domestic-help-cleaning-jobs": "Domestic help & Cleaning Jobs",
    "maintenance-jobs": "Maintenance Jobs",
    "part-time-jobs": "Part time Jobs",
    "other-general-jobs": "Other/General Jobs",
    "unknown": "Unknown",
}
SITES = {"gb": "co.uk", "de": "de", "us": "com", "fr": "fr"}
# By country: share of ads with a salary guessed by Adzuna, with coordinates, without a known category.
GUESSED = {"gb": 1.0, "de": 0.0, "us": 0.55, "fr": 0.12}
LOCATED = {"gb": 0.3, "de": 0.85, "us": 0.5, "fr": 0.6}
UNKNOWN = {"gb": 0.04, "de": 0.4, "us": 0.05, "fr": 0.1}
AT_ONCE = {"de": "ab sofort", "fr": "poste immédiat", "en": "Immediate Start"}
SHORTER = (
    ("Senior ", "Sr. "),
    ("Sr. ", "Senior "),
    ("Junior ", "Jr. "),
    (" and ", " & "),
    ("Registered Nurse", "Registered Nurse (RN)"),
    ("Human Resources", "HR"),
    ("Quality Assurance", "QA"),
    ("Manager", "Mgr"),
    ("Assistant", "Asst"),
    ("Engineer", "Eng."),
)
