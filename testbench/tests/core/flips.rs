//! One bit that flips in a memory inside the RTL is seen by the comparison after that batch, and not before.

use golden::core::config::MEDIUM;
use golden::core::packet::{command, packet, samples_argument, samples_word, Commit, Packet};
use golden::core::program::{lanes, register, Instruction, Maximum, Product, Tile};
use golden::core::Assembler;
use rand::rngs::StdRng;
use rand::Rng;
use testbench::core::{CoreSim, Element};

use super::pair::{seed, Pair};
use super::programs::ended_well;
use super::random::Program;
use super::space::{load, run, Space, CHANNELS};

/// One batch: fills all memories, runs a random program, and shows what it left. `fault` happens to the RTL before the
/// run. What differs first.
fn batch(
    pair: &mut Pair,
    space: &Space,
    random: &mut StdRng,
    fault: impl FnOnce(&mut CoreSim),
) -> Option<String> {
    for packet in space.fill(random) {
        pair.send(&packet);
    }
    for packet in load(Program::new(*space, random).assemble(500)) {
        pair.send(&packet);
    }
    pair.check();
    fault(&mut pair.rtl);
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

/// A batch in which nothing differs, then one before which `bits` of `element` flip: what differs first.
fn found(random: &mut StdRng, space: &Space, element: Element, bits: u32) -> Option<String> {
    let mut pair = Pair::new(MEDIUM);
    assert_eq!(
        batch(&mut pair, space, random, |_| ()),
        None,
        "before {element:?}"
    );
    batch(&mut pair, space, random, |rtl| {
        let before = rtl.element(element).unwrap();
        rtl.flip(element, bits).unwrap();
        assert_eq!(rtl.element(element).unwrap(), before ^ bits);
    })
}

#[test]
fn a_flipped_bit_of_a_weight_is_seen() {
    let mut random = seed("a weight", 41);
    for bit in [0, 5, 7] {
        let space = Space::random(MEDIUM, &mut random);
        let element = Element::Weight {
            lane: random.gen_range(0..MEDIUM.size),
            address: (space.w.base + random.gen_range(0..space.w.size)) as usize % MEDIUM.w_depth(),
        };
        let found = found(&mut random, &space, element, 1 << bit);
        assert!(found.is_some(), "bit {bit} of {element:?}");
    }
}

#[test]
fn a_flipped_bit_of_a_norm_parameter_is_seen() {
    let mut random = seed("a norm parameter", 42);
    type Kind = fn(usize) -> Element;
    let kinds: [(Kind, u32); 6] = [
        (Element::Gamma, 0),
        (Element::Gamma, 9),
        (Element::Beta, 0),
        (Element::Beta, 11),
        (Element::Mean, 3),
        (Element::Scale, 6),
    ];
    for (kind, bit) in kinds {
        let space = Space::random(MEDIUM, &mut random);
        let channel = space.c + random.gen_range(0..CHANNELS);
        let element = kind(channel as usize % MEDIUM.c_depth());
        let found = found(&mut random, &space, element, 1 << bit);
        assert!(found.is_some(), "bit {bit} of {element:?}");
    }
}

/// Two programs: one writes the flags of a column of sums that are twice the activations there, the other one sends errors
/// through them.
fn through_the_mask(space: &Space) -> [Vec<Packet>; 2] {
    let n = MEDIUM.size;
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

/// Whether the comparison sees that `bits` of image 2's flags flip between the forward pass that writes them and the
/// errors that meet them.
fn sees_the_mask(bits: u32) -> bool {
    let mut random = seed("a mask", 44);
    let mut pair = Pair::new(MEDIUM);
    let space = Space::random(MEDIUM, &mut random);
    assert_eq!(batch(&mut pair, &space, &mut random, |_| ()), None);
    // all weights one, so that an error's sum is not 0
    for first in (0..space.w.size).step_by(32) {
        let mut words = vec![space.w.base + first];
        words.extend(vec![0x4040_4040; 32 * MEDIUM.vector_words()]);
        pair.send(&packet(command::WEIGHTS, 0, &words));
    }
    // image 2 has a sum of 2: positive, not clipped
    let words = [samples_word(space.a.base as usize, 2), 1];
    pair.send(&packet(command::SAMPLES, samples_argument(0, Commit::No), &words));
    let [write, read] = through_the_mask(&space);
    write.iter().for_each(|packet| pair.send(packet));
    assert_eq!(pair.difference(), None, "writing a flag sends nothing");
    let flags = Element::Flags {
        lane: 2,
        address: (space.e.base + 9) as usize % MEDIUM.e_depth(),
    };
    assert_eq!(pair.rtl.element(flags), Ok(0b10));
    pair.rtl.flip(flags, bits).unwrap();
    read.iter().for_each(|packet| pair.send(packet));
    for packet in space.show(&mut random) {
        pair.send(&packet);
    }
    pair.difference().is_some()
}

#[test]
fn a_flipped_bit_of_a_mask_is_seen() {
    assert!(!sees_the_mask(0), "the same flags");
    assert!(sees_the_mask(0b01), "clipped");
    assert!(sees_the_mask(0b10), "not positive");
}
