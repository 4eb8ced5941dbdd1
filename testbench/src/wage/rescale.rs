//! The unit `wage_activate`, and the pass that it shares with `wage_error`: a vector through lanes of int32 to int8.

use crate::models::WageActivateModel;
use crate::stream::{lanes_of, pack, Pace, Streams};
use crate::{Error, Run};
use veribind::{lanes, Model, PortId};

/// A unit with `LANES` int32 in and `LANES` int8 out.
pub(super) struct Lanes<M> {
    pub model: M,
    streams: Streams,
    s_data: PortId,
    m_data: PortId,
    saturations: PortId,
    lanes: usize,
}

impl<M: Model> Lanes<M> {
    pub fn new() -> Result<Self, Error> {
        let mut model = M::new();
        model.reset();
        Ok(Lanes {
            streams: Streams::of(&model)?,
            s_data: model.port("s_data")?,
            m_data: model.port("m_data")?,
            saturations: model.port("saturations")?,
            lanes: lanes_of::<M>("s_data", 32)?,
            model,
        })
    }

    /// One pass over `x`, padded with zeros; `also` sees every result, its first element and its number of elements.
    pub fn run(
        &mut self,
        x: &[i32],
        pace: &mut Pace,
        mut also: impl FnMut(&M, usize, usize),
    ) -> Result<Run<Vec<i8>>, Error> {
        let (s_data, m_data, lanes) = (self.s_data, self.m_data, self.lanes);
        let beats = x.len().div_ceil(lanes);
        let before = self.model.read(self.saturations);
        let mut codes = Vec::with_capacity(x.len());
        let cycles = self.streams.transfer(
            &mut self.model,
            pace,
            beats,
            |model, beat| {
                let x = &x[beat * lanes..x.len().min((beat + 1) * lanes)];
                model.write_words(s_data, &pack(32, x.iter().map(|&x| i64::from(x))));
                beat == beats - 1
            },
            beats,
            |model, beat| {
                let count = lanes.min(x.len() - beat * lanes);
                let words = model.read_words(m_data);
                codes.extend(lanes::unpack_signed(&words, 8, count).map(|code| code as i8));
                also(model, beat * lanes, count);
                beat == beats - 1
            },
        )?;
        Ok(Run {
            value: codes,
            cycles,
            saturations: self.model.read(self.saturations) - before,
        })
    }
}

/// Drives `wage_activate` with any number of lanes.
pub struct Activate<M> {
    lanes: Lanes<M>,
    shift: PortId,
    relu: PortId,
    m_clipped: PortId,
}

impl<M: Model> Activate<M> {
    /// A model after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `wage_activate`.
    pub fn new() -> Result<Self, Error> {
        let lanes = Lanes::<M>::new()?;
        Ok(Activate {
            shift: lanes.model.port("shift")?,
            relu: lanes.model.port("relu")?,
            m_clipped: lanes.model.port("m_clipped")?,
            lanes,
        })
    }

    /// Resets the model.
    pub fn reset(&mut self) {
        self.lanes.model.reset();
    }

    /// The codes of `acc`, and which elements were clipped.
    ///
    /// # Errors
    /// [`Error::Input`] for a shift above 31, and what [`Streams::transfer`] finds.
    pub fn run(
        &mut self,
        acc: &[i32],
        shift: u32,
        relu: bool,
        pace: &mut Pace,
    ) -> Result<(Run<Vec<i8>>, Vec<bool>), Error> {
        if shift > 31 {
            return Err(Error::Input(format!("shift is {shift}: expected 0 to 31")));
        }
        self.lanes.model.write(self.shift, shift.into());
        self.lanes.model.write(self.relu, relu.into());
        let (port, mut clipped) = (self.m_clipped, Vec::with_capacity(acc.len()));
        let run = self.lanes.run(acc, pace, |model, _, count| {
            let flags = model.read_words(port);
            clipped.extend((0..count).map(|lane| lanes::get(&flags, lane, 1) == 1));
        })?;
        Ok((run, clipped))
    }
}

/// The activations of `acc` on 16 lanes: `golden::wage::activate` in hardware.
///
/// # Errors
/// As [`Activate::run`].
pub fn activate(acc: &[i32], shift: u32, relu: bool) -> Result<Run<Vec<i8>>, Error> {
    Ok(Activate::<WageActivateModel>::new()?
        .run(acc, shift, relu, &mut Pace::full())?
        .0)
}
