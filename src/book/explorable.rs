//! What stands in a page where a figure computes? Its still, drawn by the code that answers in the reader's browser, and what the scripts need to ask it.
//!
//! ```text
//! {{explorable bowl}} ─► <figure class="explorable" data-explorable="controls, scenes, the reports' numbers"> title, questions, still, sentence, numbers
//! ```
//!
//! Without scripts, on paper and for readers who can't see it, the still, its sentence and its numbers say what is most worth knowing. A number that a
//! report holds too is held against it here: a figure that disagrees with the report ends the build.

use super::place::{self, Up};
use super::reports::Reports;
use crate::explorables::{self, Answer, Control, Explorable, Input, State};
use crate::text::{html, literal};
use serde_json::{Value, json};
use std::collections::BTreeMap;

/// What is said below the still.
const ORIGIN: &str = "Drawn when the book was built, by the code that answers here where scripts run.";

/// The figure of this name as a block of HTML.
pub(super) fn figure(name: &str, reports: &Reports) -> Result<String, String> {
    let figure = explorables::find(name)?;
    let scenes: Vec<Answer> = (0..figure.scenes.len()).map(|scene| of_scene(figure, scene)).collect();
    let still = scenes.first().ok_or_else(|| format!("the figure `{name}` has no scene"))?;
    let reported = reported(&scenes, reports)?;
    let asked = json!({
        "name": figure.name,
        "title": figure.title,
        "heavy": figure.heavy,
        "drag": figure.drag.map(|drag| json!({"panel": drag.panel, "horizontal": drag.horizontal, "vertical": drag.vertical})),
        "controls": figure.controls.iter().map(control).collect::<Vec<_>>(),
        "scenes": figure.scenes.iter().map(|scene| {
            let values: BTreeMap<&str, &str> = scene.values.iter().copied().collect();
            json!({"title": scene.title, "values": values})
        }).collect::<Vec<_>>(),
        "reported": reported,
    });
    Ok(block(figure, &html(&asked.to_string()), still))
}

fn of_scene(figure: &Explorable, scene: usize) -> Answer {
    let state = State::of_scene(figure, scene);
    let given = state.values().iter().map(|(&name, value)| (name.to_owned(), value.clone()));
    explorables::answer(figure, &given.collect(), None)
}

/// The reports' numbers for all scenes, by table, key and column.
fn reported(scenes: &[Answer], reports: &Reports) -> Result<BTreeMap<String, String>, String> {
    let mut found = BTreeMap::new();
    for number in scenes.iter().flat_map(|scene| &scene.numbers) {
        let Some([table, key, column]) = &number.reported else { continue };
        let report = reports.exact(table, key, column)?;
        if report != number.exact {
            return Err(format!(
                "the figure computes {} for `{}`, and reports/{table}.csv has {report} in row `{key}`, column `{column}`",
                number.exact, number.label
            ));
        }
        found.insert(format!("{table}|{key}|{column}"), report);
    }
    Ok(found)
}

fn control(control: &Control) -> Value {
    let mut value = json!({"name": control.name, "label": control.label, "first": control.first});
    let kind = match control.input {
        Input::Number { least, most, stops } => {
            (value["least"], value["most"]) = (least.into(), most.into());
            value["stops"] = stops.values(least, most).into_iter().map(explorables::as_typed).collect();
            "number"
        }
        Input::Choice(choices) => {
            value["choices"] = choices.iter().map(|(key, words)| json!([key, words])).collect();
            "choice"
        }
        Input::Tick => "tick",
        Input::Words => "words",
        Input::Button => "button",
        Input::Kept => "kept",
    };
    value["kind"] = kind.into();
    value
}

fn block(figure: &Explorable, asked: &str, still: &Answer) -> String {
    let Explorable { name, title, prediction, invitation, .. } = figure;
    let paragraph = |class: &str, text: &str| format!("<p class=\"explorable-{class}\">{}</p>\n", literal(text));
    let numbers: String = still.numbers.iter().map(number).collect();
    let lines = match still.lines.iter().map(|line| literal(line) + "\n").collect::<String>() {
        lines if lines.is_empty() => lines,
        // An empty line would end the block of HTML.
        lines => {
            format!("<pre class=\"explorable-lines\" tabindex=\"0\">{}</pre>\n", lines.replace("\n\n", "\n&#32;\n"))
        }
    };
    format!(
        "<figure class=\"explorable\" id=\"{name}\" data-explorable=\"{asked}\">\n{}{}{}\
         <div class=\"explorable-picture\">{}</div>\n\
         <p class=\"explorable-said\" role=\"status\">{}</p>\n<dl class=\"explorable-numbers\">\n{numbers}</dl>\n{lines}{}</figure>\n",
        paragraph("title", title),
        paragraph("prediction", prediction),
        paragraph("invitation", invitation),
        still.picture.trim_end(),
        literal(&still.said),
        paragraph("origin", ORIGIN),
    )
}

/// A number beside the picture; that of a report leads to its row.
fn number(number: &explorables::Told) -> String {
    let shown = literal(&number.shown);
    let shown = match &number.reported {
        Some([table, key, _]) => {
            let address = Up::default().to_report(table, Some(&place::row(table, key)));
            format!("<a href=\"{address}\" title=\"{}\">{shown}</a>", literal(&number.exact))
        }
        None => shown,
    };
    format!("<div><dt>{}</dt><dd>{shown}</dd></div>\n", literal(&number.label))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reports() -> Reports {
        Reports::new(env!("CARGO_MANIFEST_DIR"))
    }

    #[test]
    fn each_figure_is_one_block_whose_numbers_are_the_reports() {
        for figure_ in explorables::EXPLORABLES {
            let block = figure(figure_.name, &reports()).unwrap();
            assert!(!block.trim_end().contains("\n\n") && block.matches("<svg").count() > 0, "{}", figure_.name);
            let scenes: Vec<Answer> = (0..figure_.scenes.len()).map(|scene| of_scene(figure_, scene)).collect();
            let of_reports = scenes.iter().filter(|scene| scene.numbers.iter().any(|number| number.reported.is_some()));
            assert!(of_reports.count() >= 2, "{}: two scenes have a report's numbers", figure_.name);
        }
        assert!(figure("bowls", &reports()).unwrap_err().starts_with("no figure `bowls` computes; there are bowl, "));
    }

    #[test]
    fn a_number_that_is_not_the_reports_is_refused() {
        let mut scene = of_scene(explorables::EXPLORABLES[0], 0);
        let planted = scene.numbers.iter_mut().find(|number| number.reported.is_some()).unwrap();
        planted.exact = "1.5".to_owned();
        let problem = reported(&[scene], &reports()).unwrap_err();
        assert!(problem.starts_with("the figure computes 1.5 for `") && problem.contains("reports/"), "{problem}");
    }
}
