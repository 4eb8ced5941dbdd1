//! Processor and stepper against the text of the specification: what a program does, in which order, with which
//! addresses. Whatever surrounds them answers after random times.

use golden::core::program::{Instruction, Maximum, NormCall, Parameter, Product, Tile};
use rand::rngs::StdRng;
use rand::{Rng, SeedableRng};
use testbench::models::CoreControlModel;

const N: usize = 8;
const MASK: u32 = 0xf_ffff;

/// The seed of this run: `SIGNUM_SEED`, or `default`. Printed, so that a failure can be run again.
fn seed(test: &str, default: u64) -> StdRng {
    let seed = std::env::var("SIGNUM_SEED")
        .ok()
        .and_then(|text| text.parse().ok())
        .unwrap_or(default);
    println!("{test}: SIGNUM_SEED={seed}");
    StdRng::seed_from_u64(seed)
}

/// One step of a tile.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Step {
    x: u32,
    y: u32,
    lane: u32,
    want: u32,
    product: u32,
    unpool: bool,
    run_gap: u32,
    cells: u32,
    first: bool,
    last: bool,
}

/// What a tile holds for its results.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Results {
    imm: u32,
    d: u32,
    f: u32,
    rows: u32,
    columns: u32,
    index: u32,
    row_stride: u32,
    tag: u32,
}

/// What a program does to its surroundings.
#[derive(Clone, Debug, PartialEq)]
enum Event {
    Tile(Vec<Step>, Results),
    Norm { imm: u32, fields: [u32; 9] },
    Scale(u32),
    Keys { layer: u32, step: u32 },
    Update { kind: bool, channel: u32, count: u32 },
    Freed(u32),
    Done { fault: bool, address: u32 },
}

type Registers = [u32; 32];

fn signed(value: u32) -> i32 {
    ((value << 12) as i32) >> 12
}

/// The loops of a tile as the specification writes them: every stride is multiplied, none accumulated.
fn steps(r: &Registers, imm: u32) -> Vec<Step> {
    let product = imm & 3;
    let unpool = imm >> 13 & 1 == 1;
    let (rows, columns) = (r[14] & 0xff, r[14] >> 8 & 0xff);
    // how often an unpooled operand has crossed into the next pool, downwards (T) or upwards (G)
    let crossings = |phase: u32, passes: u32| match product {
        _ if !unpool => passes,
        1 => (passes + 1 - (phase & 1)) / 2,
        _ => (passes + (phase & 1)) / 2,
    };
    let mut all = Vec::new();
    for i2 in 0..r[6] {
        for i1 in 0..r[5] {
            for i0 in 0..r[4] {
                let (phase_y, phase_x) = (r[13] & 1, r[13] >> 1 & 1);
                let (slow_1, slow_2) = (crossings(phase_x, i1), crossings(phase_y, i2));
                let (x_1, x_2) = if product == 1 { (slow_1, slow_2) } else { (i1, i2) };
                let (y_1, y_2) = if product == 2 { (slow_1, slow_2) } else { (i1, i2) };
                let wraps = i0 / N as u32;
                let x_inner = if product == 2 {
                    wraps.wrapping_mul(r[11])
                } else {
                    i0
                };
                let y_inner = match product {
                    0 => i0,
                    3 => 0,
                    _ => wraps.wrapping_mul(r[12]),
                };
                let x = r[0]
                    .wrapping_add(x_1.wrapping_mul(r[7]))
                    .wrapping_add(x_2.wrapping_mul(r[8]))
                    .wrapping_add(x_inner);
                let y = r[1]
                    .wrapping_add(y_1.wrapping_mul(r[9]))
                    .wrapping_add(y_2.wrapping_mul(r[10]))
                    .wrapping_add(y_inner);
                all.push(Step {
                    x: x & MASK,
                    y: y & MASK,
                    lane: i0 % N as u32,
                    want: (phase_y ^ i2 & 1) << 1 | (phase_x ^ i1 & 1),
                    product,
                    unpool,
                    run_gap: r[18] & 0xffff,
                    cells: rows * columns,
                    first: all.is_empty(),
                    last: i0 + 1 == r[4] && i1 + 1 == r[5] && i2 + 1 == r[6],
                });
            }
        }
    }
    all
}

