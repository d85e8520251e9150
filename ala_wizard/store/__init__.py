"""Case files on disk: read, written whole or not at all, migrated, remembered. No Qt, no sentences."""
