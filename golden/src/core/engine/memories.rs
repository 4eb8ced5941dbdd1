//! The memories, without the skew that spreads them over banks.

use super::super::packet::Parameters;
use super::super::Config;
use crate::wage::ternary;

/// A memory of one element for each of N lanes at every address.
///
/// Addresses wrap; of a memory of seven eighths of a power of two, the last eighth is the one before it once more. A memory
/// that is not built in has one address, so that it can be named without harm.
#[derive(Clone, Debug)]
pub(super) struct Lanes<T> {
    lanes: usize,
    mask: usize,
    data: Vec<T>,
}

impl<T: Copy + Default> Lanes<T> {
    fn new(lanes: usize, depth: usize) -> Self {
        Lanes {
            lanes,
            mask: depth.next_power_of_two() - 1,
            data: vec![T::default(); lanes * depth.max(1)],
        }
    }

    fn place(&self, address: u32) -> usize {
        let address = address as usize & self.mask;
        let built = self.data.len() / self.lanes;
        if address < built {
            address * self.lanes
        } else {
            (address - (self.mask + 1) / 8) * self.lanes
        }
    }

    /// The elements of all lanes at an address.
    pub fn column(&self, address: u32) -> &[T] {
        let at = self.place(address);
        &self.data[at..at + self.lanes]
    }

    /// As [`Lanes::column`], to be written.
    pub fn column_mut(&mut self, address: u32) -> &mut [T] {
        let at = self.place(address);
        &mut self.data[at..at + self.lanes]
    }

    /// Every column from `address` on to the end of the memory, one after the other.
    pub fn from(&self, address: u32) -> &[T] {
        &self.data[self.place(address)..]
    }
}

/// What the core holds for a channel.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Channel {
    pub parameters: Parameters,
    /// Gradients of this step, LSB 2^-16 and 1.
    pub dgamma: i64,
    pub dbeta: i64,
}

/// Every memory but the program's. `docs/core.md` describes them.
#[derive(Clone, Debug)]
pub(super) struct Memories {
    pub a: Lanes<i8>,
    pub e: Lanes<i8>,
    /// Which of the four a pool took.
    pub winner: Lanes<u8>,
    /// Bit 0 clipped, bit 1 positive.
    pub flags: Lanes<u8>,
    pub x: Lanes<i16>,
    pub labels: Lanes<u8>,
    channels: Vec<Channel>,
    w: Lanes<i8>,
    /// `ternary` of `w`.
    digits: Lanes<i8>,
}

impl Memories {
    pub fn new(config: Config) -> Self {
        let n = config.size;
        Memories {
            a: Lanes::new(n, config.a_depth()),
            e: Lanes::new(n, config.e_depth()),
            winner: Lanes::new(n, config.e_depth()),
            flags: Lanes::new(n, config.e_depth()),
            x: Lanes::new(n, config.x_depth()),
            labels: Lanes::new(n, config.l_depth()),
            channels: vec![Channel::default(); config.c_depth().max(1)],
            w: Lanes::new(n, config.w_depth()),
            digits: Lanes::new(n, config.w_depth()),
        }
    }

    pub fn weights(&self) -> &Lanes<i8> {
        &self.w
    }

    pub fn digits(&self) -> &Lanes<i8> {
        &self.digits
    }

    pub fn set_weight(&mut self, address: u32, lane: usize, weight: i8) {
        self.w.column_mut(address)[lane] = weight;
        self.digits.column_mut(address)[lane] = ternary(weight);
    }

    pub fn channel(&mut self, address: u32) -> &mut Channel {
        let at = address as usize & (self.channels.len() - 1);
        &mut self.channels[at]
    }
}
