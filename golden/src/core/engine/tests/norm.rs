use super::*;
use crate::core::packet::{reply, Counter, Parameters, DONE_FAULT, DONE_OK};
use crate::core::program::{Maximum, NormCall, Parameter};
use crate::fixed::rhe_shift;
use crate::norm::{backward, forward, normalise, running, Norm, Statistics};
use crate::random::random;
use crate::wage::{error_at_wide, scale_wide, update_bounded};

const IMAGES: usize = 21;
const POSITIONS: usize = 3;
const CHANNEL: u32 = 5;

/// A channel of 3 positions and 21 images, the last group of which is not full.
fn registers() -> Vec<(u8, i64)> {
    vec![
        (register::D, 400),
        (register::F, 100),
        (register::N0, IMAGES as i64),
        (register::N1, POSITIONS as i64),
        (register::X1, 7),
        (register::Y1, 5),
        (register::WX, 90),
        (register::WY, 40),
        (register::INDEX, CHANNEL.into()),
    ]
}

/// (address in A, address in E-space, lane) of every sample in order.
fn places(n: usize) -> Vec<(u32, u32, usize)> {
    let samples = (0..POSITIONS).flat_map(|p| (0..IMAGES).map(move |i| (p, i)));
    samples
        .map(|(p, i)| {
            (
                (400 + 7 * p + 90 * (i / n)) as u32,
                (100 + 5 * p + 40 * (i / n)) as u32,
                i % n,
            )
        })
        .collect()
}

fn program(calls: &[Instruction]) -> Vec<Instruction> {
    let mut asm = Assembler::new();
    registers()
        .iter()
        .for_each(|(number, value)| asm.li(*number, *value));
    calls.iter().for_each(|call| asm.push(*call));
    asm.instructions().unwrap()
}

fn start(config: Config) -> Engine {
    let mut engine = filled(config, &mut Draws::new(6));
    engine.memories.channel(CHANNEL).parameters = Parameters {
        gamma: 300,
        beta: -77,
        ..Parameters::default()
    };
    engine
}

#[test]
fn a_forward_call_normalises_activates_flags_and_remembers() {
    for (config, l2) in CONFIGS.into_iter().flat_map(|c| [(c, false), (c, true)]) {
        let n = config.size;
        let kind = if l2 { Norm::L2 } else { Norm::L1 };
        let mut engine = start(config);
        // one outlier, so that something is clipped
        let (_, f, lane) = places(n)[4];
        (0..POSITIONS).for_each(|_| engine.memories.x.column_mut(f)[lane] = 32767);
        places(n)[5..]
            .iter()
            .for_each(|(_, f, lane)| engine.memories.x.column_mut(*f)[*lane] >>= 8);
        let x: Vec<i16> = places(n)
            .iter()
            .map(|(_, f, lane)| engine.memories.x.column(*f)[*lane])
            .collect();
        let expected = forward(kind, &x, 300, -77).unwrap();
        let call = Instruction::Norm(NormCall {
            l2,
            ..NormCall::default()
        });
        run(&mut engine, &program(&[call]));
        let mut clips = 0;
        for ((a, f, lane), y) in places(n).into_iter().zip(&expected.y) {
            let code = rhe_shift(i64::from(*y), 3);
            assert_eq!(i64::from(engine.memories.a.column(a)[lane]), code.clamp(0, 127));
            let flag = u8::from(code.abs() > 127) | u8::from(*y > 0) << 1;
            assert_eq!(engine.memories.flags.column(f)[lane], flag);
            clips += u64::from(code.abs() > 127);
        }
        // the lanes past the images are 0
        let (a, f, lane) = places(n)[IMAGES - 1];
        assert!(engine.memories.a.column(a)[lane + 1..].iter().all(|a| *a == 0));
        assert!(engine.memories.flags.column(f)[lane + 1..]
            .iter()
            .all(|flag| *flag == 0));
        assert!(clips > 0);
        assert_eq!(engine.counters[Counter::Clips as usize], clips);
        let found = engine.memories.channel(CHANNEL).parameters;
        assert_eq!(
            (found.mu, found.scale, found.set),
            (expected.mu, expected.scale, true)
        );
        // a second batch moves the running statistics
        places(n)
            .iter()
            .for_each(|(_, f, lane)| engine.memories.x.column_mut(*f)[*lane] /= 2);
        let x: Vec<i16> = places(n)
            .iter()
            .map(|(_, f, lane)| engine.memories.x.column(*f)[*lane])
            .collect();
        let second = forward(kind, &x, 300, -77).unwrap();
        run(&mut engine, &program(&[call]));
        let moved = engine.memories.channel(CHANNEL).parameters;
        assert_eq!(moved.mu, running(found.mu, second.mu));
        assert_eq!(moved.scale, running(found.scale, second.scale));
        assert_ne!(moved.scale, found.scale);
    }
}

