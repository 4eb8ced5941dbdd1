//! The accumulators at the ends of int32, and the normaliser with as many samples as its memory holds.

use golden::core::config::{BASE, MEDIUM};
use golden::core::packet::{
    command, pack_codes, packet, read_packet, samples_argument, samples_word, Commit, Counter, Packet,
    Parameters, Readable,
};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Parameter, Product, Tile};
use golden::core::{Assembler, Config};

use super::bounds::{execute, set, tile};
use super::pair::Pair;

/// SAMPLES of one lane.
fn samples(address: usize, lane: usize, codes: &[i8]) -> Packet {
    let mut words = vec![samples_word(address, lane)];
    words.extend(pack_codes(codes));
    packet(command::SAMPLES, samples_argument(0, Commit::No), &words)
}

/// The same weight in all lanes of `rows` addresses from 0 on.
fn weights(weight: i8, rows: usize, config: Config) -> Packet {
    let mut words = vec![0];
    words.extend(pack_codes(&vec![weight; rows * config.size]));
    packet(command::WEIGHTS, 0, &words)
}

/// Writes the N columns of A at `from` to every N columns of E as they are: errors of no class whose largest has 7 bits.
/// The flags there must let them pass.
fn errors(asm: &mut Assembler, config: Config, from: usize) {
    let n = config.size;
    let loss = Tile {
        product: Product::Loss,
        ..Tile::default()
    };
    set(
        asm,
        &[
            (register::X, from as u32),
            // past every label
            (register::D, 1000),
            (register::Y, 0),
            (register::N0, n as u32),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n, n)),
            (register::F, 0),
        ],
    );
    tile(asm, loss);
    asm.push(Instruction::Scale(Maximum::Error));
    everywhere(asm, config.e_depth() / n, n, Tile { store: true, ..loss });
}

/// `tile` again and again, its E-space address going on by `stride`.
fn everywhere(asm: &mut Assembler, times: usize, stride: usize, each: Tile) {
    asm.li(register::F, 0);
    asm.li(register::FREE, times as i64);
    let again = asm.here();
    tile(asm, each);
    asm.addi(register::F, register::F, stride as i16);
    asm.loop_to(register::FREE, again);
    asm.push(Instruction::Barrier);
}

/// Flags of every column that let errors pass: those of sums of 0, from the code 0 at `zero`. Results go to `d`.
fn open_flags(asm: &mut Assembler, config: Config, zero: usize, d: usize) {
    let n = config.size;
    set(
        asm,
        &[
            (register::X, zero as u32),
            (register::Y, 0),
            (register::D, d as u32),
            (register::N0, 1),
            (register::N1, 1),
            (register::N2, 1),
            (register::LANES, lanes(n, n)),
        ],
    );
    let store = Tile {
        store: true,
        ..Tile::default()
    };
    everywhere(asm, config.e_depth() / n, n, store);
}

/// Codes of one lane over all addresses of A that `visits` steps walk through, again and again from the first one, so that
/// those steps sum to `127 visits - less`. What is less lies where every row of a tile counts it the same number of times.
fn lane_of(config: Config, visits: usize, less: usize) -> Vec<i8> {
    let (rounds, more) = (visits / config.a_depth(), visits % config.a_depth());
    let mut codes = vec![127i8; config.a_depth()];
    // addresses that are visited once more than the others take what a multiple of the rounds leaves
    let odd = less % rounds;
    let mut take = |places: std::ops::Range<usize>, mut amount: usize| {
        for code in &mut codes[places] {
            let part = amount.min(254);
            *code = (127 - part as i32) as i8;
            amount -= part;
        }
        assert_eq!(amount, 0, "too much for these addresses");
    };
    take(config.size..more, odd);
    take(
        more + config.size..config.a_depth(),
        (less - (rounds + 1) * odd) / rounds,
    );
    codes
}

