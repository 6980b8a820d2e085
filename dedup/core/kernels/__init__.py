"""Loops over arrays, compiled by numba: no Python object per shingle, stem or posting."""
