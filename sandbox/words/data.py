"""Words of the data, product and design professions."""

from sandbox.words.form import professions

DATA = professions("""
# data_analyst office 92000 desk it-jobs Data
titles: Data Analyst | Business Intelligence Analyst | Product Analyst | Reporting Analyst | Insights Analyst
areas: Marketing Analytics | Operations | Customer Insights | Pricing | Finance Analytics | Supply
skills: SQL | Power BI | Tableau | Python | Excel | Looker | dbt | A/B testing | BigQuery | statistics
tools: Power BI | Tableau | Looker | Excel
others: Python | dbt | A/B testing | BigQuery | statistics
hook You will be the person who is asked "is that a lot?" and can answer.
hook The {area} team has plenty of figures and too few conclusions.
hook Every Monday our managers look at five numbers; you will own two of them.
do Turn loosely worded questions into figures that people can act on
do Build and maintain dashboards in {tool} that load quickly and are still read after a month
do Define measures once, write them down and retire the competing versions
do Analyse experiments and say plainly when the answer is "we cannot tell"
do Write clean, reviewed SQL against our warehouse
do Present findings to managers in two pages or less
do Trace odd numbers back to their source and get the cause fixed
do Teach colleagues to answer simple questions themselves
need Strong SQL and practice with {tool}
need Experience in explaining data to people who distrust it
need Working statistics: distributions, sampling, confidence
need Familiarity with {other} is an advantage
need Care with definitions, dates and denominators

# data_scientist office 140000 desk it-jobs Data
titles: Data Scientist | Applied Scientist | Data Scientist, Experimentation | Decision Scientist
areas: Forecasting | Risk | Recommendations | Pricing | Marketplace | Clinical Analytics
skills: Python | SQL | scikit-learn | statistics | causal inference | pandas | PyTorch | A/B testing | Spark | R
tools: Python | R
others: causal inference | scikit-learn | PyTorch | A/B testing | Spark | statistics
hook The {area} team decides with models, and the models need somebody who doubts them.
hook You will take questions from a blank page to a model that runs every night.
hook Small improvements here are worth real money, so we measure before we celebrate.
do Frame business questions as problems that data can answer
do Build models in {tool} and compare each with the simplest thing that could work
do Design experiments, including their size and their stopping rule
do Put models into production together with data engineers and watch them drift
do Explain uncertainty to managers without hiding behind it
do Keep notebooks reproducible and move what lasts into tested packages
do Review colleagues' analyses for leaks, bias and wishful thinking
do Follow the literature and bring in what survives contact with our data
need A degree in a quantitative field or the same ground covered in practice
need Fluent {tool} and SQL
need Experience with {other} in a real product
need Sound statistical judgement, especially about small samples
need Clear writing, with figures a busy person can read

# data_engineer office 145000 desk it-jobs Data
titles: Data Engineer | Analytics Engineer | Data Platform Engineer | Big Data Engineer | ETL Developer
areas: Data Platform | Ingestion | Streaming | Warehouse | Customer Data | Finance Data
skills: SQL | Python | dbt | Airflow | Spark | Snowflake | Kafka | BigQuery | Databricks | Dagster | Terraform
tools: dbt | Airflow | Spark | Dagster | Python
others: Snowflake | BigQuery | Kafka | Databricks | Terraform
hook Some two hundred tables feed our reports, and half of them have no owner yet.
hook The {area} team makes data arrive on time, once and with a meaning.
hook You will join as our pipelines move from nightly batches to something fresher.
do Build pipelines with {tool} that can be run again without fear
do Model the warehouse so that analysts find one table and not seven
do Put tests and freshness checks on everything that a decision rests on
do Agree on data contracts with the teams that produce events
do Keep the cost of queries visible and falling
do Handle personal data with retention and deletion built in
do Move legacy jobs to {other} step by step
do Document lineage from source to dashboard
do Support analysts and scientists with reviews and office hours
need Several years with SQL and Python in data engineering
need Production experience with {tool} or a close relative
need Knowledge of dimensional modelling and slowly changing data
need Experience with {other}
need A habit of asking what happens when a job runs twice

# ml_engineer office 172000 desk it-jobs Machine_Learning
titles: Machine Learning Engineer | ML Engineer | AI Engineer | MLOps Engineer | Research Engineer
areas: Ranking | Language Models | Computer Vision | Speech | ML Platform | Personalisation
skills: PyTorch | Python | Kubernetes | LLMs | CUDA | Ray | MLflow | retrieval | ONNX | Spark | TensorFlow
tools: PyTorch | TensorFlow | Ray
others: Kubernetes | CUDA | MLflow | ONNX | Spark | retrieval
hook Models that look good in a notebook are where our work begins.
hook The {area} team serves predictions in under fifty milliseconds to everyone who opens the app.
hook You will have compute, data and the time to do evaluation properly.
do Train, evaluate and serve {area} models with {tool}
do Build evaluation sets that resemble the traffic we really get
do Shorten the path from an idea to a measured online test
do Make training runs reproducible, resumable and affordable
do Watch quality and latency in production and roll back without drama
do Distil, quantise or simplify when a smaller model will do
do Work with legal and product on what the model must never do
do Maintain feature pipelines together with data engineering
need Experience of bringing machine learning to production with {tool}
need Strong software engineering in Python
need Understanding of evaluation, leakage and distribution shift
need Familiarity with {other}
need Publications are welcome; working systems count more

# product_manager office 148000 desk it-jobs Product
titles: Product Manager | Product Owner | Product Manager, Growth | Technical Product Manager
areas: Onboarding | Payments | Marketplace | Mobile | Platform | Self-Service | Pricing
skills: roadmapping | user research | SQL | A/B testing | Jira | discovery | prioritisation | Figma | go-to-market
hook You will own {area}, a part of the product that touches every customer in the first week.
hook The team already talks to five customers a week; you will help it choose among what it hears.
hook We prefer a clear no to a crowded roadmap.
do Decide with engineering and design what to build for {area}, and what to leave
do Talk to customers weekly and write down what surprised you
do Set measurable goals and report honestly on the misses
do Write briefs that fit on a page and survive questions
do Look into the data yourself before asking for a dashboard
do Prepare launches with marketing, sales and support
do Keep the backlog short enough to know by heart
do Settle conflicts between what is urgent and what is important
need Experience in shipping software products with a cross-functional team
need Practice in {tool} and {other}
need Comfort with numbers and with talking to strangers
need Clear, brief writing
need You can say what you got wrong and what you changed afterwards

# designer office 128000 desk creative-design-jobs Design
titles: Product Designer | UX Designer | UX/UI Designer | Interaction Designer | UX Researcher
areas: Mobile | Design Systems | Checkout | Patient Experience | Enterprise | Onboarding
skills: Figma | prototyping | user research | design systems | accessibility | interaction design | usability testing
tools: Figma | Sketch
others: prototyping | user research | design systems | interaction design | usability testing
hook Our product grew feature by feature, and it shows; you will help it make sense again.
hook The {area} team works in short loops of sketch, test and ship.
hook You will sit between engineers and customers and speak both languages.
do Take {area} from research through flows and prototypes to shipped screens
do Run usability tests and share the clips that settle an argument
do Extend our design system in {tool} with patterns that others can reuse
do Design for the edge cases first: errors, long names, slow connections
do Work with content designers on every label and message
do Check contrast, focus order and text size before hand-over
do Present work early, unfinished and open to critique
do Follow a feature after release and improve it from evidence
need A portfolio that shows thinking as well as polish
need Fluency in {tool}
need Experience of {other} in a product team
need Understanding of what is easy and hard to build
need Confidence in defending users and grace in losing arguments
""")
