"""What the stages know: tables in typed rows, matching on characters, resolution of names. No Document here."""
