//! What a program does, one instruction after the other, as the specification writes it.

/// Side of the array.
pub const N: usize = 8;

const MASK: u32 = 0xf_ffff;

/// Samples that a norm call takes, at most.
pub const NORM_MOST: u64 = 1 << 17;

/// One step of a tile.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Step {
    pub x: u32,
    pub y: u32,
    pub lane: u32,
    pub want: u32,
    pub product: u32,
    pub unpool: bool,
    pub run_gap: u32,
    pub cells: u32,
    pub first: bool,
    pub last: bool,
}

/// What a tile holds for its results.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Results {
    pub imm: u32,
    pub d: u32,
    pub f: u32,
    pub rows: u32,
    pub columns: u32,
    pub index: u32,
    pub row_stride: u32,
    pub tag: u32,
}

/// What a program does to its surroundings.
#[derive(Clone, Debug, PartialEq)]
pub enum Event {
    Tile(Vec<Step>, Results),
    Norm { imm: u32, fields: [u32; 9] },
    Scale(u32),
    Keys { layer: u32, step: u32 },
    Update { kind: bool, channel: u32, count: u32 },
    Freed(u32),
    Done { fault: bool, address: u32 },
}

pub type Registers = [u32; 32];

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
pub fn interpret(
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
            17 if (1..=NORM_MOST).contains(&(u64::from(r[4]) * u64::from(r[5]))) => {
                events.push(Event::Norm {
                    imm,
                    fields: [2, 3, 4, 5, 7, 9, 11, 12, 15].map(|number| r[number]),
                })
            }
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

/// The tiles in order with the buffers freed behind each, the norm calls in order, the keys in order, and what is
/// synchronous with the tiles and norm calls before it: all that the specification orders.
#[derive(Debug, PartialEq)]
pub struct Order {
    tiles: Vec<(Vec<Step>, Results)>,
    freed: Vec<u32>,
    norms: Vec<Event>,
    keys: Vec<Event>,
    synchronous: Vec<(Event, usize, usize)>,
}

pub fn order(events: Vec<Event>) -> Order {
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
