//! Reading back: a word a cycle, and the same words whoever pauses.

use golden::core::config::{BASE, MEDIUM, SMALL, TINY};
use golden::core::packet::{command, packet, read_packet, Parameters, Readable, DATA_WORDS, PARAMETER_WORDS};
use golden::core::Config;
use rand::rngs::StdRng;
use rand::Rng;

use super::pair::{pauses, seed, Pair};

/// Cycles from the first word of a READ to the header of its first packet less one, and from there to the first word.
const START: u64 = 17;

/// A core with random weights at rows 0.., and random parameters of channels 0...
fn filled(config: Config, random: &mut StdRng, rows: usize, channels: usize) -> Pair {
    let mut pair = Pair::new(config);
    let words = config.vector_words();
    let most = 248 / words;
    for first in (0..rows).step_by(most) {
        let count = words * most.min(rows - first);
        let mut content = vec![first as u32];
        content.extend((0..count).map(|_| random.gen::<u32>()));
        pair.send(&packet(command::WEIGHTS, 0, &content));
    }
    for channel in 0..channels {
        let parameters = Parameters {
            gamma: random.gen_range(-2047..=2047),
            beta: random.gen_range(-8191..=8191),
            mu: random.gen(),
            scale: random.gen::<i32>() & i32::MAX,
            set: random.gen(),
        };
        let mut words = vec![channel as u32];
        words.extend(parameters.words());
        pair.send(&packet(command::PARAMETERS, 0, &words));
    }
    let words = pair.rtl.pending() as u64;
    pair.rtl.run(2 * words + 100);
    assert_eq!(pair.rtl.pending(), 0);
    pair
}

/// Reads `rows` rows from `first` on, compares them with golden's, and gives the cycles that it took to the last word.
fn read(pair: &mut Pair, memory: Readable, first: usize, rows: usize) -> u64 {
    let packet = read_packet(memory, first, rows as u32);
    let start = pair.rtl.cycles();
    pair.rtl.send(&packet);
    for expected in pair.golden.send(&packet) {
        let got = pair.rtl.receive(10_000).expect("DATA");
        assert_eq!(got, expected, "{memory:?} {first} {rows}");
    }
    pair.rtl.cycles() - start
}

/// Words of DATA packets of `rows` rows of `row_words` words, headers and all.
fn words(rows: usize, row_words: usize) -> u64 {
    (rows * row_words + rows.div_ceil(DATA_WORDS / row_words)) as u64
}

#[test]
fn data_comes_a_word_a_cycle() {
    for config in [TINY, SMALL, MEDIUM, BASE] {
        let mut random = seed(config.name, 41);
        let channels = if config.normalises() {
            1 << config.c_bits
        } else {
            0
        };
        let mut pair = filled(config, &mut random, 1000, channels);
        let mut cases = vec![
            (Readable::Weights, config.vector_words(), 0, 1000),
            (Readable::Weights, config.vector_words(), 3, 1),
            (Readable::Weights, config.vector_words(), 77, 630),
        ];
        if config.normalises() {
            cases.push((Readable::Parameters, PARAMETER_WORDS, 0, channels));
            cases.push((Readable::Parameters, PARAMETER_WORDS, 5, 2));
        }
        for (memory, row_words, first, rows) in cases {
            let cycles = read(&mut pair, memory, first, rows);
            let words = words(rows, row_words);
            println!(
                "{} {memory:?} {rows} rows: {words} words in {cycles} cycles",
                config.name
            );
            assert!(
                (words..=words + START).contains(&cycles),
                "{} {memory:?}: {words} words in {cycles} cycles",
                config.name
            );
        }
    }
}

#[test]
fn data_waits_for_whoever_takes_it() {
    for config in [TINY, SMALL, MEDIUM, BASE] {
        let mut random = seed(config.name, 42);
        let channels = if config.normalises() { 90 } else { 0 };
        let mut pair = filled(config, &mut random, 300, channels);
        for round in 0..30 {
            match round % 3 {
                // the receiver takes every other word, which meets the rows at every place
                0 => {
                    let mut takes = false;
                    pair.rtl.pause(Box::new(move || {
                        takes = !takes;
                        (true, takes)
                    }));
                }
                _ => pair.rtl.pause(pauses(&mut random)),
            }
            let first = random.gen_range(0..300);
            read(
                &mut pair,
                Readable::Weights,
                first,
                random.gen_range(1..=300 - first),
            );
            if config.normalises() {
                let first = random.gen_range(0..90);
                read(
                    &mut pair,
                    Readable::Parameters,
                    first,
                    random.gen_range(1..=90 - first),
                );
            }
        }
        pair.rtl.pause(Box::new(|| (true, true)));
        pair.counters();
    }
}
