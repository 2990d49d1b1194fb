#!/usr/bin/env bash
# Prepares a compiler for another target where rustup cannot fetch one: Debian's `rustc-web` with the source of its standard library, which
# cargo builds along (`-Zbuild-std`, an unstable option that RUSTC_BOOTSTRAP=1 permits to a stable compiler).
#
#   eval "$(.ci/other-targets.sh wasm32)"     cargo build --target wasm32-unknown-unknown "$BUILD_STD" …
#   eval "$(.ci/other-targets.sh aarch64)"    cargo build --target aarch64-unknown-linux-gnu "$BUILD_STD" …; cargo run and test through qemu
#
# Prints the settings of the environment; what it installs is told on standard error. The compiler is another one than the usual, so its files
# go to a target folder of their own.
set -euo pipefail

packages=(rustc-web rust-web-src)
case "${1-}" in
wasm32) ;;
aarch64) packages+=(gcc-aarch64-linux-gnu g++-aarch64-linux-gnu qemu-user) ;;
*)
  echo "usage: $0 wasm32|aarch64" >&2
  exit 2
  ;;
esac
if ! dpkg -s "${packages[@]}" >/dev/null 2>&1; then
  { apt-get update -qq && DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}"; } >&2
fi

compiler=/usr/bin/rustc
sysroot=$("$compiler" --print sysroot)
# cargo looks for the sources below the compiler's sysroot; the package puts them beside.
sources=$(find /usr/src -maxdepth 1 -type d -name 'rustc-1.*' | sort -V | tail -n 1)
mkdir -p "$sysroot/lib/rustlib/src"
ln -sfn "$sources" "$sysroot/lib/rustlib/src/rust"

echo "export RUSTC=$compiler RUSTC_BOOTSTRAP=1 CARGO_TARGET_DIR=target/$1"
if [ "$1" = wasm32 ]; then
  # That compiler comes without a linker for WebAssembly; the usual one has it.
  linker=$(find "$(rustc --print sysroot)/lib/rustlib" -name rust-lld -type f -print -quit)
  echo "export CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_LINKER=$linker BUILD_STD=-Zbuild-std=std,panic_abort"
else
  echo "export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_LINKER=aarch64-linux-gnu-gcc CC_aarch64_unknown_linux_gnu=aarch64-linux-gnu-gcc"
  echo "export CARGO_TARGET_AARCH64_UNKNOWN_LINUX_GNU_RUNNER=qemu-aarch64 QEMU_LD_PREFIX=/usr/aarch64-linux-gnu BUILD_STD=-Zbuild-std=std,panic_unwind,test"
fi
