//! What did a call of the command say, and how did it end? Results with status 0, or one line of fault with status 2.

use std::process::Output;

/// What a call said and how it ended.
#[derive(Debug, PartialEq)]
pub(crate) struct Said {
    pub(crate) status: i32,
    pub(crate) output: String,
    pub(crate) fault: String,
}

impl From<Output> for Said {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let status = output.status.code().expect("no signal ended it");
        Said { status, output: text(output.stdout), fault: text(output.stderr) }
    }
}

impl Said {
    /// The results of a call that must succeed without a word on standard error.
    pub(crate) fn done(self) -> String {
        assert_eq!((self.status, self.fault.as_str()), (0, ""), "{self:?}");
        self.output
    }

    /// The one line of a call that must fail with status 2 and print nothing else.
    pub(crate) fn faulty(self) -> String {
        assert_eq!((self.status, self.output.as_str()), (2, ""), "{self:?}");
        assert_eq!((self.fault.lines().count(), self.fault.ends_with('\n')), (1, true), "{self:?}");
        let (name, line) = self.fault.trim_end().split_once(": ").expect("the program names itself");
        assert!(["wellposed", "wellposed-check"].contains(&name), "{self:?}");
        line.to_owned()
    }

    /// The lines of a refusal of data: status 2, and nothing else printed.
    #[allow(dead_code)]
    pub(crate) fn faulty_lines(self) -> Vec<String> {
        assert_eq!((self.status, self.output.as_str(), self.fault.ends_with('\n')), (2, "", true), "{self:?}");
        self.fault.lines().map(str::to_owned).collect()
    }
}
