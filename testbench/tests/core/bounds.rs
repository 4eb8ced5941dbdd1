//! Sums driven to their bounds, and the counters that say so.

use golden::core::config::{BASE, MEDIUM, SMALL, TINY};
use golden::core::packet::{
    command, pack_codes, packet, read_packet, samples_argument, samples_word, Commit, Counter, Parameters,
    Readable,
};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Product, Tile};
use golden::core::{Assembler, Config};
use rand::Rng;

use super::pair::{seed, Pair};
use super::programs::ended_well;
use super::space::{load, run};

/// Fills A with one code an image and W with one weight.
fn fill(pair: &mut Pair, config: Config, code: impl Fn(usize) -> i8, weight: i8, rows: u32) {
    for lane in 0..config.size {
        for first in (0..config.a_depth()).step_by(512) {
            let mut words = vec![samples_word(first, lane)];
            words.extend(pack_codes(&vec![code(lane); 512]));
            pair.send(&packet(command::SAMPLES, samples_argument(0, Commit::No), &words));
        }
    }
    for first in (0..rows).step_by(32) {
        let mut words = vec![first];
        words.extend(pack_codes(&vec![weight; 32 * config.size]));
        pair.send(&packet(command::WEIGHTS, 0, &words));
    }
}

pub fn set(asm: &mut Assembler, values: &[(u8, u32)]) {
    values
        .iter()
        .for_each(|(number, value)| asm.li(*number, (*value).into()));
}

pub fn tile(asm: &mut Assembler, tile: Tile) {
    asm.push(Instruction::Tile(tile));
}

pub fn execute(pair: &mut Pair, mut asm: Assembler, rate: i32) {
    asm.push(Instruction::Halt);
    for packet in load(asm) {
        pair.send(&packet);
    }
    pair.send(&run(1, rate, 3));
    ended_well(pair);
}

#[test]
fn forward_sums_at_sixteen_bits_and_beyond_are_cut_clipped_and_counted() {
    for config in [SMALL, MEDIUM, BASE] {
        let n = config.size;
        let mut pair = Pair::new(config);
        // 127 * 258 = 32766: the last image steps over each bound in turn
        fill(
            &mut pair,
            config,
            |lane| if lane % 2 == 0 { 127 } else { -127 },
            64,
            512,
        );
        let mut asm = Assembler::new();
        set(
            &mut asm,
            &[
                (register::N1, 1),
                (register::N2, 1),
                (register::LANES, lanes(n, n)),
                (register::D, 1024),
            ],
        );
        for steps in [256, 257, 258, 259, 260, 512] {
            asm.li(register::N0, steps.into());
            for shift in [0, 7, 8, 9] {
                tile(
                    &mut asm,
                    Tile {
                        shift,
                        store: true,
                        emit: true,
                        ..Tile::default()
                    },
                );
            }
            tile(
                &mut asm,
                Tile {
                    norm: true,
                    store: true,
                    ..Tile::default()
                },
            );
        }
        execute(&mut pair, asm, 0);
        let counters = pair.counters();
        // 127 * 259 = 32893 lies beyond both ends; so do 260 and 512 steps
        assert_eq!(
            counters[Counter::Cuts as usize],
            (3 * n * n) as u64,
            "{}",
            config.name
        );
        // 127 << 7 is 128 steps of 127, 127 << 8 256, 127 << 9 512: all; all but 256; none
        assert_eq!(
            counters[Counter::Clips as usize],
            ((6 + 6 + 5) * n * n) as u64,
            "{}",
            config.name
        );
    }
}

#[test]
fn the_longest_forward_sum_that_the_memories_hold_is_exact() {
    // tiny: every address of A many times over; 2^20 steps a pass would wrap the registers
    for config in [TINY, MEDIUM] {
        let n = config.size;
        let mut pair = Pair::new(config);
        fill(
            &mut pair,
            config,
            |lane| if lane == 0 { -128 } else { 127 },
            -64,
            config.a_depth() as u32,
        );
        let mut asm = Assembler::new();
        set(
            &mut asm,
            &[
                (register::N0, config.a_depth() as u32),
                (register::N1, 8),
                (register::N2, 4),
                (register::LANES, lanes(n, 2)),
            ],
        );
        for shift in [13, 14, 15, 16, 31] {
            tile(
                &mut asm,
                Tile {
                    shift,
                    emit: true,
                    ..Tile::default()
                },
            );
        }
        execute(&mut pair, asm, 0);
        pair.counters();
    }
}

