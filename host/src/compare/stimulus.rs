//! The samples that every design of the comparison is given: recorded, not made up.
//!
//! The golden model trains 784-256-10 on MNIST with the L1 normaliser. At a few steps, a few channels of the first layer
//! are recorded over the batch (m = 128 samples each): the accumulators x before the normaliser, the errors dy at its
//! output, gamma and beta. L1 and L2 get the same samples.
//!
//! | X | x |
//! |---|---|
//! | 16 | as it leaves the array: accumulators of the ternary weights, saturated |
//! | 32 | accumulators of the stored int8 weights, as they come |
//! | 8 | RHE(x16 / 2^k), saturated, with the smallest k for which fewer than 1 in 1000 are cut |
//!
//! Primitives are given what they see inside a normaliser: RHE(x - mu) in X bits, and the root its square divided by the
//! smallest power of two for which fewer than 1 in 1000 are cut to X unsigned bits.

use super::record::{cut, record};
use crate::data::{self, Part};
use crate::failure::Failure;
use flow::cache::Cache;
use golden::fixed::rhe_shift;
use golden::learn::wage::{Architecture, Network, Settings, Shape, Stage, Trainer};
use golden::norm::{statistics, Norm, Sample, MU_FRAC};
use std::path::PathBuf;

/// Images of a batch: the samples of a channel.
pub const SAMPLES: usize = 128;
/// Steps that are recorded, counted from 1; the training ends with the last.
const STEPS: [u32; 4] = [8, 16, 32, 64];
/// Channels that are recorded at each.
const CHANNELS: usize = 8;
/// Hidden units.
const HIDDEN: usize = 256;
/// Cut values allowed, one in this many.
const CUT: usize = 1000;
/// Changes when the samples do for other reasons than the data and the seed.
const VERSION: u32 = 2;
/// The file of an entry.
const FILE: &str = "stimulus.csv";

/// One recorded channel.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Channel {
    /// Step of the training.
    pub step: u32,
    /// Place in the layer.
    pub channel: usize,
    /// Of the step, in units of 1/256.
    pub gamma: i16,
    /// Likewise.
    pub beta: i16,
    /// Samples by width.
    pub x8: Vec<i8>,
    /// See above.
    pub x16: Vec<i16>,
    /// See above.
    pub x32: Vec<i32>,
    /// Errors at the normaliser's output.
    pub dy: Vec<i8>,
}

/// All recorded channels.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stimulus {
    /// In the order in which they are fed.
    pub channels: Vec<Channel>,
    /// Where they can be read.
    pub file: PathBuf,
}

impl Stimulus {
    /// Records a training from `seed`, or finds it in the cache.
    ///
    /// # Errors
    /// No MNIST; files that cannot be written.
    pub fn recorded(seed: u64, cache: &Cache) -> Result<Stimulus, Failure> {
        let images = SAMPLES * STEPS[STEPS.len() - 1] as usize;
        let split = data::load("mnist", Part::Train, Some(images))?;
        let codes: Vec<u8> = split.images.iter().map(|&code| code as u8).collect();
        let (version, seed_text) = (VERSION.to_string(), seed.to_string());
        let parts: [(&str, &[u8]); 4] = [
            ("version of the recording", version.as_bytes()),
            ("seed", seed_text.as_bytes()),
            ("codes of the images", &codes),
            ("labels", &split.labels),
        ];
        let entry = cache
            .entry(&parts, |folder| {
                let channels = train(seed, &split).map_err(|e| std::io::Error::other(e.one_line()))?;
                std::fs::write(folder.join(FILE), table(&channels))
            })
            .map_err(|e| Failure::work(format!("the stimulus cannot be recorded: {e}")))?;
        let file = entry.join(FILE);
        let text =
            std::fs::read_to_string(&file).map_err(|e| Failure::work(format!("{}: {e}", file.display())))?;
        let channels = parse(&text).map_err(|line| {
            Failure::work(format!(
                "{}: line {line} is damaged; remove {} and run again",
                file.display(),
                entry.display()
            ))
        })?;
        Ok(Stimulus { channels, file })
    }

    /// The samples of every channel in `bits` bits (8, 16, and 32 for all others).
    pub fn samples(&self, bits: u32) -> Vec<Vec<i64>> {
        let wide = |channel: &Channel| match bits {
            8 => channel.x8.iter().map(|&x| x.into()).collect(),
            16 => channel.x16.iter().map(|&x| x.into()).collect(),
            _ => channel.x32.iter().map(|&x| x.into()).collect(),
        };
        self.channels.iter().map(wide).collect()
    }

