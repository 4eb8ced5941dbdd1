//! The accumulator and the normalisers at their bounds, and the counts of what they cut.

use super::networks::{conv, dense, found};
use super::reference;
use golden::learn::wage::{Architecture, ArchitectureError, Batch, Network, Parameters, Report, Shape};
use golden::norm::Norm;
use ndarray::Array2;

/// A step on both sides; returns the report.
fn step(architecture: &Architecture, mut parameters: Parameters, x: &Array2<i8>, labels: &[u8]) -> Report {
    let mut network = Network::from_parameters(architecture.clone(), parameters.clone()).unwrap();
    let batch = Batch {
        images: x.view(),
        labels,
        rate_log2: 0,
        seed: 1,
        step: 1,
    };
    let report = network.train_step(batch).unwrap();
    assert_eq!(
        found(&report),
        reference::step(architecture, &mut parameters, &batch)
    );
    assert_eq!(network.parameters(), &parameters);
    report
}

#[test]
fn accumulators_beyond_int16_are_cut_and_counted() {
    // 127 * 258 = 32766 fits, 127 * 259 does not
    for (inputs, cut) in [(258, 0), (259, 8)] {
        let architecture = Architecture::new(Shape::vector(inputs), &[dense(2), dense(2)], Some(Norm::L2));
        let architecture = architecture.unwrap();
        let mut parameters = Parameters::initial(&architecture, 1);
        parameters.weights[0].fill(64);
        parameters.weights[0].column_mut(1).fill(-64);
        let mut x = Array2::from_elem((6, inputs), 127i8);
        // two samples inside, so that the channels have a spread
        x.row_mut(0).fill(0);
        x.row_mut(1).fill(5);
        let report = step(&architecture, parameters, &x, &[0, 1, 0, 1, 0, 1]);
        assert_eq!(report.layers[0].x_saturated, cut);
        assert_eq!(report.layers[1].x_saturated, 0);
    }
}

#[test]
fn the_longest_sum_of_codes_stays_exact() {
    // at each of 2^17 positions the taps -128, 127 and 2 make an accumulator of 1, whose activation is 0: the result is
    // 0, its error -128 reaches every position, and each gradient is the sum of 2^17 equal products
    let architecture = Architecture::new(Shape::new(3, 512, 256), &[conv(1, 1, false), dense(1)], None);
    let architecture = architecture.unwrap();
    assert_eq!(architecture.batch_max(), 1);
    let mut parameters = Parameters::initial(&architecture, 1);
    parameters.weights.iter_mut().for_each(|w| w.fill(64));
    let x = Array2::from_shape_fn((1, architecture.inputs()), |(_, i)| [-128i8, 127, 2][i % 3]);
    let report = step(&architecture, parameters, &x, &[0]);
    assert_eq!(report.layers[0].gradient_max, (128 * 127) << 17);
    assert_eq!(report.layers[0].gradient_scale, Some(31));
    let too_long = Architecture::new(Shape::new(1, 512, 257), &[conv(1, 1, false), dense(1)], None);
    assert_eq!(
        too_long,
        Err(ArchitectureError::Positions {
            layer: 0,
            found: 512 * 257
        })
    );
}

/// A map of one lit pixel under a convolution of one weight, then the classes.
fn one_pixel(height: usize, width: usize, norm: Norm) -> (Architecture, Parameters, Array2<i8>) {
    let architecture = Architecture::new(
        Shape::new(1, height, width),
        &[conv(1, 1, false), dense(2)],
        Some(norm),
    );
    let architecture = architecture.unwrap();
    let mut parameters = Parameters::initial(&architecture, 1);
    parameters.weights[0].fill(64);
    parameters.weights[1].fill(0);
    let mut x = Array2::zeros((1, height * width));
    x[(0, 5)] = 1;
    (architecture, parameters, x)
}

#[test]
fn y_and_dx_beyond_their_bits_are_cut_and_counted() {
    // L1: the lit pixel lies at half as many deviations as there are samples, and gamma is nearly 4
    let (architecture, mut parameters, x) = one_pixel(200, 200, Norm::L1);
    parameters.norms[0].as_mut().unwrap().gamma = vec![1023];
    let report = step(&architecture, parameters, &x, &[1]);
    assert_eq!(
        (report.layers[0].y_saturated, report.layers[0].dx_saturated),
        (1, 0)
    );

    // 2^16 samples of which one is off by 1 have an s of 2 LSB, so dx is dy times 2^16 / 3 times gamma
    let (architecture, mut parameters, x) = one_pixel(256, 256, Norm::L1);
    let norm = parameters.norms[0].as_mut().unwrap();
    (norm.gamma, norm.beta) = (vec![1023], vec![100]);
    // the error of class 1 reaches one dark pixel
    parameters.weights[1][(77, 1)] = 64;
    let report = step(&architecture, parameters, &x, &[1]);
    assert_eq!(report.layers[0].dx_saturated, 1);
    assert_eq!(report.layers[0].dx_scale, Some(47));
}

#[test]
fn clips_are_counted_and_pass_no_error() {
    // sums of 300 * 64 and -300 * 64 over a shift of 4 bits, 127 * 2^4 = 2032
    let architecture = Architecture::dense(&[300, 2, 2]).unwrap();
    let mut parameters = Parameters::initial(&architecture, 1);
    parameters.weights[0].fill(64);
    parameters.weights[0].column_mut(1).fill(-64);
    let x = Array2::from_elem((3, 300), 64i8);
    let report = step(&architecture, parameters, &x, &[0, 1, 0]);
    assert_eq!(report.layers[0].clipped, 6);
    assert_eq!(report.layers[0].error_scale, None);
    assert_eq!(report.layers[0].gradient_max, 0);
}
