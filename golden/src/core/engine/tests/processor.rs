use super::*;
use crate::core::config::TINY;
use crate::core::packet::{reply, samples_argument, Commit, Header, DONE_FAULT, DONE_OK};
use crate::core::program::{op, Maximum, Product};
use Instruction::{
    Add, Addi, Barrier, Blt, Halt, Jump, Keys, Li, Loop, Max, Min, Mul, Next, Norm, NormUpdate, Release,
    Scale, Sub, Wait,
};

fn done(status: u8, address: u32) -> Vec<Packet> {
    vec![packet(reply::DONE, status, &[address])]
}

fn registers(instructions: &[Instruction]) -> [u32; 32] {
    let mut engine = Engine::new(MEDIUM, 0);
    assert_eq!(
        run(&mut engine, instructions),
        done(DONE_OK, instructions.len() as u32)
    );
    engine.registers
}

#[test]
fn arithmetic_wraps_at_20_bits() {
    let r = registers(&[
        Li {
            a: 1,
            value: 0x7_ffff,
        },
        Addi { a: 2, b: 1, imm: 1 },
        Addi { a: 3, b: 0, imm: -1 },
        Add { a: 4, b: 1, c: 1 },
        Sub { a: 5, b: 0, c: 1 },
        Mul {
            a: 6,
            b: 3,
            imm: -32768,
        },
        Mul { a: 7, b: 1, imm: 3 },
        Li {
            a: 31,
            value: 0xf_ffff,
        },
    ]);
    assert_eq!(
        r[1..8],
        [0x7_ffff, 0x8_0000, 0xf_ffff, 0xf_fffe, 0x8_0001, 0x8000, 0x7_fffd]
    );
    assert_eq!(r[31], 0xf_ffff);
}

#[test]
fn products_equal_those_of_wide_integers() {
    let mut draws = Draws::new(1);
    for _ in 0..200 {
        let (value, imm) = (draws.below(1 << 20), draws.bits() as i16);
        let r = registers(&[Li { a: 9, value }, Mul { a: 9, b: 9, imm }]);
        let wide = ((i64::from(value) << 44) >> 44) * i64::from(imm);
        assert_eq!(i64::from(r[9]), wide & 0xf_ffff, "{value} * {imm}");
    }
}

#[test]
fn minimum_and_maximum_are_signed() {
    let r = registers(&[
        Li {
            a: 1,
            value: 0xf_ffff,
        },
        Li { a: 2, value: 5 },
        Min { a: 3, b: 1, c: 2 },
        Max { a: 4, b: 1, c: 2 },
    ]);
    assert_eq!(r[3..5], [0xf_ffff, 5]);
}

#[test]
fn loops_and_branches_go_where_they_say() {
    let r = registers(&[
        Li { a: 1, value: 5 },
        Addi { a: 2, b: 2, imm: 3 },
        Loop { a: 1, target: 1 },
        Li {
            a: 3,
            value: 0xf_fffe,
        },
        Addi { a: 3, b: 3, imm: 1 },
        Addi { a: 4, b: 4, imm: 1 },
        Blt {
            a: 3,
            b: 2,
            target: 4,
        },
        Jump { target: 9 },
        Li { a: 4, value: 0 },
        Li { a: 5, value: 1 },
    ]);
    // -2 rises to 15, where it is no longer below
    assert_eq!((r[1], r[2], r[3], r[4], r[5]), (0, 15, 15, 17, 1));
}

#[test]
fn a_loop_of_one_passes_once_and_of_zero_2_to_the_20_times() {
    let r = registers(&[
        Li { a: 1, value: 1 },
        Addi { a: 2, b: 2, imm: 1 },
        Loop { a: 1, target: 1 },
        Addi { a: 3, b: 3, imm: 1 },
        Loop { a: 4, target: 3 },
    ]);
    assert_eq!((r[2], r[3], r[4]), (1, 0, 0));
}

#[test]
fn registers_stay_between_runs() {
    let mut engine = Engine::new(MEDIUM, 0);
    run(&mut engine, &[Li { a: 30, value: 77 }]);
    run(&mut engine, &[Addi { a: 29, b: 30, imm: 1 }]);
    assert_eq!(engine.registers[29], 78);
}

#[test]
fn repetitions_count_steps_and_end_at_the_last() {
    let mut engine = Engine::new(MEDIUM, 0);
    let mut words = vec![3];
    words.extend(
        [Addi { a: 1, b: 1, imm: 1 }, Keys { layer: 9 }, Next { target: 3 }].map(Instruction::encode),
    );
    engine.send(&packet(command::PROGRAM, 0, &words));
    let run = Run {
        repetitions: 4,
        entry: 3,
        step: 10,
        seed: 3,
        ..Run::default()
    };
    assert_eq!(engine.send(&run.packet()), done(DONE_OK, 5));
    assert_eq!(engine.registers[1], 4);
    assert_eq!(engine.keys, round_keys(3, 13, 9));
}