    /// RHE(x - mu) of all channels, saturated to `bits` bits.
    pub fn deviations(&self, bits: u32) -> Vec<i64> {
        let bound = 1i64 << (bits - 1);
        let each = |channel: &Channel| match bits {
            8 => deviations(&channel.x8),
            16 => deviations(&channel.x16),
            _ => deviations(&channel.x32),
        };
        let all = self.channels.iter().flat_map(each);
        all.map(|d| d.clamp(-bound, bound - 1)).collect()
    }

    /// The squares of the deviations in `bits` unsigned bits: `min(d^2 >> k, 2^bits - 1)`, as in the table above.
    pub fn radicands(&self, bits: u32) -> Vec<u64> {
        let squares: Vec<u64> = self
            .deviations(bits)
            .iter()
            .map(|d| d.unsigned_abs().pow(2))
            .collect();
        let largest = (1u64 << bits) - 1;
        let fits =
            |k: &u32| squares.iter().filter(|&&s| s >> k > largest).count() * CUT < squares.len().max(1);
        let k = (0..=bits).find(fits).unwrap_or(bits);
        squares.iter().map(|s| (s >> k).min(largest)).collect()
    }
}

/// RHE(x - mu), which is x - RHE(mu).
fn deviations<X: Sample>(x: &[X]) -> Vec<i64> {
    let mu: i64 = match statistics(Norm::L1, x) {
        Ok(found) => found.mu.into(),
        // A channel without samples has no deviations either.
        Err(_) => return Vec::new(),
    };
    x.iter().map(|&x| x.into() - rhe_shift(mu, MU_FRAC)).collect()
}

/// Trains and records.
fn train(seed: u64, split: &data::Split) -> Result<Vec<Channel>, Failure> {
    let stages = [Stage::Dense { outputs: HIDDEN }, Stage::Dense { outputs: 10 }];
    let input = Shape::vector(split.images.ncols());
    let architecture = Architecture::new(input, &stages, Some(Norm::L1)).map_err(Failure::work)?;
    split.check(&architecture)?;
    let settings = Settings {
        seed,
        epochs: 1,
        batch: SAMPLES,
        ..Settings::default()
    };
    let network = Network::new(architecture, seed);
    let mut trainer =
        Trainer::new(network, settings, split.images.view(), &split.labels).map_err(Failure::work)?;
    let mut channels = Vec::new();
    while let Some(lesson) = trainer.next_batch() {
        if STEPS.contains(&lesson.step) {
            let found = record(trainer.network(), Norm::L1, &lesson)?;
            for i in 0..CHANNELS {
                // Others each time, spread over the layer.
                let channel = (i * HIDDEN / CHANNELS + channels.len()) % HIDDEN;
                channels.push(Channel {
                    step: lesson.step,
                    channel,
                    gamma: found.gamma[channel],
                    beta: found.beta[channel],
                    x8: Vec::new(),
                    x16: found.ternary.column(channel).iter().map(|&x| cut(x)).collect(),
                    x32: found.stored.column(channel).to_vec(),
                    dy: found.dy.column(channel).to_vec(),
                });
            }
        }
        trainer.learn(&lesson).map_err(Failure::work)?;
    }
    narrow(&mut channels);
    Ok(channels)
}

/// Fills in the samples of 8 bits, one shift for all channels.
fn narrow(channels: &mut [Channel]) {
    let code = |x: i16, k: u32| rhe_shift(x.into(), k);
    let total: usize = channels.iter().map(|c| c.x16.len()).sum();
    let cut = |k: u32| {
        let all = channels.iter().flat_map(|c| &c.x16);
        all.filter(|&&x| i8::try_from(code(x, k)).is_err()).count()
    };
    // 2^15 / 2^9 fits
    let k = (0..9).find(|&k| cut(k) * CUT < total).unwrap_or(9);
    for channel in channels {
        let codes = channel.x16.iter().map(|&x| code(x, k).clamp(-128, 127) as i8);
        channel.x8 = codes.collect();
    }
}

const HEADER: &str = "step,channel,gamma,beta,sample,x8,x16,x32,dy";

fn table(channels: &[Channel]) -> String {
    let mut text = format!("{HEADER}\n");
    for c in channels {
        for i in 0..c.x16.len() {
            let (x8, x16, x32, dy) = (c.x8[i], c.x16[i], c.x32[i], c.dy[i]);
            text.push_str(&format!(
                "{},{},{},{},{i},{x8},{x16},{x32},{dy}\n",
                c.step, c.channel, c.gamma, c.beta
            ));
        }
    }
    text
}

