"""Build and test the container image: ``python -m deploy.image``, or ``make image-test``.

engines  docker if it runs, else buildah and podman: build, run, execute, stop
base     the image to build on if none can be pulled
sources  this machine's pip configuration, for the build
probes   requests to the service from inside its container, which has no network
report   the size of the image by part
checks   requirements on the image and on a container
trim     (in the build) remove what is only needed to build or test the packages
"""
