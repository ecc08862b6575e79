"""Words of the retail and hospitality professions."""

from sandbox.words.form import professions

SERVICE = professions("""
# store_manager shop 62000 retail-jobs Stores
titles: Store Manager | Shop Manager | Assistant Store Manager | Department Manager | Branch Manager
areas: Fresh Food | Fashion | Home and Garden | Flagship | Outlet
skills: team leadership | merchandising | stock control | rota planning
skills: loss prevention | sales reporting | recruitment
hook A store of eighteen people, a loyal neighbourhood and a stockroom that wants order.
hook You will run the shop as if it were yours, with head office on your side.
do Lead, hire and develop a team of about twenty
do Plan rotas that suit both trade and people
do Keep stock and margins where they should be
do Be on the shop floor when it is busy
do Work with the regional manager on targets you helped to set
do Keep the store safe, clean and well lit
do Handle complaints so that customers return
do Prepare seasonal changes and promotions
need Experience in managing a shop or a department
need Good at {tool} and {other}
need Figures hold no fear for you
need Presence on the floor and fairness behind the scenes
need Flexibility for Saturdays and the weeks before Christmas

# sales_assistant shop 35000 hourly retail-jobs Stores
titles: Sales Assistant | US: Retail Sales Associate | Shop Assistant | Cashier | Customer Assistant
areas: Checkout | Fashion | Electronics | Fresh Food | Garden Centre | Sportswear
skills: till operation | customer service | visual merchandising | stock replenishment | product knowledge
tools: visual merchandising | stock replenishment
hook Our customers ask for advice, and you will have the time to give it.
hook Part-time or full-time, with a rota three weeks ahead and staff discount from day one.
do Advise customers in {area} and close sales without pressure
do Work at the till accurately and cheerfully
do Unpack deliveries and fill shelves before opening
do Keep displays neat with {tool}
do Check dates, prices and labels
do Take returns according to the rules
do Help at stocktaking twice a year
do Learn the products, including the ones you would not buy
need Pleasure in dealing with people
need Experience in a shop is welcome, training is provided
need Readiness to work some weekends
need Punctual and honest
need Good basic arithmetic

# chef shop 49000 hourly hospitality-catering-jobs Kitchen
titles: Chef de Partie | US: Line Cook | Sous Chef | Cook | GB: Commis Chef | Pastry Chef
areas: Main Kitchen | Banqueting | Pastry | Breakfast | Grill
skills: menu planning | food hygiene | sauces | grill | stock control | allergen management | pastry
tools: sauces | pastry | the grill | fish
hook Seventy covers on a weekday, a hundred and twenty on Saturday, and a menu that changes with the market.
hook Split shifts were abolished here two years ago; nobody misses them.
do Prepare and cook dishes on the {area} section
do Keep your section clean and ready, from first order to close
do Work with fresh produce from nearby farms
do Watch portions and waste
do Follow hygiene and allergen rules without short cuts
do Train apprentices and kitchen helpers
do Suggest dishes for the seasonal menu
do Receive deliveries and send back what is not good enough
need Training as a cook or several years in a good kitchen
need Sure hand with {tool}
need Speed without noise
need Food hygiene certificate
need Team spirit on a full Saturday night

# waiter shop 33500 hourly hospitality-catering-jobs Service
titles: Waiter | US: Server | Restaurant Team Member | Bartender | Barista | GB: Waiting Staff
areas: Restaurant | Bar | Terrace | Breakfast | Events
skills: table service | coffee preparation | wine knowledge | cash handling | upselling | reservation systems
hook Guests stay two hours, and you decide how they remember them.
hook Tips are shared fairly and paid out every week.
do Welcome guests, advise on the menu and take orders
do Serve food and drinks in the {area}
do Know what is in every dish and who must not eat it
do Handle bills and payments correctly
do Keep tables and station tidy through the shift
do Prepare coffee and simple drinks
do Work with the kitchen when it is full
do Close the evening with stock and till
need Experience in service, or a natural host
need Skill in {tool} is an advantage
need Good memory and quick feet
need Evenings and weekends suit you
need Polite with everyone, also the rude ones

# hotel_receptionist shop 36500 hourly hospitality-catering-jobs Front_Office
titles: Hotel Receptionist | Front Desk Agent | Guest Service Agent | Night Auditor | Front Office Supervisor
areas: Front Desk | Guest Relations | Reservations | Night Team
skills: Opera PMS | guest service | reservations | cash handling | languages | complaint handling | upselling
tools: Opera PMS | Protel | the booking system
hook One hundred and ten rooms, many regular guests, and a team that covers for each other.
hook You will have a bed in any of our houses at staff rate.
do Check guests in and out, warmly and without queues
do Take reservations by phone, e-mail and portal
do Keep rooms and rates right in {tool}
do Solve complaints before departure
do Balance the till at the end of the shift
do Give tips on the city that are not in the guide
do Work with housekeeping on early arrivals
do Cover early, late and some night shifts
need Hotel training or experience at a reception
need Knowledge of {tool}
need Fluent English and another language
need Well groomed, well organised, well rested
need Enjoyment of strangers

# housekeeper shop 33000 hourly domestic-help-cleaning-jobs Housekeeping
titles: Housekeeper | Room Attendant | Cleaner | Housekeeping Supervisor | Cleaning Operative
areas: Rooms | Public Areas | Clinic Cleaning | Office Cleaning | Laundry
skills: room preparation | hygiene standards | laundry | time management | safe use of chemicals | inspection
tools: cleaning machines | chemicals | laundry equipment
hook Fourteen rooms a day and no more, in daylight and with proper equipment.
hook Many of our team have been here for more than five years.
do Clean in {area} to our standard
do Report faults and lost property
do Handle cleaning products safely
do Keep trolleys and stores in order
do Look after special requests for guests or patients
do Work carefully with {tool}
do Help colleagues when a floor is late
do Keep simple records
need Experience in cleaning or housekeeping is helpful
need Reliability and an eye for detail
need Physically fit for standing and lifting
need Basic language skills for safety instructions
need Willing to work on some weekends
""")