/// Reads [`table`]; the error is the line that is not as it should be.
fn parse(text: &str) -> Result<Vec<Channel>, usize> {
    let mut channels: Vec<Channel> = Vec::new();
    if text.lines().next() != Some(HEADER) {
        return Err(1);
    }
    for (at, line) in text.lines().enumerate().skip(1) {
        let damaged = at + 1;
        let fields: Vec<i64> = line.split(',').map_while(|field| field.parse().ok()).collect();
        let &[step, channel, gamma, beta, sample, x8, x16, x32, dy] = &fields[..] else {
            return Err(damaged);
        };
        let step = u32::try_from(step).map_err(|_| damaged)?;
        let place = usize::try_from(channel).map_err(|_| damaged)?;
        if sample == 0 {
            channels.push(Channel {
                step,
                channel: place,
                gamma: gamma.try_into().map_err(|_| damaged)?,
                beta: beta.try_into().map_err(|_| damaged)?,
                x8: Vec::new(),
                x16: Vec::new(),
                x32: Vec::new(),
                dy: Vec::new(),
            });
        }
        let current = channels.last_mut().ok_or(damaged)?;
        if (current.step, current.channel, current.x8.len() as i64) != (step, place, sample) {
            return Err(damaged);
        }
        current.x8.push(x8.try_into().map_err(|_| damaged)?);
        current.x16.push(x16.try_into().map_err(|_| damaged)?);
        current.x32.push(x32.try_into().map_err(|_| damaged)?);
        current.dy.push(dy.try_into().map_err(|_| damaged)?);
    }
    match channels.iter().all(|c| c.x8.len() == SAMPLES) && !channels.is_empty() {
        true => Ok(channels),
        false => Err(text.lines().count()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recorded() -> (tempfile::TempDir, Stimulus) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::new(folder.path()).unwrap();
        let stimulus = Stimulus::recorded(1, &cache).unwrap();
        (folder, stimulus)
    }

    #[test]
    fn a_recording_comes_again_from_its_seed_and_from_its_file() {
        let (folder, first) = recorded();
        let cached = Stimulus::recorded(1, &Cache::new(folder.path()).unwrap()).unwrap();
        assert_eq!(first, cached);
        let (_other, again) = recorded();
        assert_eq!(first.channels, again.channels);
        assert_eq!(first.channels.len(), STEPS.len() * CHANNELS);
        std::fs::write(&first.file, table(&first.channels).replace(",5,", ",x,")).unwrap();
        let error = Stimulus::recorded(1, &Cache::new(folder.path()).unwrap()).unwrap_err();
        assert!(
            error.one_line().contains("is damaged; remove"),
            "{}",
            error.one_line()
        );
    }

    /// The samples are those of a network that learns: every width varies, errors come down, and few are cut.
    #[test]
    fn samples_are_alive_at_every_width() {
        let (_folder, stimulus) = recorded();
        for bits in [8, 16, 32] {
            let deviations = stimulus.deviations(bits);
            assert_eq!(deviations.len(), stimulus.channels.len() * SAMPLES);
            let magnitude = deviations.iter().map(|d| d.abs()).max().unwrap();
            assert!(
                magnitude >= 60 && magnitude <= 1 << (bits - 1),
                "{bits}: {magnitude}"
            );
            let negative = deviations.iter().filter(|&&d| d < 0).count();
            assert!((deviations.len() / 4..3 * deviations.len() / 4).contains(&negative));
            let radicands = stimulus.radicands(bits);
            let largest = *radicands.iter().max().unwrap();
            assert!(
                largest < 1 << bits && largest >= 1 << (bits - 2),
                "{bits}: {largest}"
            );
        }
        let (x8, x16): (Vec<i64>, Vec<i64>) = (stimulus.samples(8).concat(), stimulus.samples(16).concat());
        let ends = x8.iter().filter(|&&x| x == -128 || x == 127).count();
        assert!(ends * CUT < 2 * x8.len(), "{ends} at the ends");
        assert!(x16.iter().any(|x| x.abs() > 127));
        let errors = stimulus
            .channels
            .iter()
            .flat_map(|c| &c.dy)
            .filter(|&&dy| dy != 0);
        assert!(errors.count() > x8.len() / 20);
    }
}
