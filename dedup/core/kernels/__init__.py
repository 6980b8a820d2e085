"""Loops over arrays, compiled by numba: no Python object per shingle, stem or posting.

Kernels of `prepare` let go of the interpreter (nogil): they take batches, and threads run beside
each other. Those of detection keep it: it is one thread that calls twenty of a few microseconds
an article, and would wait a whole switch interval for the interpreter after each. Of a start, those
that take a second let go of it, so that the next section is read meanwhile.

What is compiled is kept beside each file and belongs to that file's date. A kernel that calls one
of another file is not compiled again when that other file changes: whoever edits kernels deletes
`__pycache__/*.nb*` in this folder.
"""
