//! The settings that decide the weights of a training: given by arguments, or kept in a checkpoint.

use super::rates::Rates;
use crate::cli::{NormName, TrainArgs};
use crate::failure::Failure;
use crate::net::Net;
use golden::learn::wage::Settings;
use golden::norm::Norm;
use serde::{Deserialize, Serialize};
use std::path::Path;

/// Everything that decides the weights, but the data set's content. Two trainings with the same setup on the same data
/// end with the same weights on every device.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Setup {
    /// The network in its notation.
    pub net: String,
    /// The normaliser: none, l1 or l2.
    pub norm: String,
    /// The data set as named.
    pub data: String,
    /// The first so many training images only.
    pub limit: Option<u32>,
    /// The seed.
    pub seed: u64,
    /// Passes over the training images.
    pub epochs: u32,
    /// Images of a batch.
    pub batch: u32,
    /// The rate schedule in its notation.
    pub rates: String,
}

/// Defaults of the arguments.
const EPOCHS: u32 = 10;
const BATCH: u32 = 128;
const SEED: u64 = 1;

impl Setup {
    /// The setup of a new training.
    ///
    /// # Errors
    /// [`Failure::Input`] without network or data set, and for rates that do not cover the epochs.
    pub fn new(args: &TrainArgs) -> Result<Self, Failure> {
        let (Some(net), Some(data)) = (&args.net, &args.data) else {
            return Err(Failure::input(
                "--net and --data are missing; expected both, or --resume",
            ));
        };
        let rates = args.rates.clone().unwrap_or_default();
        let by_rates = rates.epochs().and_then(|epochs| u32::try_from(epochs).ok());
        let epochs = args.epochs.or(by_rates).unwrap_or(EPOCHS);
        if let Some(covered) = rates.epochs().filter(|&covered| covered != u64::from(epochs)) {
            return Err(Failure::input(format!(
                "--rates {rates}: rates for {covered} epochs, expected {epochs}, the value of --epochs"
            )));
        }
        Ok(Setup {
            net: net.clone(),
            norm: args.norm.unwrap_or(NormName::None).as_str().to_owned(),
            data: data.clone(),
            limit: args.limit,
            seed: args.seed.unwrap_or(SEED),
            epochs,
            batch: args.batch.unwrap_or(BATCH),
            rates: rates.to_string(),
        })
    }

    /// Whether the arguments that are given agree with this setup, that of the checkpoint `file`.
    ///
    /// # Errors
    /// [`Failure::Input`] naming the first argument that does not.
    pub fn agrees(&self, args: &TrainArgs, file: &Path) -> Result<(), Failure> {
        let given = [
            ("--net", args.net.clone(), self.net.clone()),
            ("--data", args.data.clone(), self.data.clone()),
            (
                "--norm",
                args.norm.map(|norm| norm.as_str().to_owned()),
                self.norm.clone(),
            ),
            ("--seed", args.seed.map(|n| n.to_string()), self.seed.to_string()),
            (
                "--epochs",
                args.epochs.map(|n| n.to_string()),
                self.epochs.to_string(),
            ),
            (
                "--batch",
                args.batch.map(|n| n.to_string()),
                self.batch.to_string(),
            ),
            (
                "--rates",
                args.rates.as_ref().map(ToString::to_string),
                self.rates.clone(),
            ),
            (
                "--limit",
                args.limit.map(|n| n.to_string()),
                self.limit.map_or("none".to_owned(), |n| n.to_string()),
            ),
        ];
        for (option, given, kept) in given {
            if let Some(given) = given.filter(|given| *given != kept) {
                return Err(Failure::input(format!(
                    "{option} {given}: the training of {} has {kept}; expected the same, or no {option}",
                    file.display()
                )));
            }
        }
        Ok(())
    }

    /// The network, the normaliser and the golden model's settings.
    ///
    /// # Errors
    /// [`Failure::Input`] for a network or rates that are none, and for a normaliser that there is not.
    pub fn resolve(&self) -> Result<(Net, Option<Norm>, Settings), Failure> {
        let norm = match self.norm.as_str() {
            "none" => None,
            "l1" => Some(Norm::L1),
            "l2" => Some(Norm::L2),
            other => {
                return Err(Failure::input(format!(
                    "normaliser {other}; expected none, l1 or l2"
                )))
            }
        };
        let rates: Rates = self.rates.parse().map_err(Failure::input)?;
        let settings = Settings {
            seed: self.seed,
            epochs: self.epochs,
            batch: self.batch as usize,
            schedule: rates.schedule(),
        };
        Ok((self.net.parse()?, norm, settings))
    }
}
