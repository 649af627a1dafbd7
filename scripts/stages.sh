# Sourced by test-all.sh and .ci/run: runs stages one after another, keeps what each took and how many tests passed.
# A stage that fails does not stop the next one. Where STAGE_RESULTS names a folder, a caller of ours sums up.
# shellcheck shell=bash disable=SC2329
if [ -n "${STAGE_RESULTS-}" ]; then
  results=$STAGE_RESULTS
else
  results=$(mktemp -d)
  trap 'rm -rf "$results"' EXIT
fi
touch "$results/counts" "$results/stages" "$results/failures"
export npm_config_loglevel=error npm_config_fund=false npm_config_audit=false # npm's own noise

# stage NAME MINUTES COMMAND...: MINUTES, whole or as a fraction, is its share of the time that the whole may take. The stage
# counts as one test, unless its command counted its own by `count`.
stage() {
  local name=$1 share=$2 began=$SECONDS status=0 before after
  shift 2
  printf '\n=== %s\n' "$name"
  before=$(wc -l <"$results/counts")
  "$@" </dev/null || status=$?
  after=$(wc -l <"$results/counts")
  if [ "$status" != 0 ] && ! tail -n +$((before + 1)) "$results/counts" | grep -q ' [1-9]'; then count 0 1
  elif [ "$before" = "$after" ]; then count 1 0; fi
  # shellcheck disable=SC2004 # as text, so that 1/4 is divided last
  printf '%s\t%d\t%d\t%d\n' "$name" $((SECONDS - began)) $((60 * $share)) "$status" >>"$results/stages"
}

# count PASSED FAILED
count() { echo "$1 $2" >>"$results/counts"; }

# vitest PROJECT: its tests, counted one by one.
vitest() { STAGE_RESULTS=$results npx vitest run --project "$1" --reporter=default --reporter=scripts/reporter.js; }

# content_check [ID...]: every row of its table counts: the starter, the solution, each alternative and each mutant.
content_check() {
  local table=$results/content-$BASHPID status=0
  npx microlab content check "$@" >"$table" || status=$?
  cat "$table"
  count "$(grep -cE '^ *✔ ok ' "$table")" "$(grep -cE '^ *✖ wrong ' "$table")"
  awk '/^[a-z]/ { of = $0 } /^ *(✔|✖|–|$)/ { wrong = 0 } /^ *✖ wrong/ { wrong = 1; print of } wrong' "$table" >>"$results/failures"
  return $status
}

all_passed() { ! cut -f4 "$results/stages" | grep -qv '^0$'; }

# Prints what each stage took against its share and names what failed; then `N passed, N failed` as the last line. Fails where
# anything failed.
sum_up() {
  printf '\n%-34s %8s %8s\n' stage took share
  awk -F'\t' '{ printf "%-34s %7ds %7ds%s\n", $1, $2, $3, ($4 ? "  FAILED (exit " $4 ")" : $2 > $3 ? "  over its share" : "") }' "$results/stages"
  [ ! -s "$results/failures" ] || { echo; echo 'What failed:'; head -c 8000 "$results/failures"; echo; }
  awk '{ passed += $1; failed += $2 } END { printf "%d passed, %d failed\n", passed, failed; exit failed > 0 }' "$results/counts"
}
