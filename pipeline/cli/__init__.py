"""The command line. Scripts rely on its output and exit codes (docs/cli.md)."""
