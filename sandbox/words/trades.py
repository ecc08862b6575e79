"""Words of the skilled trades."""

from sandbox.words.form import professions

TRADES = professions("""
# electrician hand 66000 hourly trade-construction-jobs Electrical
titles: Electrician | Maintenance Electrician | Installation Electrician | US: Journeyman Electrician
areas: New Build | Industrial | Solar | Service | Refurbishment
skills: wiring | fault finding | testing and inspection | Solar PV | EV charging | control panels | blueprint reading
tools: solar PV | EV charging | battery storage
others: fault finding | testing and inspection | control panels | wiring
hook Our order book is full until next autumn, mostly with work within thirty miles.
hook You get a van with everything in it and jobs that are planned the week before.
do Install and connect electrical systems in {area} projects
do Find faults and repair them first time
do Test circuits and complete certificates
do Read drawings and agree on changes with the site manager
do Fit {tool} systems for homes and firms
do Guide apprentices
do Order material in good time
do Leave the site as you would like to find it
need US: State journeyman licence
need GB: NVQ Level 3, 18th Edition and AM2
need Experience in {area}
need Knowledge of {tool} and {other}
need Driving licence
need Safe and tidy working

# plumber hand 64000 hourly trade-construction-jobs Plumbing_and_Heating
titles: Plumber | GB: Gas and Heating Engineer | US: HVAC Technician | Heat Pump Installer | Service Plumber
areas: Service | Heat Pumps | Bathrooms | Commercial Heating
skills: heat pumps | pipework | boiler service | bathroom installation | fault finding | refrigerants | soldering
tools: heat pumps | air conditioning units | solar thermal systems
hook Half of our work is now heat pumps, and we train you for them.
hook Emergency duty is one week in eight, paid from the first ring.
do Install heating, water and waste systems
do Service and repair boilers and {tool}
do Advise customers honestly on repair or replacement
do Measure, plan and order for {area} jobs
do Complete job sheets on a tablet
do Keep customers' homes clean
do Work with electricians and builders on site
do Train apprentices
need US: EPA 608 certification and state licence where required
need GB: Gas Safe registration or willingness to gain it
need Experience with {tool}
need Driving licence
need Good manners in other people's homes

# carpenter hand 57000 hourly trade-construction-jobs Joinery
titles: Carpenter | Joiner | Bench Joiner | Site Carpenter | Cabinet Maker
areas: Timber Frame | Workshop | Interior Fit-Out | Restoration
skills: joinery | timber frame | CNC | technical drawings | finishing | power tools | stairs
tools: CNC machines | power tools | panel saws
hook We build staircases, shop interiors and, twice a year, a whole house.
hook The workshop has good machines, good light and extraction that works.
do Make and fit doors, stairs, windows and furniture
do Set out from drawings and measure on site
do Work with {tool} and hand tools
do Assemble in {area} jobs to fine tolerances
do Look after machines and blades
do Choose timber and avoid waste
do Work safely at height
do Pass on what you know
need Completed training as a carpenter or joiner
need Experience with {tool}
need Exact work and pride in it
need Driving licence is helpful
need Ready for occasional nights away

# welder hand 56000 hourly manufacturing-jobs Fabrication
titles: Welder | TIG Welder | MIG Welder | Welder Fabricator | Pipe Welder
areas: Stainless Steel | Structural Steel | Pressure Vessels | Pipework
skills: TIG | MIG | blueprint reading | metal fabrication | grinding | inspection | aluminium
tools: TIG | MIG | MMA
hook We make tanks and frames in small series, so no week is like the last.
hook Coded welds are tested in house, with time to do them properly.
do Weld assemblies in {area} by {tool}
do Read drawings and weld symbols
do Prepare, tack, weld and finish parts
do Check your own work and record it
do Set up jigs and fixtures
do Keep equipment and bay clean
do Help to plan the order of work
do Support trials of new procedures
need Welding qualification in {tool}
need Experience in {area}
need Steady hands and good eyes
need Able to work from drawings
need Two-shift work suits you

# mechanic hand 55000 hourly manufacturing-jobs Workshop
titles: GB: Vehicle Technician | US: Automotive Technician | Mechanic | HGV Technician | Bus Mechanic
areas: Service | Diagnostics | Commercial Vehicles | Electric Vehicles | Body Shop
skills: diagnostics | brakes | electric vehicles | engine repair | hydraulics | air conditioning | inspection
tools: brakes | hydraulics | air conditioning | engine repair
others: electric vehicles | diagnostics
hook Six bays, new lifts and a parts counter that answers.
hook You will be trained for high-voltage work within your first year.
do Service and repair vehicles in {area}
do Find faults with modern diagnostic equipment
do Carry out inspections and road tests
do Explain repairs so that customers understand the bill
do Keep job cards and times correctly
do Look after tools and workshop
do Learn new models and systems
do Support apprentices
need Completed training as a vehicle technician
need Experience with {tool}
need Driving licence
need Logical way of finding faults
need Interest in {other}

# maintenance hand 61000 hourly engineering-jobs Maintenance
titles: Maintenance Technician | Maintenance Engineer | Facilities Technician | Multi-Skilled Engineer
areas: Packaging Lines | Hospital Facilities | Food Production | Building Services | Wind Farm
skills: PLC | preventive maintenance | hydraulics | pneumatics | electrical fault finding | SAP PM | conveyors
tools: PLC | conveyor | SCADA
others: hydraulic | pneumatic | drive
hook When the line stops, everybody looks at you; we would like it to stop less often.
hook Planned work outweighs breakdowns three to one here.
do Maintain and repair plant in {area}
do Carry out inspections by plan and improve the plan
do Find root causes with operators
do Work on {tool} and {other} systems
do Document work and spare parts
do Support the installation of new machines
do Keep safety devices in perfect order
do Take part in a call-out rota
need Trained as an electrician, mechanic or mechatronics technician
need Experience with {tool} systems
need Able to read circuit and hydraulic diagrams
need Shift work is fine with you
need Safety first, also in a hurry
""")