/// Sums the gradient `magnitude` in every cell, `signs[j]` of it in column j, and updates weights of 0 at a rate at which
/// 2^31 moves them by 64. What the weights of a row are then.
fn gradient_of(config: Config, magnitude: u64, negative: impl Fn(usize) -> bool) -> Vec<i8> {
    let n = config.size;
    let mut pair = Pair::new(config);
    // errors of 127 but 126 in lane 0: what a sum of the others lacks to a multiple of 127, this one has
    let error = |lane: usize| if lane == 0 { 126u64 } else { 127 };
    let all: u64 = (0..n).map(error).sum();
    let visits = (magnitude / (127 * all) + 60) as usize;
    let less = 127 * visits as u64 * all - magnitude;
    let rounds = visits / config.a_depth();
    // the lowest that is solvable, and enough for the rest of the rounds
    let first = (0..).find(|d| (less - 126 * d) % 127 == 0 && *d >= (rounds * (rounds + 1)) as u64);
    let first = first.expect("one of 127 numbers");
    let rest = (less - 126 * first) / 127;

    for lane in 0..n {
        let codes: Vec<i8> = (0..n)
            .map(|column| error(lane) as i8 * if negative(column) { -1 } else { 1 })
            .collect();
        pair.send(&samples(64, lane, &codes));
        pair.send(&samples(0, lane, &[0; 4]));
    }
    pair.send(&weights(0, 32, config));
    let mut asm = Assembler::new();
    open_flags(&mut asm, config, 0, 256);
    errors(&mut asm, config, 64);
    execute(&mut pair, asm, 0);

    for lane in 0..n {
        let own = match lane as u64 {
            0 => first,
            other => rest / (n as u64 - 1) + u64::from(other <= rest % (n as u64 - 1)),
        };
        let codes = lane_of(config, visits, own as usize);
        for (part, codes) in codes.chunks(512).enumerate() {
            pair.send(&samples(512 * part, lane, codes));
        }
    }
    let mut asm = Assembler::new();
    set(
        &mut asm,
        &[
            (register::X, 0),
            (register::Y, 0),
            (register::D, 0),
            (register::N0, (n * visits) as u32),
            (register::N1, 1),
            (register::N2, 1),
            (register::WX, 1),
            (register::WY, 0),
            (register::RUN_GAP, 1),
            (register::INDEX, 0),
            (register::INDEX_HIGH, 0),
            (register::INDEX_ROW, n as u32),
        ],
    );
    let gradient = Tile {
        product: Product::Gradient,
        ..Tile::default()
    };
    asm.push(Instruction::Keys { layer: 3 });
    tile(&mut asm, gradient);
    asm.push(Instruction::Scale(Maximum::Gradient));
    tile(
        &mut asm,
        Tile {
            store: true,
            ..gradient
        },
    );
    execute(&mut pair, asm, 6);
    pair.send(&read_packet(Readable::Weights, 0, n as u32));
    let data = pair.expected.last().expect("DATA").clone();
    pair.counters();
    let lanes = data[1..].iter().flat_map(|word| word.to_le_bytes());
    lanes.map(|byte| byte as i8).collect()
}

#[test]
fn gradient_sums_at_both_ends_of_int32_are_exact() {
    for config in [MEDIUM, BASE] {
        // the largest of either sign beside each other; the random number may leave one of 64
        let moved = gradient_of(config, (1 << 31) - 1, |column| column % 2 == 1);
        for (at, weight) in moved.iter().enumerate() {
            let expected = if at % config.size % 2 == 1 {
                63..=64
            } else {
                -64..=-63
            };
            assert!(expected.contains(weight), "{} {moved:?}", config.name);
        }
        // the lowest: its magnitude is no int32
        let moved = gradient_of(config, 1 << 31, |_| true);
        assert!(
            moved.iter().all(|weight| *weight == 64),
            "{} {moved:?}",
            config.name
        );
    }
}

/// Samples of a channel: those of the first column, and all others.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Channel {
    /// 32767.
    High,
    /// -32768 and 32767 in turn.
    Both,
    /// One of 32767 among -32768.
    Lone,
    /// One of 1 among 0.
    Unit,
}

impl Channel {
    /// Addresses in A of the first column's codes and of the others', and how often they are summed.
    fn codes(self) -> (u32, u32, u32) {
        match self {
            Channel::High => (HIGH, HIGH, 260),
            Channel::Both => (BOTH, BOTH, 260),
            Channel::Lone => (LONE, LOW, 260),
            Channel::Unit => (UNIT, ZERO, 1),
        }
    }
}

// where A holds a code for every lane
const ZERO: u32 = 0;
const HIGH: u32 = 4;
const LOW: u32 = 8;
const BOTH: u32 = 12;
const LONE: u32 = 16;
const UNIT: u32 = 20;
/// Where A holds the errors of N columns.
const ERRORS: usize = 64;

