"""The stages of the chain, one file each: batch in, batch out, with a declared contract."""
