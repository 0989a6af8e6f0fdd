"""Deployment: the image, the manifests, the inventory and the sizing."""
