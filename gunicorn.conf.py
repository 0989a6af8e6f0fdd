"""What gunicorn reads on its own; it stands in service/deployment.py, so that a wheel has it."""

from service.deployment import *  # noqa: F403
