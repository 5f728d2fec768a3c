"""The bridge against pseudo-terminals, its simulator and a small server of its own."""
