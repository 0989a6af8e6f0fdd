# Any image with Python 3.11 or later will do: docker build --build-arg BASE=… .
ARG BASE=python:3.11-slim

FROM ${BASE} AS build
ARG TORCH_INDEX=""
WORKDIR /src
RUN python3 -m venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1
# Requirements first, so that a change of the code installs none of them again; torch before all.
COPY requirements.txt .
RUN pip install "$(grep '^torch==' requirements.txt)" --constraint requirements.txt \
        ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} \
    && pip install --requirement requirements.txt
COPY . .
RUN pip install --no-deps --no-build-isolation .

FROM ${BASE}
RUN useradd --system --no-create-home extractor
COPY --from=build /opt/venv /opt/venv
ENV PATH=/opt/venv/bin:$PATH EXTRACTOR_BIND=0.0.0.0:8000 PYTHONDONTWRITEBYTECODE=1
USER extractor
EXPOSE 8000
HEALTHCHECK --start-period=60s --timeout=5s CMD ["python3", "-c", \
    "import urllib.request as u; u.urlopen('http://127.0.0.1:8000/healthz', timeout=4)"]
CMD ["quote-extractor", "serve"]
