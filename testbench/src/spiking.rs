//! The unit `neuron` on data of any size.

use crate::models::NeuronModel;
use crate::stream::{Pace, Streams};
use crate::{Error, Run};
use golden::spiking::{Compare, Decay, Neuron as Parameters, Reset};
use ndarray::{Array2, ArrayView2};
use veribind::{lanes::sign_extend, Model, PortId};

/// Spikes (0 and 1) and membranes after each step, T x N each.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// Whether the neuron fired.
    pub spikes: Array2<u8>,
    /// Its membrane after the step.
    pub u: Array2<i32>,
}

/// Drives a `neuron` with any number of membranes.
pub struct Neuron<M> {
    model: M,
    streams: Streams,
    threshold: PortId,
    zero: PortId,
    strict: PortId,
    decay: PortId,
    decay_shift: PortId,
    s_current: PortId,
    s_first: PortId,
    m_u: PortId,
    m_spike: PortId,
    saturations: PortId,
    capacity: usize,
}

impl<M: Model> Neuron<M> {
    /// A model with `capacity` membranes, after reset.
    ///
    /// # Errors
    /// [`Error::Port`] when `M` is no `neuron`.
    pub fn new(capacity: usize) -> Result<Self, Error> {
        let mut model = M::new();
        model.reset();
        let port = |name| model.port(name);
        Ok(Neuron {
            streams: Streams::of(&model)?,
            threshold: port("threshold")?,
            zero: port("zero")?,
            strict: port("strict")?,
            decay: port("decay")?,
            decay_shift: port("decay_shift")?,
            s_current: port("s_current")?,
            s_first: port("s_first")?,
            m_u: port("m_u")?,
            m_spike: port("m_spike")?,
            saturations: port("saturations")?,
            capacity,
            model,
        })
    }

    /// Resets the model; the membranes stay as they are.
    pub fn reset(&mut self) {
        self.model.reset();
    }

    /// Runs N neurons over T steps of `currents` (T x N) from membranes at 0; more neurons than there are membranes go
    /// in groups, one group over all steps after the other.
    ///
    /// # Errors
    /// [`Error::Input`] for a threshold outside 1..=32767 or a decay shift above 15, and what [`Streams::transfer`]
    /// finds.
    pub fn run(
        &mut self,
        currents: ArrayView2<i16>,
        parameters: &Parameters,
        pace: &mut Pace,
    ) -> Result<Run<Steps>, Error> {
        self.set(parameters)?;
        let (t, n) = currents.dim();
        // in the order of the beats: step and neuron
        let mut order = Vec::with_capacity(t * n);
        for group in (0..n).step_by(self.capacity) {
            let group = group..n.min(group + self.capacity);
            order.extend((0..t).flat_map(|step| {
                let last = group.end - 1;
                group.clone().map(move |neuron| (step, neuron, neuron == last))
            }));
        }
        let mut steps = Steps {
            spikes: Array2::zeros((t, n)),
            u: Array2::zeros((t, n)),
        };
        let before = self.model.read(self.saturations);
        let (s_current, s_first, m_u, m_spike) = (self.s_current, self.s_first, self.m_u, self.m_spike);
        let cycles = self.streams.transfer(
            &mut self.model,
            pace,
            order.len(),
            |model, beat| {
                let (step, neuron, last) = order[beat];
                model.write(s_current, currents[(step, neuron)] as u64);
                model.write(s_first, u64::from(step == 0));
                last
            },
            order.len(),
            |model, beat| {
                let (step, neuron, last) = order[beat];
                steps.spikes[(step, neuron)] = model.read(m_spike) as u8;
                steps.u[(step, neuron)] = sign_extend(model.read(m_u), 24) as i32;
                last
            },
        )?;
        Ok(Run {
            value: steps,
            cycles,
            saturations: self.model.read(self.saturations) - before,
        })
    }

    fn set(&mut self, parameters: &Parameters) -> Result<(), Error> {
        let threshold = parameters.threshold;
        if !(1..=32767).contains(&threshold) {
            return Err(Error::Input(format!(
                "threshold is {threshold}: expected 1 to 32767"
            )));
        }
        let (kind, shift) = match parameters.decay {
            Decay::None => (0, 0),
            Decay::Keep(shift) => (1, shift),
            Decay::Lose(shift) => (2, shift),
        };
        if shift > 15 {
            return Err(Error::Input(format!("decay shift is {shift}: expected 0 to 15")));
        }
        self.model.write(self.threshold, threshold as u64);
        self.model
            .write(self.zero, u64::from(parameters.reset == Reset::Zero));
        self.model
            .write(self.strict, u64::from(parameters.compare == Compare::Gt));
        self.model.write(self.decay, kind);
        self.model.write(self.decay_shift, shift.into());
        Ok(())
    }
}

/// Membranes of the unit with its default parameters.
pub const NEURONS: usize = 1024;

/// N neurons over T steps of `currents` (T x N): `golden::spiking::Neuron::run` in hardware.
///
/// # Errors
/// As [`Neuron::run`].
pub fn neuron(currents: ArrayView2<i16>, parameters: &Parameters) -> Result<Run<Steps>, Error> {
    Neuron::<NeuronModel>::new(NEURONS)?.run(currents, parameters, &mut Pace::full())
}
