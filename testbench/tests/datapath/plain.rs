//! The datapath one element at a time, from the tables of the specification and the operators of `golden`.

use std::collections::HashSet;

use golden::core::program::{Pool, Product, Tile};
use golden::random::{mix, round_keys, RoundKeys};
use golden::wage::{activate, clipped, error_at, ternary, update_weight};

/// Address bits of a model.
#[derive(Clone, Copy, Debug)]
pub struct Bits {
    pub a: u32,
    pub w: u32,
    pub e: u32,
    pub x: u32,
}

/// One step, as the stepper issues it.
#[derive(Clone, Copy, Debug)]
pub struct Step {
    pub x: u32,
    pub y: u32,
    pub lane: u32,
    pub want: u32,
}

/// A tile and what its registers say.
#[derive(Clone, Debug, Default)]
pub struct Job {
    pub tile: Tile,
    pub x: u32,
    pub y: u32,
    pub d: u32,
    pub f: u32,
    pub counts: [u32; 3],
    /// x1, x2, y1, y2.
    pub strides: [i32; 4],
    pub wrap: [i32; 2],
    pub phase: u32,
    pub rows: usize,
    pub columns: usize,
    pub index: u32,
    pub row_stride: u32,
    pub run: u32,
    pub gap: u32,
}

impl Job {
    /// The steps in their order.
    pub fn steps(&self, n: usize) -> Vec<Step> {
        let mut steps = Vec::new();
        let add = |address: u32, stride: i32, times: u32| {
            address.wrapping_add((stride as u32).wrapping_mul(times)) & 0xf_ffff
        };
        let [x1, x2, y1, y2] = self.strides;
        // an unpooled operand moves when its position leaves the pool
        let (t, g) = match (self.tile.product, self.tile.unpool) {
            (Product::Transposed, true) => (true, false),
            (Product::Gradient, true) => (false, true),
            _ => (false, false),
        };
        let moves_x = |parity: u32| u32::from(!(t && parity == 1));
        let moves_y = |parity: u32| u32::from(!(g && parity == 0));
        let (mut x_outer, mut y_outer, mut ypar) = (self.x, self.y, self.phase & 1);
        for _ in 0..self.counts[2] {
            let (mut x, mut y, mut xpar) = (x_outer, y_outer, self.phase >> 1 & 1);
            for _ in 0..self.counts[1] {
                for i0 in 0..self.counts[0] {
                    let (lane, group) = (i0 % n as u32, i0 / n as u32);
                    let (x, y) = match self.tile.product {
                        Product::Forward => (x + i0, y + i0),
                        Product::Transposed => (x + i0, add(y, self.wrap[1], group)),
                        Product::Gradient => (add(x, self.wrap[0], group), add(y, self.wrap[1], group)),
                        Product::Loss => (x + i0, y),
                    };
                    steps.push(Step {
                        x: x & 0xf_ffff,
                        y: y & 0xf_ffff,
                        lane,
                        want: ypar << 1 | xpar,
                    });
                }
                (x, y) = (add(x, x1, moves_x(xpar)), add(y, y1, moves_y(xpar)));
                xpar ^= 1;
            }
            x_outer = add(x_outer, x2, moves_x(ypar));
            y_outer = add(y_outer, y2, moves_y(ypar));
            ypar ^= 1;
        }
        steps
    }
}

/// A memory of N lanes that notes who touched what.
#[derive(Clone, Debug)]
pub struct Memory<T> {
    n: usize,
    mask: u32,
    data: Vec<T>,
    pub read: HashSet<u32>,
    pub written: HashSet<u32>,
}

impl<T: Copy + Default> Memory<T> {
    fn new(n: usize, bits: u32) -> Self {
        Memory {
            n,
            mask: (1 << bits) - 1,
            data: vec![T::default(); n << bits],
            read: HashSet::new(),
            written: HashSet::new(),
        }
    }

    pub fn get(&mut self, lane: usize, address: u32) -> T {
        self.read.insert(address & self.mask);
        self.data[(address & self.mask) as usize * self.n + lane]
    }

    pub fn set(&mut self, lane: usize, address: u32, value: T) {
        self.written.insert(address & self.mask);
        self.data[(address & self.mask) as usize * self.n + lane] = value;
    }

    /// All lanes at an address, unnoted.
    pub fn column(&self, address: u32) -> &[T] {
        let at = (address & self.mask) as usize * self.n;
        &self.data[at..at + self.n]
    }

    /// All addresses.
    pub fn addresses(&self) -> std::ops::RangeInclusive<u32> {
        0..=self.mask
    }
}

/// The memories, the maxima and the exponents.
pub struct Plain {
    pub n: usize,
    pub a: Memory<i8>,
    pub w: Memory<i8>,
    pub e: Memory<i8>,
    pub which: Memory<u8>,
    pub flags: Memory<u8>,
    pub x: Memory<i16>,
    pub labels: Memory<u8>,
    pub error_maximum: u32,
    pub gradient_maximum: u32,
    pub error: Option<i32>,
    pub gradient: Option<i32>,
    pub keys: RoundKeys,
    pub rate: i32,
    pub clips: u64,
    pub cuts: u64,
    best: Vec<(i32, u8)>,
    tiles: u8,
}

impl Plain {
    pub fn new(n: usize, bits: Bits) -> Self {
        Plain {
            n,
            a: Memory::new(n, bits.a),
            w: Memory::new(n, bits.w),
            e: Memory::new(n, bits.e),
            which: Memory::new(n, bits.e),
            flags: Memory::new(n, bits.e),
            x: Memory::new(n, bits.x),
            labels: Memory::new(n, 3),
            error_maximum: 0,
            gradient_maximum: 0,
            error: None,
            gradient: None,
            keys: round_keys(0, 0, 0),
            rate: 0,
            clips: 0,
            cuts: 0,
            best: vec![(0, 0); n * n],
            tiles: 0,
        }
    }

