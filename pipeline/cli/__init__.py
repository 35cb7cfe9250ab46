"""The command line: one small file a command, each over one library function."""
