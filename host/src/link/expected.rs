//! Whether a board is one that is wanted.

use golden::link::Hello;

use super::LinkError;

/// What a board must say of itself; any will do by default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Expected {
    builds: Vec<(String, u64)>,
}

impl Expected {
    /// A board of one of these configurations, each with its build: name, [`golden::link::build_hash`].
    pub fn one_of(builds: &[(&str, u64)]) -> Self {
        let builds = builds.iter().map(|(name, build)| ((*name).to_owned(), *build));
        Expected {
            builds: builds.collect(),
        }
    }

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
        if self.builds.is_empty() {
            return Ok(());
        }
        let build = self.builds.iter().find(|(name, _)| *name == hello.configuration);
        match build {
            None => {
                let names: Vec<&str> = self.builds.iter().map(|(name, _)| name.as_str()).collect();
                Err(LinkError::Configuration {
                    board: hello.configuration.clone(),
                    program: names.join(", "),
                })
            }
            Some((_, program)) if *program != hello.build_hash => Err(LinkError::Build {
                board: hello.build_hash,
                program: *program,
            }),
            Some(_) => Ok(()),
        }
    }
}
