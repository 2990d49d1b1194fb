//! What does the native library answer to what a page may ask of its figures? A line for each question, to be asked of a module of WebAssembly too.
//!
//! ```text
//! cargo run --release -p wellposed-page --example calls > FILE
//! node crates/page/check.mjs MODULE --calls FILE
//! ```
//!
//! Each line is `{"question": …, "digest": "SHA-256 of the answer's bytes"}`, with the answer itself for the scenes. Asked are: every scene (the settings of the
//! reports are among them); in every scene every stop and word of every control and every button; words that are no values (±0, subnormal, beyond the largest number,
//! nothing, letters); and settings at random until each figure was asked often enough.

use rand::RngExt;
use serde_json::{Value, json};
use std::collections::BTreeMap;
use std::io::{self, Write};
use wellposed::bits::streams;
use wellposed::explorables::{Control, EXPLORABLES, Explorable, Input, as_typed};
use wellposed::report::sums;

/// How often each figure is asked at least: one whose answers take long less often.
const CALLS: usize = 2800;
const HEAVY_CALLS: usize = 60;
/// What a reader may type that is no value, or a value at an edge.
const HOSTILE: [&str; 12] =
    ["0", "-0", "5e-324", "-5e-324", "2.2e-308", "1e308", "-1e308", "1e309", "NaN", "", "x", "1e-16"];

type Values = BTreeMap<String, String>;

fn main() -> io::Result<()> {
    let mut output = io::BufWriter::new(io::stdout().lock());
    for figure in EXPLORABLES {
        let mut asked = questions(figure);
        let calls = if figure.heavy { HEAVY_CALLS } else { CALLS };
        let mut stream = streams::stream(1, "calls", figure.name, 0);
        if figure.heavy {
            asked.truncate(calls);
        }
        while asked.len() < calls {
            asked.push(at_random(figure, &mut stream));
        }
        for (number, (values, button)) in asked.into_iter().enumerate() {
            let question = json!({"explore": {"figure": figure.name, "state": values, "button": button}});
            let answer = wellposed_page::answer_to(question.to_string().as_bytes());
            let mut line = json!({"question": question, "digest": sums::digest(&answer)});
            if number < figure.scenes.len() {
                line["answer"] = Value::from(String::from_utf8_lossy(&answer));
            }
            writeln!(output, "{line}")?;
        }
    }
    output.flush()
}

/// Every scene; then, in every scene, each value of each control.
fn questions(figure: &Explorable) -> Vec<(Values, Option<&'static str>)> {
    let scenes: Vec<Values> = figure
        .scenes
        .iter()
        .map(|scene| scene.values.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
        .collect();
    let mut asked: Vec<(Values, Option<&'static str>)> = scenes.iter().map(|scene| (scene.clone(), None)).collect();
    for scene in &scenes {
        for control in figure.controls {
            if matches!(control.input, Input::Button) {
                asked.push((scene.clone(), Some(control.name)));
            }
            for value in values(control) {
                let mut changed = scene.clone();
                changed.insert(control.name.to_owned(), value);
                asked.push((changed, None));
            }
        }
    }
    asked
}

/// The values of a control, and words that are none.
fn values(control: &Control) -> Vec<String> {
    let hostile = HOSTILE.map(str::to_owned);
    let own: Vec<String> = match control.input {
        Input::Number { least, most, stops } => stops.values(least, most).into_iter().map(as_typed).collect(),
        Input::Choice(choices) => choices.iter().map(|(key, _)| (*key).to_owned()).collect(),
        Input::Tick => vec!["0".to_owned(), "1".to_owned()],
        Input::Words => ["exp(x)", "x^3", "1/x", "sin(1e308 x)", "sqrt(x) - ln(x)"].map(str::to_owned).into(),
        _ => Vec::new(),
    };
    own.into_iter().chain(hostile).collect()
}

fn at_random(figure: &Explorable, stream: &mut streams::Stream) -> (Values, Option<&'static str>) {
    let mut chosen = Values::new();
    for control in figure.controls {
        let values = values(control);
        chosen.insert(control.name.to_owned(), values[stream.random_range(0..values.len())].clone());
    }
    let buttons: Vec<&'static str> = figure
        .controls
        .iter()
        .filter(|control| matches!(control.input, Input::Button))
        .map(|control| control.name)
        .collect();
    let button =
        (!buttons.is_empty() && stream.random_bool(0.3)).then(|| buttons[stream.random_range(0..buttons.len())]);
    (chosen, button)
}
