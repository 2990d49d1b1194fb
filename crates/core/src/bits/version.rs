//! Which instructions compute a result? The widest that this processor has, or those that are asked for; the bits are the same.
//!
//! The environment variable `WELLPOSED_KERNELS` names one of them, so that anybody can compare them on one machine.
//!
//! ```
//! use wellposed_core::bits::Version;
//!
//! assert!(Version::available().contains(&Version::Portable));
//! assert_eq!("avx2".parse(), Ok(Version::Avx2));
//! let error = "sse9".parse::<Version>().unwrap_err();
//! assert_eq!(error.to_string(), "no kernels are called \"sse9\"; there are portable, avx2, avx512, neon, relaxed");
//! ```

use std::fmt;
use std::str::FromStr;

#[cfg(target_arch = "aarch64")]
use super::lanes::Neon;
#[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
use super::lanes::Relaxed;
#[cfg(target_arch = "x86_64")]
use super::lanes::{Avx2, Avx512};

/// One compilation of the kernels.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Version {
    /// For the target of the build (x86-64: SSE2), with fused multiply-add in software.
    Portable,
    /// AVX2 and FMA: 256 bits.
    Avx2,
    /// AVX-512: 512 bits.
    Avx512,
    /// NEON: 128 bits.
    Neon,
    /// Relaxed SIMD of WebAssembly: 128 bits, in an engine that fuses.
    Relaxed,
}

impl Version {
    /// The environment variable that names a version.
    pub const VARIABLE: &str = "WELLPOSED_KERNELS";

    /// All, the widest last.
    const ALL: [Version; 5] = [Version::Portable, Version::Avx2, Version::Avx512, Version::Neon, Version::Relaxed];

    /// The versions that this processor can run, the widest last.
    pub fn available() -> Vec<Version> {
        Version::ALL.into_iter().filter(|version| version.is_available()).collect()
    }

    fn is_available(self) -> bool {
        match self {
            Version::Portable => true,
            #[cfg(target_arch = "x86_64")]
            Version::Avx2 => Avx2::found().is_some(),
            #[cfg(target_arch = "x86_64")]
            Version::Avx512 => Avx512::found().is_some(),
            #[cfg(target_arch = "aarch64")]
            Version::Neon => Neon::found().is_some(),
            #[cfg(all(target_arch = "wasm32", target_feature = "relaxed-simd"))]
            Version::Relaxed => Relaxed::found().is_some(),
            _ => false,
        }
    }

    /// The version that computes: what `WELLPOSED_KERNELS` names, or else the widest that is available.
    ///
    /// # Errors
    /// A name that there is not, or instructions that this processor has not.
    pub fn chosen() -> Result<Version, VersionError> {
        Version::wanted(std::env::var_os(Version::VARIABLE).as_deref().map(|name| name.to_string_lossy()))
    }

    fn wanted(name: Option<impl AsRef<str>>) -> Result<Version, VersionError> {
        let available = Version::available();
        match name {
            None => Ok(available[available.len() - 1]),
            Some(name) => {
                let version = name.as_ref().parse()?;
                if available.contains(&version) {
                    Ok(version)
                } else {
                    Err(VersionError::Missing { version, available })
                }
            }
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Version::Portable => "portable",
            Version::Avx2 => "avx2",
            Version::Avx512 => "avx512",
            Version::Neon => "neon",
            Version::Relaxed => "relaxed",
        })
    }
}

impl FromStr for Version {
    type Err = VersionError;

    fn from_str(name: &str) -> Result<Self, VersionError> {
        let found = Version::ALL.into_iter().find(|version| version.to_string() == name);
        found.ok_or_else(|| VersionError::Unknown { name: name.to_owned() })
    }
}

/// Why a version cannot be had.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[non_exhaustive]
pub enum VersionError {
    /// The name means nothing.
    #[error("no kernels are called {name:?}; there are {}", listed(&Version::ALL))]
    Unknown {
        /// What was asked for.
        name: String,
    },
    /// The processor lacks the instructions.
    #[error("this processor has no instructions for the kernels {version}; it has those for {}", listed(.available))]
    Missing {
        /// What was asked for.
        version: Version,
        /// What it could be.
        available: Vec<Version>,
    },
}

fn listed(versions: &[Version]) -> String {
    versions.iter().map(Version::to_string).collect::<Vec<String>>().join(", ")
}

#[cfg(test)]
mod tests;
