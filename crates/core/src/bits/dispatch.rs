//! Which instructions compute a result? The widest that this CPU has, from one safe body.
//!
//! [`run`] compiles the body of a [`Kernel`] three times: for AVX-512, for AVX2, and for the target that the crate is built for; at
//! the first call it asks the CPU and remembers the answer. The body is plain Rust, so the compiler may only widen it across
//! independent elements, and never fuses a product with a sum: all versions return the same bits. The tests of each kernel call
//! every version that the CPU offers and compare.

use multiversion::multiversion;
use multiversion::target::target_cfg_f;

/// A computation whose body is compiled once for each instruction set.
pub(super) trait Kernel {
    /// What [`Kernel::run`] returns.
    type Output;

    /// The body. Mark it, and all that it calls, `#[inline(always)]`: what is not inlined is compiled for the baseline only.
    fn run(self) -> Self::Output;

    /// The body for AVX-512, which has twice as many registers as AVX2: the same, unless a kernel makes use of them. Marked likewise.
    #[inline(always)]
    fn run_in_32_registers(self) -> Self::Output
    where
        Self: Sized,
    {
        self.run()
    }
}

/// Runs the widest version that this CPU offers.
#[multiversion(targets("x86_64+avx512f", "x86_64+avx2"))]
pub(super) fn run<K: Kernel>(kernel: K) -> K::Output {
    if target_cfg_f!(target_feature = "avx512f") { kernel.run_in_32_registers() } else { kernel.run() }
}

/// The versions, one by one, for tests.
#[cfg(test)]
pub(super) mod versions {
    use super::{Kernel, multiversion};

    /// One compilation of a kernel.
    #[derive(Clone, Copy, Debug, PartialEq)]
    pub(in crate::bits) enum Version {
        /// The target of the build (x86-64: SSE2).
        Baseline,
        /// 256 bits.
        Avx2,
        /// 512 bits.
        Avx512,
        /// What [`super::run`] chooses.
        Chosen,
    }

    /// The versions that this CPU can run.
    pub(in crate::bits) fn available() -> Vec<Version> {
        let mut versions = vec![Version::Baseline];
        #[cfg(target_arch = "x86_64")]
        {
            if is_x86_feature_detected!("avx2") {
                versions.push(Version::Avx2);
            }
            if is_x86_feature_detected!("avx512vbmi2") {
                versions.push(Version::Avx512);
            }
        }
        versions.push(Version::Chosen);
        versions
    }

    #[multiversion(targets("x86_64+avx2"))]
    fn avx2<K: Kernel>(kernel: K) -> K::Output {
        kernel.run()
    }

    #[multiversion(targets("x86_64+avx512f"))]
    fn avx512<K: Kernel>(kernel: K) -> K::Output {
        kernel.run_in_32_registers()
    }

    /// Runs one version.
    pub(in crate::bits) fn run_as<K: Kernel>(version: Version, kernel: K) -> K::Output {
        match version {
            Version::Baseline => kernel.run(),
            Version::Avx2 => avx2(kernel),
            Version::Avx512 => avx512(kernel),
            Version::Chosen => super::run(kernel),
        }
    }
}
