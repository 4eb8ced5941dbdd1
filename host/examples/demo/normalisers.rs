//! Step 4: the normaliser units on what the trained network computes.

use anyhow::{ensure, Result};
use golden::norm::{self, Norm, SCALE_FRAC};
use golden::wage::{error, ternary};
use host::data::Split;
use host::weights::Weights;
use ndarray::{s, Array2};

/// Images of a batch, the samples of a channel.
const BATCH: usize = 128;
/// gamma of 1 and beta of 0, as training starts.
const GAMMA: i32 = 256;

/// Runs L1 and L2, forward and backward, on the accumulators and errors of the first layer, all its channels.
pub fn run(weights: &Weights, test: &Split) -> Result<()> {
    let (x, dy) = accumulators_and_errors(weights, test)?;
    println!(
        "\nnormalisers on the first layer's accumulators and errors, {} channels of {BATCH} samples:",
        x.len()
    );
    let gamma = vec![GAMMA; x.len()];
    let beta = vec![0; x.len()];
    for kind in [Norm::L1, Norm::L2] {
        let run = testbench::norm::forward(kind, &x, &gamma, &beta)?;
        let mut scales = 0.0;
        for (channel, x) in run.channels.iter().zip(&x) {
            let golden = norm::forward(kind, x, GAMMA, 0)?;
            let y: Vec<i64> = golden.y.iter().copied().map(i64::from).collect();
            ensure!(
                (channel.mu, channel.scale, &channel.data) == (golden.mu, golden.scale, &y),
                "the forward {kind:?} normaliser differs from golden"
            );
            scales += f64::from(golden.scale) / f64::from(1 << SCALE_FRAC);
        }
        let forward = run.cycles;
        let run = testbench::norm::backward(kind, &x, &dy, &gamma)?;
        for ((channel, x), dy) in run.channels.iter().zip(&x).zip(&dy) {
            let golden = norm::backward(kind, x, dy, GAMMA)?;
            ensure!(
                (&channel.data, channel.dgamma, channel.dbeta) == (&golden.dx, golden.dgamma, golden.dbeta),
                "the backward {kind:?} normaliser differs from golden"
            );
        }
        let samples = (x.len() * BATCH) as f64;
        println!(
            "  {kind:?}: equal to golden; forward {forward} cycles ({:.2} a sample), backward {} cycles ({:.2} a sample), mean s {:.1}",
            forward as f64 / samples,
            run.cycles,
            run.cycles as f64 / samples,
            scales / x.len() as f64
        );
    }
    Ok(())
}

/// Samples of every channel, and their errors.
type Channels = (Vec<Vec<i16>>, Vec<Vec<i8>>);

/// The first layer's accumulators as the normaliser takes them, and the errors that the last layer sends down.
fn accumulators_and_errors(weights: &Weights, test: &Split) -> Result<Channels> {
    let network = golden::learn::wage::Network::from_weights(weights.layers().to_vec())?;
    let layers = network.forward(test.images.slice(s![..BATCH, ..]))?;
    let x = columns(&layers[0].acc, |acc| {
        golden::fixed::sat_bits(i64::from(acc), 16) as i16
    });

    let out = &layers[layers.len() - 1].a;
    let loss: Vec<i32> = out
        .indexed_iter()
        .map(|((image, class), code)| {
            i32::from(*code)
                - if usize::from(test.labels[image]) == class {
                    128
                } else {
                    0
                }
        })
        .collect();
    let (q, _) = error(&loss);
    let q = Array2::from_shape_vec(out.dim(), q)?.mapv(i32::from);
    let digits = weights.layers()[weights.layers().len() - 1].mapv(|w| i32::from(ternary(w)));
    let down = q.dot(&digits.t());
    let flat: Vec<i32> = down.iter().copied().collect();
    let (e, _) = error(&flat);
    let e = Array2::from_shape_vec(down.dim(), e)?;
    Ok((x, columns(&e, |code| code)))
}

fn columns<A: Copy, B>(matrix: &Array2<A>, map: impl Fn(A) -> B) -> Vec<Vec<B>> {
    matrix
        .columns()
        .into_iter()
        .map(|column| column.iter().map(|value| map(*value)).collect())
        .collect()
}
