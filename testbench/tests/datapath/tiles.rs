//! `datapath`: random tiles of every product against the plain model.

use super::driver::{Driver, Order};
use super::plain::{Bits, Job, Plain};
use golden::core::program::{Pool, Product, Tile};
use golden::wage::scale_of_max;
use testbench::models::{Datapath4Model, Datapath8Model};
use testbench::random::{seed, Rng};
use veribind::Model;

const FOUR: Bits = Bits {
    a: 9,
    w: 9,
    e: 8,
    x: 7,
};
const EIGHT: Bits = Bits {
    a: 10,
    w: 10,
    e: 9,
    x: 8,
};

/// Address of weights that are all +1 and change never: what reads A back multiplies with them.
const ONES: u32 = 0;

struct Pair<M> {
    plain: Plain,
    rtl: Driver<M>,
    rng: Rng,
    expected: Vec<Vec<i8>>,
    orders: Vec<Order>,
    /// Addresses of A, W, E and flags that tiles since the last barrier have written.
    dirty: [std::collections::HashSet<u32>; 4],
}

impl<M: Model> Pair<M> {
    /// Both with the same random memories.
    fn new(n: usize, bits: Bits, seed: u64) -> Self {
        let mut pair = Pair {
            plain: Plain::new(n, bits),
            rtl: Driver::new(n, seed),
            rng: Rng::new(seed),
            expected: Vec::new(),
            orders: Vec::new(),
            dirty: Default::default(),
        };
        pair.fill();
        pair
    }

    fn code(&mut self) -> i8 {
        self.rng.range(-127..=127) as i8
    }

    fn fill(&mut self) {
        let n = self.plain.n;
        for address in self.plain.a.addresses() {
            let codes: Vec<i8> = (0..n).map(|_| self.code()).collect();
            self.rtl.write_a(address, &codes);
            (0..n).for_each(|lane| self.plain.a.set(lane, address, codes[lane]));
        }
        for address in self.plain.w.addresses() {
            let weights: Vec<i8> = match address {
                ONES => vec![64; n],
                _ => (0..n).map(|_| self.rng.range(-64..=64) as i8).collect(),
            };
            self.rtl.write_w(address, &weights);
            (0..n).for_each(|lane| self.plain.w.set(lane, address, weights[lane]));
        }
        for address in self.plain.e.addresses() {
            let codes: Vec<i8> = (0..n).map(|_| self.code()).collect();
            let flags: Vec<u8> = (0..n).map(|_| self.rng.pick(&[0, 1, 2, 2, 2, 3])).collect();
            self.rtl.write_e(address, &codes);
            self.rtl.write_flags(address, &flags);
            for lane in 0..n {
                self.plain.e.set(lane, address, codes[lane]);
                self.plain.flags.set(lane, address, flags[lane]);
            }
        }
        for slot in self.plain.labels.addresses() {
            let labels: Vec<u8> = (0..n).map(|_| self.rng.range(0..=20) as u8).collect();
            self.rtl.write_labels(slot, &labels);
            (0..n).for_each(|lane| self.plain.labels.set(lane, slot, labels[lane]));
        }
        self.rtl.run(Vec::new(), 256);
        // pool indices come of pools only
        for f in self.plain.e.addresses().step_by(n) {
            for job in self.pooled(f) {
                self.push(job);
            }
            self.flush(256);
        }
        let keys = (self.rng.bits(), self.rng.bits() as u32, self.rng.bits() as u32);
        self.keys(keys);
    }

    fn keys(&mut self, (seed, step, layer): (u64, u32, u32)) {
        self.rtl.keys(seed, step, layer);
        self.plain.keys = golden::random::round_keys(seed, step, layer);
        self.plain.rate = self.rng.range(-16..=15) as i32;
        self.rtl.port("rate", self.plain.rate as u64 & 31);
    }

