"""Where documents come from: files, folders, archives, pages and feeds, and what each offers."""
