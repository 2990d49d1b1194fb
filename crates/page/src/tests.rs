//! Are questions answered, and what is no question refused in a line?

use super::*;

fn said(question: &str) -> serde_json::Value {
    serde_json::from_slice(&answer_to(question.as_bytes())).expect("an answer is JSON")
}

#[test]
fn a_figure_answers_and_takes_what_is_no_value_for_the_nearest() {
    let all = explorables::EXPLORABLES;
    for figure in all {
        let answered = said(&format!("{{\"explore\": {{\"figure\": \"{}\"}}}}", figure.name));
        assert!(answered["explore"]["said"].as_str().is_some_and(|said| !said.is_empty()), "{answered}");
    }
}

#[cfg(feature = "suite")]
#[test]
fn an_experiment_is_answered_with_its_reports() {
    let names = said("\"list\"");
    let names = names["list"].as_array().expect("a list");
    assert!(names.iter().any(|name| name == "two_sided_differences/lecture_example"));
    let found = said("{\"run\": \"two_sided_differences/lecture_example\"}");
    let table = &found["run"]["files"]["two_sided_differences/lecture_example.csv"];
    assert_eq!(table, include_str!("../../../reports/two_sided_differences/lecture_example.csv"));
    assert_eq!(found["run"]["claims"][0]["experiment"], "lecture_example");
}

#[cfg(feature = "suite")]
#[test]
fn a_report_is_the_same_and_one_digit_is_found() {
    let name = "two_sided_differences/lecture_example";
    let found = said(&format!("{{\"run\": \"{name}\"}}"))["run"].clone();
    let verified = |files: &serde_json::Value, claims: &serde_json::Value| {
        let question = serde_json::json!({"verify": {"experiment": name, "files": files, "claims": claims}});
        said(&question.to_string())["verify"].clone()
    };
    assert_eq!(verified(&found["files"], &found["claims"])["count"], 0);
    let mut planted = found["files"].clone();
    let text = planted[&format!("{name}.csv")].as_str().expect("a table").replacen("3.0301", "3.0302", 1);
    planted[&format!("{name}.csv")] = text.into();
    let differs = verified(&planted, &found["claims"]);
    assert!(differs["count"].as_u64().is_some_and(|count| count > 0), "{differs}");
    let line = differs["differences"][0].as_str().expect("a line");
    assert!(line.contains("lecture_example.csv: row ") && line.contains("3.0302"), "{line}");
    let mut claims = found["claims"].clone();
    claims[0]["verdict"] = "refuted by hand".into();
    assert!(verified(&found["files"], &claims)["count"].as_u64().is_some_and(|count| count > 0));
}

#[test]
fn what_is_no_question_is_answered_with_a_line() {
    let error = |question: &str| said(question)["error"].as_str().map(str::to_owned);
    assert!(error("{\"explore\": {\"figure\": \"x\"}}").is_some_and(|line| line.starts_with("no figure `x` computes")));
    #[cfg(feature = "suite")]
    assert!(
        error("{\"run\": \"no_chapter\"}").is_some_and(|line| line.starts_with("no chapter `no_chapter`; there are "))
    );
    for planted in [
        "",
        "\"lists\"",
        "{\"run\": 1}",
        "{\"run\": \"a\", \"seed\": 1}",
        "\"list\" \"list\"",
        "\u{fffd}",
        "{\"advise\": {\"words\": []}}",
    ] {
        assert!(error(planted).is_some_and(|line| line.starts_with("the question: ")), "{planted}");
    }
}
