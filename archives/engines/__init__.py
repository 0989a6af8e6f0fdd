"""Ways to have many texts answered; each gives the same pieces with answers in the same order.

local     processes on this machine
pool      several of them, and what happens when one dies
line      the texts that are under way
worker    one process
nursery   where they are forked from, so that they share the models' memory
cluster   Ray Data, on a cluster or on this machine
"""
