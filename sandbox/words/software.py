"""Words of the software professions."""

from sandbox.words.form import professions

SOFTWARE = professions("""
# backend office 150000 desk it-jobs Engineering
titles: Backend Engineer | Software Engineer | Backend Developer | Software Engineer, Backend | Software Engineer, API
areas: Payments | Platform | Identity | Search | Billing | Core Services | Integrations | Notifications
skills: Python | Go | Java | Kotlin | PostgreSQL | Kafka | Redis
skills: gRPC | Docker | Kubernetes | AWS | TypeScript | Rust
tools: Python | Go | Java | Kotlin | TypeScript | Rust
others: Kafka | Redis | gRPC | Docker | Kubernetes | PostgreSQL | AWS
hook The {area} team owns services that have to be correct first and fast second.
hook You will work on the part of our product that customers only notice when it is down.
hook We deploy many times a day, and the person who writes a change also watches it go live.
hook Our monolith is being taken apart with care, and {area} is the next piece.
do Design, build and run services in {tool} that the rest of the company depends on
do Model data so that next year's questions can still be answered from it
do Break large changes into small ones that can be shipped and undone safely
do Review colleagues' code and have yours reviewed, with attention to clarity over cleverness
do Take part in an on-call rotation of about one week in seven, with time off afterwards
do Move the {area} APIs to versioned contracts with tests that fail before customers do
do Find the slow queries, explain them and make them quick
do Work with product and design from the first sketch rather than the finished ticket
do Introduce {other} where it removes work, and leave it out where it does not
do Write short design notes that a colleague can disagree with
need Several years of building and running production services, ideally with {tool}
need A sound grasp of relational databases, indexes and transactions
need Experience with {other} or something close enough to learn it quickly
need You test your own work and can say what you chose not to test
need Practice in debugging problems that span several services
need You explain trade-offs in plain words to people who do not program

# frontend office 140000 desk it-jobs Engineering
titles: Frontend Engineer | Frontend Developer | Software Engineer, Frontend | Web Developer | UI Engineer
areas: Design Systems | Onboarding | Checkout | Customer Dashboard | Growth | Editor | Web Platform
skills: TypeScript | React | Next.js | CSS | GraphQL | Playwright
skills: Vue.js | Storybook | Vite | accessibility | Node.js
tools: TypeScript | React | Next.js | Vue.js
others: Playwright | Storybook | Vitest | Testing Library
hook You will build the screens that our customers keep open all day.
hook The {area} team turns rough ideas into interfaces that feel obvious in hindsight.
hook We care about the first second of a page load and about the person who uses a screen reader.
do Build features in {tool} from the first prototype to the measured release
do Keep our component library small, documented and pleasant to use
do Make every new screen usable by keyboard and readable by assistive technology
do Measure loading and interaction times on real devices and bring them down
do Pair with designers on states that mock-ups forget: empty, slow, wrong, too long
do Write tests with {other} for the paths that earn the money
do Remove dead code and old dependencies as part of normal work
do Agree on API shapes with backend colleagues before either side builds
do Watch session recordings and support tickets to see where people get stuck
need Solid experience with {tool} and the browser platform beneath it
need An eye for typography, spacing and motion, and restraint in using them
need Working knowledge of {other}
need Habit of writing accessible HTML before reaching for a library
need You have shipped and maintained a product used by many people
need Comfort with ambiguity and with saying what is missing from a brief

# mobile office 142000 desk it-jobs Engineering
titles: Mobile Engineer | Mobile Developer | Mobile App Developer | Software Engineer, Mobile
areas: Rider App | Payments | Core App | Messaging | Courier App | Offline | Growth
skills: Swift | Kotlin | SwiftUI | Jetpack Compose | Flutter | React Native | GraphQL | Firebase | Xcode | Gradle
tools: Swift | Kotlin | SwiftUI | Jetpack Compose | Flutter | React Native
others: GraphQL | Firebase | Xcode | Gradle
hook Our app is used one-handed, outdoors and often without a signal.
hook The {area} team releases every second week to people who rely on it for their income.
hook You will join a small mobile group that decides its own architecture.
do Build and release features in {tool} for the {area} part of the app
do Make the app behave well on old phones, poor networks and small screens
do Replace the remaining legacy screens without stopping feature work
do Watch crash reports and vital figures and act on them the same day
do Shape the mobile API together with the backend team
do Automate builds, signing and store releases
do Write unit and screenshot tests that catch what reviewers miss
do Help product managers see what each platform does well
need Professional experience publishing apps written with {tool}
need Understanding of memory, threading and battery use on a phone
need Some exposure to {other}
need Care for platform conventions and accessibility settings
need Experience with gradual rollouts and feature flags

# devops office 155000 desk it-jobs Infrastructure
titles: DevOps Engineer | Site Reliability Engineer | Platform Engineer | Cloud Engineer | Infrastructure Engineer
areas: Cloud Platform | Observability | Developer Experience | Networking | Reliability | Compute
skills: Kubernetes | Terraform | AWS | Linux | Prometheus | GitHub Actions
skills: Google Cloud | Python | Helm | Azure | Ansible
tools: Kubernetes | AWS | Linux | Google Cloud | Azure
others: Terraform | Prometheus | GitHub Actions | Helm | Ansible | Python
hook We run a few hundred services on {tool} and would like to need fewer pages at night.
hook The {area} team's customers are our own engineers, and they are not shy with feedback.
hook You will have a real say in what we stop operating ourselves.
do Run our {tool} estate and describe every part of it as code
do Cut build and deployment times, and publish the figures before and after
do Define service levels with the teams and make error budgets mean something
do Lead blameless reviews after incidents and see the follow-ups through
do Plan capacity and keep the cloud bill explainable line by line
do Harden the path from commit to production: signing, scanning, least privilege
do Build dashboards and alerts that point at causes rather than symptoms
do Teach product teams to run what they build
do Rehearse recovery from backup every quarter
need Experience operating production systems with {tool} and {other}
need Good scripting in Python, Go or shell
need Knowledge of Linux, networking and TLS beyond copy and paste
need Calm during incidents and honesty after them
need Willingness to join a paid on-call rotation
need Infrastructure as code as a habit, not a project

# qa office 108000 desk it-jobs Quality
titles: QA Engineer | Test Automation Engineer | Quality Assurance Engineer | Software Tester | QA Analyst
areas: Release | Mobile | Payments | Web | Platform | Medical Devices
skills: Playwright | Selenium | Cypress | Python | Postman | Jira | SQL | Appium | pytest | test planning
tools: Playwright | Selenium | Cypress | Postman | Appium | pytest
others: Python | SQL | JavaScript | Java
hook Quality here is everybody's job, and you will be the one who shows how.
hook The {area} team releases weekly and wants to know sooner what breaks.
hook You will start with a test suite that is too slow and too flaky, and a team that wants it fixed.
do Automate the checks that people repeat by hand, mainly with {tool}
do Explore new features like a curious and slightly careless customer
do Write defect reports that a developer can reproduce in a minute
do Decide with the team what must be tested before a release and what need not be
do Keep test data realistic, small and free of personal information
do Track escaped defects and trace each back to a missing check
do Run performance tests before seasonal peaks
do Pair with developers on testable designs
need Experience in testing web or mobile products, by hand and with {tool}
need Enough SQL and HTTP to look behind the screen
need A structured way of thinking about risk
need Clear written English in bug reports
need Some programming in {other} or a similar language

# security office 158000 desk it-jobs Security
titles: Security Engineer | Application Security Engineer | Cyber Security Analyst | Information Security Analyst
areas: Product Security | Detection and Response | Cloud Security | Identity | Security Operations
skills: threat modelling | SIEM | AWS | Python | Burp Suite | OAuth
skills: incident response | ISO 27001 | Splunk | zero trust
tools: SIEM | Splunk | AWS
others: OAuth | threat modelling | incident response | ISO 27001 | Burp Suite | zero trust
hook Our customers trust us with records they would not show their neighbours.
hook The {area} team is asked early and says yes with conditions rather than no.
hook You will be the fourth person in a team that still knows every system by name.
do Review designs and code for the {area} area and propose fixes that ship
do Tune detections in our {tool} set-up until an alert means something
do Lead the response when something happens, from first sign to written lessons
do Run threat modelling sessions that developers look forward to
do Manage the bug bounty programme and answer researchers politely and fast
do Automate evidence for audits so that they stop interrupting people
do Test our own defences with regular exercises
do Advise on secrets, keys and access reviews
need Hands-on experience in application, cloud or operations security
need Working knowledge of {tool} and {other}
need Ability to read code in at least two languages
need Judgement about which risk matters this month
need A relevant certification is welcome, curiosity is required
""")
