//! Reads the network notation.

use super::{Net, NetError};
use golden::learn::wage::Stage;
use std::str::FromStr;

/// No layer, kernel or image of this family is larger; it keeps products of sizes far from overflow.
const LARGEST: usize = 1 << 20;

impl FromStr for Net {
    type Err = NetError;

    fn from_str(text: &str) -> Result<Self, NetError> {
        let order = |problem| NetError::Order {
            net: text.to_owned(),
            problem,
        };
        let tokens: Vec<&str> = text.split('-').collect();
        let first_is_inputs = tokens[0].bytes().all(|b| b.is_ascii_digit()) && !tokens[0].is_empty();
        let mut inputs = None;
        let mut stages = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let stage = stage(token).map_err(|problem| NetError::Token {
                net: text.to_owned(),
                position: i + 1,
                token: (*token).to_owned(),
                problem,
            })?;
            match stage {
                Stage::Dense { outputs } if i == 0 && first_is_inputs => inputs = Some(outputs),
                Stage::Dense { .. } => stages.push(stage),
                _ if stages.iter().any(|s| matches!(s, Stage::Dense { .. })) => {
                    return Err(order(
                        "a convolution or pool after a dense layer; expected dense layers last",
                    ))
                }
                Stage::MaxPool if stages.is_empty() => {
                    return Err(order("begins with a pool; expected a layer with weights first"))
                }
                _ => stages.push(stage),
            }
        }
        match stages.last() {
            Some(Stage::Dense { .. }) => Ok(Net {
                notation: text.to_owned(),
                inputs,
                stages,
            }),
            Some(_) => Err(order(
                "does not end in a dense layer; expected the number of classes last",
            )),
            None => Err(order(
                "has no layer; expected inputs, layers and classes, as in 784-256-10",
            )),
        }
    }
}

/// One token, a bare number being dense.
fn stage(token: &str) -> Result<Stage, &'static str> {
    if token == "MP2" {
        return Ok(Stage::MaxPool);
    }
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (count, rest) = token.split_at(digits);
    if rest.is_empty() || rest == "FC" {
        return Ok(Stage::Dense {
            outputs: number(count)?,
        });
    }
    let Some(kernel) = rest.strip_prefix('C') else {
        return Err("not a layer");
    };
    let (kernel, padded) = match kernel.strip_suffix('P') {
        Some(kernel) => (kernel, true),
        None => (kernel, false),
    };
    let (channels, kernel) = (number(count)?, number(kernel)?);
    if padded && kernel % 2 == 0 {
        return Err("an even kernel cannot be padded to keep the size");
    }
    Ok(Stage::Convolution {
        channels,
        kernel,
        padded,
    })
}

fn number(digits: &str) -> Result<usize, &'static str> {
    match digits.parse() {
        Ok(0) => Err("a size of 0"),
        Ok(n) if n <= LARGEST && digits.bytes().all(|b| b.is_ascii_digit()) => Ok(n),
        Ok(_) => Err("a size beyond 1048576"),
        Err(_) if digits.is_empty() => Err("a size is missing"),
        Err(_) if digits.bytes().all(|b| b.is_ascii_digit()) => Err("a size beyond 1048576"),
        Err(_) => Err("not a layer"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use golden::learn::wage::{Architecture, Shape};
    use golden::norm::Norm;

    #[test]
    fn dense_networks_take_vectors() {
        let mnist = Shape::new(1, 28, 28);
        let net: Net = "784-256-10".parse().unwrap();
        assert_eq!(
            net.architecture(mnist, None),
            Ok(Architecture::dense(&[784, 256, 10]).unwrap())
        );
        let net: Net = "64FC-10".parse().unwrap();
        let images = Shape::new(1, 7, 7);
        assert_eq!(
            net.architecture(images, None),
            Ok(Architecture::dense(&[49, 64, 10]).unwrap())
        );
    }

    #[test]
    fn convolutions_take_maps() {
        let net: Net = "32C5-MP2-64C3P-MP2-512FC-10".parse().unwrap();
        let (channels, kernel) = (32, 5);
        let first = Stage::Convolution {
            channels,
            kernel,
            padded: false,
        };
        assert_eq!(
            (net.stages.len(), net.stages[0], net.stages[1]),
            (6, first, Stage::MaxPool)
        );
        let found = net.architecture(Shape::new(1, 28, 28), Some(Norm::L1)).unwrap();
        let results: Vec<Shape> = found.layers().iter().map(|layer| layer.result).collect();
        let expected = [
            Shape::new(32, 12, 12),
            Shape::new(64, 6, 6),
            Shape::vector(512),
            Shape::vector(10),
        ];
        assert_eq!(results, expected);
        let norms: Vec<bool> = found.layers().iter().map(|layer| layer.norm.is_some()).collect();
        assert_eq!(norms, [true, true, true, false]);

        let with_inputs: Net = "784-32C5-10".parse().unwrap();
        assert!(with_inputs.architecture(Shape::new(1, 28, 28), None).is_ok());
        let error = with_inputs
            .architecture(Shape::new(1, 20, 20), None)
            .unwrap_err()
            .to_string();
        assert!(
            error.contains("784 inputs") && error.contains("expected 400"),
            "{error}"
        );
    }

    #[test]
    fn what_does_not_fit_the_images_is_refused_with_the_numbers() {
        let refusal = |net: &str, edge| {
            let net: Net = net.parse().unwrap();
            net.architecture(Shape::new(1, edge, edge), None)
                .unwrap_err()
                .to_string()
        };
        for (net, edge, parts) in [
            ("8C5-10", 4, ["5 x 5", "4 x 4"]),
            ("8C3-MP2-10", 3, ["2 x 2", "1 x 1"]),
            ("50000-50000-10", 28, ["weights", "134217728"]),
            ("8000C3P-10", 28, ["6272010 activations", "524288"]),
        ] {
            let refusal = refusal(net, edge);
            assert!(parts.iter().all(|part| refusal.contains(part)), "{refusal}");
        }
    }

    #[test]
    fn what_is_no_network_is_refused() {
        let bad = [
            "",
            "-",
            "784",
            "784-",
            "-784-10",
            "784--10",
            "784-0-10",
            "784-x-10",
            "784-256-10FX",
            "32C-10",
            "C5-10",
            "32C4P-10",
            "MP2-10",
            "784-10-MP2",
            "784-10-3C3-10",
            "32C5",
            "32C+5-10",
            "+784-10",
            "784-99999999999999999999",
            "784-1048577",
            "784 -10",
            "32c5-10",
        ];
        for text in bad {
            assert!(text.parse::<Net>().is_err(), "{text}");
        }
    }
}
