//! Every variant of every primitive in Verilog against `golden::primitive`: each result, and the cycle it comes in.

use hdl::primitive::{variants, Variant};
use std::collections::VecDeque;
use testbench::models::{Primitives16Model, Primitives32Model, Primitives8Model};
use testbench::random::{seed, Rng};
use veribind::{Model, PortId};

/// One variant beside the others, and what it owes: a result or none for each cycle of its latency.
struct Unit {
    variant: Variant,
    valid: PortId,
    data: PortId,
    owed: VecDeque<Option<u64>>,
    results: usize,
}

impl Unit {
    fn after_reset(&mut self) {
        // the edge of an operand's own cycle is the first of its latency
        self.owed = vec![None; self.variant.latency() as usize - 1].into();
    }
}

struct Bench<M> {
    model: M,
    bits: u32,
    s_valid: PortId,
    s_data: PortId,
    units: Vec<Unit>,
}

impl<M: Model> Bench<M> {
    fn new(bits: u32) -> Self {
        let mut model = M::new();
        model.reset();
        let units = variants(bits).into_iter().map(|variant| {
            let name = variant.module();
            let mut unit = Unit {
                valid: model.port(&format!("{name}_valid")).unwrap(),
                data: model.port(&format!("{name}_data")).unwrap(),
                variant,
                owed: VecDeque::new(),
                results: 0,
            };
            unit.after_reset();
            unit
        });
        Bench {
            units: units.collect(),
            s_valid: model.port("s_valid").unwrap(),
            s_data: model.port("s_data").unwrap(),
            bits,
            model,
        }
    }

    /// One cycle with an operand, or with noise that is none.
    fn cycle(&mut self, operand: u32, valid: bool) {
        self.model.write(self.s_valid, valid.into());
        self.model.write(self.s_data, operand.into());
        self.model.tick();
        for unit in &mut self.units {
            let name = unit.variant.module();
            let expected = valid.then(|| unit.variant.function().golden(operand, self.bits));
            unit.owed.push_back(expected);
            let due = unit.owed.pop_front().flatten();
            assert_eq!(self.model.read(unit.valid) != 0, due.is_some(), "{name}: valid");
            if let Some(due) = due {
                assert_eq!(self.model.read(unit.data), due, "{name}");
                unit.results += 1;
            }
        }
    }

    /// Operands with gaps in between, and until the last result is out.
    fn run(&mut self, rng: &mut Rng, operands: &[u32], gaps: bool) {
        for &operand in operands {
            while gaps && rng.chance(80) {
                let noise = rng.bits() as u32 & ones(self.bits);
                self.cycle(noise, false);
            }
            self.cycle(operand, true);
        }
        for _ in 0..40 {
            self.cycle(rng.bits() as u32 & ones(self.bits), false);
        }
    }
}

fn ones(bits: u32) -> u32 {
    u32::MAX >> (32 - bits)
}

/// Powers of two, squares and what rounds up or down between two of them, with their neighbours and opposites.
fn corners(bits: u32) -> Vec<u32> {
    let mut all = vec![0, 1, 2, 3, ones(bits), 0x5555_5555, 0xaaaa_aaaa];
    for place in 0..bits {
        all.extend([
            1 << place,
            ones(bits) >> place,
            (ones(bits) >> place) ^ 1,
            3 << place,
        ]);
    }
    let most = 1u64 << (bits / 2);
    for root in [0, 1, 2, 3, most / 3, most / 2, most - 2, most - 1, most] {
        // the root of r^2 + r is still r, that of r^2 + r + 1 is r + 1
        all.extend([root * root, root * root + root, root * root + root + 1].map(|v| v as u32));
    }
    let near: Vec<u32> = all
        .iter()
        .flat_map(|&x| [x, x.wrapping_add(1), x.wrapping_sub(1)])
        .collect();
    near.iter()
        .flat_map(|&x| [x & ones(bits), x.wrapping_neg() & ones(bits)])
        .collect()
}

fn check<M: Model>(test: &str, bits: u32) {
    let mut rng = Rng::new(seed(test));
    let mut bench = Bench::<M>::new(bits);
    let mut operands = corners(bits);
    operands.extend((0..20_000).map(|_| {
        let places = rng.range(0..=i64::from(bits) - 1) as u32;
        let value = rng.int32();
        // small magnitudes of either sign and small unsigned numbers
        if rng.chance(128) {
            value as u32 & ones(bits)
        } else {
            (value as u32 & ones(bits)) >> places
        }
    }));
    bench.run(&mut rng, &operands, false);
    // a second run as the first left it, and a third after a reset in the middle of one
    bench.run(&mut rng, &operands[..3000], true);
    let before: Vec<usize> = bench.units.iter().map(|unit| unit.results).collect();
    assert!(before.iter().all(|&results| results == operands.len() + 3000));
    for &operand in &operands[..50] {
        bench.cycle(operand, true);
    }
    bench.model.write(bench.s_valid, 0);
    bench.model.reset();
    bench.units.iter_mut().for_each(Unit::after_reset);
    bench.run(&mut rng, &operands[..1000], true);
}

#[test]
fn primitives_of_8_bits_equal_golden() {
    let mut rng = Rng::new(seed("primitives_of_8_bits_equal_golden"));
    let mut bench = Bench::<Primitives8Model>::new(8);
    bench.run(&mut rng, &(0..256).collect::<Vec<u32>>(), true);
    check::<Primitives8Model>("primitives_of_8_bits_equal_golden", 8);
}

#[test]
fn primitives_of_16_bits_equal_golden() {
    let mut rng = Rng::new(seed("primitives_of_16_bits_equal_golden"));
    let mut bench = Bench::<Primitives16Model>::new(16);
    bench.run(&mut rng, &(0..1 << 16).collect::<Vec<u32>>(), false);
    check::<Primitives16Model>("primitives_of_16_bits_equal_golden", 16);
}

#[test]
fn primitives_of_32_bits_equal_golden() {
    check::<Primitives32Model>("primitives_of_32_bits_equal_golden", 32);
}
