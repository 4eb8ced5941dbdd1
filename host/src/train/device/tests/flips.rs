//! One bit that flips inside a memory of the RTL fails the check at that batch; the batches before pass.

use super::*;
use golden::core::packet::{command, reply, Header};
use golden::core::Packet;
use golden::wage::{clipped, error_at, scale, ternary};
use testbench::core::{CoreSim, Element};

/// The core that is to fail.
const CONFIG: Config = config::MEDIUM;

/// Cycles of silence after which the core counts as stuck.
const PATIENCE: u64 = 1_000_000;

/// When in its batch a bit flips.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Moment {
    /// Before anything of the batch is computed.
    Start,
    /// With the first results of the forward pass, before any error is.
    Results,
}

/// A bit that flips.
#[derive(Debug, Clone, Copy)]
struct Flip {
    element: Element,
    mask: u32,
    /// Counted from 1.
    batch: usize,
    moment: Moment,
}

/// An RTL in which a bit flips.
struct Flipping {
    core: CoreSim,
    flip: Option<Flip>,
    runs: usize,
}

impl Flipping {
    fn at(&mut self, moment: Moment) {
        let due = |flip: &mut Flip| (flip.batch, flip.moment) == (self.runs, moment);
        if let Some(Flip { element, mask, .. }) = self.flip.take_if(due) {
            let before = self.core.element(element).unwrap();
            self.core.flip(element, mask).unwrap();
            assert_eq!(self.core.element(element).unwrap(), before ^ mask);
        }
    }
}

impl Device for Flipping {
    fn name(&self) -> String {
        "flipping".to_owned()
    }

    fn has_cycles(&self) -> bool {
        true
    }

    fn send(&mut self, words: &[u32]) -> Result<(), DeviceError> {
        if Header::from_word(words[0]).opcode == command::RUN {
            self.runs += 1;
            self.at(Moment::Start);
        }
        self.core.send(words);
        Ok(())
    }

    fn receive(&mut self) -> Result<Packet, DeviceError> {
        let packet = self.core.receive(PATIENCE).expect("an answer");
        if Header::from_word(packet[0]).opcode == reply::RESULT {
            self.at(Moment::Results);
        }
        Ok(packet)
    }
}

/// The batch at which the check fails, and what differs first.
fn fails(norm: Option<Norm>, flip: Flip) -> (u32, Difference) {
    let architecture = architecture(norm);
    let device = Flipping {
        core: CoreSim::new(CONFIG),
        flip: Some(flip),
        runs: 0,
    };
    checked(learner(Box::new(device), &architecture), &architecture).expect("the check sees the flip")
}

/// The network as it is compiled for that core.
fn compiled(norm: Option<Norm>) -> Compiled {
    learner(Box::new(GoldenDevice::new(CONFIG)), &architecture(norm)).compiled
}

/// What golden has learned after `batches` batches, and the batch that follows.
fn golden_after(batches: usize, norm: Option<Norm>) -> (Network, Lesson) {
    let architecture = architecture(norm);
    let (images, labels) = data();
    let mut network = Network::new(architecture.clone(), settings().seed);
    let mut lessons = Batches::new(&architecture, settings(), images.view(), &labels, 0).unwrap();
    for lesson in lessons.by_ref().take(batches) {
        network.train_step(lesson.batch()).unwrap();
    }
    let next = lessons.next().unwrap();
    (network, next)
}

#[test]
fn a_flipped_bit_of_a_weight_fails_the_check_at_that_batch() {
    let layer = &compiled(None).plan.layers[1];
    let (network, _) = golden_after(2, None);
    // a low bit, which the ternary weight does not show: nothing but the weight itself differs
    let small = |(_, w): &((usize, usize), &i8)| w.abs() < 32;
    let weights = &network.parameters().weights[1];
    let ((k, out), _) = weights.indexed_iter().find(small).unwrap();
    let taps = layer.geometry.taps();
    let element = Element::Weight {
        lane: out % CONFIG.size,
        address: layer.weights + out / CONFIG.size * taps + k,
    };
    let flip = |mask| Flip {
        element,
        mask,
        batch: 3,
        moment: Moment::Start,
    };
    let (batch, difference) = fails(None, flip(1));
    assert_eq!(batch, 3);
    assert_eq!(difference.tensor, "layers.1.weight");
    assert_eq!(difference.index, [k, out]);
    assert_eq!((difference.device - difference.golden).abs(), 1);
    // a high bit turns the product as well
    assert_eq!(fails(None, flip(1 << 6)).0, 3);
}

