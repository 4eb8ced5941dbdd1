//! `infer --check`: what a device gives out, against the golden model.

use crate::failure::Failure;
use crate::weights::Weights;
use golden::learn::wage::Network;
use ndarray::{Array2, ArrayView2};
use serde::Serialize;

/// What was compared.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Checked {
    /// Images.
    pub images: usize,
    /// Outputs of the network, one a class and image.
    pub values: usize,
    /// The first that is not golden's; nothing is compared behind it.
    pub difference: Option<String>,
}

/// Compares every output of every image with the golden layers'.
pub struct Check {
    network: Network,
    checked: Checked,
}

impl Check {
    /// Against the golden layers with these weights.
    pub fn new(weights: &Weights) -> Result<Check, Failure> {
        let Weights {
            architecture,
            parameters,
            ..
        } = weights.clone();
        Ok(Check {
            network: Network::from_parameters(architecture, parameters).map_err(Failure::input)?,
            checked: Checked::default(),
        })
    }

    /// The device gave `outputs` (an image a row) for `images`.
    pub fn compare(&mut self, images: ArrayView2<i8>, outputs: &Array2<i8>) -> Result<(), Failure> {
        if self.checked.difference.is_some() {
            return Ok(());
        }
        let layers = self.network.forward(images).map_err(Failure::work)?;
        let expected = layers.last().map_or(images, |last| last.a.view());
        let mut pairs = outputs.indexed_iter().zip(expected.iter());
        let differing = pairs.find(|((_, found), golden)| found != golden);
        let differing = differing.map(|(((row, class), found), golden)| {
            let image = self.checked.images + row;
            format!("output {class} of image {image} is {found}, golden's is {golden}")
        });
        self.checked.difference = match outputs.dim() == expected.dim() {
            true => differing,
            false => Some(format!(
                "{:?} outputs for images {} and on, golden has {:?}",
                outputs.dim(),
                self.checked.images,
                expected.dim()
            )),
        };
        self.checked.images += outputs.nrows();
        self.checked.values += outputs.len();
        Ok(())
    }

    /// What was compared.
    pub fn checked(self) -> Checked {
        self.checked
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use ndarray::array;

    #[test]
    fn the_first_output_that_differs_is_named() {
        let weights = Weights::dense("2-3".parse().unwrap(), vec![array![[64, -64, 0], [64, 64, 64]]]);
        let weights = weights.unwrap();
        let images = array![[10i8, 20], [127, -3], [0, 5]];
        let golden = Check::new(&weights)
            .unwrap()
            .network
            .forward(images.view())
            .unwrap();
        let golden = golden.last().unwrap().a.clone();
        let mut check = Check::new(&weights).unwrap();
        check.compare(images.view(), &golden).unwrap();
        assert_eq!((check.checked.images, check.checked.values), (3, 9));
        assert_eq!(check.checked.difference, None);
        let mut wrong = golden.clone();
        wrong[(1, 2)] += 1;
        check.compare(images.view(), &wrong).unwrap();
        let expected = format!(
            "output 2 of image 4 is {}, golden's is {}",
            wrong[(1, 2)],
            golden[(1, 2)]
        );
        assert_eq!(check.checked.difference, Some(expected.clone()));
        // what comes behind it changes nothing
        check.compare(images.view(), &golden).unwrap();
        assert_eq!(check.checked().difference, Some(expected));
        let mut short = Check::new(&weights).unwrap();
        short.compare(images.view(), &array![[0i8, 0, 0]]).unwrap();
        assert!(short.checked().difference.unwrap().contains("(1, 3)"));
    }
}
