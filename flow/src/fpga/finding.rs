//! A placement that there is none of: a result as much as one that there is, and no cheaper to find.

use super::target::Target;
use super::Error;
use crate::tool::ToolError;
use serde::{Deserialize, Serialize};
use std::fs;
use std::io;
use std::path::Path;

/// Its file in the folder of the placement.
const FILE: &str = "finding.json";

/// Why there is no placement, as it is kept.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Finding {
    /// [`Error::DoesNotFit`].
    DoesNotFit {
        kind: String,
        needed: u64,
        available: u64,
    },
    /// [`Error::Crowded`].
    Crowded {
        kind: String,
        needed: u64,
        available: u64,
        seconds: u64,
    },
    /// [`ToolError::Endless`] of the placement tool.
    Endless { seconds: u64, log: String },
}

impl Finding {
    /// What an error says of design and device; nothing where it speaks of the run, as of a tool that is missing.
    pub(super) fn of(error: &Error) -> Option<Finding> {
        Some(match error {
            Error::DoesNotFit {
                kind,
                needed,
                available,
                ..
            } => Finding::DoesNotFit {
                kind: kind.clone(),
                needed: *needed,
                available: *available,
            },
            Error::Crowded {
                kind,
                needed,
                available,
                seconds,
                ..
            } => Finding::Crowded {
                kind: kind.clone(),
                needed: *needed,
                available: *available,
                seconds: *seconds,
            },
            Error::Tool(ToolError::Endless { seconds, log, .. }) => Finding::Endless {
                seconds: *seconds,
                log: log.clone(),
            },
            _ => return None,
        })
    }

    /// The error that it was.
    pub(super) fn error(self, target: Target) -> Error {
        match self {
            Finding::DoesNotFit {
                kind,
                needed,
                available,
            } => Error::DoesNotFit {
                target,
                kind,
                needed,
                available,
            },
            Finding::Crowded {
                kind,
                needed,
                available,
                seconds,
            } => Error::Crowded {
                target,
                kind,
                needed,
                available,
                seconds,
            },
            Finding::Endless { seconds, log } => Error::Tool(ToolError::Endless {
                program: target.nextpnr().program(),
                seconds,
                log,
            }),
        }
    }

    /// Puts it into the folder of the placement.
    pub(super) fn keep(&self, folder: &Path) -> io::Result<()> {
        fs::write(folder.join(FILE), serde_json::to_string(self)?)
    }

    /// That of a folder, if there is one.
    pub(super) fn kept(folder: &Path) -> io::Result<Option<Finding>> {
        match fs::read_to_string(folder.join(FILE)) {
            Ok(text) => Ok(Some(serde_json::from_str(&text)?)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_finding_is_the_same_error_when_it_is_read_again() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Finding::kept(folder.path()).unwrap(), None);
        let kind = || "ICESTORM_LC".to_owned();
        for finding in [
            Finding::DoesNotFit {
                kind: kind(),
                needed: 8000,
                available: 7680,
            },
            Finding::Crowded {
                kind: kind(),
                needed: 7400,
                available: 7680,
                seconds: 181,
            },
            Finding::Endless {
                seconds: 60,
                log: "place.log".to_owned(),
            },
        ] {
            let error = finding.clone().error(Target::Hx8k);
            assert_eq!(Finding::of(&error), Some(finding.clone()), "{error}");
            finding.keep(folder.path()).unwrap();
            assert_eq!(Finding::kept(folder.path()).unwrap(), Some(finding));
        }
        assert_eq!(Finding::of(&Error::Tool(ToolError::Interrupted)), None);
        fs::write(folder.path().join(FILE), "{").unwrap();
        assert!(Finding::kept(folder.path()).is_err());
    }
}
