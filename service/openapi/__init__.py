"""The OpenAPI document, made from the schemas.

document  puts it together, with the limits that hold
paths     what each route takes and gives
parts     what several routes share
examples  a text, its answer, a batch
"""

from service.openapi.document import describe

__all__ = ["describe"]
