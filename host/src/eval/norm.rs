//! The normalisers, forward and backward, over C channels of M samples each.

use super::fields::{Fields, CODES, INT16};
use super::tensor::Rows;
use super::{InputError, Unit};
use crate::failure::Failure;
use golden::norm::{self, Norm};
use ndarray::Array2;
use serde::Serialize;
use std::marker::PhantomData;
use testbench::norm::ChannelResult;

/// Most samples of a channel in `eval`.
const SAMPLES: usize = 1024;
/// Bound of gamma.
const GAMMA: i32 = 4;
/// Bound of beta.
const BETA: i32 = 16;
/// One, in units of 1/256.
const ONE: i32 = 256;

/// Which normaliser.
pub trait Kind {
    /// As golden names it.
    const NORM: Norm;
}

/// Mean absolute deviation.
pub struct L1;
/// Standard deviation.
pub struct L2;

impl Kind for L1 {
    const NORM: Norm = Norm::L1;
}
impl Kind for L2 {
    const NORM: Norm = Norm::L2;
}

/// `l1-norm` and `l2-norm`.
pub struct Forward<K> {
    x: Array2<i16>,
    gamma: Vec<i32>,
    beta: Vec<i32>,
    kind: PhantomData<K>,
}

#[derive(Serialize)]
pub struct ForwardOutput {
    mu: Vec<i32>,
    mu_frac: u32,
    scale: Vec<i32>,
    scale_frac: u32,
    y: Rows<i32>,
    y_frac: u32,
}

impl<K: Kind> Unit for Forward<K> {
    const FIELDS: &'static [&'static str] = &["x", "gamma", "beta"];
    type Output = ForwardOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        let x = samples(fields)?;
        let channels = x.nrows();
        let gamma = fields
            .fractions("gamma", channels, GAMMA)?
            .unwrap_or_else(|| vec![ONE; channels]);
        let beta = fields
            .fractions("beta", channels, BETA)?
            .unwrap_or_else(|| vec![0; channels]);
        Ok(Forward {
            x,
            gamma,
            beta,
            kind: PhantomData,
        })
    }

    fn golden(&self) -> Result<ForwardOutput, Failure> {
        let channels =
            self.x
                .rows()
                .into_iter()
                .zip(&self.gamma)
                .zip(&self.beta)
                .map(|((x, &gamma), &beta)| {
                    let norm::Forward { mu, scale, y, .. } =
                        norm::forward(K::NORM, &x.to_vec(), gamma, beta)?;
                    Ok((mu, scale, y))
                });
        Ok(self.output(
            channels
                .collect::<Result<_, norm::NormError>>()
                .map_err(Failure::work)?,
        ))
    }

    fn rtl(&self) -> Result<ForwardOutput, Failure> {
        let run = testbench::norm::forward(K::NORM, &rows(&self.x), &self.gamma, &self.beta)
            .map_err(Failure::work)?;
        // y has 24 bits.
        let channel = |c: ChannelResult| (c.mu, c.scale, c.data.into_iter().map(|y| y as i32).collect());
        Ok(self.output(run.channels.into_iter().map(channel).collect()))
    }
}

impl<K: Kind> Forward<K> {
    /// The output from each channel's mu, scale and y.
    fn output(&self, channels: Vec<(i32, i32, Vec<i32>)>) -> ForwardOutput {
        let mut y = Array2::zeros(self.x.raw_dim());
        for (mut row, (_, _, values)) in y.rows_mut().into_iter().zip(&channels) {
            row.iter_mut()
                .zip(values)
                .for_each(|(place, value)| *place = *value);
        }
        ForwardOutput {
            mu: channels.iter().map(|c| c.0).collect(),
            mu_frac: norm::MU_FRAC,
            scale: channels.iter().map(|c| c.1).collect(),
            scale_frac: norm::SCALE_FRAC,
            y: Rows(y),
            y_frac: norm::Y_FRAC,
        }
    }
}

/// `l1-norm-backward` and `l2-norm-backward`.
pub struct Backward<K> {
    x: Array2<i16>,
    dy: Array2<i8>,
    gamma: Vec<i32>,
    kind: PhantomData<K>,
}

#[derive(Serialize)]
pub struct BackwardOutput {
    dx: Rows<i64>,
    dx_frac: u32,
    dgamma: Vec<i64>,
    dgamma_frac: u32,
    dbeta: Vec<i64>,
    dbeta_frac: u32,
}

impl<K: Kind> Unit for Backward<K> {
    const FIELDS: &'static [&'static str] = &["x", "dy", "gamma"];
    type Output = BackwardOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        let x = samples(fields)?;
        let dy: Array2<i8> = fields.matrix("dy", CODES)?;
        if dy.dim() != x.dim() {
            let (found, expected) = (dy.dim(), x.dim());
            return Err(InputError(format!(
                "dy is {} x {}: expected {} x {}, as x",
                found.0, found.1, expected.0, expected.1
            )));
        }
        let gamma = fields
            .fractions("gamma", x.nrows(), GAMMA)?
            .unwrap_or_else(|| vec![ONE; x.nrows()]);
        Ok(Backward {
            x,
            dy,
            gamma,
            kind: PhantomData,
        })
    }

    fn golden(&self) -> Result<BackwardOutput, Failure> {
        let channels = self
            .x
            .rows()
            .into_iter()
            .zip(self.dy.rows())
            .zip(&self.gamma)
            .map(|((x, dy), &gamma)| {
                let norm::Backward {
                    dx, dgamma, dbeta, ..
                } = norm::backward(K::NORM, &x.to_vec(), &dy.to_vec(), gamma)?;
                Ok((dx, dgamma, dbeta))
            });
        Ok(self.output(
            channels
                .collect::<Result<_, norm::NormError>>()
                .map_err(Failure::work)?,
        ))
    }

    fn rtl(&self) -> Result<BackwardOutput, Failure> {
        let run = testbench::norm::backward(K::NORM, &rows(&self.x), &rows(&self.dy), &self.gamma)
            .map_err(Failure::work)?;
        Ok(self.output(
            run.channels
                .into_iter()
                .map(|c| (c.data, c.dgamma, c.dbeta))
                .collect(),
        ))
    }
}

impl<K: Kind> Backward<K> {
    /// The output from each channel's dx, dgamma and dbeta.
    fn output(&self, channels: Vec<(Vec<i64>, i64, i64)>) -> BackwardOutput {
        let mut dx = Array2::zeros(self.x.raw_dim());
        for (mut row, (values, _, _)) in dx.rows_mut().into_iter().zip(&channels) {
            row.iter_mut()
                .zip(values)
                .for_each(|(place, value)| *place = *value);
        }
        BackwardOutput {
            dx: Rows(dx),
            dx_frac: norm::DX_FRAC,
            dgamma: channels.iter().map(|c| c.1).collect(),
            dgamma_frac: norm::DGAMMA_FRAC,
            dbeta: channels.iter().map(|c| c.2).collect(),
            dbeta_frac: norm::DBETA_FRAC,
        }
    }
}

/// The rows of a matrix, each by itself.
fn rows<T: Clone>(matrix: &Array2<T>) -> Vec<Vec<T>> {
    matrix.rows().into_iter().map(|row| row.to_vec()).collect()
}

/// The field `x`: channels in rows.
fn samples(fields: &mut Fields) -> Result<Array2<i16>, InputError> {
    let x: Array2<i16> = fields.matrix("x", INT16)?;
    match x.ncols() {
        m if m > SAMPLES => Err(InputError(format!(
            "x has {m} samples a channel: expected 1..{SAMPLES}"
        ))),
        _ => Ok(x),
    }
}
