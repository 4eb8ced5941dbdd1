//! Channels that take the sums of the normaliser to their bounds.

use golden::norm::Norm;
use testbench::models::Normaliser8Model;
use testbench::random::{seed, Rng};

use crate::reference::{Call, Parameters};
use crate::{engines, step};

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
