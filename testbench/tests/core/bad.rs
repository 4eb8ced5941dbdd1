//! What the core refuses, and what a reset leaves.

use golden::core::config::{BASE, MEDIUM, TINY};
use golden::core::packet::{
    command, packet, read_packet, reply, samples_argument, samples_word, Commit, Header, Packet, Readable,
    Run,
};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Parameter, Product, Tile};
use golden::core::{Assembler, Config, Engine};
use rand::rngs::StdRng;
use rand::Rng;
use testbench::core::build_hash;

use super::pair::{pauses, seed, Pair};
use super::programs::ended_well;
use super::random::Program;
use super::space::{load, run, Space};

/// An address of program memory past every program here.
const FAR: u32 = 500;

fn words(random: &mut StdRng, count: usize) -> Vec<u32> {
    (0..count).map(|_| random.gen()).collect()
}

/// A packet that the core must refuse.
fn bad(config: Config, random: &mut StdRng) -> Packet {
    let n = config.size;
    let good = Run {
        repetitions: 1,
        ..Run::default()
    };
    match random.gen_range(0..16) {
        0 => {
            let opcode = *[0u8, 0x0b, 0x20, 0x81, 0xff].get(random.gen_range(0..5)).unwrap();
            let count = random.gen_range(0..20);
            packet(opcode, random.gen(), &words(random, count))
        }
        // truncated, at the header or later
        1 => packet(command::PROGRAM, 0, &[FAR; 9])[..1].to_vec(),
        2 => {
            let mut packet = packet(command::PROGRAM, 0, &[FAR, 1, 2, 3, 4]);
            packet[0] += random.gen_range(1..100);
            packet
        }
        3 => good.packet()[..random.gen_range(1..7)].to_vec(),
        4 => read_packet(Readable::Weights, 0, 1)[..random.gen_range(1..3)].to_vec(),
        // overlong
        5 => {
            let mut packet = packet(command::PROGRAM, 0, &[FAR, 1, 2, 3, 4]);
            let count = random.gen_range(1..20);
            packet.extend(words(random, count));
            packet
        }
        6 => [packet(command::HELLO, 0, &[]), vec![1, 2, 3]].concat(),
        7 => [good.packet(), vec![1, 2]].concat(),
        8 => [read_packet(Readable::Weights, 0, 1), vec![1]].concat(),
        // arguments
        9 => Run::default().packet(),
        10 => packet(
            command::RUN,
            0,
            &[1, 2, 3, 4, 5, 6, 7][..*[1, 2, 5, 7].get(random.gen_range(0..4)).unwrap()],
        ),
        11 => packet(
            command::SAMPLES,
            samples_argument(1, Commit::Buffer),
            &[2 | 1 << 20, 5],
        ),
        12 => packet(
            command::SAMPLES,
            samples_argument(1, Commit::Group),
            &[samples_word(4, n), 5],
        ),
        13 => packet(command::READ, 0, &[random.gen_range(2..16) << 28, 1]),
        14 => packet(command::READ, 0, &[0, 0]),
        _ if config.trains => packet(command::LABELS, 0, &[]),
        _ => packet(
            *[command::LABELS, command::PARAMETERS]
                .get(random.gen_range(0..2))
                .unwrap(),
            0,
            &[0, 1, 2, 3],
        ),
    }
}

/// Programs with bad packets before, between and behind their own.
fn refused(config: Config, random: &mut StdRng, rounds: usize) {
    let mut pair = Pair::new(config);
    for round in 0..rounds {
        if round % 2 == 1 {
            pair.rtl.pause(pauses(random));
        }
        let space = Space::random(config, random);
        for packet in space.fill(random) {
            pair.send(&packet);
            if random.gen_bool(0.1) {
                pair.send(&bad(config, random));
            }
        }
        for packet in load(Program::new(space, random).assemble(250)) {
            pair.send(&packet);
            pair.send(&bad(config, random));
        }
        pair.check();
        pair.send(&packet(command::HELLO, 0, &[]));
        pair.send(&run(1, 0, 1));
        // while it waits for its first samples
        pair.send(&run(1, 0, 1));
        pair.send(&read_packet(Readable::Weights, 0, 3));
        for _ in 0..random.gen_range(1..6) {
            pair.send(&bad(config, random));
        }
        pair.send(&packet(command::HELLO, 0, &[]));
        for packet in Program::input(&space, random, 0) {
            pair.send(&packet);
        }
        ended_well(&pair);
        pair.check();
        for packet in space.show(random) {
            pair.send(&packet);
        }
        pair.counters();
    }
}

