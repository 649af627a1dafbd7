#!/usr/bin/env bash
# Sets up a cluster with Istio, and passes what runs on it: the usual faults of learners, told by name; the exercises' own
# proofs; the saga. Usage: npm run test:cluster
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. scripts/stages.sh

# Right work first, then as many wrong ones as there is time for; all of it takes more than half an hour.
content() { content_check --runtime kubernetes --within 5m; }
saga() { npx microlab exercise run saga --solution --runtime kubernetes --plain; }
# What microlab labels as its own: the next run would remove it, and nothing may be left for it.
nothing_left() {
  local left
  left=$(npx microlab cluster status --format json | node -p 'JSON.parse(fs.readFileSync(0, "utf8")).namespaces.map(one => one.name).join(" ")')
  [ -z "$left" ] || { echo "left behind: $left"; return 1; }
}

stage 'cluster lab (kind, Istio)' 40 lab/up istio
stage 'cluster (Kubernetes)' 11/2 vitest cluster
stage 'content check (Kubernetes)' 8 content
stage 'saga on Kubernetes' 1 saga
stage 'nothing left in the cluster' 1/4 nothing_left

# Where another script called, that one sums up.
if [ -z "${STAGE_RESULTS-}" ]; then sum_up; else all_passed; fi
