//! The WAGE units: `mac`, `wage-activate`, `wage-scale`, `wage-error`, `wage-update`.

use super::fields::{Fields, INT32, INT8};
use super::tensor::{Rows, Tensor};
use super::{InputError, Unit};
use crate::failure::Failure;
use golden::wage;
use ndarray::Array2;
use serde::Serialize;

/// `mac`: `acc = a w`, M x K by K x N.
pub struct Mac {
    a: Array2<i8>,
    w: Array2<i8>,
}

#[derive(Serialize)]
pub struct MacOutput {
    acc: Rows<i32>,
}

impl Unit for Mac {
    const FIELDS: &'static [&'static str] = &["a", "w"];
    type Output = MacOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        let (a, w): (Array2<i8>, Array2<i8>) = (fields.matrix("a", INT8)?, fields.matrix("w", INT8)?);
        if a.ncols() != w.nrows() {
            let (found, expected) = (w.nrows(), a.ncols());
            return Err(InputError(format!(
                "w has {found} rows: expected {expected}, the columns of a"
            )));
        }
        Ok(Mac { a, w })
    }

    fn golden(&self) -> Result<MacOutput, Failure> {
        let acc = wage::mac(self.a.view(), self.w.view()).map_err(Failure::work)?;
        Ok(MacOutput { acc: Rows(acc) })
    }

    fn rtl(&self) -> Result<MacOutput, Failure> {
        let run = testbench::wage::mac(self.a.view(), self.w.view()).map_err(Failure::work)?;
        Ok(MacOutput { acc: Rows(run.value) })
    }
}

/// `wage-activate`: accumulators to codes.
pub struct Activate {
    acc: Tensor<i32>,
    shift: u32,
    relu: bool,
}

#[derive(Serialize)]
pub struct ActivateOutput {
    a: Tensor<i8>,
}

impl Unit for Activate {
    const FIELDS: &'static [&'static str] = &["acc", "shift", "relu"];
    type Output = ActivateOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        Ok(Activate {
            acc: fields.tensor("acc", INT32)?,
            shift: fields.integer("shift", 0..=31)?,
            relu: fields.boolean("relu")?,
        })
    }

    fn golden(&self) -> Result<ActivateOutput, Failure> {
        let a = self
            .acc
            .data
            .iter()
            .map(|&acc| wage::activate(acc, self.shift, self.relu))
            .collect();
        Ok(ActivateOutput { a: self.acc.with(a) })
    }

    fn rtl(&self) -> Result<ActivateOutput, Failure> {
        let run = testbench::wage::activate(&self.acc.data, self.shift, self.relu).map_err(Failure::work)?;
        Ok(ActivateOutput {
            a: self.acc.with(run.value),
        })
    }
}

/// `wage-scale`: the exponent of the largest magnitude.
pub struct Scale {
    x: Tensor<i32>,
}

#[derive(Serialize)]
pub struct ScaleOutput {
    exponent: Option<i32>,
}

impl Unit for Scale {
    const FIELDS: &'static [&'static str] = &["x"];
    type Output = ScaleOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        Ok(Scale {
            x: fields.tensor("x", INT32)?,
        })
    }

    fn golden(&self) -> Result<ScaleOutput, Failure> {
        Ok(ScaleOutput {
            exponent: wage::scale(&self.x.data),
        })
    }

    fn rtl(&self) -> Result<ScaleOutput, Failure> {
        let run = testbench::wage::scale(&self.x.data).map_err(Failure::work)?;
        Ok(ScaleOutput { exponent: run.value })
    }
}

/// `wage-error`: errors to codes of one common scale.
pub struct ErrorCodes {
    e: Tensor<i32>,
}

#[derive(Serialize)]
pub struct ErrorOutput {
    e: Tensor<i8>,
    exponent: Option<i32>,
}

impl Unit for ErrorCodes {
    const FIELDS: &'static [&'static str] = &["e"];
    type Output = ErrorOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        Ok(ErrorCodes {
            e: fields.tensor("e", INT32)?,
        })
    }

    fn golden(&self) -> Result<ErrorOutput, Failure> {
        let (e, exponent) = wage::error(&self.e.data);
        Ok(ErrorOutput {
            e: self.e.with(e),
            exponent,
        })
    }

    fn rtl(&self) -> Result<ErrorOutput, Failure> {
        let (e, exponent) = testbench::wage::error(&self.e.data).map_err(Failure::work)?.value;
        Ok(ErrorOutput {
            e: self.e.with(e),
            exponent,
        })
    }
}

/// `wage-update`: weights moved by their gradients, rounded at random.
pub struct Update {
    w: Tensor<i8>,
    g: Tensor<i32>,
    rate_log2: i32,
    random: Tensor<u16>,
}

#[derive(Serialize)]
pub struct UpdateOutput {
    w: Tensor<i8>,
}

impl Unit for Update {
    const FIELDS: &'static [&'static str] = &["w", "g", "rate_log2", "random"];
    type Output = UpdateOutput;

    fn read(fields: &mut Fields) -> Result<Self, InputError> {
        let w: Tensor<i8> = fields.tensor("w", -64..=64)?;
        let g: Tensor<i32> = fields.tensor("g", INT32)?;
        let rate_log2 = fields.integer("rate_log2", -4..=6)?;
        let random: Tensor<u16> = fields.tensor("random", 0..=65_535)?;
        for (name, shape) in [("g", &g.shape), ("random", &random.shape)] {
            if *shape != w.shape {
                let expected = &w.shape;
                return Err(InputError(format!(
                    "{name} has the shape {shape:?}: expected {expected:?}, that of w"
                )));
            }
        }
        Ok(Update {
            w,
            g,
            rate_log2,
            random,
        })
    }

    fn golden(&self) -> Result<UpdateOutput, Failure> {
        let w = wage::update(&self.w.data, &self.g.data, self.rate_log2, &self.random.data)
            .map_err(Failure::work)?;
        Ok(UpdateOutput { w: self.w.with(w) })
    }

    fn rtl(&self) -> Result<UpdateOutput, Failure> {
        let run = testbench::wage::update(&self.w.data, &self.g.data, self.rate_log2, &self.random.data)
            .map_err(Failure::work)?;
        Ok(UpdateOutput {
            w: self.w.with(run.value),
        })
    }
}
