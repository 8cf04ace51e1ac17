"""Cases of reference-layers.py by subject. Each module's `add(case, values, mask)` runs hand-written PyTorch on given values."""
