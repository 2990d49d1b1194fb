//! Which files are scalers, and what does Python make of them? A damaged file is named with its field; the lines of the documentation run.

use super::*;

/// A whole scaler, as the command writes it.
fn whole() -> String {
    let folder = folder(&[("a.csv", "id,size,rooms\n1,70,3\n2,80,\n3,90,5\n")]);
    done(folder.path(), "fit --data a.csv --target id --method robust --missing median --decimal .").0
}

#[test]
fn a_scaler_reads_back_as_it_was() {
    let text = whole();
    let scaler = Scaler::from_json(&text).unwrap();
    assert_eq!(scaler.to_json(), text);
    assert_eq!(serde_json::from_str::<Scaler>(&text).unwrap(), scaler);
    assert_eq!((scaler.target.as_deref(), scaler.reading.decimal), (Some("id"), Some('.')));
    // Every field is there, so that a reader of the file finds it.
    let value: serde_json::Value = serde_json::from_str(&text).unwrap();
    let fields = |value: &serde_json::Value| value.as_object().unwrap().keys().cloned().collect::<Vec<_>>().join(" ");
    assert_eq!(fields(&value), "columns format left_out method offset reading rows target version");
    assert_eq!(fields(&value["columns"][0]), "center constant divisor fill name training");
    assert_eq!(
        fields(&value["columns"][0]["training"]),
        "deviation examples maximum mean mean_interval minimum missing"
    );
}

#[test]
fn a_damaged_file_is_named_with_its_field() {
    let folder = folder(&[("b.csv", "size,rooms\n80,4\n")]);
    let said = |text: &str| {
        fs::write(folder.path().join("s.json"), text).unwrap();
        call(folder.path(), "apply s.json b.csv")
    };
    let text = whole();
    assert_eq!(said(&text).status, 0);
    for (from, to, line) in [
        ("wellposed scaler", "scaler", "format: \"wellposed scaler\" is wanted: is this a scaler?"),
        ("\"version\": 1", "\"version\": 2", "version: 2 is unknown here; this program reads version 1"),
        ("\"version\"", "\"Version\"", "version: is missing"),
        (
            "\"robust\"",
            "\"magic\"",
            "method.name: standard, center, scale, min_max, max_abs or robust is wanted, not \"magic\"",
        ),
        ("\"upper\": 0.75", "\"upper\": 0.2", "method: quantiles are between 0 and 1, the lower one first"),
        ("\"center\": 80.0", "\"center\": \"80\"", "columns[0].center: a finite number is wanted, not \"80\""),
        ("\"center\": 80.0", "\"centre\": 80.0", "columns[0].center: is missing"),
        ("\"divisor\": 10.0", "\"divisor\": -10.0", "columns[0].divisor: a finite number above 0 is wanted, not -10.0"),
        ("\"name\": \"rooms\"", "\"name\": \"size\"", "columns[1].name: `size` is the name of columns[0] too"),
        ("\"name\": \"rooms\"", "\"name\": \" \"", "columns[1].name: is empty"),
        ("\"constant\": false", "\"constant\": 0", "columns[0].constant: true or false is wanted, not 0"),
        (
            "\"minimum\": 70.0",
            "\"minimum\": 700.0",
            "columns[0].training: at least one example is wanted, and a minimum that is not above the maximum",
        ),
        ("\"examples\": 3", "\"examples\": 3.5", "columns[0].training.examples: a whole number is wanted, not 3.5"),
        ("\"decimal\": \".\"", "\"decimal\": \"..\"", "reading.decimal: such a sign is wanted, not \"..\""),
    ] {
        let damaged = text.replacen(from, to, 1);
        assert_ne!(damaged, text, "{from}");
        let said = said(&damaged);
        assert_eq!((said.status, said.output.as_str()), (2, ""));
        assert_eq!(said.fault, format!("wellposed: s.json: {line}\n"));
    }
    assert!(said(&text[..200]).fault.starts_with("wellposed: s.json: is no JSON: EOF while parsing "));
    assert!(said("[]").fault.starts_with("wellposed: s.json: format: "));
    assert_eq!(call(folder.path(), "apply no.json b.csv").faulty(), "no.json: there is no such file");
    assert_eq!(call(folder.path(), "apply . b.csv").faulty(), ".: is a folder, not a regular file");
}

/// What `normalize fit --help` shows of Python.
fn shown() -> String {
    let help = call(Path::new("."), "fit --help").output;
    let lines = help.lines().skip_while(|line| line.trim() != "import json, csv");
    let lines: Vec<&str> = lines.take_while(|line| !line.trim().is_empty()).map(|line| line.trim_end()).collect();
    let indent = lines[0].len() - lines[0].trim_start().len();
    lines.iter().map(|line| format!("{}\n", &line[indent..])).collect()
}

#[test]
fn the_lines_of_python_do_what_the_command_does() {
    let python = shown();
    assert!((5..=10).contains(&python.lines().count()), "{python}");
    let documented = include_str!("../../src/scaler.rs");
    let documented = documented.split_once("```python\n").and_then(|(_, text)| text.split_once("//! ```")).unwrap().0;
    let documented: String = documented.lines().map(|line| format!("{}\n", &line[4..])).collect();
    assert_eq!(python, documented);

    let folder = folder(&[("wine.csv", &wine()), ("test.csv", &wine()), ("size.csv", "size\n95\n")]);
    done(folder.path(), "fit --data wine.csv --target class --method min-max:-1,2 --out scaler.json");
    let script = format!("{python}for row in rows: print(*[row[c[\"name\"]].hex() for c in scaler[\"columns\"]])\n");
    let Ok(said) = Command::new("python3").args(["-c", &script]).current_dir(folder.path()).output() else {
        eprintln!("skipped: there is no python3");
        return;
    };
    let said: Said = said.into();
    let ours = done(folder.path(), "apply scaler.json wine.csv").0;
    let theirs: Vec<Vec<u64>> = said.done().lines().map(|line| line.split(' ').map(of_hexadecimal).collect()).collect();
    let bits = |line: &str| line.split(',').take(13).map(|cell| cell.parse::<f64>().unwrap().to_bits()).collect();
    assert_eq!(theirs, ours.lines().skip(1).map(bits).collect::<Vec<Vec<u64>>>());
    // What Python wrote is a scaler: (95 − 70)/12.5.
    assert_eq!(done(folder.path(), "apply mine.json size.csv").0, "size\n2.0\n");
}

/// `-0x1.8p-3`, as Python writes it.
fn of_hexadecimal(text: &str) -> u64 {
    let (sign, text) = text.strip_prefix('-').map_or((1.0, text), |text| (-1.0, text));
    let (digits, exponent) =
        text.strip_prefix("0x").and_then(|text| text.split_once('p')).expect("a hexadecimal number");
    let digits = u64::from_str_radix(&digits.replace('.', ""), 16).unwrap();
    let places = if text.contains('.') { 52 } else { 0 };
    (sign * wellposed::bits::powi(2.0, exponent.parse::<i32>().unwrap() - places) * digits as f64).to_bits()
}
