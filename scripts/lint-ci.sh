#!/usr/bin/env bash
# Lints the CI templates in docs/ci by the tools made for them: actionlint for GitHub, and GitLab's schema by check-jsonschema. Both come
# from their package registries into a cache folder. Needs Go and Python 3.
# Usage: npm run lint:ci [-- FOLDER]   FOLDER: where they lie, docs/ci if not said
set -euo pipefail
cd "$(dirname "$0")/.."
templates=$(realpath "${1:-docs/ci}")
ACTIONLINT=v1.7.12
CHECK_JSONSCHEMA=0.39.0
cache=${XDG_CACHE_HOME:-$HOME/.cache}/microlab-lint-ci
actionlint=$cache/actionlint-$ACTIONLINT
venv=$cache/check-jsonschema-$CHECK_JSONSCHEMA

[ -x "$actionlint/actionlint" ] || GOBIN=$actionlint go install "github.com/rhysd/actionlint/cmd/actionlint@$ACTIONLINT"
# A virtual environment cannot be moved: that it is whole is said by a file, made last.
[ -e "$venv/whole" ] || {
  python3 -m venv --clear "$venv"
  "$venv/bin/pip" install --quiet --disable-pip-version-check "check-jsonschema==$CHECK_JSONSCHEMA"
  touch "$venv/whole"
}

# actionlint follows `uses: ./.github/…` from a repository's root, so the files are laid out there as the README tells.
repository=$(mktemp -d)
trap 'rm -rf "$repository"' EXIT
mkdir -p "$repository/.git" "$repository/.github/workflows"
cp "$templates"/github-grade.yml "$repository/.github/workflows/grade-class.yml"
cp "$templates"/github-caller.yml "$repository/.github/workflows/exam.yml"
(cd "$repository" && "$actionlint/actionlint" -color)
echo "actionlint: github-grade.yml and github-caller.yml are fine"
"$venv/bin/check-jsonschema" --builtin-schema vendor.github-workflows "$templates"/github-*.yml
"$venv/bin/check-jsonschema" --builtin-schema vendor.gitlab-ci --data-transform gitlab-ci "$templates/gitlab-grade.yml"
