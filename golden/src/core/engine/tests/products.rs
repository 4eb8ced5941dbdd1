//! Sums of random tiles against the formulas of `docs/core.md`, one element at a time.

use super::super::job::Job;
use super::super::products::accumulate;
use super::*;
use crate::core::program::{lanes, run_gap, Pool, Product};
use crate::wage::ternary;

/// Registers of a random tile: any counts, strides and phases, with the gap of a row read a multiple of N.
fn random_registers(config: Config, draws: &mut Draws) -> [u32; 32] {
    let mut r = [0u32; 32];
    let n = config.size as u32;
    for register in [register::X, register::Y, register::D, register::F] {
        r[usize::from(register)] = draws.below(1 << 20);
    }
    for register in [
        register::X1,
        register::X2,
        register::Y1,
        register::Y2,
        register::WX,
        register::WY,
    ] {
        let small = draws.below(200) as i32 - 100;
        r[usize::from(register)] = small as u32 & 0xf_ffff;
    }
    r[usize::from(register::N0)] = 1 + draws.below(3 * n);
    r[usize::from(register::N1)] = 1 + draws.below(5);
    r[usize::from(register::N2)] = 1 + draws.below(5);
    r[usize::from(register::PHASE)] = draws.below(4);
    r[usize::from(register::LANES)] = lanes(1 + draws.below(n) as usize, 1 + draws.below(n) as usize);
    r[usize::from(register::RUN_GAP)] = run_gap(1 + draws.below(n) as usize, (n * draws.below(3)) as usize);
    r
}

/// The sum at row i, column j, by the tables of the specification.
fn slow(engine: &Engine, tile: Tile, r: &[u32; 32], i: usize, j: usize) -> i64 {
    let n = engine.config.size as i64;
    let m = &engine.memories;
    let s = |register: u8| (i64::from(r[usize::from(register)]) << 44) >> 44;
    let a = |lane: i64, address: i64| i64::from(m.a.column(address as u32)[lane as usize]);
    let w = |lane: i64, address: i64| i64::from(ternary(m.weights().column(address as u32)[lane as usize]));
    let e = |lane: i64, address: i64, want: u8| {
        let counts = !tile.unpool || m.winner.column(address as u32)[lane as usize] == want;
        i64::from(m.e.column(address as u32)[lane as usize]) * i64::from(counts)
    };
    let (run, gap) = (s(register::RUN_GAP) & 255, s(register::RUN_GAP) >> 8);
    let off = |t: i64| t + t / run * gap;
    let (i, j) = (i as i64, j as i64);
    let unpooled = |parity: i64, when: i64| !tile.unpool || parity == when;
    let mut sum = 0;
    let (mut x2, mut y2, mut ypar) = (s(register::X), s(register::Y), s(register::PHASE) & 1);
    for _ in 0..s(register::N2) {
        let (mut x1, mut y1, mut xpar) = (x2, y2, s(register::PHASE) >> 1 & 1);
        for _ in 0..s(register::N1) {
            let want = (ypar * 2 + xpar) as u8;
            for i0 in 0..s(register::N0) {
                let (lane, group) = (i0 % n, i0 / n);
                sum += match tile.product {
                    Product::Forward => a(i, x1 + i0) * w(j, y1 + i0),
                    Product::Transposed => e(i, x1 + i0, want) * w(lane, y1 + group * s(register::WY) + j),
                    Product::Gradient => {
                        a(lane, x1 + group * s(register::WX) + off(i))
                            * e(lane, y1 + group * s(register::WY) + j, want)
                    }
                    Product::Loss => 0,
                };
            }
            if tile.product != Product::Transposed || unpooled(xpar, 0) {
                x1 += s(register::X1);
            }
            if tile.product != Product::Gradient || unpooled(xpar, 1) {
                y1 += s(register::Y1);
            }
            xpar ^= 1;
        }
        if tile.product != Product::Transposed || unpooled(ypar, 0) {
            x2 += s(register::X2);
        }
        if tile.product != Product::Gradient || unpooled(ypar, 1) {
            y2 += s(register::Y2);
        }
        ypar ^= 1;
    }
    sum
}

#[test]
fn sums_of_random_tiles_equal_their_formula() {
    for config in CONFIGS {
        let mut draws = Draws::new(2);
        let engine = filled(config, &mut draws);
        for round in 0..120 {
            let product = [Product::Forward, Product::Transposed, Product::Gradient][round % 3];
            let tile = Tile {
                product,
                unpool: draws.coin() && product != Product::Forward,
                ..Tile::default()
            };
            let r = random_registers(config, &mut draws);
            let job = Job::new(tile, &r, config.size).unwrap();
            let acc = accumulate(&job, &engine.memories, config.size);
            for i in 0..config.size {
                for j in 0..config.size {
                    let found = i64::from(acc[i * config.size + j]);
                    assert_eq!(
                        found,
                        slow(&engine, tile, &r, i, j),
                        "{} {tile:?} {r:?} {i} {j}",
                        config.name
                    );
                }
            }
        }
    }
}

#[test]
fn a_long_forward_sum_of_extremes_is_exact() {
    // -128 times -1, 4096 times: the 16 bits of a piece hold it
    let mut engine = Engine::new(MEDIUM, 0);
    for address in 0..4096 {
        engine.memories.a.column_mut(address).fill(-128);
        (0..8).for_each(|lane| engine.memories.set_weight(address, lane, -64));
    }
    let mut r = [0; 32];
    (r[4], r[5], r[6], r[14]) = (4096, 1, 1, 0x0808);
    let job = Job::new(Tile::default(), &r, 8).unwrap();
    let acc = accumulate(&job, &engine.memories, 8);
    assert!(acc[..64].iter().all(|acc| *acc == 4096 * 128));
}

#[test]
fn a_loss_is_the_result_less_the_target() {
    let mut draws = Draws::new(3);
    let engine = filled(BASE, &mut draws);
    let mut r = [0; 32];
    (r[0], r[1], r[2], r[4], r[5], r[6], r[14]) = (100, 3, 4, 16, 1, 1, 0x1010);
    let tile = Tile {
        product: Product::Loss,
        pool: Pool::None,
        ..Tile::default()
    };
    let acc = accumulate(&Job::new(tile, &r, 16).unwrap(), &engine.memories, 16);
    let mut hits = 0;
    for i in 0..16 {
        for j in 0..16 {
            let label = usize::from(engine.memories.labels.column(3)[i]);
            hits += usize::from(label == 4 + j);
            let target = if label == 4 + j { 128 } else { 0 };
            assert_eq!(
                acc[i * 16 + j],
                i32::from(engine.memories.a.column(100 + j as u32)[i]) - target
            );
        }
    }
    assert!(hits > 0);
}
