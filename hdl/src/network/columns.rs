//! Carry-save addition of many bits of different weights.

use super::{Network, Wire};

/// Bits to be added up, a column a weight, modulo 2^columns.
#[derive(Clone, Debug)]
pub struct Columns {
    bits: Vec<Vec<Wire>>,
    constant: u128,
}

impl Columns {
    /// Nothing to add yet.
    pub fn new(columns: u32) -> Self {
        Columns {
            bits: vec![Vec::new(); columns as usize],
            constant: 0,
        }
    }

    fn width(&self) -> u32 {
        self.bits.len() as u32
    }

    /// Adds a bit of weight 2^column; nothing beyond the last column.
    pub fn push(&mut self, column: u32, bit: Wire) {
        if let Some(bits) = self.bits.get_mut(column as usize) {
            bits.push(bit);
        }
    }

    /// Subtracts a bit of weight 2^column, as its inverse less 1.
    pub fn push_negative(&mut self, network: &mut Network, column: u32, bit: Wire) {
        let inverse = network.not(bit);
        self.push(column, inverse);
        if column < 128 {
            self.constant = self.constant.wrapping_sub(1 << column);
        }
    }

    /// Adds a bus from weight 2^column on.
    pub fn push_bus(&mut self, network: &mut Network, column: u32, bus: Wire) {
        for index in 0..bus.bits() {
            let bit = network.bit(bus, index);
            self.push(column + index, bit);
        }
    }

    /// The constants that the negative bits leave, as bits.
    fn settle(&mut self, network: &mut Network) {
        for column in 0..self.width() {
            if self.constant >> column & 1 == 1 {
                let one = network.constant(1, 1);
                self.push(column, one);
            }
        }
        self.constant = 0;
    }

    fn height(&self) -> usize {
        self.bits.iter().map(Vec::len).max().unwrap_or(0)
    }

    /// Levels of full adders from here to two rows, by Dadda: 3, 4, 6, 9, 13, 19, ... rows need 1, 2, 3, ...
    pub fn levels(&self) -> u32 {
        let (mut rows, mut levels) = (2, 0);
        while rows < self.height() {
            rows = rows * 3 / 2;
            levels += 1;
        }
        levels
    }

    /// One level of full and half adders: no more than there must be for the next number of Dadda's.
    fn reduce(&mut self, network: &mut Network) {
        let mut target = 2;
        while target * 3 / 2 < self.height() {
            target = target * 3 / 2;
        }
        let mut carries = vec![Vec::new(); self.bits.len() + 1];
        for (column, bits) in self.bits.iter_mut().enumerate() {
            let mut height = bits.len() + carries[column].len();
            let mut waiting = std::mem::take(bits).into_iter();
            let mut sums = Vec::new();
            while height > target {
                let Some(a) = waiting.next() else { break };
                let (sum, carry) = match (height - target, waiting.next(), waiting.next()) {
                    (1, Some(b), third) => {
                        sums.extend(third);
                        height -= 1;
                        (network.xor(a, b), network.and(a, b))
                    }
                    (_, Some(b), Some(c)) => {
                        height -= 2;
                        (network.xor3(a, b, c), network.majority(a, b, c))
                    }
                    (_, Some(b), None) => {
                        height -= 1;
                        (network.xor(a, b), network.and(a, b))
                    }
                    (_, None, _) => {
                        sums.push(a);
                        break;
                    }
                };
                sums.push(sum);
                carries[column + 1].push(carry);
            }
            sums.extend(waiting);
            *bits = sums;
            bits.append(&mut carries[column]);
        }
    }

    /// A register behind every bit.
    fn cut(&mut self, network: &mut Network) {
        for bit in self.bits.iter_mut().flatten() {
            *bit = network.register(*bit);
        }
    }

    /// Adds up to two rows whose sum is that of all bits, with `cuts` registers in between, the last of them behind the
    /// last adder. `before` counts the levels of logic in front of the bits.
    pub fn rows(mut self, network: &mut Network, before: u32, cuts: u32) -> (Wire, Wire) {
        self.settle(network);
        let levels = self.levels();
        let mut done = 0;
        for level in 0..=levels {
            // the cut number c stands behind the share c / cuts of all levels
            while cuts > 0 && done < cuts && (done + 1) * (before + levels) <= (before + level) * cuts {
                self.cut(network);
                done += 1;
            }
            if self.height() > 2 {
                self.reduce(network);
            }
        }
        while self.height() > 2 {
            self.reduce(network);
        }
        while done < cuts {
            self.cut(network);
            done += 1;
        }
        let zero = network.constant(0, 1);
        let row = |bits: &[Vec<Wire>], index: usize| -> Vec<Wire> {
            bits.iter()
                .map(|column| column.get(index).copied().unwrap_or(zero))
                .collect()
        };
        let (first, second) = (row(&self.bits, 0), row(&self.bits, 1));
        (network.join(&first), network.join(&second))
    }
}
