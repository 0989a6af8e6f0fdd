"""How the service is deployed: the image, the manifests, what is in it and how much it takes."""
