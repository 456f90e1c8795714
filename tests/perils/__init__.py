"""A project that is killed and starved of disk, and what must be true of it afterwards.

Run as ``python -m tests.perils`` it prints figures; every command runs in a process of its own,
forked from this one, which has loaded what all need and has no threads.
"""