#[test]
fn what_is_not_executed_stops_the_program_and_says_where() {
    let on_all = [0u32, 21, 63].map(|opcode| opcode << 26);
    for word in on_all {
        let mut engine = Engine::new(BASE, 0);
        engine.send(&packet(command::PROGRAM, 0, &[0, Barrier.encode(), word]));
        let run = Run {
            repetitions: 1,
            ..Run::default()
        };
        assert_eq!(engine.send(&run.packet()), done(DONE_FAULT, 1), "{word:x}");
    }
    let mut trains = vec![
        Scale(Maximum::Error),
        Keys { layer: 0 },
        Norm(Default::default()),
        NormUpdate(crate::core::program::Parameter::Beta),
    ];
    for product in [Product::Transposed, Product::Gradient, Product::Loss] {
        trains.push(Instruction::Tile(Tile {
            product,
            ..Tile::default()
        }));
    }
    trains.push(Instruction::Tile(Tile {
        norm: true,
        ..Tile::default()
    }));
    for instruction in trains {
        let mut engine = Engine::new(TINY, 0);
        let mut program = tile_program(&one_step(TINY), Tile::default());
        program.push(instruction);
        let at = program.len() as u32 - 1;
        assert_eq!(
            run(&mut engine, &program),
            done(DONE_FAULT, at),
            "{instruction:?}"
        );
    }
}

#[test]
fn a_tile_without_steps_or_lanes_stops_the_program() {
    for (register, value) in [
        (register::N0, 0),
        (register::N1, 0),
        (register::N2, 0),
        (register::LANES, 0x0800),
        (register::LANES, 0x0008),
        (register::LANES, 0x0908),
        (register::LANES, 0x0809),
    ] {
        let mut engine = Engine::new(MEDIUM, 0);
        let mut registers = one_step(MEDIUM);
        let good = tile_program(&registers, Tile::default());
        assert_eq!(run(&mut engine, &good), done(DONE_OK, good.len() as u32));
        registers.push((register, value));
        let bad = tile_program(&registers, Tile::default());
        assert_eq!(
            run(&mut engine, &bad),
            done(DONE_FAULT, bad.len() as u32 - 1),
            "{register}"
        );
    }
    for bad in [
        Norm(Default::default()),
        NormUpdate(crate::core::program::Parameter::Gamma),
    ] {
        let mut engine = Engine::new(MEDIUM, 0);
        assert_eq!(run(&mut engine, &[bad]), done(DONE_FAULT, 0));
    }
}

#[test]
fn wait_takes_one_group_and_release_frees_one_buffer() {
    let mut engine = Engine::new(MEDIUM, 0);
    let samples =
        |buffer, commit, code| packet(command::SAMPLES, samples_argument(buffer, commit), &[0, code]);
    let none = Vec::<Packet>::new();
    assert_eq!(engine.send(&samples(0, Commit::Group, 1)), none);
    let program = [
        Wait,
        Wait,
        Release { a: 0 },
        Wait,
        Li { a: 1, value: 1 },
        Release { a: 1 },
    ];
    assert_eq!(run(&mut engine, &program), none);
    assert_eq!(engine.send(&samples(1, Commit::No, 2)), none);
    assert_eq!(engine.send(&samples(0, Commit::Buffer, 3)), none);
    // the second WAIT went through, buffer 0 was filled and released
    assert_eq!(engine.full, [false, false]);
    assert_eq!(engine.send(&samples(1, Commit::Buffer, 4)), done(DONE_OK, 6));
    assert_eq!(engine.full, [false, false]);
}

#[test]
fn packets_wait_for_their_own_buffer_alone() {
    let mut engine = Engine::new(MEDIUM, 0);
    let samples =
        |buffer, commit, code| packet(command::SAMPLES, samples_argument(buffer, commit), &[0, code]);
    engine.send(&samples(0, Commit::Buffer, 1));
    engine.send(&samples(1, Commit::No, 2));
    assert_eq!(engine.memories.a.column(0)[0], 2);
    engine.send(&packet(command::LABELS, 1, &[0, 7, 0]));
    assert_eq!(engine.memories.labels.column(0)[0], 7);
    // these two wait, and what is behind them with them
    engine.send(&packet(command::LABELS, 0, &[0, 8, 0]));
    engine.send(&samples(1, Commit::No, 5));
    assert_eq!(
        (
            engine.memories.labels.column(0)[0],
            engine.memories.a.column(0)[0]
        ),
        (7, 2)
    );
    let busy = engine.send(&packet(command::HELLO, 0, &[]));
    assert_eq!(busy, Vec::<Packet>::new());
    // a program could release it; here the core is idle, so only a new engine would
    assert_eq!(engine.waiting.len(), 3);
}

#[test]
fn every_opcode_has_its_number() {
    assert_eq!(Li { a: 0, value: 0 }.encode() >> 26, op::LI);
    assert_eq!(Halt.encode() >> 26, op::HALT);
    assert_eq!(Header::from_word(done(0, 0)[0][0]).opcode, reply::DONE);
}
