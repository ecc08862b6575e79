"""Words of the finance and insurance professions."""

from sandbox.words.form import professions

MONEY = professions("""
# accountant office 82000 desk accounting-finance-jobs Finance
titles: Accountant | Financial Accountant | Management Accountant | GB: Assistant Accountant | US: Staff Accountant
areas: General Ledger | Group Reporting | Accounts Payable | Tax | Cost Accounting | Revenue
skills: month-end close | IFRS | US: US GAAP | Excel | SAP | reconciliations | VAT | Xero | NetSuite | fixed assets
tools: month-end close | reconciliations | VAT returns | fixed assets
others: SAP | Xero | NetSuite | Power BI
hook Month-end takes us six working days; together we would like to reach four.
hook You will join a finance team of nine that answers questions the same day.
hook The {area} work is in good order, and you will keep it that way while we change systems.
do Prepare monthly accounts for two legal entities, from journals to commentary
do Reconcile balance sheet accounts and clear what has been open too long
do Own {tool} within {area}
do Explain variances to budget holders in language they use themselves
do Prepare schedules for the auditors and answer their questions first time
do Improve spreadsheets or, better, replace them with {other}
do File returns on time and keep the evidence in order
do Support the annual budget and quarterly forecasts
need US: Bachelor's degree in accounting; CPA or candidate welcome
need GB: ACA, ACCA or CIMA, qualified or close to it
need Experience with {tool}
need Confident use of {other}
need Accuracy, and a talent for spotting what does not fit
need Discretion with sensitive figures

# financial_analyst office 96000 desk accounting-finance-jobs Finance
titles: Financial Analyst | FP&A Analyst | Business Analyst, Finance | Commercial Finance Analyst | Investment Analyst
areas: Planning and Analysis | Treasury | Commercial Finance | Investments | Pricing
skills: financial modelling | Excel | forecasting | SQL | Power BI | valuation | Anaplan | scenario analysis
tools: financial modelling | valuation | scenario analysis | forecasting
others: Excel | SQL | Power BI | Anaplan
hook Your models will be opened by people who decide on budgets that afternoon.
hook The {area} team sits next to the business rather than behind it.
hook We are replacing forty linked spreadsheets and need somebody who understands all of them.
do Build and maintain models for {area} that others can follow
do Prepare the monthly forecast and say what changed and why
do Challenge assumptions politely and on the record
do Support investment cases with {tool}
do Automate recurring reports with {other}
do Present results to heads of department
do Compare our performance with peers from public figures
do Help the year-end and audit teams when it counts
need Degree in finance, economics or similar, or the same knowledge gained at work
need Strong {tool} and advanced spreadsheets
need Experience with {other}
need Ability to tell a story with three figures
need Curiosity about how the business earns its money

# payroll office 66000 desk accounting-finance-jobs Payroll
titles: Payroll Specialist | Payroll Administrator | Payroll Officer | US: Payroll Coordinator
areas: Payroll | Shared Services | International Payroll
skills: payroll processing | Excel | pension administration | ADP | Workday | time recording | year-end reporting
tools: ADP | Workday | Excel
others: personnel files | time recording | pension records
hook Eleven hundred people rely on being paid right on the same day each month.
hook You will be one of three in a team where holidays are covered properly.
do Run the monthly payroll from time sheets to payment file
do Check starters, leavers, absences and overtime
do Answer questions about payslips patiently and in writing
do Reconcile payroll accounts with the ledger through {tool}
do Report to tax and pension authorities on time
do Keep data in {other} correct and confidential
do Help to automate manual steps
do Prepare figures for auditors and for management
need Two or more years in payroll
need Good knowledge of {tool}
need Up-to-date understanding of payroll tax rules
need Precision and complete discretion
need Friendly manner on the phone

# auditor office 90000 desk accounting-finance-jobs Audit
titles: Internal Auditor | Auditor | IT Auditor | Audit Associate
areas: Internal Audit | Financial Services Audit | IT Audit | Public Sector Audit
skills: risk assessment | controls testing | data analytics | report writing | COSO | interviewing | SOX
tools: data analytics | process mining
others: risk assessment | controls testing | report writing | interviewing
hook Our audits end with two or three things worth changing rather than forty footnotes.
hook You will see every part of the organisation within two years.
hook About a quarter of the work is on site with the people who do the job.
do Plan and carry out audits in {area}
do Test controls, using {tool} rather than samples where possible
do Interview staff so that they tell you what really happens
do Write reports with clear findings, causes and owners
do Follow up actions until they are closed
do Contribute to the yearly risk assessment
do Advise on new processes before they start
do Train newer colleagues in {other}
need Degree in accounting, business or information systems
need Experience in audit, risk or control
need Professional certification (CIA, CISA or similar) or progress towards it
need Knowledge of {tool}
need Independence of mind and good manners

# compliance office 98000 desk accounting-finance-jobs Risk_and_Compliance
titles: Compliance Officer | Compliance Analyst | AML Analyst | Risk Analyst | Financial Crime Analyst
areas: Financial Crime | Regulatory Affairs | Data Protection | Credit Risk | Operational Risk
skills: AML | KYC | regulatory reporting | policy writing | risk assessment | sanctions screening | GDPR | SQL
tools: AML | KYC | GDPR
others: sanctions screening | transaction monitoring | risk assessment
hook Regulators ask good questions; you will help us to have the answers before they do.
hook The {area} team is part of product decisions from the start.
do Monitor activity for {area} and investigate what stands out
do Keep policies short, current and followed
do Prepare {tool} submissions and answer regulators
do Train colleagues with examples from our own business
do Advise product teams on what new rules mean in practice
do Tune {other} rules to reduce false alarms
do Document decisions so that they make sense in three years
do Report to the risk committee each quarter
need Experience in compliance, risk or law, ideally in a regulated firm
need Good knowledge of {tool} and {other}
need Ability to say no and to offer another way
need Careful writing
need Integrity under pressure

# claims office 58000 desk accounting-finance-jobs Claims
titles: Claims Handler | US: Claims Adjuster | Insurance Claims Specialist | GB: Claims Adviser
areas: Motor Claims | Property Claims | Travel Claims | Commercial Claims | Liability
skills: claims assessment | negotiation | policy wording | fraud awareness | customer care | Guidewire
tools: claims assessment | policy wording | fraud indicators
others: Guidewire | our claims system
hook People call us on one of their worse days, and you decide how the rest of it goes.
hook You will have your own caseload and the authority to settle most of it.
do Handle {area} files from first call to payment
do Read policies carefully and explain what is covered
do Arrange surveyors, repairers and replacement cars
do Negotiate fair settlements within your authority
do Spot patterns that suggest fraud and pass them on
do Keep customers informed before they have to ask
do Record decisions in {other}
do Suggest wording and process changes from what you see
need Experience in insurance or in demanding customer work
need US: Adjuster licence, or readiness to obtain it within ninety days
need Good judgement and clear writing
need Understanding of {tool}
need Calm and empathy on the phone
""")
