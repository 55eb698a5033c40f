"""Sources as Discord sees them: /sources, its menus and buttons, and their refreshing."""