/// Normalises channels that take all of X forward and backward; the counters of both sides agree, and the RTL's come back.
fn full(config: Config, channels: &[(Channel, bool)]) -> Vec<u64> {
    let n = config.size;
    let mut pair = Pair::new(config);
    for lane in 0..n {
        let first = |code: i8, other: i8| if lane == 0 { code } else { other };
        for (address, code) in [
            (ZERO, 0),
            (HIGH, 127),
            (LOW, -127),
            (BOTH, if lane % 2 == 0 { 127 } else { -127 }),
            (LONE, first(127, -127)),
            (UNIT, first(1, 0)),
        ] {
            pair.send(&samples(address as usize, lane, &[code; 4]));
        }
        // errors in turn by twos: they have no part along samples in turn
        let code = if lane / 2 % 2 == 0 { 127 } else { -127 };
        pair.send(&samples(ERRORS, lane, &vec![code; n]));
    }
    pair.send(&weights(64, 32, config));
    let mut words = vec![0];
    for _ in channels {
        let parameters = Parameters {
            gamma: 2047,
            beta: 8191,
            ..Parameters::default()
        };
        words.extend(parameters.words());
    }
    pair.send(&packet(command::PARAMETERS, 0, &words));

    let d = config.a_depth() / 2;
    let mut asm = Assembler::new();
    set(&mut asm, &[(register::X1, 0), (register::Y1, 0)]);
    for (index, &(channel, l2)) in channels.iter().enumerate() {
        open_flags(&mut asm, config, ZERO as usize, d);
        errors(&mut asm, config, ERRORS);
        let (first, others, steps) = channel.codes();
        set(
            &mut asm,
            &[
                (register::X, others),
                (register::N0, 1),
                (register::N1, steps),
                (register::X1, 0),
                (register::Y1, 0),
            ],
        );
        let sample = Tile {
            norm: true,
            store: true,
            ..Tile::default()
        };
        everywhere(&mut asm, config.x_depth() / n, n, sample);
        set(
            &mut asm,
            &[
                (register::X, first),
                (register::LANES, lanes(n, 1)),
                (register::F, 0),
            ],
        );
        tile(&mut asm, sample);
        asm.push(Instruction::Barrier);
        // every column of X is a position of N images
        set(
            &mut asm,
            &[
                (register::N0, n as u32),
                (register::N1, config.x_depth() as u32),
                (register::X1, 1),
                (register::Y1, 1),
                (register::WX, 0),
                (register::WY, 0),
                (register::D, d as u32),
                (register::INDEX, index as u32),
            ],
        );
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
        // all results as one sum a lane
        set(
            &mut asm,
            &[
                (register::X, d as u32),
                (register::N0, 1),
                (register::LANES, lanes(n, n)),
                (register::TAG, index as u32),
            ],
        );
        set(&mut asm, &[(register::X1, 1), (register::Y1, 0)]);
        tile(
            &mut asm,
            Tile {
                shift: 15,
                emit: true,
                ..Tile::default()
            },
        );
        asm.push(Instruction::Barrier);
        set(&mut asm, &[(register::X1, 0), (register::N1, 1)]);
    }
    set(
        &mut asm,
        &[(register::INDEX, 0), (register::N0, channels.len() as u32)],
    );
    for (maximum, parameter) in [
        (Maximum::Dgamma, Parameter::Gamma),
        (Maximum::Dbeta, Parameter::Beta),
    ] {
        asm.push(Instruction::Keys { layer: 300 });
        asm.push(Instruction::Scale(maximum));
        asm.push(Instruction::NormUpdate(parameter));
    }
    execute(&mut pair, asm, 3);
    pair.send(&read_packet(Readable::Parameters, 0, channels.len() as u32));
    pair.counters()
}

#[test]
fn channels_that_fill_the_samples_memory_equal_golden() {
    // 4096 samples: neither y nor dx can leave its format
    let all = [Channel::High, Channel::Both, Channel::Lone, Channel::Unit];
    let channels: Vec<_> = all.into_iter().flat_map(|c| [(c, false), (c, true)]).collect();
    let counters = full(MEDIUM, &channels);
    let of = |counters: &[u64], counter: Counter| counters[counter as usize];
    assert_eq!(of(&counters, Counter::SaturationsY), 0);
    assert_eq!(of(&counters, Counter::SaturationsDx), 0);
    // of every channel but the units all samples are cut, the first column of a lone one twice
    let samples = (MEDIUM.size * MEDIUM.x_depth()) as u64;
    assert_eq!(
        of(&counters, Counter::Cuts),
        6 * samples + 6 * MEDIUM.size as u64,
        "{counters:?}"
    );
    assert!(of(&counters, Counter::Clips) > 0);

    // 32768 samples: y of one outlier leaves its format, and dx where s is almost 0
    let channels = [
        (Channel::High, false),
        (Channel::Both, true),
        (Channel::Lone, false),
        (Channel::Unit, false),
    ];
    let counters = full(BASE, &channels);
    assert!(of(&counters, Counter::SaturationsY) > 0, "{counters:?}");
    assert!(of(&counters, Counter::SaturationsDx) > 0, "{counters:?}");
    assert!(of(&counters, Counter::Clips) > 0);
    let samples = (BASE.size * BASE.x_depth()) as u64;
    assert_eq!(of(&counters, Counter::Cuts), 3 * samples + 3 * BASE.size as u64);
}
