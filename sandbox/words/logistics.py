"""Words of the logistics professions."""

from sandbox.words.form import professions

LOGISTICS = professions("""
# warehouse hand 39500 hourly logistics-warehouse-jobs Warehouse
titles: Warehouse Operative | US: Warehouse Associate | Order Picker | Forklift Driver | Goods-In Operative
areas: Goods In | Picking | Dispatch | Returns | Cold Store | Night Shift
skills: forklift licence | order picking | scanner | inventory | reach truck | manual handling | loading
tools: Forklift licence | Reach truck licence
others: scanner | voice-picking
hook A modern hall with heating that works, daylight on the ramp and a canteen next door.
hook Fixed shifts, the same team leader each week, and overtime only if you want it.
do Pick, pack and label orders with a {other} system
do Unload lorries and check goods against papers
do Move pallets safely by truck or by hand
do Count stock and report differences
do Keep aisles and ramps clear
do Load vehicles in the order of the route
do Follow safety rules, and stop others who do not
do Help in {area} or other areas when volumes shift
need Experience in a warehouse is good, reliability is better
need {tool}, or we pay for the training
need Able to lift up to 20 kg and walk a good distance
need Basic reading and counting in English
need Ready for early and late shifts

# driver hand 58000 hourly logistics-warehouse-jobs Transport
titles: GB: HGV Class 1 Driver | US: CDL-A Truck Driver | Delivery Driver
titles: GB: 7.5 Tonne Driver | US: Local Delivery Driver
areas: Regional Routes | Night Trunking | Home Delivery | Tankers | Refrigerated
skills: GB: digital tachograph | US: CDL Class A | route planning | vehicle checks
skills: load securing | customer contact | ADR
tools: load securing | route planning | vehicle checks
hook Your own truck, four years old at most, and home on five nights out of seven.
hook Planners here have all driven themselves, so the times are possible.
do Drive your tours in {area} safely, on time and with care for the load
do Check the vehicle before departure and report defects
do Secure loads and keep papers in order
do Deliver to customers with a friendly word
do Keep to driving and rest times
do Plan stops with the route app
do Clean the cab and refuel on the yard
do Tell planners about delays early
need US: Valid CDL-A with a clean record for three years
need GB: Category C+E licence, CPC and digital tachograph card
need Experience in {area} is an advantage
need Good knowledge of {tool}
need Independent, careful and punctual

# logistics_coordinator office 56000 desk logistics-warehouse-jobs Operations
titles: Logistics Coordinator | Transport Planner | Freight Forwarder | Shipping Clerk | Import Export Coordinator
areas: Sea Freight | Road Transport | Air Freight | Customs | Distribution
skills: Incoterms | customs clearance | SAP | transport management systems | Excel | negotiation | route planning
tools: SAP | Excel | a transport management system
others: Incoterms | customs clearance | route planning
hook Forty containers a week have to be somewhere by Friday.
hook You will talk to hauliers, ports and customers, often all before ten.
do Plan and book transport in {area}
do Prepare customs and shipping documents
do Track consignments and warn customers before they ask
do Negotiate rates and capacity with carriers
do Record costs and check invoices in {tool}
do Solve delays with imagination
do Report on punctuality and cost per shipment
do Keep master data tidy
need Training or experience in freight or logistics
need Knowledge of {tool} and {other}
need Clear head in hectic hours
need Good English on the phone and in writing
need Sense for geography

# supply_planner office 84000 desk logistics-warehouse-jobs Supply_Chain
titles: Supply Chain Planner | Demand Planner | Materials Planner | Buyer | Procurement Specialist
areas: Demand Planning | Procurement | Production Planning | Spare Parts
skills: SAP | forecasting | MRP | Excel | supplier management | negotiation | S&OP | Power BI
tools: SAP | Oracle | MRP
others: forecasting | negotiation | Excel | supplier management
hook Too much stock costs money and too little costs customers; you will sit in between.
hook The planning team of five covers six thousand articles.
do Plan stock and orders for a product group in {area}
do Improve forecasts with sales and marketing
do Talk to suppliers weekly about dates and quality
do Keep parameters in {tool} up to date
do Report shortages early, with options
do Reduce slow-moving stock
do Prepare the monthly planning meeting
do Support launches and phase-outs
need Degree or training in supply chain, business or engineering
need Experience with {tool}
need Strong {other}
need Analytical, quick and friendly on the phone
need Negotiation skills
""")