fn results(r: &Registers, imm: u32) -> Results {
    Results {
        imm,
        d: r[2],
        f: r[3],
        rows: r[14] & 0xff,
        columns: r[14] >> 8 & 0xff,
        index: r[15] | r[16] << 20,
        row_stride: r[17],
        tag: r[19] & 0xff,
    }
}

/// Runs a program one instruction after the other.
fn interpret(
    program: &[u32],
    entry: u32,
    mut repetitions: u32,
    mut step: u32,
    r: &mut Registers,
) -> Vec<Event> {
    let mut events = Vec::new();
    let mut pc = entry;
    loop {
        let at = pc;
        pc += 1;
        let word = program[at as usize];
        let (a, b, c) = (
            (word >> 21 & 31) as usize,
            (word >> 16 & 31) as usize,
            (word & 31) as usize,
        );
        let (imm, short) = (word & 0xffff, i32::from(word as u16 as i16));
        let done = |fault| Event::Done { fault, address: at };
        match word >> 26 {
            1 => r[a] = word & MASK,
            2 => r[a] = (signed(r[b]) + short) as u32 & MASK,
            3 => r[a] = r[b].wrapping_add(r[c]) & MASK,
            4 => r[a] = r[b].wrapping_sub(r[c]) & MASK,
            5 => r[a] = signed(r[b]).min(signed(r[c])) as u32 & MASK,
            6 => r[a] = signed(r[b]).max(signed(r[c])) as u32 & MASK,
            7 => r[a] = (i64::from(signed(r[b])) * i64::from(short)) as u32 & MASK,
            8 => {
                r[a] = r[a].wrapping_sub(1) & MASK;
                if r[a] != 0 {
                    pc = imm;
                }
            }
            9 => pc = imm,
            10 if signed(r[a]) < signed(r[b]) => pc = imm,
            10 | 12 | 14 => {}
            11 => {
                let fits = |lanes: u32| (1..=N as u32).contains(&lanes);
                let good =
                    r[4..7].iter().all(|count| *count > 0) && fits(r[14] & 0xff) && fits(r[14] >> 8 & 0xff);
                if !good {
                    events.push(done(true));
                    return events;
                }
                events.push(Event::Tile(steps(r, imm), results(r, imm)));
            }
            13 => events.push(Event::Freed(1 << (r[a] & 1))),
            15 => events.push(Event::Scale(imm & 3)),
            16 => events.push(Event::Keys {
                layer: word & MASK,
                step,
            }),
            17 if r[4] > 0 && r[5] > 0 => events.push(Event::Norm {
                imm,
                fields: [2, 3, 4, 5, 7, 9, 11, 12, 15].map(|number| r[number]),
            }),
            18 if r[4] > 0 => events.push(Event::Update {
                kind: imm & 1 == 1,
                channel: r[15],
                count: r[4],
            }),
            19 => {
                step = step.wrapping_add(1);
                repetitions -= 1;
                if repetitions == 0 {
                    events.push(done(false));
                    return events;
                }
                pc = imm;
            }
            20 => {
                events.push(done(false));
                return events;
            }
            _ => {
                events.push(done(true));
                return events;
            }
        }
    }
}

/// Cycles that the surroundings need to answer, at most.
#[derive(Clone, Copy)]
struct Slow {
    drain: u32,
    norm: u32,
    scale: u32,
    keys: u32,
}

const AT_ONCE: Slow = Slow {
    drain: 0,
    norm: 0,
    scale: 0,
    keys: 0,
};

struct Rig {
    model: CoreControlModel,
    /// Cycles of the latest run, by cause: steps, input, barrier, drain, program, norm, keys.
    cycles: [u64; 7],
}

impl Rig {
    fn new() -> Rig {
        let mut model = CoreControlModel::new();
        model.set_trains(true);
        model.reset();
        Rig {
            model,
            cycles: [0; 7],
        }
    }

