#!/usr/bin/env bash
# Prepares a compiler for WebAssembly where rustup cannot fetch one: Debian's `rustc-web` with the source of its standard library, which
# cargo builds along (`-Zbuild-std`, an unstable option that RUSTC_BOOTSTRAP=1 permits to a stable compiler).
#
#   eval "$(.ci/other-targets.sh)"
#   cargo build --target wasm32-unknown-unknown "$BUILD_STD" …
#
# Prints the settings of the environment; what it installs is told on standard error. The compiler is another one than the usual, so its files
# go to a target folder of their own.
set -euo pipefail

packages=(rustc-web rust-web-src)
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"; } >&2
fi

compiler=/usr/bin/rustc
sysroot=$("$compiler" --print sysroot)
# cargo looks for the sources below the compiler's sysroot; the package puts them beside.
sources=$(find /usr/src -maxdepth 1 -type d -name 'rustc-1.*' | sort -V | tail -n 1)
mkdir -p "$sysroot/lib/rustlib/src"
ln -sfn "$sources" "$sysroot/lib/rustlib/src/rust"
# That compiler comes without a linker for WebAssembly; the usual one has it.
linker=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f -print -quit)

cat <<SETTINGS
export RUSTC=$compiler RUSTC_BOOTSTRAP=1
export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker
export CARGO_TARGET_DIR=target/wasm32
export BUILD_STD=-Zbuild-std=std,panic_abort
SETTINGS
