//! Norm calls: a channel forward or backward, and the update of its parameters.

use super::super::packet::{Counter, Parameters};
use super::super::program::{register, NormCall, Parameter};
use super::job::Registers;
use super::results::{CLIPPED, POSITIVE};
use super::Engine;
use crate::fixed::{rhe_shift, sat};
use crate::norm::{
    backward, forward, normalise, running, Norm, NormError, Statistics, BETA_MAX, GAMMA_MAX, Y_FRAC,
};
use crate::random::mix;
use crate::wage::{error_at_wide, update_bounded, BETA_BOUNDS, CODE_MAX, GAMMA_BOUNDS};

/// From y, LSB 2^-8, to an activation's, 2^-5: the bits that are rounded away.
const Y_TO_CODE: u32 = Y_FRAC - 5;

/// Where a channel lies.
pub(super) struct Span {
    d: u32,
    f: u32,
    images: u32,
    positions: u32,
    strides: (u32, u32),
    groups: (u32, u32),
    channel: u32,
}

impl Span {
    /// Reads the registers; `None` without images or positions.
    pub fn new(registers: &Registers) -> Option<Span> {
        let r = |number: u8| registers[usize::from(number)];
        let span = Span {
            d: r(register::D),
            f: r(register::F),
            images: r(register::N0),
            positions: r(register::N1),
            strides: (r(register::X1), r(register::Y1)),
            groups: (r(register::WX), r(register::WY)),
            channel: r(register::INDEX),
        };
        (span.images > 0 && span.positions > 0).then_some(span)
    }

    /// Samples of the channel.
    fn samples(&self) -> usize {
        self.images as usize * self.positions as usize
    }

    /// Calls `column` for every column of samples, in order, with its addresses in A and in E-space and its images.
    fn columns(&self, size: usize, mut column: impl FnMut(u32, u32, usize)) {
        for position in 0..self.positions {
            for first in (0..self.images).step_by(size) {
                let group = first / size as u32;
                let at = |base: u32, stride: u32, groups: u32| {
                    base.wrapping_add(position.wrapping_mul(stride))
                        .wrapping_add(group.wrapping_mul(groups))
                };
                column(
                    at(self.d, self.strides.0, self.groups.0),
                    at(self.f, self.strides.1, self.groups.1),
                    size.min((self.images - first) as usize),
                );
            }
        }
    }
}

/// gamma and beta as a call takes them: what lies beyond the type's range counts as its end.
fn within(parameters: &Parameters) -> (i32, i32) {
    (
        i32::from(parameters.gamma).clamp(-GAMMA_MAX, GAMMA_MAX),
        i32::from(parameters.beta).clamp(-BETA_MAX, BETA_MAX),
    )
}

impl Engine {
    /// Executes NORM.
    ///
    /// # Errors
    /// [`NormError::TooLong`]: more samples than [`Config::norm_samples`](super::super::Config::norm_samples).
    pub(super) fn norm(&mut self, call: NormCall, span: &Span) -> Result<(), NormError> {
        let size = self.config.size;
        if span.samples() > self.config.norm_samples() {
            return Err(NormError::TooLong {
                samples: span.samples(),
            });
        }
        let kind = if call.l2 { Norm::L2 } else { Norm::L1 };
        let mut x = Vec::new();
        span.columns(size, |_, f, lanes| x.extend(&self.memories.x.column(f)[..lanes]));
        if call.backward {
            self.norm_backward(kind, call.store, span, &x)
        } else {
            let (y, saturations) = if call.running {
                self.by_running(span, &x)?
            } else {
                self.by_batch(kind, span, &x)?
            };
            self.norm_store(span, &y);
            self.count(Counter::SaturationsY, saturations);
            Ok(())
        }
    }

    /// y and how many were saturated, by the channel's running statistics, set or not.
    fn by_running(&mut self, span: &Span, x: &[i16]) -> Result<(Vec<i32>, u64), NormError> {
        let parameters = &self.memories.channel(span.channel).parameters;
        let (gamma, beta) = within(parameters);
        let statistics = Statistics {
            mu: parameters.mu,
            scale: parameters.scale,
        };
        let result = normalise(x, statistics, gamma, beta)?;
        Ok((result.y, result.saturations))
    }

