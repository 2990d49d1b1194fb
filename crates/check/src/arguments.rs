//! Which words does the command line take? A table of options, each with a value or none, and then the program with its own words.

use std::ffi::OsString;
use std::time::Duration;

use wellposed_core::gradcheck::Scope;
use wellposed_core::text::{listed, name};

use crate::Settings;

/// What is asked for.
#[derive(Debug, PartialEq)]
pub(crate) enum Request {
    Help,
    Version,
    Protocol,
    Client(&'static str),
    /// A check of a program that is started, or of the one that started us if there are no words for one.
    Check {
        program: Option<Vec<OsString>>,
        settings: Settings,
        json: bool,
    },
}

/// Options, the names of their values, and what they are for.
pub(crate) const OPTIONS: [(&str, &str, &str); 14] = [
    ("--tolerance", "X", "the largest relative error of a block that passes (1e-7; 1e-2 in single precision)"),
    ("--only", "BLOCK", "check this block, and others of which the same is said"),
    ("--directions", "N", "compare along N random directions in each block, in place of every parameter"),
    ("--sample", "N", "compare N random parameters of each block"),
    ("--seed", "N", "the seed of directions and samples (1)"),
    ("--freeze", "SEED", "hold the program's random choices fixed, if it can"),
    ("--timeout", "SECONDS", "how long an answer may take (60)"),
    ("--jobs", "N", "start the program N times and ask all of them (1)"),
    ("--format", "text|json", "how the report is printed (text)"),
    ("--pipe", "", "ask on standard output, read answers from standard input: for a test that starts the check"),
    ("--client", "python|cpp", "print the other side of the protocol for a language"),
    ("--protocol", "", "print the protocol"),
    ("--help", "", "print this"),
    ("--version", "", "print the version"),
];

/// More copies of a program than this have slipped in.
const MOST_JOBS: usize = 64;

/// What is given of the options.
#[derive(Default)]
struct Given {
    settings: Settings,
    directions: Option<usize>,
    sample: Option<usize>,
    seed: Option<u64>,
    json: bool,
    pipe: bool,
    other: Option<Request>,
}

/// Reads the words after the command's name.
pub(crate) fn parse(words: impl IntoIterator<Item = OsString>) -> Result<Request, String> {
    let mut words = words.into_iter();
    let mut given = Given::default();
    let mut program = Vec::new();
    while let Some(word) = words.next() {
        let text = word.to_string_lossy().into_owned();
        if text == "--" || !text.starts_with('-') || text == "-" {
            program.extend((text != "--").then_some(word));
            program.extend(words);
            break;
        }
        let (option, value) = match text.split_once('=') {
            Some((option, value)) => (option, Some(value.to_owned())),
            None => (if text == "-h" { "--help" } else { text.as_str() }, None),
        };
        let known = OPTIONS.iter().find(|(name, ..)| *name == option);
        let value = match known {
            Some((_, "", _)) if value.is_some() => return Err(format!("{option} takes no value")),
            Some((_, "", _)) => String::new(),
            Some((_, needed, _)) => value
                .or_else(|| words.next().map(|word| word.to_string_lossy().into_owned()))
                .ok_or_else(|| format!("{option} needs a value: {option} {needed}"))?,
            None => return Err(unknown(option)),
        };
        given.take(option, &value)?;
    }
    given.request(program)
}

fn unknown(option: &str) -> String {
    format!("no option `{}`; there are {}", name(option), listed(OPTIONS.iter().map(|(name, ..)| *name), 240))
}

impl Given {
    fn take(&mut self, option: &str, value: &str) -> Result<(), String> {
        let wrong = |needed: &str| format!("{option} is `{}`; it must be {needed}", name(value));
        let whole = || value.parse::<u64>().map_err(|_| wrong("a whole number"));
        let from_one =
            || value.parse().ok().filter(|&number| number >= 1).ok_or_else(|| wrong("a whole number from 1 on"));
        match option {
            "--tolerance" => {
                let tolerance = value.parse().ok().filter(|tolerance| *tolerance > 0.0 && *tolerance < 1.0);
                self.settings.tolerance = Some(tolerance.ok_or_else(|| wrong("above 0 and below 1"))?);
            }
            "--only" => self.settings.only.push(value.to_owned()),
            "--directions" => self.directions = Some(from_one()?),
            "--sample" => self.sample = Some(from_one()?),
            "--seed" => self.seed = Some(whole()?),
            "--freeze" => self.settings.freeze = Some(whole()?),
            "--timeout" => {
                let seconds = value.parse().ok().and_then(|seconds| Duration::try_from_secs_f64(seconds).ok());
                let seconds = seconds.filter(|seconds| !seconds.is_zero());
                self.settings.timeout = seconds.ok_or_else(|| wrong("a positive number of seconds"))?;
            }
            "--jobs" => {
                let jobs = value.parse().ok().filter(|jobs| (1..=MOST_JOBS).contains(jobs));
                self.settings.jobs = jobs.ok_or_else(|| wrong(&format!("a whole number from 1 to {MOST_JOBS}")))?;
            }
            "--format" => {
                self.json = match value {
                    "text" => false,
                    "json" => true,
                    _ => return Err(wrong("text or json")),
                }
            }
            "--client" => {
                self.other = Some(Request::Client(match value {
                    "python" => crate::PYTHON,
                    "cpp" => crate::CPP,
                    _ => return Err(wrong("python or cpp")),
                }));
            }
            "--pipe" => self.pipe = true,
            "--protocol" => self.other = Some(Request::Protocol),
            "--version" => self.other = Some(Request::Version),
            _ => self.other = Some(Request::Help),
        }
        Ok(())
    }

