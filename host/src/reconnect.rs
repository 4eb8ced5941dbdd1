//! A board that was lost under way, and is asked for again.

use crate::cli::Target;
use crate::device::DeviceError;
use crate::failure::Failure;
use std::time::{Duration, Instant};

/// Times in a row that a board may be lost without anything being done between.
const VAIN: u32 = 5;
/// Time between two looks for a board.
const LOOK: Duration = Duration::from_millis(250);

/// How long a lost board is waited for, and how often it was.
#[derive(Debug)]
pub struct Reconnect {
    is_board: bool,
    patience: Duration,
    vain: u32,
    times: u32,
}

impl Reconnect {
    /// Waits for `on` for `patience` each time; not at all where it is no board, or where that is 0.
    pub fn new(on: &Target, patience: Duration) -> Self {
        Reconnect {
            is_board: on.is_board(),
            patience,
            vain: 0,
            times: 0,
        }
    }

    /// How often the board came back.
    pub fn times(&self) -> u32 {
        self.times
    }

    /// The time for which a board is waited for.
    pub fn patience(&self) -> Duration {
        self.patience
    }

    /// The board was lost, with or without `progress` since the last time; whether to ask for it again.
    pub fn worth_it(&mut self, progress: bool) -> bool {
        self.vain = if progress { 0 } else { self.vain + 1 };
        self.is_board && !self.patience.is_zero() && self.vain < VAIN
    }

    /// Opens the board again, as soon as it is there; none when it does not come back.
    ///
    /// # Errors
    /// Whatever `open` fails with, but a board that is not there or is lost again.
    pub fn again<T>(&mut self, mut open: impl FnMut() -> Result<T, Failure>) -> Result<Option<T>, Failure> {
        let start = Instant::now();
        loop {
            match open() {
                Ok(device) => {
                    self.times += 1;
                    return Ok(Some(device));
                }
                Err(failure) if !is_absent(&failure) && !is_lost(&failure) => return Err(failure),
                Err(_) if start.elapsed() >= self.patience => return Ok(None),
                Err(_) => std::thread::sleep(LOOK),
            }
        }
    }

    /// What [`Reconnect::again`] found when it gave none, behind the failure that lost the board.
    pub fn in_vain(&self) -> String {
        format!(
            ", and the board did not come back within {} s",
            self.patience.as_secs()
        )
    }
}

/// The error of a device that a failure speaks of.
fn device_error(failure: &Failure) -> Option<&DeviceError> {
    match failure {
        Failure::Input(error) | Failure::Work(error) => error.downcast_ref(),
        Failure::Closed => None,
    }
}

/// The board was there and is no more, or says nothing.
pub fn is_lost(failure: &Failure) -> bool {
    matches!(
        device_error(failure),
        Some(DeviceError::Broken { .. } | DeviceError::Silent { .. })
    )
}

/// The board is not there.
fn is_absent(failure: &Failure) -> bool {
    matches!(device_error(failure), Some(DeviceError::Unreachable { .. }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn board(patience: u64) -> Reconnect {
        Reconnect::new(&Target::Pcie("x".into()), Duration::from_secs(patience))
    }

    fn absent() -> Failure {
        Failure::from(DeviceError::Unreachable {
            device: "pcie:x".to_owned(),
            problem: "gone".to_owned(),
        })
    }

    #[test]
    fn a_board_is_asked_again_until_it_was_lost_five_times_in_vain() {
        let mut reconnect = board(30);
        let mut worth = |progress| reconnect.worth_it(progress);
        assert!([false; 4].map(&mut worth).iter().all(|again| *again));
        assert!(worth(true), "progress counts anew");
        assert!([false; 4].map(&mut worth).iter().all(|again| *again));
        assert!(!worth(false));
        assert!(!board(0).worth_it(true), "nobody wants to wait");
        assert!(!Reconnect::new(&Target::Sim, Duration::from_secs(30)).worth_it(true));
    }

    #[test]
    fn a_board_that_comes_back_is_counted_and_another_failure_is_none_of_its_absence() {
        let mut reconnect = board(30);
        let mut looks = 0;
        let found = reconnect.again(|| {
            looks += 1;
            (looks == 3).then_some(looks).ok_or_else(absent)
        });
        assert!(matches!(found, Ok(Some(3))));
        assert_eq!(reconnect.times(), 1);
        let refused = reconnect.again(|| Err::<(), _>(Failure::input("too small")));
        assert!(matches!(refused, Err(Failure::Input(_))));
        assert!(matches!(board(0).again(|| Err::<(), _>(absent())), Ok(None)));
        assert_eq!(reconnect.times(), 1);
    }
}