#[test]
fn bad_packets_are_refused_counted_and_harmless() {
    refused(TINY, &mut seed("bad packets, tiny", 31), 8);
    refused(MEDIUM, &mut seed("bad packets, medium", 32), 6);
}

#[test]
fn a_reset_in_the_middle_of_a_step_leaves_nothing_behind() {
    let mut random = seed("reset", 33);
    let config = MEDIUM;
    let mut pair = Pair::new(config);
    for _ in 0..8 {
        let space = Space::random(config, &mut random);
        let fill = space.fill(&mut random);
        let program = load(Program::new(space, &mut random).assemble(500));
        for packet in fill.iter().chain(&program) {
            pair.rtl.send(packet);
        }
        pair.rtl.send(&run(2, 1, 9));
        for repetition in 0..2 {
            for packet in Program::input(&space, &mut random, repetition) {
                pair.rtl.send(&packet);
            }
        }
        let words = pair.rtl.pending() as u64;
        pair.rtl.run(random.gen_range(1..words + 20_000));
        pair.rtl.reset();
        // the memories may hold anything now, the rest is as new
        pair.golden = Engine::new(config, build_hash(config));
        for packet in fill.iter().chain(&program) {
            pair.send(packet);
        }
        pair.send(&run(2, 1, 9));
        for repetition in 0..2 {
            for packet in Program::input(&space, &mut random, repetition) {
                pair.send(&packet);
            }
        }
        ended_well(&pair);
        for packet in space.show(&mut random) {
            pair.send(&packet);
        }
        pair.counters();
    }
}

#[test]
fn a_program_that_cannot_be_executed_stops_and_says_where() {
    for config in [TINY, BASE] {
        let mut pair = Pair::new(config);
        let n = config.size;
        let good = [
            (register::N0, 1),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n, n)),
        ];
        let mut faults: Vec<(Option<(u8, u32)>, u32)> =
            [0u32, 21, 40, 63].map(|op| (None, op << 26)).to_vec();
        let tile = Instruction::Tile(Tile::default()).encode();
        for register in [
            (register::N0, 0),
            (register::N1, 0),
            (register::N2, 0),
            (register::LANES, lanes(0, n)),
            (register::LANES, lanes(n, 0)),
            (register::LANES, lanes(n + 1, n)),
            (register::LANES, lanes(n, n + 1)),
            (register::LANES, lanes(n, 0x80)),
        ] {
            faults.push((Some(register), tile));
        }
        if config.trains {
            for instruction in [
                Instruction::Norm(NormCall::default()),
                Instruction::NormUpdate(Parameter::Gamma),
            ] {
                faults.push((Some((register::N0, 0)), instruction.encode()));
            }
            faults.push((
                Some((register::N1, 0)),
                Instruction::Norm(NormCall::default()).encode(),
            ));
        } else {
            let tile = |product, norm| {
                Instruction::Tile(Tile {
                    product,
                    norm,
                    ..Tile::default()
                })
            };
            for instruction in [
                Instruction::Scale(Maximum::Gradient),
                Instruction::Keys { layer: 1 },
                Instruction::Norm(NormCall::default()),
                Instruction::NormUpdate(Parameter::Beta),
                tile(Product::Transposed, false),
                tile(Product::Gradient, false),
                tile(Product::Loss, false),
                tile(Product::Forward, true),
            ] {
                faults.push((None, instruction.encode()));
            }
        }
        for (register, word) in faults {
            let mut asm = Assembler::new();
            good.iter()
                .for_each(|(number, value)| asm.li(*number, (*value).into()));
            asm.push(Instruction::Tile(Tile::default()));
            if let Some((number, value)) = register {
                asm.li(number, value.into());
            }
            let mut words = asm.finish().expect("no labels");
            let at = words.len() as u32;
            words.insert(0, 0);
            words.extend([word, Instruction::Halt.encode()]);
            pair.send(&packet(command::PROGRAM, 0, &words));
            pair.send(&run(1, 0, 0));
            let done = pair.expected.last().expect("DONE").clone();
            assert_eq!(done, packet(reply::DONE, 1, &[at]), "{register:?} {word:x}");
            assert_eq!(Header::from_word(done[0]).length, 1);
            pair.check();
        }
        pair.counters();
    }
}