    fn load(&mut self, program: &[u32]) {
        self.model.set_program_write(true);
        for (address, word) in program.iter().enumerate() {
            self.model.set_program_address(address as u16);
            self.model.set_program_data(*word);
            self.model.tick();
        }
        self.model.set_program_write(false);
    }

    /// Runs the program, and answers for everything around it.
    fn run(
        &mut self,
        entry: u32,
        repetitions: u32,
        step: u32,
        slow: Slow,
        random: &mut StdRng,
    ) -> Vec<Event> {
        let m = &mut self.model;
        let mut after = |cycles: u32| random.gen_range(0..=cycles);
        m.set_start(true);
        m.set_start_entry(entry as u16);
        m.set_start_repetitions(repetitions);
        m.set_start_step(step);
        m.tick();
        m.set_start(false);
        self.cycles = [0; 7];
        let mut events = Vec::new();
        let (mut tile, mut held) = (Vec::new(), None);
        let (mut drain, mut keys, mut scale, mut norm, mut update) = (None, 0u32, None, 0u32, None);
        // tiles taken by the stepper and not yet issued to the end, and whether each updates weights
        let mut updating = Vec::new();
        for _ in 0..2_000_000 {
            m.set_drained(drain == Some(0));
            m.set_keys_busy(keys > 0);
            m.set_scale_done(scale == Some(0));
            m.set_norm_idle(norm == 0);
            m.set_norm_ready(norm == 0 && after(slow.norm) == 0);
            m.set_update_done(update == Some(0));
            m.set_commit(after(slow.drain) == 0);
            m.set_done_ready(after(slow.drain.min(2)) == 0);
            m.eval();
            if drain == Some(0) {
                let (results, updates) = held.take().expect("a tile drains");
                assert_eq!(results_of(m), results, "held while the tile drains");
                if updates {
                    updating.retain(|at| *at != results);
                }
            }
            drain = drain.and_then(|left: u32| left.checked_sub(1));
            keys = keys.saturating_sub(1);
            scale = scale.and_then(|left: u32| left.checked_sub(1));
            norm = norm.saturating_sub(1);
            update = update.and_then(|left: u32| left.checked_sub(1));

            let busy = !tile.is_empty() || held.is_some();
            let freed = m.freed();
            if m.scale_start() {
                assert!(!busy && norm == 0, "a scale before the results");
                events.push(Event::Scale(m.scale_kind().into()));
                scale = Some(after(slow.scale));
            }
            if m.keys_start() {
                assert_eq!(keys, 0, "keys under way");
                assert!(updating.is_empty(), "keys of a tile that is being stored");
                keys = after(slow.keys);
                events.push(Event::Keys {
                    layer: m.keys_layer(),
                    step: m.keys_step(),
                });
            }
            if m.norm_valid() && m.norm_ready() {
                norm = after(slow.norm);
                events.push(Event::Norm {
                    imm: m.norm_imm().into(),
                    fields: [
                        m.norm_d(),
                        m.norm_f(),
                        m.norm_images(),
                        m.norm_positions(),
                        m.norm_x1(),
                        m.norm_y1(),
                        m.norm_wx(),
                        m.norm_wy(),
                        m.norm_channel(),
                    ],
                });
            }
            if m.update_start() {
                assert!(!busy && norm == 0 && keys == 0, "an update too early");
                update = Some(after(slow.norm));
                events.push(Event::Update {
                    kind: m.update_kind(),
                    channel: m.norm_channel(),
                    count: m.norm_images(),
                });
            }
            let causes = [
                m.issue(),
                m.stall_input(),
                m.stall_barrier(),
                m.stall_drain(),
                m.stall_program(),
                m.stall_norm(),
                m.stall_keys(),
            ];
            assert_eq!(
                causes.iter().filter(|cause| **cause).count(),
                usize::from(m.running()),
                "one cause a cycle"
            );
            for (count, cause) in self.cycles.iter_mut().zip(causes) {
                *count += u64::from(cause);
            }
            if m.issue() {
                tile.push(Step {
                    x: m.x_address(),
                    y: m.y_address(),
                    lane: m.lane().into(),
                    want: m.want().into(),
                    product: m.product().into(),
                    unpool: m.unpool(),
                    run_gap: m.run_gap().into(),
                    cells: m.cells().into(),
                    first: m.first(),
                    last: m.last(),
                });
                let updates = m.product() == 2 && m.stores();
                assert!(!updates || keys == 0, "an update without its keys");
                if m.last() {
                    assert_eq!(
                        held, None,
                        "the last step of a tile before the one before has drained"
                    );
                    m.tick();
                    m.eval();
                    let results = results_of(m);
                    if updates {
                        updating.push(results);
                    }
                    events.push(Event::Tile(std::mem::take(&mut tile), results));
                    held = Some((results, updates));
                    drain = Some(after(slow.drain));
                    if freed != 0 {
                        events.push(Event::Freed(freed.into()));
                    }
                    continue;
                }
            }
            if freed != 0 {
                events.push(Event::Freed(freed.into()));
            }
            let done = m.done_valid() && m.done_ready();
            if done {
                assert!(
                    tile.is_empty() && held.is_none() && norm == 0,
                    "DONE before the results"
                );
                events.push(Event::Done {
                    fault: m.done_fault(),
                    address: m.done_address().into(),
                });
            }
            m.tick();
            if done {
                return events;
            }
        }
        panic!("the program does not end; so far {events:?}");
    }
}

