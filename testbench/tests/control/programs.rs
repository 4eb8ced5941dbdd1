//! Programs, instruction by instruction.

use golden::core::program::{Instruction, Maximum, NormCall, Parameter};
use rand::rngs::StdRng;
use rand::Rng;

use crate::rig::{Rig, Slow, AT_ONCE};
use crate::spec::{interpret, order};
use crate::tiles::random_tile;
use crate::{li, seed};

/// Appends code without loops of its own: r29 and r30 are kept for those around it.
fn random_block(program: &mut Vec<u32>, length: usize, random: &mut StdRng) {
    let mut written = 0;
    for _ in 0..length {
        let a = random.gen_range(0..28);
        // what the instruction before wrote, often: it is not in the memory of the registers yet
        let mut read = |all| match random.gen_range(0..3) {
            0 => written,
            _ => random.gen_range(0..all),
        };
        let (b, c, read_a) = (read(32), read(32), read(28));
        written = a;
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
                a: read_a,
                b,
                target: here + 2,
            },
            15 => Instruction::Jump {
                target: here + 1 + random.gen_range(0..2),
            },
            16 => Instruction::Wait,
            17 => Instruction::Release { a: read_a },
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
                running: random.gen(),
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
fn an_instruction_takes_two_cycles_and_a_product_or_branch_three() {
    let mut random = seed("an_instruction_takes_two_cycles", 3);
    let mut rig = Rig::new();
    let mut cycles = |program: &[u32]| {
        rig.load(program);
        rig.run(0, 1, 1, AT_ONCE, &mut random);
        rig.cycles[4]
    };
    let halt = Instruction::Halt.encode();
    // the first one waits for the registers to be cleared
    cycles(&[halt]);
    let empty = cycles(&[halt]);
    let straight = [
        vec![Instruction::Addi { a: 1, b: 1, imm: 1 }.encode(); 50],
        vec![halt],
    ]
    .concat();
    assert_eq!(cycles(&straight) - empty, 2 * 50, "straight");
    let looped = [li(1, 100), Instruction::Loop { a: 1, target: 1 }.encode(), halt];
    assert_eq!(cycles(&looped) - empty, 2 + 3 * 100 + 3, "looped");
    let product = [Instruction::Mul { a: 1, b: 1, imm: 3 }.encode(), halt];
    assert_eq!(cycles(&product) - empty, 3, "product");
}
