#!/bin/bash
# Runs a node as the image will run it, and keeps the classes that it loaded: archive.sh FILE.
#
# The PostgreSQL that services need meanwhile comes from /whole: the archive must not know of jars that the image lacks.
set -euo pipefail

archive=$1
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

await() {
  for _ in $(seq 600); do
    if grep -q '^ready in' "$1"; then return; fi
    if ! kill -0 "$2" 2>/dev/null; then break; fi
    sleep 0.1
  done
  cat "$1" >&2
  return 1
}

get() {
  exec 3<>"/dev/tcp/127.0.0.1/$1"
  printf 'GET %s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n' "$2" >&3
  cat <&3 >/dev/null
}

java -jar /whole/sennit.jar postgres --data "$work/postgres" --database-port 5433 >"$work/postgres.log" 2>&1 &
postgres=$!
await "$work/postgres.log" "$postgres"
password=$(cat "$work/postgres/postgres-password")

SENNIT_DATABASE="postgresql://postgres:$password@127.0.0.1:5433/postgres" \
  java -XX:ArchiveClassesAtExit="$archive" -Xlog:cds=off -Xlog:cds+dynamic=off -jar /opt/sennit/sennit.jar \
  node all --data "$work/node" --cluster-config lan --log-format json >"$work/node.log" 2>&1 &
node=$!
await "$work/node.log" "$node"
get 8080 '/time?zone=Europe/Paris'
get 8080 /date
get 8081 /health/ready
get 8081 /metrics
kill -TERM "$node"
wait "$node"
kill -TERM "$postgres"
wait "$postgres"
ls -l "$archive"
