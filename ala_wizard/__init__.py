"""ALA-Wizard: from a farm's facts to the bundle for the Leistungsträger (§ 60 SGB IX)."""

__version__ = "0.1.0"
