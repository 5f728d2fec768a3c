"""The law: pure functions of values. No I/O, no clock: an instant is always an argument."""
