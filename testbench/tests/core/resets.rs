//! Scales of no maximum; a reset forgets maxima and scales, which nothing but tiles and updates show.

use golden::core::config::{MEDIUM, SMALL};
use golden::core::packet::{read_packet, Readable};
use golden::core::program::{lanes, register, Instruction, Maximum, NormCall, Parameter, Product, Tile};
use golden::core::{Assembler, Engine};
use testbench::core::build_hash;

use super::bounds::{execute, set, tile};
use super::pair::{seed, Pair};
use super::space::{Space, CHANNELS};

const MAXIMA: [Maximum; 4] = [Maximum::Error, Maximum::Gradient, Maximum::Dgamma, Maximum::Dbeta];

/// Registers of a tile of N x N, and of a norm call of two columns.
fn registers(asm: &mut Assembler, space: &Space) {
    let n = MEDIUM.size;
    set(
        asm,
        &[
            (register::X, space.a.base),
            (register::Y, space.e.base),
            (register::D, space.w.base),
            (register::F, space.e.base),
            (register::N0, n as u32),
            (register::N1, 2),
            (register::N2, 1),
            (register::X1, 1),
            (register::Y1, 1),
            (register::LANES, lanes(n, n)),
            (register::RUN_GAP, 1),
            (register::INDEX, space.c),
        ],
    );
}

#[test]
fn a_null_scale_moves_nothing_and_a_reset_forgets_maxima_and_scales() {
    let mut random = seed("maxima", 62);
    let mut pair = Pair::new(MEDIUM);
    let space = Space::random(MEDIUM, &mut random);
    for packet in space.fill(&mut random) {
        pair.send(&packet);
    }
    // every maximum is found twice: one becomes a scale, the other is left
    let mut asm = Assembler::new();
    space.fill_by_program(&mut asm, &mut random);
    // a maximum is gone with its scale: the second one is null, and nothing moves, whatever the gradients are
    registers(&mut asm, &space);
    asm.push(Instruction::Keys { layer: 8 });
    for _ in 0..2 {
        asm.push(Instruction::Scale(Maximum::Gradient));
    }
    tile(
        &mut asm,
        Tile {
            product: Product::Gradient,
            store: true,
            ..Tile::default()
        },
    );
    for _ in 0..2 {
        MAXIMA.iter().for_each(|m| asm.push(Instruction::Scale(*m)));
        registers(&mut asm, &space);
        tile(
            &mut asm,
            Tile {
                product: Product::Gradient,
                ..Tile::default()
            },
        );
        set(&mut asm, &[(register::Y, 0), (register::N1, 1)]);
        tile(
            &mut asm,
            Tile {
                product: Product::Loss,
                ..Tile::default()
            },
        );
        registers(&mut asm, &space);
        asm.push(Instruction::Barrier);
        for store in [true, false] {
            asm.push(Instruction::Norm(NormCall {
                backward: true,
                store,
                ..NormCall::default()
            }));
            asm.push(Instruction::Barrier);
        }
    }
    let weights = read_packet(Readable::Weights, space.w.base as usize, 64);
    pair.send(&weights);
    let before = std::mem::take(&mut pair.expected);
    pair.expected.clone_from(&before);
    execute(&mut pair, asm, 4);
    pair.send(&weights);
    assert_eq!(pair.expected.last(), before.last(), "no weight has moved");
    pair.check();
    pair.rtl.reset();
    // the memories hold anything now, and nothing has a scale
    pair.golden = Engine::new(MEDIUM, build_hash(MEDIUM));
    for packet in space.fill(&mut random) {
        pair.send(&packet);
    }
    let mut asm = Assembler::new();
    asm.push(Instruction::Keys { layer: 9 });
    for scaled in [false, true] {
        registers(&mut asm, &space);
        if scaled {
            MAXIMA[..2].iter().for_each(|m| asm.push(Instruction::Scale(*m)));
        }
        // errors of no scale are 0, whatever the outputs are; labels are past every class
        set(
            &mut asm,
            &[(register::Y, 0), (register::D, 1000), (register::N1, 1)],
        );
        asm.li(register::FREE, i64::from(space.e.size) / MEDIUM.size as i64);
        let again = asm.here();
        tile(
            &mut asm,
            Tile {
                product: Product::Loss,
                store: true,
                ..Tile::default()
            },
        );
        asm.addi(register::F, register::F, MEDIUM.size as i16);
        asm.loop_to(register::FREE, again);
        asm.push(Instruction::Barrier);
        registers(&mut asm, &space);
        tile(
            &mut asm,
            Tile {
                product: Product::Gradient,
                store: true,
                ..Tile::default()
            },
        );
        asm.push(Instruction::Barrier);
        set(&mut asm, &[(register::N0, CHANNELS)]);
        for (maximum, parameter) in [
            (Maximum::Dgamma, Parameter::Gamma),
            (Maximum::Dbeta, Parameter::Beta),
        ] {
            if scaled {
                asm.push(Instruction::Scale(maximum));
            }
            asm.push(Instruction::NormUpdate(parameter));
        }
    }
    execute(&mut pair, asm, 3);
    for packet in space.show(&mut random) {
        pair.send(&packet);
    }
    pair.counters();
}

#[test]
fn scales_of_a_normaliser_that_is_not_there_end_as_those_of_no_maximum() {
    let mut pair = Pair::new(SMALL);
    let mut asm = Assembler::new();
    for _ in 0..2 {
        MAXIMA.iter().for_each(|m| asm.push(Instruction::Scale(*m)));
    }
    execute(&mut pair, asm, 0);
    pair.check();
}
