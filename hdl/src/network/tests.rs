//! What a network computes, and when.

use super::*;

/// The outputs after each edge, from the reset on.
fn run(network: &Network, inputs: &[Vec<u128>]) -> Vec<Vec<u128>> {
    let mut state = network.reset();
    let step = |inputs: &Vec<u128>| {
        network.evaluate(&mut state, inputs);
        network.clock(&mut state, false);
        network.evaluate(&mut state, inputs)
    };
    inputs.iter().map(step).collect()
}

#[test]
fn paths_of_different_stages_are_balanced() {
    let mut network = Network::new();
    let a = network.input("a", 8);
    let b = network.input("b", 8);
    let late = network.at(a, 2);
    let sum = network.add(late, b);
    network.output("sum", sum);
    assert_eq!(
        (sum.stage(), network.latency(), network.register_bits()),
        (2, 2, 32)
    );
    let inputs: Vec<Vec<u128>> = (0..20).map(|i| vec![i * 11, i * 17 + 200]).collect();
    for (at, outputs) in run(&network, &inputs).iter().enumerate().skip(1) {
        let [a, b] = inputs[at - 1][..] else {
            unreachable!()
        };
        assert_eq!(outputs[0], (a + b) & 0xff);
    }
}

#[test]
fn an_accumulator_adds_up_from_its_reset_on() {
    let mut network = Network::new();
    let x = network.input("x", 4);
    let total = network.feedback(6, 1);
    let x = network.register(x);
    let wide = network.unsigned_to(x, 6);
    let sum = network.add(total, wide);
    network.close(total, sum);
    network.output("total", total);
    let inputs: Vec<Vec<u128>> = (1..12).map(|x| vec![x]).collect();
    let totals: Vec<u128> = run(&network, &inputs).iter().map(|outputs| outputs[0]).collect();
    let expected: Vec<u128> = (0..11).map(|n| (n * (n + 1) / 2) & 63).collect();
    assert_eq!(totals, expected);
    let mut state = network.reset();
    network.evaluate(&mut state, &[15]);
    network.clock(&mut state, false);
    network.evaluate(&mut state, &[15]);
    network.clock(&mut state, true);
    assert_eq!(network.evaluate(&mut state, &[0]), [0]);
}

#[test]
fn segments_add_as_one_adder_does() {
    for segments in 1..=6 {
        let mut network = Network::new();
        let [a, b] = ["a", "b"].map(|name| network.input(name, 13));
        let carry = network.input("carry", 1);
        let sum = network.add_segmented(a, b, Some(carry), segments);
        network.output("sum", sum);
        let latency = segments - 1;
        assert_eq!(network.latency(), latency);
        let values = [0u128, 1, 0x1fff, 0x0fff, 0x1555, 0x0aaa, 0x1000, 0x07f8];
        for a in values {
            for b in values {
                for carry in 0..2 {
                    let held = vec![vec![a, b, carry]; segments as usize];
                    let outputs = run(&network, &held);
                    assert_eq!(outputs[latency as usize], [(a + b + carry) & 0x1fff]);
                }
            }
        }
    }
}

#[test]
fn columns_add_and_subtract_bits_of_any_weight() {
    for cuts in 0..4 {
        let mut network = Network::new();
        let x = network.input("x", 12);
        let mut columns = Columns::new(9);
        // 3 of each weight, every third of them negative
        for index in 0..12 {
            let bit = network.bit(x, index);
            match index % 3 {
                0 => columns.push_negative(&mut network, index / 3, bit),
                _ => columns.push(index / 3, bit),
            }
        }
        columns.push_bus(&mut network, 2, x);
        let (first, second) = columns.rows(&mut network, 0, cuts);
        let sum = network.add(first, second);
        network.output("sum", sum);
        assert_eq!(network.latency(), cuts);
        for x in 0..1u128 << 12 {
            let bit = |index: u32| (x >> index & 1) as i128;
            let plain: i128 = (0..4)
                .map(|w| (bit(3 * w + 1) + bit(3 * w + 2) - bit(3 * w)) << w)
                .sum();
            let expected = (plain + ((x as i128) << 2)) as u128 & 0x1ff;
            let outputs = run(&network, &vec![vec![x]; cuts as usize + 1]);
            assert_eq!(outputs[cuts as usize], [expected], "{x:#x} {cuts}");
        }
    }
}

#[test]
fn a_unit_in_rust_hdl_gives_what_its_network_gives() {
    use rust_hdl::prelude::*;
    let mut unit = Pipeline::<8, 16>::new(|network, x| {
        let x = network.register(x);
        network.multiply(x, x, true)
    });
    assert_eq!(unit.latency(), 3);
    unit.connect_all();
    let mut simulation = Simulation::new();
    simulation.add_clock(5, |unit: &mut Box<Pipeline<8, 16>>| {
        unit.clock.next = !unit.clock.val();
    });
    simulation.add_testbench(|mut sim: Sim<Pipeline<8, 16>>| {
        let mut unit = sim.init()?;
        for x in 0..40u64 {
            let x = x * 13 % 256;
            unit.s_data.next = x.into();
            unit.s_valid.next = true;
            wait_clock_cycle!(sim, clock, unit);
            unit.s_valid.next = false;
            unit.s_data.next = 77.into();
            wait_clock_cycles!(sim, clock, unit, 2);
            let signed = i64::from(x as u8 as i8);
            let square = Bits::<16>::from((signed * signed) as u64);
            sim_assert!(sim, unit.m_valid.val(), unit);
            sim_assert_eq!(sim, unit.m_data.val(), square, unit);
            wait_clock_cycle!(sim, clock, unit);
            sim_assert!(sim, !unit.m_valid.val(), unit);
        }
        sim.done(unit)
    });
    simulation.run(Box::new(unit), 10_000).unwrap();
}