    /// As [`Engine::by_running`], by the samples' own statistics, which move the running ones.
    fn by_batch(&mut self, kind: Norm, span: &Span, x: &[i16]) -> Result<(Vec<i32>, u64), NormError> {
        let parameters = &mut self.memories.channel(span.channel).parameters;
        let (gamma, beta) = within(parameters);
        let result = forward(kind, x, gamma, beta)?;
        (parameters.mu, parameters.scale) = if parameters.set {
            (
                running(parameters.mu, result.mu),
                running(parameters.scale, result.scale),
            )
        } else {
            (result.mu, result.scale)
        };
        parameters.set = true;
        Ok((result.y, result.saturations))
    }

    /// The activations and flags of y.
    fn norm_store(&mut self, span: &Span, y: &[i32]) {
        let size = self.config.size;
        let mut clips = 0;
        let mut y = y.iter();
        span.columns(size, |d, f, lanes| {
            let a = self.memories.a.column_mut(d);
            let flags = self.memories.flags.column_mut(f);
            a.fill(0);
            flags.fill(0);
            for ((a, flags), y) in a[..lanes].iter_mut().zip(flags).zip(&mut y) {
                let code = rhe_shift((*y).into(), Y_TO_CODE);
                let clip = code.abs() > CODE_MAX.into();
                *a = sat(code, 0, CODE_MAX.into()) as i8;
                *flags = (u8::from(clip) * CLIPPED) | (u8::from(*y > 0) * POSITIVE);
                clips += u64::from(clip);
            }
        });
        self.count(Counter::Clips, clips);
    }

    fn norm_backward(&mut self, kind: Norm, store: bool, span: &Span, x: &[i16]) -> Result<(), NormError> {
        let size = self.config.size;
        let mut dy = Vec::with_capacity(x.len());
        span.columns(size, |_, f, lanes| dy.extend(&self.memories.e.column(f)[..lanes]));
        let channel = self.memories.channel(span.channel);
        let (gamma, _) = within(&channel.parameters);
        let result = backward(kind, x, &dy, gamma)?;
        if !store {
            let maximum = result.dx.iter().map(|dx| dx.unsigned_abs()).max().unwrap_or(0);
            self.scales.dx_maximum = self.scales.dx_maximum.max(maximum);
            return Ok(());
        }
        (channel.dgamma, channel.dbeta) = (result.dgamma, result.dbeta);
        let scales = &mut self.scales;
        scales.dgamma_maximum = scales.dgamma_maximum.max(result.dgamma.unsigned_abs());
        scales.dbeta_maximum = scales.dbeta_maximum.max(result.dbeta.unsigned_abs());
        let exponent = scales.error;
        let mut dx = result.dx.iter();
        span.columns(size, |_, f, lanes| {
            let e = self.memories.e.column_mut(f);
            e.fill(0);
            for (e, dx) in e[..lanes].iter_mut().zip(&mut dx) {
                *e = error_at_wide(*dx, exponent);
            }
        });
        self.count(Counter::SaturationsDx, result.saturations);
        Ok(())
    }

    /// Executes NORMUPDATE of `count` channels from `first` on.
    pub(super) fn norm_update(&mut self, parameter: Parameter, first: u32, count: u32) {
        let Some(exponent) = self.scales.parameter else {
            return;
        };
        let sh = exponent - self.rate_log2;
        for index in 0..count {
            let random = mix(&self.keys, index);
            let channel = self.memories.channel(first.wrapping_add(index));
            let (value, gradient, bounds) = match parameter {
                Parameter::Gamma => (&mut channel.parameters.gamma, channel.dgamma, GAMMA_BOUNDS),
                Parameter::Beta => (&mut channel.parameters.beta, channel.dbeta, BETA_BOUNDS),
            };
            *value = update_bounded((*value).into(), gradient, sh, random, bounds) as i16;
        }
    }
}