#[test]
fn the_eighth_of_the_weights_that_is_not_built_is_the_one_before() {
    let mut random = seed(
        "the_eighth_of_the_weights_that_is_not_built_is_the_one_before",
        31,
    );
    let config = SMALL;
    let (all, eighth) = (1u32 << config.w_bits, (1 << config.w_bits) / 8);
    assert_eq!(config.w_depth() as u32, all - eighth);
    let mut pair = Pair::new(config);
    // addresses beyond what is built come last, and stay
    for (first, rows) in [(0, all - eighth), (all - eighth / 2, 64), (all - 8, 8)] {
        for first in (first..first + rows).step_by(32) {
            let mut words = vec![first];
            words.extend((0..32.min(rows) as usize * config.vector_words()).map(|_| random.gen::<u32>()));
            pair.send(&packet(command::WEIGHTS, 0, &words));
        }
    }
    // across the edge, and beyond it
    for first in [0, all - eighth - 512, all - eighth / 2 - 4, all - 512] {
        pair.send(&read_packet(Readable::Weights, first as usize, 512));
        pair.check();
    }
    fill(&mut pair, config, |lane| lane as i8 * 31 - 60, 0, 0);
    let mut asm = Assembler::new();
    set(
        &mut asm,
        &[
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(config.size, config.size)),
        ],
    );
    asm.li(register::N0, 400);
    for first in [all - eighth - 2, all - eighth - 200, all - eighth / 2, all - 1] {
        asm.li(register::Y, first.into());
        tile(
            &mut asm,
            Tile {
                shift: 12,
                emit: true,
                ..Tile::default()
            },
        );
    }
    execute(&mut pair, asm, 0);
    pair.counters();
}

/// Makes every error `+-127`: a result of 127 in all images without a label, the sign by the image.
fn extreme_errors(asm: &mut Assembler, config: Config) {
    let n = config.size as u32;
    // flags: a tile of small positive sums clips nothing
    set(
        asm,
        &[
            (register::N0, 1),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n as usize, n as usize)),
            (register::X, 0),
            (register::Y, 0),
            (register::D, 1024),
            (register::F, 0),
        ],
    );
    tile(
        asm,
        Tile {
            store: true,
            ..Tile::default()
        },
    );
    asm.push(Instruction::Barrier);
    set(asm, &[(register::N0, n), (register::D, 1000), (register::Y, 0)]);
    let loss = Tile {
        product: Product::Loss,
        ..Tile::default()
    };
    tile(asm, loss);
    asm.push(Instruction::Scale(Maximum::Error));
    tile(asm, Tile { store: true, ..loss });
    asm.push(Instruction::Barrier);
}

#[test]
fn a_gradient_sum_at_the_compilers_bound_is_exact() {
    // n0 n1 n2 127 127 < 2^31: 133144 products, here 8 * 4 * 4160 = 133120 of N images
    for config in [SMALL, MEDIUM, BASE] {
        let n = config.size;
        let mut pair = Pair::new(config);
        fill(
            &mut pair,
            config,
            |lane| if lane % 2 == 0 { 127 } else { -127 },
            0,
            64,
        );
        pair.send(&packet(
            command::LABELS,
            0,
            &[vec![0], vec![0; config.vector_words()]].concat(),
        ));
        let mut asm = Assembler::new();
        extreme_errors(&mut asm, config);
        set(
            &mut asm,
            &[
                (register::X, 0),
                (register::Y, 0),
                (register::D, 0),
                (register::N0, 8),
                (register::N1, 4160),
                (register::N2, 4),
                (register::RUN_GAP, 1),
                (register::INDEX, 77),
                (register::INDEX_HIGH, 0),
                (register::INDEX_ROW, n as u32),
            ],
        );
        asm.push(Instruction::Keys { layer: 1 });
        let gradient = Tile {
            product: Product::Gradient,
            ..Tile::default()
        };
        tile(&mut asm, gradient);
        asm.push(Instruction::Scale(Maximum::Gradient));
        tile(
            &mut asm,
            Tile {
                store: true,
                ..gradient
            },
        );
        execute(&mut pair, asm, 3);
        pair.send(&read_packet(Readable::Weights, 0, 64));
        // the sum is 133120 * 127 * 127 = 2147092480 of 2147483647: 2^31 to the scale, 8 * its share to the weights
        let moved = pair.expected.first().expect("DATA")[1] as u8 as i8;
        assert!((-8..=-7).contains(&moved), "{moved}");
        pair.counters();
    }
}

