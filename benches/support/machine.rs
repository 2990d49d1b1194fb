//! Which machine made these timings? Processor, operating system, compiler, commit and threads, one line each.

use std::process::Command;

/// The lines that stand below a table of timings.
pub(crate) fn stamp() -> Vec<String> {
    vec![
        format!("Processor: {}", processor()),
        format!("Operating system: {}", operating_system()),
        format!("Compiler: {}", compiler()),
        format!("Commit: {}", commit()),
        format!("Threads: {}", rayon::current_num_threads()),
    ]
}

/// The version of the compiler.
pub(crate) fn compiler() -> String {
    output("rustc", &["--version"])
}

fn processor() -> String {
    value_of("/proc/cpuinfo", "model name", ':')
        .or_else(|| Some(output("sysctl", &["-n", "machdep.cpu.brand_string"])).filter(|name| name != "unknown"))
        .unwrap_or_else(|| std::env::consts::ARCH.to_owned())
}

fn operating_system() -> String {
    let name = value_of("/etc/os-release", "PRETTY_NAME", '=').map(|name| name.trim_matches('"').to_owned());
    name.unwrap_or_else(|| std::env::consts::OS.to_owned())
}

/// The commit, marked if files differ from it; the tables of timings themselves do not count, since each bench writes its own.
fn commit() -> String {
    let commit = output("git", &["rev-parse", "--short=12", "HEAD"]);
    let changed = output("git", &["status", "--porcelain", "--untracked-files=no", "--", ".", ":!reports/timings"]);
    if changed.is_empty() || changed == "unknown" { commit } else { format!("{commit} with changes") }
}

/// The value behind the first line of a file that begins with a name.
fn value_of(file: &str, name: &str, separator: char) -> Option<String> {
    let text = std::fs::read_to_string(file).ok()?;
    let line = text.lines().find(|line| line.starts_with(name))?;
    Some(line.split_once(separator)?.1.trim().to_owned())
}

/// What a command prints, or `unknown`.
fn output(command: &str, arguments: &[&str]) -> String {
    let run = Command::new(command).args(arguments).current_dir(super::root()).output();
    match run {
        Ok(run) if run.status.success() => String::from_utf8_lossy(&run.stdout).trim().to_owned(),
        _ => "unknown".to_owned(),
    }
}
