//! What should somebody know of a scaler, or of a table that was normalized by one? A few lines, whatever the number of columns.

use serde_json::{Value, json};

use super::{Applied, ColumnDrift, Fitted, LEVEL, Scaler};
use crate::bits::round_significant;
use crate::data::{counted, short, thousands};
use crate::text::{name as shown, visible};

/// So many columns are named.
const SHOWN: usize = 10;

impl Fitted {
    /// What was learned, and what was not.
    pub fn notes(&self, file: &str) -> Vec<String> {
        let Scaler { method, rows, columns, left_out, target, .. } = &self.scaler;
        let target = target.as_ref().map_or_else(String::new, |target| format!("; target {}", shown(target)));
        let learned = counted(columns.len(), "column");
        let mut lines =
            vec![format!("{file}: {method} learned of {} and {learned}{target}", counted(*rows as usize, "row"))];
        let constant = columns.iter().filter(|column| column.constant).map(|column| shown(&column.name)).collect();
        lines.extend(listed("Constant, so not divided", constant));
        let gaps = columns.iter().filter_map(|column| {
            let missing = column.training?.missing;
            let fill = column.fill.map_or_else(String::new, |fill| format!(", filled by {}", short(fill)));
            (missing > 0).then(|| {
                format!(
                    "{} ({} of {}{fill})",
                    shown(&column.name),
                    thousands(missing as usize),
                    thousands(*rows as usize)
                )
            })
        });
        lines.extend(listed("Missing cells", gaps.collect()));
        let left_out = left_out.iter().map(|left| match left.name.as_str() {
            "" => left.why.clone(),
            name => format!("{} ({})", shown(name), left.why),
        });
        lines.extend(listed("Left out", left_out.collect()));
        let rounded = self.rounded.iter().map(|(name, cell)| format!("{} ({})", shown(name), shown(cell)));
        lines.extend(listed("Already rounded, more digits than a number of 53 bits has", rounded.collect()));
        lines.iter().map(|line| visible(line)).collect()
    }
}

impl Applied {
    /// What was normalized, and what has drifted.
    pub fn notes(&self, file: &str, scaler: &Scaler) -> Vec<String> {
        let (rows, columns) = (counted(self.rows, "row"), counted(scaler.columns.len(), "column"));
        let filled = if self.filled > 0 {
            format!("; {} filled", counted(self.filled as usize, "missing cell"))
        } else {
            String::new()
        };
        let mut lines = vec![format!("{file}: {rows} and {columns} normalized ({}{filled})", scaler.method)];
        let judged = self.drift.judged;
        let moved: Vec<String> = self.drift.columns.iter().filter(|column| column.moved).map(moved).collect();
        let test = format!("Welch's test, level {LEVEL} for all columns together");
        lines.push(match (judged, moved.len()) {
            (0, _) => "Drift: no mean could be compared; two values in training and here are needed".to_owned(),
            (_, 0) => format!("Drift: no mean of {} has moved ({test})", counted(judged, "column")),
            (_, count) => format!(
                "Drift: {} of {} {} moved ({test})",
                thousands(count),
                counted(judged, "mean"),
                if count == 1 { "has" } else { "have" }
            ),
        });
        lines.extend(moved.iter().take(SHOWN).map(|line| format!("  {line}")));
        if moved.len() > SHOWN {
            lines.push(format!("  and {} more", moved.len() - SHOWN));
        }
        let changed = self.drift.columns.iter().filter(|column| column.missing_changed).filter_map(gaps);
        lines.extend(listed("Drift of missing cells", changed.collect()));
        let outside = self.drift.columns.iter().filter(|column| column.outside > 0);
        let outside = outside.map(|column| {
            format!(
                "{} ({} of {})",
                shown(&column.name),
                thousands(column.outside as usize),
                thousands(column.examples as usize)
            )
        });
        lines.extend(listed("Outside of the training range", outside.collect()));
        lines.iter().map(|line| visible(line)).collect()
    }

    /// The same for machines: one object.
    pub fn to_json(&self, scaler: &Scaler) -> Value {
        let column = |column: &ColumnDrift| {
            let (t, degrees) = column.welch.unzip();
            json!({
                "name": column.name,
                "training": column.training,
                "examples": column.examples,
                "missing": column.missing,
                "mean": column.mean,
                "outside": column.outside,
                "t": t.filter(|t| t.is_finite()),
                "degrees_of_freedom": degrees,
                "deviations": column.deviations(),
                "moved": column.moved,
                "missing_changed": column.missing_changed,
            })
        };
        json!({
            "format": DRIFT,
            "version": 1,
            "rows": self.rows,
            "filled": self.filled,
            "training_rows": scaler.rows,
            "level": LEVEL,
            "judged": self.drift.judged,
            "columns": self.drift.columns.iter().map(column).collect::<Vec<_>>(),
        })
    }
}

/// What the file of a drift says that it is.
const DRIFT: &str = "wellposed drift";

/// Whether a text says that it is such a file.
pub fn is_drift(text: &str) -> bool {
    serde_json::from_str(text).is_ok_and(|value: Value| value["format"] == DRIFT)
}

fn moved(column: &ColumnDrift) -> String {
    let mean = |mean: Option<f64>| mean.map_or_else(String::new, short);
    let before = mean(column.training.map(|training| training.mean));
    let far = match column.deviations() {
        Some(deviations) => format!("{:+} training deviations", round_significant(deviations, 3)),
        None => "it did not vary in training".to_owned(),
    };
    format!("{}: mean {before} in training, {} here, {far}", shown(&column.name), mean(column.mean))
}

fn gaps(column: &ColumnDrift) -> Option<String> {
    let training = column.training?;
    let share = |missing: u64, examples: u64| {
        format!("{} of {}", thousands(missing as usize), thousands((missing + examples) as usize))
    };
    let (before, here) = (share(training.missing, training.examples), share(column.missing, column.examples));
    Some(format!("{} ({before} in training, {here} here)", shown(&column.name)))
}

/// One line of entries under a title, if there are any.
fn listed(title: &str, entries: Vec<String>) -> Option<String> {
    let more = match entries.len().saturating_sub(SHOWN) {
        0 => String::new(),
        more => format!(" and {more} more"),
    };
    (!entries.is_empty()).then(|| format!("{title}: {}{more}", entries[..entries.len().min(SHOWN)].join(", ")))
}
