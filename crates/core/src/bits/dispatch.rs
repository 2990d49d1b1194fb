//! How is one body compiled for several instruction sets, and the right one run?
//!
//! [`run`] compiles the body of a [`Kernel`] for each [`Version`]: for AVX-512, for AVX2, and for the target that the crate is built for; it runs the one that was
//! chosen. A body computes independent results side by side, and fuses where it says so and nowhere else, so all versions return the same bits. The tests of each
//! kernel run every version that the processor offers and compare.

use std::sync::OnceLock;

#[cfg(target_arch = "aarch64")]
use super::lanes::Neon;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
use super::lanes::Relaxed;
#[cfg(target_arch = "x86_64")]
use super::lanes::{Avx2, Avx512};
use super::lanes::{Instructions, Portable};
use super::version::Version;

/// A computation whose body is compiled once for each instruction set.
pub(super) trait Kernel {
    /// What [`Kernel::run`] returns.
    type Output;

    /// The body. Mark it, and all that it calls, `#[inline(always)]`: what is not inlined is compiled for the baseline only.
    fn run<I: Instructions>(self, instructions: I) -> Self::Output;
}

/// A version with the proof that this processor can run it.
#[derive(Clone, Copy)]
enum Proven {
    Portable(Portable),
    #[cfg(target_arch = "x86_64")]
    Avx2(Avx2),
    #[cfg(target_arch = "x86_64")]
    Avx512(Avx512),
    #[cfg(target_arch = "aarch64")]
    Neon(Neon),
    #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
    Relaxed(Relaxed),
}

impl Proven {
    fn of(version: Version) -> Option<Self> {
        match version {
            Version::Portable => Some(Proven::Portable(Portable)),
            #[cfg(target_arch = "x86_64")]
            Version::Avx2 => Avx2::found().map(Proven::Avx2),
            #[cfg(target_arch = "x86_64")]
            Version::Avx512 => Avx512::found().map(Proven::Avx512),
            #[cfg(target_arch = "aarch64")]
            Version::Neon => Neon::found().map(Proven::Neon),
            #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
            Version::Relaxed => Relaxed::found().map(Proven::Relaxed),
            _ => None,
        }
    }
}

/// Runs the version that was chosen.
///
/// # Panics
/// If `WELLPOSED_KERNELS` names none that this processor can run.
pub(super) fn run<K: Kernel>(kernel: K) -> K::Output {
    static CHOSEN: OnceLock<Proven> = OnceLock::new();
    // Looked up once: a kernel may take no longer than this.
    let chosen = CHOSEN.get_or_init(|| {
        let version = Version::chosen().unwrap_or_else(|error| panic!("{}: {error}", Version::VARIABLE));
        Proven::of(version).expect("a version that is available")
    });
    run_proven(*chosen, kernel)
}

/// Runs a version.
///
/// # Panics
/// If this processor has no such instructions.
#[cfg(test)]
pub(super) fn run_as<K: Kernel>(version: Version, kernel: K) -> K::Output {
    run_proven(Proven::of(version).expect("a version that is available"), kernel)
}

#[inline(always)]
fn run_proven<K: Kernel>(version: Proven, kernel: K) -> K::Output {
    match version {
        Proven::Portable(instructions) => kernel.run(instructions),
        // SAFETY: the proof is that the processor has the instructions for which the function is compiled.
        #[cfg(target_arch = "x86_64")]
        Proven::Avx2(instructions) => unsafe { avx2(kernel, instructions) },
        // SAFETY: as above.
        #[cfg(target_arch = "x86_64")]
        Proven::Avx512(instructions) => unsafe { avx512(kernel, instructions) },
        #[cfg(target_arch = "aarch64")]
        Proven::Neon(instructions) => kernel.run(instructions),
        #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
        Proven::Relaxed(instructions) => kernel.run(instructions),
    }
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx2,fma")]
fn avx2<K: Kernel>(kernel: K, instructions: Avx2) -> K::Output {
    kernel.run(instructions)
}

#[cfg(target_arch = "x86_64")]
#[target_feature(enable = "avx512f,avx2,fma")]
fn avx512<K: Kernel>(kernel: K, instructions: Avx512) -> K::Output {
    kernel.run(instructions)
}
