//! Drives the normaliser units: `l1_norm`, `l2_norm`, `l1_norm_backward`, `l2_norm_backward` and their variants.

use golden::norm::Norm;
use veribind::lanes::sign_extend;
use veribind::{Model, PortError, PortId};

use crate::models::{L1NormBackwardModel, L1NormModel, L2NormBackwardModel, L2NormModel};

/// Samples of a channel that the units of the catalogue can hold.
pub const SAMPLES: usize = 1024;

/// Cycles without a transfer after which a unit counts as stuck: several times what its longest channel takes.
const PATIENCE: u64 = 2_000_000;

/// Why a unit could not be run.
#[derive(Debug, thiserror::Error, PartialEq, Eq)]
pub enum NormRunError {
    /// The top is no normaliser.
    #[error(transparent)]
    Port(#[from] PortError),
    /// A channel is empty or longer than the unit's memory.
    #[error("channel {channel} has {samples} samples; the unit takes 1 to {most}")]
    Samples {
        /// Index of the channel.
        channel: usize,
        /// Its samples.
        samples: usize,
        /// Samples that the unit holds.
        most: usize,
    },
    /// The inputs do not belong together.
    #[error("channel {channel}: `x` has {x} samples but `dy` has {dy}")]
    Length {
        /// Index of the channel.
        channel: usize,
        /// Samples of `x`.
        x: usize,
        /// Samples of `dy`.
        dy: usize,
    },
    /// One value a channel is missing.
    #[error("{channels} channels need as many {what}, not {values}")]
    PerChannel {
        /// Channels given.
        channels: usize,
        /// What is missing.
        what: &'static str,
        /// Values given.
        values: usize,
    },
    /// The unit withdrew or changed a result that was not taken yet.
    #[error("{top} changed a result before it was taken, in cycle {cycle}")]
    Unstable {
        /// Verilog name of the top.
        top: &'static str,
        /// Cycle of the run.
        cycle: u64,
    },
    /// The unit neither takes nor gives anything any more.
    #[error("{top} made no transfer for {PATIENCE} cycles")]
    Stuck {
        /// Verilog name of the top.
        top: &'static str,
    },
}

/// When the driver offers a sample and when it is ready for a result, cycle by cycle.
pub trait Pace {
    /// Whether a sample is offered in this cycle; one that was offered stays until it is taken.
    fn offer(&mut self) -> bool;
    /// Whether a result is taken in this cycle.
    fn take(&mut self) -> bool;
}

/// Offers and takes in every cycle.
#[derive(Clone, Copy, Debug)]
pub struct Always;

impl Pace for Always {
    fn offer(&mut self) -> bool {
        true
    }

    fn take(&mut self) -> bool {
        true
    }
}

/// One channel on its way in.
#[derive(Clone, Copy, Debug)]
pub struct Channel<'a> {
    /// Samples.
    pub x: &'a [i16],
    /// Gradients of y, as many; ignored by the forward units.
    pub dy: &'a [i8],
    /// In units of 1/256.
    pub gamma: i32,
    /// In units of 1/256; ignored by the backward units.
    pub beta: i32,
}

/// One channel as it came out. What the unit does not have is 0.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ChannelResult {
    /// Mean, LSB 2^-16.
    pub mu: i32,
    /// s, LSB 2^-16.
    pub scale: i32,
    /// y or dx.
    pub data: Vec<i64>,
    /// Gradient of gamma.
    pub dgamma: i64,
    /// Gradient of beta.
    pub dbeta: i64,
}

/// A finished run.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Run {
    /// The channels in order.
    pub channels: Vec<ChannelResult>,
    /// Results that were saturated, since the unit's reset.
    pub saturations: u32,
    /// Samples left out of too long channels, since the unit's reset.
    pub dropped: u32,
    /// Cycles from the first sample offered to the last result taken, both included.
    pub cycles: u64,
    /// For each channel, the cycle (from the run's first) in which its last sample was taken.
    pub loaded: Vec<u64>,
    /// For each channel, the cycle in which its first result was taken.
    pub started: Vec<u64>,
    /// For each channel, the cycle in which its last result was taken.
    pub finished: Vec<u64>,
}

