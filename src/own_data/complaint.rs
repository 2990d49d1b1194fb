//! What is said of words that are no options? clap's complaint, shortened to a line: the fault, and the tip where there is one.

use crate::text::{message, name, near};
use clap::error::{ContextKind, ContextValue};

/// clap's complaint without its usage and its pointer to the help: the fault, and the tip where there is one.
pub fn complaint(mut error: clap::Error) -> String {
    shorten(&mut error);
    let text = error.to_string();
    let paragraphs = text.trim_start_matches("error: ").split("\n\n").map(message);
    let said = paragraphs.take_while(|text| !text.starts_with("Usage:") && !text.starts_with("For more information"));
    said.collect::<Vec<_>>().join("; ")
}

/// What was typed becomes visible and short, and of clap's guesses those stay that are near.
fn shorten(error: &mut clap::Error) {
    use ContextKind::{
        InvalidArg, InvalidSubcommand, InvalidValue, Suggested, SuggestedArg, SuggestedSubcommand, SuggestedValue,
    };
    for (wrong, guess) in
        [(InvalidArg, SuggestedArg), (InvalidSubcommand, SuggestedSubcommand), (InvalidValue, SuggestedValue)]
    {
        let Some(ContextValue::String(typed)) = error.get(wrong).cloned() else { continue };
        let guesses = match error.remove(guess) {
            Some(ContextValue::String(one)) => vec![one],
            Some(ContextValue::Strings(several)) => several,
            _ => Vec::new(),
        };
        if let Some(meant) = near(&typed, guesses.iter().map(String::as_str)) {
            error.insert(guess, ContextValue::String(meant.to_owned()));
        }
        let shown = name(&typed);
        if shown != typed {
            // A tip that repeats what was typed.
            error.remove(Suggested);
            error.insert(wrong, ContextValue::String(shown));
        }
    }
}
