//! The unit `wage_update`.

use super::error::set_exponent;
use super::scale;
use crate::models::WageUpdateModel;
use crate::stream::{lanes_of, pack, Pace, Streams};
use crate::{Error, Run};
use golden::wage::WEIGHT_MAX;
use veribind::{lanes, Model, PortId};

/// Drives `wage_update` with any number of lanes.
pub struct Update<M> {
    model: M,
    streams: Streams,
    exponent: PortId,
    is_null: PortId,
    rate_log2: PortId,
    s_w: PortId,
    s_g: PortId,
    s_random: PortId,
    m_w: PortId,
    saturations: PortId,
    lanes: usize,
}

impl<M: Model> Update<M> {
    /// A model after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `wage_update`.
    pub fn new() -> Result<Self, Error> {
        let mut model = M::new();
        model.reset();
        Ok(Update {
            streams: Streams::of(&model)?,
            exponent: model.port("exponent")?,
            is_null: model.port("is_null")?,
            rate_log2: model.port("rate_log2")?,
            s_w: model.port("s_w")?,
            s_g: model.port("s_g")?,
            s_random: model.port("s_random")?,
            m_w: model.port("m_w")?,
            saturations: model.port("saturations")?,
            lanes: lanes_of::<M>("s_w", 8)?,
            model,
        })
    }

    /// Resets the model.
    pub fn reset(&mut self) {
        self.model.reset();
    }

    /// The new weights, at an exponent that is known.
    ///
    /// # Errors
    /// [`Error::Input`] for slices of different lengths, a weight outside -64..=64, an exponent outside 0..=31 or a rate
    /// outside -8..=7, and what [`Streams::transfer`] finds.
    pub fn run(
        &mut self,
        (w, g, random): (&[i8], &[i32], &[u16]),
        exponent: Option<i32>,
        rate_log2: i32,
        pace: &mut Pace,
    ) -> Result<Run<Vec<i8>>, Error> {
        check(w, g, random, rate_log2)?;
        set_exponent(&mut self.model, self.exponent, self.is_null, exponent)?;
        self.model.write(self.rate_log2, rate_log2 as u64 & 0xf);
        let lanes = self.lanes;
        let beats = w.len().div_ceil(lanes);
        let before = self.model.read(self.saturations);
        let (s_w, s_g, s_random, m_w) = (self.s_w, self.s_g, self.s_random, self.m_w);
        let mut updated = Vec::with_capacity(w.len());
        let cycles = self.streams.transfer(
            &mut self.model,
            pace,
            beats,
            |model, beat| {
                let part = beat * lanes..w.len().min((beat + 1) * lanes);
                model.write_words(s_w, &pack(8, w[part.clone()].iter().map(|&w| w.into())));
                model.write_words(s_g, &pack(32, g[part.clone()].iter().map(|&g| g.into())));
                model.write_words(s_random, &pack(16, random[part].iter().map(|&r| r.into())));
                beat == beats - 1
            },
            beats,
            |model, beat| {
                let count = lanes.min(w.len() - beat * lanes);
                let words = model.read_words(m_w);
                updated.extend(lanes::unpack_signed(&words, 8, count).map(|w| w as i8));
                beat == beats - 1
            },
        )?;
        Ok(Run {
            value: updated,
            cycles,
            saturations: self.model.read(self.saturations) - before,
        })
    }
}

fn check(w: &[i8], g: &[i32], random: &[u16], rate_log2: i32) -> Result<(), Error> {
    if w.len() != g.len() || w.len() != random.len() {
        let (w, g, random) = (w.len(), g.len(), random.len());
        return Err(Error::Input(format!(
            "w, g and random have {w}, {g} and {random} elements: expected one length"
        )));
    }
    if let Some(index) = w.iter().position(|&w| i32::from(w).abs() > WEIGHT_MAX) {
        let value = w[index];
        return Err(Error::Input(format!("w[{index}] is {value}: expected -64 to 64")));
    }
    if !(-8..=7).contains(&rate_log2) {
        return Err(Error::Input(format!(
            "rate_log2 is {rate_log2}: expected -8 to 7"
        )));
    }
    Ok(())
}

/// The new weights on 16 lanes, in two passes: first `wage_scale` over the whole gradient, then `wage_update`.
/// `golden::wage::update` in hardware; the cycles are those of both passes.
///
/// # Errors
/// As [`Update::run`].
pub fn update(w: &[i8], g: &[i32], rate_log2: i32, random: &[u16]) -> Result<Run<Vec<i8>>, Error> {
    check(w, g, random, rate_log2)?;
    let first = scale(g)?;
    let second =
        Update::<WageUpdateModel>::new()?.run((w, g, random), first.value, rate_log2, &mut Pace::full())?;
    Ok(Run {
        cycles: first.cycles + second.cycles,
        ..second
    })
}
