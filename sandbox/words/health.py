"""Words of the health professions."""

from sandbox.words.form import professions

HEALTH = professions("""
# nurse care 86000 hourly healthcare-nursing-jobs Nursing
titles: Registered Nurse | US: RN | GB: Staff Nurse | US: Registered Nurse (RN) | GB: Registered General Nurse
areas: Intensive Care | Emergency Department | Oncology | Theatre Recovery | Paediatrics
areas: Cardiology | Dialysis | Surgery
skills: triage | IV therapy | wound care | medication administration
skills: patient assessment | electronic records | ventilation
tools: wound care | IV therapy | medication administration | patient assessment
others: triage | cannulation | wound care | IV therapy
hook Our {area} unit has twenty-four beds, a stable core team and a ward manager who works shifts too.
hook You will look after fewer patients per shift than the regional average, and we publish the figure.
hook Handover is protected time here, and so are your breaks.
do Assess, plan and evaluate care for a group of patients in {area}
do Give medicines and infusions safely and record them at the bedside
do Notice when a patient is getting worse and escalate without delay
do Carry out {tool} and {other} according to current guidance
do Explain treatment and discharge plans to patients and families in words they understand
do Keep complete and timely notes in the electronic record
do Support students, new starters and healthcare assistants on shift
do Take part in audits, safety huddles and case reviews
do Work rotating shifts including some nights and weekends
need US: Current state RN licence in good standing; BSN preferred
need GB: Current NMC registration with no restrictions on practice
need Experience in {area} or a closely related ward
need US: BLS certification, with ACLS within six months of starting
need Sound clinical judgement and the courage to speak up
need Good practice in {tool}
need Kindness that lasts until the end of a long shift

# care_assistant care 39000 hourly healthcare-nursing-jobs Care
titles: GB: Healthcare Assistant | US: Certified Nursing Assistant | US: Patient Care Technician | GB: Care Assistant
areas: Elderly Care | Rehabilitation | Dementia Care | Medical Ward | Residential Care | Night Team
skills: personal care | moving and handling | vital signs | infection control | dementia awareness | record keeping
tools: vital signs | blood pressure | fluid intake
others: personal care | moving and handling | infection control | dementia care
hook Residents here know the staff by name, and we would like it to stay that way.
hook You need no degree for this work, but patience, humour and strong shoes.
hook We train you on the job and pay for the qualification.
do Help residents to wash, dress, eat and move with dignity
do Measure and record {tool} and report changes to the nurse in charge
do Keep rooms and equipment clean and safe
do Use hoists and slide sheets correctly, always with a second person
do Spend time talking, reading or walking with residents
do Support families during visits and difficult days
do Write short daily notes that the next shift can rely on
do Work early and late shifts on a rota published four weeks ahead
need US: Active CNA certification, or enrolment in a programme
need GB: Care Certificate or willingness to complete it in your first twelve weeks
need Experience of caring for somebody, at work or at home
need Understanding of {tool} and {other}
need Reliability, because colleagues and residents wait for you
need A satisfactory background check before you start

# physiotherapist care 91000 hourly healthcare-nursing-jobs Therapy
titles: Physiotherapist | US: Physical Therapist | GB: Musculoskeletal Physiotherapist
titles: US: Outpatient Physical Therapist
areas: Musculoskeletal | Neurological Rehabilitation | Sports Medicine | Community | Orthopaedics | Outpatients
skills: manual therapy | exercise prescription | gait analysis | post-operative rehabilitation | hydrotherapy
tools: manual therapy | hydrotherapy | soft-tissue techniques
others: gait analysis | exercise prescription | post-operative rehabilitation
hook You will have forty-five minutes for a first appointment and thirty for each one after.
hook The {area} clinic works closely with surgeons two floors up.
hook Half of our patients come back to sport, the other half to the stairs at home; both count.
do Assess patients and agree on goals that matter in their daily life
do Treat with {tool} and progressive exercise
do Write programmes that people will really do at home
do Measure outcomes at start and end and share them with the team
do Advise colleagues on {other}
do Run group classes twice a week
do Refer on promptly when something does not fit
do Supervise students and assistants
need US: State physical therapy licence; DPT or equivalent
need GB: HCPC registration and CSP membership
need Experience in {area} or a strong interest in it
need Skill in {tool}
need Clear explanations without jargon
need Own transport for occasional home visits

# pharmacist care 128000 hourly healthcare-nursing-jobs Pharmacy
titles: Pharmacist | US: Staff Pharmacist | GB: Clinical Pharmacist | GB: Community Pharmacist | US: Retail Pharmacist
areas: Dispensary | Clinical Services | Medicines Information | Community | Oncology Pharmacy
skills: medication review | dispensing | vaccination | controlled drugs | patient counselling | inventory management
tools: medication reviews | prescription checks
others: vaccinations | blood pressure checks | travel advice
hook Two technicians and a robot do the counting, so that you can talk to patients.
hook You will join a pharmacy open six days a week, never on Sundays.
hook Prescribers nearby know us and pick up the phone.
do Check and dispense prescriptions accurately, also on a busy Monday
do Advise patients on use, side effects and interactions
do Carry out {tool} and agree on changes with prescribers
do Lead and train technicians and counter staff
do Keep registers of controlled drugs without a gap
do Offer {other} and other services by appointment
do Report near misses and change the process that allowed them
do Order stock with an eye on shortages and expiry dates
need US: Active state pharmacist licence and PharmD
need GB: GPhC registration
need Good practice in {tool}
need Accuracy under time pressure
need Experience in leading a small team
need Friendliness that reaches the back of the queue

# doctor care 235000 healthcare-nursing-jobs Medical
titles: US: Family Physician | GB: Salaried GP | US: Hospitalist
titles: GB: Specialty Doctor | US: Internal Medicine Physician
areas: Primary Care | Internal Medicine | Emergency Medicine | Geriatrics | Urgent Care | Psychiatry
skills: diagnosis | chronic disease management | ultrasound | shared decision making | teaching | telemedicine
tools: chronic disease management | preventive care | palliative care
others: ultrasound | shared decision making | teaching | telemedicine
hook Lists are capped, letters are dictated, and a nurse team manages the long-term conditions with you.
hook The {area} department has seven physicians and keeps one half-day a week free of clinics.
hook You will practise medicine with enough time to think.
do See patients in {area}, in person and by video
do Lead on {tool} with nurses and pharmacists
do Share out-of-hours duties fairly, about one evening in eight
do Supervise residents and medical students
do Review results the same day and close the loop with patients
do Take part in case conferences and mortality reviews
do Help to shape referral pathways with local specialists
do Keep records that another doctor can continue from
need US: MD or DO, board certified or eligible, with a state licence
need GB: Full GMC registration with a licence to practise
need Experience in {area}
need Interest in {tool} and {other}
need Respect for every profession on the team
need Fluent communication with patients from many backgrounds

# radiographer care 79000 hourly healthcare-nursing-jobs Imaging
titles: GB: Diagnostic Radiographer | US: Radiologic Technologist | US: CT Technologist | GB: MRI Radiographer
areas: CT | MRI | General X-ray | Mammography | Interventional Suite
skills: CT | MRI | radiation safety | patient positioning | PACS | cannulation | contrast media
tools: PACS | CT | MRI
others: contrast media | mobile equipment | cannulation
hook Our newest scanner was installed this spring and is not yet booked to the minute.
hook You will rotate between two modalities and can specialise after a year.
hook The department examines about ninety patients a day, most of them walking.
do Produce diagnostic images in {area} at the lowest reasonable dose
do Prepare and reassure patients, including children and people in pain
do Check requests and question those that do not fit
do Run daily quality checks on equipment
do Send complete studies to the archive with correct laterality
do Give contrast media and watch for reactions
do Support on-call colleagues during nights, one week in six
do Train students on placement
need US: ARRT registration and state licence where required
need GB: HCPC registration as a radiographer
need Experience with {tool}
need Careful handling of {other}
need Calm manner with anxious patients
""")
