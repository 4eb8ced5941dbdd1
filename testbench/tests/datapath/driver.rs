//! Drives `datapath_*`: fills memories, issues the steps of tiles as the stepper does, reads back.

use std::collections::VecDeque;

use super::plain::{Job, Step};
use golden::core::program::Product;
use testbench::random::Rng;
use veribind::{lanes, Model};

/// A tile to issue.
pub struct Order {
    pub job: Job,
    /// Only when the results of all tiles before are stored.
    pub barrier: bool,
}

/// Cycles after which a datapath in which nothing happens counts as stuck.
const PATIENCE: u64 = 5000;

/// Cycles that the tile's registers hold after its last step.
const HOLD: u64 = 10;

/// Cycles from a tile's end to what it has stored, for whoever begins then.
const SETTLE: u64 = 11;

/// Cycles from a read of E to its vector.
const READ_E: u64 = 4;

/// Cycles from a read of W to its vector.
const READ_W: u64 = 7;

pub struct Driver<M> {
    model: M,
    pub n: usize,
    /// Columns that came out.
    pub sent: Vec<Vec<i8>>,
    pub clips: u64,
    pub cuts: u64,
    /// Cycles in which a last step was held.
    pub held: u64,
    /// Cycles that a step of a gradient takes.
    beat: u64,
    rng: Rng,
}

impl<M: Model> Driver<M> {
    pub fn new(n: usize, seed: u64) -> Self {
        let mut model = M::new();
        model.reset();
        Driver {
            model,
            n,
            sent: Vec::new(),
            clips: 0,
            cuts: 0,
            held: 0,
            beat: n as u64 / 2,
            rng: Rng::new(seed),
        }
    }

    pub fn port(&mut self, name: &str, value: u64) {
        let port = self.model.port(name).unwrap();
        self.model.write(port, value);
    }

    fn read(&self, name: &str) -> u64 {
        self.model.read(self.model.port(name).unwrap())
    }

    fn wide(&mut self, name: &str, bits: u32, values: impl IntoIterator<Item = i64>) {
        let port = self.model.port(name).unwrap();
        self.model.write_words(port, &lanes::pack::<8>(bits, values));
    }

    fn lanes(&self, name: &str, bits: u32) -> Vec<i64> {
        let words = self.model.read_words(self.model.port(name).unwrap());
        lanes::unpack_signed(&words, bits, self.n).collect()
    }

    fn tick(&mut self) {
        self.model.eval();
        self.clips += self.read("clips");
        self.cuts += self.read("cuts");
        self.model.tick();
    }

    pub fn write_a(&mut self, address: u32, codes: &[i8]) {
        self.port("na_write", 1);
        self.port("na_address", address.into());
        self.wide("na_data", 8, codes.iter().map(|code| i64::from(*code)));
        self.tick();
        self.port("na_write", 0);
    }

    pub fn write_e(&mut self, address: u32, codes: &[i8]) {
        self.port("ne_write", 1);
        self.port("new_address", address.into());
        self.wide("new_data", 8, codes.iter().map(|code| i64::from(*code)));
        self.tick();
        self.port("ne_write", 0);
    }

    pub fn write_flags(&mut self, address: u32, flags: &[u8]) {
        self.port("nf_write", 1);
        self.port("nf_address", address.into());
        self.wide("nf_data", 2, flags.iter().map(|flags| i64::from(*flags)));
        self.tick();
        self.port("nf_write", 0);
    }

    pub fn write_w(&mut self, address: u32, weights: &[i8]) {
        for (word, four) in weights.chunks(4).enumerate() {
            let four: Vec<u8> = four.iter().map(|weight| *weight as u8).collect();
            self.port("w_write", 1);
            self.port("w_start", (4 * word as u64 + u64::from(address)) % self.n as u64);
            self.port("w_address", address.into());
            self.port(
                "w_word",
                u32::from_le_bytes([four[0], four[1], four[2], four[3]]).into(),
            );
            self.tick();
            self.port("w_write", 0);
        }
    }

    /// Four codes of one lane, as SAMPLES brings them.
    pub fn write_samples(&mut self, lane: usize, address: u32, codes: [i8; 4]) {
        self.port("a_write", 1);
        self.port("a_start", (lane as u64 + u64::from(address)) % self.n as u64);
        self.port("a_address", address.into());
        self.port("a_word", u32::from_le_bytes(codes.map(|code| code as u8)).into());
        self.tick();
        self.port("a_write", 0);
    }

    pub fn write_labels(&mut self, slot: u32, labels: &[u8]) {
        for (word, four) in labels.chunks(4).enumerate() {
            self.port("label_write", 1);
            self.port("label_address", slot.into());
            self.port("label_index", word as u64);
            self.port(
                "label_word",
                u32::from_le_bytes([four[0], four[1], four[2], four[3]]).into(),
            );
            self.tick();
            self.port("label_write", 0);
        }
    }

    pub fn read_e(&mut self, address: u32) -> Vec<i8> {
        self.port("ne_read", 1);
        self.port("ner_address", address.into());
        self.tick();
        self.port("ne_read", 0);
        self.model.ticks(READ_E - 1);
        self.model.eval();
        self.lanes("ne_data", 8)
            .into_iter()
            .map(|code| code as i8)
            .collect()
    }

    pub fn read_x(&mut self, address: u32) -> Vec<i16> {
        self.port("nx_read", 1);
        self.port("nx_address", address.into());
        self.tick();
        self.port("nx_read", 0);
        self.model.eval();
        self.lanes("nx_data", 16).into_iter().map(|x| x as i16).collect()
    }

