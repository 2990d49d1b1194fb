//! What does a figure show? Panels with two axes each; every mark is a pair of columns of one of the experiment's tables.
//!
//! A figure holds no numbers of its own: a [`Series`] names two columns, and the rows that it takes by the value of key columns. A grid of
//! cells names a third column, which gives each cell its color: [`Mark::Heat`] for numbers, [`Mark::Words`] for words.

/// How positions grow along an axis.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Scale {
    /// Equal steps for equal differences.
    Linear,
    /// Equal steps for equal ratios.
    Logarithmic,
    /// Both signs: equal steps for equal ratios of sizes far above 10 to this power, for equal differences far below it.
    SignedLogarithmic {
        /// The power of ten.
        smallest: i32,
    },
}

/// One axis of a panel; if its columns hold words, it has a place for each word instead of a scale. Beside a grid of cells it has a place for
/// each word (in the order of the rows) or for each number (in increasing order), and `scale` says how a line runs between two numbers.
#[derive(Clone, Debug)]
#[must_use]
pub struct Axis {
    /// What it shows, with its unit.
    pub label: String,
    /// How positions grow.
    pub scale: Scale,
    /// First and last position; taken from the data where `None`.
    pub range: Option<(f64, f64)>,
    /// Whether its words are names, which are written as they are; of other words underscores become blanks.
    pub names: bool,
}

impl Axis {
    /// An axis with equal steps for equal differences.
    pub fn linear(label: impl Into<String>) -> Self {
        Axis { label: label.into(), scale: Scale::Linear, range: None, names: false }
    }

    /// An axis with equal steps for equal ratios.
    pub fn logarithmic(label: impl Into<String>) -> Self {
        Axis { label: label.into(), scale: Scale::Logarithmic, range: None, names: false }
    }

    /// An axis of both signs on which sizes have equal steps for equal ratios, down to 10 to this power.
    pub fn signed_logarithmic(label: impl Into<String>, smallest: i32) -> Self {
        Axis { scale: Scale::SignedLogarithmic { smallest }, ..Axis::linear(label) }
    }

    /// An axis with a place for each of the names in its columns.
    pub fn of_names(label: impl Into<String>) -> Self {
        Axis { names: true, ..Axis::linear(label) }
    }

    /// The same axis over a fixed range.
    pub fn over(mut self, low: f64, high: f64) -> Self {
        self.range = Some((low, high));
        self
    }
}

/// How a series is drawn.
#[derive(Clone, Copy, Debug, PartialEq)]
#[non_exhaustive]
pub enum Mark {
    /// Points.
    Points,
    /// A line through the rows in their order; where several share a panel, a few marks tell them apart.
    Line,
    /// A line through the rows in their order, with a point at each.
    LinePoints,
    /// A dashed line through the rows in their order: for predictions.
    Dashed,
    /// A thin gray line, left out of the legend: for contours.
    Contour,
    /// A thin dashed line across the panel at this height; it takes no rows.
    Level(f64),
    /// A bar from each row's horizontal position to the one in another column, so thick in units of the picture.
    Span {
        /// The column in which the bars end.
        to: &'static str,
        /// How thick they are.
        thickness: f64,
    },
    /// A grid of cells whose color tells the size of the number in a third column, which stands in the cell if there is room.
    Signed {
        /// The column of the numbers.
        value: &'static str,
        /// The sizes at both ends of the color bar.
        range: (f64, f64),
    },
    /// A grid of cells, one for each row, with a color that tells the number in a third column. The label of the series names the color bar;
    /// grids of one label share it. Lines and points of the same panel are drawn over the cells.
    Heat {
        /// The column of the numbers.
        value: &'static str,
        /// How colors follow the numbers.
        scale: Scale,
        /// The numbers at both ends of the color bar; taken from the data where `None`.
        range: Option<(f64, f64)>,
    },
    /// A grid of cells, one for each row, with a color and a letter for the word in a third column.
    Words {
        /// The column of the words.
        value: &'static str,
        /// Every word that may stand there, in the order of the legend, and which of the page's colors it has.
        words: &'static [(&'static str, usize)],
    },
}

impl Mark {
    /// The column that fills the cells, if the series is a grid of cells.
    pub fn cells(self) -> Option<&'static str> {
        match self {
            Mark::Heat { value, .. } | Mark::Signed { value, .. } | Mark::Words { value, .. } => Some(value),
            _ => None,
        }
    }
}

/// Rows of a table, drawn as one line or one cloud of points.
#[derive(Clone, Debug)]
#[must_use]
pub struct Series {
    /// The name of its table; empty if the experiment has one alone.
    pub table: &'static str,
    /// Its name in the legend; empty for none.
    pub label: String,
    /// The column of horizontal positions.
    pub x: &'static str,
    /// The column of vertical positions.
    pub y: &'static str,
    /// The rows that it takes: those whose named columns hold these texts.
    pub only: Vec<(&'static str, String)>,
    /// How it is drawn.
    pub mark: Mark,
    /// Which of the page's colors; series of one color belong together. A grid of cells does not use it.
    pub color: usize,
}

impl Series {
    /// All rows of a table (`""` for one alone), drawn by these columns.
    pub fn of(table: &'static str, (x, y): (&'static str, &'static str), mark: Mark, color: usize) -> Self {
        Series { table, label: String::new(), x, y, only: Vec::new(), mark, color }
    }

    /// A line across the panel at this height, for what is given and not measured: a threshold.
    pub fn level(height: f64, color: usize) -> Self {
        Series::of("", ("", ""), Mark::Level(height), color)
    }

    /// The same with a name in the legend.
    pub fn labeled(mut self, label: impl Into<String>) -> Self {
        self.label = label.into();
        self
    }

    /// Of its rows only those whose cell in this column has this text as its key.
    pub fn only(mut self, column: &'static str, text: impl Into<String>) -> Self {
        self.only.push((column, text.into()));
        self
    }
}

/// Two axes and what is drawn between them.
#[derive(Clone, Debug)]
pub struct Panel {
    /// A line above the panel.
    pub title: String,
    /// The horizontal axis.
    pub x: Axis,
    /// The vertical axis.
    pub y: Axis,
    /// What is drawn; at most one of them is a grid of cells.
    pub series: Vec<Series>,
    /// Whether both axes have the same number of units per length, so that a circle looks like one.
    pub equal: bool,
}

/// A picture of tables.
#[derive(Clone, Debug)]
pub struct Figure {
    /// What it shows, in a line.
    pub title: String,
    /// What a reader who can't see it should know: the text alternative.
    pub alternative: String,
    /// Panels, from left to right.
    pub panels: Vec<Panel>,
}
