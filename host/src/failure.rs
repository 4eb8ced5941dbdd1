//! How a command ends when it does not succeed, and the exit status that tells so.

use crate::device::DeviceError;
use std::process::ExitCode;

/// Why a command did not succeed.
#[derive(Debug)]
pub enum Failure {
    /// Bad input or arguments: exit status 2. The message names the file or field and what was expected.
    Input(anyhow::Error),
    /// The input was fine, the work failed or a check did not hold: exit status 1.
    Work(anyhow::Error),
    /// Whoever reads standard output has closed it: quiet, exit status 0.
    Closed,
}

impl Failure {
    /// Bad input, said in one sentence.
    pub fn input(message: impl std::fmt::Display) -> Self {
        Failure::Input(anyhow::anyhow!("{message}"))
    }

    /// Failed work, said in one sentence.
    pub fn work(message: impl std::fmt::Display) -> Self {
        Failure::Work(anyhow::anyhow!("{message}"))
    }

    /// The message on one line, with the causes that it does not name yet after colons.
    pub fn one_line(&self) -> String {
        match self {
            Failure::Input(e) | Failure::Work(e) => {
                let mut message = e.to_string();
                for cause in e.chain().skip(1).map(ToString::to_string) {
                    if !message.contains(&cause) {
                        message = format!("{message}: {cause}");
                    }
                }
                let line = message.split_whitespace().collect::<Vec<_>>().join(" ");
                // What a file holds is not to steer the terminal.
                line.replace(char::is_control, "\u{fffd}")
            }
            Failure::Closed => "standard output was closed".to_owned(),
        }
    }

    /// The exit status of the process.
    pub fn exit_code(&self) -> ExitCode {
        match self {
            Failure::Input(_) => ExitCode::from(2),
            Failure::Work(_) => ExitCode::from(1),
            Failure::Closed => ExitCode::SUCCESS,
        }
    }
}

/// Errors that only bad input causes become [`Failure::Input`].
macro_rules! is_input {
    ($($error:ty),+ $(,)?) => {
        $(impl From<$error> for Failure {
            fn from(e: $error) -> Self {
                Failure::Input(e.into())
            }
        })+
    };
}
is_input!(
    crate::data::DataError,
    crate::weights::WeightsError,
    crate::net::NetError,
    crate::eval::InputError,
    crate::compile::CompileError,
    crate::train::checkpoint::CheckpointError,
);

impl From<DeviceError> for Failure {
    fn from(e: DeviceError) -> Self {
        match e {
            // The user named a device that is not there.
            DeviceError::Unreachable { .. } => Failure::Input(e.into()),
            _ => Failure::Work(e.into()),
        }
    }
}
