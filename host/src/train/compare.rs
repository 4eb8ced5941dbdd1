//! The first difference between the parameters of a device and those of the golden model.

use golden::learn::wage::Parameters;
use serde::Serialize;
use std::fmt;

/// A value that differs.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// `layers.I.weight`, `.gamma`, `.beta`, `.mean` or `.scale`.
    pub tensor: String,
    /// Its indices: `[k, out]` of a weight, where k counts taps row by row with the channels innermost; `[channel]` else.
    pub index: Vec<usize>,
    /// What the device has.
    pub device: i64,
    /// What the golden model has.
    pub golden: i64,
}

impl fmt::Display for Difference {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        let index: String = self.index.iter().map(|i| format!("[{i}]")).collect();
        let Difference {
            tensor,
            device,
            golden,
            ..
        } = self;
        write!(f, "{tensor}{index} is {device}, and {golden} in the golden model")
    }
}

/// Number of values that [`first_difference`] compares.
pub fn values(parameters: &Parameters) -> u64 {
    let weights = parameters.weights.iter().map(|w| w.len());
    let norms = parameters.norms.iter().flatten().map(|norm| 4 * norm.gamma.len());
    weights.chain(norms).map(|n| n as u64).sum()
}

/// The first difference, layer by layer; in each the weights first, then gamma, beta and the running statistics.
///
/// # Errors
/// A sentence when the two are not of the same network.
pub fn first_difference(device: &Parameters, golden: &Parameters) -> Result<Option<Difference>, String> {
    let (found, expected) = (device.weights.len(), golden.weights.len());
    if found != expected || device.norms.len() != expected {
        return Err(format!("parameters of {found} layers, expected {expected}"));
    }
    for layer in 0..expected {
        let (of_device, of_golden) = (&device.weights[layer], &golden.weights[layer]);
        if of_device.dim() != of_golden.dim() {
            let (found, expected) = (of_device.shape(), of_golden.shape());
            return Err(format!(
                "layers.{layer}.weight of shape {found:?}, expected {expected:?}"
            ));
        }
        let pairs = of_device.indexed_iter().zip(of_golden);
        if let Some((((k, out), &device), &golden)) = pairs.into_iter().find(|((_, d), g)| d != g) {
            return Ok(Some(Difference {
                tensor: format!("layers.{layer}.weight"),
                index: vec![k, out],
                device: device.into(),
                golden: golden.into(),
            }));
        }
        let (device, golden) = match (&device.norms[layer], &golden.norms[layer]) {
            (Some(device), Some(golden)) => (device, golden),
            (None, None) => continue,
            _ => return Err(format!("layer {layer} has a normaliser on one side only")),
        };
        let wide = |values: &[i16]| values.iter().map(|&v| v.into()).collect::<Vec<i32>>();
        let tensors = [
            ("gamma", wide(&device.gamma), wide(&golden.gamma)),
            ("beta", wide(&device.beta), wide(&golden.beta)),
            ("mean", device.mean.clone(), golden.mean.clone()),
            ("scale", device.scale.clone(), golden.scale.clone()),
        ];
        for (name, device, golden) in tensors {
            let tensor = format!("layers.{layer}.{name}");
            if device.len() != golden.len() {
                return Err(format!(
                    "{tensor} of {} values, expected {}",
                    device.len(),
                    golden.len()
                ));
            }
            if let Some(channel) = (0..golden.len()).find(|&c| device[c] != golden[c]) {
                return Ok(Some(Difference {
                    tensor,
                    index: vec![channel],
                    device: device[channel].into(),
                    golden: golden[channel].into(),
                }));
            }
        }
    }
    Ok(None)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Net;
    use golden::learn::wage::Shape;
    use golden::norm::Norm;

    fn parameters() -> Parameters {
        let net: Net = "3C2-4-2".parse().unwrap();
        let architecture = net.architecture(Shape::new(1, 3, 3), Some(Norm::L1)).unwrap();
        Parameters::initial(&architecture, 1)
    }

    #[test]
    fn equal_parameters_have_no_difference() {
        assert_eq!(first_difference(&parameters(), &parameters()), Ok(None));
        assert_eq!(values(&parameters()), 4 * 3 + 12 * 4 + 4 * 2 + 4 * (3 + 4));
    }

    #[test]
    fn the_first_of_several_differences_is_named() {
        let mut device = parameters();
        device.weights[1][(5, 3)] ^= 1;
        let golden = i64::from(parameters().weights[1][(5, 3)]);
        let found = first_difference(&device, &parameters()).unwrap().unwrap();
        assert_eq!(
            (found.tensor.as_str(), &found.index[..]),
            ("layers.1.weight", &[5, 3][..])
        );
        assert_eq!((found.device, found.golden), (golden ^ 1, golden));
        assert!(
            found.to_string().starts_with("layers.1.weight[5][3] is "),
            "{found}"
        );

        // What lies before it comes first, whatever its kind.
        type Change = fn(&mut Parameters);
        let changes: [(Change, &str); 4] = [
            (|p| p.norms[0].as_mut().unwrap().scale[1] = 7, "layers.0.scale"),
            (|p| p.norms[0].as_mut().unwrap().mean[2] = -7, "layers.0.mean"),
            (|p| p.norms[0].as_mut().unwrap().beta[0] = 7, "layers.0.beta"),
            (|p| p.norms[0].as_mut().unwrap().gamma[0] = 7, "layers.0.gamma"),
        ];
        for (change, name) in changes {
            change(&mut device);
            assert_eq!(
                first_difference(&device, &parameters()).unwrap().unwrap().tensor,
                name
            );
        }
    }

    #[test]
    fn other_networks_are_no_difference_but_an_error() {
        let mut device = parameters();
        device.norms[1] = None;
        assert!(first_difference(&device, &parameters())
            .unwrap_err()
            .contains("one side"));
        device.weights.pop();
        assert!(first_difference(&device, &parameters()).is_err());
    }
}
