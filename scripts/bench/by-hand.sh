#!/usr/bin/env bash
# Grades submissions of user-service as a teacher would with docker and curl: one after another, each built, run, asked
# what the checks of the exercise ask, and removed. Usage: by-hand.sh FOLDER…
# It is the other side of a measurement, so it must do no more and no less than is asked of the work: the same requests
# in the same number, the fifty at once, the signal, the user and the size of the image. It waits for readiness by asking
# every 50 ms, keeps the engine's build cache, and finds out nothing about why something failed. It shuts nothing in:
# what it runs has the network and the whole machine.
set -euo pipefail

say() { echo "$(basename "$folder"): $*" >&2; failed=1; }
status() { curl --silent --output /dev/null --write-out '%{http_code}' "$@"; }
# shellcheck disable=SC2053 # a pattern, such as 4??
expect() { local wanted=$1 found; shift; found=$(status "$@"); [[ $found == $wanted ]] || say "$* answers $found"; }
users() { curl --silent --fail "http://$address/users"; }
ready() {
  address=$(docker port "$container" 5000/tcp)
  for _ in $(seq 600); do users >/dev/null 2>&1 && return; sleep 0.05; done
  say 'is not ready'
}

# GET /users: JSON that says so, at least two users, whole numbers as ids, each another one, and names.
list() {
  curl --silent --fail --include "http://$address/users" | node -e '
    const [head, body] = require("fs").readFileSync(0, "utf8").split("\r\n\r\n");
    const users = JSON.parse(body);
    const ids = new Set(users.map(({ id }) => id));
    process.exit(/^content-type: application\/json/im.test(head) && users.length >= 2 && ids.size === users.length
      && users.every(({ id, name }) => Number.isInteger(id) && typeof name === "string" && name.trim()) ? 0 : 1)' || say 'another list'
}

for folder; do
  failed=0
  image=$(docker build --quiet "$folder")
  container=$(docker run --detach --publish 127.0.0.1::5000 "$image")
  ready
  url=http://$address/users
  expect 200 "$url"
  for _ in $(seq 10); do expect 200 "$url"; done
  list
  list
  list
  list
  before=$(users)
  for _ in $(seq 10); do [ "$(users)" = "$before" ] || say 'another list each time'; done
  expect 404 "http://$address/$RANDOM$RANDOM"
  json=(--header 'Content-Type: application/json' --data '{"id": 77, "name": "Mallory"}')
  before=$(users)
  for method in POST PUT PATCH; do expect '4??' --request "$method" "${json[@]}" "$url"; done
  expect '4??' --request DELETE "$url"
  [ "$(users)" = "$before" ] || say 'the list was changed'
  for method in POST DELETE; do
    answer=$(curl --silent --include --request "$method" "$url" | tr -d '\r')
    grep -qi '^HTTP/.* 405 ' <<<"$answer" || say "$method is not 405"
    grep -qi '^allow:.*GET' <<<"$answer" || say "$method comes without Allow"
  done
  user=$(docker inspect --format '{{.Config.User}}' "$container")
  [[ -n $user && $user != root && $user != 0 ]] || say 'runs as root'
  docker kill --signal TERM "$container" >/dev/null
  timeout 3 docker wait "$container" >/dev/null || say 'does not end'
  docker start "$container" >/dev/null
  ready
  base=$(awk '/^FROM/ {print $2; exit}' "$folder/Dockerfile")
  sizes=$(docker image inspect --format '{{.Size}}' "$image" "$base")
  [ $(($(head -1 <<<"$sizes") - $(tail -1 <<<"$sizes"))) -le 40000000 ] || say 'a large image'
  url=http://$address/users
  answers=$(seq 50 | xargs -P 50 -I{} curl --silent --output /dev/null --write-out '%{http_code}\n' "$url" | grep -c '^200$')
  [ "$answers" = 50 ] || say "of fifty at once, $answers are answered"
  docker rm --force "$container" >/dev/null
  docker rmi --force "$image" >/dev/null
  [ $failed = 0 ] && echo "$(basename "$folder") 100"
done
