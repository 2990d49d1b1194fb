//! How does a formula get into a page? LaTeX between dollars becomes MathML, which browsers set without any script.
//!
//! math-core calls itself for each part of a part, so that a formula without a bottom would overflow the stack and end the program:
//! `\sqrt{\sqrt{…`, and without braces `\sqrt\sqrt…` or `\frac1\frac1…`. Braces are bounded by their depth, and all marks that can
//! open a part by their number; a formula of many marks is set on a thread whose stack has room for each of them.

use super::bounds::{DEEPEST_FORMULA, MOST_MARKS};
use super::markdown::literal_html;
use crate::text::shortened;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};
use std::thread;

/// What a part within a part takes of the stack: 3,000 of them overflow 8 MB, so some 3 KB, and more without optimization.
const STACK_OF_A_MARK: usize = 32 << 10;

/// So many marks have room on any thread's stack (2 MB by default, of which other calls have little).
const FEW_MARKS: usize = 24;

/// Turns formulas into MathML.
pub(super) struct Converter(LatexToMathML);

impl Converter {
    pub(super) fn new() -> Self {
        Converter(LatexToMathML::new(MathCoreConfig::default()).expect("no macro, so none that fails"))
    }

    /// A formula within a line.
    pub(super) fn inline(&self, latex: &str) -> Result<String, String> {
        self.convert(latex, MathDisplay::Inline)
    }

    /// A formula on a line of its own; on a narrow page it scrolls within its line.
    pub(super) fn display(&self, latex: &str) -> Result<String, String> {
        Ok(format!("<span class=\"formula\">{}</span>", self.convert(latex, MathDisplay::Block)?))
    }

    fn convert(&self, latex: &str, display: MathDisplay) -> Result<String, String> {
        let marks = bounded(latex).map_err(|problem| format!("the formula `{}` {problem}", named(latex)))?;
        if marks <= FEW_MARKS {
            return self.set(latex, display);
        }
        thread::scope(|scope| {
            let stack = thread::Builder::new().stack_size(marks * STACK_OF_A_MARK);
            let set = stack.spawn_scoped(scope, || self.set(latex, display));
            let set =
                set.map_err(|error| format!("there is no thread to set the formula `{}`: {error}", named(latex)))?;
            set.join().unwrap_or_else(|_| Err(format!("the formula `{}` can't be set", named(latex))))
        })
    }

    fn set(&self, latex: &str, display: MathDisplay) -> Result<String, String> {
        match self.0.convert_with_local_state(latex, display) {
            Ok(result) => Ok(literal_html(&result.mathml)),
            Err(error) => {
                let problem = error.error_message();
                Err(format!("the formula `{}` is no LaTeX that can be set: {problem}", named(latex)))
            }
        }
    }
}

/// A formula that its line does not part from a bracket before it or a mark after it.
pub(super) fn joined(before: &str, formula: &str, after: &str) -> String {
    const WORD_JOINER: char = '\u{2060}';
    let open = if before.ends_with(['(', '“', '[']) { WORD_JOINER.to_string() } else { String::new() };
    let close = if after.starts_with([',', '.', ';', ':', ')', '?', '’', '”']) {
        WORD_JOINER.to_string()
    } else {
        String::new()
    };
    format!("{open}{formula}{close}")
}

/// The formula on one line, as much of it as a message has room for.
fn named(latex: &str) -> String {
    const LONGEST: usize = 120;
    shortened(&latex.split_whitespace().collect::<Vec<_>>().join(" "), LONGEST)
}

