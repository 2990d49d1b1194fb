//! A project in which every text is a string of the corpus: data, the reports that `run` makes of them, other reports, claims, and pages.

use crate::corpus::Strings;
use crate::program;
use std::fs;
use std::path::{Path, PathBuf};
use tempfile::TempDir;
use wellposed::report::files::render_made_by;
use wellposed::report::{
    Axis, Band, Case, Claim, Column, Digits, Figure, Findings, Mark, Measured, Panel, Reading, Series, Table,
};

/// What no page may hold: the contents of a file that only the strings name.
pub(crate) const SECRET: &str = "the contents of the secret";

/// What a page includes by itself.
pub(crate) const INCLUDED: &str = "an ordinary include";

/// A project in a temporary folder.
pub(crate) struct Project {
    folder: TempDir,
    data: String,
    target: String,
}

impl Project {
    /// A project with a book: data, reports and pages.
    pub(crate) fn built(strings: &Strings) -> Self {
        let project = Project::of_reports(strings);
        project.write(&project.data, &data(&strings.columns(), &project.target));
        project.run_on_data("input_normalization", &["--all", "--comment"]);
        project.write_a_page_of_its_data();
        project.write_reports_on_files(strings);
        project.write_pages(strings);
        project.said(&["book"]);
        project
    }

    /// Reports, and pages that show them all.
    pub(crate) fn of_reports(strings: &Strings) -> Self {
        let string = |number: usize| strings.all()[number].as_str();
        let project = Project {
            folder: tempfile::tempdir().unwrap(),
            data: format!("data {}.csv", string(11)),
            target: format!("{} target", string(13)),
        };
        project.write("secret.txt", SECRET);
        project.write_reports(strings);
        project.write_book();
        project.write("book/src/data.md", "# Data\n");
        project.write(
            "book/src/reports.md",
            "# Reports\n\n{{table first/steps rows row_00*}}\n\n{{figure first/steps}}\nWords.\n{{/figure}}\n",
        );
        project
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The folder of the book that was built.
    pub(crate) fn book(&self) -> PathBuf {
        self.folder().join("target/book")
    }

    pub(crate) fn said(&self, arguments: &[&str]) -> String {
        program::done(self.folder(), arguments)
    }

    pub(crate) fn fault(&self, arguments: &[&str]) -> String {
        program::fault(self.folder(), arguments)
    }

    /// Runs a chapter or an experiment on the data and writes the reports.
    pub(crate) fn run_on_data(&self, name: &str, how: &[&str]) -> String {
        let on_data = ["run", name, "--data", &self.data, "--target", &self.target, "--out", "reports"];
        self.said(&[&on_data, how].concat())
    }

    /// The page about its data, which needs nothing else.
    fn write_a_page_of_its_data(&self) {
        let on_data = ["run", "input_normalization", "--data", &self.data, "--target", &self.target];
        self.said(&[&on_data[..], &["--format", "html", "--out", "pages"]].concat());
    }

    /// Where it lies: the only file of its folder.
    pub(crate) fn page_of_its_data(&self) -> PathBuf {
        let pages = fs::read_dir(self.folder().join("pages")).unwrap().flatten().map(|entry| entry.path());
        let pages: Vec<PathBuf> = pages.collect();
        assert_eq!(pages.len(), 1, "{pages:?}");
        pages[0].clone()
    }

    fn write(&self, file: &str, text: &str) {
        let place = self.folder().join(file);
        fs::create_dir_all(place.parent().unwrap()).unwrap();
        fs::write(place, text).unwrap();
    }

    /// Reports on files of data with such names; their names are also part of the commands in the reports.
    fn write_reports_on_files(&self, strings: &Strings) {
        for (number, name) in strings.file_names() {
            let file = format!("./{name}.csv");
            self.write(&file, "a,b,y\n1,2,0\n2,1,1\n4,4,0\n");
            self.said(&[
                "run",
                "input_normalization/harm",
                "--data",
                &file,
                "--target",
                "y",
                "--comment",
                "--out",
                "named",
            ]);
            let report = fs::read_to_string(self.folder().join("named/input_normalization/harm.csv")).unwrap();
            self.write(&format!("reports/files/file_{number:03}.csv"), &report);
        }
    }

    /// A report with a figure, and the claims.
    fn write_reports(&self, strings: &Strings) {
        let command = strings.all().join(" ");
        for (file, text) in render_made_by(&command, "first/steps", &findings(strings)) {
            self.write(&format!("reports/{}", file.display()), &text);
        }
        self.write("reports/claims.json", &serde_json::to_string_pretty(&claims(strings)).unwrap());
    }

    /// The book's settings and theme are those of the project itself.
    fn write_book(&self) {
        let book = Path::new(env!("CARGO_MANIFEST_DIR")).join("book");
        for file in ["book.toml", "theme", "theme/fonts", "explorables"] {
            let place = book.join(file);
            let files = if place.is_dir() { entries(&place) } else { vec![place] };
            for from in files.into_iter().filter(|from| from.is_file()) {
                let to = self.folder().join("book").join(from.strip_prefix(&book).unwrap());
                fs::create_dir_all(to.parent().unwrap()).unwrap();
                fs::copy(from, to).unwrap();
            }
        }
        // Of its reports some have no page, and mdBook refuses a rule that none follows.
        let settings = fs::read_to_string(self.folder().join("book/book.toml")).unwrap();
        self.write("book/book.toml", &settings.replace("\"reports\" = { enable = false }", ""));
        self.write("code.rs", &format!("// ANCHOR: part\n// {INCLUDED}\n// ANCHOR_END: part\n"));
        self.write(
            "book/src/SUMMARY.md",
            "# Summary\n\n- [Data](data.md)\n- [Reports](reports.md)\n- [Claims](claims.md)\n",
        );
        self.write("book/src/claims.md", "# Claims\n\n{{ledger}}\n");
    }

    fn write_pages(&self, strings: &Strings) {
        let named = strings.file_names().map(|(number, _)| format!("{{{{table files/file_{number:03}}}}}\n\n"));
        self.write("book/src/data.md", &format!("# Data\n\n{}", named.collect::<String>()));
        let each = |text: fn(usize) -> String| (0..strings.all().len()).map(text).collect::<String>();
        let values = each(|number| format!("A cell: {{{{value first/steps row_{number:03} words}}}} of a table.\n\n"));
        let headings = each(|number| format!("## needle {{{{value first/steps row_{number:03} words}}}}\n\n"));
        let claims = each(|number| format!("{{{{claim C{number:03}}}}}\n\n"));
        // A part of a table has at most twelve rows.
        let tens = (0..strings.all().len().div_ceil(10))
            .map(|ten| format!("{{{{table first/steps rows row_{ten:02}*}}}}\n\n"));
        let (tables, figure) = (tens.collect::<String>(), "{{figure first/steps}}\nWords.\n{{/figure}}\n\n");
        let code = "```rust,ignore\n{{#include ../../code.rs:part}}\n```\n\n";
        let page = format!("# Reports\n\n{tables}{figure}{code}{values}{headings}{claims}");
        self.write("book/src/reports.md", &page);
    }
}

/// What lies in a folder.
fn entries(folder: &Path) -> Vec<PathBuf> {
    fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path()).collect()
}

