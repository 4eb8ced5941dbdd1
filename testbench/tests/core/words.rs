//! Whatever a client can write to the norm parameters and ask of the normaliser: both engines make the same of it.

use golden::core::config::{BASE, MEDIUM};
use golden::core::packet::{command, packet, read_packet, reply, Readable};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Parameter, Product, Tile};
use golden::core::{Assembler, Config};
use rand::rngs::StdRng;
use rand::Rng;

use super::pair::{seed, Pair};
use super::programs::ended_well;
use super::space::{load, run, Space, CHANNELS};

/// A word with extremes in both halves, often.
fn word(random: &mut StdRng) -> u32 {
    let mut half = || match random.gen_range(0..3) {
        0 => [0x8000u16, 0x7fff, 0x0800, 0xf800, 0x2000, 0xe000, 0xffff, 0][random.gen_range(0..8)],
        _ => random.gen(),
    };
    u32::from(half()) << 16 | u32::from(half())
}

fn set(asm: &mut Assembler, values: &[(u8, u32)]) {
    values
        .iter()
        .for_each(|(number, value)| asm.li(*number, (*value).into()));
}

#[test]
fn parameters_are_written_word_by_word() {
    let mut random = seed("parameters word by word", 51);
    let mut pair = Pair::new(MEDIUM);
    let channels = MEDIUM.c_depth() as u32;
    for first in (0..channels).step_by(64) {
        let words: Vec<u32> = std::iter::once(first)
            .chain((0..3 * 64).map(|_| word(&mut random)))
            .collect();
        pair.send(&packet(command::PARAMETERS, 0, &words));
    }
    for _ in 0..200 {
        // from none to a few channels, complete or not; the address alone, truncated or overlong
        let mut words = vec![random.gen::<u32>()];
        words.extend((0..random.gen_range(0..14)).map(|_| word(&mut random)));
        let mut packet = packet(command::PARAMETERS, 0, &words);
        match random.gen_range(0..4) {
            0 => packet[0] += random.gen_range(1..5),
            1 => packet.extend((0..random.gen_range(1..5)).map(|_| 0xdead_beef_u32)),
            _ => {}
        }
        pair.send(&packet);
        if random.gen_bool(0.1) {
            pair.send(&read_packet(Readable::Parameters, 0, channels));
        }
    }
    pair.send(&read_packet(Readable::Parameters, 0, channels));
    pair.counters();
}

/// `rounds` programs of `operations` on random memories, channels of `words` where they are any; what they leave.
fn play(
    config: Config,
    random: &mut StdRng,
    rounds: usize,
    any_words: bool,
    mut operation: impl FnMut(&Space, &mut Assembler, &mut StdRng),
) {
    let mut pair = Pair::new(config);
    for _ in 0..rounds {
        let space = Space::random(config, random);
        for packet in space.fill(random) {
            pair.send(&packet);
        }
        if any_words {
            let words = (0..3 * CHANNELS).map(|_| word(random));
            let words: Vec<u32> = std::iter::once(space.c).chain(words).collect();
            pair.send(&packet(command::PARAMETERS, 0, &words));
        }
        let mut asm = Assembler::new();
        space.fill_by_program(&mut asm, random);
        asm.push(Instruction::Keys { layer: random.gen() });
        for _ in 0..40 {
            operation(&space, &mut asm, random);
            asm.push(Instruction::Barrier);
        }
        asm.push(Instruction::Halt);
        for packet in load(asm) {
            pair.send(&packet);
        }
        pair.send(&run(1, random.gen_range(-3..=3), random.gen()));
        ended_well(&pair);
        pair.check();
        for packet in space.show(random) {
            pair.send(&packet);
        }
        pair.counters();
    }
}

/// A call of a channel somewhere.
fn norm(space: &Space, asm: &mut Assembler, random: &mut StdRng, call: NormCall) {
    let images = random.gen_range(1..=2 * space.config.size as u32);
    set(
        asm,
        &[
            (register::D, space.a.base + random.gen_range(0..200)),
            (register::F, space.e.base + random.gen_range(0..100)),
            (register::N0, images),
            (register::N1, random.gen_range(1..5)),
            (register::X1, random.gen_range(1..10)),
            (register::Y1, random.gen_range(1..10)),
            (register::WX, 60),
            (register::WY, 60),
            (register::INDEX, space.c + random.gen_range(0..CHANNELS)),
        ],
    );
    asm.push(Instruction::Norm(call));
}

#[test]
fn calls_take_parameters_of_any_word() {
    let mut random = seed("parameters of any word", 52);
    for config in [MEDIUM, BASE] {
        play(config, &mut random, 6, true, |space, asm, random| {
            let call = NormCall {
                backward: random.gen_bool(0.3),
                store: random.gen(),
                l2: random.gen(),
                running: random.gen(),
            };
            norm(space, asm, random, call);
            if random.gen_bool(0.2) {
                asm.push(Instruction::Scale(Maximum::Error));
            }
        });
    }
}

