//! Tiles, step by step.

use golden::core::program::{Instruction, Product, Tile};
use rand::rngs::StdRng;
use rand::Rng;

use crate::rig::{Rig, Slow, AT_ONCE};
use crate::spec::{interpret, order, N};
use crate::{li, seed};

/// A tile of few steps, whatever its addresses.
pub fn random_tile(random: &mut StdRng) -> Vec<u32> {
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

#[test]
fn tiles_follow_each_other_with_one_cycle_between() {
    let mut random = seed("tiles_follow_each_other_with_one_cycle_between", 4);
    // cycles of a step: four columns of this array share their multipliers
    for (product, beat) in [
        (Product::Forward, 1),
        (Product::Transposed, 1),
        (Product::Gradient, 4),
    ] {
        let mut rig = Rig::new();
        let mut program: Vec<u32> = (0..20).map(|a| li(a, 3)).collect();
        program[4] = li(4, 2);
        program[14] = li(14, 4 | 5 << 8);
        program.push(li(20, 100));
        let again = program.len() as u16;
        for a in 0..3 {
            program.push(Instruction::Addi { a, b: a, imm: 7 }.encode());
        }
        let tile = Tile {
            product,
            ..Tile::default()
        };
        program.push(Instruction::Tile(tile).encode());
        program.push(Instruction::Loop { a: 20, target: again }.encode());
        program.push(Instruction::Halt.encode());
        rig.load(&program);
        let events = rig.run(0, 1, 1, AT_ONCE, &mut random);
        assert_eq!(events.len(), 101);
        let steps = 2 * 3 * 3;
        assert_eq!(rig.cycles[0], 100 * steps);
        // the program may end within the last beat: this rig's tiles drain at once
        let paced = 100 * (steps * (beat - 1) + 1);
        assert!(
            (paced - (beat - 1)..=paced).contains(&rig.cycles[7]),
            "{product:?} {:?}",
            rig.cycles
        );
        let others: u64 = rig.cycles[1..7].iter().sum();
        // the first tile waits for its registers
        assert!(others < 75, "{product:?} {:?}", rig.cycles);
    }
}