/// A feature for each string; every fifth is constant, so that it is named in an advice.
fn data(columns: &[&str], target: &str) -> String {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(columns.iter().chain([&target])).unwrap();
    for row in 0..12_usize {
        let cell = |column: usize| if column % 5 == 1 { 7 } else { (row * (column + 3)) % 11 };
        writer.write_record((0..=columns.len()).map(|column| cell(column).to_string())).unwrap();
    }
    String::from_utf8(writer.into_inner().unwrap()).unwrap()
}

/// A table with a string in each row, and a figure whose words are strings.
fn findings(strings: &Strings) -> Findings {
    let columns = vec![Column::text("row"), Column::text("words"), Column::number("steps", "1", Digits::Fixed(1))];
    let everything = strings.all().join(" ");
    let mut table = Table::new(everything.clone(), 1, columns);
    for (number, string) in strings.all().iter().enumerate() {
        table.push([format!("row_{number:03}").into(), string.as_str().into(), (number as f64).into()]);
    }
    // Words without blanks, so that lines are broken at the same places in every book.
    let string = |number: usize| strings.all()[number].clone();
    let series = |number| Series {
        table: "",
        label: string(number),
        x: "steps",
        y: "steps",
        only: vec![],
        mark: Mark::Line,
        color: number,
    };
    let panel = Panel {
        title: string(15),
        x: Axis::linear(string(17)),
        y: Axis::linear(string(26)),
        series: vec![series(25), series(27)],
        equal: false,
    };
    Findings {
        tables: vec![table],
        figure: Some(Figure { title: everything.clone(), alternative: everything, panels: vec![panel] }),
        claims: vec![],
    }
}

/// Each string in every field of a claim that a page can ask for, and then as the name of a claim and of a chapter.
fn claims(strings: &Strings) -> Vec<Claim> {
    let claim = |number: usize, id: &str, chapter: &str| {
        let string = || strings.all()[number].clone();
        let band = || Band::at_most(1.0, string());
        let reading = || Reading::new(string(), string(), band(), Measured::exact(0.5));
        let claim = Claim::new(id, string()).lines(&[7]).figure(string()).source(string());
        let mut claim = match number % 3 {
            0 => claim,
            1 => claim.swept(string(), vec![Case::new(string(), band(), Measured::exact(0.5))]),
            _ => claim.slip(reading(), reading()),
        };
        (claim.chapter, claim.experiment) = (chapter.to_owned(), string());
        claim
    };
    let numbers = 0..strings.all().len();
    let asked = numbers.clone().map(|number| claim(number, &format!("C{number:03}"), "first"));
    let named = numbers.map(|number| claim(number, &format!("{} id", strings.all()[number]), strings.chapter(number)));
    asked.chain(named).collect()
}

/// The text of every file below a folder.
pub(crate) fn files_below(folder: &Path) -> Vec<String> {
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).unwrap().flatten() {
        if entry.path().is_dir() {
            texts.extend(files_below(&entry.path()));
        } else {
            texts.push(String::from_utf8_lossy(&fs::read(entry.path()).unwrap()).into_owned());
        }
    }
    texts
}
