"""The jobs of a workspace: each takes its rooms in order. The command line and the demo call the same ones."""