    fn job(&mut self, product: Product) -> Job {
        let n = self.plain.n as u32;
        let mut address = || self.rng.bits() as u32 & 0xf_ffff;
        let (x, y, d, f) = (address(), address(), address(), address());
        let mut stride = || self.rng.range(-60..=60) as i32;
        let (strides, wrap) = ([stride(), stride(), stride(), stride()], [stride(), stride()]);
        let mut job = Job {
            x,
            y,
            d,
            f,
            strides,
            wrap,
            counts: [
                self.rng.range(1..=3 * i64::from(n)) as u32,
                self.rng.range(1..=4) as u32,
                self.rng.range(1..=4) as u32,
            ],
            phase: self.rng.range(0..=3) as u32,
            rows: self.rng.size(1..=n as usize),
            columns: self.rng.size(1..=n as usize),
            index: self.rng.bits() as u32,
            row_stride: self.rng.bits() as u32 & 0xf_ffff,
            run: self.rng.range(1..=i64::from(n)) as u32,
            gap: n * self.rng.range(0..=255 / i64::from(n)) as u32,
            ..Job::default()
        };
        if self.rng.chance(128) {
            (job.rows, job.columns) = (n as usize, n as usize);
        }
        job.tile = Tile {
            product,
            relu: self.rng.chance(128),
            shift: self.rng.range(0..=12) as u8,
            store: self.rng.chance(160),
            unpool: self.rng.chance(128),
            ..Tile::default()
        };
        match product {
            Product::Forward => {
                job.tile.emit = self.rng.chance(60);
                job.tile.norm = self.rng.chance(60);
            }
            Product::Loss => {
                job.counts = [n, 1, 1];
                job.d = self.rng.range(0..=20) as u32;
                if self.rng.chance(20) {
                    job.d |= 0x100;
                }
            }
            // the weights that read A back stay
            Product::Gradient => {
                job.d =
                    1 + (job.d & (*self.plain.w.addresses().end())) % (*self.plain.w.addresses().end() - n)
            }
            Product::Transposed => {}
        }
        job
    }

    /// Four tiles of a pool.
    fn pooled(&mut self, f: u32) -> Vec<Job> {
        let mut last = self.job(Product::Forward);
        last.f = f;
        last.tile.store = true;
        last.columns = self.plain.n;
        [Pool::First, Pool::Middle, Pool::Middle, Pool::Last]
            .into_iter()
            .map(|pool| {
                let mut job = self.job(Product::Forward);
                job.counts[0] = 1 + job.counts[0] % 8;
                (job.d, job.f, job.rows, job.columns, job.tile) =
                    (last.d, last.f, last.rows, last.columns, last.tile);
                job.tile.pool = pool;
                job.tile.emit &= pool == Pool::Last;
                job
            })
            .collect()
    }

    /// Runs a tile in the plain model and queues it for the RTL, behind a barrier if it reads what is not stored yet.
    fn push(&mut self, job: Job) {
        let plain = &mut self.plain;
        for (read, written) in [
            (&mut plain.a.read, &mut plain.a.written),
            (&mut plain.w.read, &mut plain.w.written),
            (&mut plain.e.read, &mut plain.e.written),
            (&mut plain.flags.read, &mut plain.flags.written),
            (&mut plain.which.read, &mut plain.which.written),
        ] {
            read.clear();
            written.clear();
        }
        self.expected.extend(plain.run(&job));
        let touched =
            [&plain.a, &plain.w, &plain.e].map(|memory| (memory.read.clone(), memory.written.clone()));
        let [a, w, e] = touched;
        let masks = (
            &plain.flags.read | &plain.which.read,
            &plain.flags.written | &plain.which.written,
        );
        let touched = [a, w, e, masks];
        let hazard = touched
            .iter()
            .zip(&self.dirty)
            .any(|((read, _), dirty)| !read.is_disjoint(dirty));
        let barrier = hazard || self.rng.chance(30);
        if barrier {
            self.dirty = Default::default();
        }
        for ((_, written), dirty) in touched.into_iter().zip(&mut self.dirty) {
            dirty.extend(written);
        }
        self.orders.push(Order { job, barrier });
    }

