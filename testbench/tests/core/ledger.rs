//! `ledger`: totals in a memory against numbers of 64 bits.

use golden::core::packet::COUNTERS;
use testbench::models::CoreLedgerModel;
use testbench::random::{seed, Rng};
use veribind::{Model, PortId};

const SPAN: usize = 1;

type Totals = [u64; COUNTERS.len()];

struct Rig {
    model: CoreLedgerModel,
    totals: Totals,
    /// What the span becomes at its next visit.
    moved: Option<u64>,
    /// Cycles since each counter was visited.
    ages: [u32; COUNTERS.len()],
    inputs: [PortId; 3],
    take: PortId,
}

impl Rig {
    fn new() -> Self {
        let mut model = CoreLedgerModel::new();
        model.reset();
        let inputs = ["sum", "moves", "offset"].map(|name| model.port(name).unwrap());
        let take = model.port("take").unwrap();
        Rig {
            model,
            totals: [0; COUNTERS.len()],
            moved: None,
            ages: [0; COUNTERS.len()],
            inputs,
            take,
        }
    }

    fn set(&mut self, name: &str, value: u64) {
        let id = self.model.port(name).unwrap();
        self.model.write(id, value);
    }

    fn get(&mut self, name: &str) -> u64 {
        let id = self.model.port(name).unwrap();
        self.model.read(id)
    }

    /// A cycle in which every counter has `sum`, and the span would move to the cycles and `offset`.
    fn cycle(&mut self, sum: u16, offset: Option<i16>) {
        let offset_bits = u64::from(offset.unwrap_or(0x55) as u16);
        for (port, value) in self
            .inputs
            .into_iter()
            .zip([sum.into(), offset.is_some().into(), offset_bits])
        {
            self.model.write(port, value);
        }
        self.model.eval();
        let take = self.model.read(self.take);
        assert!(take.count_ones() <= 1, "{take:#x}");
        for age in &mut self.ages {
            *age += 1;
        }
        if take != 0 {
            let counter = take.trailing_zeros() as usize;
            assert!(self.ages[counter] <= 184, "{} after {:?}", counter, self.ages);
            self.ages[counter] = 0;
            let new = self.totals[counter].wrapping_add(sum.into());
            if counter == 0 {
                self.moved = offset.map(|offset| new.wrapping_add_signed(offset.into()));
            }
            self.totals[counter] = match self.moved.take_if(|_| counter == SPAN) {
                Some(span) => span,
                None => new,
            };
        }
        self.model.tick();
    }

    /// Asks for a report and reads it, `sum` coming on, and compares it; clears the totals before the word `clears`.
    fn report(&mut self, rng: &mut Rng, clears: Option<usize>, sums: impl Fn(&mut Rng) -> u16) -> Totals {
        self.set("report", 1);
        let mut cycles = 0;
        let copy = loop {
            let (sum, offset) = (sums(rng), offset(rng));
            self.set("sum", sum.into());
            self.model.eval();
            let reported = self.get("reported") == 1;
            self.cycle(sum, offset);
            cycles += 1;
            assert!(cycles <= 184, "no report");
            if reported {
                break self.totals;
            }
        };
        self.set("report", 0);
        for place in 0..2 * COUNTERS.len() {
            if clears == Some(place) {
                self.clear(rng);
            }
            self.set("read_address", place as u64);
            self.set("read", 1);
            loop {
                let (sum, offset) = (sums(rng), offset(rng));
                self.set("sum", sum.into());
                self.model.eval();
                let taken = self.get("read_taken") == 1;
                self.cycle(sum, offset);
                if taken {
                    break;
                }
            }
            self.set("read", rng.chance(128).into());
            self.model.eval();
            let word = self.get("read_data");
            let want = copy[place / 2] >> (32 * (place % 2)) & 0xffff_ffff;
            assert_eq!(word, want, "word {place} of {copy:x?}");
            for _ in 0..rng.size(0..=3) {
                self.set("read", 0);
                let (sum, offset) = (sums(rng), offset(rng));
                self.cycle(sum, offset);
            }
        }
        self.set("read", 0);
        copy
    }

    fn clear(&mut self, rng: &mut Rng) {
        self.set("read", 0);
        self.set("clear", 1);
        self.cycle(rng.bits() as u16, None);
        self.set("clear", 0);
        self.totals = [0; COUNTERS.len()];
        self.moved = None;
        self.ages = [0; COUNTERS.len()];
    }
}

/// The span moves now and then, back and forth.
fn offset(rng: &mut Rng) -> Option<i16> {
    rng.chance(40).then(|| rng.range(-180..=180) as i16)
}

#[test]
fn totals_are_those_of_numbers_of_64_bits() {
    let mut rng = Rng::new(seed("ledger"));
    let mut rig = Rig::new();
    for round in 0..60 {
        for _ in 0..rng.size(0..=400) {
            let (sum, offset) = (rng.bits() as u16, offset(&mut rng));
            rig.cycle(sum, offset);
        }
        // while a report is read, between reports, not at all
        let clears = (round % 3 == 1).then(|| rng.size(0..=2 * COUNTERS.len() - 1));
        rig.report(&mut rng, clears, |rng| rng.bits() as u16);
        if round % 3 == 2 {
            rig.clear(&mut rng);
        }
    }
}

/// Beyond 32 bits, where low words carry into high ones, and a span borrows.
#[test]
fn totals_carry_into_their_high_words_and_borrow_from_them() {
    let mut rng = Rng::new(seed("ledger"));
    let mut rig = Rig::new();
    while rig.totals[0] < (1 << 32) - 5 * 0xffff {
        rig.cycle(0xffff, None);
    }
    // number 0 stands just below and just above 2^32 in many of these
    for _ in 0..40 {
        rig.report(&mut rng, None, |rng| 0x1000 + rng.bits() as u16 % 0x1000);
    }
    assert!(rig.totals[0] > 1 << 32 && rig.totals[21] > 1 << 32);
    let near = |total: u64| 1u64.wrapping_shl(32).abs_diff(total) < 180;
    // and to the one and the other side of it, step by step
    let mut rig = Rig::new();
    while rig.totals[0] < (1 << 32) - 2 * 0xffff {
        rig.cycle(0xffff, None);
    }
    while rig.totals[0] < (1 << 32) - 300 {
        rig.cycle(100, None);
    }
    let mut crossed = 0;
    for _ in 0..60 {
        let copy = rig.report(&mut rng, None, |_| 2);
        crossed += u32::from(near(copy[0]) && copy[0] >> 32 != copy[SPAN] >> 32);
    }
    println!("{crossed} reports with the span on the other side of 2^32");
    assert!(crossed > 0);
}
