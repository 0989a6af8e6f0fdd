"""The container image, built and run for real: ``python -m deploy.image``, or ``make image-test``.

engines  docker where it runs, else buildah and podman: build, run, ask, stop
base     the image to build on where none can be pulled
sources  this machine's pip configuration, for the build
asking   questions put to the service from inside its container, which has no network
report   what the image takes, by part
checks   what has to hold of the image and of a container
trim     (in the build) drop what only builds or tests the packages
"""
