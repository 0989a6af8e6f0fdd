"""The HTTP service in front of the worker processes; docs/service-load.md follows a request.

settings           environment variables -> checked configuration
gunicorn_config    the gunicorn configuration
gunicorn_worker    gunicorn's gevent worker: connections, deadlines, malformed requests
auth               API keys and CORS
routes             the routes: quotes, batch, meta, pages
requests           a request -> a checked QuoteRequest or BatchRequest, or a refusal
ndjson             a body -> its lines, as they arrive
admission          places in a bounded queue, fair turns, deadlines
extraction         loads the models in a process of the pool
problems           an error -> application/problem+json
request_log        the record of each request: headers, log, metrics
metrics            metrics for Prometheus
logging            the log's format
openapi            the OpenAPI document, from openapi.yaml and the schemas
security_headers   security headers for browsers
"""
