//! One bit wrong in a memory of the RTL is seen by the comparison.

use golden::core::config::SMALL;
use golden::core::packet::{
    command, packet, read_packet, samples_argument, samples_word, Commit, Packet, Readable,
};
use golden::core::program::{lanes, register, Instruction, Maximum, Product, Tile};
use golden::core::Assembler;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::pair::{seed, Pair};
use super::programs::ended_well;
use super::random::Program;
use super::space::{load, run, Space};

/// A filled pair with a random program in it.
fn start(random: &mut StdRng) -> (Pair, Space) {
    let mut pair = Pair::new(SMALL);
    let space = Space::random(SMALL, random);
    for packet in space.fill(random) {
        pair.send(&packet);
    }
    for packet in load(Program::new(space, random).assemble(500)) {
        pair.send(&packet);
    }
    pair.check();
    (pair, space)
}

/// Runs the program on both and shows everything; what differs first.
fn finish(pair: &mut Pair, space: &Space, random: &mut StdRng) -> Option<String> {
    pair.send(&run(1, 2, 5));
    for packet in Program::input(space, random, 0) {
        pair.send(&packet);
    }
    ended_well(pair);
    for packet in space.show(random) {
        pair.send(&packet);
    }
    pair.difference()
}

/// The words that golden answers to a READ of one row.
fn row(pair: &mut Pair, memory: Readable, address: u32) -> Vec<u32> {
    pair.golden
        .send(&read_packet(memory, address as usize, 1))
        .remove(0)[1..]
        .to_vec()
}

#[test]
fn a_flipped_bit_of_a_weight_is_seen() {
    let mut random = seed("a weight", 41);
    for bit in [0, 5, 7] {
        let (mut pair, space) = start(&mut random);
        let address = space.w.base + random.gen_range(0..space.w.size);
        let mut words = row(&mut pair, Readable::Weights, address);
        words[random.gen_range(0..SMALL.vector_words())] ^= 1 << (8 * random.gen_range(0..4) + bit);
        words.insert(0, address);
        // to the RTL alone
        pair.rtl.send(&packet(command::WEIGHTS, 0, &words));
        let found = finish(&mut pair, &space, &mut random);
        assert!(found.is_some(), "bit {bit} of a weight at {address}");
    }
}

#[test]
fn a_flipped_bit_of_a_norm_parameter_is_seen() {
    let mut random = seed("a norm parameter", 42);
    for bit in [0, 9, 16, 27, 35, 70] {
        let (mut pair, space) = start(&mut random);
        let channel = space.c + random.gen_range(0..super::space::CHANNELS);
        let mut words = row(&mut pair, Readable::Parameters, channel);
        words[bit / 32] ^= 1 << (bit % 32);
        words.insert(0, channel);
        pair.rtl.send(&packet(command::PARAMETERS, 0, &words));
        let found = finish(&mut pair, &space, &mut random);
        assert!(found.is_some(), "bit {bit} of channel {channel}");
    }
}

/// A program that writes the flags of one column from an input column, then sends errors through them.
///
/// The sums are twice the codes: 0, 2, 200, -200 give the four flags.
fn through_the_mask(space: &Space) -> [Vec<Packet>; 2] {
    let n = SMALL.size;
    let registers = |asm: &mut Assembler, values: &[(u8, u32)]| {
        values
            .iter()
            .for_each(|(number, value)| asm.li(*number, (*value).into()));
    };
    let mut write = Assembler::new();
    registers(
        &mut write,
        &[
            (register::N0, 1),
            (register::N1, 2),
            (register::N2, 1),
            (register::X1, 0),
            (register::Y1, 0),
            (register::LANES, lanes(n, 1)),
            (register::X, space.a.base),
            (register::Y, space.w.base),
            (register::D, space.a.base + 100),
            (register::F, space.e.base + 9),
        ],
    );
    write.push(Instruction::Tile(Tile {
        store: true,
        ..Tile::default()
    }));
    write.push(Instruction::Halt);
    let mut read = Assembler::new();
    registers(
        &mut read,
        &[
            (register::N0, 16),
            (register::N1, 1),
            (register::X, space.e.base + 64),
            (register::Y, space.w.base + 64),
            (register::WY, 8),
        ],
    );
    let tile = Tile {
        product: Product::Transposed,
        ..Tile::default()
    };
    read.push(Instruction::Tile(tile));
    read.push(Instruction::Scale(Maximum::Error));
    read.push(Instruction::Tile(Tile { store: true, ..tile }));
    read.push(Instruction::Halt);
    [write, read].map(|asm| {
        let mut packets = load(asm);
        packets.push(run(1, 0, 0));
        packets
    })
}

/// Whether the comparison sees image 2's flag written from `wrong` instead of 1 in the RTL.
fn sees_the_mask_of(wrong: i8) -> bool {
    let mut random = seed("a mask", 44);
    let (mut pair, space) = start(&mut random);
    assert_eq!(finish(&mut pair, &space, &mut random), None);
    let sample = |code: i8| {
        let words = [samples_word(space.a.base as usize, 2), u32::from(code as u8)];
        packet(command::SAMPLES, samples_argument(0, Commit::No), &words)
    };
    // all weights one, so that an error's sum is not 0
    for first in (0..space.w.size).step_by(32) {
        let mut words = vec![space.w.base + first];
        words.extend(vec![0x4040_4040; 32 * SMALL.vector_words()]);
        pair.send(&packet(command::WEIGHTS, 0, &words));
    }
    let [write, read] = through_the_mask(&space);
    pair.golden.send(&sample(1));
    pair.rtl.send(&sample(wrong));
    write.iter().for_each(|packet| pair.send(packet));
    assert_eq!(pair.difference(), None, "writing a flag sends nothing");
    // the activations are alike again: only the flag differs
    pair.send(&sample(1));
    let words = [samples_word(space.a.base as usize + 100, 2), 0];
    pair.send(&packet(command::SAMPLES, samples_argument(0, Commit::No), &words));
    read.iter().for_each(|packet| pair.send(packet));
    for packet in space.show(&mut random) {
        pair.send(&packet);
    }
    pair.difference().is_some()
}

#[test]
fn a_flipped_bit_of_a_mask_is_seen() {
    assert!(!sees_the_mask_of(1), "the same flag");
    assert!(sees_the_mask_of(100), "clipped");
    assert!(sees_the_mask_of(0), "not positive");
}

#[test]
fn without_a_flip_nothing_differs() {
    let mut random = StdRng::seed_from_u64(43);
    let (mut pair, space) = start(&mut random);
    assert_eq!(finish(&mut pair, &space, &mut random), None);
}
