"""Training of the learned engine of segmentation and parts of speech."""