#[test]
fn a_flipped_bit_of_a_norm_parameter_fails_the_check_at_that_batch() {
    for norm in [Norm::L1, Norm::L2] {
        let channel = compiled(Some(norm)).plan.layers[0].channel + 4;
        let found = |element, bit: u32| {
            let flip = Flip {
                element,
                mask: 1 << bit,
                batch: 2,
                moment: Moment::Start,
            };
            let (batch, difference) = fails(Some(norm), flip);
            assert_eq!(batch, 2, "{flip:?}");
            difference
        };
        for (element, bit) in [(Element::Gamma(channel), 7), (Element::Beta(channel), 6)] {
            let difference = found(element, bit);
            assert!(difference.tensor.starts_with("layers.0."), "{difference}");
        }
        // nothing but the statistic itself depends on a running statistic
        for (element, name) in [
            (Element::Mean(channel), "layers.0.mean"),
            (Element::Scale(channel), "layers.0.scale"),
        ] {
            let difference = found(element, 12);
            assert_eq!(
                (difference.tensor.as_str(), &difference.index[..]),
                (name, &[4][..])
            );
        }
    }
}

/// The place in layer 1 with the largest error that passes the mask: image of the first group, output.
fn largest_error(network: &Network, lesson: &Lesson, shifts: [u32; 2]) -> (usize, usize) {
    let outputs = network.forward(lesson.images.view()).unwrap();
    let (hidden, last) = (&outputs[1], &outputs[2]);
    let weights = &network.parameters().weights[2];
    let e = Array2::from_shape_fn(last.a.dim(), |(image, out)| {
        let target = if usize::from(lesson.labels[image]) == out {
            128
        } else {
            0
        };
        match clipped(last.acc[(image, out)], shifts[1]) {
            true => 0,
            false => i32::from(last.a[(image, out)]) - target,
        }
    });
    let exponent = scale(e.as_slice().unwrap());
    let propagated = |image: usize, k: usize| -> i32 {
        let q = |out: usize| i32::from(error_at(e[(image, out)], exponent));
        (0..e.ncols())
            .map(|out| i32::from(ternary(weights[(k, out)])) * q(out))
            .sum()
    };
    let passes = |&(image, k): &(usize, usize)| {
        let acc = hidden.acc[(image, k)];
        acc > 0 && !clipped(acc, shifts[0])
    };
    let places = (0..CONFIG.size).flat_map(|image| (0..hidden.a.ncols()).map(move |k| (image, k)));
    places
        .filter(passes)
        .max_by_key(|&(image, k)| propagated(image, k).abs())
        .unwrap()
}

#[test]
fn a_flipped_bit_of_a_mask_fails_the_check_at_that_batch() {
    let plan = compiled(None).plan;
    let (network, lesson) = golden_after(1, None);
    let shifts = [1, 2].map(|layer: usize| plan.layers[layer].geometry.shift);
    let (image, out) = largest_error(&network, &lesson, shifts);
    // clipped that was not; not positive that was
    for mask in [0b01, 0b10] {
        let flip = Flip {
            element: Element::Flags {
                lane: image,
                address: plan.layers[1].errors + out,
            },
            mask,
            batch: 2,
            moment: Moment::Results,
        };
        let (batch, difference) = fails(None, flip);
        assert_eq!(batch, 2, "{flip:?}");
        assert!(difference.tensor.ends_with(".weight"), "{difference}");
    }
}
