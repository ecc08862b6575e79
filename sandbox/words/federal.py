"""Words of the federal government's jobs: invented departments and agencies, real occupational series.

Series numbers and names follow the public code list OccupationalSeries; agencies are invented.
"""

# series code, series name, profession, title, grades it is hired at (low, high)
SERIES = (
    ("0610", "Nurse", "nurse", "Registered Nurse", 9, 12),
    ("0621", "Nursing Assistant", "care_assistant", "Nursing Assistant", 4, 6),
    ("0602", "Medical Officer", "doctor", "Physician", 14, 15),
    ("0660", "Pharmacist", "pharmacist", "Clinical Pharmacist", 11, 13),
    ("0633", "Physical Therapist", "physiotherapist", "Physical Therapist", 10, 12),
    ("0647", "Diagnostic Radiologic Technologist", "radiographer", "Diagnostic Radiologic Technologist", 7, 10),
    ("0185", "Social Work", "social_worker", "Social Worker", 9, 12),
    ("2210", "Information Technology Management", "devops", "IT Specialist (SYSADMIN)", 9, 13),
    ("2210", "Information Technology Management", "security", "IT Specialist (INFOSEC)", 11, 14),
    ("1550", "Computer Science", "backend", "Computer Scientist", 11, 14),
    ("1560", "Data Science", "data_scientist", "Data Scientist", 11, 14),
    ("0343", "Management And Program Analysis", "policy_adviser", "Management and Program Analyst", 9, 13),
    ("0301", "Miscellaneous Administration And Program", "project_manager", "Program Specialist", 9, 14),
    ("0303", "Miscellaneous Clerk And Assistant", "admin", "Office Assistant", 4, 7),
    ("0318", "Secretary", "executive_assistant", "Secretary (Office Automation)", 5, 9),
    ("0962", "Contact Representative", "case_worker", "Contact Representative", 5, 9),
    ("0201", "Human Resources Management", "hr_partner", "Human Resources Specialist", 7, 13),
    ("0510", "Accounting", "accountant", "Accountant", 9, 13),
    ("0511", "Auditing", "auditor", "Auditor", 9, 13),
    ("0905", "General Attorney", "lawyer", "Attorney-Adviser", 12, 15),
    ("0950", "Paralegal Specialist", "paralegal", "Paralegal Specialist", 7, 11),
    ("0810", "Civil Engineering", "civil_engineer", "Civil Engineer", 9, 13),
    ("0830", "Mechanical Engineering", "mechanical_engineer", "Mechanical Engineer", 9, 13),
    ("0850", "Electrical Engineering", "electrical_engineer", "Electrical Engineer", 9, 13),
    (
        "0028",
        "Environmental Protection Specialist",
        "environmental_officer",
        "Environmental Protection Specialist",
        9,
        12,
    ),
    ("0025", "Park Ranger", "park_ranger", "Park Ranger", 5, 9),
    ("0085", "Security Guard", "security_officer", "Security Guard", 4, 6),
    ("0401", "General Natural Resources Management And Biological Sciences", "scientist", "Biologist", 9, 13),
    ("1410", "Librarian", "librarian", "Librarian", 9, 12),
    ("1701", "General Education And Training", "secondary_teacher", "Education Specialist", 9, 12),
    ("2003", "Supply Program Management", "supply_planner", "Supply Management Specialist", 9, 12),
    ("6907", "Materials Handler", "warehouse", "Materials Handler", 5, 7),
    ("5703", "Motor Vehicle Operating", "driver", "Motor Vehicle Operator", 6, 8),
    ("2805", "Electrician", "electrician", "Electrician", 9, 10),
    ("4206", "Plumbing", "plumber", "Plumber", 8, 9),
    ("5823", "Automotive Mechanic", "mechanic", "Automotive Mechanic", 8, 10),
    ("7408", "Food Service Working", "chef", "Food Service Worker", 4, 6),
)

# Pay plans of hourly trades; every other series is paid by the General Schedule.
WAGE_GRADE = ("6907", "5703", "2805", "4206", "5823", "7408")

# department, its code, agencies (name, code, professions hired there; none means any)
DEPARTMENTS = (
    (
        "Department of Veterans Welfare",
        "VW",
        (
            (
                "Veterans Hospital Service",
                "VWHS",
                "nurse care_assistant doctor pharmacist physiotherapist radiographer social_worker",
            ),
            ("Veterans Claims Service", "VWCS", "case_worker lawyer paralegal admin auditor"),
        ),
    ),
    (
        "Department of Public Lands",
        "PL",
        (
            ("National Trails Service", "PLTS", "park_ranger scientist environmental_officer civil_engineer"),
            ("Bureau of Rivers and Wetlands", "PLRW", "environmental_officer scientist civil_engineer"),
        ),
    ),
    (
        "Department of Inland Transport",
        "IT",
        (
            ("Highway and Bridge Administration", "ITHB", "civil_engineer policy_adviser project_manager"),
            ("Waterways Authority", "ITWA", "mechanical_engineer electrical_engineer driver mechanic"),
        ),
    ),
    (
        "Department of Public Accounts",
        "PA",
        (
            ("Office of Federal Audit", "PAFA", "auditor accountant data_scientist"),
            ("Bureau of Payments", "PABP", "accountant backend devops security"),
        ),
    ),
    (
        "Department of Common Defense Support",
        "CD",
        (
            ("Depot and Supply Command", "CDSC", "warehouse supply_planner electrician plumber mechanic chef driver"),
            ("Joint Networks Agency", "CDJN", "devops security electrical_engineer backend"),
        ),
    ),
    (
        "Department of Learning and Libraries",
        "LL",
        (
            ("Federal Library Service", "LLFL", "librarian admin"),
            ("Office of Schools Abroad", "LLSA", "secondary_teacher admin"),
        ),
    ),
    (
        "General Administration Office",
        "GA",
        (
            ("Personnel and Facilities Service", "GAPF", "hr_partner executive_assistant admin security_officer"),
            ("Office of Programs", "GAOP", "policy_adviser project_manager lawyer"),
        ),
    ),
)
