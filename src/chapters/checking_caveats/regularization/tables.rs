//! How is it shown what a check sees of a wrong regularization?

use super::metrics::{Factor, Spoiled, exponent};
use crate::gradcheck::Cause;
use crate::report::{Column, Digits, Measured, Table};

fn scale(name: &'static str) -> Column {
    Column::number(name, "1", Digits::Significant(1))
}

pub(super) fn scales(spoiled: &[Spoiled]) -> Table {
    let columns = vec![
        Column::text("gradient").titled("regularization").from(|row: &Spoiled| row.name).key(),
        scale("scale").titled("scale of the weights").from(|row: &Spoiled| row.scale).key(),
        Column::significant("metric", 3).from(|row: &Spoiled| row.report.metric),
        Column::significant("metric_predicted", 3).titled("predicted").from(|row: &Spoiled| row.predicted),
        Column::text("word").titled("the lecture's word").from(|row: &Spoiled| row.report.band.name()),
        Column::significant("worst_block", 3).from(|row: &Spoiled| row.error().value),
        Column::text("verdict").from(|row: &Spoiled| row.report.verdict.name()),
        Column::significant("term_alone", 3).titled("over the term alone").from(|row: &Spoiled| row.alone),
        Column::significant("term_predicted", 3).titled("predicted").from(Spoiled::alone_predicted),
        Column::text("named").titled("cause that is named").from(cause),
    ];
    Table::of("What a check sees of a wrong regularization", columns, spoiled).named("scales").noted(
        "Weights of deviation scale/√n, biases 0, λ/m = 0.05. Metric: over all parameters; worst block: the largest of a block; over the term alone: over the derivatives of the regularization, \
         which the objective gives apart from the data's. A gradient that does not fail has no cause.",
    )
}

fn cause(row: &Spoiled) -> Option<&'static str> {
    row.report.diagnosis.as_ref().map(|diagnosis| match diagnosis.cause {
        Cause::Regularization(_) => "regularization",
        Cause::Factor(_) | Cause::Sign => "factor",
        _ => "other",
    })
}

pub(super) fn exponents(spoiled: &[Spoiled]) -> Table {
    let rows = ["forgotten"].map(|name| (name, exponent(spoiled, name)));
    let columns = vec![
        Column::text("gradient").titled("regularization").from(|row: &(&'static str, Measured)| row.0).key(),
        Column::significant("exponent", 3)
            .titled("exponent of the scale")
            .from(|row: &(&'static str, Measured)| row.1.value),
        Column::significant("predicted", 3).from(|_| 1.0),
    ];
    Table::of("How does the metric over all parameters grow with the weights?", columns, rows)
        .named("exponents")
        .noted("Up to scale 0.01.")
}

pub(super) fn ratios(factors: &[Factor]) -> Table {
    let columns = vec![
        Column::number("ratio", "1", Digits::Significant(1))
            .titled("‖regularization‖/‖data‖")
            .from(|row: &Factor| row.ratio)
            .key(),
        Column::significant("metric", 3).from(|row: &Factor| row.metric),
        Column::significant("metric_predicted", 3).titled("predicted").from(|row: &Factor| row.predicted),
        Column::text("word").titled("the lecture's word").from(|row: &Factor| row.word),
        Column::text("verdict").from(|row: &Factor| row.verdict),
        Column::significant("cosine", 3).titled("cosine between the two").from(|row: &Factor| row.cosine),
    ];
    Table::of("λ/m for λ/2m, by the norms of the two parts of the gradient", columns, factors).named("ratios")
}

pub(super) fn squares() -> Table {
    let (outside, inside) = super::squares();
    let columns = vec![
        Column::text("square").from(|row: &(&'static str, f64)| row.0).key(),
        Column::significant("value", 3).from(|row: &(&'static str, f64)| row.1),
    ];
    Table::of(
        "The square inside and outside of the sum of the residuals 1, −1, 2, −2",
        columns,
        [("outside the sum", outside), ("inside the sum", inside)],
    )
    .named("squares")
}