#[test]
fn a_backward_call_gives_errors_and_gradients_of_both_parameters() {
    for (config, l2) in CONFIGS.into_iter().flat_map(|c| [(c, false), (c, true)]) {
        let n = config.size;
        let kind = if l2 { Norm::L2 } else { Norm::L1 };
        let mut engine = start(config);
        let m = &engine.memories;
        let x: Vec<i16> = places(n)
            .iter()
            .map(|(_, f, lane)| m.x.column(*f)[*lane])
            .collect();
        let dy: Vec<i8> = places(n)
            .iter()
            .map(|(_, f, lane)| m.e.column(*f)[*lane])
            .collect();
        let expected = backward(kind, &x, &dy, 300).unwrap();
        let look = NormCall {
            backward: true,
            l2,
            ..NormCall::default()
        };
        let before = m.e.clone();
        run(&mut engine, &program(&[Instruction::Norm(look)]));
        assert!((0..1024).all(|f| engine.memories.e.column(f) == before.column(f)));
        let store = NormCall { store: true, ..look };
        let calls = [
            Instruction::Scale(Maximum::Error),
            Instruction::Norm(store),
            Instruction::Keys { layer: 260 },
            Instruction::Scale(Maximum::Dgamma),
            Instruction::Li {
                a: register::N0,
                value: 1,
            },
            Instruction::NormUpdate(Parameter::Gamma),
            Instruction::Keys { layer: 516 },
            Instruction::Scale(Maximum::Dbeta),
            Instruction::NormUpdate(Parameter::Beta),
        ];
        run(&mut engine, &program(&calls));
        let exponent = scale_wide(&expected.dx);
        for ((_, f, lane), dx) in places(n).into_iter().zip(&expected.dx) {
            assert_eq!(engine.memories.e.column(f)[lane], error_at_wide(*dx, exponent));
        }
        let (_, f, lane) = places(n)[IMAGES - 1];
        assert!(engine.memories.e.column(f)[lane + 1..].iter().all(|e| *e == 0));
        let channel = *engine.memories.channel(CHANNEL);
        assert_eq!((channel.dgamma, channel.dbeta), (expected.dgamma, expected.dbeta));
        let updated = |value, g: i64, layer, bounds| {
            let sh = scale_wide(&[g]).unwrap() - RATE;
            update_bounded(value, g, sh, random(SEED, STEP, layer, 0), bounds) as i16
        };
        assert_eq!(
            channel.parameters.gamma,
            updated(300, expected.dgamma, 260, (1, 1023))
        );
        assert_eq!(
            channel.parameters.beta,
            updated(-77, expected.dbeta, 516, (-4096, 4095))
        );
        assert_ne!((channel.parameters.gamma, channel.parameters.beta), (300, -77));
    }
}

