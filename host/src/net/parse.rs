//! Reads the network notation.

use super::{Layer, Net, NetError};
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
        let mut layers = Vec::new();
        for (i, token) in tokens.iter().enumerate() {
            let layer = layer(token).map_err(|problem| NetError::Token {
                net: text.to_owned(),
                position: i + 1,
                token: (*token).to_owned(),
                problem,
            })?;
            match layer {
                Layer::Dense { outputs } if i == 0 && first_is_inputs => inputs = Some(outputs),
                Layer::Dense { .. } => layers.push(layer),
                _ if layers.iter().any(|l| matches!(l, Layer::Dense { .. })) => {
                    return Err(order(
                        "a convolution or pool after a dense layer; expected dense layers last",
                    ))
                }
                Layer::MaxPool if layers.is_empty() => {
                    return Err(order("begins with a pool; expected a layer with weights first"))
                }
                _ => layers.push(layer),
            }
        }
        match layers.last() {
            Some(Layer::Dense { .. }) => Ok(Net {
                notation: text.to_owned(),
                inputs,
                layers,
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
fn layer(token: &str) -> Result<Layer, &'static str> {
    if token == "MP2" {
        return Ok(Layer::MaxPool);
    }
    let digits = token.bytes().take_while(u8::is_ascii_digit).count();
    let (count, rest) = token.split_at(digits);
    if rest.is_empty() || rest == "FC" {
        return Ok(Layer::Dense {
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
    Ok(Layer::Convolution {
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

    #[test]
    fn dense_networks_give_their_sizes() {
        let net: Net = "784-256-10".parse().unwrap();
        assert_eq!(net.dense_sizes(784), Ok(vec![784, 256, 10]));
        let net: Net = "64FC-10".parse().unwrap();
        assert_eq!(net.dense_sizes(49), Ok(vec![49, 64, 10]));
    }

    #[test]
    fn convolutions_parse_and_are_named_when_refused() {
        let net: Net = "32C5-MP2-64C3P-MP2-512FC-10".parse().unwrap();
        assert_eq!(
            net.layers[0],
            Layer::Convolution {
                channels: 32,
                kernel: 5,
                padded: false
            }
        );
        assert_eq!(
            net.layers[2],
            Layer::Convolution {
                channels: 64,
                kernel: 3,
                padded: true
            }
        );
        assert_eq!(net.layers.len(), 6);
        let error = net.dense_sizes(784).unwrap_err();
        assert!(
            matches!(&error, NetError::OnlyDense { token, .. } if token == "32C5"),
            "{error}"
        );
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