    fn flush(&mut self, ready: u32) {
        let orders = std::mem::take(&mut self.orders);
        self.rtl.run(orders, ready);
        self.dirty = Default::default();
        assert_eq!(self.rtl.sent, self.expected);
    }

    fn scale(&mut self, kind: u64) {
        let found = self.rtl.scale(kind);
        if kind == 0 {
            self.plain.error = scale_of_max(self.plain.error_maximum);
            self.plain.error_maximum = 0;
        } else {
            self.plain.gradient = scale_of_max(self.plain.gradient_maximum);
            self.plain.gradient_maximum = 0;
        }
        assert_eq!(found, self.plain.error, "exponent of the errors");
    }

    /// Compares every memory.
    fn compare(&mut self) {
        for address in self.plain.w.addresses() {
            assert_eq!(
                self.rtl.read_w(address),
                self.plain.w.column(address),
                "W at {address}"
            );
        }
        for address in self.plain.e.addresses() {
            assert_eq!(
                self.rtl.read_e(address),
                self.plain.e.column(address),
                "E at {address}"
            );
        }
        let written: Vec<u32> = self.plain.x.written.iter().copied().collect();
        for address in written {
            assert_eq!(
                self.rtl.read_x(address),
                self.plain.x.column(address),
                "X at {address}"
            );
        }
        self.rtl.sent.clear();
        let orders = self.plain.a.addresses().map(|address| {
            let job = Job {
                tile: Tile {
                    emit: true,
                    ..Tile::default()
                },
                x: address,
                y: ONES,
                counts: [1; 3],
                rows: self.plain.n,
                columns: 1,
                run: 1,
                ..Job::default()
            };
            Order { job, barrier: false }
        });
        let orders = orders.collect();
        let clips = self.rtl.clips;
        self.rtl.run(orders, 256);
        assert_eq!(self.rtl.clips, clips, "no code is clipped");
        for address in self.plain.a.addresses() {
            assert_eq!(
                self.rtl.sent[address as usize],
                self.plain.a.column(address),
                "A at {address}"
            );
        }
        self.rtl.sent.clear();
        self.expected.clear();
        assert_eq!(
            (self.rtl.clips, self.rtl.cuts),
            (self.plain.clips, self.plain.cuts),
            "clips and cuts"
        );
    }
}

/// The cycles that the last steps of `count` equal tiles of `steps` steps were held for.
fn held<M: Model>(n: usize, bits: Bits, product: Product, store: bool, steps: u32, seed: u64) -> u64 {
    let mut pair = Pair::<M>::new(n, bits, seed);
    pair.rtl.held = 0;
    for _ in 0..10 {
        let mut job = pair.job(product);
        job.counts = [steps, 1, 1];
        job.tile.store = store;
        job.tile.emit = false;
        job.tile.norm = false;
        pair.plain.run(&job);
        pair.orders.push(Order { job, barrier: false });
    }
    let orders = std::mem::take(&mut pair.orders);
    pair.rtl.run(orders, 256);
    pair.rtl.held
}

fn products<M: Model>(n: usize, bits: Bits, seed: u64, kinds: &[Product], rounds: usize) {
    let mut pair = Pair::<M>::new(n, bits, seed);
    pair.compare();
    for round in 0..rounds {
        for _ in 0..40 {
            let kind = pair.rng.pick(kinds);
            if kind == Product::Forward && pair.rng.chance(80) {
                let f = pair.rng.bits() as u32 & 0xf_ffff;
                for job in pair.pooled(f) {
                    pair.push(job);
                }
            } else {
                let job = pair.job(kind);
                pair.push(job);
            }
        }
        let ready = pair.rng.pick(&[256, 256, 128, 30]);
        pair.flush(ready);
        pair.scale(round as u64 % 2);
        if pair.rng.chance(128) {
            let keys = (pair.rng.bits(), pair.rng.bits() as u32, pair.rng.bits() as u32);
            pair.keys(keys);
        }
        pair.compare();
    }
}