#[test]
fn one_scale_spans_the_channels_and_each_has_its_own_number() {
    let mut engine = start(BASE);
    let gradients = [900_000i64, -40_000, 0, 123_456, -1_000_000];
    for (index, dgamma) in gradients.iter().enumerate() {
        let channel = engine.memories.channel(20 + index as u32);
        channel.parameters.gamma = [2, 1022, 500, 1, 1023][index];
        channel.dgamma = *dgamma;
        engine.scales.dgamma_maximum = engine.scales.dgamma_maximum.max(dgamma.unsigned_abs());
    }
    let program = [
        Instruction::Keys { layer: 300 },
        Instruction::Scale(Maximum::Dgamma),
        Instruction::Li {
            a: register::INDEX,
            value: 20,
        },
        Instruction::Li {
            a: register::N0,
            value: 5,
        },
        Instruction::NormUpdate(Parameter::Gamma),
    ];
    run(&mut engine, &program);
    let sh = scale_wide(&gradients).unwrap() - RATE;
    for (index, g) in gradients.into_iter().enumerate() {
        let old = [2, 1022, 500, 1, 1023][index];
        let new = update_bounded(old, g, sh, random(SEED, STEP, 300, index as u32), (1, 1023));
        assert_eq!(
            i32::from(engine.memories.channel(20 + index as u32).parameters.gamma),
            new,
            "{index}"
        );
    }
    assert_eq!(engine.memories.channel(24).parameters.gamma, 1023);
    assert_eq!(engine.memories.channel(20).parameters.gamma, 1);
}

#[test]
fn the_error_scale_takes_the_larger_of_both_maxima() {
    for (error, dx, exponent) in [
        (5u32, 0u64, Some(2)),
        (5, 1 << 40, Some(40)),
        (1 << 20, 3, Some(20)),
        (0, 0, None),
    ] {
        let mut engine = Engine::new(MEDIUM, 0);
        (engine.scales.error_maximum, engine.scales.dx_maximum) = (error, dx);
        run(&mut engine, &[Instruction::Scale(Maximum::Error)]);
        assert_eq!(engine.scales.error, exponent);
        run(&mut engine, &[Instruction::Scale(Maximum::Error)]);
        assert_eq!(engine.scales.error, None);
    }
}

/// x of the channel in order.
fn samples(engine: &Engine, n: usize) -> Vec<i16> {
    let x = &engine.memories.x;
    places(n).iter().map(|(_, f, lane)| x.column(*f)[*lane]).collect()
}

#[test]
fn a_running_call_takes_what_the_channel_holds_and_leaves_it() {
    for (config, set) in CONFIGS.into_iter().flat_map(|c| [(c, false), (c, true)]) {
        let n = config.size;
        for (mu, scale) in [
            (0, 0),
            (-(300 << 16) - 12_345, 4000 << 16),
            (1 << 23, 77),
            (i32::MIN, i32::MAX),
            (i32::MAX, i32::MAX - 1),
        ] {
            let mut engine = start(config);
            let before = Parameters {
                mu,
                scale,
                set,
                ..engine.memories.channel(CHANNEL).parameters
            };
            engine.memories.channel(CHANNEL).parameters = before;
            let x = samples(&engine, n);
            let expected = normalise(&x, Statistics { mu, scale }, 300, -77).unwrap();
            // L1 or L2 is all the same, and so is what `store` says
            let call = NormCall {
                running: true,
                l2: mu < 0,
                store: scale > 99,
                ..NormCall::default()
            };
            run(&mut engine, &program(&[Instruction::Norm(call)]));
            for ((a, f, lane), y) in places(n).into_iter().zip(&expected.y) {
                let code = rhe_shift(i64::from(*y), 3);
                assert_eq!(i64::from(engine.memories.a.column(a)[lane]), code.clamp(0, 127));
                let flag = u8::from(code.abs() > 127) | u8::from(*y > 0) << 1;
                assert_eq!(engine.memories.flags.column(f)[lane], flag);
            }
            assert_eq!(
                engine.counters[Counter::SaturationsY as usize],
                expected.saturations
            );
            assert_eq!(engine.memories.channel(CHANNEL).parameters, before);
        }
    }
}

