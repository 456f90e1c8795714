"""What every stage that runs a network shares.

`bundled` is the model that comes with the install and `e5_file` its packed form, `models` those
that a user names, `machine` what this processor computes well, `loading` how the libraries are
loaded, `cache` the numbers that were computed before.
"""
