"""A reader that is not there: its SAM, its line, and everything that can go wrong with them.

`sam` keeps the state that a real security module keeps and knows no bytes of the line; `faults` are what happens to an
answer on its way; `plug` is the pseudo-terminal that a bridge opens; `control` takes orders over a Unix socket;
`people` writes the cards. SAM ids that begin with 99.99 are a simulator's, and production refuses them.
"""