fn results_of(m: &CoreControlModel) -> Results {
    Results {
        imm: m.tile_imm().into(),
        d: m.tile_d(),
        f: m.tile_f(),
        rows: m.tile_rows().into(),
        columns: m.tile_columns().into(),
        index: m.tile_index(),
        row_stride: m.tile_row_stride(),
        tag: m.tile_tag().into(),
    }
}

/// The tiles in order with the buffers freed behind each, the norm calls in order, the keys in order, and what is
/// synchronous with the tiles and norm calls before it: all that the specification orders.
#[derive(Debug, PartialEq)]
struct Order {
    tiles: Vec<(Vec<Step>, Results)>,
    freed: Vec<u32>,
    norms: Vec<Event>,
    keys: Vec<Event>,
    synchronous: Vec<(Event, usize, usize)>,
}

fn order(events: Vec<Event>) -> Order {
    let mut order = Order {
        tiles: Vec::new(),
        freed: vec![0],
        norms: Vec::new(),
        keys: Vec::new(),
        synchronous: Vec::new(),
    };
    for event in events {
        match event {
            Event::Tile(steps, results) => {
                order.tiles.push((steps, results));
                order.freed.push(0);
            }
            Event::Freed(buffers) => *order.freed.last_mut().expect("never empty") |= buffers,
            Event::Norm { .. } => order.norms.push(event),
            Event::Keys { .. } => order.keys.push(event),
            Event::Scale(_) | Event::Update { .. } | Event::Done { .. } => {
                order
                    .synchronous
                    .push((event, order.tiles.len(), order.norms.len()));
            }
        }
    }
    order
}

fn li(a: u8, value: u32) -> u32 {
    Instruction::Li { a, value }.encode()
}

/// A tile of few steps, whatever its addresses.
fn random_tile(random: &mut StdRng) -> Vec<u32> {
    let mut program: Vec<u32> = (0..20).map(|a| li(a, random.gen())).collect();
    let most = if random.gen_bool(0.2) { 40 } else { 6 };
    for count in [4, 5, 6] {
        program[count] = li(count as u8, random.gen_range(1..=most));
    }
    program[14] = li(
        14,
        random.gen_range(1..=N as u32) | random.gen_range(1..=N as u32) << 8,
    );
    program.push(
        Instruction::Tile(Tile {
            product: [
                Product::Forward,
                Product::Transposed,
                Product::Gradient,
                Product::Loss,
            ][random.gen_range(0..4)],
            unpool: random.gen(),
            ..Tile::decode(random.gen())
        })
        .encode(),
    );
    program
}

