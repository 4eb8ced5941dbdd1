//! The unit `wage_scale`.

use crate::models::WageScaleModel;
use crate::stream::{lanes_of, pack, Pace, Streams};
use crate::{Error, Run};
use veribind::{Model, PortId};

/// Drives `wage_scale` with any number of lanes.
pub struct Scale<M> {
    model: M,
    streams: Streams,
    s_data: PortId,
    m_exponent: PortId,
    m_null: PortId,
    lanes: usize,
}

impl<M: Model> Scale<M> {
    /// A model after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `wage_scale`.
    pub fn new() -> Result<Self, Error> {
        let mut model = M::new();
        model.reset();
        Ok(Scale {
            streams: Streams::of(&model)?,
            s_data: model.port("s_data")?,
            m_exponent: model.port("m_exponent")?,
            m_null: model.port("m_null")?,
            lanes: lanes_of::<M>("s_data", 32)?,
            model,
        })
    }

    /// Resets the model.
    pub fn reset(&mut self) {
        self.model.reset();
    }

    /// The exponents of several tensors, one after the other without a pause. An empty one is sent as a beat of zeros.
    ///
    /// # Errors
    /// What [`Streams::transfer`] finds.
    pub fn run(&mut self, tensors: &[&[i32]], pace: &mut Pace) -> Result<Run<Vec<Option<i32>>>, Error> {
        let (s_data, lanes) = (self.s_data, self.lanes);
        // every beat: its tensor, its first element, and whether it is the last
        let mut beats = Vec::new();
        for tensor in tensors {
            let count = tensor.len().div_ceil(lanes).max(1);
            beats.extend((0..count).map(|beat| (*tensor, beat * lanes, beat == count - 1)));
        }
        let (m_exponent, m_null) = (self.m_exponent, self.m_null);
        let mut exponents = Vec::with_capacity(tensors.len());
        let cycles = self.streams.transfer(
            &mut self.model,
            pace,
            beats.len(),
            |model, beat| {
                let (x, first, last) = beats[beat];
                let x = &x[first..x.len().min(first + lanes)];
                model.write_words(s_data, &pack(32, x.iter().map(|&x| i64::from(x))));
                last
            },
            tensors.len(),
            |model, _| {
                let exponent = model.read(m_exponent) as i32;
                exponents.push((model.read(m_null) == 0).then_some(exponent));
                true
            },
        )?;
        Ok(Run {
            value: exponents,
            cycles,
            saturations: 0,
        })
    }
}

/// The exponent of `x` on 16 lanes: `golden::wage::scale` in hardware.
///
/// # Errors
/// As [`Scale::run`].
pub fn scale(x: &[i32]) -> Result<Run<Option<i32>>, Error> {
    let run = Scale::<WageScaleModel>::new()?.run(&[x], &mut Pace::full())?;
    Ok(Run {
        value: run.value[0],
        cycles: run.cycles,
        saturations: 0,
    })
}
