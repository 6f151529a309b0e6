"""The command line: a thin door. Scripts rely on its shapes and exit codes (docs/cli.md)."""
