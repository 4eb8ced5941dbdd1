//! A tile as its registers describe it, and the addresses that its loops step through.

use super::super::program::{register, Product, Tile};

/// The registers.
pub(super) type Registers = [u32; super::super::program::REGISTERS];

/// One tile.
#[derive(Clone, Copy, Debug)]
pub(super) struct Job {
    pub tile: Tile,
    pub x: u32,
    pub y: u32,
    pub d: u32,
    pub f: u32,
    /// Steps of the inner loop, passes of loop 1 and of loop 2.
    pub counts: [u32; 3],
    /// Strides of the first and of the second operand in loop 1 and in loop 2.
    strides: [(u32, u32); 2],
    /// Strides of both when the lane wraps.
    pub wrap: (u32, u32),
    phase: u32,
    pub rows: usize,
    pub columns: usize,
    pub index: u32,
    pub index_row: u32,
    run: u32,
    gap: u32,
    pub tag: u8,
}

impl Job {
    /// Reads the registers; `None` where the core stops: a count of 0, no rows or columns or more than there are.
    pub fn new(tile: Tile, registers: &Registers, size: usize) -> Option<Job> {
        let r = |number: u8| registers[usize::from(number)];
        // 20 bits, so that a negative stride becomes one of 32
        let stride = |number: u8| ((r(number) << 12) as i32 >> 12) as u32;
        let job = Job {
            tile,
            x: r(register::X),
            y: r(register::Y),
            d: r(register::D),
            f: r(register::F),
            counts: [r(register::N0), r(register::N1), r(register::N2)],
            strides: [
                (stride(register::X1), stride(register::Y1)),
                (stride(register::X2), stride(register::Y2)),
            ],
            wrap: (stride(register::WX), stride(register::WY)),
            phase: r(register::PHASE),
            rows: (r(register::LANES) & 0xff) as usize,
            columns: (r(register::LANES) >> 8 & 0xff) as usize,
            index: r(register::INDEX) | r(register::INDEX_HIGH) << 20,
            index_row: r(register::INDEX_ROW),
            run: r(register::RUN_GAP) & 0xff,
            gap: r(register::RUN_GAP) >> 8 & 0xff,
            tag: r(register::TAG) as u8,
        };
        let fits = |lanes: usize| (1..=size).contains(&lanes);
        let known = job.counts.iter().all(|count| *count > 0) && fits(job.rows) && fits(job.columns);
        known.then_some(job)
    }

    /// Steps of the whole tile.
    pub fn steps(&self) -> u64 {
        self.counts.iter().map(|count| u64::from(*count)).product()
    }

    /// Address of lane `lane` in a row read, from that of lane 0.
    pub fn row_offset(&self, lane: usize) -> u32 {
        let lane = lane as u32;
        lane + lane.checked_div(self.run).unwrap_or(0) * self.gap
    }

    /// Calls `pass` for every pass of the inner loop with the addresses of both operands and the place in its pool of
    /// the position that an unpooled operand stands for.
    pub fn passes(&self, mut pass: impl FnMut(u32, u32, u8)) {
        let [inner, outer] = self.strides;
        let (mut x2, mut y2, mut y_parity) = (self.x, self.y, self.phase & 1);
        for _ in 0..self.counts[2] {
            let (mut x1, mut y1, mut x_parity) = (x2, y2, self.phase >> 1 & 1);
            for _ in 0..self.counts[1] {
                pass(x1, y1, (y_parity << 1 | x_parity) as u8);
                let (x, y) = self.taken(inner, x_parity);
                (x1, y1) = (x1.wrapping_add(x), y1.wrapping_add(y));
                x_parity ^= 1;
            }
            let (x, y) = self.taken(outer, y_parity);
            (x2, y2) = (x2.wrapping_add(x), y2.wrapping_add(y));
            y_parity ^= 1;
        }
    }

    /// The strides as they count: the E operand of an unpooled tile moves on only when the position leaves its pool,
    /// downwards in a transposed tile and upwards in a gradient tile.
    fn taken(&self, (x, y): (u32, u32), parity: u32) -> (u32, u32) {
        match self.tile.product {
            Product::Transposed if self.tile.unpool && parity == 1 => (0, y),
            Product::Gradient if self.tile.unpool && parity == 0 => (x, 0),
            _ => (x, y),
        }
    }
}
