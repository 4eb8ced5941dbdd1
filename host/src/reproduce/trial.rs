//! One training of an experiment.

use super::Desk;
use crate::data::Split;
use crate::failure::Failure;
use crate::net::Net;
use crate::train::course::{Audience, Course, State, Tally};
use crate::train::curves::Row;
use crate::weights::norm_name;
use golden::learn::wage::Settings;
use golden::norm::Norm;

/// What is trained.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Trial<'a> {
    /// The network in its notation.
    pub net: &'a str,
    /// The normaliser.
    pub norm: Option<Norm>,
    /// The seed.
    pub seed: u64,
    /// Passes over the training images.
    pub epochs: u32,
}

/// The data of an experiment.
pub struct Data {
    /// The training images.
    pub train: Split,
    /// The test images.
    pub test: Split,
}

/// Images of a batch, the default of `signum train`.
pub const BATCH: usize = 128;

impl Trial<'_> {
    /// Trains with the default rates, and gives the accuracy on the test images after the last epoch in percent.
    ///
    /// # Errors
    /// [`Failure::Input`] for data that do not fit the network; curves that cannot be written.
    pub fn run(&self, data: &Data, desk: &mut Desk) -> Result<f64, Failure> {
        let net: Net = self.net.parse()?;
        let architecture = net.architecture(data.train.shape(), self.norm)?;
        data.train.check(&architecture)?;
        data.test.check(&architecture)?;
        let course = Course {
            architecture,
            settings: Settings {
                seed: self.seed,
                epochs: self.epochs,
                batch: BATCH,
                ..Settings::default()
            },
            train: &data.train,
            test: &data.test,
        };
        let start = course.start();
        let mut learner = course.golden(&start).map_err(Failure::input)?;
        let (net, norm, seed) = (self.net, norm_name(self.norm), self.seed);
        let title = format!("{net}, normaliser {norm}, seed {seed}");
        let mut listener = Listener { desk, title: &title };
        let (state, _) = course.run(start, &mut learner, None, &mut listener)?;
        let name = format!("{net}-{norm}-seed{seed}");
        desk.curves(&name, &title, &state.rows)?;
        Ok(state.rows.last().map_or(0.0, |row| 100.0 * row.test_accuracy))
    }

    /// The batches of the training.
    pub fn batches(&self, data: &Data) -> u64 {
        u64::from(self.epochs) * data.train.labels.len().div_ceil(BATCH) as u64
    }
}

/// Passes progress on.
struct Listener<'a> {
    desk: &'a mut Desk,
    title: &'a str,
}

impl Audience for Listener<'_> {
    fn step(&mut self, _: u32, _: &Tally) {
        self.desk.step(self.title);
    }

    fn wants_state(&mut self, _: u32) -> bool {
        false
    }

    fn keep(&mut self, _: &State) -> Result<(), Failure> {
        Ok(())
    }

    fn epoch(&mut self, _: &[Row]) -> Result<(), Failure> {
        Ok(())
    }
}
