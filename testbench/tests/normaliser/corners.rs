//! Channels that take the sums of the normaliser to their bounds.

use golden::norm::Norm;
use testbench::models::Normaliser8Model;
use testbench::random::{seed, Rng};

use crate::reference::{Call, Parameters};
use crate::{agree, engines, step};

#[test]
fn extreme_channels_equal_golden() {
    let mut rng = Rng::new(seed("extreme_channels_equal_golden"));
    let (mut engine, mut reference) = engines::<Normaliser8Model>(8, 64, &mut rng);
    for (kind, images, positions) in [
        (Norm::L1, 1, 1),
        (Norm::L2, 1, 1),
        (Norm::L1, 8, 128),
        (Norm::L2, 8, 128),
        (Norm::L1, 13, 7),
        (Norm::L2, 9, 100),
    ] {
        let m = images * positions;
        let alternating = |low: i16, high: i16| (0..m).map(|i| if i % 2 == 0 { low } else { high }).collect();
        let one = |rest: i16, other: i16| (0..m).map(|i| if i == m / 2 { other } else { rest }).collect();
        let maps: [Vec<i16>; 9] = [
            vec![-32768; m],
            vec![32767; m],
            vec![0; m],
            alternating(-32768, 32767),
            alternating(5, 6),
            one(-32768, 32767),
            one(32767, -32768),
            one(-7, -6),
            (0..m)
                .map(|i| (i * 65535 / m) as i64 as i32 - 32768)
                .map(|x| x as i16)
                .collect(),
        ];
        let count = maps.len();
        let calls: Vec<Call> = (0..count)
            .map(|c| Call {
                backward: false,
                store: false,
                kind,
                running: false,
                d: c,
                f: c,
                images,
                positions,
                x1: count,
                y1: count,
                wx: count * positions,
                wy: count * positions,
                channel: c,
            })
            .collect();
        for (c, (call, map)) in calls.iter().zip(&maps).enumerate() {
            for (i, (&(lane, _, e), &x)) in call.samples(8).iter().zip(map).enumerate() {
                let dy = match (c + m) % 4 {
                    0 => 127,
                    1 => -127,
                    2 if x > 0 => -127,
                    2 => 127,
                    _ => [127, 0, -127][i % 3],
                };
                for state in [&mut engine.state, &mut reference.state] {
                    state.x[e][lane] = x;
                    state.e[e][lane] = dy;
                }
            }
        }
        for (gamma, beta) in [(1023, 4095), (1, -4096), (2047, -8191), (-2047, 8191)] {
            // after an update they lie in their bounds again
            for channel in 0..count {
                let parameters = Parameters {
                    gamma,
                    beta,
                    ..reference.parameters[channel].clone()
                };
                engine.write_parameters(channel, &parameters);
                reference.parameters[channel] = parameters;
            }
            step(&mut engine, &mut reference, &calls, &mut rng, false);
        }
    }
}

/// Every word that a client can write: gamma and beta of 16 bits, mu of 32, s of 31, on samples at both ends.
#[test]
fn parameters_of_any_word_equal_golden() {
    let mut rng = Rng::new(seed("parameters_of_any_word_equal_golden"));
    let (mut engine, mut reference) = engines::<Normaliser8Model>(8, 64, &mut rng);
    let count = 40;
    let calls = |kind, running| -> Vec<Call> {
        (0..count)
            .map(|c| Call {
                backward: false,
                store: false,
                kind,
                running,
                d: c,
                f: c,
                images: 8,
                positions: 3,
                x1: count,
                y1: count,
                wx: 0,
                wy: 0,
                channel: c,
            })
            .collect()
    };
    for round in 0..30 {
        for channel in 0..count {
            let any = rng.bits();
            let parameters = Parameters {
                gamma: rng.pick(&[-32768, -2049, -2048, -2047, 2047, 2048, 32767, any as i16 as i32]),
                beta: rng.pick(&[
                    -32768,
                    -8193,
                    -8192,
                    -8191,
                    8191,
                    8192,
                    32767,
                    (any >> 16) as i16 as i32,
                ]),
                mu: rng.pick(&[
                    i32::MIN,
                    i32::MIN + 128,
                    i32::MAX,
                    i32::MAX - 127,
                    0x7fff_0000,
                    (any >> 32) as i32,
                ]),
                scale: rng.pick(&[0, 1, i32::MAX, i32::MAX - 1, 1 << 30, (any >> 33) as i32]),
                set: rng.chance(128),
                ..reference.parameters[channel].clone()
            };
            engine.write_parameters(channel, &parameters);
            reference.parameters[channel] = parameters;
        }
        let kind = rng.pick(&[Norm::L1, Norm::L2]);
        for call in calls(kind, true) {
            for (index, &(lane, _, e)) in call.samples(8).iter().enumerate() {
                let x = [-32768, 32767, 0, rng.bits() as i16][index % 4];
                for state in [&mut engine.state, &mut reference.state] {
                    state.x[e][lane] = x;
                }
            }
        }
        // the statistics move only after they were used as they are
        for running in [true, false] {
            let calls = calls(kind, running);
            engine.calls(&calls, round % 2 == 1);
            calls.iter().for_each(|call| reference.call(call));
            agree(&mut engine, &reference, "any words");
        }
        let backward: Vec<Call> = calls(kind, rng.chance(128))
            .into_iter()
            .map(|call| Call {
                backward: true,
                ..call
            })
            .collect();
        engine.calls(&backward, false);
        backward.iter().for_each(|call| reference.call(call));
        assert_eq!(engine.get("dx_maximum"), reference.dx_maximum);
    }
}
