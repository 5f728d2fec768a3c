"""How is a picture made anew? In a process of its own, with little memory, little time and nothing of ours."""