#[test]
fn running_means_nothing_in_a_backward_call() {
    let call = |running| {
        let mut engine = start(MEDIUM);
        let call = NormCall {
            backward: true,
            store: true,
            running,
            ..NormCall::default()
        };
        run(&mut engine, &program(&[Instruction::Norm(call)]));
        engine
    };
    let (with, without) = (call(true), call(false));
    assert!((0..1024).all(|f| with.memories.e.column(f) == without.memories.e.column(f)));
    assert_eq!(with.scales.dgamma_maximum, without.scales.dgamma_maximum);
    assert!(with.scales.dgamma_maximum > 0);
}

#[test]
fn gamma_and_beta_beyond_their_range_count_as_its_ends() {
    for (gamma, beta, as_gamma, as_beta) in [
        (2048, 8192, 2047, 8191),
        (-2048, -8192, -2047, -8191),
        (i16::MIN, i16::MAX, -2047, 8191),
    ] {
        let mut engine = start(MEDIUM);
        let parameters = &mut engine.memories.channel(CHANNEL).parameters;
        (parameters.gamma, parameters.beta) = (gamma, beta);
        let x = samples(&engine, MEDIUM.size);
        let expected = forward(Norm::L1, &x, as_gamma, as_beta).unwrap();
        let sent = run(&mut engine, &program(&[Instruction::Norm(NormCall::default())]));
        assert_eq!(
            sent.last().map(|packet| packet[0]),
            Some(packet(reply::DONE, DONE_OK, &[0])[0])
        );
        for ((a, _, lane), y) in places(MEDIUM.size).into_iter().zip(&expected.y) {
            let code = rhe_shift(i64::from(*y), 3).clamp(0, 127);
            assert_eq!(i64::from(engine.memories.a.column(a)[lane]), code);
        }
        let found = engine.memories.channel(CHANNEL).parameters;
        assert_eq!((found.gamma, found.beta), (gamma, beta));
    }
}

#[test]
fn a_call_takes_as_many_samples_as_the_configuration_holds() {
    for config in CONFIGS {
        let most = config.norm_samples() as i64;
        for (images, positions, status) in [
            (1, most, DONE_OK),
            (config.size as i64, most / config.size as i64, DONE_OK),
            (1, most + 1, DONE_FAULT),
            (most + 1, 1, DONE_FAULT),
            (3, most / 3 + 1, DONE_FAULT),
            (0xf_ffff, 0xf_ffff, DONE_FAULT),
            // 2^36 + .. is 0 in 32 bits
            (1 << 18, 1 << 18, DONE_FAULT),
        ] {
            let mut engine = start(config);
            let words = program(&[
                Instruction::Li {
                    a: register::N0,
                    value: images as u32,
                },
                Instruction::Li {
                    a: register::N1,
                    value: positions as u32,
                },
                Instruction::Norm(NormCall::default()),
            ]);
            let at = words.len() as u32 - u32::from(status == DONE_FAULT);
            let sent = run(&mut engine, &words);
            assert_eq!(sent, [packet(reply::DONE, status, &[at])], "{images} {positions}");
        }
    }
}

#[test]
fn weights_and_parameters_have_a_scale_each() {
    let mut engine = start(MEDIUM);
    engine.scales.gradient_maximum = 1 << 10;
    engine.scales.dgamma_maximum = 1 << 20;
    engine.scales.dbeta_maximum = 1 << 5;
    let scales = |engine: &Engine| (engine.scales.gradient, engine.scales.parameter);
    for (maximum, expected) in [
        (Maximum::Dgamma, (None, Some(20))),
        (Maximum::Gradient, (Some(10), Some(20))),
        (Maximum::Dbeta, (Some(10), Some(5))),
        (Maximum::Gradient, (None, Some(5))),
    ] {
        run(&mut engine, &[Instruction::Scale(maximum)]);
        assert_eq!(scales(&engine), expected, "{maximum:?}");
    }
}
