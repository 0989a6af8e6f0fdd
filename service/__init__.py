"""What stands between HTTP and the extractor; app.py puts it together.

reading      a request -> a checked QuoteRequest, or a refusal
shared       one extractor for all threads of a process, one text at a time
filtering    an extraction -> what the caller wants to see of it
problems     a refusal or a fault -> application/problem+json, and what is logged of it
worker       gunicorn's worker, with our problems for what never was a request
deployment   how gunicorn runs all this
"""
