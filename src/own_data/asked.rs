//! Which experiments answer for somebody's own data, what did they answer, and which command asks them again?

use crate::advice::Study;
use crate::chapters::Selected;
use crate::report::Table;

/// An experiment that answers for other data.
pub type Asked = (Selected, fn(&Study) -> Table);

/// What an experiment answered.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The experiment.
    pub selected: Selected,
    /// Its table.
    pub table: Table,
}

impl Answer {
    /// Asks an experiment.
    pub fn of((selected, answer): Asked, study: &Study) -> Self {
        Answer { selected, table: answer(study) }
    }
}

/// Those of these experiments that answer for other data.
pub fn askable(selected: &[Selected]) -> Vec<Asked> {
    let asked = |selected: &Selected| selected.experiment.on_data.map(|answer| (*selected, answer));
    selected.iter().filter_map(asked).collect()
}

/// The command that runs a chapter or an experiment with these options.
pub fn command(name: &str, options: impl IntoIterator<Item = (&'static str, String)>) -> String {
    options.into_iter().fold(format!("cargo run --release -- run {name}"), |command, (option, value)| {
        format!("{command} --{option} {value}").trim_end().to_owned()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_command_names_what_has_a_value_and_what_has_none() {
        let options = [("target", "y".to_owned()), ("fold-case", String::new())];
        assert_eq!(command("a/b", options), "cargo run --release -- run a/b --target y --fold-case");
    }

    #[test]
    fn some_experiments_answer_and_others_do_not() {
        let (all, asked) = (crate::chapters::all(), askable(&crate::chapters::all()));
        assert!(!asked.is_empty() && asked.len() < all.len());
    }
}