#[test]
fn random_tiles_step_as_the_specification_writes_them() {
    let mut random = seed("random_tiles_step_as_the_specification_writes_them", 1);
    let mut rig = Rig::new();
    for case in 0..60 {
        let mut program = Vec::new();
        for _ in 0..random.gen_range(1..20) {
            program.extend(random_tile(&mut random));
        }
        program.push(Instruction::Halt.encode());
        rig.load(&program);
        let slow = Slow {
            drain: [0, 3, 40][random.gen_range(0..3)],
            ..AT_ONCE
        };
        let got = rig.run(0, 1, 1, slow, &mut random);
        let expected = interpret(&program, 0, 1, 1, &mut [0; 32]);
        assert_eq!(order(got), order(expected), "case {case}");
    }
}

/// Appends code without loops of its own: r29 and r30 are kept for those around it.
fn random_block(program: &mut Vec<u32>, length: usize, random: &mut StdRng) {
    for _ in 0..length {
        let (a, b, c) = (
            random.gen_range(0..28),
            random.gen_range(0..32),
            random.gen_range(0..32),
        );
        let here = program.len() as u16;
        let instruction = match random.gen_range(0..25) {
            0..=3 => Instruction::Li {
                a,
                value: random.gen_range(0..1 << 20),
            },
            4 | 5 => Instruction::Addi {
                a,
                b,
                imm: random.gen(),
            },
            6 | 7 => Instruction::Add { a, b, c },
            8 | 9 => Instruction::Sub { a, b, c },
            10 => Instruction::Min { a, b, c },
            11 => Instruction::Max { a, b, c },
            12 | 13 => Instruction::Mul {
                a,
                b,
                imm: random.gen(),
            },
            14 => Instruction::Blt {
                a,
                b,
                target: here + 2,
            },
            15 => Instruction::Jump {
                target: here + 1 + random.gen_range(0..2),
            },
            16 => Instruction::Wait,
            17 => Instruction::Release { a },
            18 => Instruction::Barrier,
            19 => Instruction::Scale(
                [Maximum::Error, Maximum::Gradient, Maximum::Dgamma, Maximum::Dbeta][random.gen_range(0..4)],
            ),
            20 => Instruction::Keys {
                layer: random.gen_range(0..1 << 20),
            },
            21 | 22 => Instruction::Norm(NormCall {
                backward: random.gen(),
                store: random.gen(),
                l2: random.gen(),
            }),
            23 => Instruction::NormUpdate([Parameter::Gamma, Parameter::Beta][random.gen_range(0..2)]),
            _ => {
                program.extend(random_tile(random));
                continue;
            }
        };
        program.push(instruction.encode());
    }
    // a jump of the block may go one beyond its last instruction
    program.push(li(28, 0));
}

#[test]
fn random_programs_do_what_the_interpreter_does() {
    let mut random = seed("random_programs_do_what_the_interpreter_does", 2);
    let mut rig = Rig::new();
    let mut registers = [0; 32];
    for case in 0..150 {
        let entry = random.gen_range(0..3);
        let mut program = vec![0; entry];
        // in the first run the registers are still zero: counts of 0 would end it
        for a in [4, 5, 29, 30] {
            program.push(li(a, random.gen_range(1..4)));
        }
        random_block(&mut program, random.gen_range(0..10), &mut random);
        let outer = program.len() as u16;
        random_block(&mut program, random.gen_range(0..10), &mut random);
        program.push(li(30, random.gen_range(1..4)));
        let inner = program.len() as u16;
        random_block(&mut program, random.gen_range(0..10), &mut random);
        program.push(Instruction::Loop { a: 30, target: inner }.encode());
        random_block(&mut program, random.gen_range(0..10), &mut random);
        program.push(Instruction::Loop { a: 29, target: outer }.encode());
        match random.gen_range(0..4) {
            0 => program.push(Instruction::Halt.encode()),
            1 => program.push(random.gen_range(21..64) << 26),
            _ => {
                program.push(li(29, random.gen_range(1..3)));
                program.push(Instruction::Next { target: outer }.encode());
            }
        }
        rig.load(&program);
        let slow = Slow {
            drain: [0, 40][random.gen_range(0..2)],
            norm: [0, 30][random.gen_range(0..2)],
            scale: [0, 9][random.gen_range(0..2)],
            keys: [0, 74][random.gen_range(0..2)],
        };
        let (repetitions, step) = (random.gen_range(1..4), random.gen());
        let got = rig.run(entry as u32, repetitions, step, slow, &mut random);
        let expected = interpret(&program, entry as u32, repetitions, step, &mut registers);
        assert_eq!(order(got), order(expected), "case {case}");
    }
}

