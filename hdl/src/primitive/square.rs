//! x^2, what L2 adds up.

use crate::network::{Columns, Network, Wire};

/// How a square is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Method {
    /// `*`, whatever the tool makes of it.
    Plain,
    /// `*` of pieces that a multiplier block takes, with registers before and behind it.
    Dsp {
        /// Bits of a piece.
        piece: u32,
    },
    /// Rows of radix-4 Booth digits, added in carry-save.
    Booth,
    /// Half of the products of the bits, for those above the diagonal equal those below; added in carry-save.
    Folded,
}

/// x^2 of a two's complement number in 2X bits, with `stages` registers on the way.
///
/// ```text
///  Booth, Folded:  rows --> [ ] --> full adders --> [ ] --> ... --> two rows --> low sum --> [ ] --> high sum
/// ```
pub fn square(network: &mut Network, x: Wire, method: Method, stages: u32) -> Wire {
    match method {
        Method::Plain => {
            let mut product = network.multiply(x, x, true);
            for _ in 0..stages {
                product = network.register(product);
            }
            product
        }
        Method::Dsp { piece } => dsp(network, x, piece, stages),
        Method::Booth => {
            let columns = booth(network, x);
            carry_save(network, columns, 2 * x.bits(), stages)
        }
        Method::Folded => {
            let columns = folded(network, x);
            carry_save(network, columns, 2 * x.bits(), stages)
        }
    }
}

/// The rows d_i x 4^i of the radix-4 digits d_i = x_{2i-1} + x_{2i} - 2 x_{2i+1} of x itself.
fn booth(network: &mut Network, x: Wire) -> Columns {
    let bits = x.bits();
    let mut columns = Columns::new(2 * bits);
    let digits = bits.div_ceil(2);
    let zero = network.constant(0, 1);
    // x_{index - 1}: 0 below the lowest bit, the sign above the highest
    let at = |network: &mut Network, index: u32| match index {
        0 => zero,
        index => network.bit(x, (index - 1).min(bits - 1)),
    };
    for digit in 0..digits {
        let low = at(network, 2 * digit);
        let middle = at(network, 2 * digit + 1);
        let high = at(network, 2 * digit + 2);
        let one = network.xor(low, middle);
        let same = network.not(one);
        let turn = network.xor(high, middle);
        let two = network.and(same, turn);
        for place in 0..=bits {
            let (once, twice) = (at(network, place + 1), at(network, place));
            let once = network.and(one, once);
            let twice = network.and(two, twice);
            let either = network.or(once, twice);
            let bit = network.xor(either, high);
            let column = 2 * digit + place;
            if place == bits {
                columns.push_negative(network, column, bit);
            } else {
                columns.push(column, bit);
            }
        }
        columns.push(2 * digit, high);
    }
    columns
}

/// x_i at 2i and x_i x_j at i + j + 1 for i < j; those with the sign count negative.
fn folded(network: &mut Network, x: Wire) -> Columns {
    let bits = x.bits();
    let mut columns = Columns::new(2 * bits);
    let each: Vec<Wire> = (0..bits).map(|index| network.bit(x, index)).collect();
    for (i, &a) in each.iter().enumerate() {
        columns.push(2 * i as u32, a);
        for (j, &b) in each.iter().enumerate().skip(i + 1) {
            let both = network.and(a, b);
            let column = (i + j + 1) as u32;
            if j as u32 == bits - 1 {
                columns.push_negative(network, column, both);
            } else {
                columns.push(column, both);
            }
        }
    }
    columns
}

/// The delay of a full adder: what a look-up table and the way to it take.
const FULL_ADDER: u32 = 12;

/// The delay of an adder of so many bits, in the same units: half a table more than a full adder, and its carry chain.
fn adder_delay(bits: u32) -> u32 {
    18 + bits
}

/// How many of `stages` registers stand in the tree, the rest cutting the last adder, for the shortest slowest stage.
fn share(levels: u32, bits: u32, stages: u32) -> u32 {
    let slowest = |tree: u32| {
        let adder = adder_delay(bits.div_ceil(stages - tree + 1));
        match tree {
            0 => FULL_ADDER * levels + adder,
            tree => (FULL_ADDER * levels.div_ceil(tree)).max(adder),
        }
    };
    (0..=stages).min_by_key(|&tree| slowest(tree)).unwrap_or(0)
}

