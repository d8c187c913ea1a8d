#!/bin/sh
# A worker in shell. Its index is its argument; TERM ends the pause at once.
index=$1

trap 'echo "WORKER $index: done"; exit 0' TERM

while :; do
    echo "WORKER $index: Crunching data..."
    sleep "${CRUNCH_SECONDS:-60}" &
    wait $!
done
