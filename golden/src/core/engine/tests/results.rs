use super::super::job::Job;
use super::super::products::accumulate;
use super::*;
use crate::core::packet::{pack_codes, reply, Counter};
use crate::core::program::{lanes, Maximum, Pool, Product};
use crate::random::random;
use crate::wage::{activate, clipped, error_at, scale, update_weight};

fn engine(config: Config) -> Engine {
    filled(config, &mut Draws::new(4))
}

/// Registers of a tile of 20 steps with 5 rows and 6 columns at odd addresses.
fn partial() -> Vec<(u8, i64)> {
    vec![
        (register::X, 33),
        (register::Y, 21),
        (register::D, 301),
        (register::F, 77),
        (register::N0, 20),
        (register::N1, 1),
        (register::N2, 1),
        (register::LANES, lanes(5, 6).into()),
        (register::RUN_GAP, 1),
        (register::INDEX, 0x9_8765),
        (register::INDEX_HIGH, 0xabc),
        (register::INDEX_ROW, 1000),
        (register::TAG, 0x1c3),
    ]
}

/// What the tile sums up to before anything is stored.
fn sums(engine: &Engine, registers: &[(u8, i64)], tile: Tile) -> Vec<i32> {
    let mut r = [0; 32];
    for (number, value) in registers {
        r[usize::from(*number)] = *value as u32 & 0xf_ffff;
    }
    let job = Job::new(tile, &r, engine.config.size).unwrap();
    accumulate(&job, &engine.memories, engine.config.size).to_vec()
}

#[test]
fn forward_results_are_activated_stored_flagged_counted_and_sent() {
    for config in CONFIGS {
        let n = config.size;
        let tile = Tile {
            relu: true,
            shift: 1,
            store: true,
            emit: true,
            ..Tile::default()
        };
        let mut engine = engine(config);
        let acc = sums(&engine, &partial(), tile);
        let (before, winners) = (engine.memories.a.clone(), engine.memories.winner.clone());
        let sent = run(&mut engine, &tile_program(&partial(), tile));
        let mut words = Vec::new();
        let mut clips = 0;
        for j in 0..6 {
            let of = |i: usize| if i < 5 { acc[i * n + j] } else { 0 };
            let codes: Vec<i8> = (0..n).map(|i| activate(of(i), 1, true)).collect();
            assert_eq!(engine.memories.a.column(301 + j as u32), codes);
            for i in 0..n {
                let flag = u8::from(clipped(of(i), 1)) | u8::from(of(i) > 0) << 1;
                assert_eq!(engine.memories.flags.column(77 + j as u32)[i], flag);
                clips += u64::from(clipped(of(i), 1));
            }
            words.extend(pack_codes(&codes));
        }
        assert_eq!(engine.memories.a.column(307), before.column(307));
        assert_eq!(engine.memories.winner.column(77), winners.column(77));
        assert_eq!(sent[0], packet(reply::RESULT, 0xc3, &words));
        assert!(clips > 0);
        assert_eq!(engine.counters[Counter::Clips as usize], clips);
        assert_eq!(engine.counters[Counter::Fed as usize], 20);
        assert_eq!(engine.counters[Counter::MacsForward as usize], 20 * 5 * 6);
    }
}

#[test]
fn a_pool_keeps_the_first_of_the_largest_and_says_which() {
    let config = MEDIUM;
    let n = config.size;
    for norm in [false, true] {
        let mut engine = engine(config);
        let mut program = Vec::new();
        let mut each = Vec::new();
        let tile = Tile {
            shift: 4,
            store: true,
            norm,
            ..Tile::default()
        };
        // the third tile is the first again, so that it ties with it
        for (x, pool) in [
            (33, Pool::First),
            (70, Pool::Middle),
            (33, Pool::Middle),
            (200, Pool::Last),
        ] {
            let mut registers = partial();
            registers[0].1 = x;
            each.push(sums(&engine, &registers, tile));
            program.extend(tile_program(&registers, Tile { pool, ..tile }));
        }
        run(&mut engine, &program);
        let mut seen = [0; 4];
        let (mut clips, mut cuts) = (0, 0);
        for j in 0..6 {
            for i in 0..n {
                let four: Vec<i32> = each
                    .iter()
                    .map(|acc| if i < 5 { acc[i * n + j] } else { 0 })
                    .collect();
                let best = *four.iter().max().unwrap();
                let winner = four.iter().position(|v| *v == best).unwrap();
                seen[winner] += 1;
                let (d, f) = (301 + j as u32, 77 + j as u32);
                assert_eq!(usize::from(engine.memories.winner.column(f)[i]), winner);
                if norm {
                    let sample = best.clamp(-32768, 32767);
                    assert_eq!(i32::from(engine.memories.x.column(f)[i]), sample);
                    cuts += u64::from(sample != best);
                } else {
                    assert_eq!(engine.memories.a.column(d)[i], activate(best, 4, false));
                    clips += u64::from(clipped(best, 4));
                }
            }
        }
        assert!(
            seen[0] > 0 && seen[1] > 0 && seen[2] == 0 && seen[3] > 0,
            "{seen:?}"
        );
        assert_eq!(engine.counters[Counter::Clips as usize], clips);
        assert_eq!(engine.counters[Counter::Cuts as usize], cuts);
    }
}

