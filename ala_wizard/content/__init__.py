"""`resources/` as typed objects: pages and questions, checklists, dated values, profiles, samples."""
