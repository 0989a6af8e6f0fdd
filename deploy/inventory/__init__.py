"""The inventory of the image: a CycloneDX bill of materials, and a list of licences.

    python -m deploy.inventory [IMAGE]     # or: make sbom

collect   runs inside the image: Python's and Debian's packages, and their licences
licences  names of licences, as SPDX knows them
bom       the same as CycloneDX
"""