/// A normaliser unit after reset.
pub struct Unit<M: Model> {
    model: M,
    data_bits: u32,
    s_valid: PortId,
    s_ready: PortId,
    s_data: PortId,
    s_last: PortId,
    s_gamma: PortId,
    s_beta: Option<PortId>,
    s_dy: Option<PortId>,
    m_valid: PortId,
    m_ready: PortId,
    m_data: PortId,
    m_last: PortId,
    mu: PortId,
    scale: PortId,
    dgamma: Option<PortId>,
    dbeta: Option<PortId>,
    saturations: PortId,
    dropped: PortId,
}

fn width<M: Model>(port: &str) -> u32 {
    M::PORTS.iter().find(|p| p.name == port).map_or(0, |p| p.width)
}

impl<M: Model> Unit<M> {
    /// Builds the model and resets it.
    ///
    /// # Errors
    /// [`NormRunError::Port`] if the top is no normaliser.
    pub fn new() -> Result<Self, NormRunError> {
        let mut model = M::new();
        model.reset();
        Ok(Unit {
            data_bits: width::<M>("m_data"),
            s_valid: model.port("s_valid")?,
            s_ready: model.port("s_ready")?,
            s_data: model.port("s_data")?,
            s_last: model.port("s_last")?,
            s_gamma: model.port("s_gamma")?,
            s_beta: model.port("s_beta").ok(),
            s_dy: model.port("s_dy").ok(),
            m_valid: model.port("m_valid")?,
            m_ready: model.port("m_ready")?,
            m_data: model.port("m_data")?,
            m_last: model.port("m_last")?,
            mu: model.port("mu")?,
            scale: model.port("scale")?,
            dgamma: model.port("dgamma").ok(),
            dbeta: model.port("dbeta").ok(),
            saturations: model.port("saturations")?,
            dropped: model.port("dropped")?,
            model,
        })
    }

    /// The model, to reset it in the middle of something.
    pub fn model(&mut self) -> &mut M {
        &mut self.model
    }

    /// Streams the beginning of a channel, over and over, for `cycles` cycles, and leaves the unit as it then is.
    pub fn begin(&mut self, channel: &Channel, cycles: u64) {
        let mut index = 0;
        for _ in 0..cycles {
            self.write_sample(channel, index);
            self.model.write(self.s_valid, 1);
            self.model.write(self.m_ready, 1);
            self.model.eval();
            if self.model.read(self.s_ready) != 0 {
                index = (index + 1) % channel.x.len();
            }
            self.model.tick();
        }
    }

    fn signed(&self, port: PortId, bits: u32) -> i64 {
        sign_extend(self.model.read(port), bits)
    }

    fn write_sample(&mut self, channel: &Channel, index: usize) {
        self.model.write(self.s_data, channel.x[index] as u64);
        self.model
            .write(self.s_last, u64::from(index + 1 == channel.x.len()));
        self.model.write(self.s_gamma, channel.gamma as u64);
        if let Some(port) = self.s_beta {
            self.model.write(port, channel.beta as u64);
        }
        if let Some(port) = self.s_dy {
            self.model.write(port, channel.dy[index] as u64);
        }
    }

