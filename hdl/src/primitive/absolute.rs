//! |x|, what L1 adds up.

use crate::network::{Network, Wire};

/// The absolute value of a two's complement number, unsigned in as many bits, so that |-2^(X-1)| = 2^(X-1): an exclusive
/// or with the sign, and an adder for the sign.
pub fn absolute(network: &mut Network, x: Wire) -> Wire {
    let negative = network.top(x);
    network.negate_if(x, negative, 1)
}

/// [`absolute`] without a carry: in -x the lowest bit that is set stays, and all above it are inverted.
///
/// ```text
///  x --> any bit below, in groups of 4 --> [ ] --> any group below, in fours --> [ ] --> x ^ (negative & any below)
/// ```
///
/// ceil(log4 X) levels of gates up the groups and as many down, and one more; `stages` registers are spread over them.
pub fn absolute_by_groups(network: &mut Network, x: Wire, stages: u32) -> Wire {
    let negative = network.top(x);
    let bits: Vec<Wire> = (0..x.bits()).map(|index| network.bit(x, index)).collect();
    let cuts = Cuts::new(&bits, stages);
    let below = any_below(network, &bits, &cuts, 0);
    let mut result = Vec::new();
    for (&bit, &below) in bits.iter().zip(&below) {
        let flip = network.and(negative, below);
        result.push(network.xor(bit, flip));
    }
    network.join(&result)
}

/// Where the registers stand among the levels of gates.
struct Cuts {
    levels: u32,
    stages: u32,
}

impl Cuts {
    fn new(bits: &[Wire], stages: u32) -> Self {
        let mut levels = 1;
        let mut groups = bits.len().div_ceil(4);
        while groups > 1 {
            // one on the way up and one on the way down
            levels += 2;
            groups = groups.div_ceil(4);
        }
        Cuts {
            levels: levels + 1,
            stages,
        }
    }

    /// Registers that stand before the end of so many levels.
    fn before(&self, level: u32) -> u32 {
        (level * (self.stages + 1) / self.levels).min(self.stages)
    }
}

/// For each bit, whether any bit below it is set. `level` counts the levels of gates in front of the bits.
fn any_below(network: &mut Network, bits: &[Wire], cuts: &Cuts, level: u32) -> Vec<Wire> {
    let zero = network.constant(0, 1);
    let start = bits[0].stage() - cuts.before(level);
    let groups: Vec<&[Wire]> = bits.chunks(4).collect();
    let mut within = Vec::new();
    for group in &groups {
        for index in 0..group.len() {
            within.push(match index {
                0 => zero,
                index => {
                    let lower = network.join(&group[..index]);
                    network.any(lower)
                }
            });
        }
    }
    if groups.len() == 1 {
        let end = start + cuts.before(level + 1);
        return within.into_iter().map(|below| network.at(below, end)).collect();
    }
    let mut whole = Vec::new();
    for group in &groups {
        let all = network.join(group);
        let any = network.any(all);
        whole.push(network.at(any, start + cuts.before(level + 1)));
    }
    let before = any_below(network, &whole, cuts, level + 1);
    let end = start + cuts.before(cuts.levels - 1 - level);
    let mut result = Vec::new();
    for (index, &within) in within.iter().enumerate() {
        let below = network.or(within, before[index / 4]);
        result.push(network.at(below, end));
    }
    result
}
