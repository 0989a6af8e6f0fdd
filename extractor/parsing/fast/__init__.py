"""Stanza's models without Stanza's pipeline: the same weights, one pass of the encoder.

    words of sentences -> sentences of like length together   batches
      -> word pieces -> vectors                               pieces, encoder
      -> tags                                                 tagger
      -> lemmas                                               lemmas
      -> arcs and relations                                   arcs, trees

What is computed is what Stanza computes (`tests/test_fast.py` compares). What is left out: a second
pass of the encoder, labels of arcs that nobody chose, padding, and its documents and loaders.
Numbers are bfloat16 where the processor multiplies them faster, see `precision`.
"""
