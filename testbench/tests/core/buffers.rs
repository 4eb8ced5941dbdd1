//! Input that comes while the program frees buffers, stores results and normalises.

use golden::core::config::MEDIUM;
use golden::core::packet::{command, packet, reply, samples_argument, samples_word, Commit, Packet};
use golden::core::program::{lanes, register, Instruction, NormCall, Tile};
use golden::core::Assembler;
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};

use super::bounds::execute;
use super::pair::{seed, Pair};
use super::programs::ended_well;
use super::space::{codes, load, run, Space, Window};

/// Registers: the buffer in use, 1, cycles to spend on it (in pairs), and what is left of them.
const BUFFER: u8 = 31;
const ONE: u8 = register::FREE;
const PAUSE: u8 = register::FREE + 1;
const LEFT: u8 = register::FREE + 2;

/// The only packet of a buffer's samples.
fn full(buffer: u32, words: usize) -> Packet {
    let mut samples = vec![samples_word(0, 0)];
    samples.resize(1 + words, 0);
    packet(
        command::SAMPLES,
        samples_argument(buffer as u8, Commit::Buffer),
        &samples,
    )
}

#[test]
fn a_release_is_kept_whatever_is_committed_in_its_cycle() {
    let repetitions = 40;
    let mut pair = Pair::new(MEDIUM);
    // every repetition keeps its buffer a little longer: some release meets the last word of the other buffer
    let mut asm = Assembler::new();
    asm.li(BUFFER, 0);
    asm.li(ONE, 1);
    asm.li(PAUSE, 1);
    let top = asm.here();
    asm.push(Instruction::Wait);
    asm.addi(LEFT, PAUSE, 0);
    let again = asm.here();
    asm.loop_to(LEFT, again);
    asm.push(Instruction::Release { a: BUFFER });
    asm.sub(BUFFER, ONE, BUFFER);
    asm.addi(PAUSE, PAUSE, 1);
    asm.next(top);
    for packet in load(asm) {
        pair.send(&packet);
    }
    // a loop takes two cycles, a word one
    for words in [8usize, 9, 24, 25] {
        // both buffers may be full before the program begins
        let early = if words % 2 == 1 { 2 } else { 0 };
        for repetition in 0..repetitions {
            if repetition == early {
                pair.send(&run(repetitions, 0, 0));
            }
            pair.send(&full(repetition % 2, words));
        }
        ended_well(&pair);
        pair.check();
    }
    pair.counters();
}

#[test]
fn a_reset_forgets_groups_and_frees_buffers() {
    let mut core = Pair::new(MEDIUM).rtl;
    core.send(&full(0, 4));
    core.send(&full(1, 4));
    core.run(100);
    assert_eq!(core.pending(), 0);
    core.reset();
    let mut asm = Assembler::new();
    asm.push(Instruction::Wait);
    asm.push(Instruction::Wait);
    asm.push(Instruction::Halt);
    for packet in load(asm) {
        core.send(&packet);
    }
    core.send(&run(1, 0, 0));
    assert_eq!(core.receive(500), None, "no samples since the reset");
    core.send(&full(0, 4));
    assert_eq!(core.receive(500), None, "one group since the reset");
    core.send(&full(1, 4));
    assert_eq!(
        core.receive(500).map(|done| done[0] >> 16),
        Some(u32::from(reply::DONE) << 8)
    );
}

#[test]
fn samples_that_come_while_results_are_stored_are_all_kept() {
    let mut random = seed("samples beside results", 61);
    let mut pair = Pair::new(MEDIUM);
    let n = MEDIUM.size as u32;
    let space = Space {
        config: MEDIUM,
        a: Window { base: 0, size: 512 },
        w: Window { base: 0, size: 512 },
        e: Window { base: 0, size: 256 },
        c: 0,
    };
    for packet in space.fill(&mut random) {
        pair.send(&packet);
    }
    let mut asm = Assembler::new();
    space.fill_by_program(&mut asm, &mut random);
    execute(&mut pair, asm, 0);
    // first norm calls, then tiles, all of which store in the upper half of A
    let mut asm = Assembler::new();
    for (number, value) in [
        (register::N0, n),
        (register::N1, 20),
        (register::X, 0),
        (register::Y, 0),
        (register::WX, 0),
        (register::WY, 0),
        (register::X1, 1),
        (register::Y1, 1),
        (register::D, 2048),
        (register::F, 0),
        (register::INDEX, 0),
        (register::LANES, lanes(n as usize, n as usize)),
        (ONE, 8),
    ] {
        asm.li(number, value.into());
    }
    let again = asm.here();
    asm.push(Instruction::Norm(NormCall::default()));
    asm.addi(register::INDEX, register::INDEX, 1);
    asm.addi(register::D, register::D, 20);
    asm.loop_to(ONE, again);
    asm.push(Instruction::Barrier);
    asm.li(register::N2, 1);
    asm.li(register::N1, 2);
    asm.li(ONE, 60);
    let again = asm.here();
    asm.push(Instruction::Tile(Tile {
        store: true,
        ..Tile::default()
    }));
    asm.addi(register::D, register::D, n as i16);
    asm.loop_to(ONE, again);
    asm.push(Instruction::Halt);
    for packet in load(asm) {
        pair.send(&packet);
    }
    pair.check();
    pair.send(&run(1, 0, 0));
    // for about as long, words now and then to the upper end of the window, where no tile reads
    let mut own = StdRng::seed_from_u64(random.gen());
    pair.rtl.pause(Box::new(move || (own.gen_bool(0.1), true)));
    for lane in 0..n {
        let mut samples = vec![samples_word(256, lane as usize)];
        samples.extend((0..64).map(|_| codes(&mut random, -128)));
        let packet = packet(command::SAMPLES, samples_argument(0, Commit::No), &samples);
        pair.rtl.send(&packet);
        pair.expected.extend(pair.golden.send(&packet));
    }
    ended_well(&pair);
    pair.check();
    for packet in space.show(&mut random) {
        pair.send(&packet);
    }
    pair.counters();
}
