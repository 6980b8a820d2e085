"""Loops over arrays, compiled by numba: no Python object per shingle, stem or posting.

What is compiled is kept beside each file and belongs to that file's date. A kernel that calls one
of another file is not compiled again when that other file changes: whoever edits kernels deletes
`__pycache__/*.nb*` in this folder.
"""
