//! Does what `version.rs` promises hold?

use super::*;

#[test]
fn the_widest_is_chosen_unless_another_is_named() {
    let available = Version::available();
    assert_eq!(Version::wanted(None::<&str>).as_ref(), Ok(&available[available.len() - 1]));
    for version in &available {
        assert_eq!(Version::wanted(Some(version.to_string())).as_ref(), Ok(version));
    }
    assert_eq!(Version::wanted(Some("")), Err(VersionError::Unknown { name: String::new() }));
    assert!(matches!(Version::wanted(Some("AVX2")), Err(VersionError::Unknown { .. })), "names are exact");
}

#[test]
fn what_the_processor_lacks_is_refused_with_what_it_has() {
    let missing = if cfg!(target_arch = "aarch64") { Version::Avx2 } else { Version::Neon };
    let error = Version::wanted(Some(missing.to_string())).unwrap_err().to_string();
    let expected = format!("this processor has no instructions for the kernels {missing}; it has those for portable");
    assert!(error.starts_with(&expected), "{error}");
}
