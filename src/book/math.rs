//! How does a formula get into a page? LaTeX between dollars becomes MathML, which browsers set without any script.

use super::markdown::literal_html;
use math_core::{LatexToMathML, MathCoreConfig, MathDisplay};

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
        match self.0.convert_with_local_state(latex, display) {
            Ok(result) => Ok(literal_html(&result.mathml)),
            Err(error) => {
                let formula = latex.split_whitespace().collect::<Vec<_>>().join(" ");
                Err(format!("the formula `{formula}` is no LaTeX that can be set: {}", error.error_message()))
            }
        }
    }
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
    fn a_formula_that_does_not_parse_is_named() {
        let problem = Converter::new().inline(r"\frac{1}{2").unwrap_err();
        assert!(problem.starts_with(r"the formula `\frac{1}{2` is no LaTeX that can be set: "), "{problem}");
        assert!(Converter::new().inline(r"\nosuchcommand").is_err());
    }
}
