"""Scores of a layer against gold: one module a layer, plain functions over files. Knows records, never a stage.

Figures are shares from 0 to 1; spans are code points into the text, end exclusive.
"""
