//! The memory plan: where everything of a network lies in a configuration's memories.
//!
//! | memory | regions |
//! |---|---|
//! | A | one or two input buffers of all groups of a batch; the results of every layer |
//! | E-space (E, I, F) | errors, pool indices and flags of every layer's results; normalised layers first |
//! | X | the same addresses, for normalised layers alone: X may be smaller than E |
//! | W | the weights of every layer, column group after column group; a block of zeros where a step needs it |
//! | C | the channels of normalised layers |
//! | L | the labels of every input buffer, a slot a group |
//!
//! Two input buffers let the next batch come in while this one is computed. Where they do not fit, one must do: the next
//! batch then waits for the end of a step, though its computation begins with its first group of images.

use super::emit::{Placed, Source};
use super::geometry::Geometry;
use super::CompileError;
use golden::core::Config;
use golden::learn::wage::{Architecture, Layer};
use serde::Serialize;

/// What a plan is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Purpose {
    /// Training steps on batches of this many images.
    Training {
        /// Images of a batch.
        batch: usize,
    },
    /// Inference, a group of images at a time.
    Inference,
}

/// Part of a memory.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Region {
    /// The memory.
    pub memory: &'static str,
    /// What it holds.
    pub name: String,
    /// First address.
    pub address: usize,
    /// Addresses.
    pub size: usize,
}

/// How much of a memory is in use.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Usage {
    /// The memory.
    pub memory: &'static str,
    /// Addresses needed.
    pub needed: usize,
    /// Addresses that there are.
    pub available: usize,
}

/// Where a network lies in the memories of a configuration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Plan {
    /// The configuration.
    pub config: Config,
    /// Images of a batch; N for inference.
    pub batch: usize,
    /// Groups of images of a batch.
    pub groups: usize,
    /// The layers, from the bottom.
    pub layers: Vec<Placed>,
    /// Addresses in A of the input buffers, one or two.
    pub inputs: Vec<usize>,
    /// Where W holds a block of zeros, N addresses, when a step needs it.
    pub zeros: Option<usize>,
    /// Every region of every memory.
    pub regions: Vec<Region>,
    /// Every memory but P.
    pub memories: Vec<Usage>,
}

/// SAMPLES packets begin at a multiple of so many addresses.
const ALIGNMENT: usize = 4;

impl Plan {
    /// Places `architecture` in the memories of `config`; `net` names it in messages.
    ///
    /// # Errors
    /// [`CompileError`].
    pub fn new(
        net: &str,
        architecture: &Architecture,
        config: Config,
        purpose: Purpose,
    ) -> Result<Plan, CompileError> {
        check(net, architecture, config, purpose)?;
        // A wider pitch for the input is worth more than a second buffer: it saves three of five passes of a gradient.
        let choices = [(2, true), (1, true), (2, false), (1, false)];
        let mut plans = choices
            .into_iter()
            .map(|(buffers, wide)| lay(architecture.layers(), config, purpose, buffers, wide));
        if let Some(plan) = plans.find(Plan::fits) {
            return Ok(plan);
        }
        let (batch, largest) = match purpose {
            Purpose::Inference => (None, None),
            Purpose::Training { batch } => (Some(batch), largest_batch(architecture, config, batch)),
        };
        let least = lay(architecture.layers(), config, purpose, 1, false);
        Err(CompileError::TooLarge {
            net: net.to_owned(),
            config: config.name,
            batch,
            short: least
                .memories
                .into_iter()
                .filter(|m| m.needed > m.available)
                .collect(),
            largest,
        })
    }

    fn fits(&self) -> bool {
        self.memories.iter().all(|m| m.needed <= m.available)
    }
}

/// The largest batch below `batch` that fits, if any does.
fn largest_batch(architecture: &Architecture, config: Config, batch: usize) -> Option<usize> {
    let fits = |batch| {
        lay(
            architecture.layers(),
            config,
            Purpose::Training { batch },
            1,
            false,
        )
        .fits()
    };
    largest(batch, fits)
}

