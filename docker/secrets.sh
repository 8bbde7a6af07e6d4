#!/usr/bin/env bash
# Makes the passwords that compose.yaml needs, each once, in files that only their owner can read.
set -euo pipefail
umask 077

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
folder=$here/secrets
mkdir -p "$folder"

# keep FILE TEXT: what is there stays, since PostgreSQL keeps its first password.
keep() {
  if [ ! -s "$folder/$1" ]; then printf '%s\n' "$2" >"$folder/$1"; fi
  chmod 600 "$folder/$1"
}

random() {
  head -c 24 /dev/urandom | od -An -v -tx1 | tr -d ' \n'
}

keep postgres-password "$(random)"
keep database "postgresql://sennit:$(cat "$folder/postgres-password")@postgres:5432/sennit"
keep admin-token "$(random)"
keep grafana-password "$(random)"

# The containers run as the owner of these files: as whoever calls this, or as the image's own user when that is root.
owner=$(id -u):$(id -g)
if [ "$owner" = 0:0 ]; then
  owner=10001:10001
  chown "$owner" "$folder"/*
fi
if ! grep -qs '^SENNIT_USER=' "$here/.env"; then echo "SENNIT_USER=$owner" >>"$here/.env"; fi
echo "the secrets are in $folder; nodes run as $owner"