    /// Streams the channels through the unit, without a reset before or after.
    ///
    /// # Errors
    /// [`NormRunError::Samples`] for an empty channel, [`NormRunError::Length`], and, if the unit breaks the handshake,
    /// [`NormRunError::Unstable`] or [`NormRunError::Stuck`].
    pub fn run(&mut self, channels: &[Channel], pace: &mut impl Pace) -> Result<Run, NormRunError> {
        for (channel, c) in channels.iter().enumerate() {
            if c.x.is_empty() {
                return Err(NormRunError::Samples {
                    channel,
                    samples: 0,
                    most: SAMPLES,
                });
            }
            if self.s_dy.is_some() && c.x.len() != c.dy.len() {
                return Err(NormRunError::Length {
                    channel,
                    x: c.x.len(),
                    dy: c.dy.len(),
                });
            }
        }
        let mut run = Run::default();
        let (mut channel, mut index, mut offered, mut idle) = (0, 0, false, 0);
        let mut data = Vec::new();
        let mut waiting = None;
        let begin = self.model.cycles();
        while run.channels.len() < channels.len() {
            let cycle = self.model.cycles() - begin;
            offered = channel < channels.len() && (offered || pace.offer());
            if offered {
                self.write_sample(&channels[channel], index);
            }
            self.model.write(self.s_valid, u64::from(offered));
            self.model.write(self.m_ready, u64::from(pace.take()));
            self.model.eval();
            idle += 1;
            if offered && self.model.read(self.s_ready) != 0 {
                (offered, idle, index) = (false, 0, index + 1);
                if index == channels[channel].x.len() {
                    run.loaded.push(cycle);
                    (channel, index) = (channel + 1, 0);
                }
            }
            let valid = self.model.read(self.m_valid) != 0;
            let result = valid.then(|| (self.model.read(self.m_data), self.model.read(self.m_last)));
            if waiting.is_some() && waiting != result {
                return Err(NormRunError::Unstable { top: M::TOP, cycle });
            }
            waiting = result.filter(|_| self.model.read(self.m_ready) == 0);
            if valid && waiting.is_none() {
                idle = 0;
                if data.is_empty() {
                    run.started.push(cycle);
                }
                data.push(self.signed(self.m_data, self.data_bits));
                if self.model.read(self.m_last) != 0 {
                    run.finished.push(cycle);
                    run.channels.push(ChannelResult {
                        mu: self.signed(self.mu, 32) as i32,
                        scale: self.model.read(self.scale) as i32,
                        data: std::mem::take(&mut data),
                        dgamma: self
                            .dgamma
                            .map_or(0, |port| self.signed(port, width::<M>("dgamma"))),
                        dbeta: self
                            .dbeta
                            .map_or(0, |port| self.signed(port, width::<M>("dbeta"))),
                    });
                }
            }
            if idle > PATIENCE {
                return Err(NormRunError::Stuck { top: M::TOP });
            }
            self.model.tick();
        }
        run.cycles = self.model.cycles() - begin;
        self.model.write(self.s_valid, 0);
        self.model.write(self.m_ready, 0);
        // the counters lag by two cycles
        self.model.ticks(3);
        run.saturations = self.model.read(self.saturations) as u32;
        run.dropped = self.model.read(self.dropped) as u32;
        Ok(run)
    }
}

fn per_channel(channels: usize, what: &'static str, values: usize) -> Result<(), NormRunError> {
    if channels != values {
        return Err(NormRunError::PerChannel {
            channels,
            what,
            values,
        });
    }
    Ok(())
}

fn check(channels: &[Channel]) -> Result<(), NormRunError> {
    let long = channels.iter().position(|c| c.x.len() > SAMPLES);
    long.map_or(Ok(()), |channel| {
        Err(NormRunError::Samples {
            channel,
            samples: channels[channel].x.len(),
            most: SAMPLES,
        })
    })
}

/// Runs `l1_norm` or `l2_norm` on channels of 1 to [`SAMPLES`] samples each; `gamma` and `beta` in units of 1/256.
///
/// # Errors
/// [`NormRunError`], for input that does not fit together or does not fit the unit.
pub fn forward(kind: Norm, x: &[Vec<i16>], gamma: &[i32], beta: &[i32]) -> Result<Run, NormRunError> {
    per_channel(x.len(), "gamma", gamma.len())?;
    per_channel(x.len(), "beta", beta.len())?;
    let channels: Vec<Channel> = (0..x.len())
        .map(|i| Channel {
            x: &x[i],
            dy: &[],
            gamma: gamma[i],
            beta: beta[i],
        })
        .collect();
    check(&channels)?;
    match kind {
        Norm::L1 => Unit::<L1NormModel>::new()?.run(&channels, &mut Always),
        Norm::L2 => Unit::<L2NormModel>::new()?.run(&channels, &mut Always),
    }
}

/// Runs `l1_norm_backward` or `l2_norm_backward` on channels of 1 to [`SAMPLES`] samples each; `gamma` in units of
/// 1/256.
///
/// # Errors
/// [`NormRunError`], for input that does not fit together or does not fit the unit.
pub fn backward(kind: Norm, x: &[Vec<i16>], dy: &[Vec<i8>], gamma: &[i32]) -> Result<Run, NormRunError> {
    per_channel(x.len(), "rows of dy", dy.len())?;
    per_channel(x.len(), "gamma", gamma.len())?;
    let channels: Vec<Channel> = (0..x.len())
        .map(|i| Channel {
            x: &x[i],
            dy: &dy[i],
            gamma: gamma[i],
            beta: 0,
        })
        .collect();
    check(&channels)?;
    match kind {
        Norm::L1 => Unit::<L1NormBackwardModel>::new()?.run(&channels, &mut Always),
        Norm::L2 => Unit::<L2NormBackwardModel>::new()?.run(&channels, &mut Always),
    }
}
