"""Words of the people, legal and office professions."""

from sandbox.words.form import professions

OFFICE = professions("""
# hr_partner office 94000 desk hr-jobs People
titles: HR Business Partner | People Partner | HR Generalist | HR Advisor | Human Resources Manager
areas: People Operations | Employee Relations | Learning | Reward | Production Sites
skills: employee relations | employment law | Workday | coaching | performance management | job evaluation | mediation
tools: employee relations | disciplinary | grievance
others: Workday | SAP | the HR system
hook Managers here want to do right by their people and do not always know how.
hook You will look after two sites with about four hundred colleagues.
do Advise managers on performance, absence, pay and change
do Lead {tool} cases fairly and within the law
do Run the yearly pay review for your area
do Improve how people join, move and leave
do Work with works councils, unions or staff forums in good faith
do Keep data in {other} right and private
do Coach new managers through their first difficult conversations
do Report monthly on turnover and what lies behind it
need Experience as an HR generalist or partner
need Current knowledge of employment law
need Discretion, judgement and humour
need Ability to deal with conflict face to face
need Professional qualification in HR is welcome

# recruiter office 82000 desk hr-jobs Talent
titles: Recruiter | Talent Acquisition Partner | Technical Recruiter | Talent Sourcer | Recruitment Coordinator
areas: Technical Hiring | Commercial Hiring | Volume Hiring | Executive Search | Campus
skills: sourcing | structured interviews | Greenhouse | LinkedIn | employer branding | stakeholder management
tools: structured interviewing | fair assessment
others: Greenhouse | Workday | LinkedIn Recruiter
hook You will hire people you will then meet in the canteen, which keeps one honest.
hook We answer every applicant within ten days, and you will help us to keep that promise.
do Run searches in {area} from briefing to signed offer
do Train interviewers in {tool}
do Find people who are not looking and write to them personally
do Keep candidates informed at each step, also when the answer is no
do Report on time, source and fairness of hiring
do Write adverts that describe the real job
do Build a network for roles that come back every year
do Maintain clean data in {other}
need Experience in agency or in-house recruitment
need Good at {tool}
need Honest with candidates and with managers
need Organised across twenty open roles
need Curiosity about other people's work

# paralegal office 64000 desk legal-jobs Legal
titles: Paralegal | Legal Assistant | Contracts Administrator | Conveyancing Assistant
areas: Commercial Contracts | Litigation | Real Estate | Employment | Intellectual Property
skills: contract review | legal research | case management | drafting
skills: eDiscovery | document management | due diligence
tools: legal research | document review | eDiscovery
others: contract management software | e-signatures | eDiscovery
hook Four lawyers, two paralegals and more contracts than that can comfortably hold.
hook You will be given real files from the first month.
do Draft and review standard agreements in {area}
do Keep the contract register complete and searchable
do Prepare bundles, filings and correspondence
do Research points of law and summarise them on a page
do Follow deadlines so that nobody else has to remember
do Support due diligence with {tool}
do Answer routine questions from the business
do Help to introduce {other}
need Law degree or paralegal qualification
need Experience in {area} or willingness to specialise
need Exact language and exact filing
need Practice in {tool}
need Confidentiality as a matter of course

# lawyer office 168000 desk legal-jobs Legal
titles: Legal Counsel | US: Attorney | GB: Solicitor | Commercial Counsel
titles: US: Associate Attorney | GB: Associate Solicitor
areas: Commercial | Privacy | Employment | Litigation | Real Estate | Corporate | Regulatory
skills: contract negotiation | GDPR | corporate governance | litigation
skills: employment law | licensing | dispute resolution
hook You will be the lawyer colleagues ask before rather than after.
hook The {area} practice is busy, well staffed and home by seven on most days.
do Draft and negotiate agreements in {area}
do Advise on {tool} with answers that can be acted on
do Lead projects when law or regulation changes
do Manage outside counsel and their invoices
do Train colleagues in short sessions
do Handle disputes, and settle those that should be settled
do Keep templates and playbooks current
do Support transactions with due diligence
need US: JD and admission to a state bar
need GB: Qualified solicitor or barrister with a current practising certificate
need Post-qualification experience in {area}
need Knowledge of {tool} and {other}
need Plain language and commercial sense
need Steady under deadline

# admin office 46000 hourly admin-jobs Administration
titles: Administrative Assistant | Office Administrator | Receptionist | Office Coordinator | Data Entry Clerk
areas: Front Office | Facilities | Student Services | Patient Administration | Sales Support
skills: Microsoft Office | diary management | minute taking | filing | data entry | telephone manner | invoicing
tools: Microsoft Office | Google Workspace | Excel | SharePoint
hook You will be the first person most visitors meet and the one colleagues ask when nobody else knows.
hook An office of sixty people, a good kitchen and a printer that needs a firm hand.
do Welcome visitors and answer the main line
do Manage calendars, rooms and travel
do Prepare letters, minutes and spreadsheets with {tool}
do Order supplies and check invoices
do Keep files and records in good order
do Support {area} with everyday tasks
do Help new colleagues on their first days
do Organise small events
need Experience in an office or at a reception desk
need Confident use of {tool}
need Friendly and well organised
need Correct spelling and a good telephone voice
need Able to do three things at once and finish all three

# executive_assistant office 76000 desk admin-jobs Administration
titles: Executive Assistant | Personal Assistant | Assistant to the Managing Director | Team Assistant
areas: Executive Office | Board Support | Regional Management
skills: diary management | travel planning | board papers | Microsoft Office | event planning | confidentiality
tools: Microsoft Office | PowerPoint | Google Workspace
hook Two directors, three time zones and one calendar that has to add up.
hook You will know what matters before it is on the agenda.
do Manage complex diaries and protect time to think
do Plan travel that works on paper and at the airport
do Prepare board papers and follow up actions
do Draft letters and presentations with {tool}
do Receive guests and organise off-site meetings
do Handle expenses and small budgets
do Keep confidential matters confidential
do Lead small projects of your own
need Several years of supporting senior managers
need Excellent command of {tool}
need Foresight, tact and calm
need Polished written English
need Flexibility on busy days, which we return on quiet ones

# project_manager office 108000 desk consultancy-jobs Project_Office
titles: Project Manager | Programme Manager | Delivery Manager | Scrum Master | PMO Analyst
areas: Digital Programmes | Construction Projects | Change | Client Delivery | Infrastructure
skills: PRINCE2 | stakeholder management | risk management | Scrum | MS Project | budgeting | Jira | reporting
tools: PRINCE2 | Scrum | PMP
others: MS Project | Jira | stakeholder management | budgeting
hook You will inherit two projects that go well and one that does not.
hook Our clients remember who told them the truth about the date.
do Lead projects in {area} from business case to handover
do Keep plans, budgets and risks in a form that people read
do Run short meetings with decisions at the end
do Manage suppliers by contract and by conversation
do Report status without colours that flatter
do Bring teams together across departments
do Apply {tool} with common sense
do Close projects properly and record what was learned
need Experience in leading projects of some size
need Qualification in {tool} or similar
need Practice in {other}
need Negotiation and plain speaking
need Ability to stay friendly under pressure
""")