    fn request(self, program: Vec<OsString>) -> Result<Request, String> {
        if let Some(other) = self.other {
            return Ok(other);
        }
        let (mut settings, seed) = (self.settings, self.seed.unwrap_or(1));
        settings.scope = match (self.directions, self.sample) {
            (Some(_), Some(_)) => return Err("--directions and --sample exclude each other".to_owned()),
            (Some(count), None) => Scope::Directions { count, seed },
            (None, Some(per_block)) => Scope::Sample { per_block, seed },
            (None, None) => Scope::All,
        };
        match (self.pipe, program.is_empty()) {
            (false, true) => {
                Err("no program is given: [OPTIONS] -- COMMAND…, such as `-- python3 my_network.py`".to_owned())
            }
            (true, false) => Err("--pipe starts no program; leave the command out".to_owned()),
            (true, true) if settings.jobs > 1 => Err("--pipe and --jobs exclude each other".to_owned()),
            (pipe, _) => Ok(Request::Check { program: (!pipe).then_some(program), settings, json: self.json }),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(words: &str) -> Result<Request, String> {
        parse(words.split_whitespace().map(OsString::from))
    }

    fn program(words: &[&str]) -> Option<Vec<OsString>> {
        Some(words.iter().map(OsString::from).collect())
    }

    #[test]
    fn options_end_where_the_program_begins() {
        let plain = Request::Check {
            program: program(&["python3", "x.py", "--seed"]),
            settings: Settings::default(),
            json: false,
        };
        assert_eq!(of("-- python3 x.py --seed"), Ok(plain));
        assert_eq!(of("python3 x.py --seed"), of("-- python3 x.py --seed"));
        let settings = Settings {
            tolerance: Some(1e-5),
            scope: Scope::Directions { count: 4, seed: 7 },
            only: vec!["W1".to_owned(), "b_1".to_owned()],
            freeze: Some(3),
            timeout: Duration::from_millis(2500),
            jobs: 2,
        };
        let words = "--tolerance 1e-5 --only W1 --only=b_1 --directions=4 --seed 7 --freeze 3 --timeout 2.5 --jobs 2 --format json -- a";
        assert_eq!(of(words), Ok(Request::Check { program: program(&["a"]), settings, json: true }));
        assert!(matches!(
            of("--sample 3 a"),
            Ok(Request::Check { settings: Settings { scope: Scope::Sample { per_block: 3, seed: 1 }, .. }, .. })
        ));
        assert!(matches!(of("--pipe"), Ok(Request::Check { program: None, .. })));
        assert_eq!(
            (of("-h"), of("--version a"), of("--protocol")),
            (Ok(Request::Help), Ok(Request::Version), Ok(Request::Protocol))
        );
        assert_eq!(of("--client python"), Ok(Request::Client(crate::PYTHON)));
    }

    #[test]
    fn each_fault_is_named_with_what_would_be_right() {
        let refused = |words: &str| of(words).unwrap_err();
        assert!(refused("--tolerence 1 -- a").starts_with("no option `--tolerence`; there are `--tolerance`, "));
        assert_eq!(refused("--tolerance"), "--tolerance needs a value: --tolerance X");
        assert_eq!(refused("--pipe=1"), "--pipe takes no value");
        for (words, line) in [
            ("--tolerance 1", "--tolerance is `1`; it must be above 0 and below 1"),
            ("--tolerance nan", "--tolerance is `nan`; it must be above 0 and below 1"),
            ("--directions 0", "--directions is `0`; it must be a whole number from 1 on"),
            ("--sample -1", "--sample is `-1`; it must be a whole number from 1 on"),
            ("--seed 1.5", "--seed is `1.5`; it must be a whole number"),
            ("--timeout 0", "--timeout is `0`; it must be a positive number of seconds"),
            ("--timeout inf", "--timeout is `inf`; it must be a positive number of seconds"),
            ("--jobs 65", "--jobs is `65`; it must be a whole number from 1 to 64"),
            ("--format xml", "--format is `xml`; it must be text or json"),
            ("--client perl", "--client is `perl`; it must be python or cpp"),
            ("--directions 1 --sample 1 a", "--directions and --sample exclude each other"),
            ("--pipe a", "--pipe starts no program; leave the command out"),
            ("--pipe --jobs 2", "--pipe and --jobs exclude each other"),
        ] {
            assert_eq!(refused(words), line);
        }
        assert!(refused("").starts_with("no program is given") && refused("--").starts_with("no program is given"));
    }
}
