"""/gaps and what becomes of gaps: lists, answers of members, figures."""
