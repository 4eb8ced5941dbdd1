//! `skew`: a memory of banks against a table.

use testbench::models::{Skew16Model, Skew4Model};
use testbench::random::{seed, Rng};
use veribind::{lanes, Model};

/// Element (lane, address) of 2^`bits` addresses.
struct Table {
    n: usize,
    bits: u32,
    data: Vec<u8>,
}

impl Table {
    fn at(&mut self, lane: usize, address: usize) -> &mut u8 {
        let address = address & ((1 << self.bits) - 1);
        &mut self.data[address * self.n + lane]
    }
}

fn port<M: Model>(model: &mut M, name: &str, value: u64) {
    let id = model.port(name).unwrap();
    model.write(id, value);
}

fn wide<M: Model>(model: &mut M, name: &str, bytes: &[u8]) {
    let id = model.port(name).unwrap();
    let words: Vec<u32> = bytes
        .chunks(4)
        .map(|four| u32::from_le_bytes([four[0], four[1], four[2], four[3]]))
        .collect();
    model.write_words(id, &words);
}

/// Random writes of every kind and reads of every kind, all at once.
fn traffic<M: Model>(n: usize, bits: u32, seed: u64, cycles: usize) {
    let mut rng = Rng::new(seed);
    let mut model = M::new();
    model.reset();
    let mut table = Table {
        n,
        bits,
        data: vec![0; n << bits],
    };
    let log = n.trailing_zeros();
    let mask = (1usize << bits) - 1;
    // fill it, for memory holds anything at first
    port(&mut model, "vector_row", 0);
    for address in 0..1usize << bits {
        let data: Vec<u8> = (0..n).map(|_| rng.bits() as u8).collect();
        for (lane, code) in data.iter().enumerate() {
            *table.at(lane, address) = *code;
        }
        port(&mut model, "vector_write", 1);
        port(&mut model, "vector_address", address as u64);
        wide(&mut model, "vector_data", &data);
        model.tick();
    }
    port(&mut model, "vector_write", 0);
    model.ticks(2);

    // a read sees the writes of the cycles before it, its result is there six cycles after it; what it gives of an element that
    // is written in its own cycle is not said
    let mut reads: [Option<Vec<Option<u8>>>; 6] = [const { None }; 6];
    for cycle in 0..cycles {
        // the reads of this cycle
        let (row, lane) = (rng.chance(128), rng.size(0..=n - 1));
        let address = rng.bits() as usize & mask;
        let jumps: Vec<u8> = match rng.chance(128) {
            true => vec![0; n],
            false => (0..n).map(|_| rng.bits() as u8).collect(),
        };
        let enable = rng.chance(220);
        port(&mut model, "read_enable", enable.into());
        port(&mut model, "read_row", row.into());
        port(&mut model, "read_lane", lane as u64);
        port(&mut model, "read_address", address as u64);
        wide(&mut model, "jumps", &jumps);
        // and its writes: a vector goes before a word
        let mut writes: Vec<(usize, usize, u8)> = Vec::new();
        let vector = rng.chance(100);
        let (write_row, count) = (rng.chance(128), rng.size(0..=n));
        let (write_lane, write_address) = (rng.size(0..=n - 1), rng.bits() as usize & mask);
        let data: Vec<u8> = (0..n).map(|_| rng.bits() as u8).collect();
        port(&mut model, "vector_write", vector.into());
        port(&mut model, "vector_row", write_row.into());
        port(&mut model, "vector_count", count as u64);
        port(&mut model, "vector_lane", write_lane as u64);
        port(&mut model, "vector_address", write_address as u64);
        wide(&mut model, "vector_data", &data);
        let word = rng.chance(100);
        let spread = cycle % 400 < 200;
        // `spread` belongs to the memory: it does not change while a word is under way
        let word = word && cycle % 200 < 195;
        let word_lane = match spread {
            true => rng.size(0..=n - 1),
            false => 4 * rng.size(0..=n / 4 - 1),
        };
        let word_address = match spread {
            true => rng.bits() as usize & mask & !3,
            false => rng.bits() as usize & mask,
        };
        let codes = rng.bits() as u32;
        port(&mut model, "word_write", word.into());
        port(&mut model, "spread", spread.into());
        port(&mut model, "word_start", ((word_lane + word_address) % n) as u64);
        port(&mut model, "word_address", word_address as u64);
        port(&mut model, "word_data", codes.into());
        if vector {
            for (t, code) in data.iter().enumerate() {
                match write_row {
                    true if t < count => {
                        writes.push((write_lane, (write_address + t) & mask, *code));
                    }
                    true => {}
                    false => writes.push((t, write_address, *code)),
                }
            }
        } else if word {
            for (t, code) in codes.to_le_bytes().into_iter().enumerate() {
                writes.push(match spread {
                    true => (word_lane, word_address + t, code),
                    false => (word_lane + t, word_address, code),
                });
            }
        }
        let expected: Vec<Option<u8>> = (0..n)
            .map(|t| {
                let (lane, address) = match row {
                    true => (lane, (address + t + ((jumps[t] as usize) << log)) & mask),
                    false => (t, address),
                };
                let met = writes.iter().any(|(l, a, _)| (*l, *a & mask) == (lane, address));
                (!met).then(|| *table.at(lane, address))
            })
            .collect();
        for (lane, address, code) in writes {
            *table.at(lane, address) = code;
        }
        // the result of the read of six cycles ago
        model.eval();
        if let Some(vector) = reads[cycle % 6].take() {
            let words = model.read_words(model.port("vector").unwrap());
            let found: Vec<u8> = (0..n).map(|t| lanes::get(&words, t, 8) as u8).collect();
            for (t, (found, expected)) in found.into_iter().zip(vector).enumerate() {
                assert!(
                    expected.is_none_or(|expected| expected == found),
                    "cycle {cycle}, element {t}"
                );
            }
        }
        if enable {
            reads[cycle % 6] = Some(expected);
        }
        model.tick();
    }
}

#[test]
fn columns_rows_and_words_at_random() {
    let seed = seed("columns_rows_and_words_at_random");
    traffic::<Skew4Model>(4, 12, seed, 20_000);
    traffic::<Skew16Model>(16, 9, seed, 20_000);
}
