"""Sources as a server has them: what is added, kept in step and removed there. No Discord types."""