#[test]
fn normaliser_sums_at_their_bounds_equal_golden() {
    // all samples at one end of int16, at both ends, and one outlier; gamma and beta at theirs
    for config in [MEDIUM, BASE] {
        let n = config.size;
        let mut pair = Pair::new(config);
        for (round, signs) in [0u32, 1, 2].into_iter().enumerate() {
            fill(
                &mut pair,
                config,
                |lane| match signs {
                    0 => 127,
                    1 if lane % 2 == 0 => 127,
                    1 => -127,
                    _ if lane == 3 => 127,
                    _ => 0,
                },
                64,
                512,
            );
            let mut words = vec![0];
            for (gamma, beta) in [(1023, 4095), (1023, -4096), (1, 0), (2047, 8191), (-2047, -8191)] {
                let parameters = Parameters {
                    gamma,
                    beta,
                    ..Parameters::default()
                };
                words.extend(parameters.words());
            }
            pair.send(&packet(command::PARAMETERS, 0, &words));
            pair.send(&packet(
                command::LABELS,
                0,
                &[vec![0], vec![0x0102_0003; config.vector_words()]].concat(),
            ));
            let mut asm = Assembler::new();
            extreme_errors(&mut asm, config);
            set(
                &mut asm,
                &[
                    (register::X, 0),
                    (register::Y, 0),
                    (register::N0, 512),
                    (register::N1, 1),
                    (register::LANES, lanes(n, n)),
                    (register::D, 512),
                    (register::F, 0),
                ],
            );
            for _ in 0..4 {
                tile(
                    &mut asm,
                    Tile {
                        norm: true,
                        store: true,
                        ..Tile::default()
                    },
                );
                asm.addi(register::F, register::F, n as i16);
            }
            asm.push(Instruction::Barrier);
            // 4 n columns of samples; errors only in the first n, the others whatever an extreme E leaves there
            set(
                &mut asm,
                &[
                    (register::N0, n as u32),
                    (register::N1, n as u32),
                    (register::F, 0),
                    (register::D, 512),
                    (register::X1, 1),
                    (register::Y1, 1),
                    (register::WX, 0),
                    (register::WY, 0),
                ],
            );
            for (channel, l2) in (0..5).flat_map(|channel| [(channel, false), (channel, true)]) {
                asm.li(register::INDEX, channel);
                asm.push(Instruction::Norm(NormCall {
                    l2,
                    ..NormCall::default()
                }));
                asm.push(Instruction::Barrier);
                for store in [false, true] {
                    asm.push(Instruction::Norm(NormCall {
                        backward: true,
                        store,
                        l2,
                        ..NormCall::default()
                    }));
                    asm.push(Instruction::Scale(Maximum::Error));
                }
            }
            for (maximum, parameter) in [
                (Maximum::Dgamma, golden::core::program::Parameter::Gamma),
                (Maximum::Dbeta, golden::core::program::Parameter::Beta),
            ] {
                set(&mut asm, &[(register::INDEX, 0), (register::N0, 5)]);
                asm.push(Instruction::Keys { layer: 300 });
                asm.push(Instruction::Scale(maximum));
                asm.push(Instruction::NormUpdate(parameter));
            }
            execute(&mut pair, asm, 3);
            pair.send(&read_packet(Readable::Parameters, 0, 5));
            let counters = pair.counters();
            if round == 0 {
                assert!(counters[Counter::Cuts as usize] > 0);
            }
        }
    }
}
