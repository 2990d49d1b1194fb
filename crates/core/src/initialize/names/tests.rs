//! Does what `names.rs` promises hold?

use super::*;

#[test]
fn names_lead_back_to_the_initializer() {
    let names = [
        "zeros",
        "constant=-0.5",
        "deviation=0.01_uniform",
        "lecun_truncated",
        "he_normal_fan_out",
        "he_uniform_gain=0.5",
        "glorot_uniform",
        "orthogonal_gain=1.1",
        "lsuv",
    ];
    for name in names {
        let initializer: Initializer = name.parse().unwrap();
        assert_eq!(initializer.name(), name);
        assert_eq!(serde_json::from_str::<Initializer>(&format!("\"{name}\"")).unwrap(), initializer);
        assert_eq!(serde_json::to_string(&initializer).unwrap(), format!("\"{name}\""));
    }
    assert_eq!("he-normal-fan-out".parse::<Initializer>().unwrap(), Initializer::new(Scheme::He).fan(Fan::Out));
    assert_eq!("he".parse::<Initializer>().unwrap().name(), "he_normal");
    assert_eq!("deviation=1e-2".parse::<Initializer>().unwrap().name(), "deviation=0.01_normal");
}

#[test]
fn errors_say_what_there_is() {
    let error = |name: &str| name.parse::<Initializer>().unwrap_err().to_string();
    assert!(error("hee").starts_with("no initializer `hee`; there are zeros, constant=NUMBER,"));
    for name in ["", "he_gauss", "constant", "constant=", "he_gain=x", "he=2", "he__normal", "deviation=0.1=2"] {
        assert!(error(name).contains("there are zeros"), "{name}");
    }
    assert!(error("xavier").contains("`glorot` for the variance 2/(n_in + n_out)"));
    assert_eq!(error("he_gain=-1"), "the gain of initial weights is -1; it must be a finite number of 0 or more");
    assert_eq!(error("constant=nan"), "the constant of initial weights is NaN; it must be a finite number");
    assert!(error("he_gain=nan").contains("is NaN") && error("deviation=inf").contains("is inf"));
    assert!(serde_json::from_str::<Initializer>("\"hee\"").unwrap_err().to_string().contains("no initializer `hee`"));
}

#[test]
fn words_that_would_be_lost_are_refused() {
    let error = |name: &str| name.parse::<Initializer>().unwrap_err().to_string();
    assert_eq!(error("he_uniform_normal"), "`he_uniform_normal` names the law twice; leave one of them out");
    assert_eq!(error("zeros_gain=3"), "`zeros_gain=3` names a gain, which has no effect on this scheme; leave it out");
    for name in ["he_normal_normal", "lecun_fan_in_fan_out", "he_gain=1_gain=2", "he_gain=2_uniform_gain=2"] {
        assert!(error(name).ends_with("twice; leave one of them out"), "{name}: {}", error(name));
    }
    for name in [
        "glorot_fan_out",
        "glorot_fan_in",
        "deviation=1_fan_out",
        "orthogonal_uniform",
        "orthogonal_normal",
        "lsuv_truncated",
        "lsuv_fan_out",
        "zeros_normal",
        "constant=1_gain=1",
    ] {
        assert!(error(name).ends_with("has no effect on this scheme; leave it out"), "{name}: {}", error(name));
    }
    // Every word where it counts.
    for name in ["he_fan_out_gain=2_uniform", "glorot_gain=2_truncated", "lsuv_gain=2", "deviation=1_gain=2_normal"] {
        assert!(name.parse::<Initializer>().is_ok(), "{name}");
    }
}