#[test]
fn norm_samples_are_cut_to_16_bits_and_counted() {
    let mut engine = Engine::new(MEDIUM, 0);
    for address in 0..400 {
        engine
            .memories
            .a
            .column_mut(address)
            .copy_from_slice(&[127, -127, 81, -82, 0, 1, 127, 127]);
        (0..8).for_each(|lane| engine.memories.set_weight(address, lane, 64));
    }
    let mut registers = one_step(MEDIUM);
    registers[0].1 = 400;
    let tile = Tile {
        norm: true,
        store: true,
        emit: true,
        ..Tile::default()
    };
    let sent = run(&mut engine, &tile_program(&registers, tile));
    assert_eq!(sent.len(), 1, "norm samples are not sent");
    assert_eq!(
        engine.memories.x.column(0),
        [32767, -32768, 32400, -32768, 0, 400, 32767, 32767]
    );
    assert_eq!(engine.counters[Counter::Cuts as usize], 5 * 8);
    assert_eq!(engine.counters[Counter::Clips as usize], 0);
}

/// Errors of a transposed or loss tile: masked, scaled over both passes, cut.
fn errors(config: Config, product: Product) {
    let n = config.size;
    let mut engine = engine(config);
    let mut registers = partial();
    if product == Product::Loss {
        registers[4].1 = n as i64;
    }
    let tile = Tile {
        product,
        ..Tile::default()
    };
    let acc = sums(&engine, &registers, tile);
    let mut program = tile_program(&registers, tile);
    program.push(Instruction::Scale(Maximum::Error));
    program.push(Instruction::Tile(Tile { store: true, ..tile }));
    let flags = engine.memories.flags.clone();
    let before = engine.memories.e.clone();
    run(&mut engine, &program);
    let masked = |i: usize, j: usize| match flags.column(77 + j as u32)[i] & 1 {
        0 if i < 5 => acc[i * n + j],
        _ => 0,
    };
    let all: Vec<i32> = (0..n * 6).map(|at| masked(at / 6, at % 6)).collect();
    let exponent = scale(&all);
    assert!(exponent.is_some());
    for j in 0..6 {
        for i in 0..n {
            let dead = product == Product::Transposed && flags.column(77 + j as u32)[i] & 2 == 0;
            let code = if dead { 0 } else { error_at(masked(i, j), exponent) };
            assert_eq!(engine.memories.e.column(77 + j as u32)[i], code, "{i} {j}");
        }
    }
    assert_eq!(engine.memories.e.column(83), before.column(83));
    assert_eq!(engine.scales.error_maximum, 0);
    // after another SCALE there is no scale, and no error
    program = vec![Instruction::Scale(Maximum::Error)];
    program.push(Instruction::Tile(Tile { store: true, ..tile }));
    run(&mut engine, &program);
    assert!((77..83).all(|f| engine.memories.e.column(f).iter().all(|e| *e == 0)));
}

#[test]
fn transposed_errors_are_masked_scaled_and_cut() {
    CONFIGS
        .into_iter()
        .for_each(|config| errors(config, Product::Transposed));
}

#[test]
fn losses_are_masked_scaled_and_cut() {
    CONFIGS
        .into_iter()
        .for_each(|config| errors(config, Product::Loss));
}

#[test]
fn gradients_update_the_weights_in_use_and_no_others() {
    for config in CONFIGS {
        let n = config.size;
        let mut engine = engine(config);
        let tile = Tile {
            product: Product::Gradient,
            ..Tile::default()
        };
        let acc = sums(&engine, &partial(), tile);
        let mut program = tile_program(&partial(), tile);
        program.push(Instruction::Keys { layer: 3 });
        program.push(Instruction::Scale(Maximum::Gradient));
        program.push(Instruction::Tile(Tile { store: true, ..tile }));
        let before = engine.memories.weights().clone();
        run(&mut engine, &program);
        let used: Vec<i32> = (0..5).flat_map(|i| acc[i * n..i * n + 6].to_vec()).collect();
        let sh = scale(&used).unwrap() - RATE;
        let mut changed = 0;
        for i in 0..n {
            for j in 0..n {
                let address = 301 + i as u32;
                let old = before.column(address)[j];
                let new = if i < 5 && j < 6 {
                    let index = 0xabc9_8765u32.wrapping_add(1000 * i as u32 + j as u32);
                    update_weight(old, acc[i * n + j], sh, random(SEED, STEP, 3, index))
                } else {
                    old
                };
                assert_eq!(engine.memories.weights().column(address)[j], new, "{i} {j}");
                assert_eq!(
                    engine.memories.digits().column(address)[j],
                    crate::wage::ternary(new)
                );
                changed += usize::from(new != old);
            }
        }
        assert!(changed > 10);
        let counters = engine.counters;
        assert_eq!(counters[Counter::MacsGradientMaximum as usize], 600);
        assert_eq!(counters[Counter::MacsGradient as usize], 600);
        // without a scale nothing moves
        let before = engine.memories.weights().clone();
        let program = [
            Instruction::Scale(Maximum::Gradient),
            Instruction::Tile(Tile { store: true, ..tile }),
        ];
        run(&mut engine, &program);
        assert!((0..400).all(|address| engine.memories.weights().column(address) == before.column(address)));
    }
}
