#!/usr/bin/env bash
# Sets up what this machine lacks (packages, a Docker engine, images, a cluster with Istio) and passes every test: unit, the quiz in
# a terminal, integration on Docker, hostile submissions, the packed tarball (which grades, too), the pages of results in a browser, the
# exercises' own proofs, the embedded runtime, and all that runs on Kubernetes. Usage: npm run test:all
set -uo pipefail
cd "$(dirname "$0")/.." || exit 1
. scripts/stages.sh

# Packages are installed anew only where the lock file has changed since.
packages() { [ node_modules/.package-lock.json -nt package-lock.json ] && [ -e dist/main.js ] || npm ci; }
# What is not begun in its share of the time is named in the table, and is another part in each run.
content() { content_check --within 13m; }
# A terminal that a script can type into.
terminal() {
  command -v tmux >/dev/null || { apt-get update -qq && apt-get install -qq -y tmux >/dev/null; } || return
  vitest terminal
}
# The pages of results in Debian's Chromium.
browser() {
  [ -n "${CHROMIUM-}" ] || command -v chromium chromium-browser google-chrome >/dev/null ||
    { apt-get update -qq && apt-get install -qq -y chromium >/dev/null; } || return
  vitest browser
}
# What is not begun in its share of the time is named.
hostile() { HOSTILE_WITHIN=320 vitest hostile; }
local_run() { npx microlab exercise run saga --solution --runtime local --plain; }

stage 'Docker lab' 4 lab/up docker
stage 'packages' 1/4 packages
stage 'lint' 1/2 npm run --silent lint
stage 'unit' 1 vitest unit
stage 'the question bank' 1/4 npx microlab content check questions
stage 'the exams' 1/4 npx microlab content check exams
stage 'the quiz in a terminal' 1 terminal
stage 'integration (Docker)' 2 vitest integration
stage 'hostile submissions' 6 hostile
stage 'the packed tarball, the CI templates' 2 vitest e2e
stage 'the pages of results in a browser' 3/2 browser
stage 'content check (Docker)' 14 content
stage 'saga on the embedded runtime' 1/2 local_run
# All that runs on a cluster, which it sets up: 40 minutes where nothing is built.
STAGE_RESULTS=$results scripts/test-cluster.sh

# Where .ci/run called, it sums up.
if [ -z "${STAGE_RESULTS-}" ]; then sum_up; else all_passed; fi
