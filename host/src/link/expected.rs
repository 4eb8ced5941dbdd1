//! Whether a board is the one that is wanted.

use golden::link::Hello;

use super::LinkError;

/// What a board must say of itself; `None` takes any.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    /// [`golden::link::build_hash`] of the hardware.
    pub build_hash: Option<u64>,
    /// Name of the configuration.
    pub configuration: Option<String>,
}

impl Expected {
    /// Compares, with a program that speaks `version` of the link's protocol.
    ///
    /// # Errors
    /// [`LinkError::Version`], [`LinkError::Configuration`] or [`LinkError::Build`], whichever differs first.
    pub fn check(&self, hello: &Hello, version: u8) -> Result<(), LinkError> {
        if hello.version != version {
            return Err(LinkError::Version {
                board: hello.version,
                program: version,
            });
        }
        match &self.configuration {
            Some(program) if *program != hello.configuration => {
                return Err(LinkError::Configuration {
                    board: hello.configuration.clone(),
                    program: program.clone(),
                })
            }
            _ => {}
        }
        match self.build_hash {
            Some(program) if program != hello.build_hash => Err(LinkError::Build {
                board: hello.build_hash,
                program,
            }),
            _ => Ok(()),
        }
    }
}