/// The largest batch below `bound` that `fits`, if any does. What is needed grows with the batch.
pub(super) fn largest(bound: usize, fits: impl Fn(usize) -> bool) -> Option<usize> {
    // `low` fits, `high` does not.
    let (mut low, mut high) = (0, bound);
    while high - low > 1 {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    (low > 0).then_some(low)
}

/// What a configuration must have, whatever the sizes, and that no sum leaves its 32 bits.
fn check(
    net: &str,
    architecture: &Architecture,
    config: Config,
    purpose: Purpose,
) -> Result<(), CompileError> {
    let normalised = architecture.layers().iter().any(|layer| layer.norm.is_some());
    match purpose {
        Purpose::Inference if normalised && !config.normalises() => {
            return Err(CompileError::NoNormaliser {
                net: net.to_owned(),
                config: config.name,
            });
        }
        Purpose::Inference => {}
        Purpose::Training { batch } => {
            if !config.trains || (normalised && !config.normalises()) {
                return Err(CompileError::NotBuiltIn {
                    config: config.name,
                    what: if config.trains { "normalise" } else { "train" },
                });
            }
            if batch == 0 || batch > architecture.batch_max() {
                return Err(CompileError::Batch {
                    batch,
                    most: architecture.batch_max(),
                });
            }
        }
    }
    const CODE: u128 = 127;
    for (index, layer) in architecture.layers().iter().enumerate() {
        let g = Geometry::new(layer, config.size, index == 0);
        let transposed = g.kernel.0 * g.kernel.1 * g.outputs;
        let mut sums = vec![("forward", g.taps() as u128 * CODE)];
        if let Purpose::Training { batch } = purpose {
            sums.push(("transposed", transposed as u128 * CODE));
            // Of a pool, one of four positions counts.
            sums.push(("gradient", (batch * g.area()) as u128 * CODE * CODE));
        }
        for (product, bound) in sums {
            if bound >= 1 << 31 {
                return Err(CompileError::Sum {
                    layer: index,
                    product,
                    bound,
                });
            }
        }
    }
    Ok(())
}

/// Hands out addresses of one memory.
struct Shelf {
    memory: &'static str,
    next: usize,
    regions: Vec<Region>,
}

impl Shelf {
    fn new(memory: &'static str) -> Shelf {
        Shelf {
            memory,
            next: 0,
            regions: Vec::new(),
        }
    }

    fn put(&mut self, name: String, size: usize) -> usize {
        let address = self.next;
        self.next = address.saturating_add(size);
        self.regions.push(Region {
            memory: self.memory,
            name,
            address,
            size,
        });
        address
    }
}

/// Lays out the layers without asking whether they fit.
fn lay(layers: &[Layer], config: Config, purpose: Purpose, buffers: usize, wide: bool) -> Plan {
    let trains = purpose != Purpose::Inference;
    let batch = match purpose {
        Purpose::Training { batch } => batch,
        Purpose::Inference => config.size,
    };
    let groups = batch.div_ceil(config.size);
    let geometries: Vec<Geometry> = layers
        .iter()
        .enumerate()
        .map(|(index, layer)| {
            let g = Geometry::new(layer, config.size, index == 0);
            match index == 0 && wide && trains {
                true => g.with_taps_on_rows(config.size).unwrap_or(g),
                false => g,
            }
        })
        .collect();

    let mut a = Shelf::new("A");
    let input = geometries
        .first()
        .map_or(0, |g| g.stored().next_multiple_of(ALIGNMENT));
    let inputs: Vec<usize> = (0..buffers)
        .map(|buffer| a.put(format!("input buffer {buffer}"), input * groups))
        .collect();
    let activations = activations(&mut a, &geometries, groups, trains);

    let (mut e, mut x) = (Shelf::new("E"), Shelf::new("X"));
    let mut errors = vec![0; geometries.len()];
    let (mut c, mut l) = (Shelf::new("C"), Shelf::new("L"));
    let mut channels = vec![0; geometries.len()];
    if trains {
        for normalised in [true, false] {
            for (index, g) in geometries.iter().enumerate() {
                if g.norm.is_some() != normalised {
                    continue;
                }
                errors[index] = e.put(format!("layer {index} errors, flags"), g.size() * groups);
                if normalised {
                    x.put(format!("layer {index} samples"), g.size() * groups);
                    channels[index] = c.put(format!("layer {index} channels"), g.outputs);
                }
            }
        }
        for buffer in 0..buffers {
            l.put(format!("labels of buffer {buffer}"), groups);
        }
    } else {
        // The samples of a layer are done with before the next layer's are written. E-space has nothing else to keep.
        let normalised = || geometries.iter().enumerate().filter(|(_, g)| g.norm.is_some());
        if let Some(size) = normalised().map(|(_, g)| g.size()).max() {
            x.put("samples of a layer".to_owned(), size);
        }
        for (index, g) in normalised() {
            channels[index] = c.put(format!("layer {index} channels"), g.outputs);
        }
    }

    let mut w = Shelf::new("W");
    let weights: Vec<usize> = geometries
        .iter()
        .enumerate()
        .map(|(index, g)| {
            w.put(
                format!("layer {index} weights"),
                g.outputs.div_ceil(config.size) * g.taps(),
            )
        })
        .collect();
    let drops = |g: &Geometry| g.pad == 0 && (g.dropped.0 || g.dropped.1);
    let zeros =
        (trains && geometries.iter().skip(1).any(drops)).then(|| w.put("zeros".to_owned(), config.size));

    let available = [
        config.a_depth(),
        config.w_depth(),
        config.e_depth(),
        config.x_depth(),
        config.c_depth(),
        config.l_depth(),
    ];
    let shelves = [a, w, e, x, c, l];
    let usage = |(shelf, available): (&Shelf, usize)| Usage {
        memory: shelf.memory,
        needed: shelf.next,
        available,
    };
    let memories = shelves.iter().zip(available).map(usage).collect();
    let place = |(index, geometry): (usize, Geometry)| Placed {
        geometry,
        input: match index {
            0 => Source::Host(inputs.clone()),
            _ => Source::Layer(activations[index - 1]),
        },
        group: match index {
            0 => input,
            _ => geometry.stored(),
        },
        activations: activations[index],
        errors: errors[index],
        weights: weights[index],
        channel: channels[index],
    };
    Plan {
        config,
        batch,
        groups,
        layers: geometries.into_iter().enumerate().map(place).collect(),
        inputs: inputs.clone(),
        zeros,
        regions: shelves.into_iter().flat_map(|shelf| shelf.regions).collect(),
        memories,
    }
}

/// The results of every layer in A. Training keeps them all; inference keeps those that a layer reads and writes, and
/// sends the last.
fn activations(a: &mut Shelf, geometries: &[Geometry], groups: usize, trains: bool) -> Vec<usize> {
    if trains {
        let put = |(index, g): (usize, &Geometry)| a.put(format!("layer {index} results"), g.size() * groups);
        return geometries.iter().enumerate().map(put).collect();
    }
    let hidden = &geometries[..geometries.len().saturating_sub(1)];
    let mut turns = [0; 2];
    for (parity, turn) in turns.iter_mut().enumerate() {
        let size = hidden.iter().skip(parity).step_by(2).map(Geometry::size).max();
        let name = ["results of even layers", "results of odd layers"][parity];
        *turn = a.put(name.to_owned(), size.unwrap_or(0));
    }
    (0..geometries.len()).map(|index| turns[index % 2]).collect()
}
