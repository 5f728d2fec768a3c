"""Is the demo city what it says it is?"""
