"""How fast is it? Benchmarks that print ratios within one run and write one JSON each."""
