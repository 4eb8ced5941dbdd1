//! Benches: recorded samples for the input ports of a design, and golden's results for its output ports.

use super::rows::Level;
use super::stimulus::{Channel, Stimulus};
use flow::{Bench, Port};
use golden::norm::{backward, forward, statistics, Norm, Sample};
use golden::primitive;
use hdl::catalogue;
use hdl::comparison::Design;

/// Beats of a primitive's run: enough for activities within a percent or two, few enough for gates with delays.
const BEATS: usize = 1024;
/// Channels that a statistics unit and a normaliser are run on, from each recorded step as many.
const CHANNELS: usize = 8;

/// The bench of a design.
///
/// # Errors
/// One sentence, for a port of which it is not known what belongs there.
pub fn bench(level: Level, design: &Design, verilog: &str, stimulus: &Stimulus) -> Result<Bench, String> {
    let ports = catalogue::ports(verilog);
    let beats = match level {
        Level::Primitive => primitive_beats(design, stimulus)?,
        Level::Statistics | Level::Normaliser => {
            let every = (stimulus.channels.len() / CHANNELS).max(1);
            let channels: Vec<&Channel> = stimulus.channels.iter().step_by(every).collect();
            match design.bits {
                8 => channel_beats(design, &channels, |c| &c.x8)?,
                16 => channel_beats(design, &channels, |c| &c.x16)?,
                _ => channel_beats(design, &channels, |c| &c.x32)?,
            }
        }
    };
    let side = |direction: &str, handshake: &[&str], values: &[Beat]| -> Result<_, String> {
        let ports: Vec<&catalogue::Port> = ports
            .iter()
            .filter(|port| port.direction == direction && !handshake.contains(&port.name.as_str()))
            .collect();
        let known = |port: &&&catalogue::Port| values.iter().all(|beat| beat.get(&port.name).is_some());
        // An output that nothing is known of would not be compared.
        if let Some(unknown) = ports.iter().find(|port| !known(port)) {
            return Err(format!(
                "nothing is known of the {direction} {} of {}",
                unknown.name, design.name
            ));
        }
        let bits = |value: i128, width: u32| value as u128 & (u128::MAX >> (128 - width));
        let row = |beat: &Beat| {
            ports
                .iter()
                .map(|port| bits(beat.get(&port.name).unwrap_or(0), port.width))
                .collect()
        };
        let rows: Vec<Vec<u128>> = values.iter().map(row).collect();
        Ok((
            ports
                .iter()
                .map(|port| Port::new(&port.name, port.width))
                .collect(),
            rows,
        ))
    };
    let (inputs, stimulus) = side("input", &["clock", "reset", "s_valid", "m_ready"], &beats.0)?;
    let (outputs, expected) = side("output", &["s_ready", "m_valid"], &beats.1)?;
    Ok(Bench {
        inputs,
        stimulus,
        outputs,
        expected,
        ready: ports.iter().any(|port| port.name == "s_ready"),
    })
}

/// The values of the ports of one side in one beat.
struct Beat(Vec<(&'static str, i128)>);

impl Beat {
    fn get(&self, port: &str) -> Option<i128> {
        self.0
            .iter()
            .find(|(name, _)| *name == port)
            .map(|&(_, value)| value)
    }
}

type Beats = (Vec<Beat>, Vec<Beat>);

/// One operand a beat, one result a beat.
fn primitive_beats(design: &Design, stimulus: &Stimulus) -> Result<Beats, String> {
    let operands: Vec<i64> = match design.function {
        "root" => stimulus
            .radicands(design.bits)
            .into_iter()
            .map(|x| x as i64)
            .collect(),
        _ => stimulus.deviations(design.bits),
    };
    let result: fn(i64) -> i128 = match design.function {
        "sign" => |x| primitive::sign(x).into(),
        "absolute" => |x| primitive::absolute(x).into(),
        "square" => |x| primitive::square(x).into(),
        "root" => |x| primitive::root(x as u64).into(),
        other => return Err(format!("there is no golden function for the primitive {other}")),
    };
    let operands = &operands[..operands.len().min(BEATS)];
    let beats =
        |name, value: &dyn Fn(i64) -> i128| operands.iter().map(|&x| Beat(vec![(name, value(x))])).collect();
    Ok((beats("s_data", &|x| x.into()), beats("m_data", &result)))
}

/// Channels one after the other, a sample a beat; results a channel or a sample.
fn channel_beats<X: Sample>(
    design: &Design,
    channels: &[&Channel],
    samples: impl Fn(&Channel) -> &Vec<X>,
) -> Result<Beats, String> {
    let (mut inputs, mut outputs) = (Vec::new(), Vec::new());
    for channel in channels {
        let x = samples(channel);
        let last = |i: usize| i128::from(i + 1 == x.len());
        for (i, (&sample, &dy)) in x.iter().zip(&channel.dy).enumerate() {
            let sample: i64 = sample.into();
            inputs.push(Beat(vec![
                ("s_data", sample.into()),
                ("s_dy", dy.into()),
                ("s_last", last(i)),
                ("s_gamma", channel.gamma.into()),
                ("s_beta", channel.beta.into()),
            ]));
        }
        outputs.extend(results(design, channel, x)?);
    }
    Ok((inputs, outputs))
}

/// What must come out for one channel.
fn results<X: Sample>(design: &Design, channel: &Channel, x: &[X]) -> Result<Vec<Beat>, String> {
    let kind: Norm = design.norm;
    let (gamma, beta) = (i32::from(channel.gamma), i32::from(channel.beta));
    let wide = |value: X::Statistic| -> i128 { Into::<i64>::into(value).into() };
    let last = |i: usize| i128::from(i + 1 == x.len());
    let refused = |e: golden::norm::NormError| format!("golden refuses the stimulus of {}: {e}", design.name);
    match design.function {
        "statistics" => {
            let found = statistics(kind, x).map_err(refused)?;
            Ok(vec![Beat(vec![
                ("m_mu", wide(found.mu)),
                ("m_scale", wide(found.scale)),
                ("m_samples", x.len() as i128),
                ("dropped", 0),
            ])])
        }
        "forward" => {
            let found = forward(kind, x, gamma, beta).map_err(refused)?;
            unsaturated(design, found.saturations)?;
            let beat = |(i, &y): (usize, &i32)| {
                Beat(vec![
                    ("m_data", y.into()),
                    ("m_last", last(i)),
                    ("mu", wide(found.mu)),
                    ("scale", wide(found.scale)),
                    ("saturations", 0),
                    ("dropped", 0),
                ])
            };
            Ok(found.y.iter().enumerate().map(beat).collect())
        }
        "backward" => {
            let found = backward(kind, x, &channel.dy, gamma).map_err(refused)?;
            unsaturated(design, found.saturations)?;
            let beat = |(i, &dx): (usize, &i64)| {
                Beat(vec![
                    ("m_data", dx.into()),
                    ("m_last", last(i)),
                    ("mu", wide(found.mu)),
                    ("scale", wide(found.scale)),
                    ("dgamma", found.dgamma.into()),
                    ("dbeta", found.dbeta.into()),
                    ("saturations", 0),
                    ("dropped", 0),
                ])
            };
            Ok(found.dx.iter().enumerate().map(beat).collect())
        }
        other => Err(format!("there is no golden function for {other}")),
    }
}

/// The counter of saturations runs ahead of the results, so that only its zero can be compared beat by beat.
fn unsaturated(design: &Design, saturations: u64) -> Result<(), String> {
    match saturations {
        0 => Ok(()),
        n => Err(format!(
            "the stimulus of {} saturates {n} results; expected none",
            design.name
        )),
    }
}