fn on_both(test: &str, kinds: &[Product], rounds: usize) {
    let seed = seed(test);
    products::<Datapath4Model>(4, FOUR, seed, kinds, rounds);
    products::<Datapath8Model>(8, EIGHT, seed, kinds, rounds);
}

#[test]
fn forward_tiles() {
    on_both("forward_tiles", &[Product::Forward], 6);
}

#[test]
fn transposed_tiles() {
    on_both("transposed_tiles", &[Product::Transposed], 6);
}

#[test]
fn gradient_tiles() {
    on_both("gradient_tiles", &[Product::Gradient], 6);
}

#[test]
fn loss_tiles() {
    on_both("loss_tiles", &[Product::Loss], 6);
}

#[test]
fn tiles_of_all_products_at_once() {
    use Product::{Forward, Gradient, Loss, Transposed};
    on_both(
        "tiles_of_all_products_at_once",
        &[Forward, Transposed, Gradient, Loss],
        12,
    );
}

/// A tile of so many cycles from its last step to that of the one before, and the cycles that it is held for if it has less.
#[test]
fn tiles_of_nine_cycles_more_than_columns_follow_without_a_bubble() {
    let seed = seed("tiles_of_nine_cycles_more_than_columns_follow_without_a_bubble");
    for (product, store) in [
        (Product::Forward, true),
        (Product::Transposed, true),
        (Product::Transposed, false),
    ] {
        // and one between tiles
        for (steps, expected) in [(16, 0), (15, 9)] {
            let found = held::<Datapath8Model>(8, EIGHT, product, store, steps, seed);
            assert_eq!(found, expected, "{product:?}");
        }
    }
    // four cycles a step; the array begins to give the columns out behind the last
    for (store, steps, expected) in [(false, 5, 0), (false, 4, 27), (true, 11, 0), (true, 10, 27)] {
        let found = held::<Datapath8Model>(8, EIGHT, Product::Gradient, store, steps, seed);
        assert_eq!(found, expected, "{store} {steps}");
    }
    // two
    for (store, steps, expected) in [(false, 7, 0), (false, 6, 9), (true, 18, 0), (true, 17, 9)] {
        let found = held::<Datapath4Model>(4, FOUR, Product::Gradient, store, steps, seed);
        assert_eq!(found, expected, "{store} {steps}");
    }
}

#[test]
fn samples_of_one_lane_lie_in_its_row() {
    let seed = seed("samples_of_one_lane_lie_in_its_row");
    let mut pair = Pair::<Datapath8Model>::new(8, EIGHT, seed);
    for _ in 0..200 {
        let (lane, address) = (pair.rng.size(0..=7), 4 * pair.rng.range(0..=255) as u32);
        let codes: [i8; 4] = std::array::from_fn(|_| pair.code());
        pair.rtl.write_samples(lane, address, codes);
        for (t, code) in codes.into_iter().enumerate() {
            pair.plain.a.set(lane, address + t as u32, code);
        }
    }
    pair.compare();
}

#[test]
fn the_larger_of_both_maxima_scales_the_errors() {
    let seed = seed("the_larger_of_both_maxima_scales_the_errors");
    let mut pair = Pair::<Datapath4Model>::new(4, FOUR, seed);
    for places in 0..48 {
        for offset in [-1i64, 0, 1] {
            // around every power of two, and around its square root of two times
            for m in [1i64 << places, ((1i64 << places) as f64 * 2f64.sqrt()) as i64] {
                let m = (m + offset).clamp(0, (1 << 48) - 1) as u64;
                pair.rtl.port("dx_maximum", m);
                let p = m.checked_ilog2();
                let up = |p: u32| u32::from(u128::from(m).pow(2) >= 1u128 << (2 * p + 1));
                let expected = p.map(|p| (p + up(p)) as i32);
                assert_eq!(pair.rtl.scale(0), expected, "{m}");
            }
        }
    }
}