    pub fn read_w(&mut self, address: u32) -> Vec<i8> {
        self.port("wr_read", 1);
        self.port("wr_address", address.into());
        self.tick();
        self.port("wr_read", 0);
        self.model.ticks(READ_W - 1);
        self.model.eval();
        self.lanes("wr_data", 8).into_iter().map(|w| w as i8).collect()
    }

    /// An exponent: of the errors as it stands on the ports.
    pub fn scale(&mut self, kind: u64) -> Option<i32> {
        self.port("scale_start", 1);
        self.port("scale_kind", kind);
        self.tick();
        self.port("scale_start", 0);
        self.port("scale_kind", self_kind_noise(kind));
        let mut cycles = 0;
        loop {
            self.model.eval();
            let done = self.read("scale_done") == 1;
            self.tick();
            if done {
                break;
            }
            cycles += 1;
            assert!(cycles < 40, "no exponent");
        }
        self.model.eval();
        (self.read("error_null") == 0).then(|| self.read("error_exponent") as i32)
    }

    pub fn keys(&mut self, seed: u64, step: u32, layer: u32) {
        self.port("seed", seed);
        self.port("keys_step", step.into());
        self.port("keys_layer", layer.into());
        self.port("keys_start", 1);
        self.tick();
        self.port("keys_start", 0);
        self.model.eval();
        while self.read("keys_busy") == 1 {
            self.tick();
            self.model.eval();
        }
    }

    fn show(&mut self, job: &Job) {
        self.port("tile", job.tile.encode().into());
        self.port("d", job.d.into());
        self.port("f", job.f.into());
        self.port("rows", job.rows as u64);
        self.port("columns", job.columns as u64);
        self.port("index", job.index.into());
        self.port("row_stride", job.row_stride.into());
    }

    fn noise(&mut self) {
        for port in ["tile", "d", "f", "rows", "columns", "index", "row_stride"] {
            let noise = self.rng.bits();
            self.port(port, noise);
        }
    }

    /// Runs tiles one after the other as the stepper does: a step a cycle, of a gradient one in `beat`, a cycle between
    /// tiles, the last step of a tile held until the tile before has drained. The output takes a vector with the chance `ready` in 256.
    pub fn run(&mut self, orders: Vec<Order>, ready: u32) {
        let mut queue: VecDeque<Order> = orders.into();
        let mut steps: VecDeque<Step> = VecDeque::new();
        let (mut pending, mut drained_at, mut last_at) = (false, 0, 0);
        let (mut cycle, mut moved) = (100u64, 100u64);
        let (mut opening, mut taken, mut free) = (true, false, 0);
        while !queue.is_empty() || pending || cycle < drained_at + SETTLE {
            if steps.is_empty() {
                if let Some(order) = queue.front() {
                    steps = order.job.steps(self.n).into();
                    opening = true;
                }
            }
            let last = steps.len() == 1;
            let settled = !pending && cycle >= drained_at + SETTLE;
            let barred = opening && queue.front().is_some_and(|order| order.barrier) && !settled;
            let hold = last && pending;
            let paced = cycle < free;
            self.held += u64::from(hold && !barred && !paced);
            let takes = opening && !taken && !queue.is_empty();
            self.port("takes", takes.into());
            let step = match barred || hold || paced || takes {
                true => None,
                false => steps.front().copied(),
            };
            self.port("issue", step.is_some().into());
            if let (Some(step), Some(order)) = (step, queue.front()) {
                let (product, unpool) = (order.job.tile.product as u64, order.job.tile.unpool);
                self.port("first", opening.into());
                self.port("last", last.into());
                self.port("product", product);
                self.port("x_address", step.x.into());
                self.port("y_address", step.y.into());
                self.port("lane", step.lane.into());
                self.port("unpool", unpool.into());
                self.port("want", step.want.into());
            }
            let mut run_gap = self.rng.bits();
            if let (true, Some(order)) = (takes, queue.front()) {
                run_gap = u64::from(order.job.run | order.job.gap << 8);
                taken = true;
            }
            self.port("run_gap", run_gap);
            let takes = self.rng.chance(ready);
            self.port("emit_ready", takes.into());
            self.model.eval();
            if takes && self.read("emit") == 1 {
                let codes = self.lanes("vector", 8);
                self.sent.push(codes.into_iter().map(|code| code as i8).collect());
                moved = cycle;
            }
            let drained = self.read("drained") == 1;
            self.tick();
            if drained {
                assert!(pending, "a tile drains that is not there");
                pending = false;
                drained_at = cycle;
                moved = cycle;
            }
            if cycle == last_at + HOLD {
                self.noise();
            }
            if step.is_some() {
                moved = cycle;
                (opening, taken) = (false, false);
                steps.pop_front();
                let gradient = queue
                    .front()
                    .is_some_and(|order| order.job.tile.product == Product::Gradient);
                free = cycle + if gradient { self.beat } else { 1 } + u64::from(last);
                if last {
                    if let Some(order) = queue.pop_front() {
                        self.show(&order.job);
                    }
                    (pending, last_at) = (true, cycle);
                }
            }
            assert!(cycle < moved + PATIENCE, "nothing moves");
            cycle += 1;
        }
        self.port("issue", 0);
    }
}

/// The kind counts in the cycle of the start only.
fn self_kind_noise(kind: u64) -> u64 {
    kind ^ 3
}
