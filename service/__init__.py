"""What stands between HTTP and the extractor; app.py puts it together.

guarding     keys, origins, slow callers
quotes       the route for one text
batch        the route for many
about        rules, limits and health
openapi      the OpenAPI document, from the schemas
documentation  its two routes
page         the page to paste an article into
reading      a request -> a checked QuoteRequest or BatchRequest, or a refusal
bodies       a body -> its text, its JSON
lines        a body -> its lines, as they come
negotiating  what forms an answer can have -> the one that the caller prefers
answering    a QuoteRequest -> the plain values of its answer
filtering    an extraction -> what the caller wants to see of it
policy       what our pages may do in a browser
shared       one extractor for all threads of a process, and the line before it
crew         processes that extract, and how the one that talks HTTP uses them
turns        a request's place in the line before it, and its time limit
hurrying     until when a request must have come whole
hanging_up   whether the caller is still there
records      what is known of a request: id, sizes, timings
telling      a record -> headers, log, metrics
metrics      the figures for Prometheus
logs         the log's form
current      what create_app left on the application
problems     a refusal or a fault -> application/problem+json, and what is logged of it
worker       what gunicorn runs in a process: the front, or one that extracts for it
deployment   how gunicorn runs all this
"""
