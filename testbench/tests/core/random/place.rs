//! Places of operands: loops whose addresses stay in a window.

use golden::core::program::{lanes, register};
use rand::rngs::StdRng;
use rand::Rng;

use super::{Program, MASK};
use crate::space::Window;

/// An operand of a tile, as the addresses that the loops touch.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Loops {
    counts: [u32; 3],
    /// Strides of loop 1 and 2, and when the lane wraps.
    strides: [i64; 3],
}

impl Program<'_> {
    /// Loops whose addresses, with `tail` more at each place, span at most the window, and where they start in it.
    pub(super) fn place(
        &mut self,
        window: Window,
        counts: [u32; 3],
        wrapped: bool,
        tail: &[u32],
        unpool: Option<(u32, i64)>,
    ) -> (u32, Loops, Vec<u32>) {
        // strides that leave no room are drawn again, shorter every time
        for widest in (0..=40i64)
            .rev()
            .flat_map(|widest| [widest; 8])
            .chain(std::iter::repeat(0))
        {
            let mut stride = || self.random.gen_range(-widest..=widest);
            let loops = Loops {
                counts,
                strides: [stride(), stride(), stride()],
            };
            let touched = self.touched(&loops, wrapped, tail, unpool);
            let (low, high) = (*touched.iter().min().unwrap(), *touched.iter().max().unwrap());
            let Some(room) = i64::from(window.size)
                .checked_sub(high - low + 1)
                .filter(|room| *room >= 0)
            else {
                continue;
            };
            let start = i64::from(window.base) + self.random.gen_range(0..=room) - low;
            let addresses = touched
                .iter()
                .map(|offset| (start + offset) as u32 & MASK)
                .collect();
            return (start as u32 & MASK, loops, addresses);
        }
        unreachable!("without strides a pass fits every window")
    }

    /// Offsets from the start that loops touch. `unpool`: the phase, and the parity with which a stride counts.
    fn touched(&self, loops: &Loops, wrapped: bool, tail: &[u32], unpool: Option<(u32, i64)>) -> Vec<i64> {
        let n = i64::from(self.n());
        let mut touched = Vec::new();
        let counts = loops.counts.map(i64::from);
        let (phase, when) = unpool.map_or((0, 2), |(phase, when)| (i64::from(phase), when));
        let (mut outer, mut y) = (0, phase & 1);
        for _ in 0..counts[2] {
            let (mut inner, mut x) = (outer, phase >> 1);
            for _ in 0..counts[1] {
                for i0 in 0..counts[0] {
                    let at = inner + if wrapped { i0 / n * loops.strides[2] } else { i0 };
                    if !wrapped || i0 % n == 0 {
                        touched.extend(tail.iter().map(|t| at + i64::from(*t)));
                    }
                }
                inner += if when == 2 || x == when {
                    loops.strides[0]
                } else {
                    0
                };
                x ^= 1;
            }
            outer += if when == 2 || y == when {
                loops.strides[1]
            } else {
                0
            };
            y ^= 1;
        }
        touched
    }

    pub(super) fn set_loops(&mut self, counts: [u32; 3], x: &Loops, y: &Loops) {
        for (register, value) in [
            (register::N0, counts[0]),
            (register::N1, counts[1]),
            (register::N2, counts[2]),
            (register::X1, x.strides[0] as u32),
            (register::X2, x.strides[1] as u32),
            (register::WX, x.strides[2] as u32),
            (register::Y1, y.strides[0] as u32),
            (register::Y2, y.strides[1] as u32),
            (register::WY, y.strides[2] as u32),
        ] {
            self.li(register, value);
        }
    }

    pub(super) fn counts(&mut self, most: u32) -> [u32; 3] {
        let few = |random: &mut StdRng| {
            if random.gen_bool(0.4) {
                1
            } else {
                random.gen_range(1..=4)
            }
        };
        let n0 = if self.random.gen_bool(0.15) {
            1
        } else {
            self.random.gen_range(1..=most)
        };
        [n0, few(self.random), few(self.random)]
    }

    pub(super) fn set_lanes(&mut self) -> (u32, u32) {
        let n = self.n();
        let most = |random: &mut StdRng| {
            if random.gen_bool(0.5) {
                n
            } else {
                random.gen_range(1..=n)
            }
        };
        let (rows, columns) = (most(self.random), most(self.random));
        self.li(register::LANES, lanes(rows as usize, columns as usize));
        (rows, columns)
    }

    pub(super) fn somewhere(&mut self, window: Window, length: u32) -> u32 {
        window.base + self.random.gen_range(0..=window.size - length)
    }
}
