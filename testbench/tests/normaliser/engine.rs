//! The engine, with memories at its ports.

use testbench::random::Rng;
use veribind::{lanes, Model};

use crate::reference::{Call, Parameters, State};

/// The engine and the memories around it.
pub struct Engine<M: Model> {
    pub model: M,
    pub n: usize,
    pub state: State,
    pub stalls: Option<Rng>,
    pub rng: Rng,
    pub likely: u32,
    /// For so many cycles no write is taken.
    pub held: u32,
    // what the memories give in the next cycles
    pub x_next: Option<usize>,
    pub e_next: [Option<usize>; 4],
    pub cycles: u64,
}

impl<M: Model> Engine<M> {
    pub fn new(n: usize, state: State, rng: &mut Rng) -> Self {
        let mut model = M::new();
        model.reset();
        Engine {
            model,
            n,
            state,
            stalls: None,
            rng: Rng::new(rng.bits()),
            likely: 128,
            held: 0,
            x_next: None,
            e_next: [None; 4],
            cycles: 0,
        }
    }

    pub fn set(&mut self, port: &str, value: u64) {
        let port = self.model.port(port).unwrap();
        self.model.write(port, value);
    }

    pub fn get(&self, port: &str) -> u64 {
        self.model.read(self.model.port(port).unwrap())
    }

    pub fn words(&self, port: &str) -> Vec<u32> {
        self.model.read_words(self.model.port(port).unwrap())
    }

    /// One cycle: serves the memory ports, and returns whether a call was taken in it.
    pub fn cycle(&mut self) -> bool {
        let n = self.n;
        // the memories' outputs mean nothing but when they are due
        let mut x = [0u32; 4];
        let mut e = [0u32; 2];
        for lane in 0..n {
            let (x_garbage, e_garbage) = (self.rng.bits() as i16, self.rng.bits() as i8);
            let sample = self.x_next.map_or(x_garbage, |at| self.state.x[at][lane]);
            lanes::set(&mut x, lane, 16, sample as u64);
            let error = self.e_next[0].map_or(e_garbage, |at| self.state.e[at][lane]);
            lanes::set(&mut e, lane, 8, error as u64);
        }
        let (x_port, e_port) = (
            self.model.port("x_data").unwrap(),
            self.model.port("e_data").unwrap(),
        );
        self.model.write_words(x_port, &x[..n / 2]);
        self.model.write_words(e_port, &e[..n / 4]);
        let mut takes = [true; 3];
        if let Some(rng) = &mut self.stalls {
            if rng.chance(6) {
                self.likely = rng.pick(&[256, 200, 128, 40, 4]);
            }
            takes = std::array::from_fn(|_| rng.chance(self.likely));
        }
        if self.held > 0 {
            self.held -= 1;
            takes = [false; 3];
        }
        self.model.eval();
        // a write is answered in the cycle in which it stands there
        let asks = ["a_write", "e_write", "f_write"].map(|port| self.get(port) == 1);
        for (port, (ask, take)) in ["a_taken", "e_taken", "f_taken"]
            .into_iter()
            .zip(asks.into_iter().zip(takes))
        {
            self.set(port, u64::from(ask && take));
        }
        self.model.eval();
        if asks[0] && takes[0] {
            let (at, words) = (self.get("a_address") as usize, self.words("a_data"));
            for lane in 0..n {
                self.state.a[at][lane] = lanes::get_signed(&words, lane, 8) as i8;
            }
        }
        if asks[2] && takes[2] {
            let (at, words) = (self.get("f_address") as usize, self.words("f_data"));
            for lane in 0..n {
                self.state.f[at][lane] = lanes::get(&words, lane, 2) as u8;
            }
        }
        self.x_next = (self.get("x_read") == 1).then(|| self.get("x_address") as usize);
        self.e_next.rotate_left(1);
        self.e_next[3] = (self.get("e_read") == 1).then(|| self.get("e_read_address") as usize);
        if asks[1] && takes[1] {
            let (at, words) = (self.get("e_write_address") as usize, self.words("e_write_data"));
            for lane in 0..n {
                self.state.e[at][lane] = lanes::get_signed(&words, lane, 8) as i8;
            }
        }
        self.state.clips += self.get("clips");
        self.state.y_saturations += self.get("y_saturations");
        self.state.dx_saturations += self.get("dx_saturations");
        let taken = self.get("call_valid") == 1 && self.get("call_ready") == 1;
        self.model.tick();
        self.cycles += 1;
        taken
    }

    pub fn until(&mut self, port: &str) {
        for _ in 0..3_000_000 {
            self.model.eval();
            if self.get(port) == 1 {
                return;
            }
            self.cycle();
        }
        panic!("no {port}");
    }

    /// Queues the calls one after the other and waits for the last; the cycles of the calls' acceptance.
    pub fn calls(&mut self, calls: &[Call], pause: bool) -> Vec<u64> {
        let mut accepted = Vec::new();
        for call in calls {
            if pause && self.rng.chance(60) {
                for _ in 0..self.rng.range(1..=400) {
                    self.cycle();
                }
            }
            for (port, value) in [
                ("call_d", call.d),
                ("call_f", call.f),
                ("call_images", call.images),
                ("call_positions", call.positions),
                ("call_x1", call.x1),
                ("call_y1", call.y1),
                ("call_wx", call.wx),
                ("call_wy", call.wy),
                ("call_channel", call.channel),
            ] {
                self.set(port, value as u64);
            }
            self.set("call_imm", call.imm());
            self.set("call_valid", 1);
            let mut waited = 0;
            while !self.cycle() {
                waited += 1;
                assert!(waited < 3_000_000, "the call is not taken");
            }
            accepted.push(self.cycles);
            self.set("call_valid", 0);
        }
        self.until("idle");
        accepted
    }

    pub fn pulse(&mut self, port: &str) {
        self.set(port, 1);
        self.cycle();
        self.set(port, 0);
    }

    pub fn write_parameters(&mut self, channel: usize, parameters: &Parameters) {
        let words = [
            parameters.gamma as u32 & 0xffff | (parameters.beta as u32) << 16,
            parameters.mu as u32,
            parameters.scale as u32 | u32::from(parameters.set) << 31,
        ];
        self.set("p_address", channel as u64);
        for (index, word) in words.into_iter().enumerate() {
            self.set("p_word", index as u64);
            self.set("p_data", word.into());
            self.pulse("p_write");
        }
    }

    pub fn read_parameters(&mut self, channel: usize) -> (i16, i16, i32, i32, bool) {
        self.set("p_address", channel as u64);
        self.pulse("p_read");
        self.model.eval();
        let word = self.get("p_gamma_beta") as u32;
        let scale = self.get("p_scale") as u32;
        (
            word as i16,
            (word >> 16) as i16,
            self.get("p_mu") as u32 as i32,
            (scale & 0x7fff_ffff) as i32,
            scale >> 31 == 1,
        )
    }

    pub fn update(&mut self, beta: bool, channel: usize, count: usize, keys: &[u16], rate: i32) {
        self.set("scale_kind", 2 + u64::from(beta));
        self.pulse("scale_start");
        self.until("scale_done");
        let words: [u32; 5] = lanes::pack(16, keys.iter().map(|&key| i64::from(key)));
        let port = self.model.port("keys").unwrap();
        self.model.write_words(port, &words);
        self.set("rate", rate as u64);
        self.set("update_kind", beta.into());
        self.set("update_channel", channel as u64);
        self.set("update_count", count as u64);
        self.pulse("update_start");
        self.until("update_done");
        self.cycle();
        self.until("idle");
    }
}
