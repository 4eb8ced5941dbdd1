//! Finding a tool, asking its version, running it.
//!
//! A tool is looked for in `.tools/bin` of the current folder and of those above it, in `.tools/bin` above the program's
//! own file, then in `PATH`: what `scripts/setup` installed goes before what the system happens to have. A tool older
//! than what was tried is refused, since its netlists and figures are others.

use crate::children;
use std::collections::HashMap;
use std::ffi::OsStr;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::sync::{Mutex, PoisonError};
use thiserror::Error;

/// The tools that this crate drives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// Yosys: synthesis.
    Yosys,
    /// nextpnr for ECP5: placement and routing.
    NextpnrEcp5,
    /// nextpnr for iCE40.
    NextpnrIce40,
    /// nextpnr for Gowin (Himbächel).
    NextpnrGowin,
    /// OpenSTA: timing, power, SDF.
    Sta,
    /// Icarus Verilog's compiler.
    Iverilog,
    /// Icarus Verilog's simulator.
    Vvp,
    /// Makes bitstreams for ECP5.
    Ecppack,
    /// Makes bitstreams for iCE40.
    Icepack,
    /// Makes bitstreams for Gowin.
    GowinPack,
    /// openFPGALoader: puts bitstreams into boards.
    Loader,
}

/// What the program is called, how it is asked for its version, the oldest one that was tried (nothing: it does not tell),
/// what installs it.
struct Description {
    program: &'static str,
    ask: &'static str,
    oldest: &'static str,
    install: &'static str,
}

impl Kind {
    /// All tools.
    pub const ALL: [Kind; 11] = [
        Kind::Yosys,
        Kind::NextpnrEcp5,
        Kind::NextpnrIce40,
        Kind::NextpnrGowin,
        Kind::Sta,
        Kind::Iverilog,
        Kind::Vvp,
        Kind::Ecppack,
        Kind::Icepack,
        Kind::GowinPack,
        Kind::Loader,
    ];

    fn description(self) -> Description {
        let (program, ask, oldest, install) = match self {
            Kind::Yosys => ("yosys", "--version", "0.70", "scripts/setup"),
            Kind::NextpnrEcp5 => ("nextpnr-ecp5", "--version", "0.11", "scripts/setup silicon"),
            Kind::NextpnrIce40 => ("nextpnr-ice40", "--version", "0.11", "scripts/setup silicon"),
            Kind::NextpnrGowin => (
                "nextpnr-himbaechel-gowin",
                "--version",
                "0.11",
                "scripts/setup silicon",
            ),
            Kind::Sta => ("sta", "-version", "2.0.17", "scripts/setup silicon"),
            Kind::Iverilog => ("iverilog", "-V", "11.0", "scripts/setup"),
            Kind::Vvp => ("vvp", "-V", "11.0", "scripts/setup"),
            Kind::Ecppack => ("ecppack", "-h", "1.4", "scripts/setup boards"),
            Kind::Icepack => ("icepack", "-h", "", "scripts/setup boards"),
            Kind::GowinPack => ("gowin_pack", "-h", "", "scripts/setup boards"),
            Kind::Loader => ("openFPGALoader", "-V", "0.12", "scripts/setup boards"),
        };
        Description {
            program,
            ask,
            oldest,
            install,
        }
    }

    /// The program's name.
    pub fn program(self) -> &'static str {
        self.description().program
    }

    /// The command that installs it.
    pub fn install(self) -> &'static str {
        self.description().install
    }
}

/// Why a tool gave no result.
#[derive(Debug, Error)]
pub enum ToolError {
    /// It is not installed.
    #[error("{program} is not installed, {oldest} or newer is needed; run {install}")]
    Missing {
        /// Its name.
        program: &'static str,
        /// The oldest version that will do.
        oldest: &'static str,
        /// What installs it.
        install: &'static str,
    },
    /// It is too old, or does not say its version.
    #[error("found {program} {found} at {}, {oldest} or newer is needed; run {install}", path.display())]
    Wrong {
        /// Its name.
        program: &'static str,
        /// The version found, or what the program said instead.
        found: String,
        /// Where.
        path: PathBuf,
        /// The oldest version that will do.
        oldest: &'static str,
        /// What installs it.
        install: &'static str,
    },
    /// It ran and failed.
    #[error("{program} failed ({status}): {reason} (its log: {log})")]
    Failed {
        /// Its name.
        program: &'static str,
        /// Exit status or signal.
        status: String,
        /// The line of the log that says why.
        reason: String,
        /// The log's file name in the folder of the run.
        log: String,
    },
    /// It used up its time.
    #[error("{program} came to no end in {seconds} s of processor time (its log: {log})")]
    Endless {
        /// Its name.
        program: &'static str,
        /// The limit.
        seconds: u64,
        /// The log's file name in the folder of the run.
        log: String,
    },
    /// The program was told to stop.
    #[error("interrupted")]
    Interrupted,
    /// A file of the run cannot be read or written, or the tool not be started.
    #[error("{}: {error}", path.display())]
    File {
        /// The file.
        path: PathBuf,
        /// The system's reason.
        error: io::Error,
    },
}