    fn error_at(&mut self, lane: usize, address: u32, tile: Tile, want: u32) -> i64 {
        let e = i64::from(self.e.get(lane, address));
        let there = self.which.get(lane, address);
        match tile.unpool && u32::from(there) != want {
            true => 0,
            false => e,
        }
    }

    /// The accumulators, `[row][column]`.
    fn accumulate(&mut self, job: &Job) -> Vec<i32> {
        let n = self.n;
        let mut acc = vec![0i64; n * n];
        for (number, step) in job.steps(n).iter().enumerate() {
            let lane = step.lane as usize;
            let rows: Vec<i64> = (0..n)
                .map(|i| match job.tile.product {
                    Product::Forward | Product::Loss => i64::from(self.a.get(i, step.x)),
                    Product::Transposed => self.error_at(i, step.x, job.tile, step.want),
                    Product::Gradient => {
                        let t = i as u32;
                        i64::from(self.a.get(lane, step.x + t + t / job.run * job.gap))
                    }
                })
                .collect();
            let columns: Vec<i64> = (0..n)
                .map(|j| match job.tile.product {
                    Product::Forward => ternary(self.w.get(j, step.y)).into(),
                    Product::Transposed => ternary(self.w.get(lane, step.y + j as u32)).into(),
                    Product::Gradient => self.error_at(lane, step.y + j as u32, job.tile, step.want),
                    Product::Loss => i64::from(j == number),
                })
                .collect();
            for i in 0..n {
                for j in 0..n {
                    acc[i * n + j] += rows[i] * columns[j];
                }
            }
        }
        if job.tile.product == Product::Loss {
            for i in 0..n {
                let label = u32::from(self.labels.get(i, job.y));
                for j in 0..n {
                    acc[i * n + j] -= 128 * i64::from(label == (job.d + j as u32) & 0xf_ffff);
                }
            }
        }
        acc.into_iter().map(|acc| acc as i32).collect()
    }

    /// Runs a tile; the columns that it emits.
    pub fn run(&mut self, job: &Job) -> Vec<Vec<i8>> {
        let (n, tile) = (self.n, job.tile);
        let mut acc = self.accumulate(job);
        if tile.product == Product::Gradient {
            self.gradient_results(job, &acc);
            return Vec::new();
        }
        acc[job.rows * n..].fill(0);
        if tile.product != Product::Forward {
            self.error_results(job, &acc);
            return Vec::new();
        }
        match tile.pool {
            Pool::None => {}
            Pool::First => {
                self.best = acc.iter().map(|acc| (*acc, 0)).collect();
                self.tiles = 1;
            }
            Pool::Middle | Pool::Last => {
                for (best, acc) in self.best.iter_mut().zip(&acc) {
                    if *acc > best.0 {
                        *best = (*acc, self.tiles & 3);
                    }
                }
                self.tiles += 1;
            }
        }
        if matches!(tile.pool, Pool::First | Pool::Middle) {
            return Vec::new();
        }
        if tile.pool == Pool::Last {
            acc = self.best.iter().map(|best| best.0).collect();
        }
        let mut sent = Vec::new();
        for j in 0..job.columns {
            let (d, f) = (job.d + j as u32, job.f + j as u32);
            let mut codes = Vec::new();
            for i in 0..n {
                let acc = acc[i * n + j];
                let code = activate(acc, tile.shift.into(), tile.relu);
                let clip = clipped(acc, tile.shift.into());
                codes.push(code);
                if tile.norm {
                    let sample = acc.clamp(-32768, 32767);
                    self.cuts += u64::from(sample != acc);
                    if tile.store {
                        self.x.set(i, f, sample as i16);
                    }
                } else {
                    self.clips += u64::from(clip);
                    if tile.store {
                        self.a.set(i, d, code);
                        self.flags.set(i, f, u8::from(clip) | u8::from(acc > 0) << 1);
                    }
                }
                if tile.store && tile.pool == Pool::Last {
                    self.which.set(i, f, self.best[i * n + j].1);
                }
            }
            if tile.emit && !tile.norm {
                sent.push(codes);
            }
        }
        sent
    }

    fn error_results(&mut self, job: &Job, acc: &[i32]) {
        for j in 0..job.columns {
            for i in 0..self.n {
                let flags = self.flags.get(i, job.f + j as u32);
                let v = match flags & 1 {
                    0 => acc[i * self.n + j],
                    _ => 0,
                };
                let dead = job.tile.product == Product::Transposed && flags & 2 == 0;
                if job.tile.store {
                    let q = if dead { 0 } else { error_at(v, self.error) };
                    self.e.set(i, job.f + j as u32, q);
                } else {
                    self.error_maximum = self.error_maximum.max(v.unsigned_abs());
                }
            }
        }
    }

    fn gradient_results(&mut self, job: &Job, acc: &[i32]) {
        for i in 0..job.rows {
            for j in 0..job.columns {
                let g = acc[i * self.n + j];
                if !job.tile.store {
                    self.gradient_maximum = self.gradient_maximum.max(g.unsigned_abs());
                    continue;
                }
                let address = job.d + i as u32;
                let w = self.w.get(j, address);
                let index = job
                    .index
                    .wrapping_add(job.row_stride.wrapping_mul(i as u32))
                    .wrapping_add(j as u32);
                let w = match self.gradient {
                    Some(p) => update_weight(w, g, p - self.rate, mix(&self.keys, index)),
                    None => w,
                };
                self.w.set(j, address, w);
            }
        }
    }
}
