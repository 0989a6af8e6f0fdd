# The service with its models; see docs/deployment.md for building, running and sizing.
# Any Debian image with Python 3.11 or later and its venv module works.
ARG BASE=python:3.11-slim-bookworm

FROM ${BASE} AS dependencies
# An index of CPU-only torch wheels, if pip's default has GPU wheels.
ARG TORCH_INDEX=""
ENV PIP_DISABLE_PIP_VERSION_CHECK=1 PIP_NO_CACHE_DIR=1 PIP_ROOT_USER_ACTION=ignore
WORKDIR /src
# pip runs from outside the environment, so that the final image has no pip.
RUN python3 -m venv /opt/tools && python3 -m venv --without-pip /opt/venv
COPY requirements.txt requirements.lock deploy/image/trim.py ./
# A pip configuration is mounted as a secret and leaves no trace. Torch has no hash, since it comes
# from the index that the builder names.
RUN --mount=type=secret,id=pip,target=/etc/pip.conf \
    torch="$(grep '^torch==' requirements.txt)" \
    && set -- --python /opt/venv/bin/python install --no-deps \
    && /opt/tools/bin/pip "$@" ${TORCH_INDEX:+--index-url "$TORCH_INDEX"} "$torch" \
    && /opt/tools/bin/pip "$@" --require-hashes --requirement requirements.lock \
    && /opt/venv/bin/python trim.py

FROM dependencies AS build
# An official Stanza package instead of the embedded models, such as default_accurate.
ARG STANZA_PACKAGE=""
# The address of Stanza's list of models, if not the default.
ARG STANZA_RESOURCES_URL
COPY . .
RUN PYTHONPATH="$(/opt/venv/bin/python -c 'import site; print(site.getsitepackages()[0])')" \
    /opt/tools/bin/pip install --no-deps --no-build-isolation --target /opt/service . \
    && PYTHONPATH=/opt/service /opt/tools/bin/pip --python /opt/venv/bin/python check \
    && sed -i '1s,.*,#!/opt/venv/bin/python,' /opt/service/bin/quote-extractor
ENV PYTHONPATH=/opt/service STANZA_RESOURCES_DIR=/opt/models HF_HOME=/opt/models/transformers
# Load the package once as the service will, without the embedded models.
RUN mkdir /opt/models \
    && if [ -n "$STANZA_PACKAGE" ]; then \
        /opt/service/bin/quote-extractor models download "$STANZA_PACKAGE" \
        && rm -r /opt/service/extractor/models \
        && /opt/venv/bin/python -c "import sys, extractor; extractor.Extractor.load(sys.argv[1])" \
            "stanza:$STANZA_PACKAGE"; \
    fi

FROM ${BASE}
ARG STANZA_PACKAGE=""
ARG VERSION=""
ARG REVISION=""
ARG SOURCE=""
LABEL org.opencontainers.image.title="quote-extractor" \
      org.opencontainers.image.description="Find quotations and their speakers in English news text." \
      org.opencontainers.image.licenses="Apache-2.0 AND CC-BY-SA-4.0 AND CC-BY-4.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}" \
      org.opencontainers.image.source="${SOURCE}"
# Rarely changed layers come first; a new version of the code is a small layer on top.
COPY --from=dependencies /opt/venv /opt/venv
COPY --from=build /opt/models /opt/models
COPY --from=build /opt/service /opt/service
ENV PATH=/opt/service/bin:/opt/venv/bin:$PATH \
    PYTHONPATH=/opt/service \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    HOME=/nonexistent \
    TMPDIR=/dev/shm \
    STANZA_RESOURCES_DIR=/opt/models \
    HF_HOME=/opt/models/transformers \
    EXTRACTOR_MODEL=${STANZA_PACKAGE:+stanza:${STANZA_PACKAGE}} \
    EXTRACTOR_BIND=0.0.0.0:8000 \
    EXTRACTOR_WORKERS=0
WORKDIR /opt/service
# By number, so that an orchestrator sees that it is not root. It owns nothing here.
USER 65532:65532
EXPOSE 8000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=30s --timeout=5s --start-period=60s \
    CMD ["quote-extractor", "health"]
ENTRYPOINT ["quote-extractor"]
CMD ["serve"]
