"""Words of the sales, marketing and customer professions."""

from sandbox.words.form import professions

COMMERCE = professions("""
# account_executive office 104000 desk sales-jobs Sales
titles: Account Executive | Sales Manager | Enterprise Account Executive | Business Development Manager
areas: Mid-Market | Enterprise | Public Sector | Retail Accounts | Partnerships | New Business
skills: consultative selling | Salesforce | negotiation | pipeline management | HubSpot | forecasting | cold outreach
tools: cold outreach | consultative selling | social selling
others: Salesforce | HubSpot | the CRM
hook Customers buy from us because somebody listened; you will be that somebody in {area}.
hook Our quota was met by four in five colleagues last year, and we share the figures at interview.
hook You will sell a product that engineers are proud of and that customers renew.
do Own the full sales cycle in {area}, from first call to signed contract
do Build pipeline through {tool}, events and referrals
do Run demonstrations that start with the customer's problem
do Keep forecasts in {other} honest, week by week
do Negotiate terms with procurement and legal
do Hand customers over so that promises are kept
do Bring market feedback to product managers
do Travel to customers about one week in five
need Record of meeting targets in business-to-business sales
need Skill in {tool}
need Ability to explain technical things simply
need Persistence without pushiness
need Organised use of {other}

# customer_success office 92000 desk customer-services-jobs Customer_Success
titles: Customer Success Manager | Customer Onboarding Manager | Implementation Consultant | Account Manager
areas: Enterprise | Onboarding | Scaled Success | Healthcare Customers | Retail Customers
skills: onboarding | account planning | Gainsight | training | SQL | renewals | change management | workshops
tools: Gainsight | usage data | account planning
others: Salesforce | HubSpot | the CRM
hook You will look after about thirty customers and know what each hopes to get from us.
hook Renewals here depend on usefulness, so that is what you will work on.
do Guide new customers from kick-off to first result within sixty days
do Run reviews that show value in the customer's own figures
do Train users in workshops and short videos
do Spot accounts at risk early through {tool}
do Work with sales on renewals and growth
do Turn repeated questions into documentation
do Speak for customers in roadmap discussions
do Keep records in {other} current
need Experience in customer success, consulting or account management
need Practice in {tool}
need Confidence in front of groups
need Structured, friendly and persistent
need Interest in how software fits daily work

# customer_service office 44000 hourly desk customer-services-jobs Customer_Service
titles: Customer Service Advisor | US: Customer Service Representative | Customer Support Specialist
titles: Contact Centre Agent
areas: Orders and Returns | Billing | Technical Support | Travel Desk | Energy Customers
skills: Zendesk | complaint handling | live chat | active listening | CRM | data entry | order management
tools: Zendesk | Salesforce | Freshdesk
hook Four weeks of paid training, then your own headset and a team that sits close by.
hook We measure whether the problem was solved and never how short the call was.
do Answer customers by phone, chat and e-mail
do Solve most {area} questions at first contact
do Record each case in {tool} so that the next colleague understands it
do Handle complaints with patience and within clear limits
do Pass technical faults on with all the facts
do Suggest changes to help pages from what customers ask
do Keep to data protection rules on every call
do Work shifts between eight and eight, one Saturday in three
need Experience with customers on the phone, in a shop or in a restaurant
need Clear voice and correct spelling
need Basic use of {tool} or similar systems
need Patience with people who are not at their best
need Willingness to learn our products properly

# marketing office 93000 desk pr-advertising-marketing-jobs Marketing
titles: Marketing Manager | Digital Marketing Specialist | Performance Marketing Manager | Campaign Manager
areas: Brand | Performance | Lifecycle | Events | Product Marketing | Partner Marketing
skills: Google Ads | SEO | HubSpot | content strategy | analytics | email marketing | paid social | copywriting
tools: Google Ads | Meta Ads | LinkedIn Ads
others: email marketing | paid social | SEO | affiliates
hook Our budget is modest and our standards are not.
hook You will own {area} and see within days whether an idea worked.
do Plan and run campaigns in {area} from brief to report
do Manage spending across {tool} and {other}
do Write or edit copy that sounds like people
do Build landing pages and test them against each other
do Brief designers and agencies, and give useful feedback
do Report what a new customer really costs
do Work with sales on events and follow-up
do Keep the calendar realistic
need Several years in marketing with results you can show
need Hands-on knowledge of {tool}
need Comfort with figures and spreadsheets
need Good writing
need Experience with {other} is an advantage

# content office 70000 desk pr-advertising-marketing-jobs Content
titles: Content Editor | Copywriter | Content Marketing Manager | Social Media Manager | Technical Writer
areas: Editorial | Social | Documentation | Brand Voice | Newsletter
skills: editing | SEO | CMS | storytelling | social media | research | Markdown | style guides | video scripts
tools: analytics | search data | reader surveys
others: SEO | a CMS | Markdown | social media
hook We publish less than our competitors and would like each piece to be the best on its subject.
hook You will be the second writer in the team and help to set its voice.
do Research, write and edit articles, guides and posts
do Interview colleagues and customers and turn talk into text
do Plan the {area} calendar three months ahead
do Improve old pages before writing new ones
do Use {tool} to learn what readers look for
do Keep the style guide short and alive
do Commission and edit freelance work
do Measure what is read to the end
need Samples of published writing in clear English
need Experience with {tool} and {other}
need Careful fact checking
need Feeling for tone and audience
need Able to cut your own best sentence
""")