/// A tool that is there and new enough.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tool {
    kind: Kind,
    path: PathBuf,
    version: String,
}

/// Tools found before, by kind: a version costs the start of a program.
static FOUND: Mutex<Option<HashMap<Kind, Tool>>> = Mutex::new(None);

impl Tool {
    /// Finds the tool and its version.
    ///
    /// # Errors
    /// [`ToolError::Missing`] and [`ToolError::Wrong`], each naming the command that installs it.
    pub fn find(kind: Kind) -> Result<Tool, ToolError> {
        let mut found = FOUND.lock().unwrap_or_else(PoisonError::into_inner);
        let found = found.get_or_insert_with(HashMap::new);
        if let Some(tool) = found.get(&kind) {
            return Ok(tool.clone());
        }
        let tool = Tool::find_in(kind, &folders())?;
        found.insert(kind, tool.clone());
        Ok(tool)
    }

    /// Finds the tool in the first of `folders` that has it.
    fn find_in(kind: Kind, folders: &[PathBuf]) -> Result<Tool, ToolError> {
        let Description {
            program,
            ask,
            oldest,
            install,
        } = kind.description();
        let path = folders.iter().map(|folder| folder.join(program));
        let path = path
            .into_iter()
            .find(|path| path.is_file())
            .ok_or(ToolError::Missing {
                program,
                oldest,
                install,
            })?;
        let output = Command::new(&path).arg(ask).stdin(Stdio::null()).output();
        let said = match output {
            Ok(output) => [output.stdout, output.stderr].concat(),
            Err(error) => format!("that does not start ({error})").into_bytes(),
        };
        let said = String::from_utf8_lossy(&said).into_owned();
        let silent = oldest.is_empty().then(|| "of no version".to_owned());
        let version = version_in(&said).or(silent);
        match version {
            Some(version) if at_least(&version, oldest) => Ok(Tool { kind, path, version }),
            _ => Err(ToolError::Wrong {
                program,
                found: version.unwrap_or_else(|| match said.lines().find(|line| !line.trim().is_empty()) {
                    Some(line) => line.trim().to_owned(),
                    None => "that does not tell its version".to_owned(),
                }),
                path,
                oldest,
                install,
            }),
        }
    }

    /// Which tool it is.
    pub fn kind(&self) -> Kind {
        self.kind
    }

    /// Its version, as `0.70`.
    pub fn version(&self) -> &str {
        &self.version
    }

    /// Name and version, as a part of a cache key and for reports: `yosys 0.70`.
    pub fn identity(&self) -> String {
        format!("{} {}", self.kind.program(), self.version)
    }

    /// Where its program is.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Runs the tool in `folder` and gives all that it printed, which is also in the file `log` there.
    ///
    /// File names in `args` should be relative to `folder`: they then are the same wherever the folder lies, and the tools
    /// that run in a sandbox see them. Every call adds its command line to the file `commands.sh` of the folder, so that a
    /// reader can make the results again.
    ///
    /// # Errors
    /// [`ToolError::Failed`] with the line of the log that says why, [`ToolError::Interrupted`], [`ToolError::File`].
    pub fn run<S: AsRef<OsStr>>(&self, folder: &Path, args: &[S], log: &str) -> Result<String, ToolError> {
        self.run_within(folder, args, log, None)
    }