/// SCALE and update in any order: weights go by the one scale, gamma and beta by the other.
#[test]
fn an_update_takes_the_scale_that_is_its_own() {
    let mut random = seed("scales", 53);
    for config in [MEDIUM, BASE] {
        let n = config.size as u32;
        play(config, &mut random, 6, false, |space, asm, random| {
            match random.gen_range(0..6) {
                0 | 1 => {
                    let maxima = [Maximum::Gradient, Maximum::Dgamma, Maximum::Dbeta];
                    asm.push(Instruction::Scale(maxima[random.gen_range(0..3)]));
                }
                2 | 3 => {
                    set(
                        asm,
                        &[
                            (register::X, space.a.base + random.gen_range(0..200)),
                            (register::Y, space.e.base + random.gen_range(0..200)),
                            (register::D, space.w.base + random.gen_range(0..400)),
                            (register::N0, n),
                            (register::N1, 1),
                            (register::N2, 1),
                            (register::LANES, lanes(n as usize, n as usize)),
                            (register::RUN_GAP, 1),
                            (register::INDEX, random.gen()),
                            (register::INDEX_HIGH, 0),
                            (register::INDEX_ROW, n),
                        ],
                    );
                    asm.push(Instruction::Tile(Tile {
                        product: Product::Gradient,
                        store: random.gen(),
                        ..Tile::default()
                    }));
                }
                4 => {
                    let call = NormCall {
                        backward: true,
                        store: true,
                        l2: random.gen(),
                        ..NormCall::default()
                    };
                    norm(space, asm, random, call);
                }
                _ => {
                    let first = random.gen_range(0..CHANNELS);
                    set(
                        asm,
                        &[
                            (register::INDEX, space.c + first),
                            (register::N0, random.gen_range(1..=CHANNELS - first)),
                        ],
                    );
                    asm.push(Instruction::NormUpdate(
                        [Parameter::Gamma, Parameter::Beta][random.gen_range(0..2)],
                    ));
                }
            }
        });
    }
}

/// Fills X and takes all of it for one channel, then asks for a sample more.
#[test]
fn a_call_takes_as_many_samples_as_x_holds_and_none_more() {
    for config in [MEDIUM, BASE] {
        let n = config.size as u32;
        let mut random = seed("all samples", 54);
        let mut pair = Pair::new(config);
        let space = Space::random(config, &mut random);
        for packet in space.fill(&mut random) {
            pair.send(&packet);
        }
        let columns = config.x_depth() as u32;
        assert_eq!(config.norm_samples() as u32, n * columns);
        let mut asm = Assembler::new();
        set(
            &mut asm,
            &[
                (register::N0, 30),
                (register::N1, 1),
                (register::N2, 1),
                (register::LANES, lanes(n as usize, n as usize)),
                (register::X, space.a.base),
                (register::Y, space.w.base),
                (register::F, 0),
                (register::FREE, columns / n),
            ],
        );
        let again = asm.here();
        asm.push(Instruction::Tile(Tile {
            norm: true,
            store: true,
            ..Tile::default()
        }));
        asm.addi(register::F, register::F, n as i16);
        asm.addi(register::X, register::X, 3);
        asm.loop_to(register::FREE, again);
        asm.push(Instruction::Barrier);
        set(
            &mut asm,
            &[
                (register::N0, n),
                (register::N1, columns),
                (register::D, 0),
                (register::F, 0),
                (register::X1, 1),
                (register::Y1, 1),
                (register::WX, 0),
                (register::WY, 0),
                (register::INDEX, space.c),
            ],
        );
        for (l2, running) in [(false, false), (true, false), (false, true)] {
            asm.push(Instruction::Norm(NormCall {
                l2,
                running,
                ..NormCall::default()
            }));
            asm.push(Instruction::Barrier);
            // what it made of them, by the weights of the samples
            set(
                &mut asm,
                &[
                    (register::N1, 1),
                    (register::X, 0),
                    (register::FREE, columns / 30),
                ],
            );
            asm.li(register::N0, 30);
            let again = asm.here();
            asm.push(Instruction::Tile(Tile {
                shift: 5,
                emit: true,
                ..Tile::default()
            }));
            asm.addi(register::X, register::X, 30);
            asm.loop_to(register::FREE, again);
            set(&mut asm, &[(register::N0, n), (register::N1, columns)]);
        }
        asm.push(Instruction::Halt);
        for packet in load(asm) {
            pair.send(&packet);
        }
        pair.send(&run(1, 0, 1));
        ended_well(&pair);
        pair.send(&read_packet(Readable::Parameters, space.c as usize, 1));
        pair.counters();

        let most = n * columns;
        for (images, positions, good) in [
            (1, most, true),
            (1, most + 1, false),
            (most + 1, 1, false),
            (3, most / 3 + 1, false),
            (1 << 18, 1 << 18, false),
            (0xf_ffff, 0xf_ffff, false),
            (0xc_0000, 1, false),
            (2, 0x8_0001, false),
        ] {
            let mut asm = Assembler::new();
            set(&mut asm, &[(register::N0, images), (register::N1, positions)]);
            let call = NormCall {
                running: positions % 2 == 0,
                ..NormCall::default()
            };
            asm.push(Instruction::Norm(call));
            asm.push(Instruction::Halt);
            for packet in load(asm) {
                pair.send(&packet);
            }
            pair.send(&run(1, 0, 1));
            let done = pair.expected.last().expect("DONE").clone();
            let (status, at) = if good { (0, 3) } else { (1, 2) };
            assert_eq!(done, packet(reply::DONE, status, &[at]), "{images} {positions}");
            pair.check();
        }
    }
}
