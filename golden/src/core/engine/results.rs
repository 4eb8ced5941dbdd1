//! What becomes of a tile's sums.

use super::super::packet::Counter;
use super::super::program::{Pool, Product};
use super::job::Job;
use super::products::{accumulate, Accumulators, LANES_MAX};
use super::Engine;
use crate::random::fill;
use crate::wage::{activate, clipped, error_at, update_weight};

/// The maximum of the tiles of a pool so far.
pub(super) struct Maxima {
    value: Accumulators,
    winner: [u8; LANES_MAX * LANES_MAX],
    tiles: u8,
}

impl Default for Maxima {
    fn default() -> Self {
        Maxima {
            value: [0; _],
            winner: [0; _],
            tiles: 0,
        }
    }
}

impl Maxima {
    fn take(&mut self, acc: &Accumulators, first: bool) {
        if first {
            self.value = *acc;
            self.winner = [0; _];
            self.tiles = 1;
            return;
        }
        let best = self.value.iter_mut().zip(&mut self.winner);
        for ((value, winner), acc) in best.zip(acc) {
            if acc > value {
                (*value, *winner) = (*acc, self.tiles & 3);
            }
        }
        self.tiles = self.tiles.wrapping_add(1);
    }
}

/// Bit of a flag: no error passes.
pub(super) const CLIPPED: u8 = 1;
/// Bit of a flag: ReLU passed it.
pub(super) const POSITIVE: u8 = 2;

impl Engine {
    /// Computes a tile; the words of its RESULT, if it has one.
    pub(super) fn tile(&mut self, job: &Job) -> Option<Vec<u32>> {
        let n = self.config.size;
        let mut acc = accumulate(job, &self.memories, n);
        if job.tile.product != Product::Gradient {
            acc[job.rows * n..].fill(0);
        }
        self.count(Counter::Fed, job.steps());
        let macs = match (job.tile.product, job.tile.store) {
            (Product::Forward, _) => Some(Counter::MacsForward),
            (Product::Transposed, false) => Some(Counter::MacsTransposedMaximum),
            (Product::Transposed, true) => Some(Counter::MacsTransposed),
            (Product::Gradient, false) => Some(Counter::MacsGradientMaximum),
            (Product::Gradient, true) => Some(Counter::MacsGradient),
            (Product::Loss, _) => None,
        };
        if let Some(counter) = macs {
            self.count(counter, job.steps() * (job.rows * job.columns) as u64);
        }
        match job.tile.product {
            Product::Forward => return self.forward_results(job, &acc),
            Product::Gradient => self.gradient_results(job, &acc),
            Product::Transposed | Product::Loss => self.error_results(job, &acc),
        }
        None
    }

    fn forward_results(&mut self, job: &Job, acc: &Accumulators) -> Option<Vec<u32>> {
        let n = self.config.size;
        if job.tile.pool != Pool::None {
            self.pool.take(acc, job.tile.pool == Pool::First);
        }
        let acc = match job.tile.pool {
            Pool::None => acc,
            Pool::First | Pool::Middle => return None,
            Pool::Last => &self.pool.value,
        };
        let trains = self.config.trains;
        let tile = job.tile;
        let shift = u32::from(tile.shift);
        let mut words = Vec::new();
        let (mut clips, mut cuts) = (0, 0);
        for j in 0..job.columns {
            let mut codes = [0i8; LANES_MAX];
            let mut samples = [0i16; LANES_MAX];
            let mut flags = [0u8; LANES_MAX];
            let mut winners = [0u8; LANES_MAX];
            for i in 0..n {
                let acc = acc[i * n + j];
                winners[i] = self.pool.winner[i * n + j];
                codes[i] = activate(acc, shift, tile.relu);
                samples[i] = acc.clamp(i16::MIN.into(), i16::MAX.into()) as i16;
                let clip = clipped(acc, shift);
                flags[i] = (u8::from(clip) * CLIPPED) | (u8::from(acc > 0) * POSITIVE);
                clips += u64::from(clip);
                cuts += u64::from(i32::from(samples[i]) != acc);
            }
            let (d, f) = (job.d.wrapping_add(j as u32), job.f.wrapping_add(j as u32));
            if tile.store && tile.norm {
                self.memories.x.column_mut(f).copy_from_slice(&samples[..n]);
            }
            if tile.store && !tile.norm {
                self.memories.a.column_mut(d).copy_from_slice(&codes[..n]);
                if trains {
                    self.memories.flags.column_mut(f).copy_from_slice(&flags[..n]);
                }
            }
            if tile.store && trains && tile.pool == Pool::Last {
                self.memories.winner.column_mut(f).copy_from_slice(&winners[..n]);
            }
            if tile.emit && !tile.norm {
                words.extend(super::super::packet::pack_codes(&codes[..n]));
            }
        }
        if tile.norm {
            self.count(Counter::Cuts, cuts);
        } else {
            self.count(Counter::Clips, clips);
        }
        (tile.emit && !tile.norm).then_some(words)
    }

    fn error_results(&mut self, job: &Job, acc: &Accumulators) {
        let n = self.config.size;
        for j in 0..job.columns {
            let address = job.f.wrapping_add(j as u32);
            let flags = self.memories.flags.column(address);
            let mut errors = [0i8; LANES_MAX];
            for i in 0..n {
                let v = if flags[i] & CLIPPED != 0 {
                    0
                } else {
                    acc[i * n + j]
                };
                let dead = job.tile.product == Product::Transposed && flags[i] & POSITIVE == 0;
                if !job.tile.store {
                    self.scales.error_maximum = self.scales.error_maximum.max(v.unsigned_abs());
                } else if !dead {
                    errors[i] = error_at(v, self.scales.error);
                }
            }
            if job.tile.store {
                self.memories.e.column_mut(address).copy_from_slice(&errors[..n]);
            }
        }
    }

    fn gradient_results(&mut self, job: &Job, acc: &Accumulators) {
        let n = self.config.size;
        let rows = acc.chunks_exact(n).take(job.rows);
        let rows = rows.map(|row| &row[..job.columns]);
        if !job.tile.store {
            let maximum = rows.flatten().map(|g| g.unsigned_abs()).max();
            self.scales.gradient_maximum = self.scales.gradient_maximum.max(maximum.unwrap_or(0));
            return;
        }
        let Some(exponent) = self.scales.gradient else {
            return;
        };
        let sh = exponent - self.rate_log2;
        let mut random = [0; LANES_MAX];
        for (i, row) in rows.enumerate() {
            let random = &mut random[..job.columns];
            let first = job.index.wrapping_add(job.index_row.wrapping_mul(i as u32));
            fill(&self.keys, first, 1, random);
            let address = job.d.wrapping_add(i as u32);
            for (j, (g, random)) in row.iter().zip(random).enumerate() {
                let w = self.memories.weights().column(address)[j];
                self.memories
                    .set_weight(address, j, update_weight(w, *g, sh, *random));
            }
        }
    }
}