    /// As [`Tool::run`], with so many seconds of processor time at most, which do not depend on what else the machine does.
    ///
    /// # Errors
    /// [`ToolError::Endless`] when they are over, and those of [`Tool::run`].
    pub fn run_within<S: AsRef<OsStr>>(
        &self,
        folder: &Path,
        args: &[S],
        log: &str,
        seconds: Option<u64>,
    ) -> Result<String, ToolError> {
        let file = |path: &Path| {
            let path = path.to_owned();
            move |error| ToolError::File { path, error }
        };
        let folder = &folder.canonicalize().map_err(file(folder))?;
        let program = self.kind.program();
        note(folder, &command_line(program, args)).map_err(file(&folder.join(COMMANDS)))?;
        let log_path = folder.join(log);
        let output = File::create(&log_path).map_err(file(&log_path))?;
        let error = output.try_clone().map_err(file(&log_path))?;
        // What a tool that is killed leaves goes with the folder of the run.
        let scratch = folder.join(format!("{log}.tmp"));
        fs::create_dir_all(&scratch).map_err(file(&scratch))?;
        let mut command = match seconds {
            None => Command::new(&self.path),
            Some(seconds) => {
                let mut shell = Command::new("sh");
                shell.args(["-c", "ulimit -S -t \"$0\" && exec \"$@\"", &seconds.to_string()]);
                shell.arg(&self.path);
                shell
            }
        };
        command
            .args(args)
            .current_dir(folder)
            .env("TMPDIR", &scratch)
            .stdin(Stdio::null())
            .stdout(output)
            .stderr(error);
        let status = children::run(&mut command);
        let _ = fs::remove_dir_all(&scratch);
        let status = status.map_err(file(&self.path))?.ok_or(ToolError::Interrupted)?;
        let text = fs::read(&log_path).map_err(file(&log_path))?;
        let text = String::from_utf8_lossy(&text).into_owned();
        if status.success() {
            return Ok(text);
        }
        // A shell between says so by its exit status.
        let out_of_time = status.signal() == Some(SIGXCPU) || status.code() == Some(128 + SIGXCPU);
        if let Some(seconds) = seconds.filter(|_| out_of_time) {
            let end = format!("# the last command was ended after {seconds} s of processor time");
            note(folder, &end).map_err(file(&folder.join(COMMANDS)))?;
            let log = log.to_owned();
            return Err(ToolError::Endless {
                program,
                seconds,
                log,
            });
        }
        Err(ToolError::Failed {
            program,
            status: status.to_string(),
            reason: reason_in(&text),
            log: log.to_owned(),
        })
    }
}

/// The signal at the end of a process's time.
const SIGXCPU: i32 = nix::sys::signal::Signal::SIGXCPU as i32;

/// The file in a run's folder with the command lines that made what is there.
pub const COMMANDS: &str = "commands.sh";

/// Writes a line to the folder's command lines.
fn note(folder: &Path, line: &str) -> io::Result<()> {
    let mut file = OpenOptions::new()
        .create(true)
        .append(true)
        .open(folder.join(COMMANDS))?;
    writeln!(file, "{line}")
}

/// A command as one types it in a shell.
pub fn command_line<S: AsRef<OsStr>>(program: &str, args: &[S]) -> String {
    let plain = |c: char| c.is_ascii_alphanumeric() || "-_./=:,+%@".contains(c);
    let mut line = program.to_owned();
    for arg in args {
        let arg = arg.as_ref().to_string_lossy();
        line.push(' ');
        if !arg.is_empty() && arg.chars().all(plain) {
            line.push_str(&arg);
        } else {
            line.push_str(&format!("'{}'", arg.replace('\'', "'\\''")));
        }
    }
    line
}

/// The folders that tools are looked for in, in this order.
fn folders() -> Vec<PathBuf> {
    let mut folders = Vec::new();
    for start in [std::env::current_dir(), std::env::current_exe()]
        .into_iter()
        .flatten()
    {
        folders.extend(start.ancestors().map(|folder| folder.join(".tools/bin")));
    }
    if let Some(path) = std::env::var_os("PATH") {
        folders.extend(std::env::split_paths(&path));
    }
    folders
}

/// The first word that looks like a version: digits with a dot between, as in `Yosys 0.70 (git ..)`,
/// `(Version 0.11.1-post826)`, `2.0.17`.
fn version_in(text: &str) -> Option<String> {
    text.split(|c: char| c.is_whitespace() || "()\",".contains(c))
        .map(|word| word.trim_start_matches('v').trim_start_matches("nextpnr-"))
        .find(|word| {
            let numbers: Vec<&str> = word.split('.').take(2).collect();
            let all_digits = |part: &str| !part.is_empty() && part.chars().all(|c| c.is_ascii_digit());
            numbers.len() == 2
                && all_digits(numbers[0])
                && numbers[1].chars().next().is_some_and(|c| c.is_ascii_digit())
        })
        .map(ToOwned::to_owned)
}

/// Compares versions number by number, as far as `oldest` goes.
fn at_least(version: &str, oldest: &str) -> bool {
    let numbers = |text: &str| -> Vec<u64> {
        text.split(|c: char| !c.is_ascii_digit())
            .map_while(|part| part.parse().ok())
            .collect()
    };
    let (mut found, needed) = (numbers(version), numbers(oldest));
    found.resize(found.len().max(needed.len()), 0);
    found.truncate(needed.len());
    found >= needed
}

/// The line of a log that says why a tool failed: the last that speaks of an error, else the last that says anything.
fn reason_in(log: &str) -> String {
    let lines = || log.lines().rev().map(str::trim).filter(|line| !line.is_empty());
    let line = lines().find(|line| line.to_ascii_lowercase().contains("error"));
    line.or_else(|| lines().next())
        .unwrap_or("it said nothing")
        .to_owned()
}

#[cfg(test)]
mod tests;
