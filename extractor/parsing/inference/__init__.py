"""Stanza's models without Stanza's pipeline: the same weights, one pass of the encoder.

    text -> sentences, tokens, contractions             tokenizer
    words of sentences -> batches by length             features
      -> word pieces -> vectors                         encoder
      -> tags and lemmas                                tagger
      -> heads and relations                            parser, spanning_tree

`models` runs all of it; `kernels` multiplies the numbers, `lstm` holds the recurrent layers,
`checkpoint` reads model files. The results are those of Stanza (tests/test_inference.py compares
them). What is left out: a second pass of the encoder, labels of arcs that were not chosen, padding,
and Stanza's documents and loaders.
"""
