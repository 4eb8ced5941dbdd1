//! Tiles follow each other without more than the cycle between them.

use golden::core::config::{BASE, MEDIUM, SMALL, TINY};
use golden::core::packet::{command, packet, reply, Counter};
use golden::core::program::{lanes, register, Instruction, Product, Tile};
use golden::core::{Assembler, Config};

use super::pair::Pair;
use super::space::{load, run};

/// Counters of `tiles` tiles of `steps` steps in a row, and the cycles from the first word of RUN to DONE.
fn row_of(config: Config, tile: Tile, steps: u32, tiles: u32) -> (Vec<u64>, u64) {
    let n = config.size;
    let mut pair = Pair::new(config);
    let mut asm = Assembler::new();
    for (number, value) in [
        (register::N0, steps),
        (register::N1, 1),
        (register::N2, 1),
        (register::LANES, lanes(n, n)),
        (register::RUN_GAP, 1),
        (register::FREE, tiles),
    ] {
        asm.li(number, value.into());
    }
    let again = asm.here();
    asm.push(Instruction::Tile(tile));
    asm.addi(register::X, register::X, 1);
    asm.addi(register::Y, register::Y, 3);
    asm.loop_to(register::FREE, again);
    asm.push(Instruction::Halt);
    for packet in load(asm) {
        pair.rtl.send(&packet);
    }
    pair.rtl.send(&packet(command::CLEAR, 0, &[]));
    let words = pair.rtl.pending() as u64;
    pair.rtl.run(2 * words + 20);
    assert_eq!(pair.rtl.pending(), 0);
    let start = pair.rtl.cycles();
    pair.rtl.send(&run(1, 0, 0));
    while pair.rtl.receive(1_000_000).expect("DONE")[0] >> 24 != u32::from(reply::DONE) {}
    let cycles = pair.rtl.cycles() - start;
    pair.rtl.send(&packet(command::COUNTERS, 0, &[]));
    let reply = pair.rtl.receive(1000).expect("COUNTERS");
    let pairs = reply[1..].chunks_exact(2);
    let counters = pairs.map(|pair| u64::from(pair[0]) | u64::from(pair[1]) << 32);
    (counters.collect(), cycles)
}

#[test]
fn the_array_is_fed_without_bubbles() {
    for config in [SMALL, MEDIUM, BASE] {
        for (product, store) in [
            (Product::Forward, false),
            (Product::Forward, true),
            (Product::Transposed, false),
            (Product::Gradient, false),
        ] {
            let tile = Tile {
                product,
                store,
                shift: 3,
                ..Tile::default()
            };
            // N + 9 cycles are enough for a tile that drains
            let (steps, tiles) = (config.size as u32 + 9, 200);
            let (counters, _) = row_of(config, tile, steps, tiles);
            let of = |counter: Counter| counters[counter as usize];
            println!("{} {product:?} {counters:?}", config.name);
            assert_eq!(of(Counter::Fed), u64::from(steps * tiles));
            assert_eq!(of(Counter::StallDrain), 0, "{} {product:?}", config.name);
            // the registers before, the last drain after; nothing in between
            let stalls: u64 = (Counter::StallInput as usize..=Counter::StallKeys as usize)
                .map(|counter| counters[counter])
                .sum();
            assert!(stalls < 150, "{} {product:?}: {stalls}", config.name);
        }
    }
}

#[test]
fn the_span_is_counted_from_the_first_word_in_to_the_last_one_out() {
    for config in [TINY, MEDIUM] {
        for emit in [false, true] {
            let tile = Tile {
                emit,
                ..Tile::default()
            };
            let (counters, cycles) = row_of(config, tile, 9, 7);
            let of = |counter: Counter| counters[counter as usize];
            assert_eq!(of(Counter::Span), cycles, "{} {emit}", config.name);
            // COUNTERS itself has come since then, and the copy takes 88 cycles
            assert!((cycles..cycles + 120).contains(&of(Counter::Cycles)));
            // DONE and its word, and the results
            let results = if emit {
                7 * (1 + config.size * config.vector_words())
            } else {
                0
            };
            assert_eq!(of(Counter::WordsOut), 2 + results as u64);
        }
    }
}
