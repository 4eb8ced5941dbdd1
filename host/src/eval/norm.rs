//! The normalisers, forward and backward, over C channels of M samples each.

use super::fields::{Fields, CODES, INT16};
use super::tensor::Rows;
use super::{InputError, Unit};
use crate::failure::Failure;
use golden::norm::{self, Norm};
use ndarray::Array2;
use serde::Serialize;
use std::marker::PhantomData;

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
        self.with(|x, gamma, beta| {
            let norm::Forward { mu, scale, y, .. } =
                norm::forward(K::NORM, x, gamma, beta).map_err(Failure::work)?;
            Ok((mu, scale, y))
        })
    }
}

impl<K: Kind> Forward<K> {
    /// The output, channel by channel from `one`, which gives mu, scale and y.
    fn with(
        &self,
        mut one: impl FnMut(&[i16], i32, i32) -> Result<(i32, i32, Vec<i32>), Failure>,
    ) -> Result<ForwardOutput, Failure> {
        let (mut mus, mut scales) = (Vec::new(), Vec::new());
        let mut ys = Array2::zeros(self.x.raw_dim());
        for (c, mut out) in ys.rows_mut().into_iter().enumerate() {
            let (mu, scale, y) = one(&self.x.row(c).to_vec(), self.gamma[c], self.beta[c])?;
            mus.push(mu);
            scales.push(scale);
            out.iter_mut().zip(y).for_each(|(out, y)| *out = y);
        }
        Ok(ForwardOutput {
            mu: mus,
            mu_frac: norm::MU_FRAC,
            scale: scales,
            scale_frac: norm::SCALE_FRAC,
            y: Rows(ys),
            y_frac: norm::Y_FRAC,
        })
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
        self.with(|x, dy, gamma| {
            let norm::Backward {
                dx, dgamma, dbeta, ..
            } = norm::backward(K::NORM, x, dy, gamma).map_err(Failure::work)?;
            Ok((dx, dgamma, dbeta))
        })
    }
}

impl<K: Kind> Backward<K> {
    /// The output, channel by channel from `one`, which gives dx, dgamma and dbeta.
    fn with(
        &self,
        mut one: impl FnMut(&[i16], &[i8], i32) -> Result<(Vec<i64>, i64, i64), Failure>,
    ) -> Result<BackwardOutput, Failure> {
        let (mut dgammas, mut dbetas) = (Vec::new(), Vec::new());
        let mut dxs = Array2::zeros(self.x.raw_dim());
        for (c, mut out) in dxs.rows_mut().into_iter().enumerate() {
            let (dx, dgamma, dbeta) = one(&self.x.row(c).to_vec(), &self.dy.row(c).to_vec(), self.gamma[c])?;
            dgammas.push(dgamma);
            dbetas.push(dbeta);
            out.iter_mut().zip(dx).for_each(|(out, dx)| *out = dx);
        }
        Ok(BackwardOutput {
            dx: Rows(dxs),
            dx_frac: norm::DX_FRAC,
            dgamma: dgammas,
            dgamma_frac: norm::DGAMMA_FRAC,
            dbeta: dbetas,
            dbeta_frac: norm::DBETA_FRAC,
        })
    }
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
