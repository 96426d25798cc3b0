# shellcheck shell=bash
# What every script here starts with: the project's top folder, and the tools of the project in PATH.
# Sourced, not run.

cd "$(dirname "${BASH_SOURCE[0]}")/../.." || exit

# The Trunk whose pages script/page builds, byte for byte.
# shellcheck disable=SC2034 # for those that source this
readonly TRUNK_VERSION=0.21.14

# Trunk finds wasm-bindgen and wasm-opt in PATH, and only there when it is offline.
export PATH="${CARGO_HOME:-$HOME/.cargo}/bin:$PWD/node_modules/.bin:$PATH"

# Ends the script with a sentence that says what to do about it.
give_up() {
  printf '%s: %s\n' "script/${0##*/}" "$*" >&2
  exit 1
}