/// How many marks can open a part of the formula, or what is too deep or too much.
fn bounded(latex: &str) -> Result<usize, String> {
    let (mut depth, mut marks) = (0_usize, 0);
    let mut letters = latex.chars();
    while let Some(letter) = letters.next() {
        match letter {
            '{' => depth += 1,
            '}' => depth = depth.saturating_sub(1),
            // A brace behind a backslash is a sign.
            '\\' if letters.clone().next().is_some_and(|next| !next.is_alphabetic()) => {
                letters.next();
            }
            _ => {}
        }
        if depth > DEEPEST_FORMULA {
            return Err(format!("is nested more than {DEEPEST_FORMULA} deep"));
        }
        marks += usize::from(matches!(letter, '{' | '[' | '\\' | '^' | '_' | '\''));
    }
    if marks > MOST_MARKS { Err(format!("has more than {MOST_MARKS} commands, braces and scripts")) } else { Ok(marks) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_formula_becomes_mathml_that_markdown_leaves_alone() {
        let mathml = Converter::new().inline(r"|x|_2 \le a*b").unwrap();
        assert!(mathml.starts_with("<math>") && mathml.ends_with("</math>"), "{mathml}");
        assert!(!mathml.contains(['|', '*', '_', '\n']), "{mathml}");
    }

    #[test]
    fn a_displayed_formula_stands_on_one_line_of_html() {
        let mathml = Converter::new().display("\\begin{pmatrix} 1 & 2 \\\\ 3 & 4 \\end{pmatrix}\n = A").unwrap();
        assert!(mathml.contains("display=\"block\"") && !mathml.contains('\n'), "{mathml}");
    }

    #[test]
    fn no_line_begins_with_the_mark_after_a_formula() {
        assert_eq!(joined("so (", "x", ", and"), "\u{2060}x\u{2060}");
        assert_eq!(joined("so ", "x", " and"), "x");
    }

    /// A formula of so many levels: the begin of each, and the end of each.
    fn nested(begin: &str, end: &str, levels: usize) -> String {
        format!("{}x{}", begin.repeat(levels), end.repeat(levels))
    }

    #[test]
    fn a_formula_without_a_bottom_is_refused_and_a_deep_one_is_set() {
        let converter = Converter::new();
        let deep = [
            (r"\sqrt{", "}"),
            ("{", "}"),
            ("x^{", "}"),
            (r"\frac{1}{", "}"),
            (r"\left(", r"\right)"),
            (r"\begin{matrix}", r"\end{matrix}"),
            (r"\sqrt ", ""),
        ];
        for (begin, end) in deep {
            converter.inline(&nested(begin, end, 20)).unwrap();
        }
        // What LaTeX would not take is none the less not let to the bottom of the stack.
        for (begin, end) in
            deep.into_iter().chain([(r"\frac1", ""), (r"\sqrt[", "]{2}"), (r"\hat\mathbf ", ""), ("x'_", "")])
        {
            for levels in [300, 3_000, 100_000] {
                match converter.inline(&nested(begin, end, levels)) {
                    Err(problem) => assert!(problem.chars().count() < 300, "{problem}"),
                    Ok(mathml) => assert!(levels <= 3_000 && mathml.len() > levels, "{begin}"),
                }
            }
        }
        let problem = converter.inline(&nested(r"\sqrt{", "}", 3_000)).unwrap_err();
        assert!(problem.ends_with("` is nested more than 100 deep"), "{problem}");
    }

    #[test]
    fn a_sign_is_no_brace_and_a_matrix_of_fractions_is_set() {
        assert_eq!(bounded(&r"\{".repeat(1000)), Ok(1000));
        let row = vec![r"\frac{1}{2}"; 20].join(" & ");
        let matrix = format!(r"\begin{{pmatrix}}{}\end{{pmatrix}}", vec![row; 20].join(r" \\ "));
        assert!(Converter::new().display(&matrix).unwrap().contains("<mfrac>"));
    }

    #[test]
    fn a_formula_that_does_not_parse_is_named() {
        let problem = Converter::new().inline(r"\frac{1}{2").unwrap_err();
        assert!(problem.starts_with(r"the formula `\frac{1}{2` is no LaTeX that can be set: "), "{problem}");
        assert!(Converter::new().inline(r"\nosuchcommand").is_err());
    }
}
