"""The dbt project on a real database: what a hand-made ledger becomes, build after build."""
