"""Who may manage sources and open Dagster: the role, the one-time link to it, and the gate in front of Dagster."""
