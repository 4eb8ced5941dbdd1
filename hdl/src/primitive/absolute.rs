//! |x|, what L1 adds up.

use crate::network::{Network, Wire};

/// The absolute value of a two's complement number, unsigned in as many bits, so that |-2^(X-1)| = 2^(X-1).
///
/// ```text
///  low half:  x ^ sign --> + sign --> [ ] ---------------------> |x| low
///                             \-----> [carry] --+
///  high half: x ^ sign -------------> [ ] ----> + carry -------> |x| high        (stages = 1)
/// ```
///
/// The carry is cut into `stages` + 1 segments.
pub fn absolute(network: &mut Network, x: Wire, stages: u32) -> Wire {
    let negative = network.top(x);
    network.negate_if(x, negative, stages + 1)
}
