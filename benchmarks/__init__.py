"""Measurements that ``make bench`` runs: ours and the peer, interleaved in one process, as ratios."""
