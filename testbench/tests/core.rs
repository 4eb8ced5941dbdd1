//! The core's RTL against the golden engine: the same packets in, the same packets out.

use golden::core::config::{BASE, LARGE, SMALL, TINY};
use golden::core::packet::{command, packet, reply, samples_argument, Header, Packet, COUNTERS, MAX_WORDS};
use golden::core::program::{Instruction, Tile, FORWARD};
use golden::core::{Config, Engine};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use testbench::core::{build_hash, CoreSim};

/// Cycles without a word in either direction after which the core is taken to be silent.
const PATIENCE: u64 = 20_000;

/// The seed of this run: `SIGNUM_SEED`, or `default`. Printed, so that a failure can be run again.
fn seed(test: &str, default: u64) -> StdRng {
    let seed = std::env::var("SIGNUM_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default);
    println!("{test}: SIGNUM_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

/// RTL and golden engine side by side.
struct Pair {
    rtl: CoreSim,
    golden: Engine,
    expected: Vec<Packet>,
}

impl Pair {
    fn new(config: Config) -> Pair {
        Pair {
            rtl: CoreSim::new(config),
            golden: Engine::new(config, build_hash(config)),
            expected: Vec::new(),
        }
    }

    fn send(&mut self, packet: &[u32]) {
        self.rtl.send(packet);
        self.expected.extend(self.golden.send(packet));
    }

    /// Compares everything that golden has answered so far with what the RTL sends, and that it sends no more.
    fn check(&mut self) {
        for (index, expected) in std::mem::take(&mut self.expected).into_iter().enumerate() {
            let got = self.rtl.receive(PATIENCE);
            assert_eq!(got.as_ref(), Some(&expected), "packet {index}");
        }
        self.rtl.run(200);
        assert_eq!(self.rtl.receive(0), None, "a packet too many");
        assert_eq!(self.rtl.pending(), 0, "words not taken");
    }

    /// Reads the counters of both and compares those that golden counts.
    fn counters(&mut self) -> Vec<u64> {
        self.check();
        self.rtl.send(&packet(command::COUNTERS, 0, &[]));
        let reply = self.rtl.receive(PATIENCE).expect("COUNTERS");
        let golden = self.golden.send(&packet(command::COUNTERS, 0, &[])).remove(0);
        let values = |words: &[u32]| -> Vec<u64> {
            words
                .chunks_exact(2)
                .map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32)
                .collect()
        };
        assert_eq!(reply[0], golden[0], "header of COUNTERS");
        let (rtl, golden) = (values(&reply[1..]), values(&golden[1..]));
        for (index, name) in COUNTERS.iter().enumerate() {
            if matches!(
                *name,
                "macs" | "saturations" | "packets_good" | "packets_bad" | "words_in" | "words_out"
            ) {
                assert_eq!(rtl[index], golden[index], "counter {name}");
            }
        }
        rtl
    }
}

/// A random dense program over random weights, and what its input buffers look like.
struct Network {
    packets: Vec<Packet>,
    inputs: usize,
    buffers: [usize; 2],
}

fn up(value: usize, to: usize) -> usize {
    value.div_ceil(to) * to
}

impl Network {
    fn random(config: Config, random: &mut StdRng, widest: usize) -> Network {
        let n = config.size;
        let layers = random.gen_range(1..=3);
        let sizes: Vec<usize> = (0..=layers).map(|_| random.gen_range(1..=widest)).collect();
        let buffers = [0, up(sizes[0], n)];
        let regions = [2 * up(sizes[0], n), 2 * up(sizes[0], n) + up(widest, n)];
        let mut packets = Vec::new();
        let mut bodies: [Vec<Instruction>; 2] = Default::default();
        let mut w = random.gen_range(0..4) * n;
        for layer in 0..layers {
            let (k, outputs) = (sizes[layer], sizes[layer + 1]);
            let groups = outputs.div_ceil(n);
            let shift = random.gen_range(0..8);
            let relu = random.gen();
            for group in 0..groups {
                for (buffer, body) in bodies.iter_mut().enumerate() {
                    let emit = layer + 1 == layers || random.gen_bool(0.3);
                    body.push(Instruction::Tile(Tile {
                        wait: layer == 0 && group == 0,
                        release: layer == 0 && group + 1 == groups,
                        buffer: buffer as u8,
                        barrier: layer > 0 && group == 0,
                        relu,
                        store: layer + 1 < layers,
                        emit,
                        product: FORWARD,
                        shift,
                        columns: (outputs - group * n).min(n) as u8,
                        tag: random.gen(),
                        a: if layer == 0 {
                            buffers[buffer]
                        } else {
                            regions[(layer - 1) % 2]
                        } as u16,
                        w: w as u16,
                        k: k as u16,
                        d: (regions[layer % 2] + group * n) as u16,
                    }));
                }
                for first in (0..k).step_by(8) {
                    let rows = (k - first).min(8);
                    let mut words = vec![(w + first) as u32];
                    words.extend((0..rows * config.vector_words()).map(|_| random.gen::<u32>()));
                    packets.push(packet(command::WEIGHTS, 0, &words));
                }
                w += up(k, n);
            }
        }
        let [mut program, second] = bodies;
        program.push(Instruction::Loop {
            target: program.len() as u16 + 1,
        });
        program.extend(second);
        program.push(Instruction::Loop { target: 0 });
        for (address, instruction) in program.iter().enumerate() {
            let mut words = vec![address as u32];
            words.extend(instruction.encode());
            packets.push(packet(command::PROGRAM, 0, &words));
        }
        assert!(
            program.len() <= config.p_depth()
                && w <= config.w_depth()
                && regions[1] + up(widest, n) <= config.a_depth()
        );
        Network {
            packets,
            inputs: sizes[0],
            buffers,
        }
    }

    /// The packets of one group of random images.
    fn group(&self, config: Config, random: &mut StdRng, group: usize) -> Vec<Packet> {
        let images = if random.gen_bool(0.3) {
            random.gen_range(1..=config.size)
        } else {
            config.size
        };
        let buffer = group % 2;
        let mut packets = Vec::new();
        for image in 0..images {
            let mut from = 0;
            let words = self.inputs.div_ceil(4);
            while from < words {
                let count = random.gen_range(1..=(words - from).min(MAX_WORDS - 2));
                let mut data = vec![(self.buffers[buffer] + 4 * from) as u32 | (image as u32) << 16];
                data.extend((0..count).map(|_| codes(random)));
                from += count;
                let commit = (image + 1 == images && from == words).then_some(images);
                packets.push(packet(
                    command::SAMPLES,
                    samples_argument(buffer as u8, commit),
                    &data,
                ));
            }
        }
        packets
    }
}

/// Four codes, -128 left out, extremes often.
fn codes(random: &mut StdRng) -> u32 {
    u32::from_le_bytes(std::array::from_fn(|_| {
        if random.gen_bool(0.1) {
            *[0i8, 1, -1, 127, -127].get(random.gen_range(0..5)).unwrap() as u8
        } else {
            random.gen_range(-127i8..=127) as u8
        }
    }))
}

fn pauses(random: &mut StdRng) -> testbench::core::Pauses {
    let mut own = StdRng::seed_from_u64(random.gen());
    let (sends, takes) = (own.gen_range(0.05..1.0), own.gen_range(0.05..1.0));
    Box::new(move || (own.gen_bool(sends), own.gen_bool(takes)))
}

fn networks(config: Config, random: &mut StdRng, runs: usize, widest: usize) {
    let mut pair = Pair::new(config);
    for run in 0..runs {
        if run % 3 == 1 {
            pair.rtl.pause(pauses(random));
        } else {
            pair.rtl.pause(Box::new(|| (true, true)));
        }
        let network = Network::random(config, random, widest);
        for packet in &network.packets {
            pair.send(packet);
        }
        for repeat in 0..2 {
            let groups = random.gen_range(1..=5);
            pair.send(&packet(command::RUN, 0, &[groups as u32]));
            for group in 0..groups {
                for packet in network.group(config, random, group) {
                    pair.send(&packet);
                }
            }
            println!("run {run}.{repeat}: {groups} groups of {} inputs", network.inputs);
            pair.check();
        }
        if run % 2 == 0 {
            pair.counters();
            pair.send(&packet(command::CLEAR, 0, &[]));
        }
    }
    pair.counters();
}

#[test]
fn random_networks_on_tiny_equal_golden() {
    networks(TINY, &mut seed("tiny", 11), 30, 40);
}

#[test]
fn random_networks_on_small_equal_golden() {
    networks(SMALL, &mut seed("small", 12), 20, 60);
}

#[test]
fn random_networks_on_base_equal_golden() {
    networks(BASE, &mut seed("base", 13), 12, 150);
}

#[test]
fn random_networks_on_large_equal_golden() {
    networks(LARGE, &mut seed("large", 17), 8, 300);
}

#[test]
fn bad_packets_are_refused_counted_and_harmless() {
    let mut random = seed("bad packets", 14);
    let config = TINY;
    let mut pair = Pair::new(config);
    for round in 0..40 {
        if round % 2 == 1 {
            pair.rtl.pause(pauses(&mut random));
        }
        let network = Network::random(config, &mut random, 24);
        for packet in &network.packets {
            pair.send(packet);
        }
        for _ in 0..random.gen_range(1..6) {
            pair.send(&bad(&mut random));
        }
        pair.check();
        // and the next good packets work
        pair.send(&packet(command::HELLO, 0, &[]));
        pair.send(&packet(command::RUN, 0, &[1]));
        pair.send(&packet(command::RUN, 0, &[1]));
        for packet in network.group(config, &mut random, 0) {
            pair.send(&packet);
        }
        pair.counters();
    }
}

/// A packet that the core must refuse.
fn bad(random: &mut StdRng) -> Packet {
    let words =
        |random: &mut StdRng, count: usize| -> Vec<u32> { (0..count).map(|_| random.gen()).collect() };
    match random.gen_range(0..8) {
        0 => {
            let opcode = *[0u8, 8, 0x20, 0x81, 0xff].get(random.gen_range(0..5)).unwrap();
            let count = random.gen_range(0..20);
            let words = words(random, count);
            packet(opcode, random.gen(), &words)
        }
        // truncated, at the header or later; in program memory past any network
        1 => vec![Header {
            opcode: command::PROGRAM,
            argument: 0,
            length: 9,
        }
        .word()],
        2 => {
            let mut packet = packet(command::PROGRAM, 0, &[200, 1, 2, 3, 4]);
            packet[0] += random.gen_range(1..100);
            packet
        }
        // overlong
        3 => {
            let mut packet = packet(command::PROGRAM, 0, &[200, 1, 2, 3, 4]);
            let count = random.gen_range(1..20);
            packet.extend(words(random, count));
            packet
        }
        4 => {
            let mut packet = packet(command::HELLO, 0, &[]);
            packet.extend([1, 2, 3]);
            packet
        }
        // arguments
        5 => packet(command::RUN, 0, &[0]),
        6 => packet(command::SAMPLES, samples_argument(1, Some(1)), &[2 | 1 << 16, 5]),
        _ => packet(command::SAMPLES, samples_argument(1, Some(1)), &[4 | 4 << 16, 5]),
    }
}

#[test]
fn a_reset_in_the_middle_of_a_batch_leaves_nothing_behind() {
    let mut random = seed("reset", 15);
    let config = SMALL;
    let mut pair = Pair::new(config);
    for _ in 0..15 {
        let network = Network::random(config, &mut random, 40);
        for packet in &network.packets {
            pair.rtl.send(packet);
        }
        pair.rtl.send(&packet(command::RUN, 0, &[3]));
        for group in 0..3 {
            for packet in network.group(config, &mut random, group) {
                pair.rtl.send(&packet);
            }
        }
        pair.rtl.run(random.gen_range(1..6000));
        pair.rtl.reset();
        // the memories may hold anything now, the rest is as new
        pair.golden = Engine::new(config, build_hash(config));
        for packet in &network.packets {
            pair.send(packet);
        }
        pair.send(&packet(command::RUN, 0, &[2]));
        for group in 0..2 {
            for packet in network.group(config, &mut random, group) {
                pair.send(&packet);
            }
        }
        pair.counters();
    }
}

#[test]
fn a_program_that_cannot_be_executed_stops_and_says_where() {
    let mut pair = Pair::new(TINY);
    let good = Tile {
        columns: 1,
        k: 1,
        emit: true,
        ..Tile::default()
    };
    for bad in [
        [0u32, 0, 0, 0],
        [15, 1, 2, 3],
        Instruction::Tile(Tile { k: 0, ..good }).encode(),
        Instruction::Tile(Tile { columns: 0, ..good }).encode(),
        Instruction::Tile(Tile { columns: 5, ..good }).encode(),
        Instruction::Tile(Tile { product: 1, ..good }).encode(),
    ] {
        let mut words = vec![0];
        words.extend(Instruction::Tile(good).encode());
        words.extend(bad);
        pair.send(&packet(command::PROGRAM, 0, &words));
        pair.send(&packet(command::WEIGHTS, 0, &[0, 64]));
        // every row of the array is read, and memory starts with anything
        for image in 0..TINY.size as u32 {
            pair.send(&packet(
                command::SAMPLES,
                samples_argument(0, None),
                &[image << 16, 7],
            ));
        }
        pair.send(&packet(command::RUN, 0, &[1]));
        let done = pair.expected.last().unwrap().clone();
        assert_eq!(Header::from_word(done[0]).opcode, reply::DONE);
        assert_eq!((Header::from_word(done[0]).argument, done[1]), (1, 1));
        pair.check();
    }
}

#[test]
fn the_array_is_fed_without_bubbles() {
    // 784-256-10 shaped tiles, scaled to the configuration: only fill, barriers and drains may cost cycles
    let config = SMALL;
    let mut random = seed("bubbles", 16);
    let mut pair = Pair::new(config);
    let n = config.size;
    let (k, tiles, groups) = (256usize, 8usize, 12u32);
    let mut program = Vec::new();
    for buffer in 0..2u8 {
        for tile in 0..tiles {
            program.push(Instruction::Tile(Tile {
                wait: tile == 0,
                release: tile + 1 == tiles,
                buffer,
                columns: n as u8,
                emit: true,
                shift: 3,
                a: u16::from(buffer) * k as u16,
                w: (tile * k) as u16,
                k: k as u16,
                ..Tile::default()
            }));
        }
        program.push(Instruction::Loop {
            target: if buffer == 0 { program.len() as u16 + 1 } else { 0 },
        });
    }
    for (address, instruction) in program.iter().enumerate() {
        let mut words = vec![address as u32];
        words.extend(instruction.encode());
        pair.send(&packet(command::PROGRAM, 0, &words));
    }
    for first in (0..tiles * k).step_by(32) {
        let mut words = vec![first as u32];
        words.extend((0..32 * config.vector_words()).map(|_| random.gen::<u32>()));
        pair.send(&packet(command::WEIGHTS, 0, &words));
    }
    pair.send(&packet(command::RUN, 0, &[groups]));
    let network = Network {
        packets: Vec::new(),
        inputs: k,
        buffers: [0, k],
    };
    for group in 0..groups as usize {
        let mut one = StdRng::seed_from_u64(random.gen());
        let buffer = group % 2;
        for image in 0..n {
            let mut data = vec![(network.buffers[buffer]) as u32 | (image as u32) << 16];
            data.extend((0..k / 4).map(|_| codes(&mut one)));
            let commit = (image + 1 == n).then_some(n);
            pair.send(&packet(
                command::SAMPLES,
                samples_argument(buffer as u8, commit),
                &data,
            ));
        }
    }
    let counters = pair.counters();
    let of = |name: &str| counters[COUNTERS.iter().position(|other| *other == name).unwrap()];
    let feeding = (k * tiles) as u64 * u64::from(groups);
    assert_eq!(of("busy"), feeding);
    assert_eq!(of("macs"), feeding * (n * n) as u64);
    assert_eq!(of("stall_barrier") + of("stall_drain"), 0);
    // the first group comes in over 520 words; afterwards the next one is always there
    assert!(of("stall_input") < 700, "{counters:?}");
    assert!(of("stall_fetch") < 60, "{counters:?}");
    println!("{counters:?}");
}

/// Stalls of a program of two tiles of K steps, the second behind a barrier or not.
fn stalls(config: Config, k: u16, emit: bool, barrier: bool) -> (u64, u64) {
    let mut pair = Pair::new(config);
    let n = config.size as u16;
    let tile = Tile {
        columns: n as u8,
        k,
        emit,
        store: true,
        d: 4 * n,
        shift: 1,
        ..Tile::default()
    };
    let program = [
        Instruction::Tile(tile),
        Instruction::Tile(Tile { barrier, ..tile }),
        Instruction::Halt,
    ];
    for (address, instruction) in program.iter().enumerate() {
        let mut words = vec![address as u32];
        words.extend(instruction.encode());
        pair.send(&packet(command::PROGRAM, 0, &words));
    }
    for row in 0..k {
        let mut words = vec![u32::from(row)];
        words.extend((0..config.vector_words()).map(|_| 0x4000_c0ff));
        pair.send(&packet(command::WEIGHTS, 0, &words));
    }
    for image in 0..u32::from(n) {
        let mut words = vec![image << 16];
        words.extend((0..k.div_ceil(4)).map(|word| 0x0102_0304 * u32::from(word % 20)));
        pair.send(&packet(command::SAMPLES, samples_argument(0, None), &words));
    }
    pair.send(&packet(command::RUN, 0, &[1]));
    let counters = pair.counters();
    let of = |name: &str| counters[COUNTERS.iter().position(|other| *other == name).unwrap()];
    (of("stall_drain"), of("stall_barrier"))
}

#[test]
fn the_cycles_between_tiles_are_those_documented() {
    // of hdl::core::Core: cycles from a tile's last step to an open barrier, stored only and emitted
    for (config, stored, emitted) in [(TINY, 13, 16), (SMALL, 17, 24), (BASE, 25, 68)] {
        for (emit, wait) in [(false, stored), (true, emitted)] {
            assert_eq!(
                stalls(config, 20, emit, true),
                (0, wait),
                "{} emit {emit}",
                config.name
            );
            let enough = wait as u16 + 1;
            assert_eq!(
                stalls(config, enough, emit, false),
                (0, 0),
                "{} emit {emit}",
                config.name
            );
            assert_eq!(
                stalls(config, enough - 1, emit, false),
                (1, 0),
                "{} emit {emit}",
                config.name
            );
        }
    }
}
