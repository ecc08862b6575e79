"""Words of the caring and teaching professions."""

from sandbox.words.form import professions

PEOPLE = professions("""
# social_worker care 62000 social-work-jobs Social_Services
titles: Social Worker | GB: Children's Social Worker | US: Licensed Clinical Social Worker | US: Case Manager
areas: Children and Families | Adult Services | Hospital Discharge | Fostering | Mental Health | Youth Justice
skills: safeguarding | risk assessment | case management | court reports | motivational interviewing | care planning
tools: safeguarding | risk assessment | care planning
others: case management | court reports | motivational interviewing
hook Caseloads in {area} are capped, and the cap is kept.
hook You will have weekly supervision with somebody who has done the job for years.
hook We are a steady team with few agency staff and a duty rota that works.
do Carry a caseload in {area} and visit people where they live
do Complete assessments and plans within the set times, together with the family
do Take part in {tool} work with health, schools and police
do Write reports that stand up in court and that the family can read
do Recognise risk early and act on it with your manager
do Keep case notes up to date on the same day
do Connect people with housing, benefits and community support
do Reflect on practice in group supervision
need US: MSW and state licensure (LSW, LMSW or LCSW)
need GB: Social Work England registration and a recognised degree
need Experience in {area} or a placement in it
need Confidence in {tool} and {other}
need Driving licence and access to a car
need Resilience and a sense of fairness

# support_worker care 38500 hourly social-work-jobs Support
titles: Support Worker | US: Direct Support Professional | GB: Residential Support Worker | Youth Support Worker
areas: Learning Disabilities | Supported Living | Homelessness | Autism Services | Youth Housing
skills: positive behaviour support | medication support | person-centred planning | safeguarding | de-escalation
tools: positive behaviour support | person-centred planning | sign language
hook The people we support choose their own staff, so part of the interview is a cup of tea with them.
hook No two shifts are alike: swimming on Tuesday, forms on Wednesday.
hook Many of our team leaders began in exactly this role.
do Support people to cook, shop, travel and manage money in their own way
do Encourage skills rather than doing things for somebody
do Use {tool} to understand what somebody is telling you
do Help with medicines and health appointments
do Keep records short, respectful and true
do Work sleep-in shifts about once a week
do Build good contact with families and neighbours
do Notice and report anything that worries you
need Experience of support work, or the right attitude and a wish to learn
need Basic knowledge of {tool} is welcome; we train the rest
need Flexibility for evenings and weekends
need Good spoken and written communication
need A clear background check

# primary_teacher teach 61000 teaching-jobs Primary_School
titles: GB: Primary School Teacher | US: Elementary School Teacher | GB: Class Teacher | US: Third Grade Teacher
areas: Key Stage 1 | Upper Primary | Early Reading | Mathematics | Lower School | Special Needs
skills: phonics | classroom management | lesson planning | differentiation | assessment | safeguarding | maths mastery
others: safeguarding | behaviour | medical
hook Our school has two classes per year, a big garden and a staff room that laughs.
hook You will teach twenty-six children who have been told that somebody good is coming.
hook Planning is shared across the year group and marking is kept in proportion.
do Teach a class across the curriculum, with {area} as a focus
do Plan lessons with your year partner and adapt them to the children in front of you
do Use short assessments to see who needs help and who needs a challenge
do Keep parents informed, with good news as often as bad
do Work with teaching assistants so that every child is seen
do Lead a subject once you have settled in
do Contribute to plays, trips and the summer fair
do Follow the school's {other} procedures without exception
need US: State teaching certificate for elementary grades
need GB: Qualified Teacher Status; early career teachers are welcome
need Secure knowledge of {tool}
need High expectations and warmth in equal measure
need Organised, prompt and good with parents

# secondary_teacher teach 64000 teaching-jobs Secondary_School
titles: GB: Teacher of Mathematics | US: High School Science Teacher | Secondary School Teacher
titles: GB: Teacher of English
areas: Mathematics | Physics | English | Computer Science | Modern Languages | Chemistry | History
skills: curriculum design | examination preparation | behaviour management | differentiation
skills: assessment | pastoral care
others: behaviour | homework | attendance
hook The {area} department shares its resources, its worries and usually its biscuits.
hook Results have risen three years in a row, and pupils now choose {area} in the final years.
hook New colleagues teach a lighter timetable in their first year.
do Teach {area} to pupils aged eleven to eighteen
do Plan sequences of lessons that build on what was really learned
do Prepare examination classes with past papers and honest feedback
do Set and mark work that tells pupils what to do next
do Act as a form tutor to a group of about twenty-five
do Offer a club, a team or a revision class
do Keep calm order through the school's {other} policy
do Report to parents twice a year and call when needed
need US: State secondary certification in {area}
need GB: Qualified Teacher Status and a degree with enough {area} in it
need Enthusiasm for {area} that survives a wet Friday afternoon
need Experience with {tool}
need Willingness to learn from observation, in both directions

# teaching_assistant teach 33500 hourly teaching-jobs Learning_Support
titles: GB: Teaching Assistant | US: Paraprofessional | GB: Learning Support Assistant | US: Instructional Aide
areas: Special Needs | Early Years | Inclusion | Reading Recovery | Autism Base
skills: one-to-one support | phonics | visual timetables | behaviour support | first aid | Makaton
tools: phonics | reading | visual timetable
others: behaviour support | first aid | Makaton | autism
hook You will work mainly with two children who learn differently and laugh a lot.
hook Term-time hours, close to the bus, with training every half-term.
hook The class teacher and you will plan together on Monday mornings.
do Support children one to one and in small groups
do Prepare materials and {tool} resources
do Help the class teacher to keep lessons calm and inclusive
do Record progress in short notes
do Supervise breaks and lunches on a rota
do Assist with personal care where a child needs it
do Share what works with parents and therapists
do Take part in training on {other}
need US: High school diploma and two years of college or a passed ParaPro assessment
need GB: Good GCSEs in English and mathematics, Level 2 or 3 in supporting learning preferred
need Patience, quick thinking and a sense of humour
need Experience with children with additional needs
need Discretion about what you see and hear

# nursery_educator teach 38000 hourly teaching-jobs Early_Years
titles: GB: Early Years Educator | US: Preschool Teacher | GB: Nursery Practitioner | US: Early Childhood Educator
areas: Baby Room | Toddlers | Preschool | Forest Group
skills: child development | observation | key person approach | safeguarding | outdoor play | sign and song
tools: music | outdoor play | storytelling | sign and song
hook Forty-five children, three rooms, one large sandpit.
hook You will be key person to a small group and know what each child is working on.
hook We go outside every day, also in the rain.
do Care for and teach children in the {area}
do Plan play from what children show interest in
do Observe, write short notes and share them with parents through our app
do Settle new children gently and help parents with the first goodbyes
do Keep ratios, allergies and sleep checks exactly right
do Prepare the room and the garden each morning
do Work with speech therapists and health visitors
do Bring in {tool} and your own talents
need US: CDA credential or an associate degree in early childhood education
need GB: Level 3 early years qualification
need Understanding of child development
need Paediatric first aid, or we will book the course
need Warm, attentive manner with small children
""")