#[test]
fn an_instruction_takes_a_cycle_and_a_taken_branch_one_more() {
    let mut random = seed("an_instruction_takes_a_cycle_and_a_taken_branch_one_more", 3);
    let mut rig = Rig::new();
    let mut cycles = |program: &[u32]| {
        rig.load(program);
        rig.run(0, 1, 1, AT_ONCE, &mut random);
        rig.cycles[4]
    };
    let halt = Instruction::Halt.encode();
    let empty = cycles(&[halt]);
    let straight = [
        vec![Instruction::Addi { a: 1, b: 1, imm: 1 }.encode(); 50],
        vec![halt],
    ]
    .concat();
    assert_eq!(cycles(&straight) - empty, 50, "straight");
    let looped = [li(1, 100), Instruction::Loop { a: 1, target: 1 }.encode(), halt];
    assert_eq!(cycles(&looped) - empty, 1 + 100 + 99, "looped");
    let product = [Instruction::Mul { a: 1, b: 1, imm: 3 }.encode(), halt];
    assert_eq!(cycles(&product) - empty, 3, "product");
}

#[test]
fn tiles_follow_each_other_without_a_gap() {
    let mut random = seed("tiles_follow_each_other_without_a_gap", 4);
    let mut rig = Rig::new();
    let mut program: Vec<u32> = (0..20).map(|a| li(a, 3)).collect();
    program[4] = li(4, 2);
    program[14] = li(14, 4 | 5 << 8);
    program.push(li(20, 100));
    let again = program.len() as u16;
    for a in 0..3 {
        program.push(Instruction::Addi { a, b: a, imm: 7 }.encode());
    }
    program.push(Instruction::Tile(Tile::default()).encode());
    program.push(Instruction::Loop { a: 20, target: again }.encode());
    program.push(Instruction::Halt.encode());
    rig.load(&program);
    let events = rig.run(0, 1, 1, AT_ONCE, &mut random);
    assert_eq!(events.len(), 101);
    assert_eq!(rig.cycles[0], 100 * 2 * 3 * 3);
    let others: u64 = rig.cycles[1..].iter().sum();
    assert!(others < 50, "{:?}", rig.cycles);
}

#[test]
fn a_core_that_does_not_train_stops_at_what_it_has_not() {
    let mut random = seed("a_core_that_does_not_train_stops_at_what_it_has_not", 5);
    let mut rig = Rig::new();
    rig.model.set_trains(false);
    let good: Vec<u32> = (0..20).map(|a| li(a, 1)).chain([li(14, 0x0101)]).collect();
    let forward = Instruction::Tile(Tile {
        store: true,
        ..Tile::default()
    });
    for (instruction, fault) in [
        (forward, false),
        (
            Instruction::Tile(Tile {
                norm: true,
                ..Tile::default()
            }),
            true,
        ),
        (
            Instruction::Tile(Tile {
                product: Product::Transposed,
                ..Tile::default()
            }),
            true,
        ),
        (
            Instruction::Tile(Tile {
                product: Product::Loss,
                ..Tile::default()
            }),
            true,
        ),
        (Instruction::Scale(Maximum::Error), true),
        (Instruction::Keys { layer: 1 }, true),
        (Instruction::Norm(NormCall::default()), true),
        (Instruction::NormUpdate(Parameter::Beta), true),
    ] {
        let program = [&good[..], &[instruction.encode(), Instruction::Halt.encode()]].concat();
        rig.load(&program);
        let events = rig.run(0, 1, 1, AT_ONCE, &mut random);
        let address = 21 + u32::from(!fault);
        assert_eq!(
            events.last(),
            Some(&Event::Done { fault, address }),
            "{instruction:?}"
        );
        assert_eq!(events.len(), 1 + usize::from(!fault), "{instruction:?}");
    }
}
