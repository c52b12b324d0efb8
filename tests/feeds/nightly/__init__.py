"""Desktop programs that read calendar accounts, where they are installed: `make nightly`."""