fn carry_save(network: &mut Network, columns: Columns, bits: u32, stages: u32) -> Wire {
    let before = 1;
    let tree = share(before + columns.levels(), bits, stages);
    let (a, b) = columns.rows(network, before, tree);
    network.add_segmented(a, b, None, stages - tree + 1)
}

/// The pieces of x from the lowest on, all but the highest unsigned.
fn pieces(network: &mut Network, x: Wire, piece: u32) -> Vec<Wire> {
    let mut pieces = Vec::new();
    let mut low = 0;
    while x.bits() - low > piece + 1 {
        let bits = network.slice(x, low, piece);
        pieces.push(network.unsigned_to(bits, piece + 1));
        low += piece;
    }
    pieces.push(network.slice(x, low, x.bits() - low));
    pieces
}

/// Registers, products of pieces, registers, and the sum of the products. The product of two pieces counts twice.
///
/// Of the `stages` registers the first stands behind the products, the second before them, all further ones cut the
/// addition, which one piece does without.
fn dsp(network: &mut Network, x: Wire, piece: u32, stages: u32) -> Wire {
    let bits = 2 * x.bits();
    let before = u32::from(stages >= 2);
    let x = network.at(x, x.stage() + before);
    let pieces = pieces(network, x, piece);
    let mut columns = Columns::new(bits);
    let mut only = None;
    let behind = x.stage() + u32::from(stages >= 1);
    for i in 0..pieces.len() {
        for j in i..pieces.len() {
            let product = network.multiply(pieces[i], pieces[j], true);
            let product = network.at(product, behind);
            let column = piece * (i + j) as u32 + u32::from(j > i);
            // only what has the highest piece in it may be negative; of a square the highest bit is 0, of what is
            // unsigned the highest two
            let highest = j + 1 == pieces.len();
            let addend = match (highest, i < j) {
                (true, true) => network.signed_to(product, bits - column),
                (true, false) => network.slice(product, 0, product.bits() - 1),
                (false, _) => network.slice(product, 0, product.bits() - 2),
            };
            columns.push_bus(network, column, addend);
            only = Some(product);
        }
    }
    let left = stages.saturating_sub(2);
    if let (1, Some(product)) = (pieces.len(), only) {
        return network.at(product, product.stage() + left);
    }
    let tree = match left {
        0 => 0,
        left => share(columns.levels(), bits, left).min(left),
    };
    let (a, b) = columns.rows(network, 0, tree);
    network.add_segmented(a, b, None, left - tree + 1)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::network::Simulated;
    use crate::primitive::{NARROW, WIDE};

    /// The widths of a deviation, which no primitive of the comparison has, with every squarer of the normalisers.
    #[test]
    fn deviations_are_squared_by_every_method() {
        let dsp = |piece| (Method::Dsp { piece }, 3);
        for bits in [17, 25, 41] {
            let mut squarers = vec![(Method::Plain, 0), (Method::Booth, 2), dsp(WIDE), dsp(NARROW)];
            squarers.extend((0..=5).map(|stages| (Method::Folded, stages)));
            for (method, stages) in squarers {
                let mut network = Network::new();
                let x = network.input("x", bits);
                let x = network.register(x);
                let result = square(&mut network, x, method, stages);
                let result = network.register(result);
                network.output("square", result);
                let latency = result.stage() as usize;
                let mut unit = Simulated::new(network);
                let (low, high) = (-(1_i128 << (bits - 1)), (1_i128 << (bits - 1)) - 1);
                let mut mixed = 1_u64;
                let mut given = vec![low, high, 0, 1, -1, low + 1, low / 2, high / 2];
                for turn in 0..400 {
                    mixed = mixed.wrapping_mul(0xd134_2543_de82_ef95).wrapping_add(turn);
                    let value = i128::from(mixed.cast_signed() >> (64 - bits));
                    given.push(if turn % 3 == 0 {
                        value >> (turn % 40)
                    } else {
                        value
                    });
                }
                given.extend(vec![0; latency]);
                let mask = (1_u128 << bits) - 1;
                for (at, &value) in given.iter().enumerate() {
                    let found = unit.edge(false, &[value.cast_unsigned() & mask])[0];
                    if at + 1 >= latency {
                        let x = given[at + 1 - latency];
                        assert_eq!(
                            found,
                            (x * x).cast_unsigned(),
                            "{x}^2 of {bits} bits, {method:?} {stages}"
                        );
                    }
                }
            }
        }
    }
}
