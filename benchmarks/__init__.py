"""Measurements: how right the extractor is, item by item, against gold files kept elsewhere."""
