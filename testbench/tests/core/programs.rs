//! Random programs on every configuration.

use golden::core::config::{BASE, LARGE, MEDIUM, SMALL, TINY};
use golden::core::packet::{command, packet, reply, Header, DONE_OK};
use golden::core::Config;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::pair::{pauses, seed, Pair};
use super::random::Program;
use super::space::{load, run, Space};

/// Golden's last answer is a DONE of a program that was executed to its end.
pub fn ended_well(pair: &Pair) {
    let done = pair.expected.last().map(|packet| Header::from_word(packet[0]));
    let good = |header: Header| header.opcode == reply::DONE && header.argument == DONE_OK;
    assert!(done.is_some_and(good), "golden: {done:x?}");
}

/// A number from the environment.
fn given<T: std::str::FromStr>(name: &str) -> Option<T> {
    std::env::var(name).ok().and_then(|text| text.parse().ok())
}

/// `count` programs of about `length` instructions, each run twice on one pair without a reset between.
///
/// `SIGNUM_PROGRAM` picks one of them, `SIGNUM_LENGTH` cuts it short, `SIGNUM_LIST` prints it.
fn programs(config: Config, random: &mut StdRng, count: usize, length: usize) {
    let length = given("SIGNUM_LENGTH").unwrap_or(length);
    let mut pair = Pair::new(config);
    for number in 0..count {
        let random = &mut StdRng::seed_from_u64(random.gen());
        if given("SIGNUM_PROGRAM").is_some_and(|only: usize| only != number) {
            continue;
        }
        if number % 3 == 1 {
            pair.rtl.pause(pauses(random));
        } else {
            pair.rtl.pause(Box::new(|| (true, true)));
        }
        let space = Space::random(config, random);
        for packet in space.fill(random) {
            pair.send(&packet);
        }
        // what is drawn from here on does not change with the length
        let mut inputs = StdRng::seed_from_u64(random.gen());
        let asm = Program::new(space, random).assemble(length);
        println!("program {number}: {} instructions in {space:?}", asm.len());
        if std::env::var_os("SIGNUM_LIST").is_some() {
            let instructions = asm.clone().instructions().expect("every label has its place");
            instructions
                .iter()
                .enumerate()
                .for_each(|(at, instruction)| println!("{at:4} {instruction:?}"));
        }
        for packet in load(asm) {
            pair.send(&packet);
        }
        for again in 0..2 {
            let repetitions = inputs.gen_range(1..=3);
            pair.send(&run(repetitions, inputs.gen_range(-3..=4), inputs.gen()));
            for repetition in 0..repetitions {
                for packet in Program::input(&space, &mut inputs, repetition) {
                    pair.send(&packet);
                }
            }
            ended_well(&pair);
            pair.check();
            println!("  run {again}: {repetitions} repetitions equal");
        }
        for packet in space.show(&mut inputs) {
            pair.send(&packet);
        }
        let counters = pair.counters();
        println!("  counters {counters:?}");
        pair.send(&packet(command::CLEAR, 0, &[]));
    }
}

#[test]
fn random_programs_on_tiny_equal_golden() {
    programs(TINY, &mut seed("tiny", 21), 20, 300);
}

#[test]
fn random_programs_on_small_equal_golden() {
    programs(SMALL, &mut seed("small", 25), 30, 400);
}

#[test]
fn random_programs_on_medium_equal_golden() {
    programs(MEDIUM, &mut seed("medium", 22), 20, 800);
}

#[test]
fn random_programs_on_base_equal_golden() {
    programs(BASE, &mut seed("base", 23), 12, 1200);
}

#[test]
fn random_programs_on_large_equal_golden() {
    programs(LARGE, &mut seed("large", 24), 8, 1500);
}
