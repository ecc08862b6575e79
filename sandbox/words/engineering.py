"""Words of the engineering, building and manufacturing professions."""

from sandbox.words.form import professions

ENGINEERING = professions("""
# civil_engineer office 94000 desk engineering-jobs Civil_Engineering
titles: Civil Engineer | Structural Engineer | Highways Engineer | Drainage Engineer | Geotechnical Engineer
areas: Bridges | Water | Highways | Rail | Coastal Works
skills: AutoCAD | Civil 3D | structural analysis | drainage design | BIM | site supervision | Revit | Eurocodes
tools: AutoCAD | Civil 3D | Revit
others: BIM | drainage design | structural analysis | site supervision
hook You will see what you design being built, usually within two years and twenty miles.
hook The {area} group of twelve takes on schemes from a footbridge to a bypass.
do Design schemes in {area} from concept to construction issue
do Prepare drawings and models in {tool}
do Check calculations and have yours checked
do Visit sites and answer contractors' questions
do Write reports and specifications
do Agree on solutions with councils and utilities
do Keep to budgets and programmes
do Support graduates towards chartership
need Degree in civil or structural engineering
need US: EIT or PE licence
need GB: Chartered or working towards it
need Experience with {tool} and {other}
need Practical sense and clear sketches

# mechanical_engineer office 98000 desk engineering-jobs Engineering
titles: Mechanical Engineer | Design Engineer | Mechanical Design Engineer | R&D Engineer | Project Engineer
areas: Pumps | Robotics | Medical Devices | Drivetrain | Thermal Systems
skills: SolidWorks | FEA | GD&T | prototyping | CATIA | tolerance analysis | design for manufacture | MATLAB
tools: SolidWorks | CATIA | Creo | Inventor
others: FEA | GD&T | tolerance analysis | MATLAB | prototyping
hook Your drawings become parts in our own workshop, often the same week.
hook We sell machines that run for thirty years, so details matter.
do Design parts and assemblies for {area} in {tool}
do Calculate, simulate and then test on the bench
do Work with purchasing and production on cost
do Support prototypes from drawing to failure report
do Keep documents and changes under control
do Visit customers when something behaves oddly
do Lead small development projects
do Review designs of colleagues
need Degree in mechanical engineering
need Practice with {tool}
need Good grasp of materials and manufacturing
need Experience with {other} is welcome
need Delight in how things work

# electrical_engineer office 101000 desk engineering-jobs Engineering
titles: Electrical Engineer | Electronics Engineer | Embedded Software Engineer
titles: Hardware Engineer | Controls Engineer
areas: Power Electronics | Grid Connection | Control Systems | Sensors | Battery Systems
skills: PCB design | Altium | C | PLC | power systems | embedded systems | LabVIEW | EMC | Simulink
tools: Altium | LabVIEW | Simulink
others: EMC | environmental | endurance
hook We build what sits between the battery and the grid.
hook A well-equipped lab, short decisions and colleagues who like to measure.
do Develop circuits and systems for {area}
do Specify, simulate, build and measure
do Work with {tool} every day
do Bring products through safety and {other} tests
do Write test plans and reports
do Support production and service with fault analysis
do Choose components that can still be bought next year
do Document designs for certification
need Degree in electrical or electronic engineering
need Experience with {tool}
need Knowledge of standards in {area}
need Methodical at the bench
need Good technical English

# site_manager office 92000 trade-construction-jobs Construction
titles: Site Manager | US: Construction Superintendent | Construction Manager | Quantity Surveyor | Foreman
areas: Housing | Commercial Building | Infrastructure | Refurbishment
skills: site safety | programme planning | subcontractor management | cost control | quality inspection | Procore
hook You will run one site at a time, from hoarding to handover.
hook Our buyers and planners pick up the phone, which makes mornings easier.
do Manage a {area} site safely and to programme
do Coordinate subcontractors and deliveries
do Hold daily briefings and weekly progress meetings
do Check quality before it is covered up
do Keep records, permits and drawings in order
do Track costs and variations
do Talk to neighbours and inspectors
do Hand over without a long snag list
need Several years in charge of building sites
need US: OSHA 30 certification
need GB: SMSTS, CSCS and first aid
need Knowledge of {tool} and {other}
need Authority without shouting

# operator hand 42000 hourly manufacturing-jobs Production
titles: Production Operator | Machine Operator | CNC Machinist | Assembly Technician | Process Operator
areas: Assembly | Packaging | CNC | Moulding | Clean Room | Bottling
skills: CNC | machine setting | quality checks | 5S | lean | assembly | measuring tools
tools: measuring tools | gauges | callipers
others: CNC | 5S | lean methods | machine setting
hook A clean hall, modern lines and a shift plan you can set your family by.
hook Agency time counts towards your length of service when you join us.
do Operate and set machines in {area}
do Check quality with {tool} and react to deviations
do Change tools and formats
do Record output and stops
do Keep the workplace in order
do Fix small faults yourself
do Work safely in your team of six
do Suggest improvements, which are paid when adopted
need Experience in production is an advantage
need Technical understanding and skilful hands
need Knowledge of {other} is welcome
need Three-shift work is possible for you
need Careful and dependable

# quality_engineer office 86000 manufacturing-jobs Quality
titles: Quality Engineer | Quality Manager | Quality Inspector | Regulatory Affairs Specialist | Process Engineer
areas: Supplier Quality | Medical Devices | Food Safety | Automotive | Process Validation
skills: ISO 9001 | FMEA | root cause analysis | SPC | auditing | Six Sigma | CAPA | validation
tools: FMEA | SPC | Six Sigma | root cause analysis
others: CAPA | auditing | ISO 9001
hook Complaints have halved in two years, and we would like to halve them again.
hook You will stop a line if you have to, and the plant manager will thank you.
do Lead investigations into deviations and complaints in {area}
do Improve processes with {tool}
do Audit suppliers and our own departments
do Prepare for customer and authority inspections
do Keep procedures short and followed
do Analyse data and show trends
do Train operators in {other}
do Release products only when they are right
need Degree or technical training with experience in quality
need Knowledge of {tool} and {other}
need Persistence in finding causes
need Tact in pointing out mistakes
need Confident handling of data
""")
